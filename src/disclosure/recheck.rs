//! The recheck: files that contain withheld text are made once more, from notes in which that text is replaced. A
//! file that stays the same does not have the text from the notes: it would contain it anyway.

use super::packer::is_left_out;
use super::probe::{TextKind, ValueInventory};
use super::proof::{Hash, traced};
use super::publication::Publication;
use super::views::Views;
use super::visible_text::secret_pieces;
use crate::forms::Dictionary;
use crate::note::markdown;
use crate::text::{Snapshot, Source, Span};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Returns where the site's own theme contains a piece, as `file:line`; `None` if it does not.
pub(super) fn theme_line(theme: &[Source], piece: &str) -> Option<String> {
    let holds = |name: &str, text: &str| {
        let mut views = Views::default();
        let mut views = views.of(name, text.as_bytes()).into_iter();
        views.any(|view| {
            view.windows(piece.len())
                .any(|part| part == piece.as_bytes())
        })
    };
    let file = theme.iter().find(|file| holds(&file.path, &file.text))?;
    let lines: Vec<&str> = file.text.lines().collect();
    // Whether the first lines contain the whole piece.
    let whole = |count: &usize| {
        holds(
            &file.path,
            &lines.get(..*count).unwrap_or_default().join("\n"),
        )
    };
    let (mut least, mut most) = (1, lines.len().max(1));
    while least < most {
        let middle = least.midpoint(most);
        match whole(&middle) {
            true => most = middle,
            false => least = middle + 1,
        }
    }
    Some(format!("{}:{least}", file.path))
}

/// Returns the files that stay the same if the pieces are replaced in the notes, and the pieces that were not found
/// in the notes as written, about which nothing is known.
pub(super) fn unchanged_without(
    publication: &Publication<'_>,
    inventories: &[Arc<ValueInventory>],
    pieces: &BTreeSet<&str>,
    files: &BTreeMap<String, (Hash, Hash)>,
) -> (BTreeSet<String>, BTreeSet<String>) {
    let (snapshot, unknown) = without(publication.snapshot, inventories, pieces);
    let other = Publication {
        snapshot: &snapshot,
        ..*publication
    };
    let made = traced(&other, 0..0).unwrap_or_default();
    let same = files
        .iter()
        .filter(|(route, (compared, _))| made.get(*route) == Some(compared));
    (same.map(|(route, _)| route.clone()).collect(), unknown)
}

/// Replaces pieces in the notes wherever they are withheld; also returns the pieces that were not found.
fn without(
    snapshot: &Snapshot,
    inventories: &[Arc<ValueInventory>],
    pieces: &BTreeSet<&str>,
) -> (Snapshot, BTreeSet<String>) {
    let withheld = inventories
        .par_iter()
        .flat_map(|inventory| &inventory.withheld);
    let places: BTreeSet<(&str, bool, Span, String)> = withheld
        .flat_map_iter(|value| {
            let of_file = value.text_kind == TextKind::File;
            let found = secret_pieces(value).into_iter().filter(|own| {
                let mut pieces = pieces.iter();
                pieces.any(|piece| own.starts_with(piece))
            });
            found.map(move |piece| (&*value.path.note, of_file, value.span, piece))
        })
        .collect();
    let mut other = snapshot.clone();
    let mut unknown = BTreeSet::new();
    for (index, source) in other.sources.iter_mut().enumerate() {
        let mut changed: Vec<Range<usize>> = Vec::new();
        let is_here = |place: &&(&str, bool, Span, String)| place.0 == source.path.as_ref();
        let mut name = None;
        for (_, of_file, span, piece) in places.iter().filter(is_here) {
            if *of_file {
                name = Some(with_other_name(&source.path, index));
                continue;
            }
            let found = found_in(&source.text, *span, piece);
            if found.is_empty() {
                let of_piece = pieces.iter().filter(|known| piece.starts_with(**known));
                unknown.extend(of_piece.map(|known| (*known).to_owned()));
            }
            changed.extend(found);
        }
        if !changed.is_empty() {
            source.text = with_other_words(&source.text, &changed).into();
        }
        source.path = name.map_or_else(|| source.path.clone(), Into::into);
    }
    (other, unknown)
}

