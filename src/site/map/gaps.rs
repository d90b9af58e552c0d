//! Gaps on the map: roles of the committee that nobody fills, departments whose concerns are unknown.

use super::cards::Cast;
use crate::domain::Project;
use crate::figure::network::{Card, CardStyle, Lane};
use crate::forms::{Choice, Record, dictionary};
use crate::site::facts::AccountFacts;

/// A dashed card for each role of a project's committee that nobody is known to fill.
pub(crate) fn add_vacant_roles(cast: &mut Cast<'_>, project: Option<&Project>) {
    let Some(record) = project.map(|project| &project.item.record) else {
        return;
    };
    let roles = vacant_roles(record);
    if roles.is_empty() {
        return;
    }
    let context = cast.facts.context;
    let lane = cast.lanes.len();
    cast.lanes.push(Lane {
        name: context.words("map-vacant"),
        ..Lane::default()
    });
    cast.departments.push(None);
    for role in roles {
        let label = context.label(role).to_owned();
        let words = context.words("map-nobody");
        cast.cards.push(Card {
            title: format!("{label} · {words}"),
            name: words,
            post: label,
            badge: cast.letter_of_role(&role.key),
            style: CardStyle {
                dashed: true,
                ..CardStyle::default()
            },
            lane,
            ..Card::default()
        });
    }
}

/// The roles that nobody of a committee fills; none where there is no committee at all.
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

/// A dashed card in each department whose concerns nobody has told yet.
pub(crate) fn add_departments(cast: &mut Cast<'_>) {
    let context = cast.facts.context;
    for department in unknown_concerns(cast.facts) {
        let known = cast
            .departments
            .iter()
            .position(|one| one.as_deref() == Some(department));
        let lane = known.unwrap_or(cast.lanes.len());
        if known.is_none() {
            let name = cast.department_name(Some(department));
            let across = false;
            cast.lanes.push(super::lane(cast.facts, name, 0, 0, across));
            cast.departments.push(Some(department.to_owned()));
        }
        let (name, post) = (
            context.words("map-concern-unknown"),
            context.words("map-concern-ask"),
        );
        cast.cards.push(Card {
            title: format!("{} · {name}", cast.department_name(Some(department))),
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

/// The departments whose concerns are to be known and are not written down.
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
pub(crate) fn said(facts: &AccountFacts<'_>) -> Option<String> {
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
