//! Timelines on pages: what a figure of lanes, marks and bars says of an account, a person or the portfolio.
//!
//! `of_account` and `of_person` say what is drawn, `frame` what stands around the drawing: the names that stay, the
//! clusters with a link for each member, the legend, and the words that the theme's script needs. The portfolio's
//! figure is made with its list.

mod frame;
mod lane;
mod of_account;
mod of_person;
mod promise;

pub(crate) use frame::{Frame, axis_words, words_script};
pub(crate) use lane::lane_row;
pub(crate) use of_account::{account_figure, appointment_kind, stage_rows};
pub(crate) use of_person::person_figure;
pub(crate) use promise::promise_table;

use crate::figure::timeline::MarkKind;

/// The mark of an outcome.
pub(crate) fn kind_of(outcome: Option<&str>) -> MarkKind {
    match outcome {
        Some("commitment") => MarkKind::Commitment,
        Some("advance") => MarkKind::Advance,
        Some("continuation") => MarkKind::Continuation,
        Some("setback") => MarkKind::Setback,
        Some("exchange") => MarkKind::Exchange,
        _ => MarkKind::Plain,
    }
}
