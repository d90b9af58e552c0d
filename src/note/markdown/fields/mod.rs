//! Fields written in the text of a note: `兴趣: 钓鱼`, `[兴趣:: 钓鱼]`, a column of a table, a heading.
//!
//! They are not fields of the note and stay in the text, but what is private as a field is private in the text, too:
//! such a part gets the level of its field.

mod names;
mod occurrence;

use super::level_words::is_private_word;
use crate::forms::{Dictionary, Kind, Level, Schema};
use crate::note::line::{Line, is_decoration, is_invisible, lines};
use crate::text::fold;
pub(in crate::note) use names::FieldNames;
use names::is_common_heading;
use occurrence::{Columns, Occurrence};
use std::cell::OnceCell;
use std::ops::Range;

/// Headers of a table column that sets the level of each row. Read, never shown, so it is in no catalog.
const LEVEL_COLUMN_HEADERS: [&str; 6] = [
    "密级",
    "密級",
    "保密级别",
    "保密等级",
    "sensitivity",
    "confidentiality",
];

/// Separators of columns in such a table.
const SEPARATORS: [char; 4] = ['|', '｜', '\t', ','];

fn may_have_columns(text: &str) -> bool {
    SEPARATORS.into_iter().any(|sign| text.contains(sign))
}

/// A field in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextField {
    /// Its lines, in bytes.
    pub span: Range<usize>,
    /// The position of its key.
    pub key: Range<usize>,
    /// Who may see it.
    pub level: Level,
}

/// Returns whether a text may contain a private field, that is, the name of one without invisible characters in it.
pub fn may_hold_fields(source: &str, dictionary: &'static Dictionary) -> bool {
    FieldNames::of(dictionary).private_finder.is_match(source)
}

/// Returns the fields in a text, for a kind of note, that are above a level, in order; they may overlap.
pub fn text_fields(
    source: &str,
    dictionary: &'static Dictionary,
    kind: Kind,
    above: Level,
) -> Vec<TextField> {
    let reader = Reader {
        source,
        names: FieldNames::of(dictionary),
        schema: dictionary.schema(kind),
        is_about_contact: kind == Kind::Contact,
        may_have_level_column: may_have_columns(source)
            && LEVEL_COLUMN_HEADERS
                .iter()
                .any(|head| contains_in_any_case(source, head)),
        lines: lines(source, 0).collect(),
    };
    let mut found: Vec<TextField> = Vec::new();
    for (index, line) in reader.lines.iter().enumerate() {
        let is_within =
            |field: &TextField| field.level == Level::Private && field.span.end >= line.end;
        if found.last().is_some_and(is_within) {
            continue;
        }
        let Some((key, level)) = reader.field_in(line).filter(|(_, level)| *level > above) else {
            continue;
        };
        // A table is measured once, not once a row.
        let is_covered = |field: &TextField| field.level >= level && field.span.end >= line.end;
        if !found.last().is_some_and(is_covered) {
            let span = reader.extent(index, &key);
            found.push(TextField { span, key, level });
        }
    }
    found
}

/// Returns the positions of field names of all kinds of notes in a text: they are not values.
pub fn field_names(source: &str, dictionary: &'static Dictionary) -> Vec<Range<usize>> {
    let is_part = |one: char| one.is_alphanumeric() || one == '_';
    let is_word = |name: &Range<usize>| {
        !source[..name.start].ends_with(is_part) && !source[name.end..].starts_with(is_part)
    };
    let known = FieldNames::of(dictionary).all_finder.find_iter(source);
    let mut names: Vec<_> = known
        .map(|name| name.start()..name.end())
        .filter(is_word)
        .collect();
    let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Site);
    let keys = kinds.flat_map(|kind| text_fields(source, dictionary, kind, Level::Public));
    names.extend(keys.map(|field| field.key));
    names
}

