//! Calendar files: valid for a strict parser, reproducible, and with birthdays only for the owner of the notes.
#![allow(clippy::disallowed_methods)]

mod memory;

use icalendar::parser::{read_calendar, unfold};
use kafolio::build::Options;
use memory::{Files, Site};
use std::collections::BTreeSet;

fn built(files: &Files, audience: &str) -> Site {
    let choice = Options {
        audience: Some(audience.to_owned()),
        ..Options::default()
    };
    memory::built(files, &choice).expect("it can be built")
}

fn calendars(site: &Site) -> Vec<(&str, &str)> {
    let files = site.pages.keys().filter(|route| route.ends_with(".ics"));
    files
        .map(|route| (route.as_str(), site.page(route)))
        .collect()
}

/// Checks a file strictly against RFC 5545: lines, required and forbidden properties, values.
fn check(route: &str, text: &str) -> usize {
    assert!(text.ends_with("END:VCALENDAR\r\n"), "{route} ends");
    for line in text.trim_end().split("\r\n") {
        assert!(line.len() <= 75, "{route}: {} octets: {line}", line.len());
        assert!(
            !line.contains(['\r', '\n']),
            "{route}: a bare line end: {line:?}"
        );
        assert!(!line.chars().any(char::is_control), "{route}: {line:?}");
    }
    let unfolded = unfold(text);
    let calendar = read_calendar(&unfolded).unwrap_or_else(|error| panic!("{route}: {error}"));
    for key in ["VERSION", "PRODID", "METHOD", "CALSCALE"] {
        let count = calendar
            .properties
            .iter()
            .filter(|one| one.name == key)
            .count();
        assert_eq!(count, 1, "{route}: {key}");
    }
    let mut identifiers = BTreeSet::new();
    for event in &calendar.components {
        assert_eq!(event.name, "VEVENT", "{route}");
        for key in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"] {
            let count = event
                .properties
                .iter()
                .filter(|one| one.name == key)
                .count();
            assert_eq!(count, 1, "{route}: {key} of {event:?}");
        }
        let value = |key: &str| event.find_prop(key).expect("it is there").val.to_string();
        assert!(
            identifiers.insert(value("UID")),
            "{route}: {} twice",
            value("UID")
        );
        let (start, end) = (value("DTSTART"), value("DTEND"));
        assert!(start < end, "{route}: {start} to {end}");
        let form: String = start
            .chars()
            .map(|one| if one.is_ascii_digit() { '9' } else { one })
            .collect();
        assert!(
            matches!(form.as_str(), "99999999" | "99999999T999999"),
            "{route}: {start}"
        );
    }
    calendar.components.len()
}

#[test]
fn example_calendars_are_valid_and_linked_from_the_week() {
    let site = built(&memory::folder("content"), "internal");
    let files = calendars(&site);
    assert!(files.len() > 3);
    let all = files
        .iter()
        .find(|(route, _)| *route == "calendar/all.ics")
        .expect("it is there");
    let entries = check(all.0, all.1);
    let of_owners: usize = files
        .iter()
        .filter(|one| one.0 != all.0)
        .map(|(route, text)| check(route, text))
        .sum();
    assert_eq!(entries, of_owners, "every entry is somebody's");
    let week = site.page("week.html");
    for (route, _) in files {
        assert!(week.contains(&format!("href=\"{route}\"")), "{route}");
    }
}

#[test]
fn birthdays_are_only_in_the_owners_calendar() {
    let files = memory::folder("content");
    let owner = built(&files, "owner");
    let has_birthdays = calendars(&owner)
        .iter()
        .any(|(_, text)| text.contains("RRULE:FREQ=YEARLY"));
    assert!(has_birthdays, "the example has birthdays");
    calendars(&owner).iter().for_each(|(route, text)| {
        check(route, text);
    });
    for audience in ["internal", "management"] {
        for (route, text) in calendars(&built(&files, audience)) {
            assert!(
                !text.contains("RRULE") && !text.contains("生日"),
                "{audience}: {route}"
            );
        }
    }
}

#[test]
fn special_characters_are_escaped_and_long_lines_folded() {
    let long = "付款；条款, 单独谈\\谈完".repeat(12);
    let visit = format!(
        "---\nmanager: 沈/砚秋\nnext_visit: {{date: 2026-03-24 23:30, place: \"A, B; C\\nBEGIN:VEVENT\", purpose: \"{}\"}}\n---\n",
        long.replace('\\', "\\\\")
    );
    let files = Files::from([
        (
            "content/accounts/a/index.md".to_owned(),
            "---\nname: \"甲\\r公司\"\n---\n".to_owned(),
        ),
        ("content/accounts/a/visits/2026-03-12.md".to_owned(), visit),
    ]);
    let site = built(&files, "internal");
    let files = calendars(&site);
    assert_eq!(files.len(), 2);
    for (route, text) in files {
        assert_eq!(check(route, text), 1, "{route}: {text}");
        assert!(text.contains("DTSTART:20260324T233000") && text.contains("DTEND:20260325T003000"));
        assert!(text.contains("LOCATION:A\\, B\\; C"), "{text}");
    }
    assert!(site.pages.contains_key("calendar/沈-砚秋.ics"));
}

#[test]
fn an_owner_named_all_has_their_own_file() {
    let visit = "---\nmanager: All\nnext_visit: {date: 2026-03-24}\n---\n";
    let files = Files::from([
        (
            "content/accounts/a/index.md".to_owned(),
            "---\nname: 甲公司\n---\n".to_owned(),
        ),
        (
            "content/accounts/a/visits/2026-03-12.md".to_owned(),
            visit.to_owned(),
        ),
    ]);
    let site = built(&files, "internal");
    assert!(site.pages.contains_key("calendar/all.ics"));
    assert!(site.pages.contains_key("calendar/all-2.ics"));
}
