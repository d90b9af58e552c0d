//! Prepares a page for serving: adds the script that patches it and permission to connect to this server.
//!
//! Exactly two places differ from the built page: the script's tag before `</head>`, and `connect-src 'self'` in the
//! policy.

use super::events::STREAM_ROUTE;
use crate::html::escape::escaped;
use crate::text::Language;
use serde::Serialize;

/// The route of the script.
pub(crate) const SCRIPT_ROUTE: &str = ".kafolio/reload.js";
/// The route of its style sheet.
pub(crate) const STYLE_ROUTE: &str = ".kafolio/reload.css";
/// The script, after the library that it patches pages with.
pub(crate) const SCRIPT: &str = concat!(
    include_str!("idiomorph.js"),
    "\n",
    include_str!("reload.js")
);
/// Its style sheet.
pub(crate) const STYLE: &str = include_str!("reload.css");

const POLICY_START: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
/// The permission that the script needs to receive events and to fetch the page again.
const CONNECT_SELF: &str = "; connect-src 'self'";
/// Browsers read the policy from the head only, and the head is short.
const HEAD_END: &str = "</head>";

/// A page that is ready to be served.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ServedPage {
    pub html: String,
    /// The page's own policy with the permission added; `None` if it has none.
    pub policy: Option<String>,
}

/// What the script of a page needs.
pub(crate) struct PageState<'a> {
    pub route: &'a str,
    /// The name of the build that the page is of.
    pub build: &'a str,
    /// Whether the browser opens the page of each saved note.
    pub follow: bool,
    /// The language of the page.
    pub language: Language,
}

/// The words that the script shows. Those about findings come with them.
#[derive(Serialize)]
struct ScriptWords {
    /// What precedes a link to a page that was saved.
    saved: String,
    /// The connection is lost.
    away: &'static str,
    /// The page is not part of the site any more.
    gone: &'static str,
    /// A link to the home page.
    home: &'static str,
}

impl ScriptWords {
    fn of(language: Language) -> ScriptWords {
        ScriptWords {
            saved: language.phrase("preview.page-saved").to_owned() + language.colon(),
            away: language.phrase("preview.page-away"),
            gone: language.phrase("preview.page-gone"),
            home: language.phrase("preview.page-home"),
        }
    }
}

/// Prepares a page.
pub(crate) fn prepare(html: &str, state: &PageState<'_>) -> ServedPage {
    let Some((head, rest)) = html.split_once(HEAD_END) else {
        return ServedPage {
            html: html.to_owned(),
            policy: None,
        };
    };
    let (head, policy) = with_permission(head);
    let follow = if state.follow { " data-follow" } else { "" };
    let (route, build) = (escaped(state.route), state.build);
    let words = serde_json::to_string(&ScriptWords::of(state.language)).unwrap_or_default();
    let words = escaped(&words);
    let html = format!(
        "{head}<script defer src=\"/{SCRIPT_ROUTE}\" data-route=\"{route}\" data-build=\"{build}\" data-events=\"/{STREAM_ROUTE}\" data-words=\"{words}\"{follow}></script>{HEAD_END}{rest}"
    );
    ServedPage { html, policy }
}

/// Adds the permission to the policy in a head; returns the head and the policy.
fn with_permission(head: &str) -> (String, Option<String>) {
    let found = head.split_once(POLICY_START);
    let Some((before, (policy, after))) =
        found.and_then(|(before, rest)| Some((before, rest.split_once('"')?)))
    else {
        return (head.to_owned(), None);
    };
    let permission = if policy.contains("connect-src") {
        ""
    } else {
        CONNECT_SELF
    };
    let policy = format!("{policy}{permission}");
    (
        format!("{before}{POLICY_START}{policy}\"{after}"),
        Some(policy),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(route: &str) -> PageState<'_> {
        PageState {
            route,
            build: "x-1",
            follow: false,
            language: Language::ENGLISH,
        }
    }

    #[test]
    fn only_the_script_and_the_permission_are_added() {
        let built = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><title>a</title></head><body></head>";
        let served = prepare(built, &state("a\"b.html"));
        assert_eq!(
            served.html,
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self'\"><title>a</title><script defer src=\"/.kafolio/reload.js\" data-route=\"a&quot;b.html\" data-build=\"x-1\" data-events=\"/.kafolio/events\" data-words=\"{&quot;saved&quot;:&quot;Updated: &quot;,&quot;away&quot;:&quot;Connection lost; reconnecting…&quot;,&quot;gone&quot;:&quot;This page no longer exists.&quot;,&quot;home&quot;:&quot;Home&quot;}\"></script></head><body></head>"
        );
        assert_eq!(
            served.policy.as_deref(),
            Some("default-src 'none'; connect-src 'self'")
        );
    }

    #[test]
    fn a_page_without_a_head_or_a_policy_is_served() {
        assert_eq!(prepare("<p>", &state("a.html")).html, "<p>");
        assert_eq!(prepare("<head></head>", &state("a.html")).policy, None);
    }
}