struct Reader<'s> {
    source: &'s str,
    names: &'static FieldNames,
    schema: &'static Schema,
    /// Whether the note is about a contact.
    is_about_contact: bool,
    /// Whether a table in it may have a column of levels.
    may_have_level_column: bool,
    lines: Vec<Line<'s>>,
}

impl Reader<'_> {
    /// Returns the strictest field of a line.
    fn field_in(&self, line: &Line<'_>) -> Option<(Range<usize>, Level)> {
        if let Some(level) = self.level_of_row(line) {
            return Some(level);
        }
        let at_start = self.field_at_start(line);
        let within = self.private_within(line);
        at_start
            .into_iter()
            .chain(within)
            .max_by_key(|(_, level)| *level)
    }

    /// Returns the header cell of a level column, if one of its rows is private or internal.
    fn level_of_row(&self, line: &Line<'_>) -> Option<(Range<usize>, Level)> {
        /// How many rows are examined.
        const MAX_ROWS: usize = 1000;
        let cells = || line.text.split(SEPARATORS).map(str::trim);
        let is_head = |cell: &str| LEVEL_COLUMN_HEADERS.contains(&fold(cell).as_ref());
        if !self.may_have_level_column || !line.text.contains(SEPARATORS) || !cells().any(is_head) {
            return None;
        }
        let index = self.lines.partition_point(|other| other.start < line.start);
        let rows = self.lines[index..]
            .iter()
            .skip(1)
            .take(MAX_ROWS)
            .take_while(|row| !row.is_blank());
        let cells = rows.flat_map(|row| row.text.split(SEPARATORS));
        let levels = cells.filter_map(|cell| match is_private_word(cell) {
            true => Some(Level::Private),
            false => Level::from_name(cell.trim()),
        });
        let level = levels.max().filter(|level| *level > Level::Public)?;
        let head = line
            .text
            .split(SEPARATORS)
            .map(str::trim)
            .find(|cell| is_head(cell))?;
        let start = line.start + line.text.find(head)?;
        Some((start..start + head.len(), level))
    }

    /// Returns the field that a line begins with.
    fn field_at_start(&self, line: &Line<'_>) -> Option<(Range<usize>, Level)> {
        let place = |key: &str| {
            let start = key.as_ptr() as usize - self.source.as_ptr() as usize;
            start..start + key.len()
        };
        if is_code(line.visible()) {
            return None;
        }
        if let Some(field) = line.key() {
            let is_filled = field.value.chars().any(char::is_alphanumeric);
            let level = self.level_of_key(field.key)?;
            return (is_filled || level == Level::Private).then(|| (place(field.key), level));
        }
        if line.is_heading() {
            let words = without_number(line.visible());
            let level = self
                .level_of_key(words)
                .filter(|level| *level == Level::Private)?;
            let is_other = self.schema.find(words).is_none() && is_common_heading(words);
            return (!is_other).then(|| (place(words), level));
        }
        let (before, word, after) = first_word(line.visible());
        let level = self
            .level_of(word)
            .filter(|level| *level == Level::Private)?;
        const AROUND: [char; 11] = ['*', '_', '【', '[', '［', '（', '|', '#', '＃', '=', '~'];
        const BEHIND: [char; 9] = ['*', '_', '】', ']', '］', '）', '|', '=', '~'];
        let is_tag = before.ends_with(['#', '＃']);
        let is_emphasised = is_tag || before.ends_with(AROUND) && after.starts_with(BEHIND);
        let is_whole = !after.chars().any(char::is_alphanumeric);
        let is_other = self.schema.find(word).is_none() && is_common_heading(word);
        if is_whole && is_other && !self.is_about_contact {
            return None;
        }
        let is_dash = |one: char| {
            one.is_whitespace() || matches!(one, '-' | '—' | '–' | '→' | '~' | '～' | '>' | '（')
        };
        let is_set_apart = [" - ", " — ", " – "]
            .into_iter()
            .any(|sign| after.starts_with(sign));
        let is_apart = !word.is_ascii() && after.starts_with(is_dash) || is_set_apart;
        let is_field = is_whole || is_apart || is_emphasised;
        is_field.then(|| (place(word), level))
    }

    /// Returns a private field anywhere in a line: after a comma, in brackets, in the header of a table.
    fn private_within(&self, line: &Line<'_>) -> Option<(Range<usize>, Level)> {
        let columns = OnceCell::new();
        let is_private = |name: &Range<usize>| {
            let occurrence = Occurrence::of(line.text, name);
            let is_field = occurrence.is_word()
                && !occurrence.is_link()
                && (occurrence.is_labelled()
                    || occurrence.is_title()
                    || occurrence
                        .is_in(columns.get_or_init(|| Columns::of(line.text, self.names))));
            is_field && self.level_of(&line.text[name.clone()]) == Some(Level::Private)
        };
        let mut names = self
            .names
            .private_finder
            .find_iter(line.text)
            .map(|found| found.range());
        let name = names.find(is_private)?;
        Some((
            line.start + name.start..line.start + name.end,
            Level::Private,
        ))
    }

    /// Returns the level of a key before a colon, which may consist of several field names.
    fn level_of_key(&self, key: &str) -> Option<Level> {
        /// Longer ones are a sentence.
        const LONGEST_CHARACTERS: usize = 8;
        let private = |word: &str| self.level_of(word).filter(|level| *level == Level::Private);
        self.level_of(key).or_else(|| {
            let mut parts = key
                .split(['/', '／', '（', '(', '、', '&', '+', '和', '与', '及'])
                .map(|part| part.trim_end_matches([')', '）']).trim())
                .map(|part| {
                    ["情况", "信息"]
                        .into_iter()
                        .find_map(|end| part.strip_suffix(end))
                        .unwrap_or(part)
                })
                .filter(|part| !part.is_empty());
            parts.find_map(private).or_else(|| {
                // `王敏的兴趣`, in a note about a contact.
                let is_short = self.is_about_contact && key.chars().count() <= LONGEST_CHARACTERS;
                let mut ends = key
                    .char_indices()
                    .filter(|_| is_short)
                    .map(|(at, _)| &key[at..]);
                ends.find_map(|end| private(end).filter(|_| end.chars().count() > 1))
            })
        })
    }

    /// Returns the level of a field of this kind of note, or of another kind if it is private there.
    fn level_of(&self, key: &str) -> Option<Level> {
        let seen: String;
        let key = match key.contains(is_invisible) {
            true => {
                seen = key.chars().filter(|one| !is_invisible(*one)).collect();
                &seen
            }
            false => key,
        };
        self.names.level_of(self.schema, key)
    }

    /// Returns the extent of the field of a line: up to a blank line or the next field; a whole table; the section
    /// under a heading.
    fn extent(&self, index: usize, key: &Range<usize>) -> Range<usize> {
        let line = self.lines[index];
        if line.is_heading() {
            return line.start..self.end_of_heading(index);
        }
        if self.is_in_table(index) {
            let is_end = |line: &&Line<'_>| !is_row(line);
            let before = self.lines[..index].iter().rev().find(is_end);
            let behind = self.lines[index..].iter().find(is_end);
            let start = before.map_or(0, |line| line.end);
            return start..behind.map_or(self.source.len(), |line| line.start);
        }
        let indent = indent_of(line.text);
        let rest = self
            .source
            .get(key.end..line.start + line.text.len())
            .unwrap_or_default();
        let mut is_empty = !rest.chars().any(char::is_alphanumeric);
        let mut end = line.end;
        let mut blank = false;
        for next in &self.lines[index + 1..] {
            if next.is_blank() {
                blank = true;
                continue;
            }
            let is_deeper = indent_of(next.text) > indent;
            let is_item = next.visible().starts_with(['-', '*', '+', '•']);
            let is_next = next
                .key()
                .is_some_and(|one| self.is_next(one.key, is_empty));
            let ends = next.is_heading()
                || is_next && !is_deeper
                || blank && !is_empty && !is_deeper
                || is_item
                    && !is_empty
                    && !is_deeper
                    && !blank
                    && line.visible().starts_with(['-', '*', '+', '•']);
            if ends {
                break;
            }
            // The value of an empty field is in the block below it.
            is_empty &= !next.text.contains(char::is_alphanumeric);
            blank = false;
            end = next.end;
        }
        line.start..end
    }

    /// Returns whether a key begins another field: a known one, or any short word if the field above has a value.
    fn is_next(&self, key: &str, is_empty: bool) -> bool {
        const LONGEST_CHARACTERS: usize = 8;
        self.level_of(key).is_some() || !is_empty && key.chars().count() <= LONGEST_CHARACTERS
    }

    /// Returns whether a line and one next to it are table rows.
    fn is_in_table(&self, index: usize) -> bool {
        let is_row_at = |index: usize| self.lines.get(index).is_some_and(is_row);
        is_row_at(index) && (is_row_at(index + 1) || index > 0 && is_row_at(index - 1))
    }

    fn end_of_heading(&self, index: usize) -> usize {
        let depth = |line: &Line<'_>| {
            line.visible()
                .chars()
                .take_while(|one| matches!(one, '#' | '＃'))
                .count()
        };
        let own = depth(&self.lines[index]);
        let next = self.lines[index + 1..]
            .iter()
            .find(|line| line.is_heading() && depth(line) <= own);
        next.map_or(self.source.len(), |line| line.start)
    }
}

