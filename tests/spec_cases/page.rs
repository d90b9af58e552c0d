//! Expectations about pages and about the list of files.

use super::entities::without_entities;
use super::quoted::quoted;
use std::path::Path;

/// Inline elements; they do not separate words.
const INLINE_ELEMENTS: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "i", "ins", "kbd", "mark",
    "q", "s", "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "var", "wbr",
];

/// Elements whose content is not visible.
const HIDDEN_ELEMENTS: [&str; 4] = ["head", "script", "style", "template"];

/// Looks for lines in the visible text of a page; returns what is missing or unwanted.
pub fn visible_difference(body: &str, path: &str, output: &Path) -> Option<String> {
    let source = match read(path, output) {
        Ok(source) => source,
        Err(message) => return Some(message),
    };
    let text = visible_text(&source);
    let (wanted, unwanted) = lines_of(body);
    first_out_of_order(&wanted, &text)
        .map(|missing| format!("{path} does not show, in this order\n  {missing}\nbut\n{text}"))
        .or_else(|| unwanted_text(&unwanted, path, &[&source, &text], output))
}

/// Looks for lines in the source of a page.
pub fn source_difference(body: &str, path: &str, output: &Path) -> Option<String> {
    let source = match read(path, output) {
        Ok(source) => source,
        Err(message) => return Some(message),
    };
    let source = quoted(&source);
    let (wanted, unwanted) = lines_of(body);
    first_out_of_order(&wanted, &source)
        .map(|missing| format!("{path} does not hold, in this order\n  {missing}\nbut\n{source}"))
        .or_else(|| unwanted_text(&unwanted, path, &[&source], output))
}

/// Looks for files in the output.
pub fn files_difference(body: &str, output: &Path) -> Option<String> {
    let (wanted, unwanted) = lines_of(body);
    let missing = wanted.iter().find(|path| !output.join(path).is_file());
    let there = unwanted
        .iter()
        .find(|line| output.join(line.trim_start_matches('!').trim()).exists());
    let list = || files(output).join("\n  ");
    match (missing, there) {
        (Some(path), _) => Some(format!("there is no {path}, only\n  {}", list())),
        (None, Some(path)) => Some(format!("{path}, and yet there is; all of\n  {}", list())),
        (None, None) => None,
    }
}

/// Returns the lines that must occur, and those that must not.
fn lines_of(body: &str) -> (Vec<&str>, Vec<&str>) {
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.partition(|line| !line.starts_with('!'))
}

fn read(path: &str, output: &Path) -> Result<String, String> {
    let file = output.join(path);
    std::fs::read_to_string(&file)
        .map_err(|_| format!("there is no {path}, only\n  {}", files(output).join("\n  ")))
}

/// Returns the first line that does not follow the ones before it. Spaces are ignored.
fn first_out_of_order<'a>(lines: &[&'a str], text: &str) -> Option<&'a str> {
    let text = without_spaces(text);
    let mut rest = text.as_str();
    for line in lines {
        let wanted = without_spaces(line);
        match rest.find(&wanted) {
            Some(at) => rest = &rest[at + wanted.len()..],
            None => return Some(line),
        }
    }
    None
}

/// Checks that `! text` does not occur in the page, and `!! text` in no file.
fn unwanted_text(lines: &[&str], path: &str, texts: &[&str], output: &Path) -> Option<String> {
    for line in lines {
        if let Some(text) = line.strip_prefix("!!") {
            let text = text.trim();
            let holds = |file: &&String| {
                let bytes = std::fs::read(output.join(file)).unwrap_or_default();
                file.contains(text) || String::from_utf8_lossy(&bytes).contains(text)
            };
            if let Some(file) = files(output).iter().find(holds) {
                return Some(format!("`{text}` must be in no file, and is in {file}"));
            }
            continue;
        }
        let text = line.trim_start_matches('!').trim();
        if texts.iter().any(|page| page.contains(text)) {
            return Some(format!(
                "`{text}` must not be in {path}, and is\n{}",
                texts[0]
            ));
        }
    }
    None
}

/// Returns all files of a folder, relative to it, sorted.
fn files(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(relative) = path.strip_prefix(folder) {
                all.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    all.sort();
    all
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace()).collect()
}

/// Returns the text of a page as a reader sees it, a line for every block.
fn visible_text(source: &str) -> String {
    let mut text = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(&without_entities(before));
        let (tag, tail) = after.split_once('>').unwrap_or((after, ""));
        let name = tag.trim_start_matches('/');
        let name = name.split([' ', '\n', '/']).next().unwrap_or_default();
        rest = tail;
        if HIDDEN_ELEMENTS.contains(&name) && !tag.starts_with('/') {
            let end = format!("</{name}>");
            rest = tail.split_once(end.as_str()).map_or("", |(_, tail)| tail);
        }
        if !INLINE_ELEMENTS.contains(&name) {
            text.push('\n');
        }
    }
    text.push_str(&without_entities(rest));
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}
