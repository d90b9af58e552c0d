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
    /// A small bar that leads somewhere: it answers around itself, too.
    BarCell,
    /// A second, quieter bar.
    BarSecond,
    /// A hollow bar: nothing is there.
    BarEmpty,
    /// A bar that counts against us: hatched.
    BarAgainst,
    /// A bar that is claimed, not evidenced: hatched.
    BarClaimed,
    /// The thin line from the lowest to the highest mark of a row.
    Span,
    /// A mark of ours.
    Us,
    /// A mark of ours without evidence.
    UsHollow,
    /// A mark of the first rival, and of every other one but the second.
    Rival,
    /// The same without evidence.
    RivalHollow,
    /// A mark of the second rival, in a quieter tone.
    RivalSecond,
    /// The same without evidence.
    RivalSecondHollow,
    /// What we reach on several axes: a filled outline.
    Area,
    /// What we reached earlier: a dashed outline.
    AreaEarlier,
    /// A small line of how a figure changed.
    Spark,
    /// A bubble that counts most.
    BubbleFirst,
    /// A bubble that counts: hatched.
    BubbleSecond,
    /// Any other bubble: hollow.
    BubbleThird,
    /// A bubble of which nothing is known: hollow and dashed.
    BubbleUnknown,
    /// What is not known: hatched in a quiet tone.
    Unknown,
    /// Who stands under whom.
    TieAbove,
    /// A line of influence.
    TieMoves,
    /// A stronger one.
    TieMovesMore,
    /// The strongest.
    TieMovesMost,
    /// The head of an arrow.
    Arrow,
    /// People who are close: dotted.
    TieClose,
    /// People who are against each other.
    TieAgainst,
    /// The cross on such a line.
    Cross,
    /// The face of a card: its fill is influence.
    CardFace,
    /// Its border: its width is the state of the relation.
    CardEdge,
    /// A second border: decides.
    CardEdgeSecond,
    /// The bar at the left of a card: for or against us.
    StanceBar,
    /// The mark of one who works for us.
    StanceChampion,
    /// The mark of one who is for us.
    StanceSupporter,
    /// The mark of one who is neither.
    StanceNeutral,
    /// The mark of one who has doubts.
    StanceSceptic,
    /// The mark of one who is against us.
    StanceOpponent,
    /// The square of a badge.
    Badge,
    /// A flag: favours a rival.
    Flag,
    /// A clock: not met for long.
    Clock,
    /// A mark of something won: an aim reached, an advance.
    MarkFilled,
    /// A mark of something that moved nothing: hollow.
    MarkOpen,
    /// A mark of a setback.
    MarkBad,
    /// A mark of which nothing more is said.
    MarkPlain,
    /// A mark of an exchange.
    MarkExchange,
    /// A mark of something agreed and to come: hollow.
    MarkAgreed,
    /// A mark of something agreed that passed without: hollow and dashed.
    MarkLapsed,
    /// A ring around the first of its kind.
    MarkFirst,
    /// A sheet that says how many marks lie on it.
    MarkMany,
    /// From a promise to its date.
    PromiseOpen,
    /// On past its date: dashed.
    PromiseLate,
    /// From a promise to the day it was kept.
    PromiseDone,
    /// A promise without a date.
    PromiseUndated,
    /// Joins the marks of one event.
    Join,
    /// A band behind everything.
    Tint,
    /// A band that is seen only by its words.
    TintNone,
    /// A band that is claimed, not evidenced: hatched.
    TintClaimed,
    /// A band to be watched: hatched.
    TintWarned,
}

