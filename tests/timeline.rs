//! Timelines on pages: every dated fact of the notes is in the figure, the list has the same facts, nobody outside the
//! company sees either, and no page of a large site is too large for a browser.
#![allow(clippy::disallowed_methods)]

mod memory;

use kafolio::build::Options;
use memory::{Files, Site};
use std::sync::LazyLock;

static EXAMPLE: LazyLock<Site> = LazyLock::new(|| {
    memory::built(&memory::folder("content"), &Options::default())
        .expect("the example can be built")
});

/// Returns the plots of a page.
fn plots(page: &str) -> String {
    let starts = page.match_indices("<svg class=\"tl-plot\"");
    let plot = |(start, _): (usize, &str)| {
        let end = page[start..].find("</svg>").expect("every drawing ends");
        &page[start..start + end]
    };
    starts.map(plot).collect()
}

/// Returns the pages below an account's folder, such as `visits/2026-03-12.html`.
fn of_account<'s>(site: &'s Site, account: &str, folder: &str) -> Vec<&'s str> {
    let top = format!("accounts/{account}/");
    let routes = site
        .pages
        .keys()
        .filter_map(|route| route.strip_prefix(top.as_str()));
    routes.filter(|route| route.starts_with(folder)).collect()
}

#[test]
fn every_visit_and_exchange_is_on_both_timelines() {
    let all = plots(EXAMPLE.page("timeline.html"));
    let accounts = EXAMPLE.pages.keys().filter_map(|route| {
        let account = route
            .strip_prefix("accounts/")?
            .strip_suffix("/index.html")?;
        Some(account)
    });
    let mut seen = 0;
    for account in accounts {
        let page = EXAMPLE.page(&format!("accounts/{account}/index.html"));
        let own = plots(page);
        // The account's page lists the latest meetings, the details page all.
        let details = format!("accounts/{account}/details.html");
        let details = EXAMPLE.pages.get(&details).map(|_| EXAMPLE.page(&details));
        let listed = [page, details.unwrap_or_default()].concat();
        let visits = of_account(&EXAMPLE, account, "visits/");
        for note in visits
            .into_iter()
            .chain(of_account(&EXAMPLE, account, "exchanges/"))
        {
            seen += 1;
            assert!(
                own.contains(&format!("href=\"{note}\"")),
                "{account}: {note}"
            );
            let from_top = format!("href=\"accounts/{account}/{note}\"");
            assert!(all.contains(&from_top), "{account}: {note}");
            let row = format!("<th scope=\"row\"><a href=\"{note}\"");
            assert!(
                listed.contains(&row),
                "{account}: {note} is not in the list"
            );
        }
    }
    assert!(seen > 100, "the example has {seen} of them");
}

#[test]
fn every_worded_promise_is_a_bar() {
    let own = plots(EXAMPLE.page("accounts/lanche/index.html"));
    for task in [
        "15 只探头比对校准报告，逾期 8 天",
        "B 区布点图修订版",
        "提供 URS 终稿",
        "安排与总经理的会面",
    ] {
        assert!(own.contains(task), "{task}");
    }
}

#[test]
fn agreed_lapsed_first_meetings_stages_and_today_are_drawn() {
    let own = plots(EXAMPLE.page("accounts/lanche/index.html"));
    assert!(own.contains("2026-03-17 10:00 罗承宇：约定已过，没写报告"));
    assert!(own.contains("2026-04-02 14:00 严清和：已约定"));
    assert!(own.contains("m-ring") && own.contains("今天 03-20"));
    assert!(own.contains("填报：项目评估，2026-03-12 起 8 天"));
    assert_eq!(
        own.matches("m-ring").count(),
        9,
        "a ring at each first meeting"
    );
}

#[test]
fn a_run_of_continuations_is_visible_as_a_run() {
    let page = EXAMPLE.page("accounts/lanche/index.html");
    assert!(plots(page).contains("连续维持 2 次"));
    let list = EXAMPLE.page("accounts/lanche/details.html");
    assert_eq!(list.matches("<tr class=\"run\">").count(), 2);
}

#[test]
fn customers_see_no_timeline() {
    let choice = Options {
        audience: Some("customer".to_owned()),
        accounts: vec!["hedu".to_owned()],
        ..Options::default()
    };
    let site = memory::built(&memory::folder("content"), &choice).expect("it can be built");
    for (route, bytes) in site
        .pages
        .iter()
        .filter(|(route, _)| route.ends_with(".html"))
    {
        let page = String::from_utf8_lossy(bytes);
        assert!(
            !page.contains("tl-frame") && !page.contains("tl-plot"),
            "{route}"
        );
    }
    assert!(
        !site
            .pages
            .keys()
            .any(|route| route.starts_with("calendar/"))
    );
}

#[test]
fn two_hundred_visits_to_one_person_are_marked_or_counted() {
    let mut files = Files::from([
        note("content/accounts/a/index.md", "name: 甲公司"),
        note("content/accounts/a/contacts/w.md", "name: 王敏"),
    ]);
    for place in 0..200 {
        let (month, day) = (1 + place / 17, 1 + place % 17);
        let path = format!("content/accounts/a/visits/2025-{month:02}-{day:02}.md");
        files.extend([note(&path, "people: [王敏]\noutcome: continuation")]);
    }
    let site = memory::built(&files, &Options::default()).expect("it can be built");
    let page = site.page("accounts/a/index.html");
    let own = plots(page);
    assert_eq!(
        own.matches("data-d=").count() - own.matches("tl-word").count(),
        200
    );
    let hidden = own.matches(" in\" href").count();
    let opened: usize = page.split("id=\"timeline-").skip(1).map(links).sum();
    assert_eq!(
        opened, hidden,
        "a cluster holds a link for each of its members"
    );
}

/// Counts the links of a list that begins a text.
fn links(text: &str) -> usize {
    let end = text.find("</ul>").expect("every list ends");
    text[..end].matches("<a href=").count()
}

#[test]
fn the_overall_timeline_is_split_into_pages_below_a_megabyte() {
    let mut files = Files::new();
    for account in 0..150 {
        let top = format!("content/accounts/k{account:03}");
        let person = format!("name: 王敏{account}");
        files.extend([
            note(
                &format!("{top}/index.md"),
                &format!("name: 客户{account}\ntier: vip\nmanager: 沈{}", account % 7),
            ),
            note(&format!("{top}/contacts/w.md"), &person),
        ]);
        for visit in 0..20 {
            let path = format!(
                "{top}/visits/2025-{:02}-{:02}.md",
                1 + visit / 2,
                3 + 11 * (visit % 2)
            );
            let text = format!(
                "people: [王敏{account}]\noutcome: advance\naim: 让质量部认可布点方法，敲定试用的范围、人和日子，四月之前给出书面意见\npromises: [{{task: 比对校准报告, due: 2026-04-01}}]"
            );
            files.extend([note(&path, &text)]);
        }
    }
    let site = memory::built(&files, &Options::default()).expect("it can be built");
    let parts: Vec<_> = site
        .pages
        .iter()
        .filter(|(route, _)| route.starts_with("timeline"))
        .collect();
    assert!(parts.len() > 2, "{} pages", parts.len());
    let mut lanes = 0;
    for (route, bytes) in parts {
        assert!(bytes.len() < 1_000_000, "{route} has {} bytes", bytes.len());
        lanes += plots(site.page(route)).matches("class=\"tl-lane\"").count();
    }
    assert_eq!(lanes, 150, "a lane an account");
}

fn note(path: &str, front_matter: &str) -> (String, String) {
    (path.to_owned(), format!("---\n{front_matter}\n---\n"))
}
