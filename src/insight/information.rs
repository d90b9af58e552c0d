//! Information: what of the questions of the five classes is answered, and where.
//!
//! A question counts as answered where one of the fields in its `by` holds a value (`contact.*` of any contact of
//! influence core or higher), or where the account has an answer under `information`. Which questions there are, and
//! whom to ask, is said in the dictionary. A question whose answers a reader may not see is not asked of that reader:
//! what is withheld must not look like a gap.

use super::ground::Ground;
use super::standing::Standing;
use crate::domain::{Account, Audience, Contact, Item, Project};
use crate::forms::{Kind, Level, Question, Record, dictionary};

/// `core` in the list of influence.
const CORE: usize = 1;

/// A question, and what answers it.
#[derive(Clone, Debug)]
pub struct Answered<'a> {
    /// The question.
    pub question: &'static Question,
    /// The places that answer it; none for a gap.
    pub grounds: Vec<Ground<'a>>,
}

/// A class of questions.
#[derive(Clone, Debug)]
pub struct InformationClass<'a> {
    /// Its key in the enum `information_class`.
    pub class: &'static str,
    /// Its questions, in order.
    pub questions: Vec<Answered<'a>>,
}

impl InformationClass<'_> {
    /// How many are answered.
    pub fn answered(&self) -> usize {
        let answered = self.questions.iter().filter(|one| !one.grounds.is_empty());
        answered.count()
    }
}

/// The five classes of an account, each with its questions; `standings` stand in the order of its contacts.
pub fn information<'a>(
    account: &'a Account,
    standings: &[Standing<'a>],
    audience: &Audience,
) -> Vec<InformationClass<'a>> {
    let witness = Witness {
        account,
        projects: account.projects.iter().collect(),
        key_people: account
            .contacts
            .iter()
            .zip(standings)
            .filter(|(_, standing)| {
                let rank = standing.influence.and_then(|known| known.rank());
                rank.is_some_and(|rank| rank >= CORE)
            })
            .map(|(contact, _)| contact)
            .collect(),
    };
    let mut classes: Vec<InformationClass<'a>> = Vec::new();
    for question in &dictionary().questions {
        if !may_be_answered(question, audience) {
            continue;
        }
        let answered = Answered {
            question,
            grounds: witness.of(question),
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
fn may_be_answered(question: &Question, audience: &Audience) -> bool {
    let of_map = match question.class.as_str() {
        "personal" => Level::Private,
        _ => Level::Internal,
    };
    of_map <= audience.level
        || question
            .by
            .iter()
            .any(|path| level_of(path).is_some_and(|level| level <= audience.level))
}

/// The level of a field by its path in the dictionary.
fn level_of(path: &str) -> Option<Level> {
    let (kind, field) = path.split_once('.')?;
    let kind = Kind::ALL.into_iter().find(|one| one.name() == kind)?;
    let key = field.split('.').next()?;
    dictionary()
        .schema(kind)
        .field(key)
        .map(|field| field.level)
}

/// Where answers are looked for.
pub(super) struct Witness<'a> {
    pub account: &'a Account,
    pub projects: Vec<&'a Project>,
    pub key_people: Vec<&'a Contact>,
}

impl<'a> Witness<'a> {
    /// The places that answer a question.
    pub fn of(&self, question: &Question) -> Vec<Ground<'a>> {
        let account = &self.account.item;
        let told = account.record.map("information").iter();
        let told = told.filter(|answer| answer.key == Some(&*question.key));
        let mut grounds: Vec<Ground<'a>> = told
            .map(|answer| Ground::at(account, answer.name.span))
            .collect();
        for path in &question.by {
            let (kind, field) = path.split_once('.').unwrap_or_default();
            match kind {
                "account" => grounds.extend(held(account, field)),
                "project" => {
                    let items = self.projects.iter().map(|project| &project.item);
                    grounds.extend(items.filter_map(|item| held(item, field)));
                }
                "contact" => {
                    let items = self.key_people.iter().map(|contact| &contact.item);
                    grounds.extend(items.filter_map(|item| held(item, field)));
                }
                _ => {}
            }
        }
        grounds
    }
}

/// Where a field, or a field of an item of a list, is filled in.
fn held<'a>(item: &'a Item, path: &str) -> Option<Ground<'a>> {
    let (record, key): (&'a Record, &str) = match path.split_once('.') {
        Some((list, field)) => {
            let rows = item.record.records(list).iter();
            (rows.into_iter().find(|row| row.has(field))?, field)
        }
        None => (&item.record, path),
    };
    Some(Ground::at(item, record.entry(key)?.span))
}
