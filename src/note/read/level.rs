//! Reads levels among the fields of a note. What looks like a level but cannot be read counts as private, so that a
//! typing error never reveals more.

use super::Reader;
use crate::forms::{Entry, Field, FieldType, Kind, Level, Record, Schema, Value};
use crate::note::line::{Line, lines};
use crate::note::markdown;
use crate::note::tree::{Content, Node};
use crate::text::{Code, Diagnostic, Source, Span, fold};

/// The key of the field with the level of a note.
const KEY: &str = "sensitivity";
/// Parts of unknown keys that may be meant as the level of a note. Read, never shown, so it is in no catalog.
const KEY_PARTS: [&str; 6] = [
    "密级",
    "保密",
    "机密",
    "sensitiv",
    "confidential",
    "secrecy",
];
/// Keys by which other programs know whether to publish a note. Read, never shown, so it is in no catalog.
const PUBLISH_KEYS: [&str; 8] = [
    "publish",
    "published",
    "dg-publish",
    "public",
    "share",
    "发布",
    "公开",
    "共享",
];
/// Values that mean no.
const NEGATIONS: [&str; 8] = ["false", "no", "否", "0", "off", "不", "无", "none"];

/// Returns the strictest value for a field that restricts access and could not be read: private for a level, external
/// for an audience.
pub(super) fn strictest(field: &'static Field, node: &Node<'_>) -> Option<Entry> {
    match (field.key.as_str(), field.value_type) {
        _ if node.is_blank() => None,
        (KEY, FieldType::Enum(_)) => private(field, node.span),
        ("external", FieldType::Bool) => Some(Entry {
            field,
            span: node.span,
            value: Value::Bool(true),
        }),
        _ => None,
    }
}

fn private(field: &'static Field, span: Span) -> Option<Entry> {
    let FieldType::Enum(choices) = field.value_type else {
        return None;
    };
    let private = u16::try_from(choices.find("private")?).ok()?;
    Some(Entry {
        field,
        span,
        value: Value::Choice(choices, Ok(private)),
    })
}

/// Makes a note private, or a note nested in one; `schema` has its fields.
pub(crate) fn make_private(record: &mut Record, schema: &'static Schema, span: Span) {
    let Some(entry) = schema.field(KEY).and_then(|field| private(field, span)) else {
        return;
    };
    record.take(KEY);
    record.entries.push(entry);
}

/// Adds fields from another place of a note. Existing values take precedence; of two levels, the stricter one does.
pub(in crate::note) fn add(
    record: &mut Record,
    further: Record,
    source: &Source,
    found: &mut Vec<Diagnostic>,
) {
    record.unknown.extend(further.unknown);
    for entry in further.entries {
        let Some(known) = record.entry(&entry.field.key) else {
            record.entries.push(entry);
            continue;
        };
        let line = source.place(known.span).line.to_string();
        let twice = Diagnostic::at(Code::DuplicateField, source, entry.span);
        let twice = twice.with_term("field", entry.field.term());
        found.push(twice.with("line", line));
        if entry.field.key == KEY
            && let Some(private) = private(entry.field, entry.span)
        {
            record.take(KEY);
            record.entries.push(private);
        }
    }
}

