//! The appearance of a site as `site.yaml` sets it: colours, fonts, a logo. Parsed here, turned into a style sheet by
//! the theme.

use crate::forms::Record;
use crate::note::Note;
use crate::text::{Code, Diagnostic, Span, Term};

/// The minimum contrast between text and background (WCAG 2.2, 1.4.3).
const LEAST_CONTRAST: f64 = 4.5;
/// The built-in backgrounds, and the text colour of the light one; a site's own colours must be legible with them.
const LIGHT_PAPER: Colour = Colour([0xFC, 0xFB, 0xF8]);
const LIGHT_INK: Colour = Colour([0x1C, 0x1B, 0x19]);
const DARK_PAPER: Colour = Colour([0x16, 0x16, 0x14]);
/// Extensions of pictures that a browser shows without executing anything.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "webp", "gif"];

/// A colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour(pub [u8; 3]);

impl Colour {
    /// Parses `#0B5560`, `0B5560` or `#abc`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.trim().trim_start_matches('#');
        let doubled: String = match digits.len() {
            3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => digits.to_owned(),
        };
        if doubled.len() != 6 || !doubled.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let channel = |at: usize| u8::from_str_radix(&doubled[at..at + 2], 16).ok();
        Some(Colour([channel(0)?, channel(2)?, channel(4)?]))
    }

    /// Returns the colour in CSS notation.
    pub fn css(self) -> String {
        let [red, green, blue] = self.0;
        format!("#{red:02X}{green:02X}{blue:02X}")
    }

    /// Mixes in a share (0 to 1) of another colour.
    pub fn mixed(self, other: Colour, share: f64) -> Colour {
        let channel = |at: usize| {
            let (own, its) = (f64::from(self.0[at]), f64::from(other.0[at]));
            (own + (its - own) * share).round() as u8
        };
        Colour([channel(0), channel(1), channel(2)])
    }

    /// Returns the contrast ratio of two colours, 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Returns the relative luminance, 0 to 1 (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            match value <= 0.04045 {
                true => value / 12.92,
                false => ((value + 0.055) / 1.055).powf(2.4),
            }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Returns the colour for a dark background: lightened in steps of a twentieth until it is legible.
    pub fn on_dark(self) -> Colour {
        let white = Colour([255; 3]);
        let shades = (0..20).map(|step| self.mixed(white, f64::from(step) / 20.0));
        let legible = |shade: &Colour| shade.contrast(DARK_PAPER) >= 1.5 * LEAST_CONTRAST;
        let mut legible_shades = shades.filter(legible);
        legible_shades.next().unwrap_or(white)
    }
}

/// Colours, fonts and the logo of a site; the theme decides what is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Appearance {
    /// The accent, in the light scheme and in print.
    pub accent: Option<Colour>,
    /// The accent in the dark scheme; derived from the light one if left out.
    pub accent_dark: Option<Colour>,
    /// The background of the light scheme.
    pub paper: Option<Colour>,
    /// The text colour of the light scheme and of print.
    pub ink: Option<Colour>,
    /// Fonts for body text, before the theme's.
    pub sans: Vec<String>,
    /// Fonts for headings, before the theme's.
    pub serif: Vec<String>,
    /// The logo, by its path in the site's folder.
    pub logo: Option<String>,
    /// Whether the logo is withheld; then pages show none.
    pub is_logo_withheld: bool,
}

impl Appearance {
    /// The background of the light scheme: its own, else the built-in one.
    pub fn light_paper(&self) -> Colour {
        self.paper.unwrap_or(LIGHT_PAPER)
    }

    /// The text colour of the light scheme: its own, else the built-in one.
    pub fn light_ink(&self) -> Colour {
        self.ink.unwrap_or(LIGHT_INK)
    }

    /// Parses the appearance from the settings and reports what is wrong with it. `assets` are the site's
    /// attachments, by path.
    pub fn of(note: &Note, assets: &[&str], found: &mut Vec<Diagnostic>) -> Appearance {
        found.extend(unquoted_colours(note));
        let Some(record) = note.record.record("looks") else {
            return Appearance::default();
        };
        let mut reader = Reader {
            note,
            record,
            found,
        };
        let appearance = Appearance {
            accent: reader.colour("accent"),
            accent_dark: reader.colour("accent_dark"),
            paper: reader.colour("paper"),
            ink: reader.colour("ink"),
            sans: reader.fonts("sans"),
            serif: reader.fonts("serif"),
            logo: reader.logo(assets),
            is_logo_withheld: false,
        };
        let (paper, ink) = (appearance.light_paper(), appearance.light_ink());
        reader.check_contrast("accent", appearance.accent, paper);
        reader.check_contrast("accent_dark", appearance.accent_dark, DARK_PAPER);
        reader.check_contrast("ink", appearance.ink, paper);
        reader.check_contrast("paper", appearance.paper, ink);
        appearance
    }
}

