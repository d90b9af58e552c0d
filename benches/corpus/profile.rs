//! The account's own note (form 1).

use super::account::Account;
use super::author::Author;
use super::note::Note;
use super::words::{
    COMPANY_ENDINGS, CREDITS, GIVEN_NAMES, INDUSTRIES, KEY_ACCOUNT_CRITERIA, OWNERSHIPS,
    PAPER_FORM, SOURCES, TIERS, TRADES,
};

/// Returns the note; every third one uses the keys and values of the Chinese paper form.
pub fn note(author: &mut Author, account: &Account) -> Note {
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
