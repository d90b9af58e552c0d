//! The head of an account's page: a sentence, short facts, the five steps and the three figures.

use crate::domain::Item;
use crate::html::escape::escaped;
use crate::html::view::{Fact, Key};
use crate::html::writer::Scribe;
use crate::site::elements::plain;
use crate::site::facts::Dossier;
use crate::site::keys::{coverage_key, lead_key, stage_key};

pub(crate) fn lede(scribe: &Scribe<'_>, item: &Item) -> String {
    let record = &item.record;
    let full = record
        .text("name")
        .filter(|name| **name != item.name())
        .map(str::to_owned);
    let industry = record
        .entry("industry")
        .map(|entry| plain(scribe, &entry.value));
    let separator = scribe.language().pick("、", ", ");
    let products = record.texts("main_products");
    let products = (!products.is_empty()).then(|| products.join(separator));
    let parts: Vec<String> = full.into_iter().chain(industry).chain(products).collect();
    parts.join(scribe.language().pick("，", ", "))
}

pub(crate) fn meta(dossier: &Dossier<'_>, scribe: &Scribe<'_>) -> Vec<Fact> {
    let record = &dossier.account.item.record;
    let words = |key: &str| dossier.press.words(key);
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
    if let Some(entry) = record.entry("tier") {
        let class = record.choice("tier").unwrap_or_default();
        let solid = if class == "vip" { " solid" } else { "" };
        add(
            scribe.label(entry.field),
            format!(
                "<span class=\"chip tier-{class}{solid}\">{}</span>",
                scribe.value(entry)
            ),
        );
    }
    for key in ["status", "manager"] {
        if let Some(entry) = record.entry(key) {
            add(scribe.label(entry.field), scribe.value(entry));
        }
    }
    if let Some(last) = dossier.meetings.last() {
        let ago = match dossier.days_since(last.date.day) {
            0 => words("today"),
            days => {
                let days = [("days", &*days.to_string())];
                dossier.press.strings().with("days-ago", &days)
            }
        };
        let html = format!(
            "{} <small class=mute>{}</small>",
            scribe.item(last.item),
            escaped(&ago)
        );
        add(words("last-visit"), html);
    }
    let next = dossier
        .appointments
        .iter()
        .find(|one| one.date.day >= dossier.press.viewpoint.as_of && one.fulfilled_by.is_none());
    if let Some(next) = next {
        let purpose = next.record.text("purpose").map(escaped).unwrap_or_default();
        let date = scribe.link(&next.item.route, &next.date.iso());
        add(words("next-visit"), format!("{date} {purpose}"));
    }
    if let Some((project, _)) = &dossier.lead_project {
        let amount = project
            .item
            .record
            .money("amount")
            .map(|money| money.display(scribe.language()));
        let html = format!(
            "{} {}",
            scribe.item(&project.item),
            escaped(&amount.unwrap_or_default())
        );
        add(words("open-project"), html);
    }
    meta
}

/// The three figures: evidenced stage, weighted lead, coverage.
pub(crate) fn keys(dossier: &Dossier<'_>, scribe: &Scribe<'_>) -> Vec<Key> {
    let mut keys = Vec::new();
    if let Some((project, progress)) = &dossier.lead_project {
        keys.push(stage_key(dossier, scribe, progress));
        let card = dossier.card.as_ref();
        keys.extend(card.and_then(|card| lead_key(dossier, scribe, project, card)));
    }
    keys.extend(coverage_key(dossier, scribe));
    keys
}
