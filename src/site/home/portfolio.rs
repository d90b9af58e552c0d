//! The portfolio on the home page: a bubble chart of potential × coverage, next to the pipeline by stage and amount.

use super::section::section;
use crate::domain::{KnownChoice, Stage, Tier};
use crate::figure::shape::disc_swatch;
use crate::figure::{Bubble, Bubbles, Ink, MOST_BUBBLES, StackedBar, StackedBars, StackedPart};
use crate::forms::Currency;
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, Row, Section};
use crate::site::links::link;
use crate::site::list::pipeline::total_amounts;
use crate::site::summary::{AccountRow, ProjectRow, Summary};
use crate::site::widgets::{legend, table};

/// The lowest potential score that counts as high.
const GREAT_POTENTIAL: u8 = 4;
/// Coverage below this is too low, in percent.
const HALF_COVERED: usize = 50;
/// The most accounts named in a sentence.
const MOST_NAMED: usize = 5;
/// The most projects drawn in a stage; the rest is one segment.
const MOST_PARTS: usize = 24;

/// The bubble chart and the pipeline; `None` if both are empty.
pub(crate) fn portfolio(context: &RenderContext<'_>, summaries: &[&Summary]) -> Option<Section> {
    let map = PotentialChart::of(context, summaries);
    let pipeline = Pipeline::of(context, summaries);
    let mut portfolio = section(context, "portfolio", map.blocks());
    portfolio.summary = map.sentences();
    portfolio.summary.extend(pipeline.sentences());
    portfolio.aside = pipeline.blocks();
    if portfolio.blocks.is_empty() {
        portfolio.blocks = std::mem::take(&mut portfolio.aside);
    }
    portfolio.keep = true;
    (!portfolio.blocks.is_empty()).then_some(portfolio)
}

/// The accounts on the bubble chart, largest first, and those without enough data for it.
struct PotentialChart<'a> {
    context: &'a RenderContext<'a>,
    placed: Vec<(&'a AccountRow, u8, usize)>,
    missing: Vec<&'a AccountRow>,
    highest_cents: i64,
}

