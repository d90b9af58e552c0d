//! Text attachments: one that contains private fields or a private level is not published.

use crate::forms::{Dictionary, Kind, Level};
use crate::note::markdown::{sections, text_fields};
use crate::note::names_private_level;

/// Extensions of text files.
const ENDINGS: [&str; 27] = [
    "txt", "text", "csv", "tsv", "json", "jsonl", "yaml", "yml", "toml", "ini", "log", "org",
    "rst", "adoc", "tex", "vcf", "ics", "eml", "canvas", "base", "opml", "drawio", "sql", "conf",
    "bak", "rtf", "mdx",
];
/// Larger files are data and are not checked.
pub const MOST_TEXT_BYTES: u64 = 16 * 1024 * 1024;

/// Whether an attachment is read as text, by its name.
pub fn is_text(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((_, ending)) => ENDINGS.contains(&ending.to_lowercase().as_str()),
        None => true,
    }
}

/// Whether a text contains a field that is private in a note, or is marked as private.
pub fn is_private_text(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let is_private = |level: Level| level == Level::Private;
    let marks = sections(&text);
    let fields = text_fields(&text, Dictionary::built_in(), Kind::Visit, Level::Internal);
    marks.iter().any(|mark| is_private(mark.level))
        || fields.iter().any(|field| is_private(field.level))
        || names_private_level(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_with_private_fields_is_not_published() {
        for text in [
            "---\n姓名: 王敏\n生日: 1980-03-12\n---\n",
            "姓名,生日\n王敏,1980-03-12\n",
            "姓名\t生日\n王敏\t1980-03-12\n",
            "{\"name\": \"Wang\",\n \"birthday\": \"1980-03-12\"}",
            "密级: 私密\n底价 92 万\n",
            "sensitivity: private\nx\n",
            "> [!私密]\n> 底价\n",
        ] {
            assert!(is_private_text(text.as_bytes()), "{text}");
        }
        for text in [
            "会议记录\n一般的话\n",
            "日期,数量\n2026-01-01,3\n",
            "",
            "密级: 公开\nx\n",
            "账号: demo\n",
            "{\"private\": true, \"name\": \"x\"}",
            "姓名,专业\n王敏,光学\n",
        ] {
            assert!(!is_private_text(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn text_files_are_recognized_by_extension() {
        for name in ["a/b.txt", "价格.CSV", "README"] {
            assert!(is_text(name), "{name}");
        }
        for name in ["a.pdf", "a.docx", "a.txt.zip"] {
            assert!(!is_text(name), "{name}");
        }
    }
}
