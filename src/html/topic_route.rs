//! Routes of the pages about a tag or one of our people. They follow from the name alone, so that a note can link there
//! before all notes are known.

use crate::domain::slug_of;
use crate::text::fold;

/// The most characters of a name in a route. A number may follow, and file systems allow 255 bytes.
const LONGEST_CHARACTERS: usize = 40;
/// Device names that Windows reserves, in addition to those with a number.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The page of a tag. Tags that differ only in case, width or spaces share one.
pub(crate) fn tag_route(tag: &str) -> String {
    format!("tags/{}.html", file_stem(tag))
}

/// The page of one of our people.
pub(crate) fn owner_route(name: &str) -> String {
    format!("owners/{}.html", file_stem(name))
}

/// A name as a valid file name. If it had to be changed, a short digest keeps it unique.
fn file_stem(name: &str) -> String {
    let folded = fold(name);
    let slug: String = slug_of(&folded).chars().take(LONGEST_CHARACTERS).collect();
    if slug == *folded && !is_reserved(&slug) {
        return slug;
    }
    format!("{slug}-{:08x}", digest(&folded))
}

/// Returns whether a name is reserved: the index, a further page of a list, or a device name.
fn is_reserved(slug: &str) -> bool {
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
    fn plain_names_are_unchanged_and_others_get_a_digest() {
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
    fn different_names_have_different_pages() {
        assert_ne!(tag_route("A/B"), tag_route("A-B"));
        assert_ne!(tag_route("a-b"), tag_route("a+b"));
        let long = "长".repeat(300);
        assert_ne!(tag_route(&long), tag_route(&format!("{long}一")));
        assert!(tag_route(&long).len() < 200);
    }
}
