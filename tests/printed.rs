//! The program's output in every format: a run for readers who do not see everything quotes no note, and nothing
//! printed controls a terminal or forges a line.
#![allow(clippy::disallowed_methods)]

mod filled;
mod memory;

use filled::FilledSite;
use kafolio::forms::Kind;
use kafolio::text::{Code, Language};
use memory::Files;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const FORMATS: [&str; 4] = ["human", "short", "json", "sarif"];

/// The output of a run: standard output, standard error and exit code.
struct Output {
    exit: Option<i32>,
    out: String,
    err: String,
}

impl Output {
    fn out_and_err(&self) -> String {
        format!("{}\n{}", self.out, self.err)
    }
}

fn kafolio(folder: &Path, arguments: &[&str]) -> Output {
    let done = Command::new(env!("CARGO_BIN_EXE_kafolio"))
        .current_dir(folder)
        .args(arguments)
        .env("LC_ALL", "zh_CN.UTF-8")
        .env("CLICOLOR_FORCE", "1")
        .env_remove("NO_COLOR")
        .output()
        .expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it prints UTF-8");
    Output {
        exit: done.status.code(),
        out: text(&done.stdout),
        err: text(&done.stderr),
    }
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    std::fs::write(&path, text).expect("written");
}

fn write_all(folder: &Path, files: &Files) {
    for (path, text) in files {
        write(folder, path, text);
    }
}

/// A way to damage a note.
type Slip = fn(&str) -> String;

/// Mistakes of all kinds: keys, values, shapes, YAML syntax, links and markup in the body.
const SLIPS: [Slip; 12] = [
    // A key with an extra character.
    |note| note.replace("\": ", "项\": "),
    // Invalid dates, choices, amounts and references.
    |note| note.replace("\",\n", "乱写\",\n"),
    // A list instead of a value.
    |note| {
        note.replace("\": \"", "\": [[\"")
            .replace("\",\n", "\"]],\n")
    },
    // A map instead of a value.
    |note| {
        note.replace("\": \"", "\": {\"另外\": \"")
            .replace("\",\n", "\"},\n")
    },
    // Everything twice.
    |note| {
        let twice = |line: &str| match line.trim_end().ends_with("\",") {
            true => format!("{line}\n{line}\n"),
            false => format!("{line}\n"),
        };
        note.lines().map(twice).collect()
    },
    // A quotation mark that is never closed.
    |note| note.replacen("\",\n", ",\n", 1),
    // A bracket that is never closed.
    |note| note.replacen(']', "", 1),
    // Front matter without an end.
    |note| note.trim_end().trim_end_matches("---").to_owned(),
    // A full-width colon.
    |note| note.replacen("\": ", "\"：", 1),
    // No front matter.
    |note| note.trim_start_matches("---\n").to_owned(),
    // Dates that do not exist.
    |note| {
        note.replace("-01\"", "-33\"")
            .replace("\": 3", "\": 9.7e")
            .replace("%\"", "\"")
    },
    // Links, pictures and levels in the body.
    |note| {
        let words: Vec<&str> = note.split('"').filter(|word| is_value(word)).collect();
        let lines = words.iter().map(|word| {
            format!(
                "[[{word}]] ![[{word}.png]] [x]({word} y.md) [y]({word}:z) ![z]({word}.html)\n\n> [!{word}] {word}\n\n## {word} {{.{word}}}\n\n"
            )
        });
        format!("{note}\n{}", lines.collect::<String>())
    },
];

/// Returns whether a word of a filled note is the author's: `内容-0012`, `Contact-003`, a day, an amount.
fn is_value(word: &str) -> bool {
    let (before, number) = word.split_once('-').unwrap_or(("", word));
    let is_number = number.len() > 2 && number.chars().all(|one| one.is_ascii_digit());
    let named = ["内容", "Contact", "Project", "Evidence"].contains(&before);
    let is_day = word.len() == 10 && before.len() == 4 && before.starts_with("20");
    (is_number && (named || word.len() == 5)) || is_day
}

