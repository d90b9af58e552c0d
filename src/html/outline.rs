//! Outlines: which fields are shown together on the page of a kind of note, as tables.
//!
//! Fields that an outline does not name are shown as well: short values with the facts, lists and long texts at the
//! end. A field added to the dictionary appears without a change here.

use crate::forms::Kind;

/// A part of a page.
pub(crate) struct Part {
    /// Its anchor and the text key of its title.
    pub id: &'static str,
    /// Its fields, in order.
    pub fields: &'static [&'static str],
}

const fn part(id: &'static str, fields: &'static [&'static str]) -> Part {
    Part { id, fields }
}

const ACCOUNT: &[Part] = &[
    part(
        "facts",
        &[
            "name",
            "short_name",
            "code",
            "tier",
            "source",
            "legal_representative",
            "primary_contact",
            "decision_maker",
        ],
    ),
    part(
        "workings",
        &[
            "process",
            "decision_process",
            "departments",
            "concerns",
            "values_most",
            "customers",
            "parent",
        ],
    ),
    part("sales", &["our_sales", "service"]),
    part("information", &["information"]),
];

const CONTACT: &[Part] = &[
    part(
        "facts",
        &[
            "title",
            "department",
            "duties",
            "employer",
            "phone",
            "mobile",
            "email",
            "wechat",
            "qq",
            "fax",
            "postcode",
        ],
    ),
    part(
        "relations",
        &[
            "owner",
            "reports_to",
            "influences",
            "close_to",
            "conflicts_with",
            "favours",
        ],
    ),
    part(
        "work",
        &["communication_style", "management_style", "expectations"],
    ),
];

const PROJECT: &[Part] = &[
    part(
        "facts",
        &[
            "name",
            "amount",
            "budget",
            "probability",
            "purchase_method",
            "expected_purchase",
            "delivery",
            "payment_terms",
        ],
    ),
    part("needs", &["needs", "products"]),
    part("rivals", &["competitors"]),
    part("committee", &["committee"]),
    part("proofs", &["proofs", "work_plan"]),
];

const VISIT: &[Part] = &[
    part(
        "facts",
        &[
            "date",
            "mode",
            "place",
            "people",
            "accompanied_by",
            "manager",
            "project",
            "stage",
            "objectives",
        ],
    ),
    part("aim", &["aim", "outcome", "topics"]),
    part(
        "situation",
        &["elements", "successes", "failures", "suggestions"],
    ),
    part("promises", &["promises", "customer_commitments", "actions"]),
    part("changes", &["observations"]),
    part(
        "next-visit",
        &[
            "next_visit",
            "account_plan",
            "leader_advice",
            "signed_by",
            "signed_on",
        ],
    ),
];

const EXCHANGE: &[Part] = &[part(
    "facts",
    &["date", "project", "project_manager", "number"],
)];

const COMPETITOR: &[Part] = &[part("facts", &["name"])];

const PAGE: &[Part] = &[part("facts", &[])];

/// The outline of a kind's page.
pub(crate) fn outline(kind: Kind) -> &'static [Part] {
    match kind {
        Kind::Account => ACCOUNT,
        Kind::Contact => CONTACT,
        Kind::Project => PROJECT,
        Kind::Visit => VISIT,
        Kind::Exchange => EXCHANGE,
        Kind::Competitor => COMPETITOR,
        Kind::Page => PAGE,
        Kind::Site => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::dictionary;

    #[test]
    fn every_field_of_an_outline_is_in_the_dictionary() {
        for kind in Kind::ALL {
            for key in outline(kind).iter().flat_map(|part| part.fields) {
                assert!(
                    dictionary().schema(kind).field(key).is_some(),
                    "{} has no {key}",
                    kind.name()
                );
            }
        }
    }
}
