//! The charts of form 4: the score board with its legend, and a radar as a second view.

use super::competition::name_of;
use crate::figure::{
    BoardMark, BoardRow, BoardWords, Ink, Party, RADAR_AXES, Radar, RadarAxis, RadarSeries,
    RadarValue, ScoreBoard,
};
use crate::forms::{Percent, Score};
use crate::html::escape::escaped;
use crate::html::view::Block;
use crate::html::writer::HtmlWriter;
use crate::insight::{Scorecard, ScorecardRow, SideScores};
use crate::site::widgets::{legend, signed};

/// A score board with the text it needs, owned.
pub(crate) struct Board<'a, 'c> {
    writer: &'a HtmlWriter<'a>,
    card: &'c Scorecard<'c>,
    /// The names of the rivals, in order.
    names: Vec<String>,
    /// The tooltip of each row.
    titles: Vec<String>,
    /// The label and link of each row's evidence.
    evidence: Vec<Option<(String, String)>>,
}

impl<'a, 'c> Board<'a, 'c> {
    pub fn of(writer: &'a HtmlWriter<'a>, card: &'c Scorecard<'c>) -> Board<'a, 'c> {
        let names: Vec<String> = card
            .rivals
            .iter()
            .map(|rival| name_of(writer, rival.name))
            .collect();
        let titles = card.rows.iter().map(|row| title(writer, &names, row));
        Board {
            titles: titles.collect(),
            evidence: card.rows.iter().map(|row| evidence(writer, row)).collect(),
            names,
            writer,
            card,
        }
    }

    /// The board with its legend, in a scrolling frame.
    pub fn block(&self, title: &str, description: &str) -> Option<Block> {
        let rows: Vec<BoardRow<'_>> = (0..self.card.rows.len())
            .filter_map(|at| self.row(at))
            .collect();
        let totals: Vec<Option<f64>> = std::iter::once(self.card.our_total)
            .chain(self.card.rivals.iter().map(|rival| rival.total))
            .collect();
        let strings = self.writer.context.strings();
        let weight_total = format!("{} %", weights(self.card).number());
        let best = self.card.best().and_then(|best| self.names.get(best));
        let part = match best {
            Some(rival) => strings.with("gap-times-weight-to", &[("rival", rival)]),
            None => strings.get("gap-times-weight").to_owned(),
        };
        let (lead, note) = (self.card.lead(), self.lead_note());
        let words = lead.map(signed).unwrap_or_default();
        let board = ScoreBoard {
            title,
            description,
            rows: &rows,
            totals: &totals,
            weight_total: &weight_total,
            lead: lead.map(|lead| (words.as_str(), lead < 0.0)),
            words: BoardWords {
                criterion: strings.get("criterion"),
                weight: strings.get("weight"),
                part: &part,
                evidence: strings.get("evidence"),
                no_evidence: strings.get("no-evidence"),
                total: strings.get("weighted-total"),
                lead_note: &note,
            },
        };
        let drawn = board.draw()?;
        Some(Block::figure(format!(
            "<div class=scroll tabindex=0 role=group aria-label=\"{}\"><div class=tl><div class=tl-fixed>{}</div>{}</div></div>{}",
            escaped(title),
            drawn.names,
            drawn.plot,
            self.legend()
        )))
    }

