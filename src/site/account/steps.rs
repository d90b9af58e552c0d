//! The five steps of the process, by the leading project: since when each, and what is missing for the next.

use crate::forms::{Choice, dictionary};
use crate::html::view::Step;
use crate::insight::{StageSpan, stage_spans};
use crate::site::elements::{missing_evidence, step_of};
use crate::site::facts::AccountFacts;

/// More than this of what is missing stands on the project's page.
const MOST_MISSING: usize = 2;

/// The steps; none without an open project.
pub(crate) fn steps(facts: &AccountFacts<'_>) -> Vec<Step> {
    let Some((project, progress)) = &facts.lead_project else {
        return Vec::new();
    };
    let stage = progress.claimed.unwrap_or("planning");
    let (Some(steps), Some(now)) = (
        dictionary().choices("process_step"),
        dictionary().process_step(stage),
    ) else {
        return Vec::new();
    };
    let is_now = |step: &Choice| step.key == now;
    let now = steps.values.iter().position(is_now).unwrap_or_default();
    let spans = stage_spans(project, facts.context.viewpoint.as_of);
    let missing = missing_evidence(facts.context, progress);
    let step = |(index, choice): (usize, &Choice)| {
        let since = since(facts, &spans, &choice.key, index == now);
        let of_step = missing
            .iter()
            .filter(|(stage, _)| step_of(stage) == choice.key);
        let words: Vec<&str> = of_step
            .map(|(_, words)| *words)
            .take(MOST_MISSING)
            .collect();
        // What lies further ahead is not missing yet.
        let missing = (index <= now + 1 && !words.is_empty()).then(|| {
            let list = words.join(facts.context.language().pick("、", ", "));
            let strings = facts.context.strings();
            strings.with("missing", &[("what", &list)])
        });
        Step {
            label: facts.context.label(choice).to_owned(),
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
    steps.values.iter().enumerate().map(step).collect()
}

/// Since when a project is in a step: when it entered it first, and for how long it is in it now.
fn since(
    facts: &AccountFacts<'_>,
    spans: &[StageSpan],
    step: &str,
    is_now: bool,
) -> Option<String> {
    let is_of_step = |span: &&StageSpan| step_of(span.stage) == step;
    if !is_now {
        return spans.iter().find(is_of_step).map(|span| span.from.iso());
    }
    // Back in a step, it is in it since it came back.
    let stay = spans.iter().rev().take_while(is_of_step).last()?;
    let (date, days) = (stay.from.iso(), facts.days_since(stay.from.day));
    let values: [(&str, &dyn std::fmt::Display); 2] = [("date", &date), ("days", &days)];
    Some(facts.context.strings().with_args("since-days", &values))
}
