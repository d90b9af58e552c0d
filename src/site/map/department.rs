//! The departments by which the map groups people in lanes.

use crate::domain::{Contact, Department};
use crate::forms::Value;
use crate::html::context::RenderContext;

/// The department of a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LaneDepartment {
    /// One of the dictionary.
    Listed(Department),
    /// One in the author's own words.
    Own(String),
    /// None.
    Unknown,
}

impl LaneDepartment {
    /// The department of a contact.
    pub fn of(contact: &Contact) -> LaneDepartment {
        let listed = contact.department().map(LaneDepartment::Listed);
        let own = || match contact.department_value()? {
            Value::Choice(_, Err(words)) => Some(LaneDepartment::Own(words.to_string())),
            _ => None,
        };
        listed.or_else(own).unwrap_or(LaneDepartment::Unknown)
    }

    /// What lanes are sorted by: management, the departments in the order of the dictionary, the author's own, none.
    pub fn order(&self) -> (usize, String) {
        match self {
            _ if self.lies_across() => (0, String::new()),
            LaneDepartment::Listed(department) => (*department as usize + 1, String::new()),
            LaneDepartment::Own(words) => (usize::MAX - 1, words.clone()),
            LaneDepartment::Unknown => (usize::MAX, String::new()),
        }
    }

    /// Whether its lane lies across the top of all others.
    pub fn lies_across(&self) -> bool {
        *self == LaneDepartment::Listed(Department::Management)
    }

    /// The name of its lane.
    pub fn name(&self, context: &RenderContext<'_>) -> String {
        match self {
            LaneDepartment::Listed(department) => context.label_of(*department).to_owned(),
            LaneDepartment::Own(words) => words.clone(),
            LaneDepartment::Unknown => context.words("map-no-department"),
        }
    }
}
