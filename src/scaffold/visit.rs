//! What is known about a new visit or exchange: what the last visit agreed, and the promises that are still open.

use super::note::Scaffold;
use super::prefill::ScaffoldContext;
use crate::domain::{Account, Contact, Item, Project, Visit};
use crate::forms::{Choices, Level, Moment, Precision, Record, dictionary};
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
    /// The mode of meeting, by its key.
    pub mode: Option<&'a str>,
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
    record: &'a Record,
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
    scaffold.set("manager", manager_of(context, account, last));
    scaffold.set("date", Some(date.iso()));
    scaffold.set(
        "mode",
        request
            .mode
            .and_then(|mode| written("mode", mode, context.language)),
    );
    scaffold.set("project", project.map(|project| project.name.clone()));
    scaffold.set(
        "stage",
        project.and_then(|project| stage_of(project, context.language)),
    );
    scaffold.set_list("people", people_of(context, account, last, request));
    if let Some(Agreement { record, .. }) = agreement {
        scaffold.set("place", record.text("place"));
        scaffold.set("aim", record.text("purpose"));
        scaffold.set("topics", record.text("plan"));
    }
    let open = open_promises(context, account);
    scaffold.body = promise_lists(&open, account, context.language);
    let sources = open.iter().map(|promise| promise.item);
    let sources = sources.chain(agreement.map(|agreement| &agreement.visit.item));
    scaffold.set("sensitivity", level_of(sources, context.language));
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
    scaffold.set("project_manager", manager_of(context, account, last));
    scaffold.set("date", Some(date.iso()));
    scaffold.set("project", project.map(|project| project.name.clone()));
    if let Some(Agreement { visit, record }) = agreement {
        scaffold.set("plan.purpose", record.text("purpose"));
        scaffold.set(
            "sensitivity",
            level_of([&visit.item].into_iter(), context.language),
        );
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
            let record = visit.item.record.record("next_visit")?;
            is_open(visit, index == 0).then_some(Agreement { visit, record })
        })
}

fn date_of(
    context: &ScaffoldContext<'_>,
    request: &MeetingRequest<'_>,
    agreement: Option<Agreement<'_>>,
) -> Moment {
    let is_day = |date: &Moment| matches!(date.precision, Precision::Day | Precision::Minute);
    let agreed = agreement.and_then(|agreement| agreement.record.moment("date"));
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
    let of_visit = || last.and_then(|visit| visit.item.record.text("manager"));
    let manager = account
        .manager()
        .or_else(of_visit)
        .map(|name| context.settings.person(name));
    manager.or(context.only_teammate()).map(str::to_owned)
}

/// Returns the project of the last visit, else the only open one.
fn project_of<'a>(account: &'a Account, last: Option<&Visit>) -> Option<&'a Project> {
    let reference = last.and_then(|visit| visit.item.record.reference("project"));
    let of_visit = account.project(reference.and_then(|project| project.target));
    let is_open = |project: &&Project| {
        let stage = project.item.record.choice("stage");
        !matches!(stage, Some("closed_won" | "closed_lost" | "on_hold"))
    };
    let mut open = account.projects.iter().filter(is_open);
    of_visit.or(match (open.next(), open.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    })
}

fn stage_of(project: &Project, language: Language) -> Option<String> {
    written("stage", project.item.record.choice("stage")?, language)
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
        let left = contact.item.record.moment("left_on");
        if left.is_some_and(|left| !left.is_after(context.today)) {
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

/// Returns a value of an enum as it is written in a language.
fn written(choices: &str, key: &str, language: Language) -> Option<String> {
    let choices: &Choices = dictionary().choices(choices)?;
    let choice = choices.values.get(choices.find(key)?)?;
    Some(language.pick(&choice.zh, &choice.key).to_owned())
}

/// Returns the level of a note that quotes others: private if any of them is.
fn level_of<'a>(sources: impl Iterator<Item = &'a Item>, language: Language) -> Option<String> {
    let highest = sources.map(Item::level).max()?;
    let is_private = highest == Level::Private;
    is_private
        .then(|| written("sensitivity", "private", language))
        .flatten()
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
        (
            Side::Ours,
            language.pick("我们答应了还没做完的", "Our open promises"),
        ),
        (
            Side::Theirs,
            language.pick("客户答应了还没做完的", "Their open promises"),
        ),
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
            false => "\n",
        };
        let _ = write!(body, "{space}## {heading}\n\n");
        promises.for_each(|promise| body += &task(promise, account, language));
    }
    body
}

/// Ticking a task in the copy does not close the promise; a date in the original note does.
fn how_to_close(language: Language) -> &'static str {
    language.pick(
        "做完了，到原笔记里那一行写上 `完成: 日期`；只在这里打勾不算。\n\n",
        "When one is done, add `done: DATE` to its line in the original note; ticking it here does not close it.\n\n",
    )
}

fn task(promise: &Promise<'_>, account: &Account, language: Language) -> String {
    let owner = promise.owner().map(str::to_owned);
    let facts: Vec<String> = owner
        .into_iter()
        .chain(promise.due().map(|due| due.iso()))
        .collect();
    let separator = language.pick("，", ", ");
    let facts = match (facts.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::Chinese) => format!("（{}）", facts.join(separator)),
        (false, Language::English) => format!(" ({})", facts.join(separator)),
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

    #[test]
    fn text_is_escaped_for_markdown() {
        assert_eq!(escaped("送 [样品]\n*急*"), "送 \\[样品\\] \\*急\\*");
        assert_eq!(
            written("mode", "call", Language::Chinese).as_deref(),
            Some("电话")
        );
    }
}
