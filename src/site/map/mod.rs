//! The map of people: of an account, of a project's committee, and of the contacts around one contact.
//!
//! Determines the content; layout and drawing belong to the figure. Readers outside the company see no map: every card
//! shows our assessment of a contact.

mod cards;
mod department;
mod gaps;
mod history;
mod lane;
mod legend;
mod sentences;
mod trend;
mod views;

use super::facts::AccountFacts;
use crate::domain::{Contact, Project};
use crate::figure::network::Network;
use crate::html::escape::escaped;
use crate::html::view::{Block, Section};
use crate::html::writer::HtmlWriter;
use cards::MapBuilder;

pub(crate) use history::{PersonChanges, person_changes};
pub(crate) use trend::trend;
pub(crate) use views::{STANCES, TEAM};

/// A map with at least this many people gets a search field.
const LEAST_TO_SEARCH: usize = 12;

/// The map of an account.
pub(crate) struct Map {
    /// The figure with its slider and legend, other views of the same people, and the changes as a table.
    pub section: Section,
    /// The route and text of the script with the map's history. `None` if the map never changed.
    pub days: Option<(String, Vec<u8>)>,
}

/// The map of an account; `None` outside the company and without contacts.
pub(crate) fn map(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Map> {
    if !facts.context.is_internal() || facts.account.contacts.is_empty() {
        return None;
    }
    let name = facts.account.item.name();
    let steps = history::steps_of(facts);
    let people = (0..facts.account.contacts.len()).collect();
    let mut builder = MapBuilder::of(facts, writer, people, None);
    let looks = builder.card_histories(&steps);
    let days = history::script(facts, writer, &steps, &looks);
    let lead = facts.lead_project.as_ref().map(|(project, _)| *project);
    gaps::add_vacant_roles(&mut builder, lead);
    gaps::add_departments(&mut builder);
    let figure = Block::figure(format!(
        "{}{}{}",
        history::slider(facts, &steps),
        framed(
            facts,
            builder.network(title(facts, &name), sentences::description(facts))
        ),
        legend::legend(&builder),
    ));
    let mut section = writer.section("map", vec![figure]);
    section
        .blocks
        .extend(history::changes(facts, writer, &steps));
    section.count = facts.account.contacts.len().to_string();
    section.wide = true;
    section.summary = sentences::balance(facts);
    section.summary.extend(gaps::concerns_sentence(facts));
    section.blocks.push(views::grid(facts, writer));
    section.blocks.extend(views::team(facts, writer));
    section
        .summary
        .extend(views::single_contact_sentence(facts));
    Some(Map { section, days })
}

/// The map of a project's committee, including vacant roles.
pub(crate) fn committee(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    project: &Project,
) -> Option<Block> {
    let people = cards::committee(facts, project);
    if !facts.context.is_internal() || people.is_empty() {
        return None;
    }
    let mut builder = MapBuilder::of(facts, writer, people, Some(project));
    gaps::add_vacant_roles(&mut builder, Some(project));
    let network = builder.network(title(facts, &project.name), String::new());
    Some(Block::figure(format!(
        "{}{}",
        framed(facts, network),
        legend::legend(&builder)
    )))
}

/// The map around one contact: the superior, direct reports, and everybody connected by a line.
pub(crate) fn around(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    contact: &Contact,
) -> Option<Section> {
    let people = cards::neighbours(facts, contact);
    if !facts.context.is_internal() || people.len() < 2 {
        return None;
    }
    let mut builder = MapBuilder::of(facts, writer, people, None);
    builder.highlight(contact.item.id);
    let network = builder.network(title(facts, &contact.name), String::new());
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

/// A figure in a scrolling frame that the keyboard can reach.
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
