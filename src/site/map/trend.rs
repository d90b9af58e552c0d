//! The history of a contact's attitude and rapport: a small chart whose marks link to the notes.

use super::cards::contact_field_label;
use crate::domain::{Attitude, Contact, FieldKey, KnownChoice, ObservationEntry, Rapport};
use crate::figure::{Ladder, Ladders, Observation};
use crate::html::view::Block;
use crate::html::writer::HtmlWriter;
use crate::insight::Standing;
use crate::site::facts::AccountFacts;
use jiff::civil::Date;

/// With fewer observations there is no trend.
const LEAST_OBSERVATIONS: usize = 2;

/// The chart; `None` if neither was observed twice.
pub(crate) fn trend(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    standing: &Standing<'_>,
) -> Option<Block> {
    let first = standing.observations.first()?.date.day;
    let as_of = facts.context.viewpoint.as_of;
    let chart = TrendChart {
        writer,
        standing,
        period: [first, as_of],
    };
    let trends = [
        chart.trend(Contact::ATTITUDE, &Attitude::FROM_WORST, |entry| {
            entry.attitude()
        }),
        chart.trend(Contact::RAPPORT, Rapport::ALL, |entry| entry.rapport()),
    ];
    let ladders = trends.iter().map(|trend| Ladder {
        name: &trend.name,
        rungs: trend.rungs.clone(),
        observations: trend.observations.clone(),
    });
    let ladders: Vec<Ladder<'_>> = ladders
        .filter(|one| one.observations.len() >= LEAST_OBSERVATIONS)
        .collect();
    let ends = [first.to_string(), as_of.to_string()];
    let title = facts.context.words("observed");
    let html = Ladders {
        title: &title,
        description: "",
        ladders,
        ends: ends.each_ref().map(String::as_str),
    }
    .draw();
    (!html.is_empty()).then(|| Block::figure(format!("<div class=scroll>{html}</div>")))
}

/// What a trend is made from.
struct TrendChart<'a> {
    writer: &'a HtmlWriter<'a>,
    standing: &'a Standing<'a>,
    /// The first and the last day of the chart.
    period: [Date; 2],
}

/// The history of a field.
struct Trend<'a> {
    name: String,
    /// Its values from the lowest.
    rungs: Vec<&'a str>,
    observations: Vec<Observation>,
}

impl<'a> TrendChart<'a> {
    /// The history of a field; `rungs` are its values from the lowest, and observations of others are left out.
    fn trend<C: KnownChoice>(
        &self,
        key: FieldKey,
        rungs: &[C],
        value_of: impl Fn(ObservationEntry<'_>) -> Option<C>,
    ) -> Trend<'a> {
        let [first, last] = self.period;
        let days = |to: Date| first.until(to).map_or(0, |span| span.get_days());
        let all_days = f64::from(days(last).max(1));
        let context = self.writer.context;
        let seen = self.standing.observations.iter().filter_map(|one| {
            let value = value_of(one.entry)?;
            let label = context.label_of(value);
            Some(Observation {
                at: f64::from(days(one.date.day)) / all_days,
                rung: rungs.iter().position(|rung| *rung == value)?,
                title: format!("{} {label}", one.date.iso_day()),
                href: Some(self.writer.href(&one.item.route)),
            })
        });
        Trend {
            name: contact_field_label(self.writer, key),
            rungs: rungs.iter().map(|rung| context.label_of(*rung)).collect(),
            observations: seen.collect(),
        }
    }
}
