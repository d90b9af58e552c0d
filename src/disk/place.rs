//! Checks whether a relative path names a file inside a folder, on every system. It does not access the disk.

/// Names at the top of an output folder with this prefix are reserved for the writer.
pub(crate) const RESERVED_PREFIX: &str = ".kafolio";

/// Why a path is not acceptable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Misplaced {
    /// Absolute, with a drive letter, `.`, `..`, an empty part, a backslash or a control character.
    Outside,
    /// A name that is reserved for the writer.
    Reserved,
    /// A name that Windows cannot write; reported on Windows only.
    Windows,
}

/// Checks that `path`, with `/` between its parts, names a file below a folder, and one that this system can write.
pub fn check_place(path: &str) -> Result<(), Misplaced> {
    check_inside(path)?;
    if path.to_ascii_lowercase().starts_with(RESERVED_PREFIX) {
        return Err(Misplaced::Reserved);
    }
    if cfg!(windows) && !path.split('/').all(windows_can_write) {
        return Err(Misplaced::Windows);
    }
    Ok(())
}

/// Checks that `path` stays below the folder it is relative to.
pub(crate) fn check_inside(path: &str) -> Result<(), Misplaced> {
    let has_bad_part = path.split('/').any(|part| matches!(part, "" | "." | ".."));
    let has_bad_character = path
        .chars()
        .any(|character| character == '\\' || character.is_control());
    if has_bad_part || has_bad_character || has_drive_letter(path) {
        return Err(Misplaced::Outside);
    }
    Ok(())
}

/// Returns the folder of a path, without the last `/`; empty for a file at the top.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Returns a path as a file system that ignores case compares it.
pub(crate) fn fold_case(path: &str) -> String {
    path.to_lowercase()
}

fn has_drive_letter(path: &str) -> bool {
    let mut characters = path.chars();
    characters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && characters.next() == Some(':')
}

/// Source: “Naming Files, Paths, and Namespaces” of the Windows documentation.
fn windows_can_write(name: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let stem = stem.to_ascii_lowercase();
    let is_numbered_device = NUMBERED_DEVICES.iter().any(|device| {
        stem.strip_prefix(device).is_some_and(|number| {
            matches!(
                number,
                "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "¹" | "²" | "³"
            )
        })
    });
    !DEVICES.contains(&stem.as_str())
        && !is_numbered_device
        && !name.ends_with(['.', ' '])
        && !name.contains(['<', '>', ':', '"', '|', '?', '*'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_below_its_folder() {
        for good in [
            "index.html",
            "accounts/华芯半导体/index.html",
            "a/..b",
            "报价 1:2.pdf",
        ] {
            assert_eq!(check_inside(good), Ok(()), "{good}");
        }
        let bad = [
            "",
            "/etc/passwd",
            "../a",
            "a/../b",
            "a/./b",
            "a//b",
            "a/",
            "C:/a",
            "c:a",
            "a\\b",
            "a\0b",
            "a\nb",
        ];
        for path in bad {
            assert_eq!(check_place(path), Err(Misplaced::Outside), "{path:?}");
        }
    }

    #[test]
    fn the_writers_own_names_are_reserved_at_the_top() {
        for path in [".kafolio.json", ".kafolio-new/a", ".Kafolio.json"] {
            assert_eq!(check_place(path), Err(Misplaced::Reserved), "{path}");
        }
        assert_eq!(check_place("a/.kafolio.json"), Ok(()));
    }

    #[test]
    fn names_that_windows_cannot_write_are_detected() {
        for name in [
            "con", "AUX.html", "nul .txt", "Com1", "lpt9.x", "a.", "a ", "a?b", "a:b",
        ] {
            assert!(!windows_can_write(name), "{name}");
        }
        for name in ["contacts", "com", "com10", "auxiliary.html", "王工.html"] {
            assert!(windows_can_write(name), "{name}");
        }
    }
}
