//! Packs: the content of a report for a purpose, in reading order.

use crate::domain::Item;
use crate::html::view::{Block, KeyFigure, PageView, Section};
use crate::html::writer::HtmlWriter;
use crate::site::account::{self, AccountSections};
use crate::site::facts::AccountFacts;
use crate::site::{alerts, contact, exchange, project, visit};

/// The purpose of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pack {
    /// A quarterly review: results, changes, scorecards, risks, asks and commitments of both sides.
    Review,
    /// A handover: everything a successor needs, in reading order.
    Handover,
    /// A brief for the next visit: whom, why, open questions, kit, promises, last visits.
    Visit,
}

impl Pack {
    /// The text key of its name.
    pub(super) fn words(self) -> &'static str {
        match self {
            Pack::Review => "report-review",
            Pack::Handover => "report-handover",
            Pack::Visit => "report-visit",
        }
    }

    /// Its name on the command line, and the class of its document.
    pub fn name(self) -> &'static str {
        match self {
            Pack::Review => "review",
            Pack::Handover => "handover",
            Pack::Visit => "visit",
        }
    }
}

/// A part of a chapter: sections of the account, or of one of its notes.
pub(super) struct Part<'a> {
    /// The note; `None` for the account's own sections.
    pub item: Option<&'a Item>,
    /// Its heading; empty for the account's own sections.
    pub heading: String,
    /// A line under the heading.
    pub lede: String,
    pub keys: Vec<KeyFigure>,
    pub sections: Vec<Section>,
}

/// Sections of a contact that repeat other parts of a report.
const SHOWN_ELSEWHERE: [&str; 4] = ["place-in-map", "meetings", "promises", "mentions"];
/// The most people in a brief; the most influential come first.
const MOST_PEOPLE: usize = 5;
/// The most past visits in a brief.
const MOST_VISITS: usize = 3;

/// The parts of a pack, in reading order. `changed` is passed in because it takes a second build, as of another day.
pub(super) fn parts<'a>(
    pack: Pack,
    facts: &'a AccountFacts<'a>,
    changed: Option<Section>,
) -> Vec<Part<'a>> {
    let writer = facts.report_writer(&facts.account.item);
    let own = account::sections(facts, &writer, alerts::columns::Overflow::Folded);
    match pack {
        Pack::Review => vec![Part::of_account(review(own, changed, facts, &writer))],
        Pack::Handover => handover(own, changed, facts),
        Pack::Visit => vec![Part::of_account(brief(own, facts, &writer))],
    }
}

impl Part<'_> {
    fn of_account(sections: Vec<Section>) -> Self {
        Part {
            item: None,
            heading: String::new(),
            lede: String::new(),
            keys: Vec::new(),
            sections,
        }
    }
}

fn review(
    own: AccountSections,
    changed: Option<Section>,
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
) -> Vec<Section> {
    let lead = facts.lead_project.as_ref();
    let board = lead.and_then(|(lead, _)| project::competition(writer, lead));
    let criteria = lead.and_then(|(lead, _)| project::criteria(writer, lead));
    let sections = [
        changed,
        own.health,
        board,
        criteria,
        own.criteria,
        own.map.map(|map| map.section),
        own.alerts,
        own.promises,
    ];
    let further = [own.information, own.events, own.checklist];
    sections.into_iter().chain(further).flatten().collect()
}

fn handover<'a>(
    own: AccountSections,
    changed: Option<Section>,
    facts: &'a AccountFacts<'a>,
) -> Vec<Part<'a>> {
    let account = facts.account;
    let first = own.facts.into_iter().chain(own.notes);
    let map = own.map.map(|map| map.section);
    let further = [changed, own.alerts, own.criteria, map, own.people];
    let first = first.chain(further.into_iter().flatten());
    let mut parts = vec![Part::of_account(first.collect())];
    for contact in &account.contacts {
        let writer = facts.report_writer(&contact.item);
        let mut view = contact::view(facts, &writer, contact);
        view.sections
            .retain(|section| !SHOWN_ELSEWHERE.contains(&section.id.as_str()));
        let lede = contact::lede(&writer, contact);
        parts.push(note_part(&contact.item, contact.name.clone(), lede, view));
    }
    for project in &account.projects {
        let writer = facts.report_writer(&project.item);
        let view = project::view(facts, &writer, project);
        let lede = facts.context.words("project");
        parts.push(note_part(&project.item, project.name.clone(), lede, view));
    }
    parts.push(Part::of_account(
        [own.events, own.promises].into_iter().flatten().collect(),
    ));
    for visit in account.visits.iter().rev() {
        let writer = facts.report_writer(&visit.item);
        let view = visit::view(facts, &writer, visit);
        let heading = visit::heading(&writer, visit);
        let lede = facts.context.words("visit");
        parts.push(note_part(&visit.item, heading, lede, view));
    }
    for exchange in account.exchanges.iter().rev() {
        let writer = facts.report_writer(&exchange.item);
        let view = exchange::view(facts, &writer, exchange);
        let heading = exchange::heading(facts, exchange);
        let lede = facts.context.words("exchange");
        parts.push(note_part(&exchange.item, heading, lede, view));
    }
    let last = [own.information, own.checklist, own.unknown_fields];
    parts.push(Part::of_account(last.into_iter().flatten().collect()));
    parts.retain(|part| !part.sections.is_empty() || !part.keys.is_empty());
    parts
}

fn note_part(item: &Item, heading: String, lede: String, view: PageView) -> Part<'_> {
    Part {
        item: Some(item),
        heading,
        lede,
        keys: view.keys,
        sections: view.sections,
    }
}

/// A one-page brief: no charts, few rows.
fn brief(own: AccountSections, facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Vec<Section> {
    let people = own.people.map(|section| first_rows(section, MOST_PEOPLE));
    let past = facts.meetings.len().min(MOST_VISITS);
    let agreed = own.agreed_rows;
    let last = own.events.map(|mut section| {
        section.blocks.retain(is_table);
        section.title = facts.context.words("report-last-meetings");
        first_rows(without_first(section, agreed), past)
    });
    let alerts = alerts::columns::most_severe(facts, writer);
    let last = last.filter(|_| past > 0);
    [own.checklist, people, last, alerts]
        .into_iter()
        .flatten()
        .collect()
}

/// Returns whether a block is a table that is not folded away.
fn is_table(block: &Block) -> bool {
    matches!(block, Block::Table { class, .. } if *class != "data")
}

fn first_rows(mut section: Section, most: usize) -> Section {
    for block in &mut section.blocks {
        if let Block::Table { rows, .. } = block {
            rows.truncate(most);
        }
    }
    section.summary.clear();
    section
}

fn without_first(mut section: Section, count: usize) -> Section {
    for block in &mut section.blocks {
        if let Block::Table { rows, .. } = block {
            rows.drain(..count.min(rows.len()));
        }
    }
    section
}
