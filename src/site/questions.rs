//! The questions of the five information classes: which departments can answer them, and who works there.

use super::facts::AccountFacts;
use super::links::page_link;
use super::summary::{InformationCell, InformationRow, PageLink};
use crate::domain::{Contact, Department, Influence, KnownChoice};
use crate::forms::Question;
use crate::html::context::RenderContext;

/// The label of a class of questions.
pub(crate) fn class_label(context: &RenderContext<'_>, class: &str) -> String {
    let class = context.dictionary().information_class(class);
    class.map_or(String::new(), |class| context.label(class).to_owned())
}

/// The departments that can answer a question, in the order of the dictionary.
pub(crate) fn departments_to_ask(question: &Question) -> impl Iterator<Item = Department> {
    let departments = Department::ALL.iter().copied();
    departments.filter(|department| question.asks(department.key()))
}

/// The departments that can answer at least one question, in the order of the dictionary.
pub(crate) fn departments_with_questions(
    context: &RenderContext<'_>,
) -> impl Iterator<Item = Department> {
    let questions = &context.dictionary().questions;
    let departments = Department::ALL.iter().copied();
    departments.filter(|department| questions.iter().any(|one| one.asks(department.key())))
}

/// The contacts who can answer a question for their departments: those in their posts whose names are known.
pub(crate) fn people_to_ask<'d>(
    facts: &'d AccountFacts<'_>,
    question: &Question,
) -> impl Iterator<Item = &'d Contact> {
    let departments: Vec<Department> = departments_to_ask(question).collect();
    people_in_departments(facts, departments)
}

/// The contacts in these departments who are in their posts and whose names are known.
fn people_in_departments<'d>(
    facts: &'d AccountFacts<'_>,
    departments: Vec<Department>,
) -> impl Iterator<Item = &'d Contact> {
    let people = facts.present_contacts().map(|(contact, _)| contact);
    people.filter(move |contact| {
        let department = contact.department();
        !contact.is_placeholder() && department.is_some_and(|one| departments.contains(&one))
    })
}

/// The key people, who answer questions about themselves: present contacts of influence `core` or higher.
pub(crate) fn key_people<'d>(facts: &'d AccountFacts<'_>) -> impl Iterator<Item = &'d Contact> {
    let key = facts.present_contacts().filter(|(contact, standing)| {
        !contact.is_placeholder() && standing.influence() >= Some(Influence::Core)
    });
    key.map(|(contact, _)| contact)
}

/// What is known of an account, one row per class: a cell for each department that can answer a question, and a last
/// cell for the questions that only the contact in question can answer.
pub(crate) fn information_rows(facts: &AccountFacts<'_>) -> Vec<InformationRow> {
    let departments: Vec<Department> = departments_with_questions(facts.context).collect();
    let row = |class: &crate::insight::InformationClass<'_>| {
        let cell = |department: Option<Department>| {
            let is_asked = |question: &Question| match department {
                Some(department) => question.asks(department.key()),
                None => question.ask.is_empty(),
            };
            let asked = class.questions.iter().filter(|one| is_asked(one.question));
            let (answered, open): (Vec<_>, Vec<_>) = asked.partition(|one| !one.grounds.is_empty());
            InformationCell {
                answered: answered.len(),
                respondents: match open.is_empty() {
                    true => Vec::new(),
                    false => respondents(facts, department),
                },
                open: open
                    .iter()
                    .map(|one| facts.context.label(one.question).to_owned())
                    .collect(),
            }
        };
        let of_departments = departments.iter().map(|one| Some(*one));
        InformationRow {
            class: class_label(facts.context, class.class),
            cells: of_departments.chain([None]).map(cell).collect(),
        }
    };
    match facts.context.is_internal() {
        true => facts.information.iter().map(row).collect(),
        false => Vec::new(),
    }
}

/// Who could answer: the contacts of a department or, if none is known, the department itself; for personal questions
/// the key people.
fn respondents(facts: &AccountFacts<'_>, department: Option<Department>) -> Vec<PageLink> {
    const MOST_PEOPLE: usize = 3;
    let Some(department) = department else {
        let people = key_people(facts).take(MOST_PEOPLE);
        return people.map(|contact| page_link(&contact.item)).collect();
    };
    let people = people_in_departments(facts, vec![department]).take(MOST_PEOPLE);
    let people: Vec<PageLink> = people.map(|contact| page_link(&contact.item)).collect();
    match people.is_empty() {
        true => vec![PageLink {
            name: facts.context.label_of(department).to_owned(),
            route: String::new(),
        }],
        false => people,
    }
}
