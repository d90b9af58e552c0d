//! The links in texts: where they lead, and diagnostics of those that lead nowhere.

use super::directory::{Lookups, Matches};
use super::place::{fields_in_texts, folder_of};
use crate::domain::{Item, LinkTarget, Prose};
use crate::forms::{Entry, FieldType, Record, Value};
use crate::note::markdown::{self, Link, LinkKind, ProblemKind, may_hold_fields, text_fields};
use crate::text::{Code, Diagnostic, Source, Span, Term, nearest};

impl Prose {
    /// Parses a text of a note and resolves its links.
    pub fn of(text: &str, source: &Source, lookups: &Lookups<'_>) -> Prose {
        let body = markdown::parse(text);
        let folder = folder_of(&source.path);
        let targets = body
            .links
            .iter()
            .map(|link| resolve_link(link, folder, lookups))
            .collect();
        Prose { body, targets }
    }

    /// Reports what is wrong with the links; `place` maps a range of the text to its place in the file.
    pub(in crate::domain) fn report(
        &self,
        source: &Source,
        lookups: &Lookups<'_>,
        place: impl Fn(&std::ops::Range<usize>) -> Span,
        found: &mut Vec<Diagnostic>,
    ) {
        for problem in &self.body.problems {
            let span = place(&problem.span);
            match &problem.kind {
                ProblemKind::SchemeNotAllowed(scheme) => {
                    found.push(
                        Diagnostic::at(Code::LinkScheme, source, span)
                            .with("scheme", scheme.as_str()),
                    );
                }
                ProblemKind::LinkWithSpace => {
                    found.push(Diagnostic::at(Code::LinkWithSpace, source, span))
                }
                ProblemKind::UnknownLevel(word) => {
                    let unknown = Diagnostic::at(Code::UnknownLevel, source, span);
                    found.push(unknown.with("value", word.as_str()));
                }
                ProblemKind::MisplacedLevel(word) => {
                    let misplaced = Diagnostic::at(Code::MisplacedLevel, source, span);
                    found.push(misplaced.with("value", word.as_str()));
                }
                ProblemKind::TooLarge => {}
            }
        }
        for (link, target) in self.body.links.iter().zip(&self.targets) {
            if *target == LinkTarget::Missing {
                found.push(broken_link(
                    link,
                    Diagnostic::at(broken_code(link), source, place(&link.span)),
                    lookups,
                ));
            }
        }
    }
}

fn resolve_link(link: &Link, folder: &str, lookups: &Lookups<'_>) -> LinkTarget {
    let target = link.target.as_str();
    let wiki = matches!(link.kind, LinkKind::Wikilink | LinkKind::Embed);
    let found = match wiki {
        true => lookups.wikilink(target, folder),
        false => lookups
            .path(target, folder)
            .map_or(Matches::Nothing, Matches::One),
    };
    match found {
        Matches::One(id) | Matches::Two(id, _) => LinkTarget::Item(id),
        Matches::Nothing => match lookups.asset(target, folder, wiki) {
            Some(path) => LinkTarget::Asset(path),
            None => LinkTarget::Missing,
        },
    }
}

/// Replaces links without words of their own that lead nowhere for the reader by `…`: their target is the name of
/// something withheld, or might be meant as one. `None` if there are none.
pub(crate) fn without_unresolved_names(
    text: &str,
    source: &Source,
    lookups: &Lookups<'_>,
) -> Option<String> {
    if !may_link(text) {
        return None;
    }
    let prose = Prose::of(text, source, lookups);
    let links = prose.body.links.iter().zip(&prose.targets);
    let hidden: Vec<&Link> = links
        .filter(|(link, target)| {
            let is_unreachable = **target == LinkTarget::Missing || is_hidden(target, lookups);
            link.is_named_by_target() && is_unreachable
        })
        .map(|(link, _)| link)
        .collect();
    if hidden.is_empty() {
        return None;
    }
    let mut unnamed = String::with_capacity(text.len());
    let mut copied = 0;
    for link in hidden {
        unnamed.push_str(text.get(copied..link.span.start).unwrap_or_default());
        unnamed.push('…');
        copied = link.span.end.max(copied);
    }
    unnamed.push_str(text.get(copied..).unwrap_or_default());
    Some(unnamed)
}