/// Returns all the author's words in some notes, except file names.
fn values(files: &Files) -> BTreeSet<String> {
    fn collect(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => {
                found.extend(
                    text.split(' ')
                        .filter(|word| is_value(word))
                        .map(str::to_owned),
                );
            }
            Value::Array(all) => all.iter().for_each(|one| collect(one, found)),
            Value::Object(map) => map.values().for_each(|one| collect(one, found)),
            other => {
                let text = other.to_string();
                found.extend(is_value(&text).then_some(text));
            }
        }
    }
    let mut found = BTreeSet::new();
    for text in files.values() {
        let map = text.trim_matches(['-', '\n']);
        collect(&serde_json::from_str(map).unwrap_or_default(), &mut found);
    }
    found
}

/// Mistakes that involve several fields or notes. Each of the author's words has a unique number or name.
const COMBINED_MISTAKES: [(&str, &str); 6] = [
    (
        "content/accounts/pool/index.md",
        "---\n企业名称: Pool\n密级: 公开\nmarket_share: 0.8103\n大客户经理: 沈砚丘\n关键决策人: [梁叙白]\n静默:\n  - {规则: I72, 原因: 内容-8104, 至: 2019-04-30}\n  - {规则: I02}\n---\n",
    ),
    (
        "content/accounts/pool/contacts/liang.md",
        "---\n姓名: 梁叙白\n客户名称: 衡岳仪器\n态度: 怀疑\n上级: 梁叙白\n---\n",
    ),
    (
        "content/accounts/pool/contacts/liang-2.md",
        "---\n姓名: 梁叙白\n上级: 周既明\n---\n",
    ),
    (
        "content/accounts/pool/contacts/zhou.md",
        "---\n姓名: 周既明\n上级: liang-2\n---\n",
    ),
    (
        "content/accounts/pool/projects/line.md",
        "---\n项目名称: 三号线\n项目阶段: 商务谈判\n阶段记录:\n  - {阶段: 项目评估, 日期: 2019-03-02}\n竞争对手名单:\n  - {名称: 天衡测量}\n关注点清单:\n  - {关注点: 内容-8105, 权重: 61.5%}\n竞争对手分析:\n  - {评估指标: 内容-8105, 权重: 47.5%, 我们公司: 8106, 竞争对手: {天衡测重: 2}}\n---\n",
    ),
    (
        "content/accounts/pool/visits/2019-03-12.md",
        "---\n拜访对象: liang\n约定下次拜访时间: 2018-04-02\n观察:\n  - {姓名: liang, 态度: 赞同}\n拜访中对客户的承诺:\n  - {任务: 内容-8107, 负责人: 沈砚丘}\n---\n",
    ),
];

/// The values of these that must not be printed.
const COMBINED_VALUES: [&str; 18] = [
    "内容-8001",
    "内容-8002",
    "内容-8104",
    "内容-8105",
    "内容-8107",
    "0.8103",
    "81.03",
    "沈砚丘",
    "沈砚秋",
    "梁叙白",
    "周既明",
    "衡岳仪器",
    "I72",
    "三号线",
    "61.5",
    "47.5",
    "8106",
    "2018-04-02",
];

/// Returns a site with every field filled, and a mistake in every note.
fn spoiled() -> (Files, BTreeSet<String>) {
    let kinds = [
        Kind::Account,
        Kind::Contact,
        Kind::Project,
        Kind::Visit,
        Kind::Exchange,
        Kind::Competitor,
        Kind::Page,
    ];
    let mut files = FilledSite::of(Language::CHINESE, &kinds).files;
    // A few of each: a missing reference target is a mistake, too.
    files.retain(|path, _| {
        let number = path.trim_end_matches(".md").trim_end_matches("/index");
        let number = number.rsplit(['-', 'c', 'p']).next().unwrap_or_default();
        number.parse::<usize>().is_ok_and(|number| number < 3)
    });
    let values = values(&files);
    for (number, note) in files.values_mut().enumerate() {
        *note = SLIPS[number % SLIPS.len()](note);
    }
    let together = COMBINED_MISTAKES.map(|(path, note)| (path.to_owned(), note.to_owned()));
    files.extend(together);
    let settings = "标题: 试\n默认读者: internal\n阈值: {内容-8001: 3}\n内容-8002: x\n团队: [{姓名: 沈砚秋}]\n";
    files.insert("content/site.yaml".to_owned(), settings.to_owned());
    let further = COMBINED_VALUES.map(str::to_owned);
    (files, values.into_iter().chain(further).collect())
}

