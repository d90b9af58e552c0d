//! Parses one file into one `Note` and never fails: what cannot be read is reported and only costs itself.
//!
//! The only module that uses the YAML parser. What notes mean to each other is left to `domain`.

mod comments;
mod conflict;
mod conventions;
mod front_matter;
mod line;
pub mod markdown;
mod read;
mod tree;
mod yaml_cause;
mod yaml_line;
mod yaml_problem;

use crate::forms::{Dictionary, Kind, Level, Moment, Record, Schema, UnknownEntry};
use crate::text::{Code, Diagnostic, Source, Span, Term};
pub use conflict::is_copy as is_conflict_copy;
pub use conventions::Conventions;
use front_matter::{Block, Oddity, Parts, Unclear, find_parts};
pub(crate) use read::make_private;
use std::borrow::Cow;
pub(crate) use tree::{Content, Node};

/// A parsed note.
#[derive(Clone, Debug)]
pub struct Note {
    /// The file.
    pub source: Source,
    /// Its kind, which follows from its path.
    pub kind: Kind,
    /// The fields of all kinds of notes.
    pub dictionary: &'static Dictionary,
    /// Its fields.
    pub record: Record,
    /// The range of its Markdown in the source.
    pub body: Span,
    /// Whether its fields could not be read at all.
    pub broken: bool,
    /// How many of the author's comments were removed from it.
    pub comments: usize,
    /// Its diagnostics.
    pub found: Vec<Diagnostic>,
}

impl Note {
    /// Returns its Markdown.
    pub fn body_text(&self) -> &str {
        self.source.slice(self.body)
    }

    /// Returns the fields of its kind.
    pub fn schema(&self) -> &'static Schema {
        self.dictionary.schema(self.kind)
    }

    /// Makes it private; `place` is where the reason is.
    pub(crate) fn make_private(&mut self, place: Span) {
        let schema = self.schema();
        make_private(&mut self.record, schema, place);
    }
}

/// Parses a note of a kind. A required date that is missing is taken from the file name.
pub fn read(source: &Source, kind: Kind, conventions: Conventions) -> Note {
    let source = &with_line_feeds(source);
    let mut note = match kind {
        Kind::Site => {
            let whole = Span::new(0, source.text.len());
            read_fields(source, kind, Some(whole), conventions)
        }
        _ => read_parts(source, kind, conventions),
    };
    if !note.broken {
        check_required(&mut note);
    }
    note
}

/// Replaces all line breaks by line feeds; byte offsets do not change.
fn with_line_feeds(source: &Source) -> Source {
    let text: &str = &source.text;
    const RARE: [char; 5] = ['\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let is_rare = |one: char| RARE.contains(&one);
    let has_rare = RARE.into_iter().any(|one| text.contains(one));
    let bytes = text.as_bytes();
    let mut returns = text.match_indices('\r');
    let has_lone = returns.any(|(at, _)| bytes.get(at + 1) != Some(&b'\n'));
    if !has_rare && !has_lone {
        return source.clone();
    }
    let mut broken = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() != Some(&'\n') => broken.push('\n'),
            _ if is_rare(character) => {
                broken.extend(std::iter::repeat_n(' ', character.len_utf8() - 1));
                broken.push('\n');
            }
            _ => broken.push(character),
        }
    }
    Source {
        path: source.path.clone(),
        text: broken.into(),
    }
}

/// Parses front matter and body. A note whose parts are unclear is withheld as a whole.
fn read_parts(source: &Source, kind: Kind, conventions: Conventions) -> Note {
    if let Some(conflict) = conflict::check(source) {
        return unreadable(source, kind, conventions, conflict);
    }
    match find_parts(source, kind, conventions.dictionary) {
        Parts::Unclear(why, place) => {
            unreadable(source, kind, conventions, unclear(source, why, place))
        }
        Parts::Clear { blocks, body } => {
            let (first, further) = match blocks.split_first() {
                Some((first, further)) => (Some(first), further),
                None => (None, &[][..]),
            };
            let mut note = read_fields(source, kind, first.map(|block| block.fields), conventions);
            if let Some(block) = first
                && let Some(oddity) = block.oddity
            {
                let odd = odd(source, oddity, block);
                note.found.insert(0, odd);
            }
            note.body = body;
            let mut removed: Vec<Span> = first.iter().map(|block| block.whole).collect();
            for block in further {
                removed.extend(read_further_block(&mut note, source, block, conventions));
            }
            clean_body(&mut note, &removed);
            if is_marked_private_by_name(&source.path) {
                let place = note.record.span;
                note.make_private(place);
                note.found
                    .push(Diagnostic::of_file(Code::UnclearLevel, source));
            }
            note
        }
    }
}

