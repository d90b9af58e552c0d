//! The pages about a tag and about one of ours: where they lie follows from the name alone, so that a note can lead there
//! before anybody knows what else does.

use crate::domain::slug_of;
use crate::text::fold;

/// A name that is longer is cut: a page's part has a number behind it, and file systems allow 255 bytes.
const LONGEST_CHARACTERS: usize = 40;
/// Names that Windows keeps for its devices, beside those with a number.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The page of a tag. Tags that differ in case, width or spaces only are one.
pub(crate) fn tag_route(tag: &str) -> String {
    format!("tags/{}.html", stem(tag))
}

/// The page of one of ours.
pub(crate) fn owner_route(name: &str) -> String {
    format!("owners/{}.html", stem(name))
}

/// A name as a file may be called. What it loses on the way a short digest makes up for, so that no two names share one.
fn stem(name: &str) -> String {
    let folded = fold(name);
    let slug: String = slug_of(&folded).chars().take(LONGEST_CHARACTERS).collect();
    if slug == *folded && !is_taken(&slug) {
        return slug;
    }
    format!("{slug}-{:08x}", digest(&folded))
}

/// Whether a page of the room's own has the name, or could have it: the index, or a further part of a list.
fn is_taken(slug: &str) -> bool {
    let number = slug.rsplit_once('-').map(|(_, number)| number);
    let is_part = number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    let device = slug.trim_end_matches(|one: char| one.is_ascii_digit());
    slug == "index" || is_part || DEVICES.contains(&device) || matches!(device, "com" | "lpt")
}

/// FNV-1a, 32 bits: the same in every build, on every machine.
fn digest(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |digest, byte| {
        (digest ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_are_kept_and_others_get_a_digest() {
        assert_eq!(tag_route("招标"), "tags/招标.html");
        assert_eq!(tag_route("ＶＩＰ"), tag_route("vip"));
        assert_eq!(owner_route("沈砚秋"), "owners/沈砚秋.html");
        for odd in ["A/B", "index", "part-2", "con", "com1", "../..", "", "100%"] {
            let route = tag_route(odd);
            let stem = route.trim_start_matches("tags/").trim_end_matches(".html");
            assert!(stem.len() > 9 && !stem.contains(['/', '.', '%']), "{route}");
        }
    }

    #[test]
    fn names_that_differ_have_pages_that_differ() {
        assert_ne!(tag_route("A/B"), tag_route("A-B"));
        assert_ne!(tag_route("a-b"), tag_route("a+b"));
        let long = "长".repeat(300);
        assert_ne!(tag_route(&long), tag_route(&format!("{long}一")));
        assert!(tag_route(&long).len() < 200);
    }
}