    fn row(&self, at: usize) -> Option<BoardRow<'_>> {
        let row = self.card.rows.get(at)?;
        let evidence = self.evidence.get(at)?.as_ref();
        Some(BoardRow {
            label: row.criterion,
            weight_percent: row.weight.map(|weight| weight.fraction() * 100.0),
            us: mark(&row.us),
            earlier: earlier(&row.us),
            rivals: row.rivals.iter().map(mark).collect(),
            part: self.card.best().and_then(|best| row.part_of_lead(best)),
            evidence: evidence.map(|(words, href)| (words.as_str(), href.as_str())),
            title: self.titles.get(at)?,
        })
    }

    /// The note after the lead: that the bars add up to it, and our leads over the other rivals.
    fn lead_note(&self) -> String {
        let strings = self.writer.context.strings();
        let best = self.card.best();
        let rivals = self.card.rivals.iter().zip(&self.names).enumerate();
        let others =
            rivals
                .filter(|(index, _)| Some(*index) != best)
                .filter_map(|(_, (rival, name))| {
                    let values = [("rival", name.as_str()), ("lead", &signed(rival.lead()?))];
                    Some(strings.with("lead-over", &values))
                });
        let others: Vec<String> = others.collect();
        let language = self.writer.language();
        let parts = [strings.get("adds-up").to_owned(), language.clauses(&others)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        language.statements(&parts)
    }

    fn legend(&self) -> String {
        let words = |key: &str| escaped(self.writer.context.strings().get(key));
        let mut entries = vec![(Party::Us.swatch(false), words("us"))];
        let rivals = self.names.iter().take(Party::MOST_RIVALS).enumerate();
        entries
            .extend(rivals.map(|(index, name)| (Party::Rival(index).swatch(false), escaped(name))));
        entries.push((Party::Us.swatch(true), words("hollow-means")));
        let earlier = self.card.rows.iter().any(|row| earlier(&row.us).is_some());
        entries.push((String::new(), words("row-height-means")));
        if earlier {
            entries.push((String::new(), words("tick-means")));
        }
        if let Some(more @ 1..) = self.names.len().checked_sub(Party::MOST_RIVALS) {
            let strings = self.writer.context.strings();
            let more = strings.with("rivals-in-table", &[("count", &more.to_string())]);
            entries.push((String::new(), escaped(&more)));
        }
        legend(&entries)
    }

    /// The same as a radar chart, folded away: us and the two best-known rivals.
    pub fn radar(&self, title: &str, description: &str) -> Option<Block> {
        const MOST_OUTLINES: usize = 2;
        if !RADAR_AXES.contains(&self.card.rows.len()) {
            return None;
        }
        let axes: Vec<RadarAxis<'_>> = self
            .card
            .rows
            .iter()
            .zip(&self.titles)
            .map(|(row, title)| RadarAxis {
                label: row.criterion,
                title,
                href: None,
            })
            .collect();
        let values = |scores: &dyn Fn(&ScorecardRow<'_>) -> Option<RadarValue>| {
            self.card.rows.iter().map(scores).collect()
        };
        let rivals = (0..self.card.rivals.len().min(MOST_OUTLINES)).rev();
        let mut series: Vec<RadarSeries> = rivals
            .map(|index| RadarSeries {
                ink: Ink::AreaEarlier,
                party: Some(Party::Rival(index)),
                values: values(&|row| row.rivals.get(index).and_then(value)),
            })
            .collect();
        series.push(RadarSeries {
            ink: Ink::Area,
            party: Some(Party::Us),
            values: values(&|row| value(&row.us)),
        });
        let radar = Radar {
            title,
            description,
            axes: &axes,
            series: &series,
        };
        let fold = self.writer.context.words("as-radar");
        Some(Block::figure(radar.draw()).with_fold(fold))
    }
}

/// The total weight.
pub(crate) fn weights(card: &Scorecard<'_>) -> Percent {
    let weights = card.rows.iter().filter_map(|row| row.weight);
    Percent {
        hundredths: weights.fold(0, |sum, weight| sum.saturating_add(weight.hundredths)),
    }
}

fn mark(scores: &SideScores<'_>) -> Option<BoardMark> {
    Some(BoardMark {
        points: scores.points()?,
        hollow: !scores.evidenced,
    })
}

fn value(scores: &SideScores<'_>) -> Option<RadarValue> {
    Some(RadarValue {
        points: scores.points()?,
        hollow: !scores.evidenced,
    })
}

/// The latest earlier score, if it differs.
fn earlier(scores: &SideScores<'_>) -> Option<u8> {
    let day = scores.score?.date?.day;
    let before: Vec<&Score> = scores
        .history
        .iter()
        .filter(|score| score.date.is_some_and(|date| date.day < day))
        .collect();
    let last = before
        .into_iter()
        .max_by_key(|score| score.date.map(|date| date.day))?;
    (Some(last.points) != scores.points()).then_some(last.points)
}

/// `质量，权重 25 %：我们 5，棠越 4，砺川 没有得分`.
fn title(writer: &HtmlWriter<'_>, names: &[String], row: &ScorecardRow<'_>) -> String {
    let strings = writer.context.strings();
    let points = |name: &str, scores: &SideScores<'_>| match scores.points() {
        Some(points) => format!("{name} {points}"),
        None => format!("{name} {}", strings.get("no-score")),
    };
    let rivals = row.rivals.iter().zip(names);
    let scores: Vec<String> = std::iter::once(points(strings.get("us"), &row.us))
        .chain(rivals.map(|(scores, name)| points(name, scores)))
        .collect();
    let weight = row.weight.map_or("?".to_owned(), Percent::number);
    let scores = writer.language().clauses(&scores);
    let values = [
        ("criterion", row.criterion),
        ("weight", &weight),
        ("scores", &scores),
    ];
    strings.with("row-title", &values)
}

/// The label and link of a row's evidence: its own, else that of our score.
fn evidence(writer: &HtmlWriter<'_>, row: &ScorecardRow<'_>) -> Option<(String, String)> {
    let own = row.entry.evidence().iter();
    let ours = row.us.score.iter().flat_map(|score| score.evidence.iter());
    own.chain(ours).find_map(|reference| {
        let target = writer.lookups.target(reference.target?)?;
        target
            .visible
            .then(|| (target.name.to_string(), writer.href(&target.route)))
    })
}
