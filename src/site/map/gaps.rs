//! Gaps on the map: vacant roles of the committee, and departments whose concerns are unknown.

use super::cards::MapBuilder;
use super::lane::department_lane;
use crate::domain::Project;
use crate::figure::network::{Card, CardStyle, Lane};
use crate::forms::{Choice, Record, dictionary};
use crate::site::facts::AccountFacts;

/// Adds a dashed card for each role of a project's committee that nobody is known to fill.
pub(crate) fn add_vacant_roles(builder: &mut MapBuilder<'_>, project: Option<&Project>) {
    let Some(record) = project.map(|project| &project.item.record) else {
        return;
    };
    let roles = vacant_roles(record);
    if roles.is_empty() {
        return;
    }
    let context = builder.facts.context;
    let lane = builder.lanes.len();
    builder.lanes.push(Lane {
        name: context.words("map-vacant"),
        ..Lane::default()
    });
    builder.departments.push(None);
    for role in roles {
        let label = context.label(role).to_owned();
        let words = context.words("map-nobody");
        builder.cards.push(Card {
            title: format!("{label} · {words}"),
            name: words,
            post: label,
            badge: builder.role_letter(&role.key),
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
fn vacant_roles(record: &Record) -> Vec<&'static Choice> {
    let members = record.records("committee");
    let Some(roles) = dictionary()
        .choices("buying_role")
        .filter(|_| !members.is_empty())
    else {
        return Vec::new();
    };
    let is_filled = |role: &str| {
        let mut members = members.iter();
        members.any(|member| member.choice("role") == Some(role) && member.has("contact"))
    };
    let vacant = roles.values.iter().filter(|role| !is_filled(&role.key));
    vacant.collect()
}

/// Adds a dashed card in each department whose concerns are unknown.
pub(crate) fn add_departments(builder: &mut MapBuilder<'_>) {
    let context = builder.facts.context;
    for department in unknown_concerns(builder.facts) {
        let known = builder
            .departments
            .iter()
            .position(|one| one.as_deref() == Some(department));
        let lane = known.unwrap_or(builder.lanes.len());
        if known.is_none() {
            let name = builder.department_name(Some(department));
            let across = false;
            builder
                .lanes
                .push(department_lane(builder.facts, name, 0, 0, across));
            builder.departments.push(Some(department.to_owned()));
        }
        let (name, post) = (
            context.words("map-concern-unknown"),
            context.words("map-concern-ask"),
        );
        builder.cards.push(Card {
            title: format!("{} · {name}", builder.department_name(Some(department))),
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
fn unknown_concerns<'d>(facts: &'d AccountFacts<'_>) -> impl Iterator<Item = &'static str> + 'd {
    let concerns = facts.account.item.record.records("concerns");
    let is_known = move |department: &str| {
        let mut rows = concerns.iter();
        rows.any(|row| row.choice("department") == Some(department) && row.has("concern"))
    };
    let asked = dictionary().departments_of_concern();
    asked.filter(move |department| !is_known(department))
}

/// The departments whose concerns are unknown, in a sentence.
pub(crate) fn concerns_sentence(facts: &AccountFacts<'_>) -> Option<String> {
    let language = facts.context.language();
    let values = &dictionary().choices("department")?.values;
    let label = |key: &str| {
        let choice = values.iter().find(|choice| choice.key == key);
        choice.map(|choice| facts.context.label(choice))
    };
    let names: Vec<&str> = unknown_concerns(facts).filter_map(label).collect();
    let list = names.join(language.pick("、", ", "));
    let strings = facts.context.strings();
    (!names.is_empty()).then(|| strings.with("map-concerns-gap", &[("departments", &list)]))
}
