//! One account: the data its notes share, its own note (form 1), and the list of all its notes.

use super::author::Author;
use super::contact::{self, Impression};
use super::random::Random;
use super::words::{
    CITIES, COMPANY_ENDINGS, CREDITS, GIVEN_NAMES, INDUSTRIES, KEY_ACCOUNT_CRITERIA, OWNERSHIPS,
    PAPER_FORM, SOURCES, TIERS, TRADES,
};
use super::{Note, Shape, exchange, project, visit};

/// The data that all notes of one account share.
pub struct Account<'a> {
    pub number: usize,
    pub shape: &'a Shape,
    pub city: &'static str,
    pub trade: &'static str,
    /// The colleague who owns it.
    pub manager: &'a str,
    /// The names of its contacts, in the order of their slugs.
    pub people: Vec<String>,
}

impl Account<'_> {
    /// Returns the slug of the contact who decides: the last one, to whom all others report.
    pub fn decision_maker(&self) -> String {
        contact::slug(self.people.len().saturating_sub(1))
    }
}

/// Returns all notes of an account by number; the same for the same seed, however many accounts there are.
pub fn notes(seed: u64, number: usize, shape: &Shape, managers: &[String]) -> Vec<Note> {
    let mut author = Author {
        random: Random::new(seed, number as u64 + 1),
    };
    let account = Account {
        number,
        shape,
        city: author.random.pick(CITIES),
        trade: author.random.pick(TRADES),
        manager: managers
            .get(number % managers.len().max(1))
            .map_or("", String::as_str),
        people: (0..shape.contacts).map(|_| author.person()).collect(),
    };
    let mut impressions: Vec<Option<Impression>> = vec![None; shape.contacts];
    let mut notes = vec![profile(&mut author, &account)];
    notes.extend((0..shape.projects).map(|index| project::note(&mut author, &account, index)));
    notes.extend(
        (0..shape.visits).map(|index| visit::note(&mut author, &account, index, &mut impressions)),
    );
    let contacts = account.people.iter().zip(impressions).enumerate();
    notes.extend(
        contacts
            .map(|(index, (name, seen))| contact::note(&mut author, &account, index, name, seen)),
    );
    notes.extend((0..shape.exchanges).map(|index| exchange::note(&mut author, &account, index)));
    for note in &mut notes {
        note.path = format!("content/accounts/a{number:04}/{}", note.path);
    }
    notes
}

/// Returns the account's own note; every third one uses the keys and values of the Chinese paper form.
fn profile(author: &mut Author, account: &Account) -> Note {
    let facts = form(author, account);
    let scores: String = KEY_ACCOUNT_CRITERIA
        .iter()
        .map(|criterion| {
            format!(
                "  - {{criterion: {criterion}, score: {}}}\n",
                author.random.between(1, 5)
            )
        })
        .collect();
    let Account {
        city,
        trade,
        manager,
        ..
    } = account;
    let decision_maker = account.decision_maker();
    let other_trade = author.random.pick(TRADES);
    let background = author.paragraph(5);
    let chances: String = (0..3)
        .map(|_| format!("- {}\n", author.sentence()))
        .collect();
    let quotation = author.sentence();
    let text = format!(
        "---
{facts}manager: {manager}
main_products: [{trade}, {other_trade}]
tags: [{city}, {trade}]
primary_contact: c00
decision_maker: {decision_maker}
key_account:
{scores}---

## 背景

{background}

## 机会

{chances}
> {quotation}
"
    );
    Note {
        path: "index.md".into(),
        text,
    }
}

/// Returns the lines of the form itself.
fn form(author: &mut Author, account: &Account) -> String {
    let random = &mut author.random;
    let city = account.city;
    let brand = [
        random.pick_character(GIVEN_NAMES),
        random.pick_character(GIVEN_NAMES),
    ]
    .iter()
    .collect::<String>();
    let ending = random.pick(COMPANY_ENDINGS);
    let chinese = account.number % 3 == 2;
    let lines = [
        (
            "name",
            format!("\"{city}{brand}{}{ending}\"", account.trade),
        ),
        ("short_name", format!("\"{city}{brand}\"")),
        ("code", format!("KA-{:04}", account.number)),
        ("tier", label(random.pick(TIERS), chinese).into()),
        ("source", label(random.pick(SOURCES), chinese).into()),
        ("ownership", label(random.pick(OWNERSHIPS), chinese).into()),
        ("industry", label(random.pick(INDUSTRIES), chinese).into()),
        (
            "address",
            format!("\"{city}市{}号\"", random.between(1, 999)),
        ),
        (
            "annual_output",
            format!("{}", random.between(5, 900) * 1_000_000),
        ),
        ("sales", format!("{}", random.between(1, 90) * 100_000)),
        ("market_share", format!("{}%", random.between(1, 40))),
        ("credit", label(random.pick(CREDITS), chinese).into()),
    ];
    lines
        .iter()
        .map(|(key, value)| format!("{}: {value}\n", label(key, chinese)))
        .collect()
}

/// Returns a key or value, or its label on the Chinese paper form.
fn label(key: &'static str, chinese: bool) -> &'static str {
    let printed = PAPER_FORM.iter().find(|(english, _)| *english == key);
    if chinese {
        printed.map_or(key, |(_, printed)| printed)
    } else {
        key
    }
}
