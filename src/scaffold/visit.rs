//! What a new visit or exchange begins with: what the last visit agreed, and the promises that are still open.

use super::note::Blank;
use super::start::ScaffoldContext;
use crate::domain::{Account, Contact, Item, Project, Visit};
use crate::forms::{Choices, Level, Moment, Precision, Record, dictionary};
use crate::insight::{Promise, Side, appointments, meetings, promises};
use crate::text::Language;
use std::fmt::Write;

/// What was asked for on the command line.
#[derive(Clone, Debug, Default)]
pub struct Wish<'a> {
    /// When it is.
    pub date: Option<Moment>,
    /// What it is about.
    pub project: Option<&'a Project>,
    /// How we meet, by its key.
    pub mode: Option<&'a str>,
    /// Whom we meet, by name.
    pub people: Vec<String>,
}

/// A new visit or exchange.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// When it is.
    pub date: Moment,
    /// Its note.
    pub blank: Blank,
    /// The day of the visit that agreed it, where one did.
    pub agreed_on: Option<Moment>,
}

/// What a visit agreed on for the next one.
#[derive(Clone, Copy)]
struct Agreement<'a> {
    visit: &'a Visit,
    record: &'a Record,
}

/// A new visit. Without a date of its own it is on the day agreed, unless that is past, else today.
pub fn visit_start(desk: &ScaffoldContext<'_>, account: &Account, wish: &Wish<'_>) -> Meeting {
    let agreement = agreement(desk, account, wish);
    let date = date_of(desk, wish, agreement);
    let last = agreement
        .map(|agreement| agreement.visit)
        .or(account.visits.last());
    let project = wish.project.or_else(|| project_of(account, last));
    let mut blank = Blank::default();
    blank.give("manager", manager_of(desk, account, last));
    blank.give("date", Some(date.iso()));
    blank.give(
        "mode",
        wish.mode
            .and_then(|mode| written("mode", mode, desk.language)),
    );
    blank.give("project", project.map(|project| project.name.clone()));
    blank.give(
        "stage",
        project.and_then(|project| stage_of(project, desk.language)),
    );
    blank.give_several("people", people_of(desk, account, last, wish));
    if let Some(Agreement { record, .. }) = agreement {
        blank.give("place", record.text("place"));
        blank.give("aim", record.text("purpose"));
        blank.give("topics", record.text("plan"));
    }
    let open = open_promises(desk, account);
    blank.body = told(&open, account, desk.language);
    let sources = open.iter().map(|promise| promise.item);
    let sources = sources.chain(agreement.map(|agreement| &agreement.visit.item));
    blank.give("sensitivity", level_of(sources, desk.language));
    Meeting {
        date,
        blank,
        agreed_on: agreement.and_then(|agreement| agreement.visit.date),
    }
}

/// A new technical exchange, on the day agreed unless that is past, else today.
pub fn exchange_start(desk: &ScaffoldContext<'_>, account: &Account, wish: &Wish<'_>) -> Meeting {
    let agreement = agreement(desk, account, wish);
    let date = date_of(desk, wish, agreement);
    let last = agreement
        .map(|agreement| agreement.visit)
        .or(account.visits.last());
    let project = wish.project.or_else(|| project_of(account, last));
    let mut blank = Blank::default();
    blank.give("project_manager", manager_of(desk, account, last));
    blank.give("date", Some(date.iso()));
    blank.give("project", project.map(|project| project.name.clone()));
    if let Some(Agreement { visit, record }) = agreement {
        blank.give("plan.purpose", record.text("purpose"));
        blank.give(
            "sensitivity",
            level_of([&visit.item].into_iter(), desk.language),
        );
    }
    Meeting {
        date,
        blank,
        agreed_on: agreement.and_then(|agreement| agreement.visit.date),
    }
}

