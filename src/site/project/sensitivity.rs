//! Sensitivity of form 4: what would change the order, and where a visit is worth most, with the formula.

use super::competition::name_of;
use crate::html::escape::escaped;
use crate::html::view::{Block, Fact};
use crate::html::writer::HtmlWriter;
use crate::insight::{ScoreTurn, Scorecard, VisitWorth, WeightTurn, sensitivity};

/// The sensitivity facts below a score board; empty if there is nothing to report.
pub(crate) fn sensitivity_blocks(writer: &HtmlWriter<'_>, card: &Scorecard<'_>) -> Vec<Block> {
    let turns = sensitivity(card);
    let turn_writer = TurnWriter { writer, card };
    let words = |key: &str| writer.context.words(key);
    let fact = |key: &str, sentence: String| Fact {
        label: words(key),
        html: escaped(&sentence),
        mark: String::new(),
    };
    let mut rows = Vec::new();
    if card.lead().is_some() {
        let weight = turns.weight.map(|turn| turn_writer.weight(&turn));
        let score = turns.score.map(|turn| turn_writer.score(&turn));
        rows.push(fact(
            "smallest-weight",
            weight.unwrap_or_else(|| words("no-weight-turns")),
        ));
        rows.push(fact(
            "smallest-score",
            score.unwrap_or_else(|| words("no-score-turns")),
        ));
    }
    rows.extend(
        turns
            .visit
            .map(|visit| fact("visit-worth-most", turn_writer.visit(&visit))),
    );
    if rows.is_empty() {
        return Vec::new();
    }
    let facts = Block::Facts {
        label: words("what-would-turn"),
        rows,
        folded: false,
    };
    vec![
        facts,
        Block::Muted {
            text: words("turning-formula"),
        },
    ]
}

struct TurnWriter<'a> {
    writer: &'a HtmlWriter<'a>,
    card: &'a Scorecard<'a>,
}

impl TurnWriter<'_> {
    fn criterion(&self, row: usize) -> &str {
        self.card.rows.get(row).map_or("", |row| row.criterion)
    }

    fn rival(&self, index: usize) -> String {
        let rival = self.card.rivals.get(index);
        rival.map_or(String::new(), |rival| name_of(self.writer, rival.name))
    }

    /// Who comes out ahead when the order changes.
    fn turned(&self, index: usize) -> String {
        let key = match self.card.lead() {
            Some(lead) if lead > 0.0 => "rival-overtakes",
            _ => "we-overtake",
        };
        let strings = self.writer.context.strings();
        strings.with(key, &[("rival", &self.rival(index))])
    }

    fn weight(&self, turn: &WeightTurn) -> String {
        let key = match turn.to_percent > turn.from_percent {
            true => "weight-rises",
            false => "weight-falls",
        };
        let percent = |number: f64| ((number * 100.0).round() / 100.0).to_string();
        let values = [
            ("criterion", self.criterion(turn.row)),
            ("from", &percent(turn.from_percent)),
            ("to", &percent(turn.to_percent)),
            ("turned", &self.turned(turn.rival)),
        ];
        self.writer.context.strings().with(key, &values)
    }

    fn score(&self, turn: &ScoreTurn) -> String {
        let strings = self.writer.context.strings();
        let whose = match turn.ours {
            true => strings.get("us").to_owned(),
            false => self.rival(turn.rival),
        };
        let values = [
            ("criterion", self.criterion(turn.row)),
            ("whose", &whose),
            ("from", &turn.from.to_string()),
            ("to", &turn.to.to_string()),
            ("turned", &self.turned(turn.rival)),
        ];
        strings.with("score-changes", &values)
    }

    fn visit(&self, visit: &VisitWorth) -> String {
        let strings = self.writer.context.strings();
        let worth = format!("{:.2}", visit.worth);
        let criterion = self.criterion(visit.row);
        match visit.points {
            Some(points) => strings.with(
                "visit-wins",
                &[
                    ("criterion", criterion),
                    ("points", &points.to_string()),
                    ("worth", &worth),
                ],
            ),
            None => strings.with(
                "visit-finds-out",
                &[("criterion", criterion), ("worth", &worth)],
            ),
        }
    }
}
