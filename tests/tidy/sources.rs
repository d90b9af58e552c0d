//! The source files of this repository, and which parts of them are code.

use std::path::{Path, PathBuf};

/// A source file.
pub struct File {
    /// Its path from the top of the repository, with `/`.
    pub path: String,
    /// Its full text.
    pub text: String,
    /// Its text without comments and the content of strings; lines are kept.
    pub code: String,
}

impl File {
    /// Returns the module of `src/` that it belongs to: `note` for `src/note/tree.rs` and `src/note.rs`.
    pub fn module(&self) -> &str {
        let within = self.path.strip_prefix("src/").unwrap_or(&self.path);
        let first = within.split('/').next().unwrap_or(within);
        first.trim_end_matches(".rs")
    }

    /// Returns the code without its unit tests, which are at the end.
    pub fn code_without_tests(&self) -> &str {
        self.without_tests(&self.code)
    }

    /// Returns the text, with strings and comments, without its unit tests.
    pub fn text_without_tests(&self) -> &str {
        self.without_tests(&self.text)
    }

    fn without_tests<'t>(&self, text: &'t str) -> &'t str {
        if self.path.ends_with("/tests.rs") {
            return "";
        }
        let begins = ["mod tests", "pub mod tests"].map(|head| format!("#[cfg(test)]\n{head}"));
        let end = begins.iter().find_map(|begin| text.find(begin));
        &text[..end.unwrap_or(text.len())]
    }
}

/// Returns the files of a folder with an ending, in order.
pub fn files(folder: &str, ending: &str) -> Vec<File> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    walk(&top.join(folder), &mut paths);
    paths.sort();
    let file = |path: &PathBuf| {
        let within = path.strip_prefix(top).expect("it lies in the repository");
        let path_within = within.to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(path).expect("sources are UTF-8");
        let code = code_of(&text);
        File {
            path: path_within,
            text,
            code,
        }
    };
    let wanted = |path: &&PathBuf| path.to_string_lossy().ends_with(ending);
    paths.iter().filter(wanted).map(file).collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is part of the repository") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            walk(&path, paths);
        } else {
            paths.push(path);
        }
    }
}

/// Returns whether code contains a word, not as a part of a longer one.
pub fn has_word(code: &str, word: &str) -> bool {
    let part = |one: Option<char>| one.is_some_and(|one| one.is_alphanumeric() || one == '_');
    code.match_indices(word).any(|(start, _)| {
        let (before, after) = (&code[..start], &code[start + word.len()..]);
        !part(before.chars().next_back()) && !part(after.chars().next())
    })
}

/// Returns the string literals that directly follow a text such as `.words(`, ignoring white space.
pub fn literals_after<'t>(text: &'t str, opening: &str) -> Vec<&'t str> {
    let mut found = Vec::new();
    for (start, _) in text.match_indices(opening) {
        let rest = text[start + opening.len()..]
            .trim_start()
            .trim_start_matches('&');
        if let Some(literal) = rest.strip_prefix('"') {
            found.push(literal.split('"').next().unwrap_or_default());
        }
    }
    found
}

/// The kind of text at a position.
enum State {
    Code,
    Line,
    Block(usize),
    Text,
    Raw(usize),
}

/// Returns a source without its comments and the content of its strings. Line ends stay.
fn code_of(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut state = State::Code;
    let mut at = 0;
    while let Some(one) = characters.get(at) {
        let next = characters.get(at + 1).copied().unwrap_or_default();
        let mut step = 1;
        let was_code = matches!(state, State::Code);
        match state {
            State::Code if *one == '/' && next == '/' => state = State::Line,
            State::Code if *one == '/' && next == '*' => state = State::Block(1),
            State::Code if *one == '"' => state = string_at(&characters, at),
            State::Code if *one == '\'' => step = character_at(&characters, at),
            State::Line if *one == '\n' => state = State::Code,
            State::Block(1) if *one == '*' && next == '/' => (state, step) = (State::Code, 2),
            State::Text if *one == '\\' => step = 2,
            State::Text if *one == '"' => state = State::Code,
            State::Raw(hashes) if *one == '"' && hashes_at(&characters, at + 1) >= hashes => {
                state = State::Code;
            }
            _ => {}
        }
        let is_code = matches!(state, State::Code) && step == 1;
        let is_quote = *one == '"' && (was_code || is_code);
        code.push(if is_code || is_quote || *one == '\n' {
            *one
        } else {
            ' '
        });
        if step == 2 && next == '\n' {
            code.push('\n');
        }
        at += step;
    }
    code
}

/// Returns whether the quote opens a raw string, and with how many hashes.
fn string_at(characters: &[char], at: usize) -> State {
    let hashes = characters[..at]
        .iter()
        .rev()
        .take_while(|one| **one == '#')
        .count();
    match characters[..at - hashes].last() {
        Some('r') => State::Raw(hashes),
        _ => State::Text,
    }
}

fn hashes_at(characters: &[char], at: usize) -> usize {
    characters[at..]
        .iter()
        .take_while(|one| **one == '#')
        .count()
}

/// Returns the length of a character literal; 1 if the quote begins a lifetime.
fn character_at(characters: &[char], at: usize) -> usize {
    let is = |offset: usize, one: char| characters.get(at + offset) == Some(&one);
    if is(1, '\\') {
        let end = characters[at + 3..].iter().position(|one| *one == '\'');
        return end.map_or(1, |end| end + 4);
    }
    if is(2, '\'') { 3 } else { 1 }
}

#[test]
fn comments_strings_and_characters_are_not_code() {
    let text = "a // b {\nc(\"d { \\\" e\", r#\"f \" g\"#, '{', '\\'', 'x'); /* h\n */ &'i j";
    let words: String = code_of(text).split_whitespace().collect();
    assert_eq!(words, "ac(\"\",r#\"\"#,,,);&'ij");
    assert_eq!(code_of(text).lines().count(), text.lines().count());
}
