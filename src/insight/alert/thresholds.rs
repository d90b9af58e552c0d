//! Checks the names in `thresholds` of `site.yaml`: those of the rules, and the window of coverage.

use super::rules::RULES;
use crate::domain::SiteNote;
use crate::note::Note;
use crate::text::{Code, Diagnostic, nearest};

/// Thresholds that are not those of rules.
const OF_OTHER_FACTS: &[&str] = &["coverage_days"];

/// Reports unknown thresholds.
pub fn check_thresholds(note: &Note, found: &mut Vec<Diagnostic>) {
    let of_rules = RULES.iter().flat_map(|rule| rule.thresholds);
    let names: Vec<&str> = of_rules
        .flat_map(|one| std::iter::once(one.name).chain(one.general))
        .chain(OF_OTHER_FACTS.iter().copied())
        .collect();
    for named in SiteNote::from(&note.record).thresholds() {
        let name = &*named.name.text;
        if names.contains(&name) {
            continue;
        }
        let unknown = Diagnostic::at(Code::UnknownThreshold, &note.source, named.name.span);
        let near = nearest(name, names.iter().copied());
        found.push(unknown.with("value", name).with_optional("nearest", near));
    }
}
