//! An account on a day, and the time between two days.

use crate::domain::{Account, Audience, Settings};
use crate::forms::Moment;
use crate::insight::information::information;
use crate::insight::meeting::{Meeting, meetings};
use crate::insight::standing::{Standing, standing};
use crate::insight::{Coverage, InformationClass, Reach};
use jiff::civil::Date;

/// The time between the two days: after the first, up to and including the second.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) since: Date,
    pub(super) as_of: Date,
}

impl Window {
    pub fn contains(self, day: Date) -> bool {
        self.since < day && day <= self.as_of
    }

    /// Returns the day of a moment within the window.
    pub fn day(self, moment: Option<Moment>) -> Option<Date> {
        let moment = moment.filter(|moment| moment.is_after(self.since));
        moment
            .map(|moment| moment.day)
            .filter(|day| self.contains(*day))
    }
}

/// An account as it was known on a day, with the facts derived from that.
#[derive(Clone, Debug)]
pub struct DayView<'a> {
    pub(super) account: &'a Account,
    pub(super) as_of: Date,
    pub(super) meetings: Vec<Meeting<'a>>,
    pub(super) standings: Vec<Standing<'a>>,
    pub(super) coverage: Coverage,
    pub(super) information: Vec<InformationClass<'a>>,
}

impl<'a> DayView<'a> {
    /// Derives the view of an account that was cut to a day.
    pub fn of(
        account: &'a Account,
        as_of: Date,
        settings: &Settings,
        audience: &Audience,
    ) -> DayView<'a> {
        let meetings = meetings(account, as_of);
        let contacts = account.contacts.iter();
        let standings: Vec<Standing<'a>> =
            contacts.map(|contact| standing(account, contact)).collect();
        let reach = Reach::of(account, &standings, &meetings, settings);
        DayView {
            account,
            as_of,
            coverage: reach.coverage(as_of),
            information: information(account, &standings, audience),
            meetings,
            standings,
        }
    }
}