impl<'a> PotentialChart<'a> {
    fn of(context: &'a RenderContext<'a>, summaries: &[&'a Summary]) -> PotentialChart<'a> {
        let mut placed = Vec::new();
        let mut missing = Vec::new();
        for row in summaries.iter().map(|summary| &summary.row) {
            match (row.potential, row.coverage) {
                (Some(potential), Some(coverage)) => placed.push((row, potential, coverage)),
                _ => missing.push(row),
            }
        }
        let mut map = PotentialChart {
            context,
            placed,
            missing,
            highest_cents: 0,
        };
        let cents = |row: &AccountRow| map.cents(row);
        let highest_cents = map.placed.iter().filter_map(|(row, ..)| cents(row)).max();
        let mut order: Vec<(Option<i64>, usize)> = map
            .placed
            .iter()
            .enumerate()
            .map(|(at, (row, ..))| (cents(row), at))
            .collect();
        order.sort_by_key(|(cents, at)| (std::cmp::Reverse(*cents), *at));
        map.placed = order.into_iter().map(|(_, at)| map.placed[at]).collect();
        map.highest_cents = highest_cents.unwrap_or_default();
        map
    }

    /// Our sales in the currency of the site; `None` if there were none, or only in another currency.
    fn cents(&self, row: &AccountRow) -> Option<i64> {
        let (_, money) = row.sales?;
        let is_ours = money.currency == self.context.settings.currency && money.cents > 0;
        is_ours.then_some(money.cents)
    }

    fn sales(&self, row: &AccountRow) -> String {
        match row.sales {
            Some((_, money)) if money.cents > 0 => money.display(self.context.language()),
            _ => self.context.words("no-sales"),
        }
    }

    fn blocks(&self) -> Vec<Block> {
        if self.placed.is_empty() {
            return Vec::new();
        }
        let strings = self.context.strings();
        let shown = self.placed.iter().take(MOST_BUBBLES);
        let notes: Vec<(String, String)> = shown
            .clone()
            .map(|(row, potential, coverage)| {
                let sales = self.sales(row);
                let words = [
                    row.account.name.clone(),
                    format!("{} {potential}", strings.get("potential")),
                    format!("{} {coverage} %", strings.get("coverage")),
                    sales.clone(),
                ];
                (sales, self.context.language().clauses(&words))
            })
            .collect();
        let bubbles: Vec<Bubble<'_>> = shown
            .zip(&notes)
            .map(|((row, potential, coverage), (sales, title))| Bubble {
                label: &row.account.name,
                note: sales,
                x: (f64::from(*potential) - 1.0) / 4.0,
                y: *coverage as f64 / 100.0,
                size: self
                    .cents(row)
                    .map(|cents| cents as f64 / self.highest_cents as f64),
                ink: ink_of(row.tier),
                title,
                href: Some(&row.account.route),
            })
            .collect();
        let title = strings.get("portfolio-map").to_owned();
        let figure = Bubbles {
            title: &title,
            description: &self.sentences().concat(),
            bubbles: &bubbles,
            axes: [strings.get("potential"), strings.get("coverage")],
            ticks: [
                &["1", "2", "3", "4", "5"],
                &["0", "25", "50", "75", "100 %"],
            ],
            corners: [
                strings.get("corner-keep"),
                strings.get("corner-deepen"),
                strings.get("corner-watch"),
                strings.get("corner-attack"),
            ],
        };
        let html = format!(
            "<div class=scroll tabindex=0 role=group aria-label=\"{}\">{}</div>{}",
            escaped(&title),
            figure.draw(),
            self.legend()
        );
        let figure = Block::figure(html)
            .with_label(title.clone())
            .with_note(strings.get("portfolio-area").to_owned());
        vec![figure, self.table().with_label(title)]
    }

    fn legend(&self) -> String {
        let entry = |tier: &Tier| {
            let words = escaped(self.context.label_of(*tier));
            (disc_swatch(ink_of(Some(*tier))), words)
        };
        let mut entries: Vec<(String, String)> = Tier::ALL.iter().rev().map(entry).collect();
        let unsold = escaped(self.context.strings().get("no-sales"));
        entries.push((disc_swatch(Ink::BubbleUnknown), unsold));
        legend(&entries)
    }

    fn table(&self) -> Block {
        let words = |key: &str| self.context.words(key);
        let columns = vec![
            Column::short(words("account")),
            Column::number(words("potential")),
            Column::number(words("coverage")),
            Column::number(words("yearly-sales")),
        ];
        let row = |(row, potential, coverage): &(&AccountRow, u8, usize)| {
            Row::of(vec![
                link("", &row.account),
                potential.to_string(),
                format!("{coverage} %"),
                escaped(&self.sales(row)),
            ])
        };
        table(columns, self.placed.iter().map(row).collect()).with_class("data")
    }

    /// Which accounts deserve more time, and which are missing from the chart.
    fn sentences(&self) -> Vec<String> {
        let strings = self.context.strings();
        let mut sentences = Vec::new();
        let needs_attention = |(_, potential, coverage): &&(&AccountRow, u8, usize)| {
            *potential >= GREAT_POTENTIAL && *coverage < HALF_COVERED
        };
        let attack: Vec<&AccountRow> = self
            .placed
            .iter()
            .filter(needs_attention)
            .map(|one| one.0)
            .collect();
        if !self.placed.is_empty() {
            sentences.push(match self.names(&attack) {
                Some(names) => strings.with("portfolio-attack", &[("accounts", &names)]),
                None => strings.get("portfolio-no-attack").to_owned(),
            });
        }
        if let Some(names) = self
            .names(&self.missing)
            .filter(|_| !self.placed.is_empty())
        {
            sentences.push(strings.with("portfolio-missing", &[("accounts", &names)]));
        }
        sentences
    }

    /// The names of the first few accounts, and how many more there are.
    fn names(&self, rows: &[&AccountRow]) -> Option<String> {
        let names = rows.iter().take(MOST_NAMED);
        let mut names: Vec<String> = names.map(|row| row.account.name.clone()).collect();
        if let Some(more @ 1..) = rows.len().checked_sub(MOST_NAMED) {
            let strings = self.context.strings();
            names.push(strings.with("and-more", &[("count", &more.to_string())]));
        }
        (!names.is_empty()).then(|| self.context.language().list(&names))
    }
}

fn ink_of(tier: Option<Tier>) -> Ink {
    match tier {
        Some(Tier::Vip) => Ink::BubbleFirst,
        Some(Tier::Important) => Ink::BubbleSecond,
        Some(Tier::General) | None => Ink::BubbleThird,
    }
}

/// The projects of the eight stages, those with an amount in the site's currency first, largest first.
struct Pipeline<'a> {
    context: &'a RenderContext<'a>,
    stages: Vec<(Stage, Vec<&'a ProjectRow>)>,
}

impl<'a> Pipeline<'a> {
    fn of(context: &'a RenderContext<'a>, summaries: &[&'a Summary]) -> Pipeline<'a> {
        let projects = || summaries.iter().flat_map(|summary| &summary.projects);
        let currency = context.settings.currency;
        let of_stage = |stage: Stage| {
            let mut here: Vec<&ProjectRow> = projects()
                .filter(|project| project.stage == Some(stage))
                .collect();
            here.sort_by_key(|project| std::cmp::Reverse(cents(project, currency)));
            (stage, here)
        };
        Pipeline {
            context,
            stages: Stage::OF_FORM.into_iter().map(of_stage).collect(),
        }
    }

    fn currency(&self) -> Currency {
        self.context.settings.currency
    }

    fn is_empty(&self) -> bool {
        self.stages.iter().all(|(_, projects)| projects.is_empty())
    }

    fn blocks(&self) -> Vec<Block> {
        if self.is_empty() {
            return Vec::new();
        }
        let words: Vec<(String, Vec<SegmentText>)> = self
            .stages
            .iter()
            .map(|(_, projects)| {
                let drawn = projects.iter().copied();
                let drawn = drawn.filter(|project| cents(project, self.currency()).is_some());
                (total_amounts(self.context, drawn), self.parts(projects))
            })
            .collect();
        let parts: Vec<Vec<StackedPart<'_>>> = words
            .iter()
            .zip(&self.stages)
            .map(|((_, parts), (stage, _))| {
                let ink = match stage {
                    Stage::ClosedWon => Ink::BarSecond,
                    _ => Ink::Bar,
                };
                parts.iter().map(|part| part.to_part(ink)).collect()
            })
            .collect();
        let rows: Vec<StackedBar<'_>> = self
            .stages
            .iter()
            .zip(words.iter().zip(&parts))
            .map(|((stage, _), ((sum, _), parts))| StackedBar {
                label: self.context.label_of(*stage),
                parts,
                sum,
            })
            .collect();
        let title = self.context.words("pipeline-figure");
        let figure = StackedBars {
            title: &title,
            description: &self.sentences().concat(),
            rows: &rows,
        };
        let figure = Block::figure(figure.draw()).with_label(title.clone());
        vec![figure, self.table().with_label(title)]
    }

    /// The segments of a stage, largest first; beyond a limit the rest is one segment.
    fn parts(&self, projects: &[&ProjectRow]) -> Vec<SegmentText> {
        let strings = self.context.strings();
        let currency = self.context.settings.currency;
        let size = |project: &ProjectRow| cents(project, currency).unwrap_or_default() as f64;
        let part = |project: &&ProjectRow| {
            let days = project.days.map(|days| {
                let days = days.to_string();
                strings.with("days-in", &[("days", &days)])
            });
            let days = days.unwrap_or_default();
            let title = [
                project.account.name.as_str(),
                &project.project.name,
                &project.amount,
                &days,
            ];
            let title: Vec<&str> = title.into_iter().filter(|part| !part.is_empty()).collect();
            SegmentText {
                size: size(project),
                words: format!("{} {days}", project.account.name),
                title: self.context.language().clauses(&title),
                href: Some(project.project.route.clone()),
            }
        };
        let mut parts: Vec<SegmentText> = projects.iter().take(MOST_PARTS).map(part).collect();
        if let Some(rest @ [_, ..]) = projects.get(MOST_PARTS..) {
            let count = rest.len().to_string();
            let words = strings.with("projects-more", &[("count", &count)]);
            parts.push(SegmentText {
                size: rest.iter().map(|project| size(project)).sum(),
                title: words.clone(),
                words,
                href: Some("pipeline.html".to_owned()),
            });
        }
        parts
    }

    fn table(&self) -> Block {
        let words = |key: &str| self.context.words(key);
        let columns = vec![
            Column::short(words("stage")),
            Column::number(words("projects-count")),
            Column::number(words("amount")),
            Column::text(words("project")),
        ];
        let row = |(stage, projects): &(Stage, Vec<&ProjectRow>)| {
            let named = projects.iter().take(MOST_PARTS);
            let named: Vec<String> = named.map(|project| link("", &project.project)).collect();
            Row::of(vec![
                escaped(self.context.label_of(*stage)),
                projects.len().to_string(),
                escaped(&total_amounts(self.context, projects.iter().copied())),
                self.context.language().list(&named),
            ])
        };
        table(columns, self.stages.iter().map(row).collect()).with_class("data")
    }

    fn sentences(&self) -> Vec<String> {
        let strings = self.context.strings();
        let currency = self.context.settings.currency;
        let open = self
            .stages
            .iter()
            .filter(|(stage, _)| *stage != Stage::ClosedWon);
        let sum = |projects: &[&ProjectRow]| -> i64 {
            projects.iter().filter_map(|one| cents(one, currency)).sum()
        };
        let most = open
            .filter(|(_, projects)| !projects.is_empty())
            .max_by_key(|(_, projects)| sum(projects));
        let mut sentences = Vec::new();
        if let Some((stage, projects)) = most {
            let amount = total_amounts(self.context, projects.iter().copied());
            let stage = self.context.label_of(*stage);
            let values = [("stage", stage), ("sum", &*amount)];
            sentences.push(strings.with("pipeline-most", &values));
        }
        let all = self.stages.iter().flat_map(|(_, projects)| projects);
        let missing = all.filter(|project| cents(project, currency).is_none());
        let missing = missing.count();
        if missing > 0 {
            let count = missing.to_string();
            sentences.push(strings.with("pipeline-missing", &[("count", &count)]));
        }
        sentences
    }
}

/// A segment of a stage's bar, with its text.
struct SegmentText {
    size: f64,
    words: String,
    title: String,
    href: Option<String>,
}

impl SegmentText {
    fn to_part(&self, ink: Ink) -> StackedPart<'_> {
        StackedPart {
            size: self.size,
            ink,
            words: &self.words,
            warning: "",
            title: &self.title,
            href: self.href.as_deref(),
        }
    }
}

/// The amount of a project in a currency.
fn cents(project: &ProjectRow, currency: Currency) -> Option<i64> {
    let money = project.money.filter(|money| money.currency == currency)?;
    (money.cents > 0).then_some(money.cents)
}
