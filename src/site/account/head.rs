//! The head of an account's page: a sentence, short facts, and the three key figures.

use crate::domain::Account;
use crate::html::escape::escaped;
use crate::html::view::{Fact, KeyFigure};
use crate::html::writer::HtmlWriter;
use crate::insight::Agreed;
use crate::site::facts::AccountFacts;
use crate::site::key_figures::{coverage_key_figure, lead_key_figure, stage_key_figure};
use crate::site::widgets::{tier_chip, value_label};

pub(crate) fn lede(writer: &HtmlWriter<'_>, account: &Account) -> String {
    let full = account
        .name()
        .filter(|name| **name != account.item.name())
        .map(str::to_owned);
    let industry = account
        .industry()
        .map(|industry| value_label(writer, industry));
    let products = account.main_products();
    let products = (!products.is_empty()).then(|| writer.language().list(products));
    let parts: Vec<String> = full.into_iter().chain(industry).chain(products).collect();
    writer.language().clauses(&parts)
}

pub(crate) fn meta(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Vec<Fact> {
    let record = facts.account.record();
    let words = |key: &str| facts.context.words(key);
    let mut meta = Vec::new();
    let mut add = |label: String, html: String| {
        if !html.is_empty() {
            meta.push(Fact {
                label,
                html,
                mark: String::new(),
            });
        }
    };
    if let Some((tier, entry)) = facts.account.own_tier().zip(Account::TIER.entry(record)) {
        let label = facts.context.label_of(tier);
        add(writer.label(entry.field), tier_chip(tier, label));
    }
    for key in [Account::STATUS, Account::MANAGER] {
        if let Some(entry) = key.entry(record) {
            add(writer.label(entry.field), writer.value(entry));
        }
    }
    if let Some(last) = facts.meetings.last() {
        let ago = match facts.days_since(last.date.day) {
            0 => words("today"),
            days => {
                let days = [("days", &*days.to_string())];
                facts.context.strings().with("days-ago", &days)
            }
        };
        let html = format!(
            "{} <small class=mute>{}</small>",
            writer.item(last.item),
            escaped(&ago)
        );
        add(words("last-visit"), html);
    }
    let next = facts
        .appointments
        .iter()
        .find(|one| one.date.day >= facts.context.viewpoint.as_of && one.fulfilled_by.is_none());
    if let Some(next) = next {
        let purpose = match next.plan {
            Agreed::Visit(visit) => visit.purpose().map(escaped).unwrap_or_default(),
            Agreed::Exchange(_) => String::new(),
        };
        let date = writer.link(&next.item.route, &next.date.iso());
        add(words("next-visit"), format!("{date} {purpose}"));
    }
    if let Some((project, _)) = &facts.lead_project {
        let amount = project.amount();
        let amount = amount.map(|money| money.display(writer.language()));
        let html = format!(
            "{} {}",
            writer.item(&project.item),
            escaped(&amount.unwrap_or_default())
        );
        add(words("open-project"), html);
    }
    meta
}

/// The three key figures: evidenced stage, weighted lead, coverage.
pub(crate) fn key_figures(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Vec<KeyFigure> {
    let mut figures = Vec::new();
    if let Some((project, progress)) = &facts.lead_project {
        figures.push(stage_key_figure(facts, writer, progress));
        let card = facts.card.as_ref();
        figures.extend(card.and_then(|card| lead_key_figure(facts, writer, project, card)));
    }
    figures.extend(coverage_key_figure(facts, writer));
    figures
}
