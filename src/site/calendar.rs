//! Calendar files (RFC 5545): agreed visits, due promises and birthdays, one file for each of our people and one for
//! everybody.
//!
//! The only file that uses the iCalendar crate. Times are floating: they are local to the place of the visit. Files are
//! reproducible: an entry is identified by its note and stamped with the as-of day, never with the clock.

use super::summary::{AppointmentRow, PageLink, PersonRow, PromiseRow, Summary};
use crate::domain::{TakenSlugs, slug_of};
use crate::forms::{Moment, Precision};
use crate::html::context::RenderContext;
use crate::html::output::Output;
use crate::html::route::href;
use crate::insight::Side;
use crate::text::fingerprint;
use icalendar::{Calendar, Component, Event, EventLike, Property};
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The file name of the calendar of everybody; no owner can take it.
const ALL: &str = "all";
/// The last line of a calendar.
const END: &str = "END:VCALENDAR\r\n";
/// The assumed length of a visit of which only the beginning is agreed.
const DEFAULT_VISIT_MINUTES: u16 = 60;

/// One entry.
#[derive(Hash)]
struct Entry {
    owner: String,
    uid: String,
    when: Moment,
    yearly: bool,
    summary: String,
    place: String,
    description: String,
}

/// A calendar file: its owner, its route and its entries.
struct CalendarFile<'e> {
    name: String,
    route: String,
    entries: Vec<&'e Entry>,
}

/// Writes the files and returns a link to each with its owner's name, that of everybody first.
pub(crate) fn calendars(
    context: &RenderContext<'_>,
    summaries: &[&Summary],
    output: &dyn Output,
) -> Vec<PageLink> {
    let entries = entries(context, summaries);
    let files = files(context, &entries).into_par_iter();
    let written = files.map(|file| {
        if !output.is_unchanged(&file.route, fingerprint(&(&file.name, &file.entries))) {
            let text = text_of(context, &file.name, &file.entries);
            output.put(&file.route, text.into_bytes());
        }
        file.link()
    });
    written.collect()
}

/// A link to each file with its owner's name, that of everybody first.
pub(crate) fn calendar_files(context: &RenderContext<'_>, summaries: &[&Summary]) -> Vec<PageLink> {
    let entries = entries(context, summaries);
    files(context, &entries)
        .iter()
        .map(CalendarFile::link)
        .collect()
}

impl CalendarFile<'_> {
    fn link(&self) -> PageLink {
        PageLink {
            name: self.name.clone(),
            route: href(&self.route),
        }
    }
}

fn entries(context: &RenderContext<'_>, summaries: &[&Summary]) -> Vec<Entry> {
    summaries
        .iter()
        .flat_map(|summary| entries_of(context, summary))
        .collect()
}

/// The file of everybody and one for each owner; empty if there are no entries.
fn files<'e>(context: &RenderContext<'_>, entries: &'e [Entry]) -> Vec<CalendarFile<'e>> {
    if entries.is_empty() {
        return Vec::new();
    }
    let mut by_owner: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !entry.owner.is_empty()) {
        by_owner.entry(&entry.owner).or_default().push(entry);
    }
    let mut taken = TakenSlugs::of([ALL].into_iter());
    let mut files = vec![CalendarFile {
        name: context.words("calendar-all"),
        route: format!("calendar/{ALL}.ics"),
        entries: entries.iter().collect(),
    }];
    files.extend(by_owner.into_iter().map(|(owner, entries)| CalendarFile {
        name: owner.to_owned(),
        route: format!("calendar/{}.ics", taken.take(slug_of(owner))),
        entries,
    }));
    files
}

fn entries_of(context: &RenderContext<'_>, summary: &Summary) -> Vec<Entry> {
    let upcoming = summary.appointments.iter().filter(|one| !one.lapsed);
    let agreed = upcoming.filter_map(|one| visit_entry(context, one));
    let numbered = summary.promises.iter().enumerate();
    let due = numbered.filter_map(|(index, promise)| promise_entry(context, index, promise));
    let birthdays = summary
        .people
        .iter()
        .filter_map(|person| birthday_entry(context, &summary.row.account, person));
    agreed.chain(due).chain(birthdays).collect()
}

fn visit_entry(context: &RenderContext<'_>, appointment: &AppointmentRow) -> Option<Entry> {
    let account = &appointment.account.name;
    let purpose = match appointment.purpose.is_empty() {
        true => context.words("next-visit"),
        false => appointment.purpose.clone(),
    };
    Some(Entry {
        owner: appointment.owner.clone(),
        uid: format!("{}-next", appointment.from.route),
        when: appointment.at?,
        yearly: false,
        summary: context.language().facts(&[account.as_str(), &purpose]),
        place: appointment.place.clone(),
        description: appointment.from.name.clone(),
    })
}

