//! Resolves the arguments for a new note: its name, date, project and people.

use crate::cli::arguments::{MeetingArguments, NoteArguments};
use crate::domain::{Account, Item, Project};
use crate::forms::{Moment, Precision, dictionary};
use crate::scaffold::{MeetingRequest, ScaffoldContext};
use crate::text::{Language, fold, nearest};
use jiff::ToSpan;
use jiff::civil::Date;

/// Returns the name of a new note; several words form one name.
pub(super) fn name(words: &[String], language: Language) -> Result<String, String> {
    let name = words.join(" ").trim().to_owned();
    let is_bad = name.is_empty() || name.chars().any(char::is_control);
    match is_bad {
        true => Err(language
            .pick(
                "NAME: 名字不能是空的，也不能有换行",
                "NAME: a name must not be empty or contain line breaks",
            )
            .to_owned()),
        false => Ok(name),
    }
}

/// Resolves the arguments for a meeting.
pub(super) fn of<'a>(
    when: &MeetingArguments,
    account: &'a Account,
    context: &ScaffoldContext<'_>,
) -> Result<MeetingRequest<'a>, String> {
    let language = context.language;
    let named = |name: &str| project(name, account, language);
    Ok(MeetingRequest {
        date: when
            .date
            .as_deref()
            .map(|text| date(text, context))
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
    language: Language,
) -> Result<MeetingRequest<'a>, String> {
    let NoteArguments::Visit { mode, with, .. } = note else {
        return Ok(request);
    };
    let mode = mode.as_deref().map(|mode| mode_key(mode, language));
    let people = with.iter().map(|name| person(name, account, language));
    Ok(MeetingRequest {
        mode: mode.transpose()?,
        people: people.collect::<Result<_, _>>()?,
        ..request
    })
}

/// Parses a date as people write it: in full, without the year, or relative to today; a time may follow.
fn date(text: &str, context: &ScaffoldContext<'_>) -> Result<Moment, String> {
    let is_day = |date: &Moment| matches!(date.precision, Precision::Day | Precision::Minute);
    let words = context.language.pick(
        "不是日期；写成 2026-03-12",
        "is not a date; write it as 2026-03-12",
    );
    let relative = || Moment::parse(&expanded(text.trim(), context.today)?).ok();
    let date = Moment::parse(text).ok().or_else(relative).filter(is_day);
    date.ok_or_else(|| format!("DATE: `{text}` {words}"))
}

/// Expands `明天` to its date, and adds the current year to `12月9日`.
fn expanded(text: &str, today: Date) -> Option<String> {
    const DAYS: [(&str, i32); 5] = [
        ("今天", 0),
        ("明天", 1),
        ("后天", 2),
        ("today", 0),
        ("tomorrow", 1),
    ];
    let folded = fold(text);
    let named = DAYS.iter().find_map(|(word, days)| {
        let time = folded.strip_prefix(word)?;
        let day = today.saturating_add(days.days());
        Some(format!("{day} {}", time.trim()).trim_end().to_owned())
    });
    let is_of_this_year = text.contains('月') && !text.contains('年');
    let of_this_year = is_of_this_year.then(|| format!("{}年{text}", today.year()));
    named.or(of_this_year)
}

fn project<'a>(
    name: &str,
    account: &'a Account,
    language: Language,
) -> Result<&'a Project, String> {
    let items = || account.projects.iter().map(|project| &project.item);
    let place = position(name, items());
    let project = place.and_then(|place| account.projects.get(place));
    let missing = language.pick("没有这个项目", "unknown project");
    project.ok_or_else(|| {
        unknown(
            "--project",
            name,
            missing,
            items().map(Item::name),
            language,
        )
    })
}

/// Returns the reference to a person: by name, or by file if two people have the same name.
fn person(name: &str, account: &Account, language: Language) -> Result<String, String> {
    let items = || account.contacts.iter().map(|contact| &contact.item);
    let place = position(name, items());
    let contact = place.and_then(|place| account.contacts.get(place));
    let missing = language.pick("没有这位联系人", "unknown contact");
    let contact = contact
        .ok_or_else(|| unknown("--with", name, missing, items().map(Item::name), language))?;
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

fn mode_key(mode: &str, language: Language) -> Result<&'static str, String> {
    let choices = dictionary().choices("mode");
    let found = choices.and_then(|choices| choices.values.get(choices.find(mode)?));
    found.map(|options| options.key.as_str()).ok_or_else(|| {
        let all = choices
            .map(|choices| choices.values.as_slice())
            .unwrap_or_default();
        let names = all
            .iter()
            .map(|options| language.pick(&options.zh, &options.key).to_owned());
        unknown(
            "--mode",
            mode,
            language.pick("没有这种方式", "unknown mode"),
            names,
            language,
        )
    })
}

/// Returns the message about an unknown value, with the nearest known one or all of them.
fn unknown(
    option: &str,
    typed: &str,
    missing: &str,
    names: impl Iterator<Item = String>,
    language: Language,
) -> String {
    let names: Vec<String> = names.collect();
    let near = nearest(typed, names.iter().map(String::as_str));
    let advice = match (near, names.is_empty(), language) {
        (Some(near), _, Language::Chinese) => format!("；是不是“{near}”？"),
        (Some(near), _, Language::English) => format!("; did you mean `{near}`?"),
        (None, true, _) => String::new(),
        (None, false, Language::Chinese) => format!("；可选: {}", names.join("、")),
        (None, false, Language::English) => format!("; expected one of: {}", names.join(", ")),
    };
    format!("{option}: {missing}: `{typed}`{advice}")
}