/// Whether a link leads to something that does not exist for the reader.
fn is_hidden(target: &LinkTarget, lookups: &Lookups<'_>) -> bool {
    match target {
        LinkTarget::Item(id) => !lookups.target(*id).is_some_and(|target| target.visible),
        _ => false,
    }
}

/// Whether a browser would execute an attachment of this type: such files are never part of a site.
pub fn is_active(path: &str) -> bool {
    const ACTIVE: [&str; 11] = [
        "html", "htm", "xhtml", "shtml", "mht", "mhtml", "svg", "xml", "js", "mjs", "hta",
    ];
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase())
        .unwrap_or_default();
    ACTIVE.contains(&ending.as_str())
}

/// A missing note is a broken link; a target with any other extension is a missing attachment.
fn broken_code(link: &Link) -> Code {
    let image = matches!(link.kind, LinkKind::Image | LinkKind::Embed);
    let name = link.target.rsplit('/').next().unwrap_or(&link.target);
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending)
        .unwrap_or_default();
    if is_active(name) && ending != "html" {
        return Code::ActiveAttachment;
    }
    let is_file =
        (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if image || (is_file && ending != "md" && ending != "html") {
        Code::MissingAttachment
    } else {
        Code::BrokenLink
    }
}

fn broken_link(link: &Link, diagnostic: Diagnostic, lookups: &Lookups<'_>) -> Diagnostic {
    let name = link.target.rsplit('/').next().unwrap_or(&link.target);
    let near = nearest(
        name.strip_suffix(".md").unwrap_or(name),
        lookups.names(None),
    );
    diagnostic
        .with("value", link.target.as_str())
        .with_optional("nearest", near)
}

/// Reports broken links in an item's long fields, which are Markdown too, and fields within them; the place reported
/// is that of the whole field.
pub(in crate::domain) fn report_long_fields(
    item: &Item,
    record: &Record,
    lookups: &Lookups<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let source = &item.source;
    for entry in &record.entries {
        match &entry.value {
            Value::Text(text) if is_long(entry) => {
                if may_link(text) {
                    let prose = Prose::of(text, source, lookups);
                    prose.report(source, lookups, |_| entry.span, found);
                }
                report_field_within(item, entry, text, found);
            }
            Value::Record(inner) => report_long_fields(item, inner, lookups, found),
            Value::Records(records) => {
                records
                    .iter()
                    .for_each(|record| report_long_fields(item, record, lookups, found));
            }
            _ => {}
        }
    }
}

/// Reports the first field within a long field that has a stricter level than it.
fn report_field_within(item: &Item, entry: &Entry, text: &str, found: &mut Vec<Diagnostic>) {
    let kind = fields_in_texts(item.kind, &item.source.path);
    let Some(kind) = kind.filter(|_| may_hold_fields(text, item.dictionary)) else {
        return;
    };
    let level = entry.field.level.max(item.note_level());
    if let Some(field) = text_fields(text, item.dictionary, kind, level).first() {
        let key = text.get(field.key.clone()).unwrap_or_default();
        let within = Diagnostic::at(Code::FieldInText, &item.source, entry.span);
        found.push(
            within
                .with("value", key)
                .with_term("lines", Term::phrase("domain.some-lines")),
        );
    }
}

fn is_long(entry: &Entry) -> bool {
    matches!(entry.field.value_type, FieldType::Long)
}

fn may_link(text: &str) -> bool {
    text.contains("](") || text.contains("[[") || text.contains("://") || markdown::has_marks(text)
}
