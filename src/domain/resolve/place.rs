//! The path of a file determines the kind of note; nobody types a kind.

use crate::forms::Kind;

/// The folder of the notes within the site's folder.
const CONTENT: &str = "content/";

/// Routes of the program's own pages, which no note may take.
#[derive(Clone, Debug, Default)]
pub struct ReservedRoutes {
    /// Pages at the top of the site, without their ending.
    pub pages: Vec<&'static str>,
    /// Folders, with the slash at their end.
    pub folders: Vec<&'static str>,
}

impl ReservedRoutes {
    /// Returns whether a page, given without its ending, would be one of the program's own.
    fn has(&self, page: &str) -> bool {
        let is_page = self.pages.iter().any(|own| {
            page.strip_prefix(own)
                .is_some_and(|rest| rest.is_empty() || is_part_suffix(rest))
        });
        is_page || self.folders.iter().any(|own| page.starts_with(own))
    }

    /// Returns whether a path of the site's folder would be in one of the program's own folders.
    pub fn is_in_folder(&self, path: &str) -> bool {
        let within = path.strip_prefix(CONTENT).unwrap_or(path);
        self.folders.iter().any(|own| within.starts_with(own))
    }
}

/// What the path of a note says about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// What kind of note it is.
    pub kind: Kind,
    /// The folder of its account.
    pub account: Option<&'a str>,
    /// Its name: that of the file without extension, or of the folder for an account.
    pub slug: &'a str,
    /// Its page, relative to the site's root, without `.html`.
    pub page: String,
}

impl Place<'_> {
    /// Whether its page can be written: no part of its path is longer than file systems allow, no folder is named
    /// like a page.
    pub fn can_be_written(&self) -> bool {
        /// File systems allow 255 bytes; the page adds `.html`.
        const LONGEST_BYTES: usize = 240;
        let mut folders = self.page.split('/').rev().skip(1);
        let short = self.page.split('/').all(|part| part.len() <= LONGEST_BYTES);
        short && !folders.any(|folder| folder.to_lowercase().ends_with(".html"))
    }

    /// Returns whether its page would be one of the program's own.
    pub fn is_reserved(&self, reserved: &ReservedRoutes) -> bool {
        self.is_list() || self.is_details() || reserved.has(&self.page)
    }

    /// Returns whether its page would be the list of all notes of its kind.
    pub fn is_list(&self) -> bool {
        matches!(
            self.page.as_str(),
            "accounts/index" | "competitors/index" | "accounts/index/index"
        )
    }

    /// Returns whether its page would be that of an account's details.
    pub fn is_details(&self) -> bool {
        let below_accounts = self.page.strip_prefix("accounts/");
        let in_account = below_accounts.and_then(|rest| rest.split_once('/'));
        in_account.is_some_and(|(_, name)| name.eq_ignore_ascii_case("details"))
    }
}

/// Long lists continue in `people-2`, `people-3` and so on.
fn is_part_suffix(rest: &str) -> bool {
    rest.strip_prefix('-').is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Returns the place of a path in the site's folder; `None` if it is not a note.
pub fn place_of(path: &str) -> Option<Place<'_>> {
    let within = path.strip_prefix(CONTENT)?;
    if within == "site.yaml" {
        return Some(Place {
            kind: Kind::Site,
            account: None,
            slug: "site",
            page: String::new(),
        });
    }
    let stem = within.strip_suffix(".md")?;
    let slug = stem.rsplit('/').next().unwrap_or(stem);
    let parts: Vec<&str> = stem.split('/').collect();
    let (kind, account, slug) = match parts.as_slice() {
        ["accounts", account] if *account != "index" => (Kind::Account, Some(*account), *account),
        ["accounts", account, name] if *name == "index" || name == account => {
            (Kind::Account, Some(*account), *account)
        }
        ["accounts", account, "contacts", _] => (Kind::Contact, Some(*account), slug),
        ["accounts", account, "projects", _] => (Kind::Project, Some(*account), slug),
        ["accounts", account, "visits", _] => (Kind::Visit, Some(*account), slug),
        ["accounts", account, "exchanges", _] => (Kind::Exchange, Some(*account), slug),
        ["accounts", account, ..] => (Kind::Page, Some(*account), slug),
        ["competitors", name] if *name != "index" => (Kind::Competitor, None, *name),
        _ => (Kind::Page, None, slug),
    };
    let page = match (kind, account) {
        (Kind::Account, Some(account)) => format!("accounts/{account}/index"),
        _ => stem.to_owned(),
    };
    Some(Place {
        kind,
        account,
        slug,
        page,
    })
}

/// Returns the kind of note whose fields may occur in the texts of a note, with their levels; `None` for a page
/// outside the accounts, where `key: value` is prose.
pub(crate) fn fields_in_texts(kind: Kind, path: &str) -> Option<Kind> {
    let is_of_account = path
        .strip_prefix(CONTENT)
        .is_some_and(|within| within.starts_with("accounts/"));
    (kind != Kind::Page || is_of_account).then_some(kind)
}

/// The folder of a file, ending in `/`.
pub(in crate::domain) fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_and_page(path: &str) -> Option<(Kind, String)> {
        place_of(path).map(|place| (place.kind, place.page))
    }

    #[test]
    fn the_folder_determines_the_kind_of_a_note() {
        let account = Some((Kind::Account, "accounts/a/index".to_owned()));
        assert_eq!(kind_and_page("content/accounts/a/index.md"), account);
        assert_eq!(kind_and_page("content/accounts/a/a.md"), account);
        assert_eq!(kind_and_page("content/accounts/a.md"), account);
        assert_eq!(
            kind_and_page("content/accounts/a/visits/2026-03-12.md")
                .unwrap()
                .0,
            Kind::Visit
        );
        assert_eq!(
            kind_and_page("content/accounts/a/visits/old/x.md")
                .unwrap()
                .0,
            Kind::Page
        );
        assert_eq!(
            kind_and_page("content/competitors/b.md").unwrap().0,
            Kind::Competitor
        );
        assert_eq!(
            kind_and_page("content/playbook/steps.md"),
            Some((Kind::Page, "playbook/steps".to_owned()))
        );
        assert_eq!(
            kind_and_page("content/index.md"),
            Some((Kind::Page, "index".to_owned()))
        );
        assert_eq!(kind_and_page("content/a.pdf"), None);
        assert_eq!(kind_and_page("README.md"), None);
    }

    #[test]
    fn notes_do_not_take_the_pages_of_the_program() {
        let reserved = ReservedRoutes {
            pages: vec!["search", "people"],
            folders: vec!["assets/"],
        };
        for path in [
            "content/search.md",
            "content/people-2.md",
            "content/competitors/index.md",
            "content/assets/x.md",
            "content/accounts/a/details.md",
        ] {
            assert!(place_of(path).unwrap().is_reserved(&reserved), "{path}");
        }
        for path in [
            "content/people-we-like.md",
            "content/playbook/search.md",
            "content/accounts/a/visits/details.md",
            "content/index.md",
        ] {
            assert!(!place_of(path).unwrap().is_reserved(&reserved), "{path}");
        }
    }
}
