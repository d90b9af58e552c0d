//! Information: which questions of the five classes are answered, and where.
//!
//! A question counts as answered if one of the fields in its `by` has a value (`contact.*` of any contact of
//! influence core or higher), or if the account has an answer under `information`. The dictionary defines the
//! questions and whom to ask. Questions whose answers a reader may not see are left out for that reader: what is
//! withheld must not look like a gap.

use super::ground::Ground;
use super::standing::Standing;
use crate::domain::{Account, Audience, Contact, Influence, Item, Project};
use crate::forms::{Dictionary, Kind, Level, Question, Record};

/// A question and its answers.
#[derive(Clone, Debug)]
pub struct QuestionStatus<'a> {
    /// The question.
    pub question: &'static Question,
    /// The places that answer it; empty for a gap.
    pub grounds: Vec<Ground<'a>>,
}

/// A class of questions.
#[derive(Clone, Debug)]
pub struct InformationClass<'a> {
    /// Its key in the enum `information_class`.
    pub class: &'static str,
    /// Its questions, in order.
    pub questions: Vec<QuestionStatus<'a>>,
}

impl InformationClass<'_> {
    /// Returns how many are answered.
    pub fn answered(&self) -> usize {
        let answered = self.questions.iter().filter(|one| !one.grounds.is_empty());
        answered.count()
    }
}

/// Returns the five classes of an account, each with its questions; `standings` are in the order of its contacts.
pub fn information<'a>(
    account: &'a Account,
    standings: &[Standing<'a>],
    audience: &Audience,
) -> Vec<InformationClass<'a>> {
    let finder = AnswerFinder {
        account,
        projects: account.projects.iter().collect(),
        key_people: account
            .contacts
            .iter()
            .zip(standings)
            .filter(|(_, standing)| standing.influence() >= Some(Influence::Core))
            .map(|(contact, _)| contact)
            .collect(),
    };
    let mut classes: Vec<InformationClass<'a>> = Vec::new();
    let dictionary = account.item.dictionary;
    for question in &dictionary.questions {
        if !may_be_answered(question, audience, dictionary) {
            continue;
        }
        let answered = QuestionStatus {
            question,
            grounds: finder.answers(question),
        };
        match classes.last_mut() {
            Some(class) if class.class == question.class => class.questions.push(answered),
            _ => classes.push(InformationClass {
                class: &question.class,
                questions: vec![answered],
            }),
        }
    }
    classes
}

/// Whether a reader may see at least one of the places that could answer a question.
fn may_be_answered(
    question: &Question,
    audience: &Audience,
    dictionary: &'static Dictionary,
) -> bool {
    let of_map = match question.is_personal() {
        true => Level::Private,
        false => Level::Internal,
    };
    of_map <= audience.level
        || question
            .by
            .iter()
            .any(|path| level_of(path, dictionary).is_some_and(|level| level <= audience.level))
}

/// Returns the level of a field by its path in the dictionary.
fn level_of(path: &str, dictionary: &'static Dictionary) -> Option<Level> {
    let (kind, field) = path.split_once('.')?;
    let kind = Kind::ALL.into_iter().find(|one| one.name() == kind)?;
    let key = field.split('.').next()?;
    dictionary.schema(kind).field(key).map(|field| field.level)
}

/// Finds answers in the notes of an account.
pub(super) struct AnswerFinder<'a> {
    pub account: &'a Account,
    pub projects: Vec<&'a Project>,
    pub key_people: Vec<&'a Contact>,
}

impl<'a> AnswerFinder<'a> {
    /// Returns the places that answer a question.
    pub fn answers(&self, question: &Question) -> Vec<Ground<'a>> {
        let account = &self.account.item;
        let direct = self.account.information().iter();
        let direct = direct.filter(|answer| answer.question == Some(question));
        let mut grounds: Vec<Ground<'a>> = direct
            .map(|answer| Ground::at(account, answer.name.span))
            .collect();
        for path in &question.by {
            let (kind, field) = path.split_once('.').unwrap_or_default();
            match kind {
                "account" => grounds.extend(filled(account, field)),
                "project" => {
                    let items = self.projects.iter().map(|project| &project.item);
                    grounds.extend(items.filter_map(|item| filled(item, field)));
                }
                "contact" => {
                    let items = self.key_people.iter().map(|contact| &contact.item);
                    grounds.extend(items.filter_map(|item| filled(item, field)));
                }
                _ => {}
            }
        }
        grounds
    }
}

/// Cites a field, or a field of an item of a list, if it has a value.
fn filled<'a>(item: &'a Item, path: &str) -> Option<Ground<'a>> {
    let (record, key): (&'a Record, &str) = match path.split_once('.') {
        Some((list, field)) => {
            let rows = item.record.records(list).iter();
            (rows.into_iter().find(|row| row.has(field))?, field)
        }
        None => (&item.record, path),
    };
    Some(Ground::at(item, record.entry(key)?.span))
}
