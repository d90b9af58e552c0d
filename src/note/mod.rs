//! One file becomes one `Note`, and never fails: what cannot be read becomes a diagnostic and costs itself only.
//!
//! The only room that names the YAML parser. Leaves to the model what notes mean to each other.

mod front_matter;
pub mod markdown;
mod read;
mod tree;
mod yaml_cause;
mod yaml_line;
mod yaml_problem;

use crate::forms::{Currency, Kind, Moment, Record, dictionary};
use crate::text::{Code, Diagnostic, Source, Span};
pub(crate) use tree::{Content, Node};

/// A note as it was read.
#[derive(Clone, Debug)]
pub struct Note {
    /// The file.
    pub source: Source,
    /// What it is; its place says so.
    pub kind: Kind,
    /// Its fields.
    pub record: Record,
    /// Where its Markdown lies in the source.
    pub body: Span,
    /// Whether its fields could not be read at all.
    pub broken: bool,
    /// What is wrong with it.
    pub found: Vec<Diagnostic>,
}

impl Note {
    /// Its Markdown.
    pub fn body_text(&self) -> &str {
        self.source.slice(self.body)
    }
}

/// What a note needs to know of the site to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Conventions {
    /// The currency of amounts that name none.
    pub currency: Currency,
}

/// Reads a note of a kind. A date that is required and left out is taken from the name of the file.
pub fn read(source: &Source, kind: Kind, conventions: Conventions) -> Note {
    let mut note = match kind {
        Kind::Site => read_fields(
            source,
            kind,
            Some(Span::new(0, source.text.len())),
            conventions,
        ),
        _ => match front_matter::split(&source.text) {
            Ok(parts) => {
                let mut note = read_fields(source, kind, parts.fields, conventions);
                note.body = parts.body;
                if parts.fields.is_none()
                    && let Some(span) = fields_without_opening(&note)
                {
                    note.broken = true;
                    note.found
                        .push(Diagnostic::at(Code::MissingFrontMatter, source, span));
                }
                note
            }
            Err(opening) => {
                let mut note = empty(source, kind);
                note.broken = true;
                note.found
                    .push(Diagnostic::at(Code::OpenFrontMatter, source, opening));
                note
            }
        },
    };
    if !note.broken {
        require(&mut note);
    }
    note
}

/// Where a note without front matter begins with a field all the same: somebody forgot the line above it.
fn fields_without_opening(note: &Note) -> Option<Span> {
    if note.kind == Kind::Page {
        return None;
    }
    let body = note.body_text();
    let line = body.lines().find(|line| !line.trim().is_empty())?;
    let (key, _) = line.split_once([':', '：'])?;
    dictionary().schema(note.kind).find(key.trim())?;
    let start = note.body.start as usize + body.find(line)?;
    Some(Span::new(start, start + line.trim_end().len()))
}

fn empty(source: &Source, kind: Kind) -> Note {
    let source = source.clone();
    Note {
        source,
        kind,
        record: Record::default(),
        body: Span::default(),
        broken: false,
        found: Vec::new(),
    }
}

fn read_fields(
    source: &Source,
    kind: Kind,
    fields: Option<Span>,
    conventions: Conventions,
) -> Note {
    let mut note = empty(source, kind);
    let Some(span) = fields else { return note };
    match tree::parse(source, span) {
        Ok(None) => {}
        Ok(Some(root)) => match root.entries() {
            Some(entries) => {
                let mut reader = read::Reader::new(source, kind, conventions);
                note.record = reader.record(entries, dictionary().schema(kind), root.span);
                note.found = reader.found;
            }
            None => {
                note.broken = true;
                note.found
                    .push(Diagnostic::at(Code::NotAMap, source, root.span));
            }
        },
        Err(problem) => {
            note.broken = true;
            note.found.push(*problem);
        }
    }
    note
}

