//! Grounds on a page: the places in the notes that a fact rests on, folded behind their number, note by note.

use super::escape::escaped;
use super::scribe::Scribe;
use crate::insight::Ground;
use crate::model::Item;

/// More notes than these are counted only.
const MOST_SHOWN: usize = 12;

/// A note with the lines that a fact rests on, from top to bottom.
struct Cited<'g> {
    item: &'g Item,
    lines: Vec<usize>,
}

impl Scribe<'_> {
    /// The places a fact rests on, the notes in the order given, each with its lines; nothing where there are none.
    pub fn grounds<'g>(&self, grounds: impl IntoIterator<Item = Ground<'g>>) -> String {
        let cited = cited(grounds);
        if cited.is_empty() {
            return String::new();
        }
        let summary = self.count_of(&cited);
        let shown = cited.iter().take(MOST_SHOWN);
        let mut items: String = shown.map(|one| self.cited(one)).collect();
        if let Some(more @ 1..) = cited.len().checked_sub(MOST_SHOWN) {
            let strings = self.press.strings();
            let more = strings.with("and-more", &[("count", &more.to_string())]);
            items.push_str(&format!("<li class=\"mute\">{}</li>", escaped(&more)));
        }
        format!("<details class=\"grounds\"><summary>{summary}</summary><ul>{items}</ul></details>")
    }

    /// The number of places a fact rests on, with the way to where the page names them; nothing where there are none.
    pub fn grounds_named_at<'g>(
        &self,
        place: &str,
        grounds: impl IntoIterator<Item = Ground<'g>>,
    ) -> String {
        let cited = cited(grounds);
        if cited.is_empty() {
            return String::new();
        }
        format!("<a href=\"#{place}\">{}</a>", self.count_of(&cited))
    }

    fn count_of(&self, cited: &[Cited<'_>]) -> String {
        let count: usize = cited.iter().map(|one| one.lines.len()).sum();
        let strings = self.press.strings();
        escaped(&strings.with("grounds", &[("count", &count.to_string())]))
    }

    fn cited(&self, one: &Cited<'_>) -> String {
        let words = match one.lines.len() {
            1 => "line",
            _ => "lines",
        };
        let lines: Vec<String> = one.lines.iter().map(usize::to_string).collect();
        let lines = lines.join(self.language().pick("、", ", "));
        let lines = self.press.strings().with(words, &[("line", &lines)]);
        let link = self.item(one.item);
        format!("<li>{link} <small>{}</small></li>", escaped(&lines))
    }
}

/// The places by note, each once.
fn cited<'g>(grounds: impl IntoIterator<Item = Ground<'g>>) -> Vec<Cited<'g>> {
    let mut all: Vec<Cited<'g>> = Vec::new();
    for ground in grounds {
        let line = ground.line();
        match all.iter_mut().find(|one| one.item.id == ground.item.id) {
            Some(one) if one.lines.contains(&line) => {}
            Some(one) => one.lines.push(line),
            None => all.push(Cited {
                item: ground.item,
                lines: vec![line],
            }),
        }
    }
    for one in &mut all {
        one.lines.sort_unstable();
    }
    all
}
