//! `kafolio person`: everything that the notes contain about one person, line by line.

use super::arguments::SiteArguments;
use super::exit::Exit;
use super::failure::Failure;
use super::options::{OptionError, options};
use crate::build::{PersonRecord, RecordLine, person_record};
use crate::console::Format;
use crate::console::printed::{self, one_line};
use crate::disk::site_folder;
use crate::text::Language;
use std::fmt::{Display, Write as _};

/// Prints the record and returns the exit code.
pub(super) fn print(site: &SiteArguments, name: &str) -> Result<Exit, Failure> {
    let options = options(site, Some("owner"))?;
    if site.format == Format::Sarif {
        return Err(OptionError::NoSarif.into());
    }
    let snapshot = site_folder::read(&site.site)?;
    let record = person_record(&snapshot, &options, name)?;
    let language = options.language.unwrap_or(record.language);
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
        text += &printed::phrase(language, "cli.no-such-contact", &[("name", &name)]);
        text.push('\n');
    }
    let private = record.lines.iter().filter(|line| line.private).count();
    let values: [(&str, &dyn Display); 3] = [
        ("count", &record.lines.len()),
        ("files", &files(&record.lines)),
        ("private", &private),
    ];
    text += &language.phrase_with("cli.person-places", &values);
    text.push('\n');
    let mark = format!("{} ", language.phrase("cli.person-private"));
    for line in &record.lines {
        let _ = match line.line {
            0 => writeln!(text, "{}", one_line(&line.file)),
            number => writeln!(
                text,
                "{}:{number}:{}: {}{}",
                one_line(&line.file),
                line.column,
                if line.private { &mark } else { "" },
                one_line(&line.text)
            ),
        };
    }
    text += language.phrase("cli.person-limitation");
    text.push('\n');
    text
}

fn files(lines: &[RecordLine]) -> usize {
    lines.chunk_by(|one, other| one.file == other.file).count()
}
