//! `kafolio person`: everything that the notes contain about one person, line by line.

use super::arguments::SiteArguments;
use super::exit::Exit;
use super::options::options;
use crate::build::{PersonRecord, RecordLine, person_record};
use crate::console::printed::{self, one_line};
use crate::console::{Format, locale, sentence_of};
use crate::disk::site_folder;
use crate::text::Language;
use std::fmt::Write as _;

/// Prints the record and returns the exit code.
pub(super) fn print(site: &SiteArguments, name: &str) -> Result<Exit, String> {
    let options = options(site, Some("owner"))?;
    let language = options.language;
    if site.format == Format::Sarif {
        let words = language.unwrap_or_else(locale::detect).pick(
            "--format: 这里没有 sarif 格式；用 human、short 或 json",
            "--format: sarif is not available here; use human, short or json",
        );
        return Err(words.to_owned());
    }
    let snapshot = site_folder::read(&site.site, language)?;
    let record = person_record(&snapshot, &options, name)
        .map_err(|refusal| sentence_of(&refusal, language))?;
    let language = language.unwrap_or(record.language);
    let text = match site.format {
        Format::Json => record.lines.iter().map(json).collect(),
        _ => human(&record, name, language),
    };
    match site.format {
        Format::Json => printed::json(&text),
        _ => printed::out(&text),
    }
    Ok(Exit::Success)
}

fn json(line: &RecordLine) -> String {
    serde_json::to_string(line).map_or(String::new(), |line| line + "\n")
}

/// Formats the record for people: the person, then every place in a form that can be clicked.
fn human(record: &PersonRecord, name: &str, language: Language) -> String {
    let mut text = String::new();
    for person in &record.people {
        let _ = writeln!(
            text,
            "{} · {}  {}",
            one_line(&person.name),
            one_line(&person.account),
            one_line(&person.file)
        );
    }
    if record.people.is_empty() {
        let words = language.pick("没有叫这个名字的联系人", "no contact has this name");
        let _ = writeln!(text, "{}: {words}", one_line(name));
    }
    let private = record.lines.iter().filter(|line| line.private).count();
    let (count, files) = (record.lines.len(), files(&record.lines));
    let _ = match language {
        Language::Chinese => writeln!(text, "{files} 个文件，{count} 处，其中私密 {private} 处"),
        Language::English => writeln!(
            text,
            "places: {count}, files: {files}; in private fields: {private}"
        ),
    };
    let mark = language.pick("[私密] ", "[private] ");
    for line in &record.lines {
        let _ = match line.line {
            0 => writeln!(text, "{}", one_line(&line.file)),
            number => writeln!(
                text,
                "{}:{number}:{}: {}{}",
                one_line(&line.file),
                line.column,
                if line.private { mark } else { "" },
                one_line(&line.text)
            ),
        };
    }
    let limitation = language.pick(
        "只用称呼或小名提到的（“周总”“老周”），程序找不到；相关客户的笔记请自己再看一遍",
        "mentions by title or nickname only are not found; also read through the account's notes yourself",
    );
    let _ = writeln!(text, "{limitation}");
    text
}

fn files(lines: &[RecordLine]) -> usize {
    lines.chunk_by(|one, other| one.file == other.file).count()
}