/// Returns whether a text contains a word, as written, capitalized or in capitals.
fn contains_in_any_case(text: &str, word: &str) -> bool {
    // Without its first letter, which may be a capital.
    let rest = word.trim_start_matches(|one: char| one.is_ascii());
    match rest.is_empty() {
        true => text.contains(&word[1..]) || text.contains(&word.to_ascii_uppercase()),
        false => text.contains(word),
    }
}

/// Returns whether a line begins with code that shows how a field is written.
fn is_code(line: &str) -> bool {
    let code = line.strip_prefix('`').and_then(|rest| rest.split_once('`'));
    code.is_some_and(|(code, _)| code.contains([':', '：', '=']))
}

/// Splits a line into what is before its first word, the word, and the rest.
fn first_word(line: &str) -> (&str, &str, &str) {
    let rest = line.trim_start_matches(is_decoration);
    let end = rest.find(|one: char| is_decoration(one) && one != '_');
    let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
    (&line[..line.len() - rest.len()], word, after)
}

/// Returns the text of a heading without its marks and its number: `## 一、`, `# 2.3`, `### （一）`.
fn without_number(line: &str) -> &str {
    let words = line.trim_matches(is_decoration);
    let is_number = |one: char| one.is_ascii_digit() || "一二三四五六七八九十.．".contains(one);
    let rest = words.trim_start_matches(is_number);
    let is_numbered = rest.len() < words.len() && rest.starts_with(is_decoration);
    if is_numbered {
        rest.trim_start_matches(is_decoration)
    } else {
        words
    }
}

/// Strips a leading HTML end tag.
fn without_tag(text: &str) -> &str {
    const LONGEST_BYTES: usize = 12;
    let end = text.strip_prefix("</").and_then(|rest| rest.find('>'));
    end.filter(|end| *end <= LONGEST_BYTES)
        .map_or(text, |end| &text[end + 3..])
}

fn is_row(line: &Line<'_>) -> bool {
    line.text.contains(['|', '｜', '\t'])
        && !line.is_blank()
        && line
            .text
            .trim_start_matches(['\t', ' '])
            .contains(['|', '｜', '\t'])
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t', '\u{3000}', '>']).len()
}
