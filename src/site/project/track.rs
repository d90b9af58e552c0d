//! The stage track: the days in each of the eight stages, which are evidenced, which claimed, which skipped; and the way
//! that the project took through them.

use crate::domain::Project;
use crate::html::escape::escaped;
use crate::html::view::{Column, Row, Section, Step};
use crate::html::writer::Scribe;
use crate::insight::{Progress, StageEvidence, StageSpan, stage_limit_days, stage_spans};
use crate::site::elements::{missing_evidence, stage_label, table};
use crate::site::facts::Dossier;

/// The eight stages. One that was left and entered again shows each stay.
pub(crate) fn track(
    dossier: &Dossier<'_>,
    project: &Project,
    progress: &Progress<'_>,
) -> Vec<Step> {
    let spans = stage_spans(project, dossier.press.viewpoint.as_of);
    let missing = missing_evidence(dossier.press, progress);
    let furthest = progress.evidence.iter().rposition(|evidence| {
        let mut spans = spans.iter();
        spans.any(|span| span.stage == evidence.stage)
    });
    let strings = dossier.press.strings();
    let step = |(index, evidence): (usize, &StageEvidence<'_>)| {
        let stays: Vec<&StageSpan> = spans
            .iter()
            .filter(|span| span.stage == evidence.stage)
            .collect();
        let days: i32 = stays.iter().map(|span| span.days).sum();
        let is_claimed = progress.claimed_number() >= Some(index + 1);
        let is_skipped = stays.is_empty() && Some(index) < furthest;
        let is_evidenced = index < progress.evidenced;
        let lacks = missing.iter().find(|(stage, _)| *stage == evidence.stage);
        let lacks = lacks.filter(|_| is_claimed && !is_evidenced);
        let lacks = lacks.map(|(_, words)| strings.with("missing", &[("what", words)]));
        let warning = match is_skipped {
            true => strings.get("stage-skipped").to_owned(),
            false => over_limit(dossier, &stays).unwrap_or_default(),
        };
        Step {
            label: stage_label(dossier, evidence.stage),
            class: match (is_evidenced, is_claimed) {
                (true, _) => "done",
                (false, true) => "claimed",
                (false, false) => "",
            },
            figure: match stays.is_empty() {
                true => "—".to_owned(),
                false => days.to_string(),
            },
            note: note(dossier, &stays),
            more: again(dossier, &stays).into_iter().chain(lacks).collect(),
            warning,
        }
    };
    progress.evidence.iter().enumerate().map(step).collect()
}

/// Since when; where a stage was entered again, how long its first stay was.
fn note(dossier: &Dossier<'_>, stays: &[&StageSpan]) -> String {
    let strings = dossier.press.strings();
    match stays {
        [] => String::new(),
        [only] => strings.with("since", &[("date", &only.from.iso())]),
        [first, ..] => stay(dossier, "since-days", first),
    }
}

/// The later stays in a stage.
fn again(dossier: &Dossier<'_>, stays: &[&StageSpan]) -> Vec<String> {
    let later = stays.iter().skip(1);
    later.map(|span| stay(dossier, "back-days", span)).collect()
}

fn stay(dossier: &Dossier<'_>, key: &str, span: &StageSpan) -> String {
    let date = span.from.iso();
    let values: [(&str, &dyn std::fmt::Display); 2] = [("date", &date), ("days", &span.days)];
    dossier.press.strings().with_each(key, &values)
}

/// Says of the stage that a project is in that it takes longer than it may.
fn over_limit(dossier: &Dossier<'_>, stays: &[&StageSpan]) -> Option<String> {
    let current = stays.last().filter(|span| span.current)?;
    let limit = stage_limit_days(dossier.press.settings, current.stage)?;
    let strings = dossier.press.strings();
    (i64::from(current.days) > limit).then(|| strings.with_each("over-limit", &[("days", &limit)]))
}

/// The way through the stages, as it was: what was entered when, what was skipped, where it went back.
pub(crate) fn path(
    dossier: &Dossier<'_>,
    scribe: &Scribe<'_>,
    project: &Project,
    progress: &Progress,
) -> Option<Section> {
    let spans = stage_spans(project, dossier.press.viewpoint.as_of);
    let strings = dossier.press.strings();
    let number = |stage: &str| {
        let mut stages = progress.evidence.iter();
        stages.position(|one| one.stage == stage)
    };
    let mut before: Option<usize> = None;
    let row = |span: &StageSpan| {
        let place = number(span.stage);
        let skipped = match (before, place) {
            (Some(before), Some(place)) if place > before + 1 => before + 1..place,
            _ => 0..0,
        };
        let skipped: Vec<String> = progress
            .evidence
            .get(skipped)
            .unwrap_or_default()
            .iter()
            .map(|stage| stage_label(dossier, stage.stage))
            .collect();
        let goes_back = place.is_some() && place < before;
        before = place.or(before);
        let list = skipped.join(scribe.language().pick("、", ", "));
        let what = match (goes_back, skipped.is_empty()) {
            (true, _) => strings.get("stage-back").to_owned(),
            (false, false) => strings.with("stages-skipped", &[("stages", &list)]),
            (false, true) => String::new(),
        };
        let limit = stage_limit_days(dossier.press.settings, span.stage);
        Row::of(vec![
            escaped(&stage_label(dossier, span.stage)),
            span.from.iso(),
            span.days.to_string(),
            limit.map_or(String::new(), |limit| limit.to_string()),
            format!("<span class=warn>{}</span>", escaped(&what))
                .replace("<span class=warn></span>", ""),
        ])
    };
    let rows: Vec<Row> = spans.iter().map(row).collect();
    let words = |key: &str| dossier.press.words(key);
    let columns = vec![
        Column::text(words("stage")),
        Column::short(words("entered")),
        Column::number(words("days-in-stage")),
        Column::number(words("limit")),
        Column::text(words("stage-way")),
    ];
    (!rows.is_empty()).then(|| scribe.section("stage-path", vec![table(columns, rows)]))
}
