//! What a visit or an exchange is marked by in lists and on timelines.

use crate::domain::{Item, KnownChoice, Outcome};
use crate::figure::timeline::MarkKind;
use crate::forms::Kind;

/// The mark of a visit or an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum EventMark {
    /// A visit is marked by its outcome, if it has one.
    Visit(Option<Outcome>),
    /// An exchange has a mark of its own.
    Exchange,
}

impl EventMark {
    /// The mark of a visit's or an exchange's note.
    pub fn of(item: &Item) -> EventMark {
        match item.kind {
            Kind::Exchange => EventMark::Exchange,
            _ => EventMark::Visit(item.outcome()),
        }
    }

    /// The name of the mark in classes of the style sheet; empty for a visit without an outcome.
    pub fn key(self) -> &'static str {
        match self {
            EventMark::Visit(outcome) => outcome.map_or("", Outcome::key),
            EventMark::Exchange => "exchange",
        }
    }

    /// The mark on a timeline.
    pub fn kind(self) -> MarkKind {
        match self {
            EventMark::Visit(Some(Outcome::Commitment)) => MarkKind::Commitment,
            EventMark::Visit(Some(Outcome::Advance)) => MarkKind::Advance,
            EventMark::Visit(Some(Outcome::Continuation)) => MarkKind::Continuation,
            EventMark::Visit(Some(Outcome::Setback)) => MarkKind::Setback,
            EventMark::Visit(None) => MarkKind::Plain,
            EventMark::Exchange => MarkKind::Exchange,
        }
    }
}
