//! The tables of an account's page: its people, projects, pages and attachments.

use crate::domain::{Account, Attitude, Contact, FieldKey, Item, Project};
use crate::forms::Kind;
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, Row, Section};
use crate::html::writer::HtmlWriter;
use crate::insight::{KnownValue, Standing};
use crate::site::facts::AccountFacts;
use crate::site::headlines;
use crate::site::widgets::{attitude_html, counted_section, field_label, table, value_label};

pub(crate) fn people(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Section> {
    let account = facts.account;
    let label = |key: FieldKey| field_label(writer, Kind::Contact, key);
    let columns = [
        Item::NAME,
        Contact::TITLE,
        Contact::DEPARTMENT,
        Contact::INFLUENCE,
        Contact::ATTITUDE,
        Contact::RELATION_STATE,
    ];
    let mut columns = columns.map(|key| Column::short(label(key))).to_vec();
    columns.extend([
        Column::short(facts.context.words("last-met")),
        Column::text(label(Contact::OWNER)),
    ]);
    let mut people: Vec<_> = account.contacts.iter().zip(&facts.standings).collect();
    // Decision makers come first, people who have left last.
    people.sort_by_key(|(contact, standing)| {
        let has_left = contact.has_left(facts.context.viewpoint.as_of);
        (has_left, std::cmp::Reverse(standing.influence()))
    });
    let rows: Vec<Row> = people
        .into_iter()
        .map(|(contact, standing)| person_row(facts, writer, contact, standing))
        .collect();
    let count = rows.len();
    let table = table(columns, rows).with_class("lines");
    let mut section = counted_section(writer, "people", table, count)?;
    section.summary = headlines::people(facts);
    Some(section)
}

fn person_row(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    contact: &Contact,
    standing: &Standing<'_>,
) -> Row {
    let cell = |key: FieldKey| {
        let entry = key.entry(contact.record());
        entry.map_or(String::new(), |entry| writer.value(entry))
    };
    let known = |known: Option<KnownValue<'_>>| {
        known.map_or(String::new(), |known| {
            escaped(&value_label(writer, known.value))
        })
    };
    let attitude = standing.attitude.map_or(String::new(), |known| {
        let attitude = standing.attitude().unwrap_or(Attitude::Unknown);
        attitude_html(attitude, &value_label(writer, known.value))
    });
    let last = facts.meetings_with(contact).next_back();
    let last = last.map(|meeting| writer.link(&meeting.item.route, &meeting.date.iso_day()));
    Row {
        cells: vec![
            name_cell(facts, writer, contact),
            cell(Contact::TITLE),
            cell(Contact::DEPARTMENT),
            known(standing.influence),
            attitude,
            known(standing.relation_state),
            last.unwrap_or_else(|| never_met(facts)),
            cell(Contact::OWNER),
        ],
        class: match contact.has_left(facts.context.viewpoint.as_of) {
            true => "gone",
            false => "",
        },
    }
}

/// The remark that nobody of ours has met a contact; empty for readers outside the company, who do not see our visits.
fn never_met(facts: &AccountFacts<'_>) -> String {
    if !facts.context.is_internal() {
        return String::new();
    }
    let words = escaped(facts.context.strings().get("never-met"));
    format!("<span class=mute>{words}</span>")
}

fn name_cell(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>, contact: &Contact) -> String {
    let mut html = writer.link(&contact.item.route, &contact.name);
    if let Some(left) = contact.left_on() {
        let words = facts
            .context
            .strings()
            .with("left-on", &[("date", &left.iso())]);
        html.push_str(&format!(" <span class=chip>{}</span>", escaped(&words)));
    }
    if contact.is_placeholder() {
        html.push_str(&format!(
            " <span class=\"chip dash\">{}</span>",
            escaped(&field_label(writer, Kind::Contact, Contact::PLACEHOLDER))
        ));
    }
    html
}

pub(crate) fn projects(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Section> {
    let label = |key: FieldKey| field_label(writer, Kind::Project, key);
    let columns = vec![
        Column::text(label(Item::NAME)),
        Column::text(label(Project::STAGE)),
        Column::number(label(Project::AMOUNT)),
        Column::number(label(Project::PROBABILITY)),
        Column::text(label(Project::EXPECTED_PURCHASE)),
    ];
    let rows = facts.account.projects.iter().map(|project| {
        let cell = |key: FieldKey| {
            let entry = key.entry(project.record());
            entry.map_or(String::new(), |entry| writer.value(entry))
        };
        Row::of(vec![
            writer.link(&project.item.route, &project.name),
            cell(Project::STAGE),
            cell(Project::AMOUNT),
            cell(Project::PROBABILITY),
            cell(Project::EXPECTED_PURCHASE),
        ])
    });
    let rows: Vec<Row> = rows.collect();
    let count = rows.len();
    counted_section(writer, "projects", table(columns, rows), count)
}

pub(crate) fn pages(writer: &HtmlWriter<'_>, account: &Account) -> Option<Section> {
    let items: Vec<String> = account.pages.iter().map(|page| writer.item(page)).collect();
    let section = writer.section("pages", vec![Block::list(items)]);
    (!account.pages.is_empty()).then_some(section)
}

/// The attachments that the account's notes refer to.
pub(crate) fn attachments(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Section> {
    let paths = facts.attachments.paths();
    let items = paths.iter().map(|path| writer.attachment(path)).collect();
    let list = Block::list(items);
    (!paths.is_empty()).then(|| writer.section("attachments", vec![list]))
}
