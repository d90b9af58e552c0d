//! The page of an account.

mod checklist;
mod details;
mod events;
mod health;
mod information;
mod key_account;
mod steps;
mod tables;
mod title;

use super::alerts::columns::{Rest, further, of_account as alerts};
use super::elements::mentions;
use super::facts::AccountFacts;
use super::map::{self, Map};
use super::promises::open_promises;
use super::{notes_section, sheet};
use crate::forms::Kind;
use crate::html::output::Output;
use crate::html::view::{KeyFigure, Section, Step};
use crate::html::writer::HtmlWriter;
use checklist::checklist;
use events::{agreed_rows, events};
use health::health;
use information::information;
use key_account::criteria;
use steps::steps;
use tables::{attachments, pages, people, projects};
use title::keys;
pub(crate) use title::{lede, meta};

/// Fields that stand in sections of their own.
const SHOWN_ELSEWHERE: &[&str] = &["key_account", "sensitivity", "manager", "status"];

/// What there is to say of an account, part by part; what a reader outside the house is not told is nothing.
pub(crate) struct Parts {
    /// What the notes say that nobody wrote.
    pub alerts: Option<Section>,
    /// The listed sum of the health.
    pub health: Option<Section>,
    /// The facts of the form; first the short ones.
    pub facts: Vec<Section>,
    /// The map of people.
    pub map: Option<Map>,
    /// Its people.
    pub people: Option<Section>,
    /// Its projects.
    pub projects: Option<Section>,
    /// The timeline, and the same as a list.
    pub events: Option<Section>,
    /// How many of the first rows of that list have not happened.
    pub agreed_rows: usize,
    /// Open promises of both sides.
    pub promises: Option<Section>,
    /// The eight criteria of a key account.
    pub criteria: Option<Section>,
    /// What is known of what should be asked.
    pub information: Option<Section>,
    /// What to take along to the next visit.
    pub checklist: Option<Section>,
    /// The note's own words.
    pub notes: Option<Section>,
    /// What no form knows.
    pub unknown_fields: Option<Section>,
}

/// The parts of an account, for its page and for reports.
pub(crate) fn parts(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>, rest: Rest) -> Parts {
    let account = facts.account;
    let record = &account.item.record;
    let reckoned = |section: Option<Section>| section.filter(|_| facts.context.reckons());
    Parts {
        alerts: reckoned(alerts(facts, writer, rest)),
        health: reckoned(health(facts, writer)),
        facts: writer.sections(Kind::Account, record, SHOWN_ELSEWHERE),
        map: map::map(facts, writer),
        people: people(facts, writer),
        projects: projects(facts, writer),
        events: events(facts, writer),
        agreed_rows: agreed_rows(facts),
        promises: open_promises(facts, writer),
        criteria: criteria(writer, account),
        information: reckoned(information(facts, writer)),
        checklist: reckoned(Some(checklist(facts, writer))),
        notes: notes_section(writer, &account.item),
        unknown_fields: writer.unknown_fields(record),
    }
}

/// Writes the page of the account, its details, and the days of its map.
pub(crate) fn pages_of(facts: &AccountFacts<'_>, output: &dyn Output) {
    let account = facts.account;
    let writer = facts.writer(&account.item);
    let mut view = sheet(facts.context, &account.item, facts.found);
    if facts.context.reckons() {
        view.steps = steps(facts);
        view.keys = keys(facts, &writer);
    }
    let rest = Rest::At(details::href_of("alerts"));
    let parts = parts(facts, &writer, rest);
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
    let mut details = details::grounds_of(&mut view.keys);
    details.extend(further(facts, &writer));
    details.extend(details::taken_from(
        facts.context,
        &mut sections,
        parts.agreed_rows,
    ));
    view.sections = sections;
    let mut head = facts.head(&account.item, "account", account.item.name());
    head.lede = lede(&writer, &account.item);
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

/// The five steps and the key figures of an account, for the head of a report.
pub(crate) fn head_figures(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
) -> (Vec<Step>, Vec<KeyFigure>) {
    match facts.context.reckons() {
        true => (steps(facts), keys(facts, writer)),
        false => (Vec::new(), Vec::new()),
    }
}
