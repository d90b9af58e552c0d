//! Grounds on a page: the places in the notes that a fact rests on, note by note.

use super::escape::escaped;
use super::writer::HtmlWriter;
use crate::domain::Item;
use crate::insight::Ground;
use serde::{Serialize, Serializer};

/// The places that a fact rests on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grounds {
    /// How many there are, in words; empty for none.
    pub count: String,
    /// Each note with its lines, as HTML.
    pub notes: Vec<String>,
    /// Where they are listed instead; empty for here.
    pub href: String,
}

impl Grounds {
    /// Folded behind their number, or the way to where they are listed; nothing where there are none.
    pub fn html(&self) -> String {
        let count = escaped(&self.count);
        if !self.href.is_empty() {
            let href = escaped(&self.href);
            return format!("<p class=grounds><a href=\"{href}\">{count}</a></p>");
        }
        if self.notes.is_empty() {
            return String::new();
        }
        let notes: Vec<String> = self
            .notes
            .iter()
            .map(|note| format!("<li>{note}"))
            .collect();
        format!(
            "<details class=grounds><summary>{count}</summary><ul>{}</ul></details>",
            notes.concat()
        )
    }
}

/// Templates are given them as HTML.
impl Serialize for Grounds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.html())
    }
}

/// A note with the lines that a fact rests on, from top to bottom.
struct Cited<'g> {
    item: &'g Item,
    lines: Vec<usize>,
}

impl HtmlWriter<'_> {
    /// The places a fact rests on, the notes in the order given, each with its lines.
    pub fn grounds<'g>(&self, grounds: impl IntoIterator<Item = Ground<'g>>) -> Grounds {
        let cited = cited(grounds);
        if cited.is_empty() {
            return Grounds::default();
        }
        Grounds {
            count: self.count_of(&cited),
            notes: cited.iter().map(|one| self.cited(one)).collect(),
            href: String::new(),
        }
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
        format!(
            "<a href=\"#{place}\">{}</a>",
            escaped(&self.count_of(&cited))
        )
    }

    fn count_of(&self, cited: &[Cited<'_>]) -> String {
        let count: usize = cited.iter().map(|one| one.lines.len()).sum();
        let strings = self.context.strings();
        strings.with("grounds", &[("count", &count.to_string())])
    }

    fn cited(&self, one: &Cited<'_>) -> String {
        let words = match one.lines.len() {
            1 => "line",
            _ => "lines",
        };
        let lines: Vec<String> = one.lines.iter().map(usize::to_string).collect();
        let lines = lines.join(self.language().pick("、", ", "));
        let lines = self.context.strings().with(words, &[("line", &lines)]);
        let link = self.item(one.item);
        format!("{link} <small>{}</small>", escaped(&lines))
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
