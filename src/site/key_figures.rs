//! Key figures: the few values in large type in the head of a page, each with its derivation.

use super::event_mark::EventMark;
use super::facts::AccountFacts;
use super::widgets::{
    attitude_html, field_label, outcome_html, signed, stage_label, stage_squares, value_label,
};
use crate::domain::{Attitude, Contact, Exchange, FieldKey, KnownChoice, Project, Stage, Visit};
use crate::figure::spark::{spark, strip};
use crate::forms::{Kind, Level};
use crate::html::escape::escaped;
use crate::html::view::KeyFigure;
use crate::html::writer::HtmlWriter;
use crate::insight::{
    Ground, KnownValue, Progress, Promise, PromiseState, Scorecard, Standing, days_between,
    lead_history,
};

/// The width of the small drawing under a key figure, in pixels.
const KEY_FIGURE_PX: f64 = 208.0;

/// The anchors of key figures on a page.
pub(crate) const STAGE_ANCHOR: &str = "key-stage";
pub(crate) const LEAD_ANCHOR: &str = "key-lead";
pub(crate) const COVERAGE_ANCHOR: &str = "key-coverage";

/// The highest evidenced stage, and how far the claimed one is ahead of it.
pub(crate) fn stage_key_figure(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    progress: &Progress<'_>,
) -> KeyFigure {
    let strings = facts.context.strings();
    let label = stage_label(facts, progress.evidenced_stage());
    let claimed = progress
        .claimed
        .map(|stage| stage_label(facts, stage))
        .unwrap_or_default();
    let missing = Stage::at(progress.evidenced)
        .filter(|_| progress.claimed_number() > Some(progress.evidenced));
    let why = match missing {
        Some(stage) => {
            let next = facts.context.label_of(stage);
            strings.with("stage-ahead", &[("claimed", &claimed), ("next", next)])
        }
        None if claimed.is_empty() => String::new(),
        None => strings.with("stage-claimed", &[("claimed", &claimed)]),
    };
    KeyFigure {
        id: STAGE_ANCHOR.to_owned(),
        label: strings.get("evidenced-stage").to_owned(),
        html: progress.evidenced.to_string(),
        unit: facts.context.language().facts(&["/ 8", &label]),
        why_html: escaped(&why),
        figure_html: stage_squares(
            progress.evidenced,
            progress.claimed_number().unwrap_or_default(),
        ),
        grounds: writer.grounds(progress.grounds()),
        ..KeyFigure::default()
    }
}

/// Our weighted total minus that of the strongest rival.
pub(crate) fn lead_key_figure(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    project: &Project,
    card: &Scorecard<'_>,
) -> Option<KeyFigure> {
    let strings = facts.context.strings();
    let (lead, best, ours) = (card.lead()?, card.best_rival()?, card.our_total?);
    let totals = card
        .rivals
        .iter()
        .filter_map(|rival| Some(format!("{} {:.2}", rival.name.text, rival.total?)));
    let totals: Vec<String> = totals.collect();
    let totals = facts.context.language().clauses(&totals);
    let values = [("ours", format!("{ours:.2}")), ("rivals", totals)];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let mut why = strings.with("lead-why", &values);
    let gaps = card.gaps();
    if gaps > 0 {
        why.push_str(&strings.with("lead-gaps", &[("gaps", &gaps.to_string())]));
    }
    Some(KeyFigure {
        id: LEAD_ANCHOR.to_owned(),
        label: strings.get("weighted-lead").to_owned(),
        html: signed(lead),
        unit: strings.with("against", &[("rival", &best.name.text)]),
        why_html: escaped(&why),
        figure_html: format!("{}{}", totals_strip(writer, card), lead_spark(writer, card)),
        grounds: writer.grounds(
            card.rows
                .iter()
                .map(|row| Ground::at(&project.item, row.entry.record.span)),
        ),
        class: if lead < 0.0 { "behind" } else { "" },
        ..KeyFigure::default()
    })
}

/// The weighted totals of all sides on an axis from 1 to 5.
fn totals_strip(writer: &HtmlWriter<'_>, card: &Scorecard<'_>) -> String {
    let rivals: Vec<Option<f64>> = card.rivals.iter().map(|rival| rival.total).collect();
    let title = writer.context.words("totals-on-axis");
    strip(card.our_total, &rivals, KEY_FIGURE_PX, &title)
}

