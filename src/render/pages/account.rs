//! The page of an account.

use super::dossier::Dossier;
use super::{attitude_html, notes_section, outcome_html, sheet, signed};
use crate::forms::{Kind, Value, dictionary};
use crate::insight::{PromiseState, Side, scorecard};
use crate::model::{Account, Contact, Item};
use crate::render::escape::escaped;
use crate::render::scribe::Scribe;
use crate::render::view::{Block, Column, Fact, Key, Row, Section, Sheet, Step};

/// Fields that stand in sections of their own.
const ELSEWHERE: &[&str] = &["key_account", "sensitivity", "manager", "status"];

pub(super) fn page(dossier: &Dossier<'_>) -> Vec<u8> {
    let account = dossier.account;
    let scribe = dossier.scribe(&account.item);
    let record = &account.item.record;
    let mut view = sheet(dossier.press, &account.item, dossier.found);
    view.steps = steps(dossier);
    view.keys = keys(dossier);
    let mut sections = scribe.sections(Kind::Account, record, ELSEWHERE);
    let facts_end = usize::from(
        sections
            .first()
            .is_some_and(|section| section.id == "facts"),
    );
    let own = [
        people(dossier, &scribe),
        projects(dossier, &scribe),
        promises(dossier, &scribe),
        events(dossier, &scribe),
        criteria(&scribe, account),
    ];
    sections.splice(facts_end..facts_end, own.into_iter().flatten());
    sections.extend(notes_section(&scribe, &account.item));
    sections.extend(pages(&scribe, account));
    sections.extend(scribe.others(record));
    sections.extend(mentions(dossier, &scribe, &account.item));
    view.sections = sections;
    let mut head = dossier.head(&account.item, "account", account.item.name());
    head.lede = lede(&scribe, &account.item);
    head.meta = meta(dossier, &scribe);
    dossier.press.print("account.html", &head, &view)
}

fn lede(scribe: &Scribe<'_>, item: &Item) -> String {
    let record = &item.record;
    let full = record
        .text("name")
        .filter(|name| **name != item.name())
        .map(str::to_owned);
    let industry = record
        .entry("industry")
        .map(|entry| plain(scribe, &entry.value));
    let separator = scribe.language().pick("、", ", ");
    let products = record.texts("main_products");
    let products = (!products.is_empty()).then(|| products.join(separator));
    let parts: Vec<String> = full.into_iter().chain(industry).chain(products).collect();
    parts.join(scribe.language().pick("，", ", "))
}

/// The label of a choice as text.
pub(super) fn plain(scribe: &Scribe<'_>, value: &Value) -> String {
    match value {
        Value::Choice(choices, choice) => {
            Value::choice_label(choices, choice, scribe.language()).to_owned()
        }
        Value::Text(text) => text.to_string(),
        _ => String::new(),
    }
}

fn meta(dossier: &Dossier<'_>, scribe: &Scribe<'_>) -> Vec<Fact> {
    let record = &dossier.account.item.record;
    let words = |key: &str| dossier.press.words(key);
    let mut meta = Vec::new();
    let mut add = |label: String, html: String| {
        if !html.is_empty() {
            meta.push(Fact {
                label,
                html,
                mark: String::new(),
            });
        }
    };
    if let Some(entry) = record.entry("tier") {
        let class = record.choice("tier").unwrap_or_default();
        let solid = if class == "vip" { " solid" } else { "" };
        add(
            scribe.label(entry.field),
            format!(
                "<span class=\"chip tier-{class}{solid}\">{}</span>",
                scribe.value(entry)
            ),
        );
    }
    for key in ["status", "manager"] {
        if let Some(entry) = record.entry(key) {
            add(scribe.label(entry.field), scribe.value(entry));
        }
    }
    if let Some(last) = dossier.meetings.last() {
        let ago = dossier.press.strings().with(
            "days-ago",
            &[("days", &dossier.days_since(last.date.day).to_string())],
        );
        let html = format!(
            "{} <small class=\"mute\">{}</small>",
            scribe.item(last.item),
            escaped(&ago)
        );
        add(words("last-visit"), html);
    }
    let next = dossier
        .appointments
        .iter()
        .find(|one| one.date.day >= dossier.press.viewpoint.as_of && one.fulfilled_by.is_none());
    if let Some(next) = next {
        let purpose = next.record.text("purpose").map(escaped).unwrap_or_default();
        let date = scribe.link(&next.item.route, &next.date.iso());
        add(words("next-visit"), format!("{date} {purpose}"));
    }
    if let Some((project, _)) = &dossier.lead_project {
        let amount = project
            .item
            .record
            .money("amount")
            .map(|money| money.display(scribe.language()));
        let html = format!(
            "{} {}",
            scribe.item(&project.item),
            escaped(&amount.unwrap_or_default())
        );
        add(words("open-project"), html);
    }
    meta
}

