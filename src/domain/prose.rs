//! The Markdown of a note with its links looked up, and what is wrong with them.

use super::resolve::directory::{Found, Lookups};
use super::resolve::link::folder_of;
use super::{Item, fields_in_texts};
use crate::forms::{Entry, FieldType, Record, Value};
use crate::note::markdown::{
    self, Body, Link, LinkKind, ProblemKind, may_hold_fields, text_fields,
};
use crate::text::{Code, Diagnostic, Source, Span, nearest};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// To something that has a page.
    To(u32),
    /// To an attachment: its path in the site's folder.
    Asset(String),
    /// Nowhere.
    Nowhere,
}

/// Markdown, parsed, with where each of its links leads.
#[derive(Debug, Default)]
pub struct Prose {
    /// The text.
    pub body: Body,
    /// Where each of the body's links leads, in their order.
    pub leads: Vec<Leads>,
}

impl Prose {
    /// Parses a text as it stands in a note and looks its links up.
    pub fn of(text: &str, source: &Source, lookups: &Lookups<'_>) -> Prose {
        let body = markdown::parse(text);
        let folder = folder_of(&source.path);
        let leads = body
            .links
            .iter()
            .map(|link| leads(link, folder, lookups))
            .collect();
        Prose { body, leads }
    }

    /// Adds what is wrong with the links; `place` says where in the file a range of the text lies.
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
        for (link, leads) in self.body.links.iter().zip(&self.leads) {
            if *leads == Leads::Nowhere {
                found.push(nowhere(
                    link,
                    Diagnostic::at(broken_code(link), source, place(&link.span)),
                    lookups,
                ));
            }
        }
    }
}

fn leads(link: &Link, folder: &str, lookups: &Lookups<'_>) -> Leads {
    let target = link.target.as_str();
    let wiki = matches!(link.kind, LinkKind::Wikilink | LinkKind::Embed);
    let found = match wiki {
        true => lookups.wikilink(target, folder),
        false => lookups
            .path(target, folder)
            .map_or(Found::Nothing, Found::One),
    };
    match found {
        Found::One(id) | Found::Two(id, _) => Leads::To(id),
        Found::Nothing => match lookups.asset(target, folder, wiki) {
            Some(path) => Leads::Asset(path),
            None => Leads::Nowhere,
        },
    }
}

/// A text in which links that have no words of their own, and lead nowhere for the reader, are replaced by `…`: the name of
/// what is withheld is withheld, and what is missing may be meant for it. Nothing where there are none.
pub(in crate::domain) fn without_names_of_nothing(
    text: &str,
    source: &Source,
    lookups: &Lookups<'_>,
) -> Option<String> {
    if !may_link(text) {
        return None;
    }
    let prose = Prose::of(text, source, lookups);
    let links = prose.body.links.iter().zip(&prose.leads);
    let gone: Vec<&Link> = links
        .filter(|(link, leads)| {
            let leads_nowhere = **leads == Leads::Nowhere || is_gone(leads, lookups);
            link.is_named_by_target() && leads_nowhere
        })
        .map(|(link, _)| link)
        .collect();
    if gone.is_empty() {
        return None;
    }
    let mut unnamed = String::with_capacity(text.len());
    let mut copied = 0;
    for link in gone {
        unnamed.push_str(text.get(copied..link.span.start).unwrap_or_default());
        unnamed.push('…');
        copied = link.span.end.max(copied);
    }
    unnamed.push_str(text.get(copied..).unwrap_or_default());
    Some(unnamed)
}

/// A text in which every link to what does not exist for the reader leads to a name that no note has; nothing where there
/// are none.
pub(in crate::domain) fn with_other_targets(
    text: &str,
    source: &Source,
    lookups: &Lookups<'_>,
) -> Option<String> {
    if !may_link(text) {
        return None;
    }
    let prose = Prose::of(text, source, lookups);
    let links = prose.body.links.iter().zip(&prose.leads);
    let mut gone = links
        .filter(|(_, leads)| is_gone(leads, lookups))
        .peekable();
    gone.peek()?;
    let mut other = String::with_capacity(text.len());
    let mut copied = 0;
    for (link, _) in gone {
        let written = text.get(link.span.clone()).unwrap_or_default();
        let Some(at) = written.rfind(&link.target) else {
            continue;
        };
        let at = link.span.start + at;
        other.push_str(text.get(copied..at).unwrap_or_default());
        other.push_str("zq-gone");
        copied = at + link.target.len();
    }
    other.push_str(text.get(copied..).unwrap_or_default());
    Some(other)
}

/// Whether a link leads to what does not exist for the reader.
fn is_gone(leads: &Leads, lookups: &Lookups<'_>) -> bool {
    match leads {
        Leads::To(id) => !lookups.target(*id).is_some_and(|target| target.visible),
        _ => false,
    }
}

/// Whether a browser would run an attachment of this kind: such files are never part of a site.
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

/// A note is missed as a link, anything with another ending as an attachment.
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

fn nowhere(link: &Link, diagnostic: Diagnostic, lookups: &Lookups<'_>) -> Diagnostic {
    let name = link.target.rsplit('/').next().unwrap_or(&link.target);
    let near = nearest(
        name.strip_suffix(".md").unwrap_or(name),
        lookups.names(None),
    );
    diagnostic
        .with("value", link.target.as_str())
        .maybe("nearest", near)
}

/// Reports the links of an item's long fields, which are Markdown too, and the fields within them; the place given is that of
/// the whole field.
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

/// Reports the first field within a long one that is more withheld.
fn report_field_within(item: &Item, entry: &Entry, text: &str, found: &mut Vec<Diagnostic>) {
    let kind = fields_in_texts(item.kind, &item.source.path);
    let Some(kind) = kind.filter(|_| may_hold_fields(text)) else {
        return;
    };
    let level = entry.field.level.max(item.note_level());
    if let Some(field) = text_fields(text, kind, level).first() {
        let key = text.get(field.key.clone()).unwrap_or_default();
        let (chinese, english) = ("其中一段", "some lines");
        let within = Diagnostic::at(Code::FieldInText, &item.source, entry.span);
        found.push(
            within
                .with("value", key)
                .with_ours("lines", chinese, english),
        );
    }
}

fn is_long(entry: &Entry) -> bool {
    matches!(entry.field.of_type, FieldType::Long)
}

fn may_link(text: &str) -> bool {
    text.contains("](") || text.contains("[[") || text.contains("://") || markdown::has_marks(text)
}
