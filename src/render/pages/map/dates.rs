//! The days of the map: a slider over those on which something changed, and what changed in words.
//!
//! Without a script the slider is hidden, the latest map is there, and the list of changes folds out. The script
//! (`map.js`) sets the classes that every card carries for every day.

use super::super::dossier::Dossier;
use super::super::elements::plain;
use super::cards::{label_of, words_of_classes};
use crate::figure::network::{Look, Stance};
use crate::insight::{Change, Step, What, steps};
use crate::render::escape::escaped;
use crate::render::scribe::Scribe;

/// Beside a slider of usual width so many dates can be read.
const MOST_LABELS: usize = 8;

/// How one card looked after each of the earlier days; days on which it stayed as it was are left out.
#[derive(Default)]
pub(super) struct Days {
    looks: Vec<Option<(String, String)>>,
    last: Option<(String, String)>,
    stances: Vec<Stance>,
}

impl Days {
    pub fn add(&mut self, look: &Look, foot: &str) {
        let now = Some((look.classes(), foot.to_owned()));
        let is_new = now != self.last;
        self.looks.push(now.clone().filter(|_| is_new));
        self.last = now;
        if !self.stances.contains(&look.stance) {
            self.stances.push(look.stance);
        }
    }

    pub fn stances(&self) -> Vec<Stance> {
        self.stances.clone()
    }

    /// A list with an entry a day: the classes and the last line, or 0 where both are as before.
    pub fn json(&self) -> String {
        let look = |look: &Option<(String, String)>| match look {
            Some((classes, foot)) => serde_json::json!([classes, foot]),
            None => serde_json::json!(0),
        };
        let looks: Vec<serde_json::Value> = self.looks.iter().map(look).collect();
        serde_json::Value::from(looks).to_string()
    }
}

/// The days on which the map changed.
pub(super) fn steps_of<'a>(dossier: &Dossier<'a>) -> Vec<Step<'a>> {
    steps(dossier.account, &dossier.standings, &dossier.meetings)
}

/// The slider; nothing where the map never changed.
pub(super) fn slider(dossier: &Dossier<'_>, steps: &[Step<'_>]) -> String {
    let last = steps.len().saturating_sub(1);
    if last == 0 {
        return String::new();
    }
    let words = |key: &str| escaped(dossier.press.strings().get(key));
    let stride = steps.len().div_ceil(MOST_LABELS).max(1);
    let mut year = 0;
    let tick = |(place, step): (usize, &Step<'_>)| {
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
        format!("<li>{label}</li>")
    };
    let ticks: String = steps.iter().enumerate().map(tick).collect();
    let since = |day: &str| dossier.press.strings().with("since", &[("date", day)]);
    let now = steps.last().map(|step| since(&step.day.to_string()));
    format!(
        "<div class=\"dates\" hidden><label for=\"map-day\">{}</label>\
         <div><input id=\"map-day\" type=\"range\" min=\"0\" max=\"{last}\" value=\"{last}\" step=\"1\">\
         <ol aria-hidden=\"true\">{ticks}</ol></div>\
         <output for=\"map-day\">{}</output></div><div class=\"map-said\" aria-live=\"polite\" hidden></div>",
        words("map-day"),
        escaped(&now.unwrap_or_default()),
    )
}

/// What changed on each of the days, with links to the notes that say so; folded away.
pub(super) fn changes(dossier: &Dossier<'_>, scribe: &Scribe<'_>, steps: &[Step<'_>]) -> String {
    if steps.is_empty() {
        return String::new();
    }
    let since = |day: &str| dossier.press.strings().with("since", &[("date", day)]);
    let step = |step: &Step<'_>| {
        let day = step.day.to_string();
        let people: Vec<String> = of_people(&step.changes)
            .iter()
            .map(|changes| said(dossier, scribe, changes))
            .collect();
        format!(
            "<li data-day=\"{}\"><b class=\"num\">{day}</b><ul>{}</ul></li>",
            escaped(&since(&day)),
            people.concat()
        )
    };
    let steps: String = steps.iter().map(step).collect();
    let labels: serde_json::Map<String, serde_json::Value> = words_of_classes(scribe)
        .into_iter()
        .map(|(class, word)| (class, serde_json::Value::from(word)))
        .collect();
    format!(
        "<details class=\"data\"><summary>{}</summary><ol class=\"map-steps\" data-words=\"{}\">{steps}</ol></details>",
        escaped(dossier.press.strings().get("map-changes")),
        escaped(&serde_json::Value::from(labels).to_string()),
    )
}

/// Changes of one day by person.
fn of_people<'s, 'a>(changes: &'s [Change<'a>]) -> Vec<&'s [Change<'a>]> {
    changes
        .chunk_by(|one, other| one.contact == other.contact)
        .collect()
}

/// What changed of one person on a day: name, changes, note.
fn said(dossier: &Dossier<'_>, scribe: &Scribe<'_>, changes: &[Change<'_>]) -> String {
    let Some(contact) = changes
        .first()
        .and_then(|change| dossier.account.contacts.get(change.contact))
    else {
        return String::new();
    };
    let words = |change: &Change<'_>| match change.what {
        What::Met => escaped(dossier.press.strings().get("map-first-met")),
        What::Joined => escaped(dossier.press.strings().get("map-joined")),
        What::Left => escaped(dossier.press.strings().get("map-left")),
        What::Seen { key, from, to } => {
            let label = escaped(&label_of(scribe, key));
            let to = escaped(&plain(scribe, to));
            match from {
                Some(from) => format!("{label} {} → {to}", escaped(&plain(scribe, from))),
                None => format!("{label} {to}"),
            }
        }
    };
    let words: Vec<String> = changes.iter().map(words).collect();
    let mut items: Vec<u32> = Vec::new();
    let mut links = Vec::new();
    for change in changes {
        if change.item.id != contact.item.id && !items.contains(&change.item.id) {
            items.push(change.item.id);
            let words = dossier.press.words(change.item.kind.name());
            links.push(scribe.link(&change.item.route, &words));
        }
    }
    format!(
        "<li>{} <span>{}</span> {}</li>",
        scribe.link(&contact.item.route, &contact.name),
        words.join(scribe.language().pick("，", ", ")),
        links.join(" ")
    )
}
