//! Grounds on a page: the places in the notes that a fact rests on, folded behind their number.

use super::escape::escaped;
use super::scribe::Scribe;
use crate::insight::Ground;

/// More places than these are counted only.
const MOST_SHOWN: usize = 12;

impl Scribe<'_> {
    /// The places a fact rests on, each with its note and line, in the order given; nothing where there are none.
    pub fn grounds<'g>(&self, grounds: impl IntoIterator<Item = Ground<'g>>) -> String {
        let mut seen: Vec<Ground<'g>> = Vec::new();
        for ground in grounds {
            let is_same =
                |other: &Ground<'_>| (other.item.id, other.span) == (ground.item.id, ground.span);
            if !seen.iter().any(is_same) {
                seen.push(ground);
            }
        }
        if seen.is_empty() {
            return String::new();
        }
        let strings = self.press.strings();
        let count = seen.len().to_string();
        let summary = escaped(&strings.with("grounds", &[("count", &count)]));
        let mut items: String = seen
            .iter()
            .take(MOST_SHOWN)
            .map(|ground| self.ground(ground))
            .collect();
        if let Some(more @ 1..) = seen.len().checked_sub(MOST_SHOWN) {
            let more = strings.with("and-more", &[("count", &more.to_string())]);
            items.push_str(&format!("<li class=\"mute\">{}</li>", escaped(&more)));
        }
        format!("<details class=\"grounds\"><summary>{summary}</summary><ul>{items}</ul></details>")
    }

    fn ground(&self, ground: &Ground<'_>) -> String {
        let line = ground.line().to_string();
        let line = self.press.strings().with("line", &[("line", &line)]);
        let link = self.item(ground.item);
        format!("<li>{link} <small>{}</small></li>", escaped(&line))
    }
}
