//! What is known about a new visit or exchange: what the last visit agreed, and the promises that are still open.

use super::context::ScaffoldContext;
use super::note::Scaffold;
use crate::domain::{
    Account, Contact, Exchange, ExchangePlan, Item, KnownChoice, Mode, NextVisit, Project, Visit,
};
use crate::forms::{Kind, Level, Moment, Precision};
use crate::insight::{Promise, Side, appointments, meetings, promises};
use crate::text::Language;
use std::fmt::Write;

/// What the user specified about a meeting.
#[derive(Clone, Debug, Default)]
pub struct MeetingRequest<'a> {
    /// When it is.
    pub date: Option<Moment>,
    /// What it is about.
    pub project: Option<&'a Project>,
    /// The mode of meeting.
    pub mode: Option<Mode>,
    /// The people to meet, by name.
    pub people: Vec<String>,
}

/// A new visit or exchange.
#[derive(Clone, Debug)]
pub struct NewMeeting {
    /// When it is.
    pub date: Moment,
    /// The contents of its note.
    pub scaffold: Scaffold,
    /// The day of the visit that agreed it, if one did.
    pub agreed_on: Option<Moment>,
}

/// What a visit agreed on for the next one.
#[derive(Clone, Copy)]
struct Agreement<'a> {
    visit: &'a Visit,
    next: NextVisit<'a>,
}

/// Prefills a new visit. Without a date it is on the agreed day, unless that is past, else today.
pub fn visit_scaffold(
    context: &ScaffoldContext<'_>,
    account: &Account,
    request: &MeetingRequest<'_>,
) -> NewMeeting {
    let agreement = agreement(context, account, request);
    let date = date_of(context, request, agreement);
    let last = agreement
        .map(|agreement| agreement.visit)
        .or(account.visits.last());
    let project = request.project.or_else(|| project_of(account, last));
    let mut scaffold = Scaffold::default();
    let mode = request.mode.and_then(|mode| written(context, mode));
    let stage = project.and_then(|project| project.stage());
    let stage = stage.and_then(|stage| written(context, stage));
    scaffold.set(&Item::MANAGER, manager_of(context, account, last));
    scaffold.set(&Item::DATE, Some(date.iso()));
    scaffold.set(&Visit::MODE, mode);
    scaffold.set(&Item::PROJECT, project.map(|project| project.name.clone()));
    scaffold.set(&Visit::STAGE, stage);
    scaffold.set_list(&Visit::PEOPLE, people_of(context, account, last, request));
    if let Some(Agreement { next, .. }) = agreement {
        scaffold.set(&Visit::PLACE, next.place());
        scaffold.set(&Visit::AIM, next.purpose());
        scaffold.set(&Visit::TOPICS, next.plan());
    }
    let open = open_promises(context, account);
    scaffold.body = promise_lists(&open, account, context.language);
    let sources = open.iter().map(|promise| promise.item);
    let sources = sources.chain(agreement.map(|agreement| &agreement.visit.item));
    scaffold.set(&Item::SENSITIVITY, level_of(context, Kind::Visit, sources));
    NewMeeting {
        date,
        scaffold,
        agreed_on: agreement.and_then(|agreement| agreement.visit.date),
    }
}

/// Prefills a new technical exchange. Without a date it is on the agreed day, unless that is past, else today.
pub fn exchange_scaffold(
    context: &ScaffoldContext<'_>,
    account: &Account,
    request: &MeetingRequest<'_>,
) -> NewMeeting {
    let agreement = agreement(context, account, request);
    let date = date_of(context, request, agreement);
    let last = agreement
        .map(|agreement| agreement.visit)
        .or(account.visits.last());
    let project = request.project.or_else(|| project_of(account, last));
    let mut scaffold = Scaffold::default();
    let manager = manager_of(context, account, last);
    scaffold.set(&Exchange::PROJECT_MANAGER, manager);
    scaffold.set(&Item::DATE, Some(date.iso()));
    scaffold.set(&Item::PROJECT, project.map(|project| project.name.clone()));
    if let Some(Agreement { visit, next }) = agreement {
        let purpose = ExchangePlan::PURPOSE.within(Exchange::PLAN);
        scaffold.set(&purpose, next.purpose());
        let level = level_of(context, Kind::Exchange, [&visit.item].into_iter());
        scaffold.set(&Item::SENSITIVITY, level);
    }
    NewMeeting {
        date,
        scaffold,
        agreed_on: agreement.and_then(|agreement| agreement.visit.date),
    }
}

