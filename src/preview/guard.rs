//! Decides which requests are answered: only those of this server's own pages, and of programs on this machine other
//! than browsers.
//!
//! A page of another site could make the browser send us requests; these have another Host (DNS rebinding), another
//! Origin, or a foreign Sec-Fetch-Site. With `--listen`, every client also needs the token.

use hyper::header::{self, HeaderMap, HeaderName};
use hyper::http::request::Parts;
use hyper::{Method, StatusCode};
use std::net::IpAddr;
use subtle::ConstantTimeEq;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
/// The name of the token in an address.
const TOKEN: &str = "token=";

/// The rules for every request.
pub(crate) struct Guard {
    port: u16,
    /// The token for others on the network, if they may connect.
    token: Option<String>,
}

/// The decision about a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is answered.
    Pass,
    /// It has the token in its address: the browser gets this cookie.
    Enter(String),
    /// It is refused with this status.
    Refuse(StatusCode),
}

impl Guard {
    /// Returns the rules for this machine only or, with a token, for others too.
    pub fn new(port: u16, token: Option<String>) -> Guard {
        Guard { port, token }
    }

    /// Judges a request by its head.
    pub fn judge(&self, request: &Parts) -> Verdict {
        if request.method != Method::GET && request.method != Method::HEAD {
            return Verdict::Refuse(StatusCode::METHOD_NOT_ALLOWED);
        }
        let host = single(&request.headers, &header::HOST);
        let Some(host) = host.filter(|host| self.is_ours(host)) else {
            return Verdict::Refuse(StatusCode::MISDIRECTED_REQUEST);
        };
        // Only proxies receive requests with an absolute address.
        if request.uri.authority().is_some() {
            return Verdict::Refuse(StatusCode::BAD_REQUEST);
        }
        let has_token = self.has_token(request.uri.query().unwrap_or_default());
        if !is_of_this_site(&request.headers, host, has_token) {
            return Verdict::Refuse(StatusCode::FORBIDDEN);
        }
        match &self.token {
            None => Verdict::Pass,
            Some(token) if has_token => Verdict::Enter(self.cookie(token)),
            Some(token) if self.has_cookie(&request.headers, token) => Verdict::Pass,
            Some(_) => Verdict::Refuse(StatusCode::UNAUTHORIZED),
        }
    }

    /// Returns whether a Host is one of this server's names. With a token, IP addresses are allowed too: they cannot be
    /// rebound.
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

    fn has_token(&self, query: &str) -> bool {
        let given = query.split('&').find_map(|pair| pair.strip_prefix(TOKEN));
        match (&self.token, given) {
            (Some(token), Some(given)) => token.as_bytes().ct_eq(given.as_bytes()).into(),
            _ => false,
        }
    }

    /// Returns the name of the cookie, with the port, because cookies are shared between ports.
    fn cookie_name(&self) -> String {
        format!("kafolio-{}", self.port)
    }

    fn cookie(&self, token: &str) -> String {
        let name = self.cookie_name();
        format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict")
    }

    fn has_cookie(&self, headers: &HeaderMap, token: &str) -> bool {
        let start = format!("{}=", self.cookie_name());
        let all = headers.get_all(header::COOKIE).into_iter();
        all.filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().strip_prefix(&start))
            .any(|given| token.as_bytes().ct_eq(given.as_bytes()).into())
    }
}

/// Returns whether, by its headers, a request comes from one of our pages or from the address bar. A request with the
/// token may come from a link elsewhere.
fn is_of_this_site(headers: &HeaderMap, host: &str, has_token: bool) -> bool {
    let origin = !headers.contains_key(header::ORIGIN)
        || single(headers, &header::ORIGIN) == Some(&format!("http://{host}"));
    let by_link = has_token && single(headers, &FETCH_MODE) == Some("navigate");
    let site = !headers.contains_key(FETCH_SITE)
        || by_link
        || matches!(single(headers, &FETCH_SITE), Some("same-origin" | "none"));
    origin && site
}

/// Returns the value of a header that occurs exactly once.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
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

    fn judge(guard: &Guard, address: &str, headers: &[(&str, &str)]) -> Verdict {
        guard.judge(&parts(address, headers))
    }

    const HOST: (&str, &str) = ("host", "127.0.0.1:4321");

    #[test]
    fn only_own_host_names_are_accepted() {
        let guard = Guard::new(4321, None);
        for host in ["127.0.0.1:4321", "localhost:4321", "[::1]:4321"] {
            assert_eq!(judge(&guard, "/", &[("host", host)]), Verdict::Pass);
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
            let verdict = judge(&guard, "/", &[("host", host)]);
            assert_eq!(
                verdict,
                Verdict::Refuse(StatusCode::MISDIRECTED_REQUEST),
                "{host}"
            );
        }
        let twice = [HOST, HOST];
        assert_ne!(judge(&guard, "/", &twice), Verdict::Pass);
        assert_ne!(judge(&guard, "/", &[]), Verdict::Pass);
        assert_ne!(
            judge(&guard, "http://127.0.0.1:4321/", &[HOST]),
            Verdict::Pass
        );
    }

    #[test]
    fn pages_of_other_sites_are_refused() {
        let guard = Guard::new(4321, None);
        let with = |name, value| judge(&guard, "/", &[HOST, (name, value)]);
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
    fn other_machines_need_the_token_or_its_cookie() {
        let guard = Guard::new(4321, Some("abc".to_owned()));
        let host = ("host", "192.168.1.5:4321");
        let outside = Verdict::Refuse(StatusCode::UNAUTHORIZED);
        assert_eq!(judge(&guard, "/", &[host]), outside);
        assert_eq!(judge(&guard, "/", &[HOST]), outside);
        assert_eq!(judge(&guard, "/?token=abd", &[host]), outside);
        let Verdict::Enter(cookie) = judge(&guard, "/?token=abc", &[host]) else {
            panic!("the token lets in");
        };
        assert_eq!(
            cookie,
            "kafolio-4321=abc; Path=/; HttpOnly; SameSite=Strict"
        );
        let with_cookie = |cookie| judge(&guard, "/", &[host, ("cookie", cookie)]);
        assert_eq!(with_cookie("a=b; kafolio-4321=abc"), Verdict::Pass);
        assert_eq!(with_cookie("kafolio-4321=abcd"), outside);
        let rebound = [
            ("host", "evil.example:4321"),
            ("cookie", "kafolio-4321=abc"),
        ];
        assert_ne!(judge(&guard, "/", &rebound), Verdict::Pass);
    }
}