struct Reader<'a> {
    note: &'a Note,
    record: &'a Record,
    found: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn colour(&mut self, key: &str) -> Option<Colour> {
        let text = self.record.text(key)?;
        let colour = Colour::parse(text);
        if colour.is_none() {
            let span = self.record.entry(key)?.span;
            self.found.push(not_a_colour(self.note, span, text));
        }
        colour
    }

    /// Names of fonts consist of letters, digits, spaces and hyphens; anything else could break out of the style
    /// sheet's rule.
    fn fonts(&mut self, key: &str) -> Vec<String> {
        let is_valid = |name: &str| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-'))
        };
        let Some(entry) = self.record.entry(key) else {
            return Vec::new();
        };
        let (valid, invalid): (Vec<&str>, Vec<&str>) = self
            .record
            .texts(key)
            .iter()
            .map(|name| name.trim())
            .partition(|name| is_valid(name));
        for name in invalid {
            let wrong = Diagnostic::at(Code::WrongValue, &self.note.source, entry.span);
            let wrong = wrong
                .with("value", name)
                .with_term("expected", Term::phrase("domain.font-name"));
            self.found.push(wrong.with("example", "`Songti SC`"));
        }
        valid.into_iter().map(str::to_owned).collect()
    }

    fn logo(&mut self, assets: &[&str]) -> Option<String> {
        let written = self.record.text("logo")?;
        let span = self.record.entry("logo")?.span;
        let path = format!("content/{}", written.trim_start_matches("./"));
        let ending = path.rsplit('.').next().unwrap_or_default();
        let is_picture = PICTURES.contains(&ending.to_ascii_lowercase().as_str());
        if is_picture && assets.contains(&path.as_str()) {
            return Some(path);
        }
        let code = match is_picture {
            true => Code::MissingAttachment,
            false => Code::ActiveAttachment,
        };
        let near = crate::text::nearest(
            written,
            assets
                .iter()
                .filter_map(|path| path.strip_prefix("content/")),
        );
        let wrong = Diagnostic::at(code, &self.note.source, span).with("value", written);
        self.found
            .push(wrong.with_optional("nearest", near.filter(|_| is_picture)));
        None
    }

    fn check_contrast(&mut self, key: &str, colour: Option<Colour>, ground: Colour) {
        let Some((colour, entry)) = colour.zip(self.record.entry(key)) else {
            return;
        };
        let contrast = colour.contrast(ground);
        if contrast < LEAST_CONTRAST {
            let low = Diagnostic::at(Code::LowContrast, &self.note.source, entry.span);
            let low = low
                .with("value", colour.css())
                .with("ground", ground.css())
                .with("contrast", format!("{contrast:.1}"));
            self.found.push(low);
        }
    }
}

fn not_a_colour(note: &Note, span: Span, text: &str) -> Diagnostic {
    Diagnostic::at(Code::WrongValue, &note.source, span)
        .with("value", text)
        .with_term("expected", Term::phrase("domain.colour"))
        .with("example", "`\"#0B5560\"`")
}

/// Reports an unquoted colour with its corrected spelling.
fn unquoted(note: &Note, span: Span, digits: &str) -> Diagnostic {
    let colour = format!("#{digits}");
    Diagnostic::at(Code::WrongValue, &note.source, span)
        .with("value", &colour)
        .with_term("expected", Term::phrase("domain.colour"))
        .with_term(
            "example",
            Term::phrase_with("domain.quoted-colour", &[("colour", &colour)]),
        )
}

/// Finds colours written without quotes, `accent: #0B5560`: to YAML what follows the `#` is a comment, so the value
/// is empty.
fn unquoted_colours(note: &Note) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in note.source.text.split_inclusive('\n') {
        if let Some((_, value)) = line.split_once(": #")
            && !line.trim_start().starts_with('#')
        {
            let digits = value.split_whitespace().next().unwrap_or_default();
            let end = start + line.len() - value.len() + digits.len();
            if Colour::parse(digits).is_some() && line.trim_end().ends_with(digits) {
                let span = Span::new(end - digits.len() - 1, end);
                found.push(unquoted(note, span, digits));
            }
        }
        start += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_parsed_and_compared() {
        assert_eq!(Colour::parse("#abc"), Colour::parse("AABBCC"));
        assert_eq!(Colour::parse("#12345"), None);
        assert_eq!(Colour::parse("一二三四五六"), None);
        assert_eq!(Colour::parse("一二三"), None);
        let (black, white) = (Colour([0; 3]), Colour([255; 3]));
        assert!((black.contrast(white) - 21.0).abs() < 1e-9);
        assert!((white.contrast(white) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn an_accent_is_made_legible_on_a_dark_background() {
        for colour in ["#000000", "#0B5560", "#7A1F3D", "#FFFFFF"] {
            let dark = Colour::parse(colour).unwrap().on_dark();
            assert!(dark.contrast(DARK_PAPER) >= LEAST_CONTRAST, "{colour}");
        }
    }
}