impl Reader<'_> {
    /// Registers a level that was read, or that is hidden in a comment.
    pub(super) fn note_level(&mut self, field: &Field, key: Span, value: &Node<'_>) {
        if self.kind == Kind::Site {
            return;
        }
        self.note_tags(field, key, value);
        if field.key != KEY {
            return;
        }
        self.levels += 1;
        // `密级: #私密`: a comment in YAML, a level to its author.
        let comment = self.comment_after(key);
        let names_others = ["公开", "public"]
            .iter()
            .any(|other| comment.contains(other));
        if markdown::means_private(comment) && !names_others {
            self.suspect(key);
        }
    }

    /// Returns the comment after a `#` on the line of a key.
    fn comment_after(&self, key: Span) -> &str {
        let rest = self.source.text.get(key.end as usize..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        line.split_once('#').map_or("", |(_, comment)| comment)
    }

    /// Returns whether a comment after a field that is not private marks it as private.
    pub(super) fn has_private_comment(&self, field: &Field, key: Span) -> bool {
        let is_open = self.kind != Kind::Site && field.level != Level::Private && field.key != KEY;
        is_open && markdown::is_private_word(self.comment_after(key))
    }

    /// Registers an unknown key that may be a level.
    pub(super) fn note_unknown_key(&mut self, name: &str, key: Span, value: &Node<'_>) {
        let folded = fold(name);
        let words = value.text().map(fold).unwrap_or_default();
        let means_no = NEGATIONS.contains(&words.as_ref());
        let is_key = KEY_PARTS.iter().any(|part| folded.contains(part));
        let is_unpublished = means_no && PUBLISH_KEYS.contains(&folded.as_ref());
        let is_level = is_unpublished
            || markdown::is_private_word(&words)
            || (is_key || markdown::is_private_word(&folded)) && !words.is_empty() && !means_no;
        if is_level && self.kind != Kind::Site {
            if fold(KEY) == folded || folded == "密级" {
                self.levels += 1;
            }
            self.suspect(key);
        }
    }

    /// Returns whether the value of a field is marked as private or contains a private field: a mark in a line of text,
    /// or a line that is another field. In Markdown such parts have their own levels.
    pub(super) fn is_marked(&self, entry: &Entry) -> bool {
        if self.kind == Kind::Site || entry.field.level == Level::Private {
            return false;
        }
        let is_field = |text: &str| {
            text.contains([':', '：', '=', '|', ']', '】', '\t', '\n'])
                && markdown::may_hold_fields(text, self.dictionary())
                && !markdown::text_fields(text, self.dictionary(), self.kind, Level::Internal)
                    .is_empty()
        };
        let is_private = |text: &str| {
            let marks = markdown::sections(text);
            marks.iter().any(|mark| mark.level == Level::Private) || is_field(text)
        };
        match &entry.value {
            // A private tag applies to the whole note.
            Value::Texts(tags) if entry.field.key == "tags" => tags.iter().any(|tag| is_field(tag)),
            Value::Text(text) => entry.field.value_type.is_one_line() && is_private(text),
            Value::Texts(texts) => texts.iter().any(|text| is_private(text)),
            Value::Reference(reference) => is_private(&reference.text),
            Value::References(references) => references.iter().any(|one| is_private(&one.text)),
            _ => false,
        }
    }

    /// Withholds a value that is marked as private.
    pub(super) fn withhold(
        &mut self,
        record: &mut Record,
        (key, name): (Span, &str),
        entry: &Entry,
    ) {
        let marked = Diagnostic::at(Code::MarkedValue, self.source, key);
        let marked = marked.with_term("field", entry.field.term());
        self.found.push(marked);
        self.add_unknown(record, name, entry.span);
    }

    /// Registers a tag that means private.
    fn note_tags(&mut self, field: &Field, key: Span, value: &Node<'_>) {
        if field.key != "tags" {
            return;
        }
        let mut tags = Vec::new();
        match &value.content {
            Content::List(items) => tags.extend(items.iter().filter_map(Node::text)),
            _ => tags.extend(value.text()),
        }
        let means_private = |tag: &&str| {
            let mut words = tag.split(|one: char| !one.is_alphanumeric());
            words.any(|word| !word.is_empty() && markdown::is_private_word(word))
        };
        if tags.iter().any(means_private) {
            self.suspect(key);
        }
    }

    pub(super) fn suspect(&mut self, place: Span) {
        self.suspected.get_or_insert(place);
    }

    /// Makes the innermost note private in which something looked like a level.
    pub(super) fn apply_suspicion(&mut self, record: &mut Record, schema: &'static Schema) {
        if schema.field(KEY).is_none() {
            return;
        }
        if let Some(place) = self.suspected.take() {
            make_private(record, schema, place);
            self.found
                .push(Diagnostic::at(Code::UnclearLevel, self.source, place));
        }
    }

    /// Makes the note private if it contains a level that belongs to no field: below another key, or within a text.
    pub fn check_levels(&mut self, record: &mut Record, root: &Node<'_>, fields: Span) {
        if self.kind == Kind::Site || !names_level(self.source.slice(fields)) {
            return;
        }
        let mut places = Vec::new();
        levels_in(root, &mut places);
        places.extend(self.level_after_hash(fields));
        if places.len() > self.levels
            && let Some(place) = places.last()
        {
            make_private(record, self.dictionary().schema(self.kind), *place);
            self.found
                .push(Diagnostic::at(Code::UnclearLevel, self.source, *place));
        }
    }
}

impl Reader<'_> {
    /// Finds a level after a `#` that its author did not mean as a comment: directly after it, or on the line of a
    /// field.
    fn level_after_hash(&self, fields: Span) -> Option<Span> {
        let end = fields.end as usize;
        let is_level = |line: &Line<'_>| {
            let Some((before, rest)) = line.text.split_once(['#', '＃']) else {
                return false;
            };
            // `# 密级: 私密` on a line of its own was commented out.
            let is_out = before.trim().is_empty() && !rest.starts_with(char::is_alphabetic);
            let behind = Line {
                text: rest,
                ..*line
            };
            let key = behind.key().filter(|_| !is_out);
            key.is_some_and(|one| is_level_key(one.key) && markdown::is_private_word(one.value))
        };
        let mut within =
            lines(&self.source.text, fields.start as usize).take_while(|line| line.start < end);
        let line = within.find(is_level)?;
        Some(Span::new(line.start, line.start + line.text.len()))
    }
}

/// Returns whether a text contains the key of the level, lower case, capitalized or in capitals.
pub(in crate::note) fn names_level(text: &str) -> bool {
    ["密级", "ensitivity", "ENSITIVITY"]
        .into_iter()
        .any(|key| text.contains(key))
}

pub(in crate::note) fn is_level_key(key: &str) -> bool {
    ["密级", KEY].contains(&fold(key).as_ref())
}

/// Collects the positions of all keys of levels, including those in values of several lines.
fn levels_in(node: &Node<'_>, places: &mut Vec<Span>) {
    match &node.content {
        Content::Blank => {}
        Content::Scalar(text) => {
            let is_level = |line: &str| {
                let key = lines(line, 0).next().and_then(|line| line.key());
                key.is_some_and(|one| is_level_key(one.key))
            };
            if text.contains('\n') && names_level(text) && text.lines().any(is_level) {
                places.push(node.span);
            }
        }
        Content::List(items) => items.iter().for_each(|item| levels_in(item, places)),
        Content::Map(entries) => {
            for (key, value) in entries {
                if key.text().is_some_and(is_level_key) && !value.is_blank() {
                    places.push(key.span);
                }
                levels_in(value, places);
            }
        }
    }
}
