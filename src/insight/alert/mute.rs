//! Mutes: an account's note may silence a rule until a day, with a reason. After that day the alert is raised again.

use super::rule::Rule;
use super::rules::RULES;
use crate::domain::{Account, Draft, FieldKey, MuteEntry};
use crate::forms::Moment;
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
    let written = account.mutes();
    let holds = |mute: &Mute<'_>| mute.until.day >= as_of;
    written.filter_map(mute_of).filter(holds).collect()
}

fn mute_of(entry: MuteEntry<'_>) -> Option<Mute<'_>> {
    Some(Mute {
        rule: rule_named(entry.rule()?)?,
        reason: entry.reason()?,
        until: entry.until()?,
    })
}

/// Reports mutes that are incomplete or name an unknown rule.
pub fn check_mutes(draft: &mut Draft) {
    let mut found = Vec::new();
    for entry in draft.core.mutes() {
        found.extend(check(entry, draft));
    }
    draft.found.append(&mut found);
}

fn check(mute: MuteEntry<'_>, draft: &Draft) -> Option<Diagnostic> {
    let at = |code: Code, key: FieldKey| {
        let entry = key.entry(mute.record);
        let span = entry.map_or(mute.record.span, |entry| entry.span);
        Diagnostic::at(code, &draft.core.source, span)
    };
    let name = mute.rule();
    if let Some(unknown) = name.filter(|name| rule_named(name).is_none()) {
        let names = RULES.iter().map(|rule| rule.id);
        let unknown_rule = at(Code::UnknownRule, MuteEntry::RULE).with("value", unknown);
        return Some(unknown_rule.with_optional("nearest", nearest(unknown, names)));
    }
    let field = draft.core.schema().field(&Account::MUTE)?;
    let mut fields = field.value_type.schema()?.fields.iter();
    let lacking = fields.find(|field| !mute.record.has(&field.key))?;
    let incomplete = at(Code::IncompleteMute, MuteEntry::RULE).with_term("missing", lacking.term());
    Some(incomplete.with("rule", name.unwrap_or("…")))
}

fn rule_named(name: &str) -> Option<&'static Rule> {
    let name = fold(name);
    RULES.iter().copied().find(|rule| fold(rule.id) == name)
}
