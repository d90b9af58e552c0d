//! The names of all accounts as a script for the account switcher. It is loaded when the switcher is opened, so that
//! pages need not repeat the names.

use crate::html::context::{RenderContext, accounts_route, data_script_of};
use crate::html::output::Output;
use crate::site::summary::Summary;
use crate::text::fingerprint;
use serde::Serialize;

/// The sections of an account's page that the switcher links to: text keys and anchors.
const PARTS: &[(&str, &str)] = &[
    ("map", "#map"),
    ("people", "#people"),
    ("projects", "#projects"),
    ("timeline", "#timeline"),
    ("promises", "#promises"),
    ("checklist", "#checklist"),
    ("facts", "#facts"),
];

/// The data of the switcher's script.
#[derive(Serialize, Hash)]
struct SwitcherData<'a> {
    words: Words<'a>,
    /// The label and anchor of each section of an account's page.
    parts: Vec<(&'a str, &'a str)>,
    /// The name and page of each account.
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
    let data = SwitcherData {
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
    if output.is_unchanged(&route, fingerprint(&data)) {
        return;
    }
    output.put(&route, data_script_of("kafolioAccounts", &data));
}