/// Returns the path of a file with another name.
fn with_other_name(path: &str, index: usize) -> String {
    let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
    format!("{folder}zq-second-look-{index}.md")
}

/// Finds a piece within a part of a text.
fn found_in(text: &str, part: Span, piece: &str) -> Vec<Range<usize>> {
    let (start, end) = (part.start as usize, part.end as usize);
    let mut places = places_of(text.get(start..end).unwrap_or_default(), piece);
    for place in &mut places {
        *place = place.start + start..place.end + start;
    }
    places
}

/// Replaces letters and digits in some places of a text, keeping its length. Level marks and names of fields stay.
fn with_other_words(text: &str, places: &[Range<usize>]) -> String {
    let marks: Vec<Range<usize>> = markdown::sections(text)
        .into_iter()
        .map(|section| section.marker)
        .chain(markdown::field_names(text, Dictionary::built_in()))
        .chain(markdown::level_words(text))
        .collect();
    let is_in = |ranges: &[Range<usize>], at: usize| ranges.iter().any(|range| range.contains(&at));
    let mut other = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let changes =
            !markdown::is_decoration(character) && is_in(places, at) && !is_in(&marks, at);
        let digit = character.to_digit(10).filter(|_| changes);
        match digit.and_then(|digit| char::from_digit((digit + 3) % 10, 10)) {
            Some(digit) => other.push(digit),
            // A rare character with as many bytes, if there is one, counts as the same script.
            None if changes && character.len_utf8() == 3 => other.push('\u{3400}'),
            None if changes => other.extend(std::iter::repeat_n('q', character.len_utf8())),
            None => other.push(character),
        }
    }
    other
}

/// Finds a piece in a text, ignoring white space and markup between its characters.
fn places_of(text: &str, piece: &str) -> Vec<Range<usize>> {
    const MARKUP: [char; 7] = ['*', '_', '`', '~', '\\', '>', '|'];
    let is_nothing = |character: char| is_left_out(character) || MARKUP.contains(&character);
    let read: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, character)| !is_nothing(*character))
        .collect();
    let wanted: Vec<char> = piece.chars().filter(|one| !is_nothing(*one)).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let same = |part: &&[(usize, char)]| part.iter().map(|(_, one)| one).eq(wanted.iter());
    let parts = read.windows(wanted.len()).filter(same);
    let ends = parts.filter_map(|part| Some((part.first()?.0, part.last()?)));
    ends.map(|(start, (end, last))| start..end + last.len_utf8())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_given_words_are_replaced() {
        let changed = |text: &str, end, piece| {
            let places = found_in(text, Span::new(0, end), piece);
            with_other_words(text, &places)
        };
        let text = "a: Visit **the**\n  key\nb: Visit";
        let other = "a: qqqqq **qqq**\n  qqq\nb: Visit";
        assert_eq!(changed(text, text.len(), "Visit the key"), other);
        let text = "价 92 万";
        assert_eq!(changed(text, text.len(), "92万"), "价 25 㐀");
        assert_eq!(changed("key key", 3, "key"), "qqq key");
        assert!(found_in("a: b", Span::new(0, 4), "c").is_empty());
    }

    #[test]
    fn the_line_of_a_theme_is_found() {
        let file = Source {
            path: "themes/own/home.html".into(),
            text: "<p>\n湖滨\n<b>支行</b>营业部\n</p>\n".into(),
        };
        let value = theme_line(std::slice::from_ref(&file), "湖滨支行营业部");
        assert_eq!(value.as_deref(), Some("themes/own/home.html:3"));
        assert_eq!(theme_line(&[file], "湖滨支行储蓄所"), None);
    }
}
