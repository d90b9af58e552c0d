//! A withheld value that stands in a text that readers see: a fact about the notes, which their author can change.

use super::words::{first_words, packed, pieces_from, weight};
use crate::domain::{TextKind, ValuePath, Withheld, WithholdReason, place_of};
use crate::forms::{Kind, Labelled, dictionary};
use crate::text::{Code, Diagnostic, Language, Source, Span};
use std::collections::HashMap;

/// Clauses of a text that weigh less stand in other texts by chance.
const LEAST_CLAUSE_WEIGHT: usize = 12;
/// Names that weigh less are words of the language, too.
const LEAST_NAME_WEIGHT: usize = 6;
/// Names of people are shorter: two characters of Chinese.
const LEAST_PERSON_WEIGHT: usize = 4;
/// Names of people in Latin letters have as many.
const LEAST_LATIN_LETTERS: usize = 5;

/// A piece of a value that must not stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate<'t> {
    /// Whether the value is the name of another account; private otherwise, which counts first.
    pub is_of_other: bool,
    pub place: &'t ValuePath,
    pub at: u32,
}

/// Where words stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stand {
    pub place: ValuePath,
    /// Where in the file the text begin in which they stand.
    pub at: u32,
}

impl Stand {
    pub fn of(place: &ValuePath, at: u32) -> Stand {
        Stand {
            place: place.clone(),
            at,
        }
    }
}

/// A withheld value in a text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Overlap {
    pub text: Stand,
    pub value: Stand,
    /// Whether the value is private; the name of another account otherwise.
    pub is_private: bool,
    /// The words.
    pub piece: String,
}

/// The pieces of a value that must not stand in a text. A note that cannot be read says nothing of what is private in it;
/// keys, references and names of files are no values.
pub(super) fn candidates<'t>(
    said: &'t Withheld,
    pieces: &[String],
) -> Vec<(String, Candidate<'t>)> {
    let is_account = || {
        let place = place_of(&said.place.note);
        said.place.within.is_empty() && place.is_some_and(|place| place.kind == Kind::Account)
    };
    let heavy = |least: usize| pieces_from(&said.words, least);
    let found: Vec<String> = match (said.why, said.shape) {
        (WithholdReason::Private, TextKind::Plain) => pieces.to_vec(),
        (WithholdReason::Unasked, TextKind::Plain) => {
            let has_number = |piece: &&String| piece.matches(is_of_number).count() > 1;
            pieces.iter().filter(has_number).cloned().collect()
        }
        (WithholdReason::Private, TextKind::Markdown) => {
            let clauses = pieces.iter();
            let clauses = clauses.filter(|piece| weight(piece) >= LEAST_CLAUSE_WEIGHT);
            clauses.cloned().collect()
        }
        (WithholdReason::Private, TextKind::Person) => {
            let is_name = |name: &String| !name.is_ascii() || name.len() >= LEAST_LATIN_LETTERS;
            heavy(LEAST_PERSON_WEIGHT).filter(is_name).collect()
        }
        (WithholdReason::Private, TextKind::Name) => heavy(LEAST_NAME_WEIGHT).collect(),
        (WithholdReason::OtherAccount, TextKind::Name) if is_account() => {
            heavy(LEAST_NAME_WEIGHT).collect()
        }
        _ => Vec::new(),
    };
    let candidate = Candidate {
        is_of_other: said.why == WithholdReason::OtherAccount,
        place: &said.place,
        at: said.span.start,
    };
    found.into_iter().map(|piece| (piece, candidate)).collect()
}

/// Whether a character is part of a number, in either script.
fn is_of_number(character: char) -> bool {
    character.is_numeric() || "〇一二三四五六七八九十百千万亿".contains(character)
}

/// The notes of a site, without their words, so that what is said of a place quotes nothing.
pub(super) struct Blanks<'s> {
    sources: HashMap<&'s str, &'s Source>,
    blank: HashMap<&'s str, Source>,
}

impl<'s> Blanks<'s> {
    pub fn of(sources: &'s [Source]) -> Blanks<'s> {
        let by_path = sources.iter().map(|source| (source.path.as_ref(), source));
        Blanks {
            sources: by_path.collect(),
            blank: HashMap::new(),
        }
    }

    /// A file without its words, and in it the line in which a piece stands, which is not before `at`.
    pub fn place(&mut self, note: &str, at: u32, piece: &str) -> Option<(Source, Span)> {
        let (path, source) = self.sources.get_key_value(note)?;
        let span = line_with(&source.text, at as usize, piece);
        let blank = self.blank.entry(path).or_insert_with(|| {
            let blank = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
            let text: String = source.text.bytes().map(blank).collect();
            Source {
                path: source.path.clone(),
                text: text.into(),
            }
        });
        Some((blank.clone(), span))
    }

    /// `file:line` of a piece.
    pub fn line(&mut self, note: &str, at: u32, piece: &str) -> String {
        match self.place(note, at, piece) {
            Some((source, span)) => format!("{note}:{}", source.place(span).line),
            None => note.to_owned(),
        }
    }
}

/// The line in which a piece stands, from that on in which `at` lies; that one where it is in none.
fn line_with(text: &str, at: usize, piece: &str) -> Span {
    const MARKUP: [char; 6] = ['*', '_', '`', '~', '\\', '|'];
    let mut start = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |end| end + 1);
    let first = Span::new(start, start);
    let mut near = None;
    let beginning = first_words(piece);
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let words = packed(&line.replace(MARKUP, ""));
        let span = Span::new(start, start);
        if words.contains(piece) {
            return span;
        }
        if near.is_none() && words.contains(&beginning) {
            near = Some(span);
        }
        start += line.len();
    }
    near.unwrap_or(first)
}

/// What is said of a value that stands in a text.
pub(super) fn diagnostic(
    overlap: &Overlap,
    (code, audience): (Code, &str),
    notes: &mut Blanks<'_>,
) -> Option<Diagnostic> {
    let Overlap {
        text, value, piece, ..
    } = overlap;
    let (source, span) = notes.place(&text.place.note, text.at, piece)?;
    let line = notes.line(&value.place.note, value.at, piece);
    let [chinese, english] = field_words(&value.place);
    let found = Diagnostic::at(code, &source, span)
        .with("place", line)
        .with("audience", audience);
    Some(found.with_ours("field", chinese, english))
}

/// What a field is called, in Chinese and in English. A key of the author's own is not named: it is withheld, too.
pub(super) fn field_words(place: &ValuePath) -> [String; 2] {
    let both = |chinese: &str, english: &str| [chinese.to_owned(), english.to_owned()];
    let field = &*place.field;
    if field.split('.').any(|key| key == "others") {
        return both("不认识的字段", "an unknown key");
    }
    match field {
        "text" => both("正文", "text"),
        "file" => both("文件名", "name of the file"),
        _ => {
            let kind = place_of(&place.note).map(|place| place.kind);
            let kind = kind.filter(|_| place.within.is_empty());
            let chinese = kind.and_then(|kind| label(kind, field));
            both(&chinese.unwrap_or_else(|| field.to_owned()), field)
        }
    }
}

/// The Chinese label of a field, and of one within another those of both.
fn label(kind: Kind, field: &str) -> Option<String> {
    let mut schema = Some(dictionary().schema(kind));
    let mut labels = Vec::new();
    for key in field.split('.') {
        let known = schema?.field(key)?;
        labels.push(known.label(Language::Chinese));
        schema = known.of_type.schema();
    }
    Some(labels.join("·"))
}
