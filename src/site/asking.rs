//! Whom to ask what: the questions of the five classes by the departments that know, and the people of these.

use super::facts::AccountFacts;
use super::named;
use super::summary::{KnownCell, KnownRow, Named};
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

/// The departments of some keys with their labels, in the order of the dictionary.
pub(crate) fn departments_of<'a>(
    context: &'a RenderContext<'_>,
    keys: &'a [String],
) -> impl Iterator<Item = (&'static str, &'a str)> {
    let choices = dictionary().choices("department");
    let all = choices.into_iter().flat_map(|choices| &choices.values);
    let wanted = all.filter(|choice| keys.contains(&choice.key));
    wanted.map(move |choice| (choice.key.as_str(), context.label(choice)))
}

/// The departments that some question is put to.
pub(crate) fn departments_asked() -> Vec<String> {
    let questions = dictionary().questions.iter();
    let mut keys: Vec<String> = questions.flat_map(|one| one.ask.iter().cloned()).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// The people of some departments who are there and can be asked.
pub(crate) fn people_of<'a>(
    account: &'a Account,
    departments: &'a [String],
) -> impl Iterator<Item = &'a Contact> {
    account.contacts.iter().filter(|contact| {
        let record = &contact.item.record;
        let department = record.choice("department");
        let there = !record.has("left_on") && !record.yes("placeholder");
        there && department.is_some_and(|key| departments.iter().any(|one| one == key))
    })
}

/// The key people, who are asked about themselves: those of influence core or higher who are there.
pub(crate) fn key_people<'d>(facts: &'d AccountFacts<'_>) -> impl Iterator<Item = &'d Contact> {
    const CORE: usize = 1;
    let people = facts.account.contacts.iter().zip(&facts.standings);
    let key = people.filter(|(contact, standing)| {
        let record = &contact.item.record;
        let rank = standing.influence.and_then(|known| known.rank());
        let there = !record.has("left_on") && !record.yes("placeholder");
        there && rank.is_some_and(|rank| rank >= CORE)
    });
    key.map(|(contact, _)| contact)
}

/// What is known of an account, a row a class: a cell for each department that some question is put to, and one for
/// the questions that are put to the person in question.
pub(crate) fn known_rows(facts: &AccountFacts<'_>) -> Vec<KnownRow> {
    let keys = departments_asked();
    let departments: Vec<(&str, &str)> = departments_of(facts.context, &keys).collect();
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
            KnownCell {
                answered: answered.len(),
                whom: match open.is_empty() {
                    true => Vec::new(),
                    false => whom(facts, department),
                },
                open: open
                    .iter()
                    .map(|one| facts.context.label(one.question).to_owned())
                    .collect(),
            }
        };
        let of_departments = departments.iter().map(|one| Some(*one));
        KnownRow {
            class: class_label(facts.context, class.class),
            cells: of_departments.chain([None]).map(cell).collect(),
        }
    };
    match facts.context.reckons() {
        true => facts.information.iter().map(row).collect(),
        false => Vec::new(),
    }
}

/// Who could answer: the people of a department, else the department itself; of what is personal the key people.
fn whom(facts: &AccountFacts<'_>, department: Option<(&str, &str)>) -> Vec<Named> {
    const MOST_PEOPLE: usize = 3;
    let Some((key, label)) = department else {
        let people = key_people(facts).take(MOST_PEOPLE);
        return people.map(|contact| named(&contact.item)).collect();
    };
    let keys = [key.to_owned()];
    let people = people_of(facts.account, &keys).take(MOST_PEOPLE);
    let people: Vec<Named> = people.map(|contact| named(&contact.item)).collect();
    match people.is_empty() {
        true => vec![Named {
            name: label.to_owned(),
            route: String::new(),
        }],
        false => people,
    }
}