#[test]
fn a_run_for_other_readers_quotes_no_note() {
    let (files, values) = spoiled();
    assert!(values.len() > 300, "{}", values.len());
    let folder = tempfile::tempdir().expect("a folder");
    write_all(folder.path(), &files);
    let folder = folder.path();
    let as_of = ["--as-of", "2040-01-01", "--format"];

    let own = kafolio(folder, &[&["check"], &as_of[..], &["human"]].concat());
    let quoted = values
        .iter()
        .filter(|value| own.err.contains(*value))
        .count();
    assert!(quoted > 100, "the owner reads what is wrong: {quoted}");
    assert!(!own.err.contains("原话没有列出"));
    let codes = Code::ALL
        .iter()
        .filter(|code| own.err.contains(code.name()));
    let codes: Vec<&str> = codes.map(|code| code.name()).collect();
    assert!(codes.len() > 28, "mistakes of all sorts: {codes:?}");

    for audience in ["internal", "customer"] {
        for format in FORMATS {
            let commands: &[&str] = match format {
                "short" => &["check", "build"],
                _ => &["check"],
            };
            for command in commands {
                let reader = match audience {
                    "internal" => &["--audience", "internal"][..],
                    _ => &["--audience", "customer", "--account", "pool"],
                };
                let line = [&[*command], reader, &as_of[..], &[format]].concat();
                let output = kafolio(folder, &line);
                let text = without_routes(&output.out_and_err());
                let shown = values.iter().find(|value| text.contains(*value));
                assert_eq!(shown, None, "{line:?}: {}", around(&text, shown));
                if *command == "check" {
                    assert_eq!(output.exit, Some(1), "{line:?}: {}", output.err);
                    assert!(text.matches("wrong-value").count() > 5, "{line:?}");
                    assert!(output.err.contains("原话没有列出；用 kafolio check 看"));
                    // Choices are the program's own words, but also the content of a note.
                    for choices in ["项目阶段写的是“…”", "“态度”写的是“…”"]
                    {
                        assert!(text.contains(choices), "{line:?}: {choices}");
                    }
                }
            }
        }
    }
}

/// Returns the output without the names of pages, which their readers may know.
fn without_routes(output: &str) -> String {
    let parts = output.split('`').filter(|part| !part.ends_with(".html"));
    parts.collect::<Vec<_>>().join("`")
}

fn around(text: &str, word: Option<&String>) -> String {
    let line = text
        .lines()
        .find(|line| word.is_some_and(|word| line.contains(word)));
    line.unwrap_or_default().chars().take(400).collect()
}

#[test]
fn other_commands_for_other_readers_quote_no_note() {
    let (files, values) = spoiled();
    let folder = tempfile::tempdir().expect("a folder");
    write_all(folder.path(), &files);
    let lines: [&[&str]; 4] = [
        &["report", "pool", "--audience", "customer"],
        &["build", "--account", "poo"],
        &["build", "--audience", "customer", "--account", "内容"],
        &["forms"],
    ];
    for line in lines {
        let output = kafolio(folder.path(), &[line, &["--as-of", "2040-01-01"]].concat());
        let text = output.out_and_err();
        let typed = |value: &&String| !line.contains(&value.as_str());
        let shown = values
            .iter()
            .filter(typed)
            .find(|value| text.contains(*value));
        assert_eq!(shown, None, "{line:?}: {}", around(&text, shown));
    }
}

/// Names and words that would affect a terminal or a log.
const HOSTILE: [&str; 3] = [
    "a\u{1b}[31mb\u{1b}[2J\rforged",
    "b\nerror: forged",
    "c\u{202e}fdp\u{2066}\u{200b}\u{feff}\u{2028}\u{9b}31m\u{7f}",
];

