//! Views of an output file: with its escapes undone and packed, so that a value is found in any encoding.
//!
//! They are made in one pass, into memory that is used again for the next file. Most tags and texts of a site occur on many of its
//! pages. A value contains neither `<` nor `>`, so that each tag and each text between two tags is searched by itself, and once.

use super::decoded::{
    END, JOINT, calendar_decoded, element_of, entities_decoded, entity, percent_decoded,
    script_decoded, stand_in_of, without_tags,
};
use super::packer::Packer;
use memchr::{memchr, memchr2};
use std::collections::HashSet;

/// Shorter runs of base64 are too short to contain a value.
const LEAST_BASE64_BYTES: usize = 16;

/// Shorter texts are no value; what is no base64 decodes to bytes that are no longer text.
const LEAST_TEXT_BYTES: usize = 8;

/// Longer tags and texts rarely occur twice.
const LONGEST_SEGMENT_BYTES: usize = 256;
/// More known tags and texts would take longer to find than to search.
const MOST_KNOWN_BYTES: usize = 1 << 20;

/// The views of one file after the other.
#[derive(Debug, Default)]
pub(super) struct Views {
    /// Tags and texts that are in the views of an earlier file, or earlier in this one.
    known: KnownSegments,
    /// The name, with percent signs decoded.
    name: Packer,
    /// The whole file, with entities and percent signs decoded; of a page the tags and texts that are not known.
    whole: Packer,
    /// The text of a page as it is read, across inline tags and split at others, where that is not in `whole` already.
    words: Packer,
    /// What is escaped as in scripts or calendars.
    unescaped: Packer,
    /// What is encoded in base64.
    base64: Packer,
    /// Bytes decoded from one run of base64.
    run: Vec<u8>,
}

impl Views {
    /// Forgets which tags and texts are known: something was found in one of them, or something else is searched for.
    pub fn forget(&mut self) {
        self.known.clear();
    }

    /// Makes the views of a file; empty ones have nothing to search.
    pub fn of(&mut self, route: &str, bytes: &[u8]) -> [&[u8]; 5] {
        let all = [
            &mut self.name,
            &mut self.whole,
            &mut self.words,
            &mut self.unescaped,
            &mut self.base64,
        ];
        all.into_iter().for_each(Packer::clear);
        self.name.text(percent_decoded(route).as_bytes());
        let ending = route.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_markup = matches!(ending, "html" | "svg" | "xml");
        let text = std::str::from_utf8(bytes).ok();
        match text.filter(|_| is_markup) {
            Some(text) => self.markup(text),
            // Binary files may contain text.
            None => self.whole.text(bytes),
        }
        if let Some(text) = text {
            if ending == "ics" {
                self.unescaped.text(calendar_decoded(text).as_bytes());
            }
            let may_have_script = matches!(ending, "html" | "js" | "json" | "svg");
            if may_have_script && memchr(b'\\', bytes).is_some() {
                let unescaped = script_decoded(text);
                self.unescaped.text(entities_decoded(&unescaped).as_bytes());
            }
            if !is_markup {
                self.base64(bytes);
            }
        }
        [
            self.name.packed(),
            self.whole.packed(),
            self.words.packed(),
            self.unescaped.packed(),
            self.base64.packed(),
        ]
    }

    /// Makes both views of a page.
    fn markup(&mut self, text: &str) {
        if self.markup_at_once(text).is_none() {
            self.whole.clear();
            self.words.clear();
            self.markup_step_by_step(text);
            self.base64(text.as_bytes());
        }
    }

    /// Undoes one kind of escape after the other.
    fn markup_step_by_step(&mut self, text: &str) {
        let decoded = entities_decoded(text);
        self.whole.text(percent_decoded(&decoded).as_bytes());
        let words = without_tags(text);
        self.words.text(entities_decoded(&words).as_bytes());
    }

    /// Does the same in one pass, but for what is known, and words that no tag interrupts, which the other view has; `None` if a percent sign and an entity are next to each other, which no page of ours has.
    fn markup_at_once(&mut self, text: &str) -> Option<()> {
        let mut rest = text;
        let mut line = Line::default();
        loop {
            let open = memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
            let (words, markup) = rest.split_at(open);
            self.segment(words)?;
            line.words(words, &mut self.words);
            let Some(end) = memchr(b'>', markup.as_bytes()) else {
                // A tag that never ends.
                return self.segment(markup);
            };
            let (tag, after) = markup.split_at(end + 1);
            self.segment(tag)?;
            let element = tag.get(1..end).map_or("", element_of);
            line.tag(stand_in_of(element), &mut self.words);
            rest = after;
        }
    }

