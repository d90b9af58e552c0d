//! A page as it is served: as it was built, but for the script that patches it and the leave to ask this server.
//!
//! Exactly two places differ: the script's tag before `</head>`, and `connect-src 'self'` in the policy.

use super::events::STREAM_ROUTE;

/// Where the script is had.
pub(crate) const SCRIPT_ROUTE: &str = ".kafolio/reload.js";
/// Where its style sheet is had.
pub(crate) const STYLE_ROUTE: &str = ".kafolio/reload.css";
/// The script, behind the library that it patches pages with.
pub(crate) const SCRIPT: &str = concat!(
    include_str!("idiomorph.js"),
    "\n",
    include_str!("reload.js")
);
/// Its style sheet.
pub(crate) const STYLE: &str = include_str!("reload.css");

const POLICY_OPENS: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
/// What the script needs: to hear of builds and to fetch the page again.
const LEAVE: &str = "; connect-src 'self'";
/// Browsers look for a policy within the head, and the head is short.
const HEAD_ENDS: &str = "</head>";

/// A page, ready to be served.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dressed {
    pub html: String,
    /// The policy that the page itself names, with the leave added; nothing where it names none.
    pub policy: Option<String>,
}

/// Dresses a page. `build` is the number of the build that it is of, `follow` whether it goes where notes are saved.
pub(crate) fn dress(html: &str, route: &str, build: &str, follow: bool) -> Dressed {
    let Some((head, rest)) = html.split_once(HEAD_ENDS) else {
        return Dressed {
            html: html.to_owned(),
            policy: None,
        };
    };
    let (head, policy) = with_leave(head);
    let follow = if follow { " data-follow" } else { "" };
    let route = escaped(route);
    let html = format!(
        "{head}<script defer src=\"/{SCRIPT_ROUTE}\" data-route=\"{route}\" data-build=\"{build}\" data-events=\"/{STREAM_ROUTE}\"{follow}></script>{HEAD_ENDS}{rest}"
    );
    Dressed { html, policy }
}

/// The head with the leave in its policy, and the policy.
fn with_leave(head: &str) -> (String, Option<String>) {
    let found = head.split_once(POLICY_OPENS);
    let Some((before, (policy, after))) =
        found.and_then(|(before, rest)| Some((before, rest.split_once('"')?)))
    else {
        return (head.to_owned(), None);
    };
    let leave = if policy.contains("connect-src") {
        ""
    } else {
        LEAVE
    };
    let policy = format!("{policy}{leave}");
    (
        format!("{before}{POLICY_OPENS}{policy}\"{after}"),
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
    fn the_script_and_the_leave_are_all_that_differs() {
        let built = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><title>a</title></head><body></head>";
        let dressed = dress(built, "a\"b.html", "x-1", false);
        assert_eq!(
            dressed.html,
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; connect-src 'self'\"><title>a</title><script defer src=\"/.kafolio/reload.js\" data-route=\"a&quot;b.html\" data-build=\"x-1\" data-events=\"/.kafolio/events\"></script></head><body></head>"
        );
        assert_eq!(
            dressed.policy.as_deref(),
            Some("default-src 'none'; connect-src 'self'")
        );
    }

    #[test]
    fn a_page_without_a_head_or_a_policy_is_served_all_the_same() {
        assert_eq!(dress("<p>", "a.html", "x-1", false).html, "<p>");
        assert_eq!(dress("<head></head>", "a.html", "x-1", true).policy, None);
    }
}