/// Returns whether the output has only printable characters. The program's own colours are allowed.
fn is_clean(text: &str) -> bool {
    let mut rest = text.to_owned();
    while let Some(start) = rest.find("\u{1b}[") {
        let end = rest[start..]
            .find('m')
            .map_or(rest.len(), |end| start + end + 1);
        let is_style = rest[start + 2..end - 1]
            .chars()
            .all(|one| one.is_ascii_digit() || one == ';');
        if !is_style {
            return false;
        }
        rest.replace_range(start..end, "");
    }
    let is_bad = |one: char| {
        (one.is_control() && one != '\n')
            || matches!(one, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    !rest.contains(is_bad) && !text.contains("\u{1b}[2J") && !text.contains("\u{1b}[31mb")
}

fn assert_clean(output: &Output, line: &[&str]) {
    for text in [&output.out, &output.err] {
        assert!(is_clean(text), "{line:?}: {text:?}");
        let forged = text
            .lines()
            .any(|line| line.starts_with("error: forged") || line.starts_with("forged"));
        assert!(!forged, "{line:?}: {text:?}");
    }
}

/// Writes a site whose files and words have such names, with mistakes in all of them.
#[cfg(unix)]
fn write_hostile(folder: &Path) {
    write(
        folder,
        "content/accounts/lan/index.md",
        "---\n企业名称: 岚澈\n---\n",
    );
    for (number, name) in HOSTILE.iter().enumerate() {
        let quoted = serde_json::to_string(name).expect("a string");
        let contact = format!(
            "---\n姓名: {quoted}\n出生: {quoted}\n性格: {quoted}\n{quoted}: 1\n态度: 乱\n---\n\n[x]({name})\n"
        );
        write(
            folder,
            &format!("content/{name}.md"),
            &format!("---\n标{name}\n---\n"),
        );
        write(
            folder,
            &format!("content/accounts/lan/contacts/{name}.md"),
            &contact,
        );
        write(
            folder,
            &format!("content/accounts/lan/contacts/c{number}.md"),
            &contact,
        );
        write(
            folder,
            &format!("content/accounts/k{number}.md"),
            &format!("---\n企业名称: {quoted}\n---\n"),
        );
    }
}

#[cfg(unix)]
#[test]
fn names_and_values_cannot_control_a_terminal() {
    let site = tempfile::tempdir().expect("a folder");
    let folder = site.path();
    write_hostile(folder);
    for format in FORMATS {
        for audience in ["owner", "internal"] {
            let line = ["check", "--audience", audience, "--format", format];
            let output = kafolio(folder, &line);
            assert_eq!(output.exit, Some(1), "{}", output.err);
            assert_clean(&output, &line);
        }
        let line = ["build", "--format", format];
        assert_clean(&kafolio(folder, &line), &line);
    }
    for name in HOSTILE {
        let out = format!("out/{name}");
        let file = format!("{name}.html");
        let lines: [&[&str]; 22] = [
            &["build", "--out", &out, "--audience", "owner"],
            &["build", "--account", name],
            &["build", "--audience", name],
            &["build", "--as-of", name],
            &["build", "--lang", name],
            &["build", "--site", name],
            &["build", "--format", name],
            &["build", name],
            &[name],
            &["help", name],
            &["check", "--account", name, "--audience", "owner"],
            &["forms", "lan", "--out", &file],
            &["report", "lan", "--out", &file, "--audience", "owner"],
            &["report", name],
            &["report", "lan", "--max-size", name],
            &["changes", "--since", "2020-01-01", "--audience", "owner"],
            &["changes", "--since", name],
            &["person", name],
            &["person", name, "--format", "json"],
            &["new", "contact", name, "甲"],
            &["init", name],
            &["theme", name, name],
        ];
        for line in lines {
            assert_clean(&kafolio(folder, line), line);
        }
    }
}

#[cfg(unix)]
#[test]
fn json_gives_file_names_unchanged() {
    let site = tempfile::tempdir().expect("a folder");
    write(
        site.path(),
        "content/d\u{202e}fdp\u{200b}.md",
        "---\n[\n---\n",
    );
    let output = kafolio(site.path(), &["check", "--format", "json"]);
    let first = output.out.lines().next().expect("a finding");
    let found: Value = serde_json::from_str(first).expect("JSON");
    assert_eq!(found["file"], "content/d\u{202e}fdp\u{200b}.md");
    assert!(first.contains("d\\u202efdp\\u200b.md"), "{first}");
}