    /// Adds a tag or a text between tags to the view of the whole file, unless it is known.
    fn segment(&mut self, segment: &str) -> Option<()> {
        if segment.len() >= LEAST_TEXT_BYTES && self.known.insert(segment) {
            both_decoded(segment, &mut self.whole)?;
            self.whole.character(END);
            self.base64(segment.as_bytes());
        }
        Some(())
    }

    /// Decodes all base64 in a text.
    fn base64(&mut self, text: &[u8]) {
        for run in base64_runs(text) {
            // It may follow other letters, such as an address or a name.
            for skip in 0..4 {
                self.run.clear();
                decode_into(&mut self.run, &run[skip..]);
                let texts = self.run.utf8_chunks().map(|chunk| chunk.valid());
                for text in texts.filter(|text| text.len() >= LEAST_TEXT_BYTES) {
                    self.base64.text(text.as_bytes());
                    self.base64.character(END);
                }
            }
        }
    }
}

/// Tags and texts that were searched and hold nothing.
#[derive(Debug, Default)]
struct KnownSegments {
    segments: HashSet<Box<str>>,
    size_bytes: usize,
}

impl KnownSegments {
    /// Returns whether a segment is new, and keeps it, unless it is too long to occur again.
    fn insert(&mut self, segment: &str) -> bool {
        if self.segments.contains(segment) {
            return false;
        }
        if segment.len() <= LONGEST_SEGMENT_BYTES {
            if self.size_bytes > MOST_KNOWN_BYTES {
                self.clear();
            }
            self.size_bytes += segment.len();
            self.segments.insert(segment.into());
        }
        true
    }

    fn clear(&mut self) {
        self.segments.clear();
        self.size_bytes = 0;
    }
}

/// Words between two tags that end a line. They are packed as soon as an inline tag is found to interrupt them.
#[derive(Default)]
struct Line<'t> {
    /// The first words, while no others follow.
    first: Option<&'t str>,
    is_packed: bool,
}

impl<'t> Line<'t> {
    fn words(&mut self, words: &'t str, packer: &mut Packer) {
        if words.trim_ascii().is_empty() {
            return;
        }
        // A percent sign is decoded in the view of the whole file.
        let stays = self.first.is_none() && !self.is_packed && !words.contains('%');
        if stays {
            self.first = Some(words);
            return;
        }
        if let Some(first) = self.first.take() {
            with_entities_decoded(first, packer);
            packer.character(JOINT);
        }
        with_entities_decoded(words, packer);
        self.is_packed = true;
    }

    fn tag(&mut self, stand_in: char, packer: &mut Packer) {
        if self.is_packed {
            packer.character(stand_in);
        }
        if stand_in == END {
            *self = Line::default();
        }
    }
}

/// Packs a text with its entities decoded.
fn with_entities_decoded(text: &str, packer: &mut Packer) {
    let mut rest = text;
    while let Some(start) = memchr(b'&', rest.as_bytes()) {
        let (before, from) = rest.split_at(start);
        packer.text(before.as_bytes());
        let (character, length) = entity(from).unwrap_or(('&', 1));
        packer.character(character);
        rest = &from[length..];
    }
    packer.text(rest.as_bytes());
}

/// Packs a text with its entities decoded, then its percent signs; `None` if one affects the other.
fn both_decoded(text: &str, packer: &mut Packer) -> Option<()> {
    let mut rest = text;
    while let Some(start) = memchr2(b'&', b'%', rest.as_bytes()) {
        let (before, from) = rest.split_at(start);
        packer.text(before.as_bytes());
        let length = match from.starts_with('&') {
            true => {
                let (character, length) = entity(from).unwrap_or(('&', 1));
                packer.character(character);
                (character != '%').then_some(length)?
            }
            false => {
                let length = percent_run(from)?;
                let run = percent_decoded(&from[..length]);
                packer.text(run.as_bytes());
                length
            }
        };
        rest = &from[length..];
    }
    packer.text(rest.as_bytes());
    Some(())
}

/// Returns the length of the percent signs that a text begins with, each with its digits; `None` if an entity is among them.
fn percent_run(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut length = 0;
    while bytes.get(length) == Some(&b'%') {
        let digits = bytes.get(length + 1..).unwrap_or_default();
        let digits = &digits[..digits.len().min(2)];
        if digits.contains(&b'&') {
            return None;
        }
        let is_escape = digits.len() == 2 && digits.iter().all(u8::is_ascii_hexdigit);
        length += if is_escape { 3 } else { 1 };
    }
    Some(length)
}

/// No digit of base64.
const NO_DIGIT: u8 = 0xff;

/// The value of each digit of base64, of both alphabets.
const BASE64: [u8; 256] = {
    let mut values = [NO_DIGIT; 256];
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut value = 0;
    while value < 64 {
        values[digits[value as usize] as usize] = value;
        value += 1;
    }
    values[b'-' as usize] = 62;
    values[b'_' as usize] = 63;
    values
};