/// The inks by number, each with its classes. The order is that of the enum.
const INKS: [(Ink, &str); 64] = [
    (Ink::Hair, "hair"),
    (Ink::Axis, "axis"),
    (Ink::Limit, "axis dash"),
    (Ink::Rule, "strong"),
    (Ink::Now, "now-line"),
    (Ink::Bar, "bar"),
    (Ink::BarCell, "bar cell"),
    (Ink::BarSecond, "bar-2"),
    (Ink::BarEmpty, "bar-0"),
    (Ink::BarAgainst, "neg"),
    (Ink::BarClaimed, "stripe"),
    (Ink::Span, "span"),
    (Ink::Us, "us"),
    (Ink::UsHollow, "us hollow"),
    (Ink::Rival, "ra"),
    (Ink::RivalHollow, "ra hollow"),
    (Ink::RivalSecond, "rb"),
    (Ink::RivalSecondHollow, "rb hollow"),
    (Ink::Area, "area-us"),
    (Ink::AreaEarlier, "area-old"),
    (Ink::Spark, "spark"),
    (Ink::BubbleFirst, "bub-v"),
    (Ink::BubbleSecond, "bub-i"),
    (Ink::BubbleThird, "bub-g"),
    (Ink::BubbleUnknown, "bub-g bub-0"),
    (Ink::Unknown, "unknown"),
    (Ink::TieAbove, "l-above"),
    (Ink::TieMoves, "l-moves"),
    (Ink::TieMovesMore, "l-moves w2"),
    (Ink::TieMovesMost, "l-moves w3"),
    (Ink::Arrow, "arrow"),
    (Ink::TieClose, "l-close"),
    (Ink::TieAgainst, "l-against"),
    (Ink::Cross, "cross"),
    (Ink::CardFace, "face"),
    (Ink::CardEdge, "edge"),
    (Ink::CardEdgeSecond, "edge edge-2"),
    (Ink::StanceBar, "s-bar"),
    (Ink::StanceChampion, "s s-champion"),
    (Ink::StanceSupporter, "s s-supporter"),
    (Ink::StanceNeutral, "s s-neutral"),
    (Ink::StanceSceptic, "s s-sceptic"),
    (Ink::StanceOpponent, "s s-opponent"),
    (Ink::Badge, "badge"),
    (Ink::Flag, "flag"),
    (Ink::Clock, "clock"),
    (Ink::MarkFilled, "m-fill"),
    (Ink::MarkOpen, "m-open"),
    (Ink::MarkBad, "m-bad"),
    (Ink::MarkPlain, "m-plain"),
    (Ink::MarkExchange, "m-exch"),
    (Ink::MarkAgreed, "m-plan"),
    (Ink::MarkLapsed, "m-lapsed"),
    (Ink::MarkFirst, "m-ring"),
    (Ink::MarkMany, "m-many"),
    (Ink::PromiseOpen, "p-bar"),
    (Ink::PromiseLate, "p-late"),
    (Ink::PromiseDone, "p-done"),
    (Ink::PromiseUndated, "p-bar dash"),
    (Ink::Join, "join"),
    (Ink::Tint, "f-tint"),
    (Ink::TintNone, "f-none"),
    (Ink::TintClaimed, "f-claim"),
    (Ink::TintWarned, "f-warn"),
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
    /// 11 px, third ink: the least that is set.
    Least,
    /// 22 px in the serif type: the figure that a drawing comes to.
    Figure,
    /// 15 px: the name on a card.
    Name,
    /// 11.5 px, second ink: the last line of a card.
    Foot,
}

/// Which end of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    Start,
    Middle,
    End,
}

/// What a coloured text means. Its colour is never its only sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hue {
    Plain,
    Accent,
    Bad,
    Warn,
    /// In the colour of paper, on a dark ground.
    Paper,
    /// The mark of what is not known.
    Unknown,
}

