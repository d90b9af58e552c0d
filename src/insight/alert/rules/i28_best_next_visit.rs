//! I28: the best next meeting: the criterion worth most, the person to see, what to ask, and a proof to bring.
//!
//! The criterion is the one with the highest weight × points still to be won. The person is the most influential one
//! whom we have met and who is not for us yet, else of those who are; of equals the one not met for longest. The
//! questions are open ones that the person's department can answer. The proof is the first of the list that the
//! project has not given yet.

use crate::domain::{Contact, KnownChoice, Proof, Stage};
use crate::forms::{Choice, Question};
use crate::insight::alert::{
    ActiveProject, AlertSeverity, Finding, FindingValue, Person, Rule, RuleContext,
};
use crate::insight::{Ground, sensitivity};
use std::cmp::Reverse;

/// How many questions fit a visit.
const MOST_QUESTIONS: usize = 3;

pub(super) const RULE: Rule = Rule {
    id: "I28",
    severity: AlertSeverity::Information,
    thresholds: &[],
    messages: &["i28", "i28-answered"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let ongoing = context
        .projects
        .iter()
        .filter(|open| open.has_reached(Stage::Planning));
    let worth = ongoing.filter_map(|open| {
        let card = open.card.as_ref()?;
        let visit = sensitivity(card).visit?;
        Some((open, card.rows.get(visit.row)?, visit.worth))
    });
    let best = worth.reduce(|best, next| if next.2 > best.2 { next } else { best });
    let (Some((open, row, worth)), Some(person)) = (best, best_person(context)) else {
        return Vec::new();
    };
    let Some(proof) = proof(open) else {
        return Vec::new();
    };
    let questions = questions(context, person);
    let message = match questions.is_empty() {
        true => "i28-answered",
        false => "i28",
    };
    let finding = Finding::at(message, Ground::at(open.item(), row.entry.record.span))
        .and_at([person.ground(Contact::INFLUENCE)])
        .with_text("name", person.name())
        .with_text("criterion", row.criterion)
        .with_text(
            "weight",
            row.weight.map_or("?".to_owned(), |one| one.number()),
        )
        .with_text("worth", format!("{worth:.2}"))
        .with("proof", FindingValue::Choice(proof))
        .owned_by(person.contact.owner());
    let phrases = questions.into_iter().map(FindingValue::Question).collect();
    vec![finding.with("questions", FindingValue::Phrases(phrases))]
}

fn best_person<'c, 'a, 'k>(context: &'k RuleContext<'c, 'a>) -> Option<&'k Person<'c, 'a>> {
    let met = context
        .people
        .iter()
        .filter(|person| !person.is_placeholder());
    met.filter_map(|person| Some((person, person.last_met?)))
        .min_by_key(|(person, last)| {
            let won = person.is_for_us();
            (won, Reverse(person.influence()), last.date.day)
        })
        .map(|(person, _)| person)
}

fn questions(context: &RuleContext<'_, '_>, person: &Person<'_, '_>) -> Vec<&'static Question> {
    let Some(department) = person.contact.department() else {
        return Vec::new();
    };
    let all = context
        .information
        .iter()
        .flat_map(|class| &class.questions);
    all.filter(|one| one.grounds.is_empty() && one.question.asks(department.key()))
        .map(|one| one.question)
        .take(MOST_QUESTIONS)
        .collect()
}

/// Returns a proof that was not given yet; the first of all if all were.
fn proof(open: &ActiveProject<'_>) -> Option<&'static Choice> {
    let given = open.project.proofs().filter_map(|row| row.proof());
    let fresh = Proof::ALL
        .iter()
        .find(|proof| !given.clone().any(|one| one == **proof));
    fresh.or(Proof::ALL.first())?.choice(open.item().dictionary)
}
