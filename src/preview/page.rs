//! Prepares a page for serving: adds the script that patches it and permission to connect to this server.
//!
//! Exactly two places differ from the built page: the script's tag before `</head>`, and `connect-src 'self'` in the
//! policy.

use super::events::STREAM_ROUTE;

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

/// Prepares a page. `build` is the name of its build; with `follow`, the browser opens the page of each saved note.
pub(crate) fn prepare(html: &str, route: &str, build: &str, follow: bool) -> ServedPage {
    let Some((head, rest)) = html.split_once(HEAD_END) else {
        return ServedPage {
            html: html.to_owned(),
            policy: None,
        };
    };
    let (head, policy) = with_permission(head);
    let follow = if follow { " data-follow" } else { "" };
    let route = escaped(route);
    let html = format!(
        "{head}<script defer src=\"/{SCRIPT_ROUTE}\" data-route=\"{route}\" data-build=\"{build}\" data-events=\"/{STREAM_ROUTE}\"{follow}></script>{HEAD_END}{rest}"
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_script_and_the_permission_are_added() {
        let built = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><title>a</title></head><body></head>";
        let served = prepare(built, "a\"b.html", "x-1", false);
        assert_eq!(
            served.html,
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self'\"><title>a</title><script defer src=\"/.kafolio/reload.js\" data-route=\"a&quot;b.html\" data-build=\"x-1\" data-events=\"/.kafolio/events\"></script></head><body></head>"
        );
        assert_eq!(
            served.policy.as_deref(),
            Some("default-src 'none'; connect-src 'self'")
        );
    }

    #[test]
    fn a_page_without_a_head_or_a_policy_is_served() {
        assert_eq!(prepare("<p>", "a.html", "x-1", false).html, "<p>");
        assert_eq!(prepare("<head></head>", "a.html", "x-1", true).policy, None);
    }
}
