//! Mutes: an account's note may silence a rule until a day, with a reason. After that day the alert is raised again.

use super::rule::Rule;
use super::rules::RULES;
use crate::domain::{Account, Draft};
use crate::forms::{Moment, Record};
use crate::text::{Code, Diagnostic, fold, nearest};
use jiff::civil::Date;

/// Why a rule is silenced, and until when.
#[derive(Clone, Copy, Debug)]
pub struct Mute<'a> {
    /// The rule.
    pub rule: &'static Rule,
    /// Why.
    pub reason: &'a str,
    /// The last day on which it applies.
    pub until: Moment,
}

/// Returns the mutes of an account that apply on a day. One without a rule, a reason or a date never does.
pub(super) fn mutes(account: &Account, as_of: Date) -> Vec<Mute<'_>> {
    let written = account.item.record.records("mute").iter();
    let holds = |mute: &Mute<'_>| mute.until.day >= as_of;
    written.filter_map(mute_of).filter(holds).collect()
}

fn mute_of(record: &Record) -> Option<Mute<'_>> {
    Some(Mute {
        rule: rule_named(record.text("rule")?)?,
        reason: record.text("reason")?,
        until: record.moment("until")?,
    })
}

/// Reports mutes that are incomplete or name an unknown rule.
pub fn check_mutes(draft: &mut Draft) {
    let mut found = Vec::new();
    for record in draft.core.record.records("mute") {
        found.extend(check(record, draft));
    }
    draft.found.append(&mut found);
}

fn check(record: &Record, draft: &Draft) -> Option<Diagnostic> {
    let at = |code: Code, key: &str| {
        let entry = record.entry(key);
        let span = entry.map_or(record.span, |entry| entry.span);
        Diagnostic::at(code, &draft.core.source, span)
    };
    let name = record.text("rule");
    if let Some(unknown) = name.filter(|name| rule_named(name).is_none()) {
        let names = RULES.iter().map(|rule| rule.id);
        let unknown_rule = at(Code::UnknownRule, "rule").with("value", unknown);
        return Some(unknown_rule.with_optional("nearest", nearest(unknown, names)));
    }
    let labels = [("rule", "规则"), ("reason", "原因"), ("until", "至")];
    let mut lacking = labels.into_iter().filter(|(key, _)| !record.has(key));
    let (key, label) = lacking.next()?;
    let incomplete = at(Code::IncompleteMute, "rule").with_term("missing", label, key);
    Some(incomplete.with("rule", name.unwrap_or("…")))
}

fn rule_named(name: &str) -> Option<&'static Rule> {
    let name = fold(name);
    RULES.iter().copied().find(|rule| fold(rule.id) == name)
}
