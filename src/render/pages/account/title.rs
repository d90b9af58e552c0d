//! The head of an account's page: a sentence, short facts, the five steps and the three figures.

use super::super::dossier::Dossier;
use super::super::elements::{plain, signed, stage_label};
use crate::forms::dictionary;
use crate::insight::scorecard;
use crate::model::Item;
use crate::render::escape::escaped;
use crate::render::scribe::Scribe;
use crate::render::view::{Fact, Key, Step};

pub(super) fn lede(scribe: &Scribe<'_>, item: &Item) -> String {
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

pub(super) fn meta(dossier: &Dossier<'_>, scribe: &Scribe<'_>) -> Vec<Fact> {
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
        let ago = dossier.press.strings().with(
            "days-ago",
            &[("days", &dossier.days_since(last.date.day).to_string())],
        );
        let html = format!(
            "{} <small class=\"mute\">{}</small>",
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

/// The five steps, with the one that the leading project's stage belongs to.
pub(super) fn steps(dossier: &Dossier<'_>) -> Vec<Step> {
    let Some((_, progress)) = &dossier.lead_project else {
        return Vec::new();
    };
    let stage = progress.claimed.unwrap_or("planning");
    let (Some(steps), Some(now)) = (
        dictionary().choices("process_step"),
        dictionary().process_step(stage),
    ) else {
        return Vec::new();
    };
    let now = steps
        .values
        .iter()
        .position(|step| step.key == now)
        .unwrap_or_default();
    let step = |(index, choice): (usize, &crate::forms::Choice)| Step {
        label: choice.label(dossier.press.language()).to_owned(),
        class: match index.cmp(&now) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "",
        },
        ..Step::default()
    };
    steps.values.iter().enumerate().map(step).collect()
}

/// The three figures: evidenced stage, weighted lead, coverage.
pub(super) fn keys(dossier: &Dossier<'_>) -> Vec<Key> {
    let strings = dossier.press.strings();
    let mut keys = Vec::new();
    if let Some((project, progress)) = &dossier.lead_project {
        let label = stage_label(dossier, progress.evidenced_stage());
        let claimed = progress
            .claimed
            .map(|stage| stage_label(dossier, stage))
            .unwrap_or_default();
        let missing = dictionary()
            .choices("stage")
            .and_then(|stages| stages.values.get(progress.evidenced));
        let missing = missing.filter(|_| progress.claimed_number() > Some(progress.evidenced));
        let ahead = missing.map(|stage| {
            strings.with(
                "stage-ahead",
                &[
                    ("claimed", &claimed),
                    ("next", stage.label(dossier.press.language())),
                ],
            )
        });
        keys.push(Key {
            label: strings.get("evidenced-stage").to_owned(),
            figure: progress.evidenced.to_string(),
            unit: format!("/ 8　{label}"),
            why: ahead.unwrap_or_else(|| match claimed.is_empty() {
                true => String::new(),
                false => strings.with("stage-claimed", &[("claimed", &claimed)]),
            }),
        });
        if let Some(card) = scorecard(project)
            && let (Some(lead), Some(best), Some(ours)) =
                (card.lead(), card.best_rival(), card.our_total)
        {
            let totals = card
                .rivals
                .iter()
                .filter_map(|rival| Some(format!("{} {:.2}", rival.name.text, rival.total?)));
            let totals: Vec<String> = totals.collect();
            let gaps = card.our_gaps + card.rivals.iter().map(|rival| rival.gaps).sum::<usize>();
            let mut why = strings.with(
                "lead-why",
                &[
                    ("ours", &format!("{ours:.2}")),
                    ("rivals", &totals.join("，")),
                ],
            );
            if gaps > 0 {
                why.push_str(&strings.with("lead-gaps", &[("gaps", &gaps.to_string())]));
            }
            keys.push(Key {
                label: strings.get("weighted-lead").to_owned(),
                figure: signed(lead),
                unit: strings.with("against", &[("rival", &best.name.text)]),
                why,
            });
        }
    }
    keys.extend(coverage_key(dossier));
    keys
}

fn coverage_key(dossier: &Dossier<'_>) -> Option<Key> {
    let coverage = &dossier.coverage;
    let strings = dossier.press.strings();
    let of = format!("{} / {}", coverage.met, coverage.all);
    let values = [
        ("days", coverage.window_days.to_string()),
        ("met", coverage.people_met.to_string()),
        ("all", coverage.people.to_string()),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    Some(Key {
        label: strings.get("coverage").to_owned(),
        figure: format!("{} %", coverage.percent()?),
        unit: strings.with("influence-of", &[("of", &of)]),
        why: strings.with("coverage-why", &values),
    })
}
