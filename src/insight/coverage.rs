//! Coverage: the influence of the people met in the window over the influence of all.
//!
//! Influence counts member 1, core 2, organizer 3, decision maker 4; unknown counts as member. Placeholders count among
//! all; people who have left do not. The window is `thresholds.coverage_days`, 90 days where left out.

use super::meeting::{Meeting, days_between};
use super::standing::standing;
use crate::model::{Account, Contact, Settings, Viewpoint};

/// Days of the window where site.yaml says nothing.
const WINDOW_DAYS: i64 = 90;

/// How much of the customer's influence we have met lately.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Influence of the people met in the window.
    pub met: usize,
    /// Influence of all who are there.
    pub all: usize,
    /// How many people were met in the window.
    pub people_met: usize,
    /// How many there are.
    pub people: usize,
    /// The days of the window.
    pub window_days: i64,
}

impl Coverage {
    /// In whole percent; nothing where nobody is known.
    pub fn percent(&self) -> Option<usize> {
        (self.all > 0).then(|| (self.met * 100 + self.all / 2) / self.all)
    }
}

/// The coverage of an account.
pub fn coverage(
    account: &Account,
    meetings: &[Meeting<'_>],
    settings: &Settings,
    viewpoint: &Viewpoint,
) -> Coverage {
    let window_days = settings.threshold("coverage_days", WINDOW_DAYS);
    let in_window = |meeting: &&Meeting<'_>| {
        i64::from(days_between(meeting.date.day, viewpoint.as_of)) <= window_days
    };
    let mut coverage = Coverage {
        window_days,
        ..Coverage::default()
    };
    for contact in account.contacts.iter().filter(|contact| !has_left(contact)) {
        let influence = standing(account, contact)
            .influence
            .and_then(|known| known.rank())
            .map_or(1, |rank| rank + 1);
        coverage.all += influence;
        coverage.people += 1;
        if meetings
            .iter()
            .filter(in_window)
            .any(|meeting| meeting.people.contains(&contact.item.id))
        {
            coverage.met += influence;
            coverage.people_met += 1;
        }
    }
    coverage
}

/// Whether a person has left by the day looked at: the cut takes later dates away.
fn has_left(contact: &Contact) -> bool {
    contact.item.record.has("left_on")
}
