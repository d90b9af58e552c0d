//! Cites the places in the notes that support a fact, note by note.

use super::escape::escaped;
use super::grounds::Grounds;
use super::writer::HtmlWriter;
use crate::domain::Item;
use crate::insight::Ground;

/// A note with its supporting lines, top down.
struct CitedNote<'g> {
    item: &'g Item,
    lines: Vec<usize>,
}

impl HtmlWriter<'_> {
    /// The places that support a fact: the notes in the order given, each with its lines.
    pub fn grounds<'g>(&self, grounds: impl IntoIterator<Item = Ground<'g>>) -> Grounds {
        let cited = cited(grounds);
        if cited.is_empty() {
            return Grounds::default();
        }
        Grounds {
            count: self.count_words(&cited),
            notes: cited.iter().map(|one| self.cited(one)).collect(),
            href: String::new(),
        }
    }

    /// The number of places that support a fact, linked to where the page lists them; empty if there are none.
    pub fn grounds_link<'g>(
        &self,
        place: &str,
        grounds: impl IntoIterator<Item = Ground<'g>>,
    ) -> String {
        let cited = cited(grounds);
        if cited.is_empty() {
            return String::new();
        }
        format!(
            "<a href=\"#{place}\">{}</a>",
            escaped(&self.count_words(&cited))
        )
    }

    fn count_words(&self, cited: &[CitedNote<'_>]) -> String {
        let count: usize = cited.iter().map(|one| one.lines.len()).sum();
        let strings = self.context.strings();
        strings.with("grounds", &[("count", &count.to_string())])
    }

    fn cited(&self, one: &CitedNote<'_>) -> String {
        let words = match one.lines.len() {
            1 => "line",
            _ => "lines",
        };
        let lines: Vec<String> = one.lines.iter().map(usize::to_string).collect();
        let lines = self.language().list(&lines);
        let lines = self.context.strings().with(words, &[("line", &lines)]);
        let link = self.item(one.item);
        format!("{link} <small>{}</small>", escaped(&lines))
    }
}

/// The places by note, without duplicates.
fn cited<'g>(grounds: impl IntoIterator<Item = Ground<'g>>) -> Vec<CitedNote<'g>> {
    let mut all: Vec<CitedNote<'g>> = Vec::new();
    for ground in grounds {
        let line = ground.line();
        match all.iter_mut().find(|one| one.item.id == ground.item.id) {
            Some(one) if one.lines.contains(&line) => {}
            Some(one) => one.lines.push(line),
            None => all.push(CitedNote {
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
