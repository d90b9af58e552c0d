//! Alerts: each has a message, cites notes that have a page, can be muted, and is correct for any date.
#![allow(clippy::disallowed_methods)]

mod memory;

use jiff::civil::{Date, date};
use kafolio::build::Options;
use kafolio::insight::RULES;
use memory::{Files, Site, built, folder};
use std::collections::{BTreeMap, BTreeSet};

/// An alert as an account's page shows it.
#[derive(Debug)]
struct ShownAlert {
    rule: String,
    links: Vec<String>,
    is_muted: bool,
}

fn options_on(day: Date) -> Options {
    Options {
        as_of: Some(day),
        audience: Some("owner".to_owned()),
        ..Options::default()
    }
}

fn example(day: Date) -> Site {
    built(&folder("content"), &options_on(day)).expect("the example can be built")
}

fn account_pages(site: &Site) -> impl Iterator<Item = &String> {
    let is_account = |route: &&String| {
        route.starts_with("accounts/")
            && route.ends_with("/index.html")
            && route.matches('/').count() == 2
    };
    site.pages.keys().filter(is_account)
}

/// Returns the alerts of an account in order: those on its page, then those its details page adds.
fn alerts_of(site: &Site, route: &str) -> Vec<ShownAlert> {
    let details = route.replace("/index.html", "/details.html");
    let further = site.pages.get(&details).map(|_| site.page(&details));
    let pages = [site.page(route), further.unwrap_or_default()];
    pages.into_iter().flat_map(alerts_on_page).collect()
}

fn alerts_on_page(page: &str) -> Vec<ShownAlert> {
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
            alerts.push(ShownAlert {
                rule: rule.to_owned(),
                links: links.clone(),
                is_muted: at > muted_from,
            });
        }
        at += item.len() + "<li>".len();
    }
    alerts
}

/// Returns the page that a link of a page leads to.
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
fn every_rule_and_finding_has_a_message_and_no_message_is_unused() {
    let text = include_str!("../themes/default/alerts.yaml");
    let table: BTreeMap<String, serde_yaml::Value> = serde_yaml::from_str(text).expect("YAML");
    let is_message = |key: &&String| key.starts_with("rule-") || key.starts_with("alert-");
    let messages: BTreeSet<String> = table.keys().filter(is_message).cloned().collect();
    let of_rules = RULES.iter().map(|rule| rule.id.to_ascii_lowercase());
    let of_rules = of_rules.flat_map(|id| [format!("rule-{id}"), format!("rule-{id}-why")]);
    let findings = RULES.iter().flat_map(|rule| rule.messages);
    let findings = findings.flat_map(|key| [format!("alert-{key}"), format!("alert-{key}-sum")]);
    let expected: BTreeSet<String> = of_rules.chain(findings).collect();
    assert_eq!(messages, expected);
}

#[test]
fn rule_names_are_unique() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(names.len(), RULES.len());
}

#[test]
fn every_alert_cites_a_note_with_a_page() {
    for day in [date(2025, 9, 30), date(2026, 1, 31), date(2026, 3, 20)] {
        let site = example(day);
        let mut count = 0;
        for route in account_pages(&site) {
            for alert in alerts_of(&site, route) {
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
fn alert_sentences_have_no_unfilled_placeholders() {
    for language in ["zh-CN", "en"] {
        let mut choice = options_on(date(2026, 3, 20));
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
        .flat_map(|route| alerts_of(&site, route))
        .map(|alert| alert.rule)
        .collect();
    assert!(raised.len() > 20, "{raised:?}");
    let site = built(&with_muted(files, &raised), &options_on(day)).expect("it can be built");
    for route in account_pages(&site) {
        for alert in alerts_of(&site, route) {
            assert!(alert.is_muted, "{route}: {alert:?} is raised");
        }
    }
}

/// Returns the example with rules muted in every account.
fn with_muted(mut files: Files, rules: &BTreeSet<String>) -> Files {
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
        // An account's own list of muted rules is replaced.
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

/// Later notes are unknown: a site of an earlier day has the alerts of a site without the later notes.
#[test]
fn alerts_of_an_earlier_day_ignore_later_notes() {
    for day in [date(2025, 10, 31), date(2025, 12, 31), date(2026, 2, 15)] {
        let all = folder("content");
        let known = all
            .iter()
            .filter(|(path, _)| visited_on(path).is_none_or(|visited| visited <= day));
        let known: Files = known
            .map(|(path, text)| (path.clone(), text.clone()))
            .collect();
        assert!(known.len() < all.len());
        let full = built(&all, &options_on(day)).expect("it can be built");
        let cut = built(&known, &options_on(day)).expect("it can be built");
        let (full, cut) = (rows(&full), rows(&cut));
        let only_in_one = full.symmetric_difference(&cut);
        assert_eq!(
            only_in_one.collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{day}"
        );
    }
}

/// Returns the day of a visit's note, from its file name.
fn visited_on(path: &str) -> Option<Date> {
    let (_, file) = path.rsplit_once("/visits/")?;
    file.get(.."2026-03-20".len())?.parse().ok()
}
/// Returns the rows of the page of alerts except those of I21: a score that cites a later visit cites a missing note,
/// which is an error and not a lack of evidence.
fn rows(site: &Site) -> BTreeSet<String> {
    let rows = site.page("alerts.html").split("<tr");
    let rows = rows.skip(1).filter(|row| !row.contains("alerts.html#I21"));
    rows.map(|row| row.split("</tr>").next().unwrap_or_default().to_owned())
        .collect()
}
