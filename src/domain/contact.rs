//! A person at the customer.

use super::fields::fields;
use super::{Attitude, Department, Influence, Item, Rapport, RelationState};
use crate::forms::Record;
use jiff::civil::Date;

/// A person at the customer.
#[derive(Clone, Debug, Hash)]
pub struct Contact {
    /// Its note.
    pub item: Item,
    /// The name, else the slug.
    pub name: String,
}

fields! {
    note Contact in "contact" {
        /// The post.
        [TITLE] title: text;
        /// The department.
        [DEPARTMENT] department: choice(Department);
        /// The department, also one that is not in the list.
        department_value = "department": value;
        /// The company that employs the person.
        [EMPLOYER] employer: text;
        /// When the person's data were recorded.
        [REGISTERED_ON] registered_on: moment;
        /// Who on our side keeps the relationship.
        [OWNER] owner: text;
        /// The superior.
        [REPORTS_TO] reports_to: reference;
        /// Whom the person influences.
        [INFLUENCES] influences: references;
        /// Whom the person is close to.
        [CLOSE_TO] close_to: references;
        /// Whom the person is in conflict with.
        [CONFLICTS_WITH] conflicts_with: references;
        /// The rival the person favours.
        [FAVOURS] favours: reference;
        /// Whether the post exists and its holder is not known yet.
        [PLACEHOLDER] is_placeholder = "placeholder": yes;
        /// When the person took the post.
        [JOINED_ON] joined_on: moment;
        /// When the person left.
        [LEFT_ON] left_on: moment;
        /// The birthday.
        [BIRTHDAY] birthday: moment;
        /// The rapport, before any observation.
        [RAPPORT] own_rapport = "rapport": choice(Rapport);
        /// The influence, before any observation.
        [INFLUENCE] own_influence = "influence": choice(Influence);
        /// The closeness of the relation, before any observation.
        [RELATION_STATE] own_relation_state = "relation_state": choice(RelationState);
        /// The attitude, before any observation.
        [ATTITUDE] own_attitude = "attitude": choice(Attitude);
    }
}

impl Contact {
    /// The fields of its note.
    pub fn record(&self) -> &Record {
        &self.item.record
    }

    /// Whether the person is in the post on a day: has joined and has not left. A person without dates always is.
    pub fn is_present(&self, day: Date) -> bool {
        self.has_joined(day) && !self.has_left(day)
    }

    /// Whether the person has taken the post by a day; yes if it is not known when.
    pub fn has_joined(&self, day: Date) -> bool {
        self.joined_on().is_none_or(|joined| !joined.is_after(day))
    }

    /// Whether the person has left by a day.
    pub fn has_left(&self, day: Date) -> bool {
        self.left_on().is_some_and(|left| !left.is_after(day))
    }
}
