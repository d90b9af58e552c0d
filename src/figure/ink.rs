//! Ink: what a shape or a text means, and the CSS classes that say so.
//!
//! Owns the vocabulary; the style sheet owns colours, widths, dashes and sizes of type. To add an
//! ink, add a variant and its line in the table below it.

/// What a shape means. Each ink is one set of classes in the style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The finest line: grids, spokes.
    Hair,
    /// An axis, a tick, a connector.
    Axis,
    /// A dashed line at a limit, such as 100 %.
    Limit,
    /// A rule that closes a table of marks.
    Rule,
    /// Today, or another line that matters most.
    Now,
    /// A bar that stands for something there is.
    Bar,
    /// A second, quieter bar.
    BarSecond,
    /// A hollow bar: nothing is there.
    BarEmpty,
    /// A bar that counts against us: hatched.
    BarAgainst,
    /// A bar that is claimed, not evidenced: hatched.
    BarClaimed,
}

/// The inks by number, each with its classes. The order is that of the enum.
const INKS: [(Ink, &str); 10] = [
    (Ink::Hair, "hair"),
    (Ink::Axis, "axis"),
    (Ink::Limit, "axis dash"),
    (Ink::Rule, "strong"),
    (Ink::Now, "now-line"),
    (Ink::Bar, "bar"),
    (Ink::BarSecond, "bar-2"),
    (Ink::BarEmpty, "bar-0"),
    (Ink::BarAgainst, "neg"),
    (Ink::BarClaimed, "stripe"),
];

impl Ink {
    /// The number under which the ink travels through plotters, in place of a colour.
    pub(super) fn number(self) -> u8 {
        self as u8
    }

    /// The classes of the ink with this number; none if there is no such ink.
    pub(super) fn classes_of(number: u8) -> &'static str {
        INKS.get(usize::from(number))
            .map_or("", |(_, classes)| classes)
    }
}

/// How loud a text is, with its size in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tone {
    /// 13 px in full ink.
    First,
    /// 12 px, second ink.
    Second,
    /// 12 px, third ink.
    Third,
}

/// Which end of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks: `TextStyle::THIRD.middle()`, `TextStyle::FIRST.bold().end()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    tone: Tone,
    anchor: Anchor,
    bold: bool,
    underlined: bool,
    halo: bool,
}

impl TextStyle {
    /// Labels: 13 px in full ink.
    pub const FIRST: Self = Self::plain(Tone::First);
    /// Values beside marks: 12 px in the second ink.
    pub const SECOND: Self = Self::plain(Tone::Second);
    /// Axis labels: 12 px in the third ink.
    pub const THIRD: Self = Self::plain(Tone::Third);

    const fn plain(tone: Tone) -> Self {
        Self {
            tone,
            anchor: Anchor::Start,
            bold: false,
            underlined: false,
            halo: false,
        }
    }

    /// The point is the end of the text.
    pub const fn end(self) -> Self {
        Self {
            anchor: Anchor::End,
            ..self
        }
    }

    /// The point is the middle of the text.
    pub const fn middle(self) -> Self {
        Self {
            anchor: Anchor::Middle,
            ..self
        }
    }

    /// In bold.
    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    /// Underlined, which is how a link shows itself.
    pub const fn underlined(self) -> Self {
        Self {
            underlined: true,
            ..self
        }
    }

    /// With a halo of paper, for text over a grid.
    pub const fn halo(self) -> Self {
        Self { halo: true, ..self }
    }

    /// The size of the type in pixels, as the style sheet sets it.
    pub const fn size_px(self) -> f64 {
        match self.tone {
            Tone::First => 13.0,
            Tone::Second | Tone::Third => 12.0,
        }
    }

    /// Everything but the text, as one number that travels through plotters in place of a colour.
    pub(super) fn number(self) -> u8 {
        (self.tone as u8)
            | (self.anchor as u8) << 2
            | u8::from(self.bold) << 4
            | u8::from(self.underlined) << 5
            | u8::from(self.halo) << 6
    }

    /// The classes of a text with this number, in the order tone, anchor, weight, line, halo.
    pub(super) fn classes_of(number: u8) -> impl Iterator<Item = &'static str> {
        let tone = match number & 0b11 {
            1 => "t2",
            2 => "t3",
            _ => "",
        };
        let anchor = match number >> 2 & 0b11 {
            1 => "mid",
            2 => "end",
            _ => "",
        };
        let flag = |bit: u8, class| if number >> bit & 1 == 1 { class } else { "" };
        [tone, anchor, flag(4, "b"), flag(5, "u"), flag(6, "halo")]
            .into_iter()
            .filter(|class| !class.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ink_finds_its_own_classes() {
        for (ink, classes) in INKS {
            assert_eq!(Ink::classes_of(ink.number()), classes);
        }
        assert_eq!(Ink::classes_of(255), "");
    }

    #[test]
    fn a_text_style_is_a_list_of_classes() {
        let classes = |style: TextStyle| TextStyle::classes_of(style.number()).collect::<Vec<_>>();
        assert_eq!(classes(TextStyle::FIRST), Vec::<&str>::new());
        assert_eq!(classes(TextStyle::THIRD.middle()), ["t3", "mid"]);
        assert_eq!(classes(TextStyle::SECOND.end().bold()), ["t2", "end", "b"]);
        assert_eq!(classes(TextStyle::FIRST.underlined().halo()), ["u", "halo"]);
    }
}