/// Returns whether the name of a file or of one of its folders marks it as private: `私密/`, `王敏（私密）.md`.
fn is_marked_private_by_name(path: &str) -> bool {
    if !markdown::mentions_level(path) {
        return false;
    }
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let (folders, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let is_level = |folder: &str| {
        markdown::is_level_itself(folder.trim_matches(|one: char| !one.is_alphanumeric()))
    };
    let heading = format!("# {name}\n");
    let mut marks = markdown::sections(&heading).into_iter();
    folders.split('/').any(is_level) || marks.any(|mark| mark.level == Level::Private)
}

fn unreadable(source: &Source, kind: Kind, conventions: Conventions, why: Diagnostic) -> Note {
    let mut note = empty(source, kind, conventions);
    note.broken = true;
    note.found.push(why);
    note
}

/// Replaces full-width colons after footnote labels, `[^1]：…`, by the colon that Markdown requires. The length of the
/// text does not change.
fn with_ascii_footnote_colons(text: String) -> String {
    const WIDE: &str = "]：";
    if !text.contains("[^") || !text.contains(WIDE) {
        return text;
    }
    let mut narrow = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match line.split_once(WIDE) {
            Some((label, rest)) if label.trim_start().starts_with("[^") && !label.contains(']') => {
                narrow.extend([label, "]:  ", rest]);
            }
            _ => narrow.push_str(line),
        }
    }
    narrow
}

/// Creates the diagnostic for front matter that cannot be read.
fn unclear(source: &Source, why: Unclear, place: Span) -> Diagnostic {
    let code = match why {
        Unclear::Open => Code::OpenFrontMatter,
        Unclear::NoFence => Code::MissingFrontMatter,
        _ => Code::UnclearFrontMatter,
    };
    let problem = match why {
        Unclear::Later => "note.fields-below-text",
        Unclear::Toml => "note.is-toml",
        Unclear::Json => "note.is-json",
        _ => "note.fields-not-enclosed",
    };
    Diagnostic::at(code, source, place).with_term("problem", Term::phrase(problem))
}

/// Creates the diagnostic for fields that were read although they are not written correctly.
fn odd(source: &Source, oddity: Oddity, block: &Block) -> Diagnostic {
    let problem = match oddity {
        Oddity::Fence => "note.odd-fence",
        Oddity::NoFence => "note.no-fence",
        Oddity::NotAtTop => "note.not-at-top",
        Oddity::InText => "note.fields-in-text",
    };
    let start = block.whole.start as usize;
    let line = line::lines(&source.text, start).next();
    let length = line.map_or(0, |line| line.text.len());
    let code = match oddity {
        Oddity::InText => Code::FieldsInText,
        _ => Code::LooseFrontMatter,
    };
    Diagnostic::at(code, source, Span::new(start, start + length))
        .with_term("problem", Term::phrase(problem))
}

/// Reads fields at the beginning of the text, with their own levels. Returns the range that is not part of the text.
fn read_further_block(
    note: &mut Note,
    source: &Source,
    block: &Block,
    conventions: Conventions,
) -> Option<Span> {
    let body_level = note.record.sensitivity().unwrap_or_default();
    let is_prose = !block.is_readable && block.level <= body_level;
    if is_prose {
        return None;
    }
    note.found.push(odd(source, Oddity::InText, block));
    if block.is_readable {
        let further = read_fields(source, note.kind, Some(block.fields), conventions);
        note.found.extend(further.found);
        read::add(&mut note.record, further.record, source, &mut note.found);
    } else {
        let text = comments::uncommented(source.slice(block.whole))
            .text
            .into_owned();
        let key = text
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default();
        note.record.unknown.push(UnknownEntry {
            key: key.trim().into(),
            text: text.trim().into(),
        });
        // The level in it cannot be read.
        if block.names_level {
            note.make_private(block.whole);
        }
    }
    Some(block.whole)
}

/// Removes fields and comments from the text.
fn clean_body(note: &mut Note, removed: &[Span]) {
    let body = note.body;
    let text: &str = &note.source.text;
    let within = removed
        .iter()
        .filter(|span| span.start >= body.start && span.end > body.start);
    let mut shown = String::with_capacity(text.len() - body.start as usize);
    let mut at = body.start as usize;
    for span in within {
        shown.push_str(text.get(at..span.start as usize).unwrap_or_default());
        let fields = text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default();
        shown.extend(
            fields
                .bytes()
                .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
        );
        at = span.end as usize;
    }
    shown.push_str(text.get(at..).unwrap_or_default());
    let shown = with_ascii_footnote_colons(shown);
    let left = comments::uncommented(&shown);
    note.comments += left.count;
    if let Some(open) = left.open {
        let start = body.start as usize + open;
        let place = Span::new(start, start + 2);
        note.found
            .push(Diagnostic::at(Code::OpenComment, &note.source, place));
    }
    if let Some(level) = left.level {
        let place = Span::new(level.start, level.end).shifted(body.start as usize);
        make_private(&mut note.record, note.dictionary.schema(note.kind), place);
        note.found
            .push(Diagnostic::at(Code::UnclearLevel, &note.source, place));
    }
    if left.text.as_ref() != text.get(body.start as usize..).unwrap_or_default() {
        let before = text.get(..body.start as usize).unwrap_or_default();
        note.source = Source {
            path: note.source.path.clone(),
            text: [before, left.text.as_ref()].concat().into(),
        };
    }
    if note.comments > 0 {
        let count = note.comments.to_string();
        note.found
            .push(Diagnostic::of_file(Code::Comments, &note.source).with("count", count));
    }
}