fn promise_entry(context: &RenderContext<'_>, index: usize, promise: &PromiseRow) -> Option<Entry> {
    if promise.done {
        return None;
    }
    let side = match promise.side {
        Side::Theirs => "calendar-theirs",
        Side::Ours | Side::Action => "calendar-ours",
    };
    let values = [
        ("task", promise.task.as_str()),
        ("account", &promise.account.name),
    ];
    Some(Entry {
        owner: promise.owner.clone(),
        uid: format!("{}-{index}", promise.from.route),
        when: promise.due_on?,
        yearly: false,
        summary: context.strings().with(side, &values),
        place: String::new(),
        description: [&*promise.contact.name, &*promise.from.name].join(" "),
    })
}

/// The birthday of a contact. Only summaries for the owner of the notes contain birthdays.
fn birthday_entry(
    context: &RenderContext<'_>,
    account: &PageLink,
    person: &PersonRow,
) -> Option<Entry> {
    let when = person
        .birthday
        .filter(|_| context.viewpoint.audience.is_owner())?;
    let has_day = matches!(when.precision, Precision::Day | Precision::Anniversary);
    let values = [
        ("name", person.person.name.as_str()),
        ("account", &account.name),
    ];
    (has_day && !person.left).then(|| Entry {
        owner: person.owner.clone(),
        uid: format!("{}-birthday", person.person.route),
        when: Moment {
            minute: None,
            ..when
        },
        yearly: true,
        summary: context.strings().with("calendar-birthday", &values),
        place: String::new(),
        description: String::new(),
    })
}

/// The text of a file, with its entries sorted by date.
fn text_of(context: &RenderContext<'_>, name: &str, entries: &[&Entry]) -> String {
    let mut sorted = entries.to_vec();
    sorted.sort_by_key(|entry| (entry.when, &entry.uid));
    let mut calendar = Calendar::new();
    // The crate puts its own name there; a calendar has one producer.
    calendar.properties.retain(|one| one.key() != "PRODID");
    calendar.append_property(Property::new("PRODID", "-//kafolio//kafolio//ZH"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name(&cleaned(name));
    let stamp = format!("{}T000000Z", date_digits(context.viewpoint.as_of));
    let frame = calendar.to_string();
    let mut text = frame.strip_suffix(END).unwrap_or(&frame).to_owned();
    // Events are written and dropped one by one: held all at once by the crate, those of a large site would take more
    // memory than all notes.
    for entry in sorted {
        // Writing to memory cannot fail.
        text += &event(entry, &stamp).try_into_string().unwrap_or_default();
    }
    text + END
}

fn event(entry: &Entry, stamp: &str) -> Event {
    let mut event = Event::new();
    event.uid(&format!("{}@kafolio", cleaned(&entry.uid)));
    event.add_property("DTSTAMP", stamp);
    event.summary(&cleaned(&entry.summary));
    let (start, end) = times(entry.when);
    let dated = |key: &str, value: String| {
        let mut property = Property::new(key, &value);
        if entry.when.minute.is_none() {
            property.add_parameter("VALUE", "DATE");
        }
        property
    };
    event.append_property(dated("DTSTART", start));
    event.append_property(dated("DTEND", end));
    if entry.when.minute.is_none() {
        // A due date must not block the day.
        event.add_property("TRANSP", "TRANSPARENT");
    }
    if entry.yearly {
        event.add_property("RRULE", "FREQ=YEARLY");
    }
    if !entry.place.is_empty() {
        event.location(&cleaned(&entry.place));
    }
    if !entry.description.trim().is_empty() {
        event.description(&cleaned(entry.description.trim()));
    }
    event.done()
}

/// The beginning and the end of an entry: an all-day entry ends on the next day, a timed one after an hour.
fn times(when: Moment) -> (String, String) {
    let next = |day: Date| date_digits(day.saturating_add(1.day()));
    let Some(minute) = when.minute else {
        return (date_digits(when.day), next(when.day));
    };
    let time = |minute: u16| format!("T{:02}{:02}00", minute / 60, minute % 60);
    let end = minute + DEFAULT_VISIT_MINUTES;
    let ends = match end < 24 * 60 {
        true => date_digits(when.day) + &time(end),
        false => next(when.day) + &time(end - 24 * 60),
    };
    (date_digits(when.day) + &time(minute), ends)
}

/// A date in iCalendar notation: `20260312`.
fn date_digits(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Text without control characters, which no calendar may contain; line breaks become spaces.
fn cleaned(words: &str) -> String {
    let without_breaks = |one: char| {
        if one.is_whitespace() && one != '　' {
            ' '
        } else {
            one
        }
    };
    words
        .chars()
        .map(without_breaks)
        .filter(|one| !one.is_control())
        .collect()
}
