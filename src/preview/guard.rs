//! Who may ask: only pages of this server, and programs of this machine that are no browser.
//!
//! A page of another site could make the browser ask us; it would bear another Host (a name that was made to point here),
//! another Origin, or a Sec-Fetch-Site that says so. With `--listen` whoever asks needs the token as well.

use hyper::header::{self, HeaderMap, HeaderName};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use std::net::IpAddr;
use subtle::ConstantTimeEq;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
/// The name of the token in an address.
const TOKEN: &str = "token=";

/// What is held against every request.
pub(crate) struct Guard {
    port: u16,
    /// Where others on the network are let in.
    token: Option<String>,
}

/// What becomes of a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is answered.
    Pass,
    /// It bears the token in its address: the browser is given this cookie.
    Enter(String),
    /// It is not answered.
    Refuse(StatusCode),
}

impl Guard {
    /// For this machine only, or with a token for others.
    pub fn new(port: u16, token: Option<String>) -> Guard {
        Guard { port, token }
    }

    /// Judges a request by its head.
    pub fn judge(&self, request: &Parts) -> Verdict {
        if request.method != Method::GET && request.method != Method::HEAD {
            return Verdict::Refuse(StatusCode::METHOD_NOT_ALLOWED);
        }
        let host = only(&request.headers, &header::HOST);
        let Some(host) = host.filter(|host| self.is_ours(host)) else {
            return Verdict::Refuse(StatusCode::MISDIRECTED_REQUEST);
        };
        // Only a proxy is asked with a whole address.
        if request.uri.authority().is_some() {
            return Verdict::Refuse(StatusCode::BAD_REQUEST);
        }
        let enters = self.bears_token(request.uri.query().unwrap_or_default());
        if !is_of_this_site(&request.headers, host, enters) {
            return Verdict::Refuse(StatusCode::FORBIDDEN);
        }
        match &self.token {
            None => Verdict::Pass,
            Some(token) if enters => Verdict::Enter(self.cookie(token)),
            Some(token) if self.has_cookie(&request.headers, token) => Verdict::Pass,
            Some(_) => Verdict::Refuse(StatusCode::UNAUTHORIZED),
        }
    }

    /// Whether a Host is one under which this server is known. With a token a bare address will do, too: nobody can make
    /// one point elsewhere.
    fn is_ours(&self, host: &str) -> bool {
        let Some(name) = host.strip_suffix(&format!(":{}", self.port)) else {
            return false;
        };
        let bare = name
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'));
        let is_address = || match bare {
            Some(inner) => inner.parse::<std::net::Ipv6Addr>().is_ok(),
            None => matches!(name.parse(), Ok(IpAddr::V4(_))),
        };
        matches!(name, "127.0.0.1" | "localhost" | "[::1]")
            || (self.token.is_some() && is_address())
    }

    fn bears_token(&self, query: &str) -> bool {
        let borne = query.split('&').find_map(|pair| pair.strip_prefix(TOKEN));
        match (&self.token, borne) {
            (Some(token), Some(borne)) => token.as_bytes().ct_eq(borne.as_bytes()).into(),
            _ => false,
        }
    }

    /// Cookies are not parted by port: the name is.
    fn cookie_name(&self) -> String {
        format!("kafolio-{}", self.port)
    }

    fn cookie(&self, token: &str) -> String {
        let name = self.cookie_name();
        format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict")
    }

    fn has_cookie(&self, headers: &HeaderMap, token: &str) -> bool {
        let opens = format!("{}=", self.cookie_name());
        let all = headers.get_all(header::COOKIE).into_iter();
        all.filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().strip_prefix(&opens))
            .any(|borne| token.as_bytes().ct_eq(borne.as_bytes()).into())
    }
}

/// Whether a browser says that a page of ours asks, or a person who typed the address. Whoever enters with the token may
/// come by a link from elsewhere.
fn is_of_this_site(headers: &HeaderMap, host: &str, enters: bool) -> bool {
    let origin = !headers.contains_key(header::ORIGIN)
        || only(headers, &header::ORIGIN) == Some(&format!("http://{host}"));
    let by_link = enters && only(headers, &FETCH_MODE) == Some("navigate");
    let site = !headers.contains_key(FETCH_SITE)
        || by_link
        || matches!(only(headers, &FETCH_SITE), Some("same-origin" | "none"));
    origin && site
}

