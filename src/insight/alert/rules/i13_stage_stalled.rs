//! I13: a project has been in its stage for too long, or went back.

use crate::domain::{KnownChoice, Project, Stage};
use crate::forms::Choice;
use crate::insight::alert::{
    ActiveProject, AlertSeverity, Finding, FindingValue, Rule, RuleContext, Threshold,
};
use crate::insight::{Ground, stage_limit_days};

/// By stage, in the order of the form; a won project may stay. They match `stage_limit_days`.
const DAYS: [Threshold; 7] = [
    Threshold::of("stage_days_planning", 60).within("stage_days"),
    Threshold::of("stage_days_visiting", 90).within("stage_days"),
    Threshold::of("stage_days_preliminary_proposal", 60).within("stage_days"),
    Threshold::of("stage_days_demonstration", 90).within("stage_days"),
    Threshold::of("stage_days_solution_definition", 60).within("stage_days"),
    Threshold::of("stage_days_evaluation", 60).within("stage_days"),
    Threshold::of("stage_days_negotiation", 45).within("stage_days"),
];

pub(super) const RULE: Rule = Rule {
    id: "I13",
    severity: AlertSeverity::Amber,
    thresholds: &DAYS,
    messages: &["i13", "i13-back"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let projects = context.projects.iter();
    projects
        .flat_map(|open| [went_back(open), stalled(context, open)])
        .flatten()
        .collect()
}

fn stalled<'a>(context: &RuleContext<'_, 'a>, open: &ActiveProject<'a>) -> Option<Finding<'a>> {
    let span = open.spans.last()?;
    let limit = stage_limit_days(context.settings, span.stage)?;
    let finding = Finding::at("i13", Ground::field(open.item(), Project::STAGE_HISTORY))
        .with_text("project", open.name())
        .with("stage", FindingValue::Choice(stage(open, span.stage)?))
        .day("since", span.from)
        .number("days", span.days)
        .number("limit", limit);
    (i64::from(span.days) > limit).then_some(finding)
}

fn went_back<'a>(open: &ActiveProject<'a>) -> Option<Finding<'a>> {
    let [.., before, now] = open.spans.as_slice() else {
        return None;
    };
    let is_back = now.stage.number()? < before.stage.number()?;
    let finding = Finding::at(
        "i13-back",
        Ground::field(open.item(), Project::STAGE_HISTORY),
    )
    .with_text("project", open.name())
    .with("from", FindingValue::Choice(stage(open, before.stage)?))
    .with("to", FindingValue::Choice(stage(open, now.stage)?))
    .day("since", now.from);
    is_back.then_some(finding)
}

/// A stage with its labels.
pub(super) fn stage(open: &ActiveProject<'_>, stage: Stage) -> Option<&'static Choice> {
    stage.choice(open.item().dictionary)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Settings;

    #[test]
    fn the_thresholds_match_the_limits_of_the_stages() {
        let one = Settings {
            thresholds: vec![("stage_days_evaluation".to_owned(), 7)],
            ..Settings::default()
        };
        let all = Settings {
            thresholds: vec![("stage_days".to_owned(), 10)],
            ..Settings::default()
        };
        for settings in [Settings::default(), one, all] {
            for threshold in DAYS {
                let key = threshold.name.trim_start_matches("stage_days_");
                let stage = Stage::from_key(key).unwrap();
                let limit = stage_limit_days(&settings, stage);
                assert_eq!(limit, Some(threshold.value_in(&settings)), "{key}");
            }
        }
    }
}
