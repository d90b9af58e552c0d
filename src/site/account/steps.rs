//! The five steps of the process, by the leading project: since when each, and what is missing for the next.

use crate::forms::{Choice, dictionary};
use crate::html::view::Step;
use crate::insight::{StageSpan, stage_spans};
use crate::site::elements::{missing_evidence, step_of};
use crate::site::facts::Dossier;

/// More than this of what is missing stands on the project's page.
const MOST_MISSING: usize = 2;

/// The steps; none without an open project.
pub(crate) fn steps(dossier: &Dossier<'_>) -> Vec<Step> {
    let Some((project, progress)) = &dossier.lead_project else {
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
    let spans = stage_spans(project, dossier.press.viewpoint.as_of);
    let missing = missing_evidence(dossier.press, progress);
    let step = |(index, choice): (usize, &Choice)| {
        let since = since(dossier, &spans, &choice.key, index == now);
        let of_step = missing
            .iter()
            .filter(|(stage, _)| step_of(stage) == choice.key);
        let words: Vec<&str> = of_step
            .map(|(_, words)| *words)
            .take(MOST_MISSING)
            .collect();
        // What lies further ahead is not missing yet.
        let missing = (index <= now + 1 && !words.is_empty()).then(|| {
            let list = words.join(dossier.press.language().pick("、", ", "));
            let strings = dossier.press.strings();
            strings.with("missing", &[("what", &list)])
        });
        Step {
            label: dossier.press.label(choice).to_owned(),
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
fn since(dossier: &Dossier<'_>, spans: &[StageSpan], step: &str, is_now: bool) -> Option<String> {
    let is_of_step = |span: &&StageSpan| step_of(span.stage) == step;
    if !is_now {
        return spans.iter().find(is_of_step).map(|span| span.from.iso());
    }
    // Back in a step, it is in it since it came back.
    let stay = spans.iter().rev().take_while(is_of_step).last()?;
    let (date, days) = (stay.from.iso(), dossier.days_since(stay.from.day));
    let values: [(&str, &dyn std::fmt::Display); 2] = [("date", &date), ("days", &days)];
    Some(dossier.press.strings().with_each("since-days", &values))
}
