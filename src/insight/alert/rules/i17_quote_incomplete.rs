//! I17: specification, quantity, budget or date are unknown at the proposal stage or later.

use crate::domain::{FieldKey, Product, Project, Stage};
use crate::forms::{Field, FieldType};
use crate::insight::Ground;
use crate::insight::alert::{
    ActiveProject, AlertSeverity, Finding, FindingValue, Rule, RuleContext,
};

/// Required fields of every product in a quotation.
const OF_PRODUCTS: [FieldKey; 2] = [Product::SPECIFICATION, Product::QUANTITY];
/// Required fields of the project.
const OF_PROJECT: [FieldKey; 2] = [Project::BUDGET, Project::EXPECTED_PURCHASE];

pub(super) const RULE: Rule = Rule {
    id: "I17",
    severity: AlertSeverity::Amber,
    thresholds: &[],
    messages: &["i17"],
    check,
};

fn check<'a>(context: &RuleContext<'_, 'a>) -> Vec<Finding<'a>> {
    let projects = context.projects.iter();
    let quoted = projects.filter(|open| open.has_reached(Stage::PreliminaryProposal));
    quoted.filter_map(lacking).collect()
}

fn lacking<'a>(open: &ActiveProject<'a>) -> Option<Finding<'a>> {
    let record = &open.item().record;
    let schema = open.item().schema();
    let mut missing: Vec<&'static Field> = Vec::new();
    let products = open.project.products();
    if let Some(FieldType::List(inner)) = schema
        .field(&Project::PRODUCTS)
        .map(|field| field.value_type)
    {
        let is_filled = |key: &FieldKey| {
            let mut rows = products.clone();
            rows.len() > 0 && rows.all(|row| key.entry(row.record).is_some())
        };
        let missing_keys = OF_PRODUCTS.iter().filter(|key| !is_filled(key));
        missing.extend(missing_keys.filter_map(|key| inner.field(key)));
    }
    let missing_keys = OF_PROJECT.iter().filter(|key| key.entry(record).is_none());
    missing.extend(missing_keys.filter_map(|key| schema.field(key)));
    let finding = Finding::at("i17", Ground::field(open.item(), Project::PRODUCTS))
        .with_text("project", open.name())
        .number("count", missing.len());
    let is_whole = missing.is_empty();
    let missing = missing.into_iter().map(FindingValue::Field).collect();
    (!is_whole).then(|| finding.with("missing", FindingValue::List(missing)))
}