/// What the last visit agreed, or an earlier one whose day is still to come; nothing where it was met already, or where
/// the new visit is much earlier than what was agreed.
fn agreement<'a>(
    desk: &ScaffoldContext<'_>,
    account: &'a Account,
    wish: &Wish<'_>,
) -> Option<Agreement<'a>> {
    let meetings = meetings(account, desk.today);
    let appointments = appointments(account, &meetings);
    let is_open = |visit: &Visit, is_last: bool| {
        let mut of_visit = appointments
            .iter()
            .filter(|one| std::ptr::eq(one.item, &visit.item));
        let Some(appointment) = of_visit.next() else {
            return is_last;
        };
        let is_early = wish
            .date
            .is_some_and(|date| !appointment.may_be_met_on(date.day));
        appointment.fulfilled_by.is_none()
            && (is_last || !appointment.lapsed(desk.today))
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
    desk: &ScaffoldContext<'_>,
    wish: &Wish<'_>,
    agreement: Option<Agreement<'_>>,
) -> Moment {
    let is_day = |date: &Moment| matches!(date.precision, Precision::Day | Precision::Minute);
    let agreed = agreement.and_then(|agreement| agreement.record.moment("date"));
    let agreed = agreed.filter(|date| is_day(date) && date.day >= desk.today);
    wish.date.or(agreed).unwrap_or(Moment::of_day(desk.today))
}

fn manager_of<'a>(
    desk: &ScaffoldContext<'a>,
    account: &'a Account,
    last: Option<&'a Visit>,
) -> Option<String> {
    let of_visit = || last.and_then(|visit| visit.item.record.text("manager"));
    let manager = account
        .manager()
        .or_else(of_visit)
        .map(|name| desk.settings.person(name));
    manager.or(desk.only_teammate()).map(str::to_owned)
}

/// The project of the last visit, else the only open one.
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

/// Those who were met last, unless they have left, else the only one there is; by name, by file where two bear one name.
fn people_of(
    desk: &ScaffoldContext<'_>,
    account: &Account,
    last: Option<&Visit>,
    wish: &Wish<'_>,
) -> Vec<String> {
    if !wish.people.is_empty() {
        return wish.people.clone();
    }
    let people = last.map(Visit::people).unwrap_or_default();
    let name = |contact: &Contact| {
        let left = contact.item.record.moment("left_on");
        if left.is_some_and(|left| !left.is_after(desk.today)) {
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

/// A value of an enum as it is written in a language.
fn written(choices: &str, key: &str, language: Language) -> Option<String> {
    let choices: &Choices = dictionary().choices(choices)?;
    let choice = choices.values.get(choices.find(key)?)?;
    Some(language.pick(&choice.zh, &choice.key).to_owned())
}

/// What a note takes over from private ones is private, too.
fn level_of<'a>(sources: impl Iterator<Item = &'a Item>, language: Language) -> Option<String> {
    let highest = sources.map(Item::level).max()?;
    let is_private = highest == Level::Private;
    is_private
        .then(|| written("sensitivity", "private", language))
        .flatten()
}

fn open_promises<'a>(desk: &ScaffoldContext<'_>, account: &'a Account) -> Vec<Promise<'a>> {
    let all = promises(account, desk.today).into_iter();
    all.filter(|promise| promise.state.is_open() && promise.side != Side::Action)
        .collect()
}

/// The open promises as lists of tasks, each with a link to the note it was made in.
fn told(open: &[Promise<'_>], account: &Account, language: Language) -> String {
    let mut body = String::new();
    let sides = [
        (
            Side::Ours,
            language.pick(
                "我们答应过、还没做完的",
                "What we promised and have not done",
            ),
        ),
        (
            Side::Theirs,
            language.pick(
                "客户答应过、还没做完的",
                "What they promised and have not done",
            ),
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

/// A tick in a list of what stands elsewhere closes nothing; where it stands, a date does.
fn how_to_close(language: Language) -> &'static str {
    language.pick(
        "做完了，到原笔记里那一行写上 `完成: 日期`；只在这里打勾不算。\n\n",
        "When one is done, write `done: DATE` on its line in the note it comes from; a tick here closes nothing.\n\n",
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

/// A link from a note of the account's visits to another note of the account.
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
                Some(beside) => beside.to_owned(),
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

/// Words that Markdown takes for words.
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
    fn words_stay_words() {
        assert_eq!(escaped("送 [样品]\n*急*"), "送 \\[样品\\] \\*急\\*");
        assert_eq!(
            written("mode", "call", Language::Chinese).as_deref(),
            Some("电话")
        );
    }
}