/// The value of a header that stands exactly once.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).into_iter();
    let first = values.next()?;
    values.next().is_none().then(|| first.to_str().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::Request;

    fn parts(address: &str, headers: &[(&str, &str)]) -> Parts {
        let mut request = Request::get(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).expect("it is a request").into_parts().0
    }

    fn judged(guard: &Guard, address: &str, headers: &[(&str, &str)]) -> Verdict {
        guard.judge(&parts(address, headers))
    }

    const HOST: (&str, &str) = ("host", "127.0.0.1:4321");

    #[test]
    fn only_this_machine_under_its_own_names() {
        let guard = Guard::new(4321, None);
        for host in ["127.0.0.1:4321", "localhost:4321", "[::1]:4321"] {
            assert_eq!(judged(&guard, "/", &[("host", host)]), Verdict::Pass);
        }
        for host in [
            "127.0.0.1",
            "127.0.0.1:80",
            "evil.example:4321",
            "localhost.evil.example:4321",
            "192.168.1.5:4321",
            "127.0.0.1:4321.evil.example",
            "user@127.0.0.1:4321",
            "",
        ] {
            let verdict = judged(&guard, "/", &[("host", host)]);
            assert_eq!(
                verdict,
                Verdict::Refuse(StatusCode::MISDIRECTED_REQUEST),
                "{host}"
            );
        }
        let twice = [HOST, HOST];
        assert_ne!(judged(&guard, "/", &twice), Verdict::Pass);
        assert_ne!(judged(&guard, "/", &[]), Verdict::Pass);
        assert_ne!(
            judged(&guard, "http://127.0.0.1:4321/", &[HOST]),
            Verdict::Pass
        );
    }

    #[test]
    fn pages_of_other_sites_are_refused() {
        let guard = Guard::new(4321, None);
        let with = |name, value| judged(&guard, "/", &[HOST, (name, value)]);
        assert_eq!(with("origin", "http://127.0.0.1:4321"), Verdict::Pass);
        assert_eq!(with("sec-fetch-site", "same-origin"), Verdict::Pass);
        assert_eq!(with("sec-fetch-site", "none"), Verdict::Pass);
        let refused = Verdict::Refuse(StatusCode::FORBIDDEN);
        for origin in [
            "null",
            "http://evil.example",
            "http://127.0.0.1:4322",
            "https://127.0.0.1:4321",
        ] {
            assert_eq!(with("origin", origin), refused, "{origin}");
        }
        for site in ["cross-site", "same-site", "", "Same-Origin"] {
            assert_eq!(with("sec-fetch-site", site), refused, "{site}");
        }
    }

    #[test]
    fn others_need_the_token_and_then_its_cookie() {
        let guard = Guard::new(4321, Some("abc".to_owned()));
        let host = ("host", "192.168.1.5:4321");
        let outside = Verdict::Refuse(StatusCode::UNAUTHORIZED);
        assert_eq!(judged(&guard, "/", &[host]), outside);
        assert_eq!(judged(&guard, "/", &[HOST]), outside);
        assert_eq!(judged(&guard, "/?token=abd", &[host]), outside);
        let Verdict::Enter(cookie) = judged(&guard, "/?token=abc", &[host]) else {
            panic!("the token lets in");
        };
        assert_eq!(
            cookie,
            "kafolio-4321=abc; Path=/; HttpOnly; SameSite=Strict"
        );
        let bears = |cookie| judged(&guard, "/", &[host, ("cookie", cookie)]);
        assert_eq!(bears("a=b; kafolio-4321=abc"), Verdict::Pass);
        assert_eq!(bears("kafolio-4321=abcd"), outside);
        let rebound = [
            ("host", "evil.example:4321"),
            ("cookie", "kafolio-4321=abc"),
        ];
        assert_ne!(judged(&guard, "/", &rebound), Verdict::Pass);
    }
}
