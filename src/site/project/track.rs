//! The stage track: the days in each of the eight stages, and which are evidenced, claimed or skipped; and the history
//! of the project's stages.

use crate::domain::{Project, Stage};
use crate::html::escape::escaped;
use crate::html::view::{Column, Row, Section, Step};
use crate::html::writer::HtmlWriter;
use crate::insight::{Progress, StageEvidence, StageSpan, stage_limit_days, stage_spans};
use crate::site::facts::AccountFacts;
use crate::site::widgets::{missing_evidence, stage_label, table};

/// The eight stages. A stage that was left and entered again shows each stay.
pub(crate) fn track(
    facts: &AccountFacts<'_>,
    project: &Project,
    progress: &Progress<'_>,
) -> Vec<Step> {
    let spans = stage_spans(project, facts.context.viewpoint.as_of);
    let missing = missing_evidence(facts.context, progress);
    let furthest = progress.evidence.iter().rposition(|evidence| {
        let mut spans = spans.iter();
        spans.any(|span| span.stage == evidence.stage)
    });
    let strings = facts.context.strings();
    let step = |(index, evidence): (usize, &StageEvidence<'_>)| {
        let stays: Vec<&StageSpan> = spans
            .iter()
            .filter(|span| span.stage == evidence.stage)
            .collect();
        let days: i32 = stays.iter().map(|span| span.days).sum();
        let is_claimed = progress.claimed_number() >= Some(index + 1);
        let is_skipped = stays.is_empty() && Some(index) < furthest;
        let is_evidenced = index < progress.evidenced;
        let gap = missing.iter().find(|(stage, _)| *stage == evidence.stage);
        let gap = gap.filter(|_| is_claimed && !is_evidenced);
        let gap = gap.map(|(_, words)| strings.with("missing", &[("what", words)]));
        let warning = match is_skipped {
            true => strings.get("stage-skipped").to_owned(),
            false => over_limit(facts, &stays).unwrap_or_default(),
        };
        Step {
            label: stage_label(facts, evidence.stage),
            class: match (is_evidenced, is_claimed) {
                (true, _) => "done",
                (false, true) => "claimed",
                (false, false) => "",
            },
            figure: match stays.is_empty() {
                true => "—".to_owned(),
                false => days.to_string(),
            },
            note: note(facts, &stays),
            more: later_stays(facts, &stays).into_iter().chain(gap).collect(),
            warning,
        }
    };
    progress.evidence.iter().enumerate().map(step).collect()
}

/// Since when; for a stage entered more than once, the length of the first stay.
fn note(facts: &AccountFacts<'_>, stays: &[&StageSpan]) -> String {
    let strings = facts.context.strings();
    match stays {
        [] => String::new(),
        [only] => strings.with("since", &[("date", &only.from.iso())]),
        [first, ..] => stay_text(facts, "since-days", first),
    }
}

/// The later stays in a stage.
fn later_stays(facts: &AccountFacts<'_>, stays: &[&StageSpan]) -> Vec<String> {
    let later = stays.iter().skip(1);
    later
        .map(|span| stay_text(facts, "back-days", span))
        .collect()
}

fn stay_text(facts: &AccountFacts<'_>, key: &str, span: &StageSpan) -> String {
    let date = span.from.iso();
    let values: [(&str, &dyn std::fmt::Display); 2] = [("date", &date), ("days", &span.days)];
    facts.context.strings().with_args(key, &values)
}

/// A warning if the project has been in its current stage for longer than the limit.
fn over_limit(facts: &AccountFacts<'_>, stays: &[&StageSpan]) -> Option<String> {
    let current = stays.last().filter(|span| span.current)?;
    let limit = stage_limit_days(facts.context.settings, current.stage)?;
    let strings = facts.context.strings();
    (i64::from(current.days) > limit).then(|| strings.with_args("over-limit", &[("days", &limit)]))
}

/// The history of the stages: what was entered when, what was skipped, where it went back.
pub(crate) fn stage_history(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    project: &Project,
    progress: &Progress,
) -> Option<Section> {
    let spans = stage_spans(project, facts.context.viewpoint.as_of);
    let strings = facts.context.strings();
    let index_of = |stage: Stage| stage.number().map(|number| number - 1);
    let mut before: Option<usize> = None;
    let row = |span: &StageSpan| {
        let index = index_of(span.stage);
        let skipped = match (before, index) {
            (Some(before), Some(index)) if index > before + 1 => before + 1..index,
            _ => 0..0,
        };
        let skipped: Vec<String> = progress
            .evidence
            .get(skipped)
            .unwrap_or_default()
            .iter()
            .map(|stage| stage_label(facts, stage.stage))
            .collect();
        let goes_back = index.is_some() && index < before;
        before = index.or(before);
        let list = writer.language().list(&skipped);
        let remark = match (goes_back, skipped.is_empty()) {
            (true, _) => strings.get("stage-back").to_owned(),
            (false, false) => strings.with("stages-skipped", &[("stages", &list)]),
            (false, true) => String::new(),
        };
        let limit = stage_limit_days(facts.context.settings, span.stage);
        Row::of(vec![
            escaped(&stage_label(facts, span.stage)),
            span.from.iso(),
            span.days.to_string(),
            limit.map_or(String::new(), |limit| limit.to_string()),
            format!("<span class=warn>{}</span>", escaped(&remark))
                .replace("<span class=warn></span>", ""),
        ])
    };
    let rows: Vec<Row> = spans.iter().map(row).collect();
    let words = |key: &str| facts.context.words(key);
    let columns = vec![
        Column::text(words("stage")),
        Column::short(words("entered")),
        Column::number(words("days-in-stage")),
        Column::number(words("limit")),
        Column::text(words("stage-way")),
    ];
    (!rows.is_empty()).then(|| writer.section("stage-path", vec![table(columns, rows)]))
}
