//! The checklist for the next visit: appointment, open questions by respondent, promises to check, things to bring. The
//! boxes are meant to be ticked on paper.

use crate::domain::Contact;
use crate::forms::{Moment, Question};
use crate::html::escape::escaped;
use crate::html::view::{Block, Fact, Section};
use crate::html::writer::HtmlWriter;
use crate::insight::{Agreed, Appointment, Promise, Side};
use crate::site::facts::AccountFacts;
use crate::site::questions::{class_label, departments_to_ask, key_people, people_to_ask};

/// The checklist of an account.
pub(crate) fn checklist(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Section {
    let next = next_visit(facts);
    let mut blocks = vec![match next {
        Some(next) => agreed(writer, next),
        None => Block::Muted {
            text: writer.context.words("no-next-visit"),
        },
    }];
    let by_respondents = questions(facts, writer);
    let count: usize = by_respondents.iter().map(|(_, items)| items.len()).sum();
    blocks.extend(
        by_respondents
            .into_iter()
            .map(|(label, items)| tick_list(label, items)),
    );
    let due = promises_due(facts, writer, next.map(|next| next.date));
    if !due.is_empty() {
        blocks.push(tick_list(writer.context.words("promises-to-check"), due));
    }
    let kit = writer.context.list("visit_kit").into_iter();
    let kit: Vec<String> = kit.map(|one| with_box(&escaped(one))).collect();
    blocks.push(tick_list(writer.context.words("visit-kit"), kit));
    let mut section = writer.section("checklist", blocks);
    section.summary = vec![writer.context.words("checklist-summary")];
    section.count = count.to_string();
    section.keep = true;
    section
}

/// The next agreed visit or planned exchange.
fn next_visit<'d>(facts: &'d AccountFacts<'_>) -> Option<&'d Appointment<'d>> {
    let as_of = facts.context.viewpoint.as_of;
    let mut all = facts.appointments.iter();
    all.find(|one| one.date.day >= as_of && one.fulfilled_by.is_none())
}

/// Date, place, purpose and plan, with a link to the note.
fn agreed(writer: &HtmlWriter<'_>, next: &Appointment<'_>) -> Block {
    let plan = match next.plan {
        Agreed::Visit(visit) => visit.plan(),
        Agreed::Exchange(_) => None,
    };
    let fact = |label: &str, html: String| Fact {
        label: writer.context.words(label),
        html,
        mark: String::new(),
    };
    let mut rows = vec![fact("date", escaped(&next.date.iso()))];
    for (label, text) in [
        ("place", next.place()),
        ("purpose", next.purpose()),
        ("plan", plan),
    ] {
        rows.extend(text.map(|words| fact(label, escaped(words))));
    }
    rows.push(fact("source", writer.item(next.item)));
    Block::Facts {
        label: writer.context.words("next-visit"),
        rows,
        folded: false,
    }
}

/// The open questions, grouped by who can answer: the contacts of a department, else the department; for personal
/// questions the key people themselves.
fn questions(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Vec<(String, Vec<String>)> {
    let mut by_respondents: Vec<(String, Vec<String>)> = Vec::new();
    for class in &facts.information {
        let label = class_label(writer.context, class.class);
        let open = class.questions.iter().filter(|one| one.grounds.is_empty());
        for one in open {
            let words = escaped(writer.context.label(one.question));
            let item = with_box(&format!(
                "{words} <small class=mute>{}</small>",
                escaped(&label)
            ));
            let respondents = respondents(facts, writer, one.question);
            match by_respondents
                .iter_mut()
                .find(|(known, _)| *known == respondents)
            {
                Some((_, items)) => items.push(item),
                None => by_respondents.push((respondents, vec![item])),
            }
        }
    }
    by_respondents
}

/// The names of those who could answer.
fn respondents(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>, question: &Question) -> String {
    const MOST_PEOPLE: usize = 3;
    let names = |people: Vec<&Contact>| {
        let names: Vec<&str> = people.iter().map(|one| one.name.as_str()).collect();
        writer.language().list(&names)
    };
    if question.ask.is_empty() {
        let people = names(key_people(facts).take(MOST_PEOPLE).collect());
        let themselves = writer.context.words("known-themselves");
        return match people.is_empty() {
            true => themselves,
            false => format!("{themselves} · {people}"),
        };
    }
    let departments = departments_to_ask(question);
    let departments: Vec<&str> = departments
        .map(|department| writer.context.label_of(department))
        .collect();
    let departments = writer.language().list(&departments);
    let people = names(people_to_ask(facts, question).take(MOST_PEOPLE).collect());
    match people.is_empty() {
        true => departments,
        false => format!("{departments} · {people}"),
    }
}

/// The open promises of both sides that are due by the next visit, earliest first; all of them if no visit is agreed.
fn promises_due(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    visit: Option<Moment>,
) -> Vec<String> {
    let is_due = |one: &&Promise<'_>| {
        let later = visit
            .zip(one.due())
            .is_some_and(|(visit, due)| due.is_after(visit.day));
        one.state.is_open() && !later
    };
    let mut due: Vec<&Promise<'_>> = facts.promises.iter().filter(is_due).collect();
    due.sort_by_key(|one| one.due().map_or((true, None), |due| (false, Some(due.day))));
    let line = |one: &Promise<'_>| {
        let side = writer.context.words(match one.side {
            Side::Ours => "ours",
            Side::Theirs => "theirs",
            Side::Action => "our-actions",
        });
        let day = one.due().map_or(String::new(), |due| due.iso());
        with_box(&format!(
            "{} <small class=mute>{} {}</small>",
            escaped(one.task()),
            escaped(&side),
            escaped(&day)
        ))
    };
    due.into_iter().map(line).collect()
}

fn tick_list(label: String, items: Vec<String>) -> Block {
    Block::List {
        label,
        items,
        private: false,
    }
}

/// A line with a box to tick.
fn with_box(html: &str) -> String {
    format!("<i class=box></i>{html}")
}
