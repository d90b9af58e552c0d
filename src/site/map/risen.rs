//! How attitude and rapport of a person rose and fell: a small chart, every mark with a link to the note that saw it.

use super::cards::label_of;
use crate::figure::{Ladder, Ladders, Observation};
use crate::forms::{Choice, dictionary};
use crate::html::view::Block;
use crate::html::writer::HtmlWriter;
use crate::insight::{KnownValue, Standing};
use crate::site::elements::plain;
use crate::site::facts::AccountFacts;

/// With fewer observations there is no rise and no fall.
const LEAST_SEEN: usize = 2;

/// The chart; nothing where neither was seen twice.
pub(crate) fn risen(
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
                title: format!("{} {}", one.date.iso_day(), plain(writer, value)),
                href: Some(writer.href(&one.item.route)),
            })
        });
        seen.collect()
    };
    let rungs = ["attitude", "rapport"].map(|key| (key, rungs_of(key)));
    let names = rungs.each_ref().map(|(key, _)| label_of(writer, key));
    let ladders = rungs.iter().zip(&names).map(|((key, rungs), name)| Ladder {
        name,
        rungs: rungs
            .iter()
            .map(|rung| writer.context.label(*rung))
            .collect(),
        observations: seen(key, rungs),
    });
    let ladders: Vec<Ladder<'_>> = ladders
        .filter(|one| one.observations.len() >= LEAST_SEEN)
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

/// The values of an enum from the lowest; attitudes are listed from the best, and what is not known is no rung.
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
