//! Figures: evidenced stage, lead, coverage and answers on each of the two days.

use super::{DayView, Difference, State, Subject, Topic};
use crate::domain::{Account, Project, Stage};
use crate::insight::ground::Ground;
use crate::insight::scorecard::scorecard;
use crate::insight::stage::{lead_project, progress};

/// Figures of an account on a day.
struct Figures<'a> {
    project: Option<&'a Project>,
    evidenced: Option<Stage>,
    lead: Option<f64>,
    coverage: Option<usize>,
    answered: (usize, usize),
}

impl<'a> Figures<'a> {
    fn of(view: &DayView<'a>) -> Figures<'a> {
        let project = lead_project(view.account);
        let stage = |project| {
            progress(view.account, project, &view.meetings, &view.standings).evidenced_stage()
        };
        let classes = view.information.iter();
        let counts = classes.map(|class| (class.answered(), class.questions.len()));
        let sum = |(answered, asked), (more, of): (usize, usize)| (answered + more, asked + of);
        Figures {
            project,
            evidenced: project.map(stage),
            lead: project.and_then(scorecard).and_then(|card| card.lead()),
            coverage: view.coverage.percent(),
            answered: counts.fold((0, 0), sum),
        }
    }
}

pub(super) fn differences<'a>(
    before: Option<&DayView<'a>>,
    after: &DayView<'a>,
    all: &mut Vec<Difference<'a>>,
) {
    let (then, now) = (before.map(Figures::of), Figures::of(after));
    let account = &after.account.item;
    let mut add = |topic, subject, from: Option<State<'a>>, to: Option<State<'a>>, ground| {
        all.push(Difference {
            topic,
            subject,
            from: from.unwrap_or(State::Nothing),
            to: to.unwrap_or(State::Nothing),
            date: after.as_of,
            ground,
        });
    };
    let earlier_figures = |project: &Project| {
        let known = then.as_ref()?;
        let same = known.project?.item.route == project.item.route;
        same.then_some(known)
    };
    if let Some(project) = now.project {
        let known = earlier_figures(project);
        let subject = Subject::Project(project);
        let stage = known.and_then(|known| known.evidenced);
        if stage != now.evidenced {
            let ground = Ground::field(&project.item, Project::STAGE_HISTORY);
            let [from, to] = [stage, now.evidenced].map(|stage| stage.map(State::Stage));
            add(Topic::EvidencedStage, subject, from, to, ground);
        }
        let lead = known.and_then(|known| known.lead);
        if rounded(lead) != rounded(now.lead) {
            let ground = Ground::field(&project.item, Project::COMPETITION);
            let [from, to] = [lead, now.lead].map(|lead| lead.map(State::Lead));
            add(Topic::Lead, subject, from, to, ground);
        }
    }
    let coverage = then.as_ref().and_then(|known| known.coverage);
    if coverage != now.coverage {
        let [from, to] = [coverage, now.coverage].map(|percent| percent.map(State::Percent));
        let ground = Ground::at(account, account.record.span);
        add(Topic::Coverage, Subject::Account, from, to, ground);
    }
    let answered = then.as_ref().map(|known| known.answered);
    if answered.map(|(answered, _)| answered) != Some(now.answered.0) {
        let ground = Ground::field(account, Account::INFORMATION);
        let fraction = |(answered, asked)| State::Fraction(answered, asked);
        let to = Some(fraction(now.answered));
        add(
            Topic::Answered,
            Subject::Account,
            answered.map(fraction),
            to,
            ground,
        );
    }
}

/// Rounds a lead to two decimals, as it is shown: a change that is not visible is no difference.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a lead lies between -4 and 4"
)]
fn rounded(lead: Option<f64>) -> Option<i32> {
    lead.map(|lead| (lead * 100.0).round() as i32)
}