/// The five steps, with the one that the leading project's stage belongs to.
fn steps(dossier: &Dossier<'_>) -> Vec<Step> {
    let Some((_, progress)) = &dossier.lead_project else {
        return Vec::new();
    };
    let stage = progress.claimed.unwrap_or("planning");
    let (Some(steps), Some(now)) = (
        dictionary().choices("process_step"),
        dictionary().process_step(stage),
    ) else {
        return Vec::new();
    };
    let now = steps
        .values
        .iter()
        .position(|step| step.key == now)
        .unwrap_or_default();
    let step = |(index, choice): (usize, &crate::forms::Choice)| Step {
        label: choice.label(dossier.press.language()).to_owned(),
        class: match index.cmp(&now) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "",
        },
        ..Step::default()
    };
    steps.values.iter().enumerate().map(step).collect()
}

/// The three figures: evidenced stage, weighted lead, coverage.
fn keys(dossier: &Dossier<'_>) -> Vec<Key> {
    let strings = dossier.press.strings();
    let mut keys = Vec::new();
    if let Some((project, progress)) = &dossier.lead_project {
        let label = stage_label(dossier, progress.evidenced_stage());
        let claimed = progress
            .claimed
            .map(|stage| stage_label(dossier, stage))
            .unwrap_or_default();
        let missing = dictionary()
            .choices("stage")
            .and_then(|stages| stages.values.get(progress.evidenced));
        let missing = missing.filter(|_| progress.claimed_number() > Some(progress.evidenced));
        let ahead = missing.map(|stage| {
            strings.with(
                "stage-ahead",
                &[
                    ("claimed", &claimed),
                    ("next", stage.label(dossier.press.language())),
                ],
            )
        });
        keys.push(Key {
            label: strings.get("evidenced-stage").to_owned(),
            figure: progress.evidenced.to_string(),
            unit: format!("/ 8　{label}"),
            why: ahead.unwrap_or_else(|| strings.with("stage-claimed", &[("claimed", &claimed)])),
        });
        if let Some(card) = scorecard(project)
            && let (Some(lead), Some(best), Some(ours)) =
                (card.lead(), card.best_rival(), card.our_total)
        {
            let totals = card
                .rivals
                .iter()
                .filter_map(|rival| Some(format!("{} {:.2}", rival.name.text, rival.total?)));
            let totals: Vec<String> = totals.collect();
            let gaps = card.our_gaps + card.rivals.iter().map(|rival| rival.gaps).sum::<usize>();
            let mut why = strings.with(
                "lead-why",
                &[
                    ("ours", &format!("{ours:.2}")),
                    ("rivals", &totals.join("，")),
                ],
            );
            if gaps > 0 {
                why.push_str(&strings.with("lead-gaps", &[("gaps", &gaps.to_string())]));
            }
            keys.push(Key {
                label: strings.get("weighted-lead").to_owned(),
                figure: signed(lead),
                unit: strings.with("against", &[("rival", &best.name.text)]),
                why,
            });
        }
    }
    keys.extend(coverage_key(dossier));
    keys
}

