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
use super::facts::Dossier;
use super::map::{self, Map};
use super::promises::open_promises;
use super::{notes_section, sheet};
use crate::forms::Kind;
use crate::html::context::Emit;
use crate::html::view::{Key, Section, Step};
use crate::html::writer::Scribe;
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
const ELSEWHERE: &[&str] = &["key_account", "sensitivity", "manager", "status"];

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
    pub others: Option<Section>,
}

/// The parts of an account, for its page and for reports.
pub(crate) fn parts(dossier: &Dossier<'_>, scribe: &Scribe<'_>, rest: Rest) -> Parts {
    let account = dossier.account;
    let record = &account.item.record;
    let reckoned = |section: Option<Section>| section.filter(|_| dossier.press.reckons());
    Parts {
        alerts: reckoned(alerts(dossier, scribe, rest)),
        health: reckoned(health(dossier, scribe)),
        facts: scribe.sections(Kind::Account, record, ELSEWHERE),
        map: map::map(dossier, scribe),
        people: people(dossier, scribe),
        projects: projects(dossier, scribe),
        events: events(dossier, scribe),
        agreed_rows: agreed_rows(dossier),
        promises: open_promises(dossier, scribe),
        criteria: criteria(scribe, account),
        information: reckoned(information(dossier, scribe)),
        checklist: reckoned(Some(checklist(dossier, scribe))),
        notes: notes_section(scribe, &account.item),
        others: scribe.others(record),
    }
}

/// Writes the page of the account, its details, and the days of its map.
pub(crate) fn pages_of(dossier: &Dossier<'_>, emit: &dyn Emit) {
    let account = dossier.account;
    let scribe = dossier.scribe(&account.item);
    let mut view = sheet(dossier.press, &account.item, dossier.found);
    if dossier.press.reckons() {
        view.steps = steps(dossier);
        view.keys = keys(dossier, &scribe);
    }
    let rest = Rest::At(details::href_of("alerts"));
    let parts = parts(dossier, &scribe, rest);
    let (map, days) = parts
        .map
        .map_or((None, None), |map| (Some(map.section), map.days));
    let mut sections: Vec<Section> = [parts.alerts, parts.health].into_iter().flatten().collect();
    let mut facts = parts.facts.into_iter().peekable();
    sections.extend(facts.next_if(|section| section.id == "facts"));
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
    sections.extend(facts);
    sections.extend(parts.notes);
    sections.extend(pages(&scribe, account));
    sections.extend(attachments(dossier, &scribe));
    sections.extend(parts.others);
    sections.extend(mentions(dossier, &scribe, &account.item));
    let mut details = details::grounds_of(&mut view.keys);
    details.extend(further(dossier, &scribe));
    details.extend(details::taken_from(
        dossier.press,
        &mut sections,
        parts.agreed_rows,
    ));
    view.sections = sections;
    let mut head = dossier.head(&account.item, "account", account.item.name());
    head.lede = lede(&scribe, &account.item);
    head.meta = meta(dossier, &scribe);
    emit.put(
        &account.item.route,
        dossier.press.print("account.html", &head, &view),
    );
    if !details.is_empty() {
        emit.put(&details::route_of(account), details::page(dossier, details));
    }
    if let Some((route, script)) = days {
        emit.put(&route, script);
    }
}

/// The five steps and the key figures of an account, for the head of a report.
pub(crate) fn head_figures(dossier: &Dossier<'_>, scribe: &Scribe<'_>) -> (Vec<Step>, Vec<Key>) {
    match dossier.press.reckons() {
        true => (steps(dossier), keys(dossier, scribe)),
        false => (Vec::new(), Vec::new()),
    }
}
