//! Files that look like notes but have the wrong name: they are neither parsed nor copied as attachments.

/// Extensions of Markdown files other than `.md`.
const ENDINGS: [&str; 6] = [".markdown", ".mdown", ".mkdn", ".mkd", ".mdwn", ".mdtext"];

/// Returns the name that a file should have, if its name is similar to that of a note.
pub fn name_of_note(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_lowercase();
    if lower.len() != name.len() {
        return None;
    }
    let is_index = |stem: &str| stem.eq_ignore_ascii_case("index") && stem != "index";
    if let Some(stem) = name.strip_suffix(".md") {
        return (is_index(stem) && is_in_account(path)).then(|| "index.md".to_owned());
    }
    let ending = ENDINGS.iter().find(|ending| lower.ends_with(*ending));
    // `index.MD`, `note.md.bak`.
    let end = ending
        .map(|ending| name.len() - ending.len())
        .or_else(|| lower.strip_suffix(".md").map(str::len))
        .or_else(|| lower.rfind(".md."))?;
    let stem = name.get(..end)?;
    let stem = if is_index(stem) { "index" } else { stem };
    Some(format!("{stem}.md"))
}

/// Whether a file is directly in the folder of an account.
fn is_in_account(path: &str) -> bool {
    path.starts_with("content/accounts/") && path.matches('/').count() == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelled_names_of_notes_are_recognized() {
        let suggested = |path| name_of_note(path);
        for path in [
            "content/accounts/a/Index.md",
            "a/INDEX.MD",
            "a/index.markdown",
            "a/index.md.bak",
            "a/index.MD",
        ] {
            assert_eq!(suggested(path).as_deref(), Some("index.md"), "{path}");
        }
        assert_eq!(suggested("a/王敏.MD").as_deref(), Some("王敏.md"));
        for path in ["a/index.md", "a/b.md", "a/报价.pdf", "a/indexes.md", "a/md"] {
            assert_eq!(suggested(path), None, "{path}");
        }
    }
}
