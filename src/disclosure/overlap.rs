//! Withheld values in texts that readers see: a problem of the notes, which their author can fix.

use super::packer::packed;
use super::probe::{TextKind, ValuePath, Withheld, WithholdReason};
use super::words::{first_words, pieces_from, weight};
use crate::domain::place_of;
use crate::forms::{Dictionary, Kind, Labelled};
use crate::text::{Code, Diagnostic, Language, NameStyle, Source, Span, Term};
use std::collections::HashMap;

/// Shorter clauses occur in other texts by chance. In units of weight, see `words`.
const LEAST_CLAUSE_WEIGHT: usize = 12;
/// Shorter names are ordinary words, too.
const LEAST_NAME_WEIGHT: usize = 6;
/// Names of people are shorter: two Chinese characters.
const LEAST_PERSON_WEIGHT: usize = 4;
/// Names of people in Latin letters have at least this many.
const LEAST_LATIN_LETTERS: usize = 5;

/// A value whose pieces must not be in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate<'t> {
    /// Whether the value is the name of another account; otherwise it is private, which takes precedence.
    pub is_other_account: bool,
    pub path: &'t ValuePath,
    pub at: u32,
}

/// The location of text in a note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TextLocation {
    pub path: ValuePath,
    /// The start of the text in the file.
    pub at: u32,
}

impl TextLocation {
    pub fn of(path: &ValuePath, at: u32) -> TextLocation {
        TextLocation {
            path: path.clone(),
            at,
        }
    }
}

/// A withheld value in a visible text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Overlap {
    pub text: TextLocation,
    pub value: TextLocation,
    /// Whether the value is private; otherwise it is the name of another account.
    pub is_private: bool,
    /// The text they share.
    pub piece: String,
}

/// Returns the pieces of a value that must not be in a visible text. In an unreadable note it is unknown what is
/// private; keys, references and names of files are not values.
pub(super) fn candidates<'t>(
    value: &'t Withheld,
    pieces: &[String],
) -> Vec<(String, Candidate<'t>)> {
    let is_account = || {
        let place = place_of(&value.path.note);
        value.path.within.is_empty() && place.is_some_and(|place| place.kind == Kind::Account)
    };
    let heavy = |least: usize| pieces_from(&value.words, least);
    let found: Vec<String> = match (value.reason, value.text_kind) {
        (WithholdReason::Private, TextKind::Plain) => pieces.to_vec(),
        (WithholdReason::UnknownKey, TextKind::Plain) => {
            let has_number = |piece: &&String| piece.matches(is_numeral).count() > 1;
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
        is_other_account: value.reason == WithholdReason::OtherAccount,
        path: &value.path,
        at: value.span.start,
    };
    found.into_iter().map(|piece| (piece, candidate)).collect()
}

/// Whether a character is part of a number, in either script.
fn is_numeral(character: char) -> bool {
    character.is_numeric() || "〇一二三四五六七八九十百千万亿".contains(character)
}

/// The notes of a site with their text blanked, so that diagnostics quote nothing.
pub(super) struct BlankedNotes<'s> {
    sources: HashMap<&'s str, &'s Source>,
    blank: HashMap<&'s str, Source>,
}

impl<'s> BlankedNotes<'s> {
    pub fn of(sources: &'s [Source]) -> BlankedNotes<'s> {
        let by_path = sources.iter().map(|source| (source.path.as_ref(), source));
        BlankedNotes {
            sources: by_path.collect(),
            blank: HashMap::new(),
        }
    }

    /// Returns a blanked file and the line that contains a piece, not before `at`.
    pub fn locate(&mut self, note: &str, at: u32, piece: &str) -> Option<(Source, Span)> {
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

    /// Returns `file:line` of a piece.
    pub fn line(&mut self, note: &str, at: u32, piece: &str) -> String {
        match self.locate(note, at, piece) {
            Some((source, span)) => format!("{note}:{}", source.place(span).line),
            None => note.to_owned(),
        }
    }
}

/// Returns the line that contains a piece, starting with that of `at`; that one if none does.
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

/// Returns the diagnostic of an overlap.
pub(super) fn diagnostic(
    overlap: &Overlap,
    (code, audience): (Code, &str),
    notes: &mut BlankedNotes<'_>,
) -> Option<Diagnostic> {
    let Overlap {
        text, value, piece, ..
    } = overlap;
    let (source, span) = notes.locate(&text.path.note, text.at, piece)?;
    let line = notes.line(&value.path.note, value.at, piece);
    let found = Diagnostic::at(code, &source, span)
        .with("place", line)
        .with("audience", audience);
    Some(found.with_term("field", field_words(&value.path)))
}

/// Returns the name of a field. An unknown key is not named: it is withheld, too.
pub(super) fn field_words(path: &ValuePath) -> Term {
    let field = &*path.field;
    if field.split('.').any(|key| key == "others") {
        return Term::phrase("disclosure.unknown-field");
    }
    match field {
        "text" => Term::phrase("disclosure.text"),
        "file" => Term::phrase("disclosure.file-name"),
        _ => {
            let kind = place_of(&path.note).map(|place| place.kind);
            let kind = kind.filter(|_| path.within.is_empty());
            Term::each(|language| {
                let labels = (language.name_style() == NameStyle::Labels).then_some(());
                let label = labels.and_then(|()| label(kind?, field, language));
                label.unwrap_or_else(|| field.to_owned())
            })
        }
    }
}

/// Returns the label of a field; for a nested field the labels of both.
fn label(kind: Kind, field: &str, language: Language) -> Option<String> {
    let mut schema = Some(Dictionary::built_in().schema(kind));
    let mut labels = Vec::new();
    for key in field.split('.') {
        let known = schema?.field(key)?;
        labels.push(known.label(language));
        schema = known.value_type.schema();
    }
    Some(labels.join("·"))
}
