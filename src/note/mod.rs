//! One file becomes one `Note`, and never fails: what cannot be read becomes a diagnostic and costs itself only.
//!
//! The only room that names the YAML parser. Leaves to the model what notes mean to each other.

mod beginning;
mod comments;
mod conflict;
mod line;
pub mod markdown;
mod read;
mod tree;
mod yaml_cause;
mod yaml_line;
mod yaml_problem;

use crate::forms::{Currency, Kind, Level, Moment, Other, Record, dictionary};
use crate::text::{Code, Diagnostic, Source, Span};
use beginning::{Beginning, Block, Oddity, Unclear, beginning};
pub use conflict::is_copy as is_conflict_copy;
pub(crate) use read::make_private;
use std::borrow::Cow;
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
    /// How many comments of the author's were taken out of it.
    pub comments: usize,
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
    let source = &with_line_breaks(source);
    let mut note = match kind {
        Kind::Site => {
            let whole = Span::new(0, source.text.len());
            read_fields(source, kind, Some(whole), conventions)
        }
        _ => read_parts(source, kind, conventions),
    };
    if !note.broken {
        require(&mut note);
    }
    note
}

/// A source whose lines end as ours do: with line feeds. Places stay where they are.
fn with_line_breaks(source: &Source) -> Source {
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

/// Reads front matter and body. A note whose parts are unclear is withheld as a whole.
fn read_parts(source: &Source, kind: Kind, conventions: Conventions) -> Note {
    if let Some(conflict) = conflict::of(source) {
        return unreadable(source, kind, conflict);
    }
    match beginning(source, kind) {
        Beginning::Unclear(why, place) => unreadable(source, kind, unclear(source, why, place)),
        Beginning::Clear { blocks, body } => {
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
            let mut taken: Vec<Span> = first.iter().map(|block| block.whole).collect();
            for block in further {
                taken.extend(take_further(&mut note, source, block, conventions));
            }
            take_body(&mut note, &taken);
            if names_private(&source.path) {
                let place = note.record.span;
                read::make_private(&mut note.record, kind, place);
                note.found
                    .push(Diagnostic::of_file(Code::UnclearLevel, source));
            }
            note
        }
    }
}

/// Whether the name of a file or of one of its folders says that what lies there is private: `私密/`, `王敏（私密）.md`.
fn names_private(path: &str) -> bool {
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

fn unreadable(source: &Source, kind: Kind, why: Diagnostic) -> Note {
    let mut note = empty(source, kind);
    note.broken = true;
    note.found.push(why);
    note
}

/// A text of the same length whose footnotes have the colon that Markdown asks for: `[^1]：…` is one, too.
fn with_colons(text: String) -> String {
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

/// What is said of a beginning that cannot be read.
fn unclear(source: &Source, why: Unclear, place: Span) -> Diagnostic {
    let code = match why {
        Unclear::Open => Code::OpenFrontMatter,
        Unclear::NoFence => Code::MissingFrontMatter,
        _ => Code::UnclearFrontMatter,
    };
    let diagnostic = Diagnostic::at(code, source, place);
    match why {
        Unclear::Later => diagnostic.with_ours(
            "problem",
            "正文下面还有字段",
            "there are fields below the text",
        ),
        Unclear::Toml => diagnostic.with_ours("problem", "这是 TOML", "this is TOML"),
        Unclear::Json => diagnostic.with_ours("problem", "这是 JSON", "this is JSON"),
        _ => diagnostic.with_ours(
            "problem",
            "字段上下不是 `---`",
            "the lines around the fields are not `---`",
        ),
    }
}

/// What is said of fields that were read, though they are not written as they should be.
fn odd(source: &Source, oddity: Oddity, block: &Block) -> Diagnostic {
    let (chinese, english) = match oddity {
        Oddity::Fence => (
            "字段上下的横线不是 `---`",
            "the lines around them are not exactly `---`",
        ),
        Oddity::NoFence => ("字段上面没有 `---`", "there is no `---` above them"),
        Oddity::NotAtTop => (
            "字段不在文件的第一行",
            "they do not begin in the first line",
        ),
        Oddity::InText => ("字段写到了正文里", "they stand below the front matter"),
    };
    let start = block.whole.start as usize;
    let line = line::lines(&source.text, start).next();
    let length = line.map_or(0, |line| line.text.len());
    let code = match oddity {
        Oddity::InText => Code::FieldsInText,
        _ => Code::LooseFrontMatter,
    };
    Diagnostic::at(code, source, Span::new(start, start + length))
        .with_ours("problem", chinese, english)
}

/// Takes fields at the beginning of the text: they have their own levels there, too. What is returned is no part of the text.
fn take_further(
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
        note.record.others.push(Other {
            key: key.trim().into(),
            text: text.trim().into(),
        });
        // Nobody can read what it says of the note.
        if block.names_level {
            read::make_private(&mut note.record, note.kind, block.whole);
        }
    }
    Some(block.whole)
}

/// Leaves of the text what is neither fields nor a comment.
fn take_body(note: &mut Note, taken: &[Span]) {
    let body = note.body;
    let text: &str = &note.source.text;
    let within = taken
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
    let shown = with_colons(shown);
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
        read::make_private(&mut note.record, note.kind, place);
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

fn empty(source: &Source, kind: Kind) -> Note {
    let source = source.clone();
    Note {
        source,
        kind,
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
    let mut note = empty(source, kind);
    let Some(span) = fields else { return note };
    let (uncommented, comment_lines) = without_comment_lines(source, span);
    match tree::parse(&uncommented, span) {
        Ok(tree) => {
            note.comments = tree.comments + comment_lines;
            let Some(root) = tree.root else { return note };
            match root.entries() {
                Some(entries) => {
                    let mut reader = read::Reader::new(source, kind, conventions);
                    note.record = reader.record(entries, dictionary().schema(kind), root.span);
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

/// A source in whose fields no line is a comment, and how many lines were.
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
    tree::parse(source, Span::new(0, source.text.len())).map(|tree| tree.root)
}

/// The tree of a note's fields as JSON, every value as its text, for the test that holds it to another YAML reader;
/// nothing where there are no fields or they cannot be read.
#[doc(hidden)]
pub fn outline_of(source: &Source) -> Option<String> {
    let Beginning::Clear { blocks, .. } = beginning(source, Kind::Page) else {
        return None;
    };
    let tree = tree::parse(source, blocks.first()?.fields).ok()?;
    Some(tree.root?.outline())
}

/// Whether a line of a text that is no note says that it is private.
pub fn names_private_level(text: &str) -> bool {
    line::lines(text, 0).any(|line| {
        let key = line.key();
        key.is_some_and(|one| read::is_level_key(one.key) && markdown::is_private_word(one.value))
    })
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
