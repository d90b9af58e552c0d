//! The stage track: the days in each of the eight stages, which are evidenced, which claimed.

use super::super::dossier::Dossier;
use crate::forms::dictionary;
use crate::insight::{Progress, stage_spans};
use crate::model::Project;
use crate::render::view::Step;

/// The eight stages: days in each, which are evidenced, which claimed.
pub(super) fn track(
    dossier: &Dossier<'_>,
    project: &Project,
    progress: &Progress<'_>,
) -> Vec<Step> {
    let spans = stage_spans(project, dossier.press.viewpoint.as_of);
    let Some(stages) = dictionary().choices("stage") else {
        return Vec::new();
    };
    let strings = dossier.press.strings();
    let step = |(index, evidence): (usize, &crate::insight::StageEvidence<'_>)| {
        let label = stages
            .values
            .iter()
            .find(|choice| choice.key == evidence.stage);
        let of_stage = || spans.iter().filter(|span| span.stage == evidence.stage);
        let days: i32 = of_stage().map(|span| span.days).sum();
        let first = of_stage().next();
        let claimed = progress.claimed_number() >= Some(index + 1);
        Step {
            label: label.map_or(String::new(), |choice| {
                choice.label(dossier.press.language()).to_owned()
            }),
            class: match (index < progress.evidenced, claimed) {
                (true, _) => "done",
                (false, true) => "claimed",
                (false, false) => "",
            },
            figure: first.map_or("—".to_owned(), |_| days.to_string()),
            note: first.map_or(String::new(), |span| {
                strings.with("since", &[("date", &span.from.iso())])
            }),
        }
    };
    progress.evidence.iter().enumerate().map(step).collect()
}
