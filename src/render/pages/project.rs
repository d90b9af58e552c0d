//! The page of a purchase project: stages, criteria (form 2), us against competitors (form 4), committee and needs.

use super::dossier::Dossier;
use super::elements::{counted, finish, signed, stage_label, table};
use super::{neighbours, sheet};
use crate::figure::{WeightedBar, WeightedBars};
use crate::forms::{Kind, Percent, Record, Score, dictionary};
use crate::insight::{Progress, Scorecard, ScorecardRow, progress, scorecard, stage_spans};
use crate::model::Project;
use crate::render::escape::escaped;
use crate::render::scribe::Scribe;
use crate::render::view::{Block, Column, Fact, Row, Section, Step};

/// More rivals than this are no table; the best of them stands in the sentence beside it all the same.
const MOST_RIVALS: usize = 8;

const ELSEWHERE: &[&str] = &[
    "criteria",
    "competition",
    "stage",
    "account",
    "account_code",
    "sensitivity",
];

pub(super) fn page(dossier: &Dossier<'_>, project: &Project) -> Vec<u8> {
    let scribe = dossier.scribe(&project.item);
    let record = &project.item.record;
    let progress = progress(dossier.account, project, &dossier.meetings);
    let mut view = sheet(dossier.press, &project.item, dossier.found);
    if dossier.press.reckons() {
        view.track = track(dossier, project, &progress);
    }
    let mut sections = scribe.sections(Kind::Project, record, ELSEWHERE);
    let facts_end = usize::from(
        sections
            .first()
            .is_some_and(|section| section.id == "facts"),
    );
    let own = [criteria(&scribe, project), competition(&scribe, project)];
    sections.splice(facts_end..facts_end, own.into_iter().flatten());
    if let Some(committee) = sections
        .iter_mut()
        .find(|section| section.id == "committee")
    {
        committee.summary.extend(vacant_roles(&scribe, record));
    }
    sections.extend(events(dossier, &scribe, project));
    view.sections = sections;
    finish(dossier, &scribe, &project.item, &mut view);
    let mut head = dossier.head(&project.item, "project", project.name.clone());
    head.kind = format!("{} · {}", head.kind, dossier.account.item.name());
    head.lede = lede(&scribe, record);
    head.meta = meta(dossier, &scribe, project, &progress);
    let place = dossier
        .account
        .projects
        .iter()
        .position(|one| one.item.id == project.item.id)
        .unwrap_or_default();
    let at = |index: Option<usize>| {
        let project = dossier.account.projects.get(index?)?;
        Some((&project.item, project.name.clone()))
    };
    neighbours(
        &scribe,
        &mut head,
        at(place.checked_sub(1)),
        at(Some(place + 1)),
    );
    dossier.press.print("project.html", &head, &view)
}

fn lede(scribe: &Scribe<'_>, record: &Record) -> String {
    let products = record
        .records("products")
        .iter()
        .filter_map(|product| product.text("name"))
        .collect::<Vec<_>>();
    products.join(scribe.language().pick("、", ", "))
}

fn meta(
    dossier: &Dossier<'_>,
    scribe: &Scribe<'_>,
    project: &Project,
    progress: &Progress,
) -> Vec<Fact> {
    let record = &project.item.record;
    let mut meta = Vec::new();
    if let Some(stage) = progress.claimed {
        let label = super::elements::field_label(scribe, Kind::Project, "stage");
        meta.push(Fact {
            label,
            html: escaped(&stage_label(dossier, stage)),
            mark: String::new(),
        });
    }
    if dossier.press.reckons() {
        let evidenced = format!("{} / 8", progress.evidenced);
        meta.push(Fact {
            label: dossier.press.words("evidenced-stage"),
            html: evidenced,
            mark: String::new(),
        });
    }
    let fact = |key: &str| record.entry(key).map(|entry| scribe.fact(entry));
    meta.extend(
        ["amount", "probability", "expected_purchase"]
            .into_iter()
            .filter_map(fact),
    );
    meta
}

/// The eight stages: days in each, which are evidenced, which claimed.
fn track(dossier: &Dossier<'_>, project: &Project, progress: &Progress) -> Vec<Step> {
    let spans = stage_spans(project, dossier.press.viewpoint.as_of);
    let Some(stages) = dictionary().choices("stage") else {
        return Vec::new();
    };
    let strings = dossier.press.strings();
    let step = |(index, evidence): (usize, &crate::insight::StageEvidence)| {
        let label = stages
            .values
            .iter()
            .find(|choice| choice.key == evidence.stage);
        let of_stage = || spans.iter().filter(|span| span.stage == evidence.stage);
        let days: i32 = of_stage().map(|span| span.days).sum();
        let first = of_stage().next();
        let claimed = progress.claimed_number() >= Some(index + 1);
        Step {
            label: label.map_or(String::new(), |choice| {
                choice.label(dossier.press.language()).to_owned()
            }),
            class: match (index < progress.evidenced, claimed) {
                (true, _) => "done",
                (false, true) => "claimed",
                (false, false) => "",
            },
            figure: first.map_or("—".to_owned(), |_| days.to_string()),
            note: first.map_or(String::new(), |span| {
                strings.with("since", &[("date", &span.from.iso())])
            }),
        }
    };
    progress.evidence.iter().enumerate().map(step).collect()
}