/// The history of the lead as a small line, from −1 at the bottom to +1 at the top.
fn lead_spark(writer: &HtmlWriter<'_>, card: &Scorecard<'_>) -> String {
    let history = lead_history(card);
    let (Some((first, _)), Some((last, _))) = (history.first(), history.last()) else {
        return String::new();
    };
    let whole = f64::from(days_between(*first, *last)).max(1.0);
    let points: Vec<(f64, Option<f64>)> = history
        .iter()
        .map(|(day, lead)| {
            let height = 0.5 + lead.clamp(-1.0, 1.0) / 2.0;
            (f64::from(days_between(*first, *day)) / whole, Some(height))
        })
        .collect();
    let history_text: Vec<String> = history
        .iter()
        .map(|(day, lead)| format!("{day} {}", signed(*lead)))
        .collect();
    let title = writer
        .context
        .strings()
        .with("lead-changed", &[("told", &history_text.join(" · "))]);
    spark(&points, KEY_FIGURE_PX, &title)
}

/// Coverage twelve months ago and at the end of each month since, as a small line.
fn coverage_spark(facts: &AccountFacts<'_>) -> String {
    const MONTHS: i32 = 12;
    let as_of = facts.context.viewpoint.as_of;
    let day = |back: i32| as_of.saturating_sub(jiff::Span::new().months(back));
    let percents: Vec<(jiff::civil::Date, Option<usize>)> = (0..=MONTHS)
        .rev()
        .map(|back| (day(back), facts.reach.coverage(day(back)).percent()))
        .collect();
    let points: Vec<(f64, Option<f64>)> = percents
        .iter()
        .enumerate()
        .map(|(at, (_, percent))| {
            let height = percent.map(|percent| percent as f64 / 100.0);
            (at as f64 / f64::from(MONTHS), height)
        })
        .collect();
    let known = percents
        .iter()
        .find_map(|(day, percent)| Some((*day, (*percent)?)));
    let Some((from, first)) = known else {
        return String::new();
    };
    let values = [
        ("date", &*from.to_string()),
        ("percent", &*first.to_string()),
    ];
    let title = facts.context.strings().with("coverage-changed", &values);
    spark(&points, KEY_FIGURE_PX, &title)
}

/// The influence of the contacts met recently as a share of the influence of all.
pub(crate) fn coverage_key_figure(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
) -> Option<KeyFigure> {
    let coverage = &facts.coverage;
    let strings = facts.context.strings();
    let of = format!("{} / {}", coverage.met, coverage.all);
    let why = strings.with_args(
        "coverage-why",
        &[
            ("days", &coverage.window_days),
            ("met", &coverage.people_met),
            ("all", &coverage.people),
        ],
    );
    Some(KeyFigure {
        id: COVERAGE_ANCHOR.to_owned(),
        label: strings.get("coverage").to_owned(),
        html: format!("{} %", coverage.percent()?),
        unit: strings.with("influence-of", &[("of", &of)]),
        why_html: escaped(&why),
        figure_html: coverage_spark(facts),
        grounds: writer.grounds(
            facts
                .reach
                .on(facts.context.viewpoint.as_of)
                .filter_map(|seen| seen.met),
        ),
        ..KeyFigure::default()
    })
}

/// The value of a project, with what is known of its budget and dates.
pub(crate) fn amount_key_figure(writer: &HtmlWriter<'_>, project: &Project) -> Option<KeyFigure> {
    let amount = Project::AMOUNT.entry(project.record())?;
    let fact = |key: FieldKey| {
        let entry = key.entry(project.record())?;
        Some(format!(
            "<span class=nw>{} {}</span>",
            escaped(&writer.label(entry.field)),
            writer.value(entry)
        ))
    };
    let known = [
        Project::BUDGET,
        Project::PROBABILITY,
        Project::EXPECTED_PURCHASE,
    ];
    let known: Vec<String> = known.into_iter().filter_map(fact).collect();
    Some(KeyFigure {
        label: writer.label(amount.field),
        html: writer.value(amount),
        why_html: writer.language().clauses(&known),
        class: "word",
        ..KeyFigure::default()
    })
}

/// The current assessment of a contact, and the note that each value is from.
pub(crate) fn standing_key_figures(
    writer: &HtmlWriter<'_>,
    contact: &Contact,
    standing: &Standing<'_>,
) -> Vec<KeyFigure> {
    let known = [
        (Contact::INFLUENCE, standing.influence),
        (Contact::ATTITUDE, standing.attitude),
        (Contact::RAPPORT, standing.rapport),
        (Contact::RELATION_STATE, standing.relation_state),
    ];
    let key = |(key, known): (FieldKey, Option<KnownValue<'_>>)| {
        let known = known?;
        let word = value_label(writer, known.value);
        let entry = key.entry(contact.record());
        let private = entry.is_some_and(|entry| entry.field.level == Level::Private);
        Some(KeyFigure {
            label: field_label(writer, Kind::Contact, key),
            html: match key {
                Contact::ATTITUDE => {
                    let attitude = standing.attitude().unwrap_or(Attitude::Unknown);
                    attitude_html(attitude, &word)
                }
                _ => escaped(&word),
            },
            why_html: since(writer, known),
            mark: writer.mark_of(private),
            class: "word",
            ..KeyFigure::default()
        })
    };
    known.into_iter().filter_map(key).collect()
}

