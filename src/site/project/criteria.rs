//! Form 2: the buying criteria as weighted bars, next to what the customer needs.

use crate::domain::{Criterion, Project};
use crate::figure::{WeightedBar, WeightedBars};
use crate::forms::Percent;
use crate::html::view::{Block, Section};
use crate::html::writer::HtmlWriter;

/// Form 2: the criteria as weighted bars, and as a table.
pub(crate) fn criteria(writer: &HtmlWriter<'_>, project: &Project) -> Option<Section> {
    let entry = Project::CRITERIA.entry(project.record())?;
    let rows = || project.criteria();
    let percent = |row: Criterion<'_>| row.weight().unwrap_or_default();
    let bars: Vec<WeightedBar<'_>> = rows()
        .map(|row| WeightedBar {
            label: row.criterion().unwrap_or("…"),
            weight_percent: percent(row).fraction() * 100.0,
            title: "",
            href: None,
        })
        .collect();
    let strings = writer.context.strings();
    let total: i32 = rows().fold(0, |sum, row| sum.saturating_add(percent(row).hundredths));
    let total = format!("{} %", Percent { hundredths: total }.number());
    let heaviest = rows()
        .max_by_key(|row| percent(*row))
        .and_then(|row| row.criterion())
        .unwrap_or_default();
    let description = strings.with(
        "criteria-sentence",
        &[("criterion", heaviest), ("count", &bars.len().to_string())],
    );
    let label = writer.label(entry.field);
    let svg = WeightedBars {
        title: &label,
        description: &description,
        bars: &bars,
        rest_label: strings.get("unassigned"),
    };
    let note = strings.with("total", &[("total", &total)]);
    let figure = Block::figure(svg.draw())
        .with_label(label.clone())
        .with_note(note);
    let mut section = writer.section("criteria", vec![figure]);
    section.summary = vec![description];
    section.blocks.extend(
        writer
            .blocks(&[entry])
            .into_iter()
            .map(|block| block.with_class("data")),
    );
    section.aside = needs(writer, project);
    section.keep = true;
    section.count = strings.with("form-number", &[("number", "2")]);
    Some(section)
}

/// What the customer needs and what meets it, shown next to the criteria.
fn needs(writer: &HtmlWriter<'_>, project: &Project) -> Vec<Block> {
    let needs = Project::NEEDS.entry(project.record());
    needs.map_or(Vec::new(), |entry| writer.blocks(&[entry]))
}