/// Form 2: the criteria as weighted bars, and as a table.
fn criteria(scribe: &Scribe<'_>, project: &Project) -> Option<Section> {
    let entry = project.item.record.entry("criteria")?;
    let rows = project.item.record.records("criteria");
    let percent = |row: &Record| row.percent("weight").unwrap_or_default();
    let bars: Vec<WeightedBar<'_>> = rows
        .iter()
        .map(|row| WeightedBar {
            label: row.text("criterion").unwrap_or("…"),
            weight_percent: percent(row).fraction() * 100.0,
            title: "",
            href: None,
        })
        .collect();
    let strings = scribe.press.strings();
    let total: i32 = rows
        .iter()
        .fold(0, |sum, row| sum.saturating_add(percent(row).hundredths));
    let total = format!("{} %", Percent { hundredths: total }.number());
    let heaviest = rows
        .iter()
        .max_by_key(|row| percent(row))
        .and_then(|row| row.text("criterion"))
        .unwrap_or_default();
    let description = strings.with(
        "criteria-sentence",
        &[("criterion", heaviest), ("count", &rows.len().to_string())],
    );
    let label = scribe.label(entry.field);
    let svg = WeightedBars {
        title: &label,
        description: &description,
        bars: &bars,
        rest_label: strings.get("unassigned"),
    };
    let note = strings.with("total", &[("total", &total)]);
    let figure = Block::Figure {
        label: label.clone(),
        note,
        html: svg.draw(),
    };
    let mut section = scribe.section("criteria", vec![figure]);
    section.summary = vec![description];
    section.beside = scribe.blocks(&[entry]);
    section.count = strings.with("form-number", &[("number", "2")]);
    Some(section)
}

/// Form 4: us against competitors, with gap × weight against the best rival, totals and lead.
fn competition(scribe: &Scribe<'_>, project: &Project) -> Option<Section> {
    let card = scorecard(project)?;
    let entry = project.item.record.entry("competition")?;
    let strings = scribe.press.strings();
    let item_label = |key: &str| match entry.field.of_type {
        crate::forms::FieldType::List(schema) => schema
            .field(key)
            .map_or(String::new(), |field| scribe.label(field)),
        _ => String::new(),
    };
    let best = card.best_rival().map(|rival| rival.name.text.to_string());
    let mut columns = vec![
        Column::text(item_label("criterion")),
        Column::number(item_label("weight")),
        Column::text(item_label("us")),
    ];
    let rival = item_label("scores");
    columns.extend(
        card.rivals
            .iter()
            .take(MOST_RIVALS)
            .map(|one| Column::text(format!("{rival}：{}", name_of(scribe, one.name)))),
    );
    columns.push(Column::number(strings.get("gap-times-weight")));
    columns.push(Column::text(item_label("evidence")));
    let mut rows: Vec<Row> = card
        .rows
        .iter()
        .map(|row| score_row(scribe, &card, row, best.as_deref()))
        .collect();
    rows.push(total_row(scribe, &card));
    let label = scribe.label(entry.field);
    let table = Block::Table {
        label,
        columns,
        rows,
        private: false,
        class: "score",
    };
    let mut section = scribe.section("competition", vec![table]);
    section.summary = vec![lead_sentence(scribe, &card)];
    if card.rivals.len() > MOST_RIVALS {
        let more = (card.rivals.len() - MOST_RIVALS).to_string();
        section
            .summary
            .push(strings.with("and-more", &[("count", &more)]));
    }
    section.count = strings.with("form-number", &[("number", "4")]);
    Some(section)
}

/// The roles of a committee that nobody is known to fill, in a sentence.
fn vacant_roles(scribe: &Scribe<'_>, record: &Record) -> Option<String> {
    let roles = &dictionary().choices("buying_role")?.values;
    let filled = |role: &str| {
        let mut members = record.records("committee").iter();
        members.any(|member| member.choice("role") == Some(role) && member.has("contact"))
    };
    let vacant: Vec<&str> = roles
        .iter()
        .filter(|role| !filled(&role.key))
        .map(|role| role.label(scribe.language()))
        .collect();
    let list = vacant.join(scribe.language().pick("、", ", "));
    let strings = scribe.press.strings();
    (!vacant.is_empty()).then(|| strings.with("vacant-roles", &[("roles", &list)]))
}

