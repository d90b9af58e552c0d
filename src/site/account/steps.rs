//! The five steps of the sales process, by the lead project: since when each, and what is missing for the next.

use crate::domain::{KnownChoice, Stage, Step as ProcessStep};
use crate::html::view::Step;
use crate::insight::{StageSpan, stage_spans};
use crate::site::facts::AccountFacts;
use crate::site::widgets::missing_evidence;

/// The most pieces of missing evidence shown for a step; the project's page lists all.
const MOST_MISSING: usize = 2;

/// The steps; empty without an open project.
pub(crate) fn steps(facts: &AccountFacts<'_>) -> Vec<Step> {
    let Some((project, progress)) = &facts.lead_project else {
        return Vec::new();
    };
    let dictionary = facts.context.dictionary();
    let stage = progress.claimed.unwrap_or(Stage::Planning);
    let Some(now) = stage.step(dictionary) else {
        return Vec::new();
    };
    let now = now as usize;
    let spans = stage_spans(project, facts.context.viewpoint.as_of);
    let missing = missing_evidence(facts.context, progress);
    let step = |(index, step): (usize, &ProcessStep)| {
        let since = since(facts, &spans, *step, index == now);
        let of_step = missing
            .iter()
            .filter(|(stage, _)| stage.step(dictionary) == Some(*step));
        let words: Vec<&str> = of_step
            .map(|(_, words)| *words)
            .take(MOST_MISSING)
            .collect();
        // Evidence for later steps is not missing yet.
        let missing = (index <= now + 1 && !words.is_empty()).then(|| {
            let list = facts.context.language().list(&words);
            let strings = facts.context.strings();
            strings.with("missing", &[("what", &list)])
        });
        Step {
            label: facts.context.label_of(*step).to_owned(),
            class: match index.cmp(&now) {
                std::cmp::Ordering::Less => "done",
                std::cmp::Ordering::Equal => "now",
                std::cmp::Ordering::Greater => "",
            },
            note: since.unwrap_or_default(),
            more: missing.into_iter().collect(),
            ..Step::default()
        }
    };
    ProcessStep::ALL.iter().enumerate().map(step).collect()
}

/// When a project first entered a step; for the current step, also how long it has been in it.
fn since(
    facts: &AccountFacts<'_>,
    spans: &[StageSpan],
    step: ProcessStep,
    is_now: bool,
) -> Option<String> {
    let dictionary = facts.context.dictionary();
    let is_of_step = |span: &&StageSpan| span.stage.step(dictionary) == Some(step);
    if !is_now {
        return spans.iter().find(is_of_step).map(|span| span.from.iso());
    }
    // A project that came back to a step counts from its return.
    let stay = spans.iter().rev().take_while(is_of_step).last()?;
    let (date, days) = (stay.from.iso(), facts.days_since(stay.from.day));
    let values: [(&str, &dyn std::fmt::Display); 2] = [("date", &date), ("days", &days)];
    Some(facts.context.strings().with_args("since-days", &values))
}