/// Returns the runs of digits of base64 that are long enough.
fn base64_runs(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_digit = |byte: &u8| BASE64[usize::from(*byte)] != NO_DIGIT;
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            // If one of the bytes that a run must have is no digit, it begins behind that byte at the earliest.
            let least = rest.get(..LEAST_BASE64_BYTES)?;
            if let Some(end) = least.iter().rposition(|byte| !is_digit(byte)) {
                rest = &rest[end + 1..];
                continue;
            }
            let length = rest.iter().position(|byte| !is_digit(byte));
            let (run, after) = rest.split_at(length.unwrap_or(rest.len()));
            rest = after;
            return Some(run);
        }
    })
}

/// Decodes digits of base64; what is left over at the end is no byte.
fn decode_into(bytes: &mut Vec<u8>, digits: &[u8]) {
    let value = |digit: &u8| u32::from(BASE64[usize::from(*digit)]);
    let four = digits.chunks_exact(4);
    let left = four.remainder();
    for digits in four {
        let bits = digits
            .iter()
            .fold(0, |bits, digit| bits << 6 | value(digit));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..]);
    }
    if left.len() > 1 {
        let bits = left.iter().fold(0, |bits, digit| bits << 6 | value(digit));
        let bits = bits << (6 * (4 - left.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..left.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::packer::packed;
    use proptest::prelude::*;

    fn holds(route: &str, file: &str, words: &str) -> bool {
        let words = packed(words).into_bytes();
        let mut views = Views::default();
        let mut views = views.of(route, file.as_bytes()).into_iter();
        views.any(|view| view.windows(words.len()).any(|part| part == words))
    }

    #[test]
    fn a_value_is_found_in_every_encoding() {
        let found = [
            ("a.html", "<p>二十八万\n封口</p>", "二十八万封口"),
            (
                "a.html",
                "<text><tspan x=\"1\">二十八</tspan><tspan x=\"1\">万封口</tspan></text>",
                "二十八万封口",
            ),
            ("a.html", "<p>二十<b>八万</b>封口", "二十八万封口"),
            (
                "a.html",
                "<a title=\"A &amp; B &lt;secret&gt;\">",
                "A & B <secret>",
            ),
            ("a.html", "&#20108;&#x5341;八万", "二十八万"),
            (
                "a.html",
                "<a href=\"%E4%BA%8C%E5%8D%81%E5%85%AB%E4%B8%87.html\">",
                "二十八万",
            ),
            ("a.js", r#"x("\u4e8c\u5341八万 \"a\"")"#, "二十八万 \"a\""),
            (
                "a.json",
                r#"{"a":"two\nlines \ud83d\ude00"}"#,
                "two lines 😀",
            ),
            ("a.ics", "SUMMARY:二十八\r\n 万\\, 封口", "二十八万, 封口"),
            (
                "a.css",
                "url(data:text/plain;base64,5LqM5Y2B5YWr5LiH5bCB5Y+j)",
                "二十八万封口",
            ),
            ("a.pdf", "(floor price)", "floor price"),
        ];
        for (route, file, words) in found {
            assert!(holds(route, file, words), "{words} in {file}");
        }
    }

    #[test]
    fn words_of_two_cells_are_separate() {
        assert!(!holds("a.html", "<td>二十</td><td>八万</td>", "二十八万"));
        let name = |route: &str| Views::default().of(route, b"")[0].to_vec();
        assert_eq!(name("a/%E4%BA%8C b.html"), "a/二b.html".as_bytes());
        assert_eq!(name("5%%e4%ba%8c%+1%4%zz%"), "5%二%+1%4%zz%".as_bytes());
    }

    proptest! {
        #[test]
        fn one_pass_over_a_page_equals_one_for_each_kind_of_escape(
            text in "(<|>|</?b>|</?td title='|&|&amp;|&#37;|&#x4e8c;|;|%|%E4%BA%8C|%20|%e4|%4|4|a|二| |\u{3000}|\n|'){0,12}"
        ) {
            let (mut one, mut other) = (Views::default(), Views::default());
            one.markup(&text);
            other.markup_step_by_step(&text);
            let packed = |packer: &Packer| String::from_utf8_lossy(packer.packed()).into_owned();
            let found = [packed(&one.whole), packed(&one.words)];
            let texts = packed(&other.words).replace(END, "<") + "<" + &packed(&other.whole);
            for line in texts.split(['<', '>']).filter(|line| line.len() >= LEAST_TEXT_BYTES) {
                prop_assert!(found.iter().any(|view| view.contains(line)), "{line:?} in {found:?}");
            }
        }
    }
}
