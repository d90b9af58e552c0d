//! Alerts as text in the words of the theme, for the account's page, the home page and the list of all alerts.

pub(crate) mod columns;

use super::links::page_link;
use super::summary::{AlertRow, PageLink};
use crate::domain::{Account, Item, Lookups, Referent};
use crate::forms::{Kind, Reference, Value};
use crate::html::context::RenderContext;
use crate::insight::{Alert, FindingValue, Ground, Mute};

/// The most notes an alert links to; the others are counted.
const MOST_GROUNDS: usize = 3;
/// Longer quotations of an author's text are cut: an alert is a sentence.
const LONGEST_QUOTE_CHARACTERS: usize = 120;

/// The alerts of an account as rows with their text.
pub(crate) fn alert_rows(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    account: &Account,
    alerts: &[Alert<'_>],
) -> Vec<AlertRow> {
    let own = page_link(&account.item);
    let row = |alert: &Alert<'_>| {
        let finding = &alert.finding;
        let values: Vec<(&str, String)> = finding
            .values
            .iter()
            .map(|(name, said)| (*name, value_text(context, lookups, said)))
            .collect();
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, words)| (*name, words.as_str()))
            .collect();
        let sentence = |end: &str| {
            let key = format!("alert-{}{end}", finding.message);
            context.strings().with(&key, &values)
        };
        let owner = finding.owner.or(account.manager()).unwrap_or_default();
        let (grounds, more_grounds) = grounds(context, &finding.grounds);
        let muted = alert.muted.as_ref().map(|mute| muted(context, mute));
        AlertRow {
            rule: alert.rule.id,
            severity: alert.rule.severity,
            finding: sentence(""),
            sentence: sentence("-sum"),
            account: own.clone(),
            tier: account.own_tier(),
            owner: context.settings.person(owner).to_owned(),
            grounds,
            more_grounds,
            muted: muted.unwrap_or_default(),
        }
    };
    alerts.iter().map(row).collect()
}

fn muted(context: &RenderContext<'_>, mute: &Mute<'_>) -> String {
    let until = mute.until.iso_day();
    let values = [("reason", mute.reason), ("until", until.as_str())];
    context.strings().with("alerts-muted-why", &values)
}

/// The notes that support a finding, each once, with the first line cited.
fn grounds(context: &RenderContext<'_>, grounds: &[Ground<'_>]) -> (Vec<(PageLink, usize)>, usize) {
    let mut notes: Vec<&Ground<'_>> = Vec::new();
    for ground in grounds {
        if !notes.iter().any(|known| known.item.id == ground.item.id) {
            notes.push(ground);
        }
    }
    let shown = notes.iter().take(MOST_GROUNDS);
    let shown = shown.map(|ground| (note_link(context, ground.item), ground.line()));
    (shown.collect(), notes.len().saturating_sub(MOST_GROUNDS))
}

/// A link to a note. The name of a visit or an exchange is a date, so its kind is added.
fn note_link(context: &RenderContext<'_>, item: &Item) -> PageLink {
    let mut link = page_link(item);
    if matches!(item.kind, Kind::Visit | Kind::Exchange) {
        link.name = format!("{} {}", context.strings().get(item.kind.name()), link.name);
    }
    link
}

fn value_text(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    said: &FindingValue<'_>,
) -> String {
    let language = context.language();
    let texts = |all: &[FindingValue<'_>]| -> Vec<String> {
        let all = all.iter();
        all.map(|one| value_text(context, lookups, one)).collect()
    };
    match said {
        FindingValue::Text(text) => shortened(text),
        FindingValue::Value(Value::Choice(choices, choice)) => {
            shortened(context.chosen(choices, choice))
        }
        FindingValue::Value(_) => String::new(),
        FindingValue::Choice(choice) => context.label(*choice).to_owned(),
        FindingValue::Field(field) => context.label(*field).to_owned(),
        FindingValue::Question(question) => context.label(*question).to_owned(),
        FindingValue::Reference(reference) => name_of_target(lookups, reference),
        FindingValue::Ours(name) => context.settings.person(name).to_owned(),
        FindingValue::List(all) => language.list(&texts(all)),
        FindingValue::Phrases(all) => language.statements(&texts(all)),
    }
}

/// The name of a reference's target; an ellipsis if the reader may not see it.
fn name_of_target(lookups: &Lookups<'_>, reference: &Reference) -> String {
    match lookups.referent(reference) {
        Referent::Target(target) => target.name.to_string(),
        Referent::Hidden => "…".to_owned(),
        Referent::Text => shortened(&reference.text),
    }
}

fn shortened(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= LONGEST_QUOTE_CHARACTERS {
        return text.to_owned();
    }
    let start = text.chars().take(LONGEST_QUOTE_CHARACTERS - 1);
    start.chain(['…']).collect()
}
