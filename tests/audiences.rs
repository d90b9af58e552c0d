//! Sites for readers outside the company: no link is broken, and no other account appears.
#![allow(clippy::disallowed_methods)]

mod memory;

use kafolio::build::Options;
use memory::{Files, Site, built, folder};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Readers outside the company.
const AUDIENCES: [&str; 3] = ["customer", "partner", "guest"];

/// The site of an account for an audience.
struct AccountSite {
    audience: &'static str,
    account: String,
    site: Site,
}

/// The sites of all accounts for all audiences; the first test that needs them builds them.
static SITES: LazyLock<Vec<AccountSite>> = LazyLock::new(|| {
    let accounts = accounts();
    let for_audience = |audience: &'static str| {
        let site = |account: &String| AccountSite {
            audience,
            account: account.clone(),
            site: built_for(audience, account),
        };
        accounts.iter().map(site).collect::<Vec<_>>()
    };
    std::thread::scope(|scope| {
        let builders = AUDIENCES.map(|audience| scope.spawn(move || for_audience(audience)));
        let sites = builders.map(|builder| builder.join().expect("no build panics"));
        sites.into_iter().flatten().collect()
    })
});

/// Builds the example for one account with additional audiences outside the company.
fn built_for(audience: &str, account: &str) -> Site {
    let mut files: Files = folder("content");
    let settings = files
        .get_mut("content/site.yaml")
        .expect("the example has settings");
    let further = "audiences:\n  partner: {level: internal, external: yes}\n  guest: {level: public, external: yes, fields: [tier, contact.phone, project.amount]}\n";
    *settings = settings.replace("audiences:\n", further);
    let choice = Options {
        audience: Some(audience.to_owned()),
        accounts: vec![account.to_owned()],
        ..Options::default()
    };
    built(&files, &choice).expect("the example can be built")
}

/// Returns the folders of the example's accounts.
fn accounts() -> BTreeSet<String> {
    let files = folder("content/accounts");
    let slug = |path: &String| {
        let within = path.strip_prefix("content/accounts/")?;
        let first = within.split('/').next()?;
        Some(first.strip_suffix(".md").unwrap_or(first).to_owned())
    };
    // The example's first account is marked internal: no customer sees it.
    let all = files.keys().filter_map(slug);
    all.filter(|account| account != "lanche").collect()
}

/// Returns the target of a link, from the top of the site; `None` for links out of the site or within the page.
fn target(route: &str, href: &str) -> Option<String> {
    let path = href.split('#').next().filter(|path| !path.is_empty())?;
    if path.contains(':') {
        return None;
    }
    let mut parts: Vec<String> = route.split('/').map(str::to_owned).collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(decoded(part)),
        }
    }
    Some(parts.join("/"))
}

fn decoded(part: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = part.replace("&amp;", "&").into_bytes().into_iter();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits: Vec<u8> = rest.by_ref().take(2).collect();
        let digits = String::from_utf8(digits).expect("two digits");
        bytes.push(u8::from_str_radix(&digits, 16).expect("two hexadecimal digits"));
    }
    String::from_utf8(bytes).expect("a path")
}

fn links(html: &str) -> impl Iterator<Item = &str> {
    let after = |attribute: &'static str| html.split(attribute).skip(1);
    let all = after(" href=\"").chain(after(" src=\""));
    all.filter_map(|rest| rest.split('"').next())
}

#[test]
fn no_link_is_broken() {
    for AccountSite {
        audience,
        account,
        site,
    } in SITES.iter()
    {
        for (route, bytes) in site
            .pages
            .iter()
            .filter(|(route, _)| route.ends_with(".html"))
        {
            let html = std::str::from_utf8(bytes).expect("pages are UTF-8");
            for href in links(html) {
                let Some(target) = target(route, href) else {
                    continue;
                };
                let exists =
                    site.pages.contains_key(&target) || site.attachments.contains_key(&target);
                assert!(
                    exists,
                    "{audience}, {account}: {route} leads to {href}, and there is no {target}"
                );
            }
        }
    }
}

#[test]
fn no_page_is_internal_or_of_another_account() {
    let internal_pages = [
        "timeline",
        "people",
        "week",
        "alerts",
        "actions",
        "pipeline",
        "coverage",
        "tags",
        "owners",
        "accounts/index",
        "competitors/index",
        "calendar/",
        "forms/",
    ];
    for AccountSite {
        audience,
        account,
        site,
    } in SITES.iter()
    {
        let of_accounts: BTreeSet<&str> = site
            .pages
            .keys()
            .filter_map(|route| route.strip_prefix("accounts/")?.split('/').next())
            .collect();
        assert_eq!(
            of_accounts.len(),
            1,
            "{audience}, {account}: {of_accounts:?}"
        );
        for route in site.pages.keys() {
            let is_internal = internal_pages.iter().any(|page| route.starts_with(page));
            assert!(!is_internal, "{audience}, {account}: {route}");
        }
    }
}

/// Returns the names of the example's accounts with their folders, except names that others share.
fn names() -> Vec<(String, String)> {
    let files = folder("content/accounts");
    let names = files.iter().filter_map(|(path, text)| {
        let within = path.strip_prefix("content/accounts/")?;
        let slug = within
            .strip_suffix("/index.md")
            .or(within.strip_suffix(".md"))?;
        let keys = ["企业简称: ", "short_name: ", "企业名称: ", "name: "];
        let values = |key| {
            text.lines()
                .find_map(move |line: &str| line.strip_prefix(key))
        };
        let name = keys.into_iter().find_map(values)?;
        (!slug.contains('/')).then(|| (slug.to_owned(), name.trim_matches('"').to_owned()))
    });
    names.collect()
}

#[test]
fn a_customers_search_index_covers_only_its_own_pages() {
    let all = names();
    assert!(all.len() > 5, "the example has accounts");
    for AccountSite {
        audience,
        account,
        site,
    } in SITES.iter()
    {
        let search = |route: &&String| {
            route.starts_with("assets/search/") || route.as_str() == "search.html"
        };
        let files: Vec<&String> = site.pages.keys().filter(search).collect();
        assert!(files.len() > 3, "{audience}, {account}: {files:?}");
        // An account's own notes may mention another account.
        let pages = site
            .pages
            .keys()
            .filter(|route| route.starts_with("accounts/"));
        let shown: String = pages.map(|route| site.page(route)).collect();
        for route in files {
            let text = site.page(route);
            for (_, name) in all.iter().filter(|(slug, _)| slug != account) {
                assert!(
                    !text.contains(name.as_str()) || shown.contains(name.as_str()),
                    "{audience}, {account}: {name} in {route}"
                );
            }
            for part in text.split('"').filter(|part| part.ends_with(".html")) {
                let is_page = site.pages.contains_key(part.trim_start_matches("../"));
                assert!(is_page, "{audience}, {account}: {part} in {route}");
            }
        }
    }
}