/// Takes the date from the file's name where it may stand for it, and reports what must be there and is not.
fn require(note: &mut Note) {
    let schema = dictionary().schema(note.kind);
    if matches!(note.kind, Kind::Visit | Kind::Exchange)
        && !note.record.has("date")
        && let Some(field) = schema.field("date")
        && let Some(date) = date_of_file_name(&note.source.path)
        && !note.found.iter().any(|one| {
            one.values
                .iter()
                .any(|(name, words)| *name == "field" && words.is(&field.key))
        })
    {
        let value = crate::forms::Value::Moment(date);
        note.record.entries.insert(
            0,
            crate::forms::Entry {
                field,
                span: note.record.span,
                value,
            },
        );
    }
    let missing = read::missing(&note.record, schema, &note.found);
    for field in missing {
        let mut diagnostic = Diagnostic::at(Code::MissingField, &note.source, Span::default())
            .with_ours("field", &field.zh, &field.key);
        if matches!(note.kind, Kind::Visit | Kind::Exchange) && field.key == "date" {
            diagnostic = diagnostic.with("example", "2026-03-12.md");
        }
        note.found.push(diagnostic);
    }
}

/// The tree of a file that is YAML from its first line to its last; nothing where it is empty.
///
/// # Errors
/// The first thing that makes it unreadable.
pub(crate) fn tree_of(source: &Source) -> Result<Option<Node<'_>>, Box<Diagnostic>> {
    tree::parse(source, Span::new(0, source.text.len()))
}

/// The tree of a note's fields as JSON, every value as its text, for the test that holds it to another YAML reader;
/// nothing where there are no fields or they cannot be read.
#[doc(hidden)]
pub fn outline_of(source: &Source) -> Option<String> {
    let fields = front_matter::split(&source.text).ok()?.fields?;
    let root = tree::parse(source, fields).ok()??;
    Some(root.outline())
}

/// The date that a file's name begins with: `2026-03-12-first-call.md`.
pub fn date_of_file_name(path: &str) -> Option<Moment> {
    let name = path.rsplit('/').next()?;
    Moment::parse(name.get(..10)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(kind: Kind, path: &str, text: &str) -> Note {
        let source = Source {
            path: path.into(),
            text: text.into(),
        };
        read(
            &source,
            kind,
            Conventions {
                currency: Currency::CNY,
            },
        )
    }

    fn codes(note: &Note) -> Vec<&'static str> {
        note.found.iter().map(|one| one.code.name()).collect()
    }

    #[test]
    fn a_telephone_number_stays_text() {
        let note = note(
            Kind::Contact,
            "a.md",
            "---\n姓名: 王敏\n电话: 0571013800\nmobile: 1e3\n---\n你好\n",
        );
        assert_eq!(note.record.text("phone"), Some("0571013800"));
        assert_eq!(note.record.text("mobile"), Some("1e3"));
        assert_eq!(note.body_text(), "你好\n");
        assert!(note.found.is_empty());
    }

    #[test]
    fn the_four_labels_of_the_next_visit_may_stand_at_the_top() {
        let text = "---\n约定下次拜访时间: 2026-04-01 10:00\n下次拜访目的: 谈价格\n---\n";
        let note = note(Kind::Visit, "visits/2026-03-12.md", text);
        let next = note.record.record("next_visit").unwrap();
        assert_eq!(next.moment("date").unwrap().iso(), "2026-04-01 10:00");
        assert_eq!(next.text("purpose"), Some("谈价格"));
        assert_eq!(note.record.moment("date").unwrap().iso(), "2026-03-12");
        assert!(note.found.is_empty(), "{:?}", note.found);
    }

    #[test]
    fn a_bad_field_costs_itself() {
        let text = "---\nname: 甲\ntier: importnt\nannual_output: many\nmarket_share: 0.35\nphone: [1]\n---\n";
        let note = note(Kind::Account, "a.md", text);
        assert_eq!(
            codes(&note),
            [
                "unknown-value",
                "wrong-value",
                "ambiguous-percent",
                "wrong-type"
            ]
        );
        assert_eq!(note.record.text("name"), Some("甲"));
    }

    #[test]
    fn what_must_be_there_is_asked_for_once() {
        assert_eq!(codes(&note(Kind::Account, "a.md", "")), ["missing-field"]);
        assert_eq!(
            codes(&note(
                Kind::Visit,
                "visits/first.md",
                "---\ndate: soon\n---\n"
            )),
            ["wrong-value"]
        );
    }
}