/// Returns what the last visit agreed, or an earlier one whose day is in the future; `None` if it was fulfilled
/// already, or if the new visit is much earlier than agreed.
fn agreement<'a>(
    context: &ScaffoldContext<'_>,
    account: &'a Account,
    request: &MeetingRequest<'_>,
) -> Option<Agreement<'a>> {
    let meetings = meetings(account, context.today);
    let appointments = appointments(account, &meetings);
    let is_open = |visit: &Visit, is_last: bool| {
        let mut of_visit = appointments
            .iter()
            .filter(|one| std::ptr::eq(one.item, &visit.item));
        let Some(appointment) = of_visit.next() else {
            return is_last;
        };
        let is_early = request
            .date
            .is_some_and(|date| !appointment.may_be_met_on(date.day));
        appointment.fulfilled_by.is_none()
            && (is_last || !appointment.lapsed(context.today))
            && !is_early
    };
    account
        .visits
        .iter()
        .rev()
        .enumerate()
        .find_map(|(index, visit)| {
            let next = visit.next_visit()?;
            is_open(visit, index == 0).then_some(Agreement { visit, next })
        })
}

fn date_of(
    context: &ScaffoldContext<'_>,
    request: &MeetingRequest<'_>,
    agreement: Option<Agreement<'_>>,
) -> Moment {
    let is_day = |date: &Moment| matches!(date.precision, Precision::Day | Precision::Minute);
    let agreed = agreement.and_then(|agreement| agreement.next.date());
    let agreed = agreed.filter(|date| is_day(date) && date.day >= context.today);
    request
        .date
        .or(agreed)
        .unwrap_or(Moment::of_day(context.today))
}

fn manager_of<'a>(
    context: &ScaffoldContext<'a>,
    account: &'a Account,
    last: Option<&'a Visit>,
) -> Option<String> {
    let of_visit = || last.and_then(|visit| visit.item.manager());
    let manager = account
        .manager()
        .or_else(of_visit)
        .map(|name| context.settings.person(name));
    manager.or(context.only_teammate()).map(str::to_owned)
}

/// Returns the project of the last visit, else the only open one.
fn project_of<'a>(account: &'a Account, last: Option<&Visit>) -> Option<&'a Project> {
    let reference = last.and_then(|visit| visit.item.project());
    let of_visit = account.project(reference.and_then(|project| project.target));
    let mut open = account.projects.iter().filter(|project| project.is_open());
    of_visit.or(match (open.next(), open.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    })
}

/// Returns the people met last, except those who have left, else the only contact; by name, or by file if two have
/// the same name.
fn people_of(
    context: &ScaffoldContext<'_>,
    account: &Account,
    last: Option<&Visit>,
    request: &MeetingRequest<'_>,
) -> Vec<String> {
    if !request.people.is_empty() {
        return request.people.clone();
    }
    let people = last.map(Visit::people).unwrap_or_default();
    let name = |contact: &Contact| {
        if contact.has_left(context.today) {
            return None;
        }
        let namesakes = account
            .contacts
            .iter()
            .filter(|one| one.name == contact.name);
        let is_only = namesakes.count() == 1;
        Some(if is_only {
            contact.name.clone()
        } else {
            contact.item.slug.to_string()
        })
    };
    let met = people.iter().filter_map(|one| account.contact(one.target));
    let met: Vec<String> = met.filter_map(name).collect();
    match (met.is_empty(), account.contacts.as_slice()) {
        (true, [only]) => name(only).into_iter().collect(),
        _ => met,
    }
}

