//! The history of a contact's attitude and rapport: a small chart whose marks link to the notes.

use super::cards::contact_field_label;
use crate::figure::{Ladder, Ladders, Observation};
use crate::forms::{Choice, dictionary};
use crate::html::view::Block;
use crate::html::writer::HtmlWriter;
use crate::insight::{KnownValue, Standing};
use crate::site::facts::AccountFacts;
use crate::site::widgets::value_label;

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
    let all_days = f64::from(first.until(as_of).map_or(0, |span| span.get_days()).max(1));
    let seen = |key: &'static str, rungs: &[&Choice]| -> Vec<Observation> {
        let observations = standing.observations.iter();
        let seen = observations.filter_map(|one| {
            let value = &one.record.entry(key)?.value;
            let known = KnownValue {
                value,
                observed: Some((one.item, one.date)),
            };
            let rung = rungs
                .iter()
                .position(|rung| Some(&*rung.key) == known.key())?;
            let days = first.until(one.date.day).map_or(0, |span| span.get_days());
            Some(Observation {
                at: f64::from(days) / all_days,
                rung,
                title: format!("{} {}", one.date.iso_day(), value_label(writer, value)),
                href: Some(writer.href(&one.item.route)),
            })
        });
        seen.collect()
    };
    let rungs = ["attitude", "rapport"].map(|key| (key, rungs_of(key)));
    let names = rungs
        .each_ref()
        .map(|(key, _)| contact_field_label(writer, key));
    let ladders = rungs.iter().zip(&names).map(|((key, rungs), name)| Ladder {
        name,
        rungs: rungs
            .iter()
            .map(|rung| writer.context.label(*rung))
            .collect(),
        observations: seen(key, rungs),
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

/// The values of an enum, lowest first. Attitudes are listed best first, and `unknown` is not a rung.
fn rungs_of(key: &str) -> Vec<&'static Choice> {
    let Some(choices) = dictionary().choices(key) else {
        return Vec::new();
    };
    match choices
        .values
        .iter()
        .position(|choice| choice.key == "unknown")
    {
        Some(unknown) => choices.values.iter().take(unknown).rev().collect(),
        None => choices.values.iter().collect(),
    }
}
