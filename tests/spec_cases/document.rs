//! Parses a document of cases: headings, fenced blocks, and the purpose of each block.

use std::ops::Range;
use std::path::Path;

/// A document of cases.
pub struct Document {
    /// Its path for messages.
    pub name: String,
    /// Its cases, in order.
    pub cases: Vec<Case>,
}

/// A case: the content of one `##` heading.
pub struct Case {
    /// The heading.
    pub heading: String,
    /// Its line, from 1.
    pub line: usize,
    /// The reason if the program does not do this yet.
    pub pending: Option<String>,
    /// Its actions and expectations, in document order.
    pub steps: Vec<Step>,
}

/// One step of a case.
pub enum Step {
    /// Write a file.
    File(File),
    /// Run a command.
    Command(Command),
    /// Check the result of the command before.
    Expect(Block),
}

/// A file to be written.
pub struct File {
    /// Relative to the site's folder.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A command.
pub struct Command {
    /// The words of the command line, the program's name first.
    pub words: Vec<String>,
    /// The exit code, if the case gives it.
    pub exit: Option<i32>,
    /// Its line, from 1.
    pub line: usize,
}

/// A block with an expectation.
pub struct Block {
    /// What it applies to.
    pub expected: Expected,
    /// The text between the fences.
    pub body: String,
    /// The lines of the body, from 0.
    pub body_lines: Range<usize>,
    /// The line of the opening fence, from 1.
    pub line: usize,
}

/// What an expectation applies to.
pub enum Expected {
    /// Standard error as a whole.
    Text,
    /// Standard output as a whole.
    Json,
    /// The visible text of a page.
    Page(String),
    /// The source of a page.
    Html(String),
    /// The list of files.
    Output,
    /// The text of a file of the site's folder.
    FileText(String),
}

impl Block {
    /// Returns whether it applies to the pages and files of a build.
    pub fn is_about_output(&self) -> bool {
        matches!(
            self.expected,
            Expected::Page(_) | Expected::Html(_) | Expected::Output
        )
    }
}

impl Document {
    /// Reads a document.
    pub fn read(path: &Path, name: String) -> Document {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let lines: Vec<&str> = text.lines().collect();
        let mut cases: Vec<Case> = Vec::new();
        let mut at = 0;
        while at < lines.len() {
            let line = lines[at];
            if let Some(heading) = line.strip_prefix("## ") {
                cases.push(Case {
                    heading: heading.to_owned(),
                    line: at + 1,
                    pending: None,
                    steps: Vec::new(),
                });
            } else if let Some(why) = line.strip_prefix("<!-- pending:")
                && let Some(case) = cases.last_mut()
            {
                case.pending = Some(why.trim_end_matches("-->").trim().to_owned());
            } else if line.starts_with("```") {
                let end = end_of_block(&lines, at)
                    .unwrap_or_else(|| panic!("{name}:{}: a block never ends", at + 1));
                let case = cases
                    .last_mut()
                    .unwrap_or_else(|| panic!("{name}:{}: a block before any case", at + 1));
                steps_of(&lines, at, end, &name, &mut case.steps);
                at = end;
            }
            at += 1;
        }
        Document { name, cases }
    }

    /// Returns the steps of all cases.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.cases.iter().flat_map(|case| &case.steps)
    }

    /// Replaces the bodies of blocks.
    pub fn bless(&self, path: &Path, mut bodies: Vec<(Range<usize>, String)>) {
        let text = std::fs::read_to_string(path).expect("the document was read before");
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        bodies.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, body) in bodies {
            lines.splice(range, body.lines().map(str::to_owned));
        }
        std::fs::write(path, lines.join("\n") + "\n").expect("the document can be written");
    }
}

/// Returns the line of the fence that closes the one at a line.
fn end_of_block(lines: &[&str], opening: usize) -> Option<usize> {
    let ticks = fence(lines[opening]);
    let closes = |line: &&str| fence(line) >= ticks && line.bytes().all(|byte| byte == b'`');
    let after = lines.iter().skip(opening + 1).position(closes)?;
    Some(opening + 1 + after)
}

fn fence(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b'`').count()
}

fn steps_of(lines: &[&str], opening: usize, end: usize, name: &str, steps: &mut Vec<Step>) {
    let info = lines[opening].trim_start_matches('`').trim();
    let (language, rest) = info.split_once(' ').unwrap_or((info, ""));
    let body: String = lines[opening + 1..end]
        .iter()
        .flat_map(|line| [line, "\n"])
        .collect();
    let expect = |expected: Expected| {
        Step::Expect(Block {
            expected,
            body: body.clone(),
            body_lines: opening + 1..end,
            line: opening + 1,
        })
    };
    match language {
        "console" => steps.extend(commands(&lines[opening + 1..end], opening + 2)),
        "text" if rest.is_empty() => steps.push(expect(Expected::Text)),
        "json" | "printed" if rest.is_empty() => steps.push(expect(Expected::Json)),
        "file" => steps.push(expect(Expected::FileText(rest.to_owned()))),
        "page" => steps.push(expect(Expected::Page(rest.to_owned()))),
        "html" if rest.starts_with("page ") => {
            steps.push(expect(Expected::Html(rest["page ".len()..].to_owned())))
        }
        "output" => steps.push(expect(Expected::Output)),
        _ if rest.is_empty() => panic!("{name}:{}: what is this block for?", opening + 1),
        _ => steps.push(Step::File(file(language, rest, &body))),
    }
}

/// Parses a file from its block: `markdown content/index.md`, with explicit bytes `markdown content/index.md (BOM,
/// CRLF)`, or `hex content/plan.png`.
fn file(language: &str, rest: &str, body: &str) -> File {
    let (path, how) = match rest.split_once(" (") {
        Some((path, how)) => (path, how.trim_end_matches(')')),
        None => (rest, ""),
    };
    let path = path.to_owned();
    if language == "hex" {
        let bytes = body.split_whitespace().map(|byte| {
            u8::from_str_radix(byte, 16).unwrap_or_else(|_| panic!("`{byte}` is no byte"))
        });
        let bytes = bytes.collect();
        return File { path, bytes };
    }
    let mut text = body.to_owned();
    if how.contains("CRLF") {
        text = text.replace('\n', "\r\n");
    }
    if how.contains("BOM") {
        text.insert(0, '\u{feff}');
    }
    let bytes = text.into_bytes();
    File { path, bytes }
}

/// Parses the commands of a console block, each with the exit code below it.
fn commands(lines: &[&str], first_line: usize) -> Vec<Step> {
    let mut commands: Vec<Command> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(typed) = line.strip_prefix("$ ") {
            commands.push(Command {
                words: words(typed),
                exit: None,
                line: first_line + index,
            });
        } else if let Some(code) = line.strip_prefix("exit code ")
            && let Some(command) = commands.last_mut()
        {
            command.exit = code.trim().parse().ok();
        }
    }
    commands.into_iter().map(Step::Command).collect()
}

/// Splits a command line into words; quotes keep words together.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}
