//! Timelines on pages: lanes, marks and bars of an account, a contact or the portfolio.
//!
//! `account_chart` and `contact_chart` decide what is drawn, `frame` adds everything around the figure: fixed names,
//! clusters with a link for each member, the legend, and the words for the theme's script. The portfolio's figure is
//! built with its list.

mod account_chart;
mod contact_chart;
mod frame;
mod lane;
mod promise;

pub(crate) use account_chart::{account_figure, appointment_kind, stage_rows};
pub(crate) use contact_chart::contact_figure;
pub(crate) use frame::{Frame, axis_words, data_script};
pub(crate) use lane::lane_row;
pub(crate) use promise::promise_table;
