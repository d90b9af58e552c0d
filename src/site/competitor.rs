//! The page of a competitor: what is known of it, where we met it, and by which criteria it leads.

use super::links::link;
use super::list::competitors::average;
use super::note_page::page_view;
use super::summary::{Mention, RivalRow, Summary};
use super::widgets::notes_section;
use super::widgets::signed;
use crate::domain::{Item, Lookups};
use crate::forms::Kind;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::output::Output;
use crate::html::view::{Block, Column, Link, Row, Section};
use crate::html::writer::{Attachments, HtmlWriter};
use crate::text::Diagnostic;
use std::collections::BTreeMap;

/// Renders the page of a competitor's note.
pub fn competitor_page(
    context: &RenderContext<'_>,
    lookups: &Lookups<'_>,
    item: &Item,
    summaries: &[&Summary],
    diagnostics: &[Diagnostic],
    output: &dyn Output,
) {
    let attachments = Attachments::default();
    let writer = HtmlWriter {
        context,
        lookups,
        route: &item.route,
        source: &item.source,
        attachments: &attachments,
    };
    let mut view = page_view(context, item, diagnostics);
    let route = crate::html::route::href(&item.route);
    let visible = summaries.iter().filter(|_| context.is_internal());
    let encounters: Vec<&RivalRow> = visible
        .flat_map(|summary| &summary.rivals)
        .filter(|rival| rival.rival.route == route)
        .collect();
    view.sections = writer.sections(
        Kind::Competitor,
        &item.record,
        &[Item::SENSITIVITY, Item::ACCOUNT, Item::ACCOUNT_CODE],
    );
    view.sections
        .extend(encounters_section(&writer, &encounters));
    view.sections.extend(criteria_section(&writer, &encounters));
    view.sections.extend(notes_section(&writer, item));
    view.sections.extend(writer.unknown_fields(&item.record));
    view.sections
        .extend(mention_section(&writer, item, summaries));
    let mut head = context.head(&item.route, "competitors", item.name());
    head.kind = context.words("competitor");
    head.source = context.file_of(item);
    let here = Link {
        label: head.heading.clone(),
        href: String::new(),
    };
    head.crumbs = context.crumbs(&head.root, "competitors", vec![here]);
    attachments.copy(lookups, output);
    output.put(&item.route, context.print("competitor.html", &head, &view));
}

fn encounters_section(writer: &HtmlWriter<'_>, encounters: &[&RivalRow]) -> Option<Section> {
    let words = |key: &str| writer.context.words(key);
    let root = crate::html::route::root_of(writer.route);
    let row = |rival: &&RivalRow| {
        Row::of(vec![
            link(&root, &rival.project),
            link(&root, &rival.account),
            rival.lead.clone(),
            escaped(&rival.offer),
            escaped(&rival.satisfied),
            escaped(&rival.dissatisfied),
        ])
    };
    let columns = vec![
        Column::text(words("project")),
        Column::short(words("account")),
        Column::number(words("our-lead")),
        Column::text(words("offer")),
        Column::text(words("satisfied")),
        Column::text(words("dissatisfied")),
    ];
    let mut section = writer.section(
        "met-in",
        vec![super::widgets::table(
            columns,
            encounters.iter().map(row).collect(),
        )],
    );
    section.count = encounters.len().to_string();
    (!encounters.is_empty()).then_some(section)
}

/// Our average lead by criterion, smallest first.
fn criteria_section(writer: &HtmlWriter<'_>, encounters: &[&RivalRow]) -> Option<Section> {
    let mut gaps: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    for (criterion, gap) in encounters.iter().flat_map(|rival| &rival.gaps) {
        gaps.entry(criterion).or_default().push(*gap);
    }
    let mean = |gaps: &[i32]| average(gaps.iter().map(|gap| f64::from(*gap))).unwrap_or_default();
    let mut rows: Vec<(&str, f64, usize)> = gaps
        .iter()
        .map(|(name, gaps)| (*name, mean(gaps), gaps.len()))
        .collect();
    rows.sort_by(|one, other| one.1.total_cmp(&other.1).then_with(|| one.0.cmp(other.0)));
    let words = |key: &str| writer.context.words(key);
    let columns = vec![
        Column::text(words("criterion")),
        Column::number(words("average-gap")),
        Column::number(words("times")),
    ];
    let gap = |gap: f64| {
        if gap < 0.0 {
            format!("<span class=bad>{}</span>", signed(gap))
        } else {
            signed(gap)
        }
    };
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|(name, mean, count)| Row::of(vec![escaped(name), gap(mean), count.to_string()]))
        .collect();
    (!rows.is_empty()).then(|| {
        writer.section(
            "lead-by-criterion",
            vec![super::widgets::table(columns, rows)],
        )
    })
}

/// The notes of accounts that refer to a page outside the accounts.
pub(crate) fn mention_section(
    writer: &HtmlWriter<'_>,
    item: &Item,
    summaries: &[&Summary],
) -> Option<Section> {
    let root = crate::html::route::root_of(writer.route);
    let mentions = summaries
        .iter()
        .flat_map(|summary| &summary.mentions)
        .filter(|mention| *mention.to == *item.route);
    let line = |mention: &Mention| {
        let Mention { from, account, .. } = mention;
        let of_account = match from.name == *account {
            true => String::new(),
            false => format!(" <small class=mute>{}</small>", escaped(account)),
        };
        format!("{}{of_account}", link(&root, from))
    };
    let items: Vec<String> = mentions.map(line).collect();
    (!items.is_empty()).then(|| writer.section("mentions", vec![Block::list(items)]))
}
