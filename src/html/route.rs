//! Routes: the locations of pages and the relative links between them. Every link names a file.

/// The relative path from one page to another: `../contacts/wang.html`.
pub fn relative(from: &str, to: &str) -> String {
    let shared = from
        .bytes()
        .zip(to.bytes())
        .take_while(|(one, other)| one == other)
        .count();
    let folder = from.as_bytes()[..shared]
        .iter()
        .rposition(|byte| *byte == b'/')
        .map_or(0, |slash| slash + 1);
    let above = from.as_bytes()[folder..]
        .iter()
        .filter(|byte| **byte == b'/')
        .count();
    let mut path = String::with_capacity(above * 3 + to.len() - folder);
    (0..above).for_each(|_| path.push_str("../"));
    path.push_str(&to[folder..]);
    path
}

/// A relative path, encoded for a link: characters with a meaning in URLs are percent-encoded, Chinese is not.
pub fn href(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for character in path.chars() {
        match character {
            '%'
            | '?'
            | '#'
            | ' '
            | '"'
            | '<'
            | '>'
            | '\\'
            | '^'
            | '`'
            | '{'
            | '|'
            | '}'
            | '\0'..='\u{1f}'
            | '\u{7f}' => {
                encoded.push_str(&format!("%{:02X}", u32::from(character)));
            }
            ':' if !encoded.contains('/') => encoded.push_str("%3A"),
            _ => encoded.push(character),
        }
    }
    encoded
}

/// The path from a page to the top of the site: `../../`.
pub(crate) fn root_of(route: &str) -> String {
    "../".repeat(route.matches('/').count())
}

/// The folder of a page, without the `/` at its end; empty at the top.
pub(crate) fn folder_of(route: &str) -> &str {
    route.rfind('/').map_or("", |slash| &route[..slash])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_and_name_a_file() {
        assert_eq!(
            relative("accounts/a/visits/x.html", "accounts/a/contacts/w.html"),
            "../contacts/w.html"
        );
        assert_eq!(
            relative("accounts/a/index.html", "accounts/a/visits/x.html"),
            "visits/x.html"
        );
        assert_eq!(
            relative("index.html", "accounts/a/index.html"),
            "accounts/a/index.html"
        );
        assert_eq!(
            relative("accounts/a/index.html", "index.html"),
            "../../index.html"
        );
        assert_eq!(relative("a/x.html", "a/x.html"), "x.html");
        assert_eq!(relative("accounts/a.html", "accounts/a/b.html"), "a/b.html");
    }

    #[test]
    fn what_would_break_a_link_is_encoded() {
        assert_eq!(href("报价 50%#1?.html"), "报价%2050%25%231%3F.html");
        assert_eq!(href("javascript:x"), "javascript%3Ax");
    }
}
