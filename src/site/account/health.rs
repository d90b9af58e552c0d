//! The health section of an account: the total with its parts, and our coverage of each department.

use crate::figure::{ShareBar, ShareBars};
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, Row, Section};
use crate::html::writer::HtmlWriter;
use crate::insight::{
    CoveredPerson, DepartmentCoverage, Ground, HealthPart, HealthPartKind as Kind, PART_POINTS,
    Scorecard, Side,
};
use crate::site::facts::AccountFacts;
use crate::site::key_figures::{COVERAGE_ANCHOR, LEAD_ANCHOR, STAGE_ANCHOR};
use crate::site::widgets::{signed, table, value_label};

/// Health with its parts, next to the coverage by department.
pub(crate) fn health(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Section> {
    facts.health.percent()?;
    let parts = HealthParts { facts, writer };
    let mut section = writer.section("health", parts.blocks());
    section.aside = departments(facts, writer);
    section.keep = true;
    section.summary = parts.summary();
    section.summary.extend(department_sentence(facts, writer));
    section.count = format!("{} / {}", facts.health.points(), facts.health.of());
    Some(section)
}

struct HealthParts<'a> {
    facts: &'a AccountFacts<'a>,
    writer: &'a HtmlWriter<'a>,
}

impl<'a> HealthParts<'a> {
    fn blocks(&self) -> Vec<Block> {
        let strings = self.writer.context.strings();
        let health = &self.facts.health;
        let words: Vec<(String, String, String)> = health
            .parts
            .iter()
            .map(|part| {
                let points = points(part);
                let title = format!("{} {points}", self.label(part.kind));
                (self.label(part.kind), points, title)
            })
            .collect();
        let rows = health.parts.iter().zip(&words);
        let rows: Vec<ShareBar<'_>> = rows
            .map(|(part, (label, points, title))| ShareBar {
                label,
                share: part
                    .points
                    .map(|points| f64::from(points) / f64::from(PART_POINTS)),
                weight: 1.0,
                words: points,
                title,
                ..ShareBar::default()
            })
            .collect();
        let sum = format!("{} / {}", health.points(), health.of());
        let description = self.sentence();
        let label = self.writer.context.words("health");
        let figure = ShareBars {
            title: &label,
            description: &description,
            rows: &rows,
            total: Some((strings.get("sheet-sum"), &sum)),
        };
        let figure =
            Block::figure(figure.draw()).with_label(strings.get("health-parts").to_owned());
        vec![figure, self.table(label)]
    }

    /// How each part was calculated, and where the page lists its evidence.
    fn table(&self, label: String) -> Block {
        let words = |key: &str| self.writer.context.words(key);
        let columns = vec![
            Column::short(words("part")),
            Column::number(words("points")),
            Column::text(words("reckoned")),
            Column::text(words("evidence")),
        ];
        let row = |part: &HealthPart| {
            Row::of(vec![
                escaped(&self.label(part.kind)),
                points(part),
                escaped(&self.calculation(part.kind)),
                self.writer
                    .grounds_link(anchor_of(part.kind), self.grounds(part.kind)),
            ])
        };
        let rows = self.facts.health.parts.iter().map(row).collect();
        table(columns, rows).with_class("data").with_label(label)
    }

    fn label(&self, kind: Kind) -> String {
        self.writer.context.words(match kind {
            Kind::Stage => "evidenced-stage",
            Kind::Lead => "weighted-lead",
            Kind::Coverage => "coverage",
            Kind::Promises => "promises-kept",
            Kind::Information => "information-answered",
        })
    }

    /// The calculation of a part, with its numbers.
    fn calculation(&self, kind: Kind) -> String {
        let strings = self.writer.context.strings();
        let facts = self.facts;
        let of = |part: usize, whole: usize, key: &str| match whole {
            0 => strings.get("not-known").to_owned(),
            _ => strings.with_args(key, &[("part", &part), ("whole", &whole)]),
        };
        match kind {
            Kind::Stage => {
                let progress = facts.lead_project.as_ref().map(|(_, progress)| progress);
                let claimed = progress.and_then(|progress| progress.claimed_number());
                let evidenced = progress.map_or(0, |progress| progress.evidenced);
                of(evidenced, claimed.unwrap_or_default(), "reckon-stage")
            }
            Kind::Lead => match facts.card.as_ref().and_then(Scorecard::lead) {
                Some(lead) => strings.with("reckon-lead", &[("lead", &signed(lead))]),
                None => strings.get("not-known").to_owned(),
            },
            Kind::Coverage => of(facts.coverage.met, facts.coverage.all, "reckon-coverage"),
            Kind::Promises => {
                let [ours, _] = &facts.promise_totals;
                of(ours.kept, ours.due(), "reckon-promises")
            }
            Kind::Information => {
                let (answered, asked) = super::information::counts(facts);
                of(answered, asked, "reckon-information")
            }
        }
    }

