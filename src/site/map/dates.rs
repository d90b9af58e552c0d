//! The days of the map: a slider over those on which something changed, and what changed in words.
//!
//! Without a script the slider is hidden, the latest map is there, and a table tells the changes. For the script (`map.js`)
//! the looks of all cards on all days and what changed stand in a file of their own: few readers turn back the days.

use super::cards::{label_of, words_of_classes};
use crate::figure::network::CardStyle;
use crate::html::context::saying_script;
use crate::html::escape::escaped;
use crate::html::href;
use crate::html::view::{Block, Column, Row};
use crate::html::writer::HtmlWriter;
use crate::insight::{Change, ChangeDay, ChangeKind, change_days};
use crate::site::elements::{plain, table};
use crate::site::facts::AccountFacts;
use serde_json::{Value, json};

/// Beside a slider of usual width so many dates can be read.
const MOST_LABELS: usize = 8;

/// How one card looked after each of the earlier days; days on which it stayed as it was are left out.
#[derive(Default)]
pub(crate) struct Days {
    looks: Vec<Option<(String, String)>>,
    last: Option<(String, String)>,
    /// All looks that it had, each once.
    seen: Vec<CardStyle>,
}

impl Days {
    pub fn add(&mut self, look: &CardStyle, foot: &str) {
        let now = Some((look.classes(), foot.to_owned()));
        let is_new = now != self.last;
        self.looks.push(now.clone().filter(|_| is_new));
        self.last = now;
        if !self.seen.contains(look) {
            self.seen.push(*look);
        }
    }

    pub fn looks(&self) -> &[CardStyle] {
        &self.seen
    }

    /// A list with an entry a day: the classes and the last line, or 0 where both are as before.
    fn told(&self) -> Value {
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

/// The slider; nothing where the map never changed.
pub(crate) fn slider(facts: &AccountFacts<'_>, steps: &[ChangeDay<'_>]) -> String {
    let last = steps.len().saturating_sub(1);
    if last == 0 {
        return String::new();
    }
    let words = |key: &str| escaped(facts.context.strings().get(key));
    let stride = steps.len().div_ceil(MOST_LABELS).max(1);
    let mut year = 0;
    let tick = |(place, step): (usize, &ChangeDay<'_>)| {
        let is_shown = place == last || (place % stride == 0 && place + stride.div_ceil(2) <= last);
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
    let now = steps.last().map(|step| since(facts, step));
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

/// Where the days of an account's map lie, below the assets.
fn script_name(facts: &AccountFacts<'_>) -> String {
    format!("maps/{}.js", facts.account.item.slug)
}

/// The words for a day on the slider.
fn since(facts: &AccountFacts<'_>, step: &ChangeDay<'_>) -> String {
    let day = step.day.to_string();
    facts.context.strings().with("since", &[("date", &day)])
}

/// The days for the script behind the slider: how every card looked, and what changed. Nothing where there is no slider.
pub(crate) fn script(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    steps: &[ChangeDay<'_>],
    cards: &[Days],
) -> Option<(String, Vec<u8>)> {
    if steps.len() < 2 {
        return None;
    }
    let day = |step: &ChangeDay<'_>| {
        let changes = of_people(&step.changes);
        let said = changes.iter().filter_map(|changes| {
            let said = Said::of(facts, writer, changes)?;
            let sources = said.sources.iter();
            let sources = sources.map(|(route, words)| (writer.href(route), words));
            Some(json!([
                said.name,
                writer.href(said.route),
                said.words,
                sources.collect::<Vec<_>>()
            ]))
        });
        json!([since(facts, step), said.collect::<Value>()])
    };
    let words: serde_json::Map<String, Value> = words_of_classes(writer)
        .into_iter()
        .map(|(class, word)| (class, Value::from(word)))
        .collect();
    let told = json!({
        "words": words,
        "cards": cards.iter().map(Days::told).collect::<Value>(),
        "days": steps.iter().map(day).collect::<Value>(),
    });
    let route = format!("assets/{}", script_name(facts));
    Some((route, saying_script("kafolioMap", &told)))
}

/// What changed on each of the days, with links to the notes that say so.
pub(crate) fn changes(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    steps: &[ChangeDay<'_>],
) -> Option<Block> {
    let words = |key: &str| facts.context.words(key);
    let rows_of = |step: &ChangeDay<'_>| -> Vec<Row> {
        let changes = of_people(&step.changes);
        let said = changes
            .iter()
            .filter_map(|changes| Said::of(facts, writer, changes));
        let row = |said: Said<'_>| {
            let sources = said.sources.iter();
            let sources = sources.map(|(route, words)| writer.link(route, words));
            Row::of(vec![
                step.day.to_string(),
                writer.link(said.route, &said.name),
                escaped(&said.words),
                writer.join(sources),
            ])
        };
        said.map(row).collect()
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

/// Changes of one day by person.
fn of_people<'s, 'a>(changes: &'s [Change<'a>]) -> Vec<&'s [Change<'a>]> {
    changes
        .chunk_by(|one, other| one.contact == other.contact)
        .collect()
}

/// What changed of one person on a day.
struct Said<'a> {
    name: String,
    /// The person's page.
    route: &'a str,
    /// The changes in a row.
    words: String,
    /// The notes that say so: their pages, and what they are.
    sources: Vec<(&'a str, String)>,
}

impl<'a> Said<'a> {
    fn of(
        facts: &AccountFacts<'a>,
        writer: &HtmlWriter<'_>,
        changes: &[Change<'a>],
    ) -> Option<Said<'a>> {
        let contact = facts.account.contacts.get(changes.first()?.contact)?;
        let words: Vec<String> = changes
            .iter()
            .map(|change| words_of(facts, writer, change))
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
        Some(Said {
            name: contact.name.clone(),
            route: &contact.item.route,
            words: words.join(writer.language().pick("，", ", ")),
            sources,
        })
    }
}

fn words_of(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>, change: &Change<'_>) -> String {
    match change.kind {
        ChangeKind::Met => facts.context.words("map-first-met"),
        ChangeKind::Joined => facts.context.words("map-joined"),
        ChangeKind::Left => facts.context.words("map-left"),
        ChangeKind::Observed { key, from, to } => {
            let label = label_of(writer, key);
            let to = plain(writer, to);
            match from {
                Some(from) => format!("{label} {} → {to}", plain(writer, from)),
                None => format!("{label} {to}"),
            }
        }
    }
}