fn coverage_key(dossier: &Dossier<'_>) -> Option<Key> {
    let coverage = &dossier.coverage;
    let strings = dossier.press.strings();
    let of = format!("{} / {}", coverage.met, coverage.all);
    let values = [
        ("days", coverage.window_days.to_string()),
        ("met", coverage.people_met.to_string()),
        ("all", coverage.people.to_string()),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    Some(Key {
        label: strings.get("coverage").to_owned(),
        figure: format!("{} %", coverage.percent()?),
        unit: strings.with("influence-of", &[("of", &of)]),
        why: strings.with("coverage-why", &values),
    })
}

/// The label of a stage.
pub(super) fn stage_label(dossier: &Dossier<'_>, stage: &str) -> String {
    let stages = dictionary().choices("stage");
    let choice = stages.and_then(|stages| stages.values.iter().find(|choice| choice.key == stage));
    choice.map_or(String::new(), |choice| {
        choice.label(dossier.press.language()).to_owned()
    })
}

fn people(dossier: &Dossier<'_>, scribe: &Scribe<'_>) -> Option<Section> {
    let account = dossier.account;
    let columns = [
        "name",
        "title",
        "department",
        "influence",
        "attitude",
        "relation_state",
    ];
    let mut columns: Vec<Column> = columns
        .iter()
        .map(|key| Column::short(field_label(scribe, Kind::Contact, key)))
        .collect();
    columns.extend([
        Column::short(dossier.press.words("last-met")),
        Column::text(field_label(scribe, Kind::Contact, "owner")),
    ]);
    let rows: Vec<Row> = account
        .contacts
        .iter()
        .zip(&dossier.standings)
        .map(|(contact, standing)| {
            let record = &contact.item.record;
            let cell = |key: &str| {
                record
                    .entry(key)
                    .map_or(String::new(), |entry| scribe.value(entry))
            };
            let known = |known: Option<crate::insight::Known<'_>>| {
                known.map_or(String::new(), |known| escaped(&plain(scribe, known.value)))
            };
            let attitude = standing.attitude.map_or(String::new(), |known| {
                attitude_html(
                    known.key().unwrap_or("unknown"),
                    &plain(scribe, known.value),
                )
            });
            let last = dossier.meetings_with(contact).next_back();
            let last = last.map(|meeting| {
                scribe.link(
                    &meeting.item.route,
                    &meeting.date.iso()[..10.min(meeting.date.iso().len())],
                )
            });
            Row {
                cells: vec![
                    name_cell(dossier, scribe, contact),
                    cell("title"),
                    cell("department"),
                    known(standing.influence),
                    attitude,
                    known(standing.relation_state),
                    last.unwrap_or_else(|| {
                        format!(
                            "<span class=\"mute\">{}</span>",
                            escaped(dossier.press.strings().get("never-met"))
                        )
                    }),
                    cell("owner"),
                ],
                class: if record.has("left_on") { "gone" } else { "" },
            }
        })
        .collect();
    let mut section = scribe.section("people", vec![table(columns, rows)]);
    section.count = account.contacts.len().to_string();
    (!account.contacts.is_empty()).then_some(section)
}

fn name_cell(dossier: &Dossier<'_>, scribe: &Scribe<'_>, contact: &Contact) -> String {
    let mut html = scribe.link(&contact.item.route, &contact.name);
    let record = &contact.item.record;
    if let Some(left) = record.moment("left_on") {
        let words = dossier
            .press
            .strings()
            .with("left-on", &[("date", &left.iso())]);
        html.push_str(&format!(" <span class=\"chip\">{}</span>", escaped(&words)));
    }
    if record.yes("placeholder") {
        html.push_str(&format!(
            " <span class=\"chip dash\">{}</span>",
            escaped(&field_label(scribe, Kind::Contact, "placeholder"))
        ));
    }
    html
}

/// The label of a field.
pub(super) fn field_label(scribe: &Scribe<'_>, kind: Kind, key: &str) -> String {
    dictionary()
        .schema(kind)
        .field(key)
        .map_or(String::new(), |field| scribe.label(field))
}

/// A table without a label of its own.
pub(super) fn table(columns: Vec<Column>, rows: Vec<Row>) -> Block {
    Block::Table {
        label: String::new(),
        columns,
        rows,
        private: false,
        class: "",
    }
}

