//! Names in templates that have changed: their use is reported with the new name.

use crate::text::{Code, Diagnostic, Source, Span};

/// Names that templates see, as they were and as they are.
const RENAMED: &[(&str, &str)] = &[
    ("site.rooms", "site.navigation"),
    ("page.room", "page.navigation"),
    ("section.beside", "section.aside"),
];

/// Reports the old names that a theme's own templates use.
pub(super) fn report(templates: &[(String, Source)], found: &mut Vec<Diagnostic>) {
    for (_, source) in templates {
        for (old, new) in RENAMED {
            let uses = source.text.match_indices(old);
            let uses = uses.filter(|(start, _)| is_name(&source.text, *start, old.len()));
            found.extend(uses.map(|(start, _)| {
                let span = Span {
                    start: u32::try_from(start).unwrap_or(u32::MAX),
                    end: u32::try_from(start + old.len()).unwrap_or(u32::MAX),
                };
                Diagnostic::at(Code::RenamedName, source, span)
                    .with("old", *old)
                    .with("new", *new)
            }));
        }
    }
}

/// Returns whether a part of a template is a whole name within a tag.
fn is_name(template: &str, start: usize, length: usize) -> bool {
    let (before, rest) = template.split_at(start);
    let is_part = |one: char| one.is_alphanumeric() || one == '_' || one == '.';
    let after = rest.get(length..).unwrap_or_default();
    let is_in_tag = before
        .rfind('{')
        .is_some_and(|open| before.rfind('}').is_none_or(|closed| closed < open));
    is_in_tag && !before.ends_with(is_part) && !after.starts_with(|one| is_part(one) && one != '.')
}
