//! Calendar files (RFC 5545): agreed visits, what is due, and birthdays, for each of our people and for all.
//!
//! The only file that names the iCalendar crate. Times float: they are those of the place where one is. Nothing of a
//! clock or of chance is in a file: an entry is known by the note it is from, and stamped with the day looked at.

use super::summary::{AppointmentRow, Named, PersonRow, PromiseRow, Summary};
use crate::domain::{TakenSlugs, slug_of};
use crate::forms::{Moment, Precision};
use crate::html::context::RenderContext;
use crate::html::output::Output;
use crate::html::route::href;
use crate::text::fingerprint;
use icalendar::{Calendar, Component, Event, EventLike, Property};
use jiff::ToSpan;
use jiff::civil::Date;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The file of everything, and so no owner's.
const ALL: &str = "all";
/// How a calendar ends.
const END: &str = "END:VCALENDAR\r\n";
/// How long a visit is where only its beginning is agreed.
const VISIT_MINUTES: u16 = 60;

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

/// A file: whose it is, where it lies, and what is in it.
struct File<'e> {
    name: String,
    route: String,
    entries: Vec<&'e Entry>,
}

/// Writes the files; the names of their owners with where they lie, that of all first.
pub(crate) fn calendars(
    context: &RenderContext<'_>,
    summaries: &[&Summary],
    output: &dyn Output,
) -> Vec<Named> {
    let entries = entries(context, summaries);
    let files = files(context, &entries).into_par_iter();
    let written = files.map(|file| {
        if !output.is_unchanged(&file.route, fingerprint(&(&file.name, &file.entries))) {
            let text = text_of(context, &file.name, &file.entries);
            output.put(&file.route, text.into_bytes());
        }
        file.named()
    });
    written.collect()
}

/// The names of the owners of the files with where they lie, that of all first.
pub(crate) fn calendar_files(context: &RenderContext<'_>, summaries: &[&Summary]) -> Vec<Named> {
    let entries = entries(context, summaries);
    files(context, &entries).iter().map(File::named).collect()
}

impl File<'_> {
    fn named(&self) -> Named {
        Named {
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

/// The file of all, and one for each owner; none where there are no entries.
fn files<'e>(context: &RenderContext<'_>, entries: &'e [Entry]) -> Vec<File<'e>> {
    if entries.is_empty() {
        return Vec::new();
    }
    let mut by_owner: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !entry.owner.is_empty()) {
        by_owner.entry(&entry.owner).or_default().push(entry);
    }
    let mut taken = TakenSlugs::of([ALL].into_iter());
    let mut files = vec![File {
        name: context.words("calendar-all"),
        route: format!("calendar/{ALL}.ics"),
        entries: entries.iter().collect(),
    }];
    files.extend(by_owner.into_iter().map(|(owner, entries)| File {
        name: owner.to_owned(),
        route: format!("calendar/{}.ics", taken.take(slug_of(owner))),
        entries,
    }));
    files
}

fn entries_of(context: &RenderContext<'_>, summary: &Summary) -> Vec<Entry> {
    let ahead = summary.appointments.iter().filter(|one| !one.lapsed);
    let agreed = ahead.filter_map(|one| agreed(context, one));
    let numbered = summary.promises.iter().enumerate();
    let due = numbered.filter_map(|(place, promise)| due(context, place, promise));
    let born = summary
        .people
        .iter()
        .filter_map(|person| birthday(context, &summary.row.account, person));
    agreed.chain(due).chain(born).collect()
}

fn agreed(context: &RenderContext<'_>, appointment: &AppointmentRow) -> Option<Entry> {
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
        summary: [account, purpose.as_str()].join(context.language().pick("　", " · ")),
        place: appointment.place.clone(),
        description: appointment.from.name.clone(),
    })
}

fn due(context: &RenderContext<'_>, place: usize, promise: &PromiseRow) -> Option<Entry> {
    if promise.done {
        return None;
    }
    let side = match promise.side {
        "theirs" => "calendar-theirs",
        _ => "calendar-ours",
    };
    let values = [
        ("task", promise.task.as_str()),
        ("account", &promise.account.name),
    ];
    Some(Entry {
        owner: promise.owner.clone(),
        uid: format!("{}-{place}", promise.from.route),
        when: promise.due_on?,
        yearly: false,
        summary: context.strings().with(side, &values),
        place: String::new(),
        description: [&*promise.contact.name, &*promise.from.name].join(" "),
    })
}

/// A birthday, for the owner of the notes alone: nobody else's summary holds one.
fn birthday(context: &RenderContext<'_>, account: &Named, person: &PersonRow) -> Option<Entry> {
    let when = person
        .birthday
        .filter(|_| context.viewpoint.audience.is_owner())?;
    let whole = matches!(when.precision, Precision::Day | Precision::Anniversary);
    let values = [
        ("name", person.person.name.as_str()),
        ("account", &account.name),
    ];
    (whole && !person.left).then(|| Entry {
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

/// A file. Its entries stand in the order of their days.
fn text_of(context: &RenderContext<'_>, name: &str, entries: &[&Entry]) -> String {
    let mut sorted = entries.to_vec();
    sorted.sort_by_key(|entry| (entry.when, &entry.uid));
    let mut calendar = Calendar::new();
    // The crate names itself there; a calendar has one maker.
    calendar.properties.retain(|one| one.key() != "PRODID");
    calendar.append_property(Property::new("PRODID", "-//kafolio//kafolio//ZH"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name(&clean(name));
    let stamp = format!("{}T000000Z", digits(context.viewpoint.as_of));
    let frame = calendar.to_string();
    let mut text = frame.strip_suffix(END).unwrap_or(&frame).to_owned();
    // Each event is let go once it is written: as the crate holds them, those of a large site would take more room than
    // all notes.
    for entry in sorted {
        // Nothing can go wrong where one writes to memory.
        text += &event(entry, &stamp).try_into_string().unwrap_or_default();
    }
    text + END
}

fn event(entry: &Entry, stamp: &str) -> Event {
    let mut event = Event::new();
    event.uid(&format!("{}@kafolio", clean(&entry.uid)));
    event.add_property("DTSTAMP", stamp);
    event.summary(&clean(&entry.summary));
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
        // A day on which something is due does not fill the day.
        event.add_property("TRANSP", "TRANSPARENT");
    }
    if entry.yearly {
        event.add_property("RRULE", "FREQ=YEARLY");
    }
    if !entry.place.is_empty() {
        event.location(&clean(&entry.place));
    }
    if !entry.description.trim().is_empty() {
        event.description(&clean(entry.description.trim()));
    }
    event.done()
}

/// When an entry begins and ends: a day ends on the next, a time after an hour.
fn times(when: Moment) -> (String, String) {
    let next = |day: Date| digits(day.saturating_add(1.day()));
    let Some(minute) = when.minute else {
        return (digits(when.day), next(when.day));
    };
    let time = |minute: u16| format!("T{:02}{:02}00", minute / 60, minute % 60);
    let end = minute + VISIT_MINUTES;
    let ends = match end < 24 * 60 {
        true => digits(when.day) + &time(end),
        false => next(when.day) + &time(end - 24 * 60),
    };
    (digits(when.day) + &time(minute), ends)
}

/// A day as the format writes it: `20260312`.
fn digits(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Words without what no calendar may hold; line ends are spaces.
fn clean(words: &str) -> String {
    let plain = |one: char| {
        if one.is_whitespace() && one != '　' {
            ' '
        } else {
            one
        }
    };
    words
        .chars()
        .map(plain)
        .filter(|one| !one.is_control())
        .collect()
}
