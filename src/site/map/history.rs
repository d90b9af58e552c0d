//! The history of the map: a slider over the days on which something changed, and the changes in words.
//!
//! Without a script the slider is hidden, the latest map is shown, and a table lists the changes. For the script
//! (`map.js`) the looks of all cards on all days are stored in a file of their own: few readers go back in time.

use super::cards::{class_labels, contact_field_label};
use crate::figure::network::CardStyle;
use crate::html::context::data_script_of;
use crate::html::escape::escaped;
use crate::html::href;
use crate::html::view::{Block, Column, Row};
use crate::html::writer::HtmlWriter;
use crate::insight::{Change, ChangeDay, ChangeKind, change_days};
use crate::site::facts::AccountFacts;
use crate::site::widgets::{table, value_label};
use jiff::civil::Date;
use serde_json::{Value, json};

/// A slider of the usual width has space for this many dates.
const MOST_LABELS: usize = 8;

/// How one card looked on each of the earlier days; `None` for days without a change.
#[derive(Default)]
pub(crate) struct CardHistory {
    looks: Vec<Option<(String, String)>>,
    previous: Option<(String, String)>,
    /// All different looks that it had.
    distinct: Vec<CardStyle>,
}

impl CardHistory {
    pub fn add(&mut self, look: &CardStyle, foot: &str) {
        let now = Some((look.classes(), foot.to_owned()));
        let is_new = now != self.previous;
        self.looks.push(now.clone().filter(|_| is_new));
        self.previous = now;
        if !self.distinct.contains(look) {
            self.distinct.push(*look);
        }
    }

    pub fn distinct_looks(&self) -> &[CardStyle] {
        &self.distinct
    }

    /// A list with one entry per day: the classes and the last line, or 0 if both are unchanged.
    fn to_json(&self) -> Value {
        let look = |look: &Option<(String, String)>| match look {
            Some((classes, foot)) => json!([classes, foot]),
            None => json!(0),
        };
        self.looks.iter().map(look).collect()
    }
}

/// The days on which the map changed.
pub(crate) fn steps_of<'a>(facts: &AccountFacts<'a>) -> Vec<ChangeDay<'a>> {
    change_days(facts.account, &facts.standings, &facts.meetings)
}

/// The slider; empty if the map never changed.
pub(crate) fn slider(facts: &AccountFacts<'_>, steps: &[ChangeDay<'_>]) -> String {
    let last = steps.len().saturating_sub(1);
    if last == 0 {
        return String::new();
    }
    let words = |key: &str| escaped(facts.context.strings().get(key));
    let stride = steps.len().div_ceil(MOST_LABELS).max(1);
    let mut year = 0;
    let tick = |(index, step): (usize, &ChangeDay<'_>)| {
        let is_shown = index == last || (index % stride == 0 && index + stride.div_ceil(2) <= last);
        let day = step.day.to_string();
        let has_year = is_shown && step.day.year() != year;
        if is_shown {
            year = step.day.year();
        }
        let label = match (is_shown, has_year) {
            (false, _) => "",
            (true, true) => &day,
            (true, false) => day.get(5..).unwrap_or_default(),
        };
        format!("<li>{label}")
    };
    let ticks: String = steps.iter().enumerate().map(tick).collect();
    let now = steps.last().map(|step| since_label(facts, step));
    format!(
        "<div class=dates data-days=\"{}\" hidden><label for=map-day>{}</label>\
         <div><input id=map-day type=range min=0 max={last} value={last} step=1>\
         <ol aria-hidden=true>{ticks}</ol></div>\
         <output for=map-day>{}</output></div><div class=map-said aria-live=polite hidden></div>",
        escaped(&href(&script_name(facts))),
        words("map-day"),
        escaped(&now.unwrap_or_default()),
    )
}

/// The route of an account's map script, below the assets.
fn script_name(facts: &AccountFacts<'_>) -> String {
    format!("maps/{}.js", facts.account.item.slug)
}

/// The words for a day on the slider.
fn since_label(facts: &AccountFacts<'_>, step: &ChangeDay<'_>) -> String {
    let day = step.day.to_string();
    facts.context.strings().with("since", &[("date", &day)])
}

