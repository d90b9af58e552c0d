//! Classifies link destinations: another site, the same page, a note or file, or a disallowed address. Defines the
//! allowed schemes; notes and files are found by the caller.

/// The schemes that links may have.
const ALLOWED_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// In a wikilink, `[[Q3: 计划]]` is a title, so only these are treated as schemes there.
const SCHEMES_DISALLOWED_IN_TITLES: [&str; 8] = [
    "javascript",
    "data",
    "file",
    "vbscript",
    "blob",
    "about",
    "view-source",
    "ftp",
];

/// The class of a link's destination.
#[derive(Debug, PartialEq)]
pub(super) enum Destination {
    /// A complete address with an allowed scheme.
    External(String),
    /// A fragment of the same page, without the `#`.
    SamePage(String),
    /// A note or file of the site.
    Inside { target: String, fragment: String },
    /// An address whose scheme is not allowed; the scheme, or `//` for another host.
    Disallowed(String),
}

/// The notation of a destination.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Notation {
    /// `[text](destination)`, percent-encoded.
    Address,
    /// `[[destination]]`, not encoded.
    Title,
}

/// Classifies a destination. Characters that browsers ignore in an address are ignored, so that `java<tab>script:` is
/// recognized.
pub(super) fn classify(written: &str, notation: Notation) -> Destination {
    let address = written.trim_matches(is_ignored);
    if names_another_host(address) {
        return Destination::Disallowed("//".to_owned());
    }
    if let Some(scheme) = scheme_of(address) {
        if ALLOWED_SCHEMES.contains(&scheme.as_str()) {
            return Destination::External(address.chars().filter(|c| !c.is_control()).collect());
        }
        let is_title = notation == Notation::Title
            && !SCHEMES_DISALLOWED_IN_TITLES.contains(&scheme.as_str())
            && !address.contains("://");
        if !is_title {
            return Destination::Disallowed(scheme);
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
        Some(fragment) if target.is_empty() => Destination::SamePage(decode(fragment)),
        fragment => Destination::Inside {
            target: decode(target),
            fragment: fragment.map(decode).unwrap_or_default(),
        },
    }
}

/// Returns whether an address given by a caller may be written into a page.
pub(super) fn is_allowed(href: &str) -> bool {
    !matches!(
        classify(href, Notation::Address),
        Destination::Disallowed(_)
    )
}

/// Returns whether browsers read an address as `//host`: also `\\host` and `/\host`.
fn names_another_host(address: &str) -> bool {
    let mut seen = address.chars().filter(|c| !is_ignored(*c));
    let mut is_slash = || seen.next().is_some_and(|c| matches!(c, '/' | '\\'));
    is_slash() && is_slash()
}

/// Returns the scheme of an address in lower case, if it has one.
fn scheme_of(address: &str) -> Option<String> {
    let mut scheme = String::new();
    for character in address.chars().filter(|c| !is_ignored(*c)) {
        match character {
            ':' if !scheme.is_empty() => return Some(scheme),
            'a'..='z' | 'A'..='Z' => scheme.push(character.to_ascii_lowercase()),
            '0'..='9' | '+' | '-' | '.' if !scheme.is_empty() => scheme.push(character),
            _ => return None,
        }
    }
    None
}

/// Returns whether browsers ignore a character: control characters, white space, zero-width characters.
fn is_ignored(character: char) -> bool {
    character.is_control()
        || character.is_whitespace()
        || matches!(character,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// Decodes a percent-encoded text; unchanged if the result is not UTF-8.
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
    fn schemes_are_recognized_in_every_disguise() {
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
                Destination::Disallowed("javascript".into()),
                "{written:?}"
            );
        }
        for (written, scheme) in [
            ("data:text/html,x", "data"),
            ("file:///etc", "file"),
            ("C:\\报价.pdf", "c"),
            ("vbscript:x", "vbscript"),
        ] {
            assert_eq!(address(written), Destination::Disallowed(scheme.into()));
        }
    }

    #[test]
    fn another_host_is_disallowed_in_all_its_spellings() {
        for written in [
            "//host/a",
            "\\\\host\\share",
            "/\\host",
            "/\t/host",
            " //host",
        ] {
            assert_eq!(address(written), Destination::Disallowed("//".into()));
            assert_eq!(
                classify(written, Notation::Title),
                Destination::Disallowed("//".into())
            );
        }
    }

    #[test]
    fn addresses_of_other_sites_are_unchanged() {
        for written in [
            "https://a.example/x?y=1#z",
            "MAILTO:a@b.example",
            "tel:+86-10",
        ] {
            assert_eq!(address(written), Destination::External(written.into()));
        }
    }

    #[test]
    fn paths_are_decoded_and_separated_from_their_fragment() {
        assert_eq!(
            address("../%E6%8A%A5%E4%BB%B7%20v2.md#%E6%80%BB"),
            inside("../报价 v2.md", "总")
        );
        assert_eq!(address("50%25%zz"), inside("50%%zz", ""));
        assert_eq!(address("%ff.md"), inside("%ff.md", ""));
        assert_eq!(address("会议:纪要.md"), inside("会议:纪要.md", ""));
        assert_eq!(address("#总览"), Destination::SamePage("总览".into()));
        assert_eq!(address(""), inside("", ""));
    }

    #[test]
    fn a_title_may_contain_a_colon_but_no_dangerous_scheme() {
        let title = |written| classify(written, Notation::Title);
        assert_eq!(title("Q3: 计划"), inside("Q3: 计划", ""));
        assert_eq!(title("客户/恒远 # 总览"), inside("客户/恒远", "总览"));
        assert_eq!(
            title("JavaScript:x"),
            Destination::Disallowed("javascript".into())
        );
        assert_eq!(
            title("gopher://x"),
            Destination::Disallowed("gopher".into())
        );
    }
}