    fn grounds(&self, kind: Kind) -> Vec<Ground<'a>> {
        let facts = self.facts;
        match kind {
            Kind::Stage => {
                let progress = facts.lead_project.iter().map(|(_, progress)| progress);
                let evidence = progress.flat_map(|progress| &progress.evidence);
                evidence.flat_map(|stage| stage.grounds.clone()).collect()
            }
            Kind::Lead => {
                let project = facts.lead_project.iter().map(|(project, _)| &project.item);
                let rows = facts.card.iter().flat_map(|card| &card.rows);
                project
                    .flat_map(|item| {
                        rows.clone()
                            .map(move |row| Ground::at(item, row.entry.record.span))
                    })
                    .collect()
            }
            Kind::Coverage => {
                let people = facts.reach.on(facts.context.viewpoint.as_of);
                people.filter_map(|seen| seen.met).collect()
            }
            Kind::Promises => {
                let ours = facts.promises.iter();
                let ours = ours.filter(|promise| promise.side == Side::Ours);
                let due = ours.filter(|promise| promise.state.was_due());
                due.map(|promise| Ground::at(promise.item, promise.span()))
                    .collect()
            }
            Kind::Information => {
                let classes = facts.information.iter();
                let questions = classes.flat_map(|class| &class.questions);
                questions
                    .filter_map(|question| question.grounds.first().copied())
                    .collect()
            }
        }
    }

    /// The total, and which parts are unknown.
    fn summary(&self) -> Vec<String> {
        let strings = self.writer.context.strings();
        vec![self.sentence(), strings.get("health-formula").to_owned()]
    }

    fn sentence(&self) -> String {
        let strings = self.writer.context.strings();
        let health = &self.facts.health;
        let unknown: Vec<String> = health
            .parts
            .iter()
            .filter(|part| part.points.is_none())
            .map(|part| self.label(part.kind))
            .collect();
        let mut sentence = strings.with_args(
            "health-sum",
            &[("points", &health.points()), ("of", &health.of())],
        );
        if !unknown.is_empty() {
            let list = self.writer.language().list(&unknown);
            sentence.push_str(&strings.with("health-unknown", &[("parts", &list)]));
        }
        sentence
    }
}

/// The anchor under which the page lists the evidence of a part.
fn anchor_of(part: Kind) -> &'static str {
    match part {
        Kind::Stage => STAGE_ANCHOR,
        Kind::Lead => LEAD_ANCHOR,
        Kind::Coverage => COVERAGE_ANCHOR,
        Kind::Promises => "promises",
        Kind::Information => "known",
    }
}

fn points(part: &HealthPart) -> String {
    match part.points {
        Some(points) => format!("{points} / {PART_POINTS}"),
        None => "?".to_owned(),
    }
}

/// Coverage by department: the length of a bar is the influence in the department, its fill the share we have met.
fn departments(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Vec<Block> {
    let all = facts.reach.by_department(facts.context.viewpoint.as_of);
    if all.is_empty() {
        return Vec::new();
    }
    let strings = writer.context.strings();
    let most = all.iter().map(|one| one.coverage.all).max();
    let most = most.unwrap_or_default().max(1) as f64;
    let labels: Vec<[String; 3]> = all
        .iter()
        .map(|one| {
            let label = name_of(writer, one);
            let words = format!("{} / {}", one.coverage.met, one.coverage.all);
            let title = format!("{label} {words}");
            [label, words, title]
        })
        .collect();
    let rows = all.iter().zip(&labels);
    let rows: Vec<ShareBar<'_>> = rows
        .map(|(one, [label, words, title])| ShareBar {
            label,
            share: Some(one.coverage.met as f64 / one.coverage.all.max(1) as f64),
            weight: one.coverage.all as f64 / most,
            words,
            title,
            ..ShareBar::default()
        })
        .collect();
    let title = strings.get("coverage-by-department").to_owned();
    let description = department_sentence(facts, writer).unwrap_or_default();
    let figure = ShareBars {
        title: &title,
        description: &description,
        rows: &rows,
        total: None,
    };
    let figure = Block::figure(figure.draw())
        .with_label(title.clone())
        .with_note(strings.get("influence-unit").to_owned());
    let words = |key: &str| writer.context.words(key);
    let columns = vec![
        Column::short(words("department")),
        Column::number(words("influence")),
        Column::text(words("people-met")),
        Column::text(words("people-not-met")),
    ];
    let rows = all.iter().map(|one| department_row(writer, one)).collect();
    vec![
        figure,
        table(columns, rows).with_class("data").with_label(title),
    ]
}

fn department_row(writer: &HtmlWriter<'_>, one: &DepartmentCoverage<'_>) -> Row {
    let met = |seen: &&CoveredPerson<'_>| seen.met.is_some();
    let with_day = |seen: &CoveredPerson<'_>| {
        let person = writer.item(&seen.contact.item);
        match seen.met {
            Some(ground) => format!("{person} <small>{}</small>", writer.item(ground.item)),
            None => person,
        }
    };
    let (met, missed): (Vec<&CoveredPerson<'_>>, Vec<&CoveredPerson<'_>>) =
        one.people.iter().partition(met);
    Row::of(vec![
        escaped(&name_of(writer, one)),
        format!("{} / {}", one.coverage.met, one.coverage.all),
        writer.join(met.into_iter().map(with_day)),
        writer.join(missed.into_iter().map(with_day)),
    ])
}

fn name_of(writer: &HtmlWriter<'_>, one: &DepartmentCoverage<'_>) -> String {
    match one.department {
        Some(department) => value_label(writer, department),
        None => writer.context.words("no-department"),
    }
}

/// The departments in which we have met nobody recently, in a sentence.
fn department_sentence(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<String> {
    let all = facts.reach.by_department(facts.context.viewpoint.as_of);
    let missed: Vec<String> = all
        .iter()
        .filter(|one| one.coverage.people_met == 0)
        .map(|one| name_of(writer, one))
        .collect();
    let strings = writer.context.strings();
    let days = facts.coverage.window_days.to_string();
    let list = writer.language().list(&missed);
    let values = [("days", days.as_str()), ("departments", &list)];
    match (all.is_empty(), missed.is_empty()) {
        (true, _) => None,
        (false, true) => Some(strings.with("all-departments-met", &values[..1])),
        (false, false) => Some(strings.with("departments-not-met", &values)),
    }
}