/// The data for the script of the slider, with its route: how every card looked, and what changed. `None` without a
/// slider.
pub(crate) fn script(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    steps: &[ChangeDay<'_>],
    cards: &[CardHistory],
) -> Option<(String, Vec<u8>)> {
    if steps.len() < 2 {
        return None;
    }
    let day = |step: &ChangeDay<'_>| {
        let changes = by_contact(&step.changes);
        let changed = changes.iter().filter_map(|changes| {
            let changed = PersonChanges::of(facts, writer, changes)?;
            let sources = changed.sources.iter();
            let sources = sources.map(|(route, words)| (writer.href(route), words));
            Some(json!([
                changed.name,
                writer.href(changed.route),
                changed.words,
                sources.collect::<Vec<_>>()
            ]))
        });
        json!([since_label(facts, step), changed.collect::<Value>()])
    };
    let words: serde_json::Map<String, Value> = class_labels(writer)
        .into_iter()
        .map(|(class, word)| (class, Value::from(word)))
        .collect();
    let data = json!({
        "words": words,
        "cards": cards.iter().map(CardHistory::to_json).collect::<Value>(),
        "days": steps.iter().map(day).collect::<Value>(),
    });
    let route = format!("assets/{}", script_name(facts));
    Some((route, data_script_of("kafolioMap", &data)))
}

/// The changes of all days as a table, with links to the notes.
pub(crate) fn changes(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    steps: &[ChangeDay<'_>],
) -> Option<Block> {
    let words = |key: &str| facts.context.words(key);
    let rows_of = |step: &ChangeDay<'_>| -> Vec<Row> {
        let changes = by_contact(&step.changes);
        let changed = changes
            .iter()
            .filter_map(|changes| PersonChanges::of(facts, writer, changes));
        let row = |changed: PersonChanges<'_>| {
            let sources = changed.sources.iter();
            let sources = sources.map(|(route, words)| writer.link(route, words));
            Row::of(vec![
                step.day.to_string(),
                writer.link(changed.route, &changed.name),
                escaped(&changed.words),
                writer.join(sources),
            ])
        };
        changed.map(row).collect()
    };
    let columns = vec![
        Column::short(words("date")),
        Column::short(words("name")),
        Column::text(words("changes-what")),
        Column::short(words("source")),
    ];
    let rows: Vec<Row> = steps.iter().flat_map(rows_of).collect();
    let table = table(columns, rows).with_label(words("map-changes"));
    (!steps.is_empty()).then(|| table.with_class("data"))
}

/// Returns what changed in the people of an account, by day and contact.
pub(crate) fn person_changes<'a>(
    facts: &AccountFacts<'a>,
    writer: &HtmlWriter<'_>,
) -> Vec<(Date, PersonChanges<'a>)> {
    let days = steps_of(facts);
    let of_day = |step: &ChangeDay<'a>| -> Vec<(Date, PersonChanges<'a>)> {
        let groups = by_contact(&step.changes).into_iter();
        let changes = groups.filter_map(|changes| PersonChanges::of(facts, writer, changes));
        changes.map(|changes| (step.day, changes)).collect()
    };
    days.iter().flat_map(of_day).collect()
}

/// The changes of one day, grouped by contact.
fn by_contact<'s, 'a>(changes: &'s [Change<'a>]) -> Vec<&'s [Change<'a>]> {
    changes
        .chunk_by(|one, other| one.contact == other.contact)
        .collect()
}

/// The changes of one contact on a day.
pub(crate) struct PersonChanges<'a> {
    /// The contact's name.
    pub name: String,
    /// The contact's page.
    pub route: &'a str,
    /// The changes, joined.
    pub words: String,
    /// The notes that recorded them: route and kind.
    sources: Vec<(&'a str, String)>,
}

impl<'a> PersonChanges<'a> {
    fn of(
        facts: &AccountFacts<'a>,
        writer: &HtmlWriter<'_>,
        changes: &[Change<'a>],
    ) -> Option<PersonChanges<'a>> {
        let contact = facts.account.contacts.get(changes.first()?.contact)?;
        let words: Vec<String> = changes
            .iter()
            .map(|change| change_text(facts, writer, change))
            .collect();
        let mut items: Vec<u32> = Vec::new();
        let mut sources = Vec::new();
        for change in changes {
            if change.item.id != contact.item.id && !items.contains(&change.item.id) {
                items.push(change.item.id);
                let words = facts.context.words(change.item.kind.name());
                sources.push((&*change.item.route, words));
            }
        }
        Some(PersonChanges {
            name: contact.name.clone(),
            route: &contact.item.route,
            words: writer.language().clauses(&words),
            sources,
        })
    }
}

fn change_text(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>, change: &Change<'_>) -> String {
    match change.kind {
        ChangeKind::Met => facts.context.words("map-first-met"),
        ChangeKind::Joined => facts.context.words("map-joined"),
        ChangeKind::Left => facts.context.words("map-left"),
        ChangeKind::Observed { key, from, to } => {
            let label = contact_field_label(writer, key);
            let to = value_label(writer, to);
            match from {
                Some(from) => format!("{label} {} → {to}", value_label(writer, from)),
                None => format!("{label} {to}"),
            }
        }
    }
}