fn projects(dossier: &Dossier<'_>, scribe: &Scribe<'_>) -> Option<Section> {
    let keys = [
        "name",
        "stage",
        "amount",
        "probability",
        "expected_purchase",
    ];
    let columns = keys.iter().map(|key| match *key {
        "amount" | "probability" => Column::number(field_label(scribe, Kind::Project, key)),
        _ => Column::text(field_label(scribe, Kind::Project, key)),
    });
    let rows = dossier.account.projects.iter().map(|project| {
        let cell = |key: &str| {
            project
                .item
                .record
                .entry(key)
                .map_or(String::new(), |entry| scribe.value(entry))
        };
        let mut cells = vec![scribe.link(&project.item.route, &project.name)];
        cells.extend(keys.iter().skip(1).map(|key| cell(key)));
        Row::of(cells)
    });
    let rows: Vec<Row> = rows.collect();
    let count = rows.len();
    let mut section = scribe.section("projects", vec![table(columns.collect(), rows)]);
    section.count = count.to_string();
    (count > 0).then_some(section)
}

/// Open promises of both sides, overdue first; how many were kept.
fn promises(dossier: &Dossier<'_>, scribe: &Scribe<'_>) -> Option<Section> {
    let mut rows = Vec::new();
    for (side, label) in [
        (Side::Ours, "ours"),
        (Side::Theirs, "theirs"),
        (Side::Action, "our-actions"),
    ] {
        let of_side = || {
            dossier
                .promises
                .iter()
                .filter(|promise| promise.side == side)
        };
        if !of_side().any(|promise| promise.state.is_open()) {
            continue;
        }
        let closed = of_side().filter(|promise| !promise.state.is_open()).count();
        let kept = of_side()
            .filter(|promise| promise.state == PromiseState::Kept)
            .count();
        let kept = dossier.press.strings().with(
            "kept-of",
            &[("kept", &kept.to_string()), ("closed", &closed.to_string())],
        );
        let heading = format!(
            "{}<span>{}</span>",
            escaped(dossier.press.strings().get(label)),
            escaped(&kept)
        );
        rows.push(Row {
            cells: vec![heading],
            class: "group",
        });
        let mut open: Vec<_> = of_side()
            .filter(|promise| promise.state.is_open())
            .collect();
        open.sort_by_key(|promise| promise.due().map(|due| due.day));
        rows.extend(
            open.into_iter()
                .map(|promise| promise_row(dossier, scribe, promise)),
        );
    }
    let words = |key: &str| dossier.press.words(key);
    let columns = vec![
        Column::text(words("task")),
        Column::short(words("owner")),
        Column::short(words("counterpart")),
        Column::short(words("made-in")),
        Column::short(words("due")),
        Column::number(words("state")),
    ];
    let count = dossier
        .promises
        .iter()
        .filter(|promise| promise.state.is_open())
        .count();
    let block = Block::Table {
        label: String::new(),
        columns,
        rows,
        private: false,
        class: "lines",
    };
    let mut section = scribe.section("promises", vec![block]);
    section.count = count.to_string();
    (count > 0).then_some(section)
}

fn promise_row(
    dossier: &Dossier<'_>,
    scribe: &Scribe<'_>,
    promise: &crate::insight::Promise<'_>,
) -> Row {
    Row::of(vec![
        escaped(promise.task()),
        promise
            .owner()
            .map_or(String::new(), |owner| scribe.person(owner)),
        promise
            .contact()
            .map_or(String::new(), |contact| scribe.reference(contact)),
        scribe.item(promise.item),
        promise.due().map_or(String::new(), |due| due.iso()),
        state_html(dossier, promise.state),
    ])
}

/// What became of a promise, in words.
pub(super) fn state_html(dossier: &Dossier<'_>, state: PromiseState) -> String {
    let strings = dossier.press.strings();
    let with_days =
        |key: &str, days: i32| escaped(&strings.with(key, &[("days", &days.to_string())]));
    match state {
        PromiseState::OverdueDays(days) => format!(
            "<span class=\"bad\">{}</span>",
            with_days("overdue-days", days)
        ),
        PromiseState::DueInDays(0) => escaped(strings.get("due-today")),
        PromiseState::DueInDays(days) => with_days("due-in-days", days),
        PromiseState::Undated => escaped(strings.get("undated")),
        PromiseState::Kept => format!(
            "<span class=\"good\">{}</span>",
            escaped(strings.get("kept"))
        ),
        PromiseState::LateDays(days) => with_days("late-days", days),
    }
}