fn empty(source: &Source, kind: Kind, conventions: Conventions) -> Note {
    let source = source.clone();
    Note {
        source,
        kind,
        dictionary: conventions.dictionary,
        record: Record::default(),
        body: Span::default(),
        broken: false,
        comments: 0,
        found: Vec::new(),
    }
}

fn read_fields(
    source: &Source,
    kind: Kind,
    fields: Option<Span>,
    conventions: Conventions,
) -> Note {
    let mut note = empty(source, kind, conventions);
    let Some(span) = fields else { return note };
    let (uncommented, comment_lines) = without_comment_lines(source, span);
    match tree::parse(&uncommented, span) {
        Ok(tree) => {
            note.comments = tree.comments + comment_lines;
            let Some(root) = tree.root else { return note };
            match root.entries() {
                Some(entries) => {
                    let mut reader = read::Reader::new(source, kind, conventions);
                    note.record = reader.record(entries, note.schema(), root.span);
                    reader.check_levels(&mut note.record, &root, span);
                    note.found = reader.found;
                }
                None => {
                    note.broken = true;
                    note.found
                        .push(Diagnostic::at(Code::NotAMap, source, root.span));
                }
            }
        }
        Err(problem) => {
            note.broken = true;
            note.found.push(*problem);
        }
    }
    note
}

/// Blanks the comment lines among the fields; returns how many there were.
fn without_comment_lines(source: &Source, fields: Span) -> (Source, usize) {
    let (left, count) = comments::without_comment_lines(source.slice(fields));
    let source = match left {
        Cow::Borrowed(_) => source.clone(),
        Cow::Owned(blanked) => {
            let before = source.slice(Span::new(0, fields.start as usize));
            let after = source.slice(Span::new(fields.end as usize, source.text.len()));
            Source {
                path: source.path.clone(),
                text: [before, &blanked, after].concat().into(),
            }
        }
    };
    (source, count)
}

/// Takes a missing date from the file name, and reports missing required fields.
fn check_required(note: &mut Note) {
    let schema = note.schema();
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
            .with_term("field", field.term());
        if matches!(note.kind, Kind::Visit | Kind::Exchange) && field.key == "date" {
            diagnostic = diagnostic.with("example", "2026-03-12.md");
        }
        note.found.push(diagnostic);
    }
}

/// Parses a file that is YAML as a whole; `None` if it is empty.
///
/// # Errors
/// Returns the first problem that makes it unreadable.
pub(crate) fn tree_of(source: &Source) -> Result<Option<Node<'_>>, Box<Diagnostic>> {
    tree::parse(source, Span::new(0, source.text.len())).map(|tree| tree.root)
}

/// Returns a note's fields as JSON, every value as text, for the test that compares this reader with another; `None` if
/// there are no fields or they cannot be read.
#[doc(hidden)]
pub fn outline_of(source: &Source) -> Option<String> {
    let Parts::Clear { blocks, .. } = find_parts(source, Kind::Page, Dictionary::built_in()) else {
        return None;
    };
    let tree = tree::parse(source, blocks.first()?.fields).ok()?;
    Some(tree.root?.outline())
}

/// Returns whether a line of a text that is not a note marks it as private.
pub fn names_private_level(text: &str) -> bool {
    line::lines(text, 0).any(|line| {
        let key = line.key();
        key.is_some_and(|one| read::is_level_key(one.key) && markdown::is_private_word(one.value))
    })
}

/// Returns the date that a file name begins with: `2026-03-12-first-call.md`.
pub fn date_of_file_name(path: &str) -> Option<Moment> {
    let name = path.rsplit('/').next()?;
    Moment::parse(name.get(..10)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::Currency;

    fn note(kind: Kind, path: &str, text: &str) -> Note {
        let source = Source {
            path: path.into(),
            text: text.into(),
        };
        read(
            &source,
            kind,
            Conventions {
                dictionary: Dictionary::built_in(),
                currency: Currency::CNY,
            },
        )
    }

    fn codes(note: &Note) -> Vec<&'static str> {
        note.found.iter().map(|one| one.code.name()).collect()
    }

    #[test]
    fn a_telephone_number_is_text() {
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
    fn the_four_labels_of_the_next_visit_are_read_at_the_top_level() {
        let text = "---\n约定下次拜访时间: 2026-04-01 10:00\n下次拜访目的: 谈价格\n---\n";
        let note = note(Kind::Visit, "visits/2026-03-12.md", text);
        let next = note.record.record("next_visit").unwrap();
        assert_eq!(next.moment("date").unwrap().iso(), "2026-04-01 10:00");
        assert_eq!(next.text("purpose"), Some("谈价格"));
        assert_eq!(note.record.moment("date").unwrap().iso(), "2026-03-12");
        assert!(note.found.is_empty(), "{:?}", note.found);
    }

    #[test]
    fn a_bad_field_costs_only_itself() {
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
    fn a_missing_field_is_reported_once() {
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
