//! The page of a contact.

use super::facts::AccountFacts;
use super::key_figures::standing_key_figures;
use super::note_page::{neighbours, page_view};
use super::promises::state_html;
use super::timeline::contact_figure;
use super::widgets::{
    add_closing_sections, aim_or_topics, compact_table, counted_section, mode_label, stage_label,
    table, value_label,
};
use super::{headlines, map};
use crate::domain::{CommitteeMember, Contact, FieldKey, Item, ObservationEntry};
use crate::forms::Kind;
use crate::html::escape::escaped;
use crate::html::view::{Column, Fact, PageView, Row, Section};
use crate::html::writer::HtmlWriter;
use crate::insight::Standing;

/// Observed values are in the head of the page; the confidentiality level is not for readers.
const SHOWN_ELSEWHERE: &[FieldKey] = &[
    Item::NAME,
    Contact::RAPPORT,
    Contact::INFLUENCE,
    Contact::RELATION_STATE,
    Contact::ATTITUDE,
    Item::SENSITIVITY,
];

/// Sections of the form that follow those on meetings and promises.
const LAST: &[&str] = &["more", "personal"];

pub(crate) fn page(facts: &AccountFacts<'_>, contact: &Contact) -> Vec<u8> {
    let writer = facts.writer(&contact.item);
    let view = view(facts, &writer, contact);
    let index = index_of(facts, contact);
    let mut head = facts.head(&contact.item, "contact", contact.name.clone());
    head.lede = lede(&writer, contact);
    head.meta = meta(facts, &writer, contact);
    let at = |index: Option<usize>| {
        let contact = facts.account.contacts.get(index?)?;
        Some((&contact.item, contact.name.clone()))
    };
    neighbours(
        &writer,
        &mut head,
        at(index.checked_sub(1)),
        at(Some(index + 1)),
    );
    facts.context.print("contact.html", &head, &view)
}

/// The content of a contact's page.
pub(crate) fn view(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    contact: &Contact,
) -> PageView {
    let mut view = page_view(facts.context, &contact.item, facts.diagnostics);
    let index = index_of(facts, contact);
    let of_form = writer.sections(Kind::Contact, &contact.item.record, SHOWN_ELSEWHERE);
    // Rarely needed sections follow those on what happened with the contact.
    let (last, first): (Vec<Section>, Vec<Section>) = of_form
        .into_iter()
        .partition(|section| LAST.contains(&section.id.as_str()));
    view.sections.extend(first);
    if let Some(standing) = facts.standings.get(index) {
        view.keys = standing_key_figures(writer, contact, standing);
        let mut history = history(writer, standing);
        if let Some(section) = &mut history {
            let trend = map::trend(facts, writer, standing);
            section.blocks.splice(0..0, trend);
        }
        view.sections.extend(history);
    }
    view.sections.extend(map::around(facts, writer, contact));
    view.sections.extend(meetings(facts, writer, contact));
    view.sections.extend(promises(facts, writer, contact));
    view.sections.extend(committees(facts, writer, contact));
    view.sections.extend(last);
    add_closing_sections(facts, writer, &contact.item, &mut view);
    view
}

/// The index of a contact in the account.
fn index_of(facts: &AccountFacts<'_>, contact: &Contact) -> usize {
    let mut contacts = facts.account.contacts.iter();
    let index = contacts.position(|one| one.item.id == contact.item.id);
    index.unwrap_or_default()
}

pub(crate) fn lede(writer: &HtmlWriter<'_>, contact: &Contact) -> String {
    let department = contact.department_value();
    let department = department.map(|department| value_label(writer, department));
    let parts: Vec<String> = department
        .into_iter()
        .chain(contact.title().map(str::to_owned))
        .collect();
    parts.join(" · ")
}

fn meta(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>, contact: &Contact) -> Vec<Fact> {
    let fact = |key: FieldKey| Some(writer.fact(key.entry(contact.record())?));
    let fields = [Contact::OWNER, Contact::LEFT_ON];
    let mut meta: Vec<Fact> = fields.into_iter().filter_map(fact).collect();
    if contact.is_placeholder() {
        meta.extend(fact(Contact::PLACEHOLDER));
    }
    let count = facts.meetings_with(contact).count();
    if let Some(last) = facts.meetings_with(contact).next_back() {
        let days = facts.days_since(last.date.day).to_string();
        let key = match days.as_str() {
            "0" => "meetings-last-today",
            _ => "meetings-last",
        };
        let ago = facts
            .context
            .strings()
            .with(key, &[("count", &count.to_string()), ("days", &days)]);
        meta.push(Fact {
            label: facts.context.words("met"),
            html: escaped(&ago),
            mark: String::new(),
        });
    } else if facts.context.is_internal() {
        let never = escaped(facts.context.strings().get("never-met"));
        meta.push(Fact {
            label: facts.context.words("met"),
            html: never,
            mark: String::new(),
        });
    }
    meta
}

