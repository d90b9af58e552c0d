//! A technical exchange: its plan (form 6) and its summary (form 7).

use super::fields::fields;
use super::{ExchangePlan, ExchangeSummary, Item};
use crate::forms::{Moment, Record, Reference};

/// A technical exchange.
#[derive(Clone, Debug, Hash)]
pub struct Exchange {
    /// Its note.
    pub item: Item,
    /// When it took place, or is planned.
    pub date: Option<Moment>,
}

fields! {
    note Exchange in "exchange" {
        /// Who on our side is responsible.
        [PROJECT_MANAGER] project_manager: text;
        /// What was planned.
        [PLAN] plan: record(ExchangePlan);
        /// The summary, if it took place.
        [SUMMARY] summary: record(ExchangeSummary);
    }
}

impl Exchange {
    /// The fields of its note.
    pub fn record(&self) -> &Record {
        &self.item.record
    }

    /// When it took place: the summary's own date if it differs from the plan.
    pub fn took_place_on(&self) -> Option<Moment> {
        self.summary()?.date().or(self.date)
    }

    /// The customer's participants: those who attended if the summary lists any, else those who were invited.
    pub fn people(&self) -> Vec<&Reference> {
        let attended = self.summary().map(|summary| summary.attendees());
        match attended.unwrap_or_default() {
            [] => self.invited(),
            attended => attended.iter().collect(),
        }
    }

    /// The customer's people who were invited.
    fn invited(&self) -> Vec<&Reference> {
        let planned = self.plan().into_iter();
        let invited = planned.flat_map(|plan| plan.customer_attendees());
        invited.filter_map(|attendee| attendee.contact()).collect()
    }

    /// Our participants: those who attended if the summary lists any, else those who were planned, and the project's
    /// manager.
    pub fn ours(&self) -> Vec<&str> {
        let attended = self.summary().map(|summary| summary.our_attendees());
        let attended = attended.unwrap_or_default();
        let planned = self.plan().filter(|_| attended.is_empty()).into_iter();
        let planned = planned.flat_map(|plan| plan.our_attendees());
        self.project_manager()
            .into_iter()
            .chain(attended.iter().map(AsRef::as_ref))
            .chain(planned.filter_map(|attendee| attendee.name()))
            .collect()
    }
}
