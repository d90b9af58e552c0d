//! Where a link's destination leads: out of the site, within the page, to a note or file, or nowhere
//! that is allowed. Owns the list of allowed schemes; leaves it to the caller to find notes and files.

/// The schemes a link may have.
const ALLOWED_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// In a wikilink `[[Q3: 计划]]` is a title, so only these are taken for schemes there.
const SCHEMES_REFUSED_IN_TITLES: [&str; 8] = [
    "javascript",
    "data",
    "file",
    "vbscript",
    "blob",
    "about",
    "view-source",
    "ftp",
];

/// What the parser's destination of a link turns out to be.
#[derive(Debug, PartialEq)]
pub(super) enum Destination {
    /// A whole address with an allowed scheme.
    External(String),
    /// A place on the same page, without the `#`.
    Place(String),
    /// A note or file of the site.
    Inside { target: String, fragment: String },
    /// An address whose scheme is not allowed; holds the scheme, `//` for another host.
    Refused(String),
}

/// How the author wrote a destination.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Notation {
    /// `[words](destination)`, percent-encoded.
    Address,
    /// `[[destination]]`, written as it is.
    Title,
}

/// Judges a destination. Everything a browser overlooks in an address is overlooked here too, so
/// that `java<tab>script:` is seen for what it is.
pub(super) fn classify(written: &str, notation: Notation) -> Destination {
    let address = written.trim_matches(is_overlooked);
    if names_another_host(address) {
        return Destination::Refused("//".to_owned());
    }
    if let Some(scheme) = scheme_of(address) {
        if ALLOWED_SCHEMES.contains(&scheme.as_str()) {
            return Destination::External(address.chars().filter(|c| !c.is_control()).collect());
        }
        let is_title = notation == Notation::Title
            && !SCHEMES_REFUSED_IN_TITLES.contains(&scheme.as_str())
            && !address.contains("://");
        if !is_title {
            return Destination::Refused(scheme);
        }
    }
    inside(address, notation)
}

fn inside(address: &str, notation: Notation) -> Destination {
    let (target, fragment) = match address.split_once('#') {
        Some((target, fragment)) => (target, Some(fragment)),
        None => (address, None),
    };
    let decode = |text: &str| match notation {
        Notation::Address => percent_decode(text),
        Notation::Title => text.trim().to_owned(),
    };
    match fragment {
        Some(fragment) if target.is_empty() => Destination::Place(decode(fragment)),
        fragment => Destination::Inside {
            target: decode(target),
            fragment: fragment.map(decode).unwrap_or_default(),
        },
    }
}

/// Whether an address that a caller made may be written into a page.
pub(super) fn is_allowed(href: &str) -> bool {
    !matches!(classify(href, Notation::Address), Destination::Refused(_))
}

/// `//host` and all that browsers take for it: `\\host`, `/\host`.
fn names_another_host(address: &str) -> bool {
    let mut seen = address.chars().filter(|c| !is_overlooked(*c));
    let mut is_slash = || seen.next().is_some_and(|c| matches!(c, '/' | '\\'));
    is_slash() && is_slash()
}

/// The scheme of an address in small letters, if it has one.
fn scheme_of(address: &str) -> Option<String> {
    let mut scheme = String::new();
    for character in address.chars().filter(|c| !is_overlooked(*c)) {
        match character {
            ':' if !scheme.is_empty() => return Some(scheme),
            'a'..='z' | 'A'..='Z' => scheme.push(character.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(character),
            _ => return None,
        }
    }
    None
}

/// Control characters, white space and characters without a width.
fn is_overlooked(character: char) -> bool {
    character.is_control()
        || character.is_whitespace()
        || matches!(character,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// The text that a percent-encoded one stands for; as written where that is not UTF-8.
fn percent_decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = match after {
            [high, low, ..] if *first == b'%' => hex_value(*high).zip(hex_value(*low)),
            _ => None,
        };
        match code {
            Some((high, low)) => {
                decoded.push(high * 16 + low);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                decoded.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

fn hex_value(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(written: &str) -> Destination {
        classify(written, Notation::Address)
    }

    fn inside(target: &str, fragment: &str) -> Destination {
        Destination::Inside {
            target: target.into(),
            fragment: fragment.into(),
        }
    }

    #[test]
    fn schemes_are_seen_through_every_disguise() {
        for written in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \u{1}javascript:alert(1)",
            "java\tscr\nipt:alert(1)",
            "\u{200B}javascript\u{AD}:x",
            "javascript :x",
        ] {
            assert_eq!(
                address(written),
                Destination::Refused("javascript".into()),
                "{written:?}"
            );
        }
        for (written, scheme) in [
            ("data:text/html,x", "data"),
            ("file:///etc", "file"),
            ("C:\\报价.pdf", "c"),
            ("vbscript:x", "vbscript"),
        ] {
            assert_eq!(address(written), Destination::Refused(scheme.into()));
        }
    }

    #[test]
    fn another_host_is_refused_in_all_its_spellings() {
        for written in [
            "//host/a",
            "\\\\host\\share",
            "/\\host",
            "/\t/host",
            " //host",
        ] {
            assert_eq!(address(written), Destination::Refused("//".into()));
            assert_eq!(
                classify(written, Notation::Title),
                Destination::Refused("//".into())
            );
        }
    }

    #[test]
    fn addresses_out_of_the_site_keep_their_form() {
        for written in [
            "https://a.example/x?y=1#z",
            "MAILTO:a@b.example",
            "tel:+86-10",
        ] {
            assert_eq!(address(written), Destination::External(written.into()));
        }
    }

    #[test]
    fn paths_are_decoded_and_parted_from_their_fragment() {
        assert_eq!(
            address("../%E6%8A%A5%E4%BB%B7%20v2.md#%E6%80%BB"),
            inside("../报价 v2.md", "总")
        );
        assert_eq!(address("50%25%zz"), inside("50%%zz", ""));
        assert_eq!(address("%ff.md"), inside("%ff.md", ""));
        assert_eq!(address("会议:纪要.md"), inside("会议:纪要.md", ""));
        assert_eq!(address("#总览"), Destination::Place("总览".into()));
        assert_eq!(address(""), inside("", ""));
    }

    #[test]
    fn a_title_may_hold_a_colon_but_no_dangerous_scheme() {
        let title = |written| classify(written, Notation::Title);
        assert_eq!(title("Q3: 计划"), inside("Q3: 计划", ""));
        assert_eq!(title("客户/恒远 # 总览"), inside("客户/恒远", "总览"));
        assert_eq!(
            title("JavaScript:x"),
            Destination::Refused("javascript".into())
        );
        assert_eq!(title("gopher://x"), Destination::Refused("gopher".into()));
    }
}
