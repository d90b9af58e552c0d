//! Gaps on the map: vacant roles of the committee, and departments whose concerns are unknown.

use super::cards::MapBuilder;
use super::department::LaneDepartment;
use super::lane::department_lane;
use crate::domain::{BuyingRole, Department, KnownChoice, Project};
use crate::figure::network::{Card, CardStyle, Lane};
use crate::site::facts::AccountFacts;

/// Adds a dashed card for each role of a project's committee that nobody is known to fill.
pub(crate) fn add_vacant_roles(builder: &mut MapBuilder<'_>, project: Option<&Project>) {
    let roles = project.map_or(Vec::new(), vacant_roles);
    if roles.is_empty() {
        return;
    }
    let context = builder.facts.context;
    let lane = builder.lanes.len();
    builder.lanes.push(Lane {
        name: context.words("map-vacant"),
        ..Lane::default()
    });
    builder.departments.push(LaneDepartment::Unknown);
    for role in roles {
        let label = context.label_of(role).to_owned();
        let words = context.words("map-nobody");
        builder.cards.push(Card {
            title: format!("{label} · {words}"),
            name: words,
            post: label,
            badge: builder.role_letter(role),
            style: CardStyle {
                dashed: true,
                ..CardStyle::default()
            },
            lane,
            ..Card::default()
        });
    }
}

/// The roles that no committee member fills; empty if there is no committee at all.
fn vacant_roles(project: &Project) -> Vec<BuyingRole> {
    match project.committee().next() {
        Some(_) => project.vacant_roles().collect(),
        None => Vec::new(),
    }
}

/// Adds a dashed card in each department whose concerns are unknown.
pub(crate) fn add_departments(builder: &mut MapBuilder<'_>) {
    let context = builder.facts.context;
    for department in unknown_concerns(builder.facts) {
        let label = context.label_of(department);
        let department = LaneDepartment::Listed(department);
        let mut departments = builder.departments.iter();
        let known = departments.position(|one| *one == department);
        let lane = known.unwrap_or(builder.lanes.len());
        if known.is_none() {
            let lane = department_lane(builder.facts, &department, 0, 0);
            builder.lanes.push(Lane {
                across: false,
                ..lane
            });
            builder.departments.push(department);
        }
        let (name, post) = (
            context.words("map-concern-unknown"),
            context.words("map-concern-ask"),
        );
        builder.cards.push(Card {
            title: format!("{label} · {name}"),
            name,
            post,
            style: CardStyle {
                dashed: true,
                ..CardStyle::default()
            },
            lane,
            ..Card::default()
        });
    }
}

/// The departments whose concerns should be known and are not recorded.
fn unknown_concerns(facts: &AccountFacts<'_>) -> impl Iterator<Item = Department> {
    let is_known = |department: Department| {
        let mut rows = facts.account.concerns();
        rows.any(|row| row.department() == Some(department) && row.concern().is_some())
    };
    let asked = facts.context.dictionary().departments_of_concern();
    let asked = asked.filter_map(Department::from_key);
    asked.filter(move |department| !is_known(*department))
}

/// The departments whose concerns are unknown, in a sentence.
pub(crate) fn concerns_sentence(facts: &AccountFacts<'_>) -> Option<String> {
    let label = |department| facts.context.label_of(department);
    let names: Vec<&str> = unknown_concerns(facts).map(label).collect();
    let list = facts.context.language().list(&names);
    let strings = facts.context.strings();
    (!names.is_empty()).then(|| strings.with("map-concerns-gap", &[("departments", &list)]))
}
