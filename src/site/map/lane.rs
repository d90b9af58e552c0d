//! The lane of a department on the map.

use super::department::LaneDepartment;
use crate::figure::network::Lane;
use crate::site::facts::AccountFacts;

/// The lane of a department, noting how many of its people we have met.
pub(super) fn department_lane(
    facts: &AccountFacts<'_>,
    department: &LaneDepartment,
    met: usize,
    all: usize,
) -> Lane {
    let values: [(&str, &dyn std::fmt::Display); 2] = [("met", &met), ("all", &all)];
    Lane {
        name: department.name(facts.context),
        note: match all {
            0 => String::new(),
            _ => facts.context.strings().with_args("map-met", &values),
        },
        across: department.lies_across(),
    }
}
