//! The eight key-account criteria: a radar chart next to a table of score, change, evidence and date.

use crate::domain::{Account, KeyAccountCriterion, KeyAccountRow, KnownChoice};
use crate::figure::spark::spark;
use crate::figure::{Ink, Party, Radar, RadarAxis, RadarSeries, RadarValue};
use crate::forms::{Reference, Score};
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, Row, Section};
use crate::html::writer::HtmlWriter;
use crate::site::widgets::table;
use jiff::civil::Date;

/// The width of the small history line of a criterion, in pixels.
const SPARK_PX: f64 = 56.0;

/// The criteria with their scores; `None` if the note has none.
pub(crate) fn criteria(writer: &HtmlWriter<'_>, account: &Account) -> Option<Section> {
    let entry = Account::KEY_ACCOUNT.entry(account.record())?;
    let rated: Vec<RatedCriterion<'_>> = KeyAccountCriterion::ALL
        .iter()
        .map(|criterion| RatedCriterion::of(*criterion, account))
        .collect();
    let known: Vec<&RatedCriterion<'_>> = rated.iter().filter(|one| one.score.is_some()).collect();
    if known.is_empty() {
        return Some(writer.section("key-account", writer.blocks(&[entry])));
    }
    let sentence = sentence(writer, &known);
    let radar = radar(writer, &rated, writer.label(entry.field), &sentence);
    let mut section = writer.section("key-account", vec![radar]);
    let all = writer.blocks(&[entry]).into_iter();
    section
        .blocks
        .extend(all.map(|block| block.with_class("data")));
    section.aside = vec![rating_table(writer, &rated)];
    section.keep = true;
    section.summary = vec![sentence];
    section.summary.extend(unrated(writer, &rated));
    section.count = format!("{} / {}", known.len(), rated.len());
    Some(section)
}

/// A criterion with its current and earlier score.
struct RatedCriterion<'a> {
    criterion: KeyAccountCriterion,
    row: Option<KeyAccountRow<'a>>,
    score: Option<&'a Score>,
    earlier: Option<&'a Score>,
}

impl<'a> RatedCriterion<'a> {
    fn of(criterion: KeyAccountCriterion, account: &'a Account) -> RatedCriterion<'a> {
        let mut rows = account.key_account();
        let row = rows.find(|row| row.criterion() == Some(criterion));
        let history = row.map_or(&[][..], KeyAccountRow::scores);
        let score = Score::current(history);
        let day = score.and_then(|score| score.date).map(|date| date.day);
        let before = |one: &&Score| one.date.map(|date| date.day) < day;
        let earlier = history.iter().filter(before);
        RatedCriterion {
            criterion,
            row,
            score,
            earlier: earlier.max_by_key(|one| one.date.map(|date| date.day)),
        }
    }

    /// The history of the score.
    fn history(&self) -> &'a [Score] {
        self.row.map_or(&[][..], KeyAccountRow::scores)
    }

    /// The evidence of the score: its own, then its row's.
    fn evidence(&self) -> impl Iterator<Item = &'a Reference> {
        let own = self.score.into_iter().flat_map(|score| &score.evidence);
        own.chain(self.row.into_iter().flat_map(KeyAccountRow::evidence))
    }

    /// Returns whether the score has evidence.
    fn is_evidenced(&self) -> bool {
        self.evidence().next().is_some()
    }

    fn value(&self) -> Option<RadarValue> {
        Some(RadarValue {
            points: self.score?.points,
            hollow: !self.is_evidenced(),
        })
    }

    /// The earlier score, or the current one if it never changed.
    fn earlier_value(&self) -> Option<RadarValue> {
        Some(RadarValue {
            points: self.earlier.or(self.score)?.points,
            hollow: false,
        })
    }

    /// The date of the score: its own, else its row's.
    fn day(&self) -> Option<Date> {
        let own = self.score.and_then(|score| score.date);
        let date = own.or_else(|| self.row?.date())?;
        Some(date.day)
    }
}

fn radar(
    writer: &HtmlWriter<'_>,
    rated: &[RatedCriterion<'_>],
    label: String,
    sentence: &str,
) -> Block {
    let words: Vec<(String, Option<String>)> = rated
        .iter()
        .map(|one| {
            let label = writer.context.label_of(one.criterion);
            let points = one
                .score
                .map_or("?".to_owned(), |score| score.points.to_string());
            (format!("{label} {points}"), href(writer, one))
        })
        .collect();
    let axes: Vec<RadarAxis<'_>> = rated
        .iter()
        .zip(&words)
        .map(|(one, (title, href))| RadarAxis {
            label: writer.context.label_of(one.criterion),
            title,
            href: href.as_deref(),
        })
        .collect();
    let mut series = Vec::new();
    if rated.iter().any(|one| one.earlier.is_some()) {
        series.push(RadarSeries {
            ink: Ink::AreaEarlier,
            party: None,
            values: rated.iter().map(RatedCriterion::earlier_value).collect(),
        });
    }
    series.push(RadarSeries {
        ink: Ink::Area,
        party: Some(Party::Us),
        values: rated.iter().map(RatedCriterion::value).collect(),
    });
    let title = writer.context.words("key-account");
    let radar = Radar {
        title: &title,
        description: sentence,
        axes: &axes,
        series: &series,
    };
    let note = match series.len() {
        1 => String::new(),
        _ => writer.context.words("dashed-before"),
    };
    Block::figure(radar.draw())
        .with_label(label)
        .with_note(note)
}

/// The link to the first visible evidence of a score.
fn href(writer: &HtmlWriter<'_>, one: &RatedCriterion<'_>) -> Option<String> {
    one.evidence().find_map(|reference| {
        let target = writer.lookups.target(reference.target?)?;
        target.visible.then(|| writer.href(&target.route))
    })
}

fn rating_table(writer: &HtmlWriter<'_>, rated: &[RatedCriterion<'_>]) -> Block {
    let words = |key: &str| writer.context.words(key);
    let columns = vec![
        Column::text(words("criterion")),
        Column::short(words("score")),
        Column::short(words("before")),
        Column::text(words("evidence")),
    ];
    let mut rows: Vec<Row> = rated.iter().map(|one| rating_row(writer, one)).collect();
    let mean = |points: Vec<u8>| {
        let sum: f64 = points.iter().map(|points| f64::from(*points)).sum();
        (!points.is_empty()).then(|| format!("{:.1}", sum / points.len() as f64))
    };
    let now = rated.iter().filter_map(|one| Some(one.score?.points));
    rows.push(Row {
        cells: vec![
            escaped(&words("average")),
            mean(now.collect()).unwrap_or_default(),
            String::new(),
            escaped(&words("equal-weights")),
        ],
        class: "total",
    });
    table(columns, rows)
}