/// Returns a value of an enum as notes contain it.
fn written(context: &ScaffoldContext<'_>, value: impl KnownChoice) -> Option<String> {
    let choice = value.choice(context.dictionary())?;
    Some(choice.written(context.language).to_owned())
}

/// Returns the level of a note that quotes others: private if any of them is.
fn level_of<'a>(
    context: &ScaffoldContext<'_>,
    kind: Kind,
    sources: impl Iterator<Item = &'a Item>,
) -> Option<String> {
    let highest = sources.map(Item::level).max()?;
    let field = Item::SENSITIVITY.field(context.dictionary().schema(kind))?;
    let mut levels = field.value_type.choices()?.values.iter();
    let private = levels.find(|choice| Level::from_key(&choice.key) == Some(Level::Private))?;
    (highest == Level::Private).then(|| private.written(context.language).to_owned())
}

fn open_promises<'a>(context: &ScaffoldContext<'_>, account: &'a Account) -> Vec<Promise<'a>> {
    let all = promises(account, context.today).into_iter();
    all.filter(|promise| promise.state.is_open() && promise.side != Side::Action)
        .collect()
}

/// Lists the open promises as tasks, each with a link to the note it was made in.
fn promise_lists(open: &[Promise<'_>], account: &Account, language: Language) -> String {
    let mut body = String::new();
    let sides = [
        (Side::Ours, language.phrase("scaffold.our-promises")),
        (Side::Theirs, language.phrase("scaffold.their-promises")),
    ];
    for (side, heading) in sides {
        let mut promises = open
            .iter()
            .filter(|promise| promise.side == side)
            .peekable();
        if promises.peek().is_none() {
            continue;
        }
        let space = match body.is_empty() {
            true => how_to_close(language),
            false => "\n".to_owned(),
        };
        let _ = write!(body, "{space}## {heading}\n\n");
        promises.for_each(|promise| body += &task(promise, account, language));
    }
    body
}

/// Ticking a task in the copy does not close the promise; a date in the original note does.
fn how_to_close(language: Language) -> String {
    format!("{}\n\n", language.phrase("scaffold.how-to-close"))
}

fn task(promise: &Promise<'_>, account: &Account, language: Language) -> String {
    let owner = promise.owner().map(str::to_owned);
    let facts: Vec<String> = owner
        .into_iter()
        .chain(promise.due().map(|due| due.iso()))
        .collect();
    let facts = match facts.is_empty() {
        true => String::new(),
        false => language.bracketed(&language.clauses(&facts)),
    };
    let link = link_to(promise.item, account);
    format!(
        "- [ ] {}{}: {link}\n",
        escaped(promise.task()),
        escaped(&facts)
    )
}

/// Returns a link from one of the account's visits to another note of the account.
fn link_to(item: &Item, account: &Account) -> String {
    let name = item.name();
    let folder = format!("content/accounts/{}/", account.item.slug);
    let within = item
        .source
        .path
        .strip_prefix(&folder)
        .filter(|_| !item.inline);
    match within {
        None => format!("[[{}]]", item.slug),
        Some(within) => {
            let path = match within.strip_prefix("visits/") {
                Some(in_visits) => in_visits.to_owned(),
                None => format!("../{within}"),
            };
            let is_simple = path
                .chars()
                .all(|one| one.is_alphanumeric() || "-_./".contains(one));
            let path = if is_simple { path } else { format!("<{path}>") };
            format!("[{}]({path})", escaped(&name))
        }
    }
}

/// Escapes text for Markdown.
fn escaped(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for one in text.chars() {
        if "\\`*_[]<>".contains(one) {
            words.push('\\');
        }
        words.push(if one.is_control() { ' ' } else { one });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Settings;

    #[test]
    fn text_is_escaped_for_markdown() {
        assert_eq!(escaped("送 [样品]\n*急*"), "送 \\[样品\\] \\*急\\*");
        let settings = Settings::default();
        let today = jiff::civil::date(2026, 3, 20);
        let context = ScaffoldContext::new(&settings, Language::CHINESE, today);
        assert_eq!(written(&context, Mode::Call).as_deref(), Some("电话"));
    }
}
