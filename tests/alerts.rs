//! Alerts: each is told in words, rests on notes that have a page, can be muted, and holds for any date.
#![allow(clippy::disallowed_methods)]

mod memory;

use jiff::civil::{Date, date};
use kafolio::build::Options;
use kafolio::insight::RULES;
use memory::{Files, Site, built, folder};
use std::collections::{BTreeMap, BTreeSet};

/// An alert of an account's page.
#[derive(Debug)]
struct Shown {
    rule: String,
    links: Vec<String>,
    is_muted: bool,
}

fn on(day: Date) -> Options {
    Options {
        as_of: Some(day),
        audience: Some("owner".to_owned()),
        ..Options::default()
    }
}

fn example(day: Date) -> Site {
    built(&folder("content"), &on(day)).expect("the example can be built")
}

fn account_pages(site: &Site) -> impl Iterator<Item = &String> {
    let is_account = |route: &&String| {
        route.starts_with("accounts/")
            && route.ends_with("/index.html")
            && route.matches('/').count() == 2
    };
    site.pages.keys().filter(is_account)
}

/// The alerts of an account, in order: those of its page, and of its details those for which it had no room.
fn shown(site: &Site, route: &str) -> Vec<Shown> {
    let details = route.replace("/index.html", "/details.html");
    let further = site.pages.get(&details).map(|_| site.page(&details));
    let pages = [site.page(route), further.unwrap_or_default()];
    pages.into_iter().flat_map(on_page).collect()
}