/// The observations, latest first: how the current assessment was formed.
fn history(writer: &HtmlWriter<'_>, standing: &Standing<'_>) -> Option<Section> {
    let keys = [
        ObservationEntry::RAPPORT,
        ObservationEntry::RELATION_STATE,
        ObservationEntry::ATTITUDE,
        ObservationEntry::INFLUENCE,
        ObservationEntry::NOTE,
    ];
    let first = |key: FieldKey| {
        let mut observations = standing.observations.iter();
        observations.find_map(|observation| key.entry(observation.entry.record))
    };
    let used: Vec<FieldKey> = keys
        .into_iter()
        .filter(|key| first(*key).is_some())
        .collect();
    let label = |key: &FieldKey| {
        let entry = first(*key);
        Column::short(entry.map_or(String::new(), |entry| writer.label(entry.field)))
    };
    let mut columns = vec![Column::short(writer.context.words("date"))];
    columns.extend(used.iter().map(label));
    let rows = standing.observations.iter().rev().map(|observation| {
        let cell = |key: &FieldKey| {
            let entry = key.entry(observation.entry.record);
            entry.map_or(String::new(), |entry| writer.value(entry))
        };
        let day = observation.date.iso_day();
        let mut cells = vec![writer.link(&observation.item.route, &day)];
        cells.extend(used.iter().map(cell));
        Row::of(cells)
    });
    let rows: Vec<Row> = rows.collect();
    let count = rows.len();
    counted_section(writer, "observed", table(columns, rows), count)
}

fn meetings(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    contact: &Contact,
) -> Option<Section> {
    let words = |key: &str| facts.context.words(key);
    let columns = vec![
        Column::short(words("date")),
        Column::short(words("mode")),
        Column::text(words("our-people")),
        Column::text(words("aim-short")),
    ];
    let rows: Vec<Row> = facts
        .meetings_with(contact)
        .rev()
        .map(|meeting| {
            let mode = mode_label(writer, meeting.item);
            let aim =
                aim_or_topics(meeting.item).map_or(String::new(), |entry| writer.value(entry));
            let ours = facts.context.settings.people(&meeting.ours);
            let ours = writer.join(ours.into_iter().map(escaped));
            Row::of(vec![writer.item(meeting.item), escaped(&mode), ours, aim])
        })
        .collect();
    let count = rows.len();
    let mut section = counted_section(writer, "meetings", table(columns, rows), count)?;
    section
        .blocks
        .splice(0..0, contact_figure(facts, writer, contact));
    let ours: Vec<Vec<&str>> = facts
        .meetings_with(contact)
        .map(|meeting| meeting.ours.clone())
        .collect();
    section.summary = headlines::meetings(facts.context.settings, facts.context, &ours);
    Some(section)
}

fn promises(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    contact: &Contact,
) -> Option<Section> {
    let words = |key: &str| facts.context.words(key);
    let with = |promise: &&crate::insight::Promise<'_>| {
        promise
            .contact()
            .is_some_and(|reference| reference.target == Some(contact.item.id))
    };
    let columns = vec![
        Column::text(words("task")),
        Column::short(words("promised-by")),
        Column::short(words("made-in")),
        Column::short(words("due")),
        Column::number(words("state")),
    ];
    let rows: Vec<Row> = facts
        .promises
        .iter()
        .filter(with)
        .rev()
        .map(|promise| {
            let by = match promise.side {
                crate::insight::Side::Theirs => escaped(&contact.name),
                _ => promise.owner().map_or_else(
                    || escaped(&words("ours-short")),
                    |owner| writer.person(owner),
                ),
            };
            let due = promise.due().map_or(String::new(), |due| due.iso());
            Row::of(vec![
                escaped(promise.task()),
                by,
                writer.item(promise.item),
                due,
                state_html(facts, promise.state),
            ])
        })
        .collect();
    let count = rows.len();
    counted_section(writer, "promises", compact_table(columns, rows), count)
}

/// The projects whose buying committee the contact belongs to.
fn committees(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    contact: &Contact,
) -> Option<Section> {
    let mut rows = Vec::new();
    for project in &facts.account.projects {
        for member in project.committee().filter(|one| one.is(contact)) {
            let cell = |key: FieldKey| {
                let entry = key.entry(member.record);
                entry.map_or(String::new(), |entry| writer.value(entry))
            };
            let stage = project.stage();
            let stage = stage.map_or(String::new(), |stage| stage_label(facts, stage));
            rows.push(Row::of(vec![
                writer.item(&project.item),
                cell(CommitteeMember::ROLE),
                cell(CommitteeMember::ATTITUDE),
                escaped(&stage),
            ]));
        }
    }
    let words = |key: &str| facts.context.words(key);
    let columns = [
        words("project"),
        words("role"),
        words("attitude"),
        words("stage"),
    ]
    .map(Column::short)
    .to_vec();
    (!rows.is_empty()).then(|| writer.section("committees", vec![table(columns, rows)]))
}