fn name_of(scribe: &Scribe<'_>, reference: &crate::forms::Reference) -> String {
    let target = reference.target.and_then(|id| scribe.lookups.target(id));
    target.map_or_else(
        || reference.text.to_string(),
        |target| target.name.to_string(),
    )
}

fn score_row(
    scribe: &Scribe<'_>,
    card: &Scorecard<'_>,
    row: &ScorecardRow<'_>,
    best: Option<&str>,
) -> Row {
    let weight = row
        .weight
        .map(|weight| format!("{} %", weight.number()))
        .unwrap_or_default();
    let mut cells = vec![escaped(row.criterion), weight, scribe.scores(row.us)];
    let rivals = row.rivals.iter().take(MOST_RIVALS);
    cells.extend(rivals.map(|scores| scribe.scores(scores)));
    let best = card
        .rivals
        .iter()
        .position(|rival| Some(rival.name.text.as_ref()) == best);
    let gap = best.and_then(|best| {
        let ours = Score::current(row.us)?.points;
        let theirs = Score::current(row.rivals.get(best)?)?.points;
        Some((f64::from(ours) - f64::from(theirs)) * row.weight?.fraction())
    });
    cells.push(gap.map_or(String::new(), |gap| match gap < 0.0 {
        true => format!("<span class=\"bad\">{}</span>", signed(gap)),
        false => signed(gap),
    }));
    cells.push(scribe.references(row.record.references("evidence")));
    Row::of(cells)
}

fn total_row(scribe: &Scribe<'_>, card: &Scorecard<'_>) -> Row {
    let total =
        |total: Option<f64>| total.map_or(String::new(), |total| format!("<b>{total:.2}</b>"));
    let weights = card
        .rows
        .iter()
        .filter_map(|row| row.weight)
        .fold(0_i32, |sum, weight| sum.saturating_add(weight.hundredths));
    let weight = format!(
        "{} %",
        Percent {
            hundredths: weights
        }
        .number()
    );
    let mut cells = vec![
        escaped(scribe.press.strings().get("weighted-total")),
        weight,
        total(card.our_total),
    ];
    let rivals = card.rivals.iter().take(MOST_RIVALS);
    cells.extend(rivals.map(|rival| total(rival.total)));
    cells.push(
        card.lead()
            .map_or(String::new(), |lead| format!("<b>{}</b>", signed(lead))),
    );
    cells.push(String::new());
    Row {
        cells,
        class: "total",
    }
}

fn lead_sentence(scribe: &Scribe<'_>, card: &Scorecard<'_>) -> String {
    let strings = scribe.press.strings();
    let (Some(lead), Some(best)) = (card.lead(), card.best_rival()) else {
        return strings.get("no-lead").to_owned();
    };
    let rival = name_of(scribe, best.name);
    let key = if lead < 0.0 {
        "lead-behind"
    } else {
        "lead-ahead"
    };
    let mut sentence = strings.with(
        key,
        &[("rival", &rival), ("lead", &format!("{:.2}", lead.abs()))],
    );
    let gaps = card.our_gaps + card.rivals.iter().map(|rival| rival.gaps).sum::<usize>();
    if gaps > 0 {
        sentence.push_str(&strings.with("lead-gaps", &[("gaps", &gaps.to_string())]));
    }
    sentence
}

/// The visits and exchanges of the project, the latest first.
fn events(dossier: &Dossier<'_>, scribe: &Scribe<'_>, project: &Project) -> Option<Section> {
    let of_project = |record: &Record| {
        record
            .reference("project")
            .is_some_and(|one| one.target == Some(project.item.id))
    };
    let visits = dossier
        .account
        .visits
        .iter()
        .filter(|visit| of_project(&visit.item.record))
        .map(|visit| &visit.item);
    let exchanges = dossier
        .account
        .exchanges
        .iter()
        .filter(|exchange| of_project(&exchange.item.record))
        .map(|exchange| &exchange.item);
    let mut items: Vec<_> = visits.chain(exchanges).collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.record.moment("date").map(|date| date.day)));
    let line = |item: &&crate::model::Item| {
        let aim = item.record.entry("aim").or(item
            .record
            .record("plan")
            .and_then(|plan| plan.entry("purpose")));
        let aim = aim.map_or(String::new(), |entry| scribe.value(entry));
        Row::of(vec![
            scribe.item(item),
            escaped(&dossier.press.words(item.kind.name())),
            aim,
        ])
    };
    let rows: Vec<Row> = items.iter().map(line).collect();
    let words = |key: &str| dossier.press.words(key);
    let columns = vec![
        Column::short(words("date")),
        Column::short(words("mode")),
        Column::text(words("aim-short")),
    ];
    let count = rows.len();
    counted(scribe, "events", table(columns, rows), count)
}