/// Visits and exchanges, the latest first, and what is agreed.
fn events(dossier: &Dossier<'_>, scribe: &Scribe<'_>) -> Option<Section> {
    let words = |key: &str| dossier.press.words(key);
    let columns = vec![
        Column::short(words("date")),
        Column::short(words("mode")),
        Column::text(words("with")),
        Column::text(words("aim-short")),
        Column::short(words("outcome")),
    ];
    let mut rows: Vec<(Option<jiff::civil::Date>, Row)> = Vec::new();
    for visit in &dossier.account.visits {
        let record = &visit.item.record;
        let mode = record
            .entry("mode")
            .map_or(words("visit"), |entry| plain(scribe, &entry.value));
        let outcome = record.entry("outcome").map(|entry| {
            outcome_html(
                record.choice("outcome").unwrap_or_default(),
                &plain(scribe, &entry.value),
            )
        });
        let aim = record
            .entry("aim")
            .or(record.entry("topics"))
            .map_or(String::new(), |entry| scribe.value(entry));
        let cells = vec![
            scribe.item(&visit.item),
            escaped(&mode),
            scribe.references(visit.people()),
            aim,
            outcome.unwrap_or_default(),
        ];
        rows.push((visit.day(), Row::of(cells)));
    }
    for exchange in &dossier.account.exchanges {
        let purpose = exchange.plan().and_then(|plan| plan.entry("purpose"));
        let people = scribe.row(
            exchange
                .people()
                .into_iter()
                .map(|person| scribe.reference(person)),
        );
        let label = if exchange.summary().is_some() {
            words("held")
        } else {
            words("planned")
        };
        let cells = vec![
            scribe.item(&exchange.item),
            escaped(&words("exchange")),
            people,
            purpose.map_or(String::new(), |entry| scribe.value(entry)),
            outcome_html("exchange", &label),
        ];
        rows.push((exchange.date.map(|date| date.day), Row::of(cells)));
    }
    rows.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    let count = rows.len();
    let mut section = scribe.section(
        "timeline",
        vec![table(
            columns,
            rows.into_iter().map(|(_, row)| row).collect(),
        )],
    );
    section.count = count.to_string();
    (count > 0).then_some(section)
}

/// The eight criteria of a key account, with evidence.
fn criteria(scribe: &Scribe<'_>, account: &Account) -> Option<Section> {
    let entry = account.item.record.entry("key_account")?;
    let blocks = scribe.blocks(&[entry]);
    Some(scribe.section("key-account", blocks))
}

fn pages(scribe: &Scribe<'_>, account: &Account) -> Option<Section> {
    let items: Vec<String> = account.pages.iter().map(|page| scribe.item(page)).collect();
    let section = scribe.section(
        "pages",
        vec![Block::List {
            label: String::new(),
            items,
            private: false,
        }],
    );
    (!account.pages.is_empty()).then_some(section)
}

/// Who refers to an item.
pub(super) fn mentions(dossier: &Dossier<'_>, scribe: &Scribe<'_>, item: &Item) -> Option<Section> {
    let from = dossier.backlinks.get(&item.id)?;
    let line = |one: &&Item| {
        format!(
            "{} <small class=\"mute\">{}</small>",
            scribe.item(one),
            escaped(&dossier.press.words(one.kind.name()))
        )
    };
    let items: Vec<String> = from.iter().map(line).collect();
    Some(scribe.section(
        "mentions",
        vec![Block::List {
            label: String::new(),
            items,
            private: false,
        }],
    ))
}

/// What the pages of an account share for a sheet.
pub(super) fn finish(dossier: &Dossier<'_>, scribe: &Scribe<'_>, item: &Item, view: &mut Sheet) {
    view.sections.extend(notes_section(scribe, item));
    view.sections.extend(scribe.others(&item.record));
    view.sections.extend(mentions(dossier, scribe, item));
}
