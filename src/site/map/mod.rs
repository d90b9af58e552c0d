//! The map of people: of an account, of a project's committee, and of the place of one person.
//!
//! Owns what is on it; how it is laid out and drawn is the figure's. Readers outside the house see none: every card says
//! what we reckon of a person.

mod cards;
mod dates;
mod gaps;
mod legend;
mod others;
mod risen;
mod said;

use super::facts::AccountFacts;
use crate::domain::{Contact, Project};
use crate::figure::network::{Lane, Network};
use crate::html::escape::escaped;
use crate::html::view::{Block, Section};
use crate::html::writer::HtmlWriter;
use cards::Cast;

pub(crate) use others::{STANCES, TEAM};
pub(crate) use risen::risen;

/// A map of so many people has a field that finds a name.
const LEAST_TO_SEARCH: usize = 12;

/// The map of an account.
pub(crate) struct Map {
    /// The figure with its slider and its legend, other views of the same people, the changes as a table.
    pub section: Section,
    /// The script that knows the days of the slider: where it lies, and its text. None where the map never changed.
    pub days: Option<(String, Vec<u8>)>,
}

/// The map of an account; none outside the house and where there are no people.
pub(crate) fn map(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Map> {
    if !facts.context.reckons() || facts.account.contacts.is_empty() {
        return None;
    }
    let name = facts.account.item.name();
    let steps = dates::steps_of(facts);
    let people = (0..facts.account.contacts.len()).collect();
    let mut cast = Cast::of(facts, writer, people, None);
    let looks = cast.earlier_looks(&steps);
    let days = dates::script(facts, writer, &steps, &looks);
    let lead = facts.lead_project.as_ref().map(|(project, _)| *project);
    gaps::add_vacant_roles(&mut cast, lead);
    gaps::add_departments(&mut cast);
    let figure = Block::figure(format!(
        "{}{}{}",
        dates::slider(facts, &steps),
        framed(
            facts,
            cast.network(title(facts, &name), said::described(facts))
        ),
        legend::legend(&cast),
    ));
    let mut section = writer.section("map", vec![figure]);
    section.blocks.extend(dates::changes(facts, writer, &steps));
    section.count = facts.account.contacts.len().to_string();
    section.wide = true;
    section.summary = said::stands(facts);
    section.summary.extend(gaps::said(facts));
    section.blocks.extend(others::grid(facts, writer));
    section.blocks.extend(others::team(facts, writer));
    section.summary.extend(others::hangs_on_one(facts));
    Some(Map { section, days })
}

/// The map of a project's committee, with the roles that nobody fills.
pub(crate) fn committee(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    project: &Project,
) -> Option<Block> {
    let people = cards::committee(facts, project);
    if !facts.context.reckons() || people.is_empty() {
        return None;
    }
    let mut cast = Cast::of(facts, writer, people, Some(project));
    gaps::add_vacant_roles(&mut cast, Some(project));
    let network = cast.network(title(facts, &project.name), String::new());
    Some(Block::figure(format!(
        "{}{}",
        framed(facts, network),
        legend::legend(&cast)
    )))
}

/// Where a person stands: with the superior, those below, and everybody a line leads to.
pub(crate) fn place(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    contact: &Contact,
) -> Option<Section> {
    let people = cards::neighbours(facts, contact);
    if !facts.context.reckons() || people.len() < 2 {
        return None;
    }
    let mut cast = Cast::of(facts, writer, people, None);
    cast.stand_out(contact.item.id);
    let network = cast.network(title(facts, &contact.name), String::new());
    let figure = Block::figure(framed(facts, network));
    let mut section = writer.section("place-in-map", vec![figure]);
    section.summary = vec![facts.context.words("place-sum")];
    Some(section)
}

fn title(facts: &AccountFacts<'_>, name: &str) -> String {
    let date = facts.context.viewpoint.as_of.to_string();
    let values = [("name", name), ("date", date.as_str())];
    facts.context.strings().with("map-title", &values)
}

/// A drawing in a frame in which it scrolls, which the keyboard can reach.
fn framed(facts: &AccountFacts<'_>, network: Network) -> String {
    let strings = facts.context.strings();
    let (label, find) = (
        escaped(strings.get("map-frame")),
        escaped(strings.get("map-find")),
    );
    let find = match network.cards.len() {
        0..LEAST_TO_SEARCH => String::new(),
        _ => format!(" data-find=\"{find}\""),
    };
    format!(
        "<div class=\"scroll map-frame\" role=region tabindex=0 aria-label=\"{label}\"{find}>{}</div>",
        network.draw()
    )
}

/// A lane with how many of its people we have met.
fn lane(facts: &AccountFacts<'_>, name: String, met: usize, all: usize, across: bool) -> Lane {
    let values: [(&str, &dyn std::fmt::Display); 2] = [("met", &met), ("all", &all)];
    Lane {
        name,
        note: match all {
            0 => String::new(),
            _ => facts.context.strings().with_args("map-met", &values),
        },
        across,
    }
}
