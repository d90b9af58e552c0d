//! I17: specification, quantity, budget or date unknown at the proposal or later.

use crate::forms::{Field, FieldType, Kind, dictionary};
use crate::insight::Ground;
use crate::insight::alert::{AlertSeverity, Case, Finding, OpenProject, Rule, Said};

/// What every product of a quotation must say.
const OF_PRODUCTS: [&str; 2] = ["specification", "quantity"];
/// What the project must say.
const OF_PROJECT: [&str; 2] = ["budget", "expected_purchase"];

pub(super) const RULE: Rule = Rule {
    id: "I17",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    tells: &["i17"],
    check,
};

fn check<'a>(case: &Case<'_, 'a>) -> Vec<Finding<'a>> {
    let projects = case.projects.iter();
    let quoted = projects.filter(|open| open.has_come_to("preliminary_proposal"));
    quoted.filter_map(lacking).collect()
}

fn lacking<'a>(open: &OpenProject<'a>) -> Option<Finding<'a>> {
    let record = &open.item().record;
    let schema = dictionary().schema(Kind::Project);
    let mut missing: Vec<&'static Field> = Vec::new();
    let products = record.records("products");
    if let Some(FieldType::List(inner)) = schema.field("products").map(|field| field.of_type) {
        let is_told = |key: &str| !products.is_empty() && products.iter().all(|row| row.has(key));
        let untold = OF_PRODUCTS.iter().filter(|key| !is_told(key));
        missing.extend(untold.filter_map(|key| inner.field(key)));
    }
    let untold = OF_PROJECT.iter().filter(|key| !record.has(key));
    missing.extend(untold.filter_map(|key| schema.field(key)));
    let finding = Finding::at("i17", Ground::field(open.item(), "products"))
        .says("project", open.name())
        .number("count", missing.len());
    let is_whole = missing.is_empty();
    let missing = missing.into_iter().map(Said::Field).collect();
    (!is_whole).then(|| finding.with("missing", Said::List(missing)))
}
