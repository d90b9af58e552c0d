//! The path of a new note, from its kind, account and name.

use crate::domain::{place_of, slug_of};
use crate::forms::Kind;

/// Names that Windows reserves for devices, with any extension. Source: “Naming Files, Paths, and Namespaces”.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// Returns the path of a new note, relative to the site's folder; `account` is the folder of its account.
pub fn path_of(kind: Kind, account: &str, slug: &str) -> String {
    match kind {
        Kind::Account => format!("content/accounts/{slug}/index.md"),
        Kind::Contact => format!("content/accounts/{account}/contacts/{slug}.md"),
        Kind::Project => format!("content/accounts/{account}/projects/{slug}.md"),
        Kind::Visit => format!("content/accounts/{account}/visits/{slug}.md"),
        Kind::Exchange => format!("content/accounts/{account}/exchanges/{slug}.md"),
        Kind::Competitor => format!("content/competitors/{slug}.md"),
        Kind::Page | Kind::Site => format!("content/{slug}.md"),
    }
}

/// Returns the slug of a new note: one that every file system can write and that is not a generated page.
pub fn slug_for(kind: Kind, account: &str, name: &str) -> String {
    let slug = slug_of(name);
    let is_usable = |slug: &str| {
        let path = path_of(kind, account, slug);
        let place = place_of(&path);
        let fits = place.is_some_and(|place| {
            let is_free = !place.is_list() && !place.is_details();
            place.kind == kind && place.can_be_written() && is_free
        });
        fits && !is_device(slug)
    };
    match is_usable(&slug) {
        true => slug,
        false => format!("{slug}-1"),
    }
}

fn is_device(slug: &str) -> bool {
    let numbered = NUMBERED_DEVICES
        .iter()
        .find_map(|device| slug.strip_prefix(device));
    let is_number = |rest: &str| {
        let mut characters = rest.chars();
        let first = characters.next();
        characters.next().is_none() && first.is_some_and(|one| "123456789¹²³".contains(one))
    };
    DEVICES.contains(&slug) || numbered.is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_file_names_on_every_system() {
        let slug = |name| slug_for(Kind::Account, "", name);
        assert_eq!(slug("沐云食品 有限公司"), "沐云食品-有限公司");
        assert_eq!(slug("A/B: \"Ltd.\"?"), "a-b-ltd");
        assert_eq!(slug("../../etc"), "etc");
        assert_eq!(slug("CON"), "con-1");
        assert_eq!(slug("com1"), "com1-1");
        assert_eq!(slug("com"), "com");
        assert_eq!(slug("index"), "index-1");
        assert_eq!(slug_for(Kind::Contact, "a", "index"), "index");
        assert_eq!(slug_for(Kind::Competitor, "", "index"), "index-1");
    }
}
