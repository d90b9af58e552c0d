//! The page of an account.

mod checklist;
mod details;
mod events;
mod head;
mod health;
mod information;
mod key_account;
mod steps;
mod tables;

use super::alerts::columns::{Overflow, account_alerts as alerts, overflow_section};
use super::facts::AccountFacts;
use super::map::{self, Map};
use super::note_page::page_view;
use super::promises::open_promises;
use super::widgets::{mentions, notes_section};
use crate::domain::{Account, FieldKey, Item};
use crate::forms::Kind;
use crate::html::output::Output;
use crate::html::view::{KeyFigure, Section, Step};
use crate::html::writer::HtmlWriter;
use checklist::checklist;
use events::{agreed_rows, events};
use head::key_figures;
pub(crate) use head::{lede, meta};
use health::health;
use information::information;
use key_account::criteria;
use steps::steps;
use tables::{attachments, pages, people, projects};

/// Fields that are shown in sections of their own.
const SHOWN_ELSEWHERE: &[FieldKey] = &[
    Account::KEY_ACCOUNT,
    Item::SENSITIVITY,
    Account::MANAGER,
    Account::STATUS,
];

/// The sections of an account; those that a reader outside the company may not see are `None`.
pub(crate) struct AccountSections {
    /// The alerts.
    pub alerts: Option<Section>,
    /// The health with its parts.
    pub health: Option<Section>,
    /// The fields of the form, short ones first.
    pub facts: Vec<Section>,
    /// The map of people.
    pub map: Option<Map>,
    /// Its people.
    pub people: Option<Section>,
    /// Its projects.
    pub projects: Option<Section>,
    /// The timeline, and the same as a list.
    pub events: Option<Section>,
    /// How many rows at the top of that list lie in the future.
    pub agreed_rows: usize,
    /// The open promises of both sides.
    pub promises: Option<Section>,
    /// The eight key-account criteria.
    pub criteria: Option<Section>,
    /// The answered and open questions.
    pub information: Option<Section>,
    /// The checklist for the next visit.
    pub checklist: Option<Section>,
    /// The text of the note.
    pub notes: Option<Section>,
    /// The fields that no form knows.
    pub unknown_fields: Option<Section>,
}

/// The sections of an account, for its page and for reports.
pub(crate) fn sections(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    overflow: Overflow,
) -> AccountSections {
    let account = facts.account;
    let record = &account.item.record;
    let internal = |section: Option<Section>| section.filter(|_| facts.context.is_internal());
    AccountSections {
        alerts: internal(alerts(facts, writer, overflow)),
        health: internal(health(facts, writer)),
        facts: writer.sections(Kind::Account, record, SHOWN_ELSEWHERE),
        map: map::map(facts, writer),
        people: people(facts, writer),
        projects: projects(facts, writer),
        events: events(facts, writer),
        agreed_rows: agreed_rows(facts),
        promises: open_promises(facts, writer),
        criteria: criteria(writer, account),
        information: internal(information(facts, writer)),
        checklist: internal(Some(checklist(facts, writer))),
        notes: notes_section(writer, &account.item),
        unknown_fields: writer.unknown_fields(record),
    }
}

/// Writes the account's page, its details page, and the script with the history of its map.
pub(crate) fn write_pages(facts: &AccountFacts<'_>, output: &dyn Output) {
    let account = facts.account;
    let writer = facts.writer(&account.item);
    let mut view = page_view(facts.context, &account.item, facts.diagnostics);
    if facts.context.is_internal() {
        view.steps = steps(facts);
        view.keys = key_figures(facts, &writer);
    }
    let overflow = Overflow::LinkedTo(details::href_of("alerts"));
    let parts = sections(facts, &writer, overflow);
    let (map, days) = parts
        .map
        .map_or((None, None), |map| (Some(map.section), map.days));
    let mut sections: Vec<Section> = [parts.alerts, parts.health].into_iter().flatten().collect();
    let mut fact_sections = parts.facts.into_iter().peekable();
    sections.extend(fact_sections.next_if(|section| section.id == "facts"));
    let own = [
        map,
        parts.people,
        parts.projects,
        parts.events,
        parts.promises,
        parts.criteria,
        parts.information,
        parts.checklist,
    ];
    sections.extend(own.into_iter().flatten());
    sections.extend(fact_sections);
    sections.extend(parts.notes);
    sections.extend(pages(&writer, account));
    sections.extend(attachments(facts, &writer));
    sections.extend(parts.unknown_fields);
    sections.extend(mentions(facts, &writer, &account.item));
    let mut details = details::move_grounds(&mut view.keys);
    details.extend(overflow_section(facts, &writer));
    details.extend(details::move_details(
        facts.context,
        &mut sections,
        parts.agreed_rows,
    ));
    view.sections = sections;
    let mut head = facts.head(&account.item, "account", account.item.name());
    head.lede = lede(&writer, account);
    head.meta = meta(facts, &writer);
    output.put(
        &account.item.route,
        facts.context.print("account.html", &head, &view),
    );
    if !details.is_empty() {
        output.put(&details::route_of(account), details::page(facts, details));
    }
    if let Some((route, script)) = days {
        output.put(&route, script);
    }
}

/// The five steps and the key figures of an account, for the head of a report; empty outside the company.
pub(crate) fn head_figures(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
) -> (Vec<Step>, Vec<KeyFigure>) {
    match facts.context.is_internal() {
        true => (steps(facts), key_figures(facts, writer)),
        false => (Vec::new(), Vec::new()),
    }
}
