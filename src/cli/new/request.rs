//! Resolves the arguments for a new note: its name, date, project and people.

use super::NewError;
use crate::cli::arguments::{MeetingArguments, NoteArguments};
use crate::domain::{Account, Item, KnownChoice, Mode, Project};
use crate::forms::{Moment, Precision};
use crate::scaffold::{MeetingRequest, ScaffoldContext};
use crate::text::{Language, fold};
use jiff::ToSpan;
use jiff::civil::Date;

/// Returns the name of a new note; several words form one name.
pub(super) fn name(words: &[String]) -> Result<String, NewError> {
    let name = words.join(" ").trim().to_owned();
    match name.is_empty() || name.chars().any(char::is_control) {
        true => Err(NewError::UnusableName),
        false => Ok(name),
    }
}

/// Resolves the arguments for a meeting.
pub(super) fn of<'a>(
    when: &MeetingArguments,
    account: &'a Account,
    context: &ScaffoldContext<'_>,
) -> Result<MeetingRequest<'a>, NewError> {
    let named = |name: &str| project(name, account);
    Ok(MeetingRequest {
        date: when
            .date
            .as_deref()
            .map(|text| date(text, context.today))
            .transpose()?,
        project: when.project.as_deref().map(named).transpose()?,
        ..MeetingRequest::default()
    })
}

/// Adds the arguments for a visit to those for a meeting.
pub(super) fn with_visit<'a>(
    request: MeetingRequest<'a>,
    note: &NoteArguments,
    account: &'a Account,
    context: &ScaffoldContext<'_>,
) -> Result<MeetingRequest<'a>, NewError> {
    let NoteArguments::Visit { mode, with, .. } = note else {
        return Ok(request);
    };
    let mode = mode.as_deref().map(|mode| mode_named(mode, context));
    let people = with.iter().map(|name| person(name, account));
    Ok(MeetingRequest {
        mode: mode.transpose()?,
        people: people.collect::<Result<_, _>>()?,
        ..request
    })
}

/// Parses a date as people write it: in full, without the year, or relative to today; a time may follow.
fn date(text: &str, today: Date) -> Result<Moment, NewError> {
    let is_day = |date: &Moment| matches!(date.precision, Precision::Day | Precision::Minute);
    let relative = || Moment::parse(&expanded(text.trim(), today)?).ok();
    let date = Moment::parse(text).ok().or_else(relative).filter(is_day);
    date.ok_or_else(|| NewError::NotADay {
        text: text.to_owned(),
    })
}

/// Expands `tomorrow`, in any language, to its date, and adds the current year to `12月9日`.
fn expanded(text: &str, today: Date) -> Option<String> {
    let folded = fold(text);
    let date_for = |key: &str, days: i32| {
        let mut words = Language::all().map(|language| fold(language.phrase(key)).into_owned());
        let time = words.find_map(|word| folded.strip_prefix(&*word))?;
        let day = today.saturating_add(days.days());
        Some(format!("{day} {}", time.trim()).trim_end().to_owned())
    };
    let named = date_for("cli.today", 0)
        .or_else(|| date_for("cli.tomorrow", 1))
        .or_else(|| date_for("cli.day-after-tomorrow", 2));
    let is_of_this_year = text.contains('月') && !text.contains('年');
    let of_this_year = is_of_this_year.then(|| format!("{}年{text}", today.year()));
    named.or(of_this_year)
}

fn project<'a>(name: &str, account: &'a Account) -> Result<&'a Project, NewError> {
    let items = || account.projects.iter().map(|project| &project.item);
    let place = position(name, items());
    let project = place.and_then(|place| account.projects.get(place));
    project.ok_or_else(|| NewError::NoSuchProject {
        typed: name.to_owned(),
        known: items().map(Item::name).collect(),
    })
}

/// Returns the reference to a person: by name, or by file if two people have the same name.
fn person(name: &str, account: &Account) -> Result<String, NewError> {
    let items = || account.contacts.iter().map(|contact| &contact.item);
    let place = position(name, items());
    let contact = place.and_then(|place| account.contacts.get(place));
    let contact = contact.ok_or_else(|| NewError::NoSuchPerson {
        typed: name.to_owned(),
        known: items().map(Item::name).collect(),
    })?;
    let namesakes = account
        .contacts
        .iter()
        .filter(|one| one.name == contact.name);
    Ok(match namesakes.count() {
        1 => contact.name.clone(),
        _ => contact.item.slug.to_string(),
    })
}

fn position<'a>(name: &str, mut items: impl Iterator<Item = &'a Item>) -> Option<usize> {
    let folded = fold(name);
    items.position(|item| fold(&item.slug) == folded || fold(&item.name()) == folded)
}

fn mode_named(mode: &str, context: &ScaffoldContext<'_>) -> Result<Mode, NewError> {
    Mode::find(context.dictionary(), mode).ok_or_else(|| NewError::NoSuchMode {
        typed: mode.to_owned(),
    })
}
