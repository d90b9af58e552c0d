//! The list of all alerts: by severity, then by rule, account and owner, muted ones last. The first page ends with a
//! description of every rule: what it finds, why, and its thresholds.

use super::listing::Listing;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::pagination::Group;
use crate::html::view::{Block, Column, Row, Section};
use crate::insight::{AlertSeverity, RULES, Rule, Threshold};
use crate::site::alerts::columns::{
    grounds, of_severity, rule_link, severity_label, severity_sentence,
};
use crate::site::links::{link, owner_link};
use crate::site::list_page::{Included, ListInput, ListPage};
use crate::site::summary::AlertRow;

/// The page's row in the table.
pub(crate) const PAGE: ListPage = ListPage {
    key: "alerts",
    route: "alerts.html",
    template: "alerts.html",
    folders: &[],
    included: Included::WithAccounts,
    in_navigation: true,
    shows_same: |one, other| one.alerts == other.alerts,
    render,
};

fn render(input: &ListInput<'_>) {
    let ListInput {
        context,
        summaries,
        output,
        ..
    } = *input;
    let words = |key: &str| context.words(key);
    let all = summaries.iter().flat_map(|summary| &summary.alerts);
    let (mut raised, mut muted): (Vec<&AlertRow>, Vec<&AlertRow>) =
        all.partition(|row| row.muted.is_empty());
    for rows in [&mut raised, &mut muted] {
        rows.sort_by_cached_key(|row| (index_of(row.rule), &row.account, &row.owner));
    }
    let groups = AlertSeverity::ALL.map(|severity| Group {
        label: severity_label(context, severity),
        note: String::new(),
        rows: of_severity(&raised, severity),
    });
    let counts = groups.each_ref().map(|group| group.rows.len());
    let muted_group = Group {
        label: words("alerts-muted-all"),
        note: String::new(),
        rows: muted,
    };
    let groups = groups.into_iter().chain([muted_group]);
    let listing = Listing {
        context,
        page: &PAGE,
        columns: columns(context),
        class: "sortable lines",
        summary: Vec::new(),
        lede: severity_sentence(context, counts),
        tail: vec![rules(context)],
    };
    let groups = groups.filter(|group| !group.rows.is_empty()).collect();
    listing.write(groups, |alert, root| row(context, alert, root), output);
}

/// The columns of a list of alerts.
pub(crate) fn columns(context: &RenderContext<'_>) -> Vec<Column> {
    vec![
        Column::text(context.words("alerts-finding")),
        Column::short(context.words("account")),
        Column::short(context.words("owner")),
        Column::text(context.words("alerts-evidence")),
        Column::short(context.words("alerts-rule")),
    ]
}

/// The index of a rule among all rules.
fn index_of(rule: &str) -> Option<usize> {
    RULES.iter().position(|one| one.id == rule)
}

/// A row of a list of alerts.
pub(crate) fn row(context: &RenderContext<'_>, alert: &AlertRow, root: &str) -> Row {
    let why = match alert.muted.as_str() {
        "" => String::new(),
        why => format!(" <em>{}</em>", escaped(why)),
    };
    Row::of(vec![
        format!(
            "{} <small class=sentence>{}</small>{why}",
            escaped(&alert.finding),
            escaped(&alert.sentence)
        ),
        link(root, &alert.account),
        owner_link(context, &alert.owner, root),
        grounds(context, alert, &|named| link(root, named)),
        rule_link(&format!("{root}alerts.html"), alert.rule),
    ])
}

/// The descriptions of the rules, each with its anchor.
fn rules(context: &RenderContext<'_>) -> Section {
    let mut rows = Vec::new();
    for severity in AlertSeverity::ALL {
        let mut of_severity: Vec<&&Rule> = RULES
            .iter()
            .filter(|rule| rule.severity == severity)
            .collect();
        // By id, the contradictions last.
        of_severity.sort_by_key(|rule| (rule.id.starts_with('C'), rule.id));
        rows.push(Row {
            cells: vec![escaped(&severity_label(context, severity))],
            class: "group",
        });
        rows.extend(of_severity.into_iter().map(|rule| rule_row(context, rule)));
    }
    let table = Block::Table {
        label: String::new(),
        columns: vec![
            Column::short(context.words("alerts-rule")),
            Column::text(context.words("alerts-looks-for")),
            Column::text(context.words("alerts-thresholds")),
        ],
        rows,
        private: false,
        class: "rules",
    };
    Section {
        id: "rules".to_owned(),
        title: context.words("alerts-rules"),
        count: RULES.len().to_string(),
        summary: vec![context.words("alerts-rules-sum")],
        blocks: vec![table],
        ..Section::default()
    }
}

fn rule_row(context: &RenderContext<'_>, rule: &Rule) -> Row {
    let key = rule.id.to_ascii_lowercase();
    let value_of = |threshold: &Threshold| threshold.value_in(context.settings);
    let values: Vec<(&str, String)> = rule
        .thresholds
        .iter()
        .map(|threshold| (threshold.name, value_of(threshold).to_string()))
        .collect();
    let shown: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let strings = context.strings();
    let what = strings.with(&format!("rule-{key}"), &shown);
    let why = strings.with(&format!("rule-{key}-why"), &shown);
    let thresholds: Vec<String> = values
        .iter()
        .map(|(name, value)| format!("<code>{name}: {value}</code>"))
        .collect();
    Row::of(vec![
        format!("<span id=\"{}\">{}</span>", rule.id, rule.id),
        format!(
            "{} <small class=sentence>{}</small>",
            escaped(&what),
            escaped(&why)
        ),
        thresholds.join(" "),
    ])
}
