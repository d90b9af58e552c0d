//! Reads scores: a number from 1 to 5, alone, with its evidence, or as a history.

use super::Reader;
use crate::forms::{Field, Moment, Reference, Score};
use crate::note::tree::{Content, Node};
use crate::text::{Code, Diagnostic, fold, nearest};

/// The keys of a score written as a map. Read, never shown, so it is in no catalog.
const KEYS: [(&str, &str); 4] = [
    ("score", "得分"),
    ("evidence", "依据"),
    ("date", "日期"),
    ("note", "备注"),
];

impl Reader<'_> {
    /// Reads a score or its history; `None` if no part of it could be read.
    pub(super) fn scores(
        &mut self,
        field: &'static Field,
        node: &Node<'_>,
    ) -> Option<Box<[Score]>> {
        self.score_items(field, node)
            .filter(|scores| !scores.is_empty())
            .map(Vec::into_boxed_slice)
    }

    fn score_items(&mut self, field: &'static Field, node: &Node<'_>) -> Option<Vec<Score>> {
        Some(match &node.content {
            Content::List(items) => items
                .iter()
                .filter_map(|item| self.score(field, item))
                .collect(),
            _ => self.score(field, node).into_iter().collect(),
        })
    }

    fn score(&mut self, field: &'static Field, node: &Node<'_>) -> Option<Score> {
        let Some(entries) = node.entries() else {
            let points = self.points(field, node)?;
            return Some(Score {
                points,
                date: None,
                evidence: Box::default(),
                note: None,
                span: node.span,
            });
        };
        let mut points = None;
        let mut date: Option<Moment> = None;
        let mut evidence: Box<[Reference]> = Box::default();
        let mut note = None;
        for (key, value) in entries {
            let name = key.text().unwrap_or_default();
            let known = KEYS
                .iter()
                .find(|(en, zh)| fold(en) == fold(name) || fold(zh) == fold(name));
            if value.is_blank() {
                continue;
            }
            match known.map(|(en, _)| *en) {
                Some("score") => {
                    points = self.points(field, value).map(|points| (points, value.span))
                }
                Some("date") => date = self.moment(field, value),
                Some("note") => note = self.text(field, value),
                Some(_) => {
                    evidence = self
                        .each(field, value, |reader, item| reader.reference(field, item))
                        .unwrap_or_default()
                }
                None => {
                    let keys = KEYS.iter().flat_map(|(en, zh)| [*en, *zh]);
                    let unknown =
                        Diagnostic::at(Code::UnknownKey, self.source, key.span).with("value", name);
                    self.found
                        .push(unknown.with_optional("nearest", nearest(name, keys)));
                }
            }
        }
        let (points, span) = points?;
        Some(Score {
            points,
            date,
            evidence,
            note,
            span,
        })
    }

    fn points(&mut self, field: &'static Field, node: &Node<'_>) -> Option<u8> {
        let Some(text) = node.text() else {
            self.wrong_type(field, node);
            return None;
        };
        match text.trim().parse::<u8>() {
            Ok(points @ 1..=5) => Some(points),
            _ if text.trim().parse::<f64>().is_ok() => {
                let diagnostic = self
                    .about(Code::ScoreRange, field, node.span)
                    .with("value", text);
                self.found.push(diagnostic);
                None
            }
            _ => self.wrong_value(field, node, text),
        }
    }
}