fn rating_row(writer: &HtmlWriter<'_>, one: &RatedCriterion<'_>) -> Row {
    let score = match one.score {
        Some(score) => dots(score.points),
        None => "<span class=mute>?</span>".to_owned(),
    };
    let mut evidence: Vec<String> = Vec::new();
    for html in one.evidence().map(|one| writer.reference(one)) {
        if !html.is_empty() && !evidence.contains(&html) {
            evidence.push(html);
        }
    }
    let mut evidence = match (evidence.is_empty(), one.score.is_some()) {
        (true, true) => {
            let none = escaped(writer.context.strings().get("no-evidence"));
            format!("<span class=mute>{none}</span>")
        }
        _ => writer.join(evidence.into_iter()),
    };
    // Most notes cited as evidence are named by their date.
    let day = one.day().map(|day| day.to_string());
    if let Some(day) = day.filter(|day| !evidence.contains(day.as_str())) {
        evidence.push_str(&format!(" <small class=\"mute num\">{day}</small>"));
    }
    let before = one
        .earlier
        .map(|earlier| format!("<span class=nw>{} {}</span>", changes(one), earlier.points));
    Row::of(vec![
        escaped(writer.context.label_of(one.criterion)),
        score,
        before.unwrap_or_default(),
        evidence,
    ])
}

/// `●●●○○ 3`.
fn dots(points: u8) -> String {
    let full = usize::from(points.min(5));
    format!(
        "<span class=dots aria-hidden=true>{}<i>{}</i></span> {points}",
        "●".repeat(full),
        "○".repeat(5 - full)
    )
}

/// The history of a criterion's score as a small line.
fn changes(one: &RatedCriterion<'_>) -> String {
    let mut dated: Vec<(Date, u8)> = one
        .history()
        .iter()
        .filter_map(|score| Some((score.date?.day, score.points)))
        .collect();
    dated.sort_by_key(|(day, _)| *day);
    let (Some((first, _)), Some((last, _))) = (dated.first(), dated.last()) else {
        return String::new();
    };
    let days = |from: Date, to: Date| f64::from(from.until(to).map_or(0, |span| span.get_days()));
    let whole = days(*first, *last).max(1.0);
    let points: Vec<(f64, Option<f64>)> = dated
        .iter()
        .map(|(day, points)| {
            (
                days(*first, *day) / whole,
                Some((f64::from(*points) - 1.0) / 4.0),
            )
        })
        .collect();
    let title: Vec<String> = dated
        .iter()
        .map(|(day, points)| format!("{day} {points}"))
        .collect();
    spark(&points, SPARK_PX, &title.join(" · "))
}

/// The criteria with the highest and the lowest score, in a sentence.
fn sentence(writer: &HtmlWriter<'_>, known: &[&RatedCriterion<'_>]) -> String {
    let points = |one: &&RatedCriterion<'_>| one.score.map_or(0, |score| score.points);
    let named = |wanted: u8| {
        let labels: Vec<&str> = known
            .iter()
            .filter(|one| points(one) == wanted)
            .map(|one| writer.context.label_of(one.criterion))
            .collect();
        writer.language().list(&labels)
    };
    let most = known.iter().map(points).max().unwrap_or_default();
    let least = known.iter().map(points).min().unwrap_or_default();
    let strings = writer.context.strings();
    if most == least {
        return strings.with("criteria-level", &[("points", &most.to_string())]);
    }
    let values = [
        ("highest", &*named(most)),
        ("most", &*most.to_string()),
        ("lowest", &*named(least)),
        ("least", &*least.to_string()),
    ];
    strings.with("criteria-highest-lowest", &values)
}

/// The criteria without a score, in a sentence.
fn unrated(writer: &HtmlWriter<'_>, rated: &[RatedCriterion<'_>]) -> Option<String> {
    let labels: Vec<&str> = rated
        .iter()
        .filter(|one| one.score.is_none())
        .map(|one| writer.context.label_of(one.criterion))
        .collect();
    let list = writer.language().list(&labels);
    (!labels.is_empty()).then(|| {
        writer
            .context
            .strings()
            .with("criteria-unrated", &[("criteria", &list)])
    })
}