fn on_page(page: &str) -> Vec<Shown> {
    let Some(start) = page.find("<div class=\"alerts\">") else {
        return Vec::new();
    };
    let section = page[start..].split("</section>").next().unwrap_or_default();
    let muted_from = section
        .rfind("<details class=\"sev rest\">")
        .unwrap_or(section.len());
    let mut at = 0;
    let mut alerts = Vec::new();
    for item in section.split("<li>") {
        let links: Vec<String> = item
            .split("href=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
            .collect();
        let rule = links
            .iter()
            .find_map(|link| link.split_once("alerts.html#"));
        if let Some((_, rule)) = rule {
            alerts.push(Shown {
                rule: rule.to_owned(),
                links: links.clone(),
                is_muted: at > muted_from,
            });
        }
        at += item.len() + "<li>".len();
    }
    alerts
}

/// The page that a link of a page leads to.
fn target(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('#').next().unwrap_or_default().split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn every_rule_and_every_finding_has_its_words_and_no_words_are_left_over() {
    let text = include_str!("../themes/default/alerts.yaml");
    let table: BTreeMap<String, serde_yaml::Value> = serde_yaml::from_str(text).expect("YAML");
    let made = |key: &&String| key.starts_with("rule-") || key.starts_with("alert-");
    let there: BTreeSet<String> = table.keys().filter(made).cloned().collect();
    let of_rules = RULES.iter().map(|rule| rule.id.to_ascii_lowercase());
    let of_rules = of_rules.flat_map(|id| [format!("rule-{id}"), format!("rule-{id}-why")]);
    let findings = RULES.iter().flat_map(|rule| rule.messages);
    let findings = findings.flat_map(|key| [format!("alert-{key}"), format!("alert-{key}-sum")]);
    let asked: BTreeSet<String> = of_rules.chain(findings).collect();
    assert_eq!(there, asked);
}

#[test]
fn rules_are_named_once() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(names.len(), RULES.len());
}

#[test]
fn no_alert_lacks_a_note_that_it_rests_on() {
    for day in [date(2025, 9, 30), date(2026, 1, 31), date(2026, 3, 20)] {
        let site = example(day);
        let mut count = 0;
        for route in account_pages(&site) {
            for alert in shown(&site, route) {
                let (to_rules, to_notes): (Vec<&String>, Vec<&String>) = alert
                    .links
                    .iter()
                    .partition(|link| link.contains("alerts.html#"));
                assert_eq!(to_rules.len(), 1, "{route}: {alert:?}");
                assert!(!to_notes.is_empty(), "{route}: {alert:?} rests on nothing");
                for link in to_notes {
                    let page = target(route, link);
                    assert!(site.pages.contains_key(&page), "{route}: no page {page}");
                }
                let anchor = format!("id=\"{}\"", alert.rule);
                assert!(site.page("alerts.html").contains(&anchor), "{anchor}");
                count += 1;
            }
        }
        assert!(count > 20, "{count} alerts on {day}");
    }
}

#[test]
fn the_sentences_of_alerts_are_whole() {
    for language in ["zh-CN", "en"] {
        let mut choice = on(date(2026, 3, 20));
        choice.language = kafolio::text::Language::from_tag(language);
        let site = built(&folder("content"), &choice).expect("the example can be built");
        let page = site.page("alerts.html");
        let open = page.split("<tbody>").skip(1).find(|rows| {
            let rows = rows.split("</tbody>").next().unwrap_or_default();
            rows.contains('{') || rows.contains("alert-i") || rows.contains("rule-i")
        });
        assert!(open.is_none(), "{open:?}");
    }
}

#[test]
fn any_rule_can_be_muted() {
    let day = date(2026, 3, 20);
    let files = folder("content");
    let site = example(day);
    let raised: BTreeSet<String> = account_pages(&site)
        .flat_map(|route| shown(&site, route))
        .map(|alert| alert.rule)
        .collect();
    assert!(raised.len() > 20, "{raised:?}");
    let site = built(&muted(files, &raised), &on(day)).expect("it can be built");
    for route in account_pages(&site) {
        for alert in shown(&site, route) {
            assert!(alert.is_muted, "{route}: {alert:?} is raised");
        }
    }
}

/// The example with rules muted in every account.
fn muted(mut files: Files, rules: &BTreeSet<String>) -> Files {
    let mutes: String = rules
        .iter()
        .map(|rule| format!("  - {{rule: {rule}, reason: known, until: 2026-03-20}}\n"))
        .collect();
    for (path, text) in &mut files {
        let folder = path.trim_start_matches("content/accounts/");
        let own = match folder.split_once('/') {
            Some((account, file)) => file == "index.md" || file == format!("{account}.md"),
            None => true,
        };
        if !path.starts_with("content/accounts/") || !own || !text.starts_with("---\n") {
            continue;
        }
        // An account's own mutes make room.
        let lines = text.lines().collect::<Vec<_>>();
        let mut kept = Vec::new();
        let mut in_mute = false;
        for line in lines {
            in_mute = line.starts_with("mute:")
                || line.starts_with("静默:")
                || in_mute && line.starts_with(' ');
            if !in_mute {
                kept.push(line);
            }
        }
        let rest = kept[1..].join("\n");
        *text = format!("---\nmute:\n{mutes}{rest}\n");
    }
    files
}

/// What is dated later is not known: a site of an earlier day has the alerts of a site whose notes end there.
#[test]
fn alerts_of_an_earlier_day_are_those_of_notes_that_end_there() {
    for day in [date(2025, 10, 31), date(2025, 12, 31), date(2026, 2, 15)] {
        let all = folder("content");
        let known = all
            .iter()
            .filter(|(path, _)| visited_on(path).is_none_or(|visited| visited <= day));
        let known: Files = known
            .map(|(path, text)| (path.clone(), text.clone()))
            .collect();
        assert!(known.len() < all.len());
        let full = built(&all, &on(day)).expect("it can be built");
        let cut = built(&known, &on(day)).expect("it can be built");
        let (full, cut) = (rows(&full), rows(&cut));
        let only_in_one = full.symmetric_difference(&cut);
        assert_eq!(
            only_in_one.collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{day}"
        );
    }
}

/// The day of a visit's note, by its file name.
fn visited_on(path: &str) -> Option<Date> {
    let (_, file) = path.rsplit_once("/visits/")?;
    file.get(.."2026-03-20".len())?.parse().ok()
}
/// The rows of the page of alerts, but those of I21: a score that cites a later visit cites a note that is not there, and
/// that is an error, not a lack of evidence.
fn rows(site: &Site) -> BTreeSet<String> {
    let rows = site.page("alerts.html").split("<tr");
    let rows = rows.skip(1).filter(|row| !row.contains("alerts.html#I21"));
    rows.map(|row| row.split("</tr>").next().unwrap_or_default().to_owned())
        .collect()
}
