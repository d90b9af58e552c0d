//! The questions of the five information classes: which departments can answer them, and who works there.

use super::facts::AccountFacts;
use super::links::page_link;
use super::summary::{InformationCell, InformationRow, PageLink};
use crate::domain::{Account, Contact};
use crate::forms::dictionary;
use crate::html::context::RenderContext;

/// The label of a class of questions.
pub(crate) fn class_label(context: &RenderContext<'_>, class: &str) -> String {
    let choices = dictionary().choices("information_class");
    let mut classes = choices.iter().flat_map(|choices| &choices.values);
    let found = classes.find(|choice| choice.key == class);
    found.map_or(String::new(), |choice| context.label(choice).to_owned())
}

/// The departments with these keys, each with its label, in the order of the dictionary.
pub(crate) fn department_labels<'a>(
    context: &'a RenderContext<'_>,
    keys: &'a [String],
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let choices = dictionary().choices("department");
    let all = choices.into_iter().flat_map(|choices| &choices.values);
    let wanted = all.filter(|choice| keys.contains(&choice.key));
    wanted.map(move |choice| (choice.key.as_str(), context.label(choice)))
}

/// The keys of all departments that can answer at least one question.
pub(crate) fn departments_with_questions() -> Vec<String> {
    let questions = dictionary().questions.iter();
    let mut keys: Vec<String> = questions.flat_map(|one| one.ask.iter().cloned()).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// The contacts in these departments who have not left and whose name is known.
pub(crate) fn people_in_departments<'a>(
    account: &'a Account,
    departments: &'a [String],
) -> impl Iterator<Item = &'a Contact> {
    account.contacts.iter().filter(|contact| {
        let record = &contact.item.record;
        let department = record.choice("department");
        let is_present = !record.has("left_on") && !record.yes("placeholder");
        is_present && department.is_some_and(|key| departments.iter().any(|one| one == key))
    })
}

/// The key people, who answer questions about themselves: present contacts of influence `core` or higher.
pub(crate) fn key_people<'d>(facts: &'d AccountFacts<'_>) -> impl Iterator<Item = &'d Contact> {
    const CORE: usize = 1;
    let people = facts.account.contacts.iter().zip(&facts.standings);
    let key = people.filter(|(contact, standing)| {
        let record = &contact.item.record;
        let rank = standing.influence.and_then(|known| known.rank());
        let is_present = !record.has("left_on") && !record.yes("placeholder");
        is_present && rank.is_some_and(|rank| rank >= CORE)
    });
    key.map(|(contact, _)| contact)
}

/// What is known of an account, one row per class: a cell for each department that can answer a question, and a last
/// cell for the questions that only the contact in question can answer.
pub(crate) fn information_rows(facts: &AccountFacts<'_>) -> Vec<InformationRow> {
    let keys = departments_with_questions();
    let departments: Vec<(&str, &str)> = department_labels(facts.context, &keys).collect();
    let row = |class: &crate::insight::InformationClass<'_>| {
        let cell = |department: Option<(&str, &str)>| {
            let is_asked = |ask: &[String]| match department {
                Some((key, _)) => ask.iter().any(|one| one == key),
                None => ask.is_empty(),
            };
            let asked = class
                .questions
                .iter()
                .filter(|one| is_asked(&one.question.ask));
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
fn respondents(facts: &AccountFacts<'_>, department: Option<(&str, &str)>) -> Vec<PageLink> {
    const MOST_PEOPLE: usize = 3;
    let Some((key, label)) = department else {
        let people = key_people(facts).take(MOST_PEOPLE);
        return people.map(|contact| page_link(&contact.item)).collect();
    };
    let keys = [key.to_owned()];
    let people = people_in_departments(facts.account, &keys).take(MOST_PEOPLE);
    let people: Vec<PageLink> = people.map(|contact| page_link(&contact.item)).collect();
    match people.is_empty() {
        true => vec![PageLink {
            name: label.to_owned(),
            route: String::new(),
        }],
        false => people,
    }
}
