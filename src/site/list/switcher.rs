//! The names of all accounts as a script, for the switcher: loaded when that is opened, so that no page repeats them.

use crate::html::context::{RenderContext, accounts_route, saying_script};
use crate::html::output::Output;
use crate::site::summary::Summary;
use crate::text::fingerprint;
use serde::Serialize;

/// The parts of an account's page that the switcher leads to, by their words and their anchors.
const PARTS: &[(&str, &str)] = &[
    ("map", "#map"),
    ("people", "#people"),
    ("projects", "#projects"),
    ("timeline", "#timeline"),
    ("promises", "#promises"),
    ("checklist", "#checklist"),
    ("facts", "#facts"),
];

/// What the script of the switcher is given.
#[derive(Serialize, Hash)]
struct Said<'a> {
    words: Words<'a>,
    /// Of each part of an account's page its words and its anchor.
    parts: Vec<(&'a str, &'a str)>,
    /// Of each account its name and its page.
    accounts: Vec<(&'a str, &'a str)>,
}

#[derive(Serialize, Hash)]
struct Words<'a> {
    find: &'a str,
    accounts: &'a str,
    near: &'a str,
    seen: &'a str,
    forget: &'a str,
}

pub(crate) fn script(context: &RenderContext<'_>, summaries: &[&Summary], output: &dyn Output) {
    let strings = context.strings();
    let accounts = summaries.iter().map(|summary| &summary.row.account);
    let parts = PARTS.iter();
    let said = Said {
        words: Words {
            find: strings.get("find-account"),
            accounts: strings.get("all-accounts"),
            near: strings.get("near-here"),
            seen: strings.get("seen-lately"),
            forget: strings.get("forget-seen"),
        },
        parts: parts
            .map(|(key, anchor)| (strings.get(key), *anchor))
            .collect(),
        accounts: accounts
            .map(|account| (account.name.as_str(), account.route.as_str()))
            .collect(),
    };
    let route = accounts_route();
    if output.is_unchanged(&route, fingerprint(&said)) {
        return;
    }
    output.put(&route, saying_script("kafolioAccounts", &said));
}