fn since(writer: &HtmlWriter<'_>, known: KnownValue<'_>) -> String {
    let words = |key: &str| escaped(writer.context.strings().get(key));
    match known.observed {
        Some((item, date)) => {
            let day = writer.link(&item.route, &date.iso_day());
            format!("{day} {}", words("seen-then"))
        }
        None => words("from-the-form"),
    }
}

/// The outcome of a visit, the promises made in it, and the next appointment.
pub(crate) fn visit_key_figures(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    visit: &Visit,
) -> Vec<KeyFigure> {
    let record = visit.record();
    let outcome = Visit::OUTCOME.entry(record).map(|entry| KeyFigure {
        label: writer.label(entry.field),
        html: outcome_html(
            EventMark::of(&visit.item),
            &value_label(writer, &entry.value),
        ),
        why_html: Visit::OBJECTIVES
            .entry(record)
            .map_or(String::new(), |entry| writer.value(entry)),
        class: "word",
        ..KeyFigure::default()
    });
    let made: Vec<&Promise<'_>> = facts
        .promises
        .iter()
        .filter(|promise| promise.item.id == visit.item.id)
        .collect();
    let keys = [
        outcome,
        promises_key_figure(facts, &made),
        next_key_figure(facts, writer, visit),
    ];
    keys.into_iter().flatten().collect()
}

/// How many of the promises made are still open.
fn promises_key_figure(facts: &AccountFacts<'_>, made: &[&Promise<'_>]) -> Option<KeyFigure> {
    let strings = facts.context.strings();
    let open = made
        .iter()
        .filter(|promise| promise.state.is_open())
        .count();
    let is_overdue =
        |promise: &&&Promise<'_>| matches!(promise.state, PromiseState::OverdueDays(_));
    let overdue = made.iter().filter(is_overdue).count();
    let why = match (overdue, open) {
        (0, 0) => strings.get("all-closed").to_owned(),
        (0, _) => strings.get("none-overdue").to_owned(),
        _ => strings.with("overdue-of", &[("count", &overdue.to_string())]),
    };
    (!made.is_empty()).then(|| KeyFigure {
        label: strings.get("open-promises").to_owned(),
        html: open.to_string(),
        unit: strings.with("of-made", &[("count", &made.len().to_string())]),
        why_html: escaped(&why),
        class: if overdue > 0 { "behind" } else { "" },
        ..KeyFigure::default()
    })
}

fn next_key_figure(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    visit: &Visit,
) -> Option<KeyFigure> {
    let next = visit.next_visit()?;
    let date = next.date()?;
    let days = -facts.days_since(date.day);
    let strings = facts.context.strings();
    let unit = match days {
        0 => strings.get("today").to_owned(),
        1.. => strings.with("in-days", &[("days", &days.to_string())]),
        _ => String::new(),
    };
    let words = [next.purpose(), next.place()];
    let words: Vec<String> = words.into_iter().flatten().map(escaped).collect();
    Some(KeyFigure {
        label: strings.get("next-visit").to_owned(),
        html: date.iso_day(),
        unit,
        why_html: writer.language().clauses(&words),
        class: "word",
        ..KeyFigure::default()
    })
}

/// Planned against actual: key people who attended, goals reached, questions answered to satisfaction.
pub(crate) fn exchange_key_figures(writer: &HtmlWriter<'_>, exchange: &Exchange) -> Vec<KeyFigure> {
    let Some(summary) = exchange.summary() else {
        return Vec::new();
    };
    let planned = exchange.plan().into_iter();
    let planned: Vec<u32> = planned
        .flat_map(|plan| plan.customer_attendees())
        .filter_map(|row| row.contact()?.target)
        .collect();
    let attended: Vec<u32> = summary
        .attendees()
        .iter()
        .filter_map(|reference| reference.target)
        .collect();
    let attended_count = planned.iter().filter(|id| attended.contains(id)).count();
    let (goals, answers) = (|| summary.goals_reached(), || summary.answers());
    let reached = goals().filter(|goal| goal.is_reached()).count();
    let satisfied = answers().filter(|answer| answer.is_satisfied()).count();
    let counts = [
        ("key-people-came", (attended_count, planned.len())),
        ("goals-reached", (reached, goals().count())),
        ("answers-satisfied", (satisfied, answers().count())),
    ];
    counts
        .into_iter()
        .filter(|(_, (_, all))| *all > 0)
        .map(|(label, (count, all))| KeyFigure {
            label: writer.context.words(label),
            html: count.to_string(),
            unit: format!("/ {all}"),
            ..KeyFigure::default()
        })
        .collect()
}