/// How a text looks: `TextStyle::THIRD.middle()`, `TextStyle::FIRST.bold().end()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextStyle {
    tone: Tone,
    anchor: Anchor,
    hue: Hue,
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
    /// What may be small: 11 px in the third ink.
    pub const LEAST: Self = Self::plain(Tone::Least);
    /// What a drawing comes to: 22 px, serif, bold.
    pub const FIGURE: Self = Self::plain(Tone::Figure);

    /// The name on a card: 15 px.
    pub const NAME: Self = Self::plain(Tone::Name);
    /// The last line of a card: 11.5 px in the second ink.
    pub const FOOT: Self = Self::plain(Tone::Foot);
    /// The character on a badge.
    pub const ON_BADGE: Self = Self::plain(Tone::Second);
    /// The character on a flag, in the colour of paper.
    pub const ON_FLAG: Self = Self::plain(Tone::Least).on_dark();
    /// The mark of a stance that is not known.
    pub const UNKNOWN: Self = Self::plain(Tone::First).unknown();

    const fn plain(tone: Tone) -> Self {
        Self {
            tone,
            anchor: Anchor::Start,
            hue: Hue::Plain,
            bold: false,
            underlined: false,
            halo: false,
        }
    }

    /// In the accent: ours, or in our favour.
    pub const fn accent(self) -> Self {
        Self {
            hue: Hue::Accent,
            ..self
        }
    }

    /// Against us.
    pub const fn bad(self) -> Self {
        Self {
            hue: Hue::Bad,
            ..self
        }
    }

    /// To be watched.
    pub const fn warn(self) -> Self {
        Self {
            hue: Hue::Warn,
            ..self
        }
    }

    const fn on_dark(self) -> Self {
        Self {
            hue: Hue::Paper,
            ..self
        }
    }

    const fn unknown(self) -> Self {
        Self {
            hue: Hue::Unknown,
            ..self
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
            Tone::Least => 11.0,
            Tone::Figure => 22.0,
            Tone::Name => 15.0,
            Tone::Foot => 11.5,
        }
    }

    /// Everything but the text, as two numbers that travel through plotters in place of a colour.
    pub(super) fn numbers(self) -> (u8, u8) {
        let shape = (self.tone as u8)
            | (self.anchor as u8) << 3
            | u8::from(self.bold) << 5
            | u8::from(self.underlined) << 6
            | u8::from(self.halo) << 7;
        (self.hue as u8, shape)
    }

    /// The classes of a text with these numbers, in the order tone, anchor, weight, line, halo, hue.
    pub(super) fn classes_of(hue: u8, shape: u8) -> impl Iterator<Item = &'static str> {
        let tone = match shape & 0b111 {
            1 => "t2",
            2 => "t3",
            3 => "t3 xs",
            4 => "serif xl",
            5 => "name",
            6 => "foot",
            _ => "",
        };
        let anchor = match shape >> 3 & 0b11 {
            1 => "mid",
            2 => "end",
            _ => "",
        };
        let hue = match hue {
            1 => "c-acc",
            2 => "c-bad",
            3 => "c-warn",
            4 => "c-paper",
            5 => "s s-unknown",
            _ => "",
        };
        let flag = |bit: u8, class| if shape >> bit & 1 == 1 { class } else { "" };
        let flags = [flag(5, "b"), flag(6, "u"), flag(7, "halo")];
        [tone, anchor]
            .into_iter()
            .chain(flags)
            .chain([hue])
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
        let classes = |style: TextStyle| {
            let (hue, shape) = style.numbers();
            TextStyle::classes_of(hue, shape).collect::<Vec<_>>()
        };
        assert_eq!(classes(TextStyle::FIRST), Vec::<&str>::new());
        assert_eq!(classes(TextStyle::THIRD.middle()), ["t3", "mid"]);
        assert_eq!(classes(TextStyle::SECOND.end().bold()), ["t2", "end", "b"]);
        assert_eq!(classes(TextStyle::FIRST.underlined().halo()), ["u", "halo"]);
        assert_eq!(classes(TextStyle::FIGURE.bad()), ["serif xl", "c-bad"]);
        assert_eq!(classes(TextStyle::LEAST.end()), ["t3 xs", "end"]);
    }
}
