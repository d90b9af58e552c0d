//! The reader of front matter is built on parser events. Here it is compared with another YAML parser, serde_yaml, on
//! every note of the example site and on a table of tricky documents.
//!
//! Intended differences are listed in `spaceless`, `same_scalar` and the last test.

mod memory;

use kafolio::note::outline_of;
use kafolio::text::Source;
use serde_yaml::Value;

/// Front matter that is easily misread.
const TRICKY: &[(&str, &str)] = &[
    (
        "nothing is filled in",
        "a:\nb: ~\nc: null\nd: ''\ne: \"\"\n",
    ),
    ("an empty map and an empty list", "a: {}\nb: []\n"),
    (
        "quotes",
        "a: 'it''s'\nb: \"tab\\tand \\u4e2d \\\"quoted\\\"\"\nc: it's\n",
    ),
    (
        "quotes over several lines",
        "a: \"one\n  two\n\n  three\"\nb: 'one\n  two'\n",
    ),
    ("folded", "a: >\n  one\n  two\n\n  three\nb: end\n"),
    (
        "folded, stripped and kept",
        "a: >-\n  one\n  two\nb: >+\n  one\n\nc: end\n",
    ),
    (
        "folded with lines further in",
        "a: >\n  one\n    two\n  three\n",
    ),
    ("literal", "a: |\n  one\n    two\n\n  three\nb: end\n"),
    (
        "literal, stripped and kept",
        "a: |-\n  one\nb: |+\n  one\n\nc: end\n",
    ),
    (
        "literal with its indentation given",
        "a: |2\n    one\n  two\n",
    ),
    (
        "plain over several lines",
        "a: one\n  two\n  three\nb: end\n",
    ),
    (
        "plain Chinese over several lines",
        "a: 上半年\n  验收完毕\nb: 一期\n  phase two\n",
    ),
    (
        "anchors and aliases",
        "a: &x [1, {b: c}]\nd: *x\ne: &y text\nf: *y\n",
    ),
    (
        "flow",
        "a: {b: [1, 2, {c: d}], 'e': f}\ng: [a, 'b, c', \"d\"]\n",
    ),
    (
        "flow over several lines",
        "a: [one,\n  two,\n  ]\nb: {c: 1,\n  d: 2}\n",
    ),
    (
        "comments",
        "# first\na: 1 # one\nb: 2#no\n# mid\nc: '#3'\n# last\n",
    ),
    (
        "colons and hashes in text",
        "a: http://x.example/a#b\nb: 12:30\nc: a:b\n",
    ),
    (
        "a list that is not indented",
        "a:\n- 1\n- b: 2\n  c: 3\n- - 4\n  - 5\nd: e\n",
    ),
    (
        "numbers",
        "a: 0571\nb: 1_000\nc: 0x1F\nd: 1e3\ne: .5\nf: -0\ng: 007\nh: 12345678901234567890\n",
    ),
    (
        "words that are booleans to some",
        "a: yes\nb: no\nc: on\nd: true\ne: False\nf: 是\n",
    ),
    (
        "dates",
        "a: 2026-03-12\nb: 2026-03-12 14:30\nc: 2026年3月12日\nd: --02-29\n",
    ),
    (
        "percent, money, wikilinks",
        "a: 35%\nb: 120万\nc: \"[[王敏]]\"\nd: [[王敏]]\ne: $30k\n",
    ),
    (
        "a key that must be quoted",
        "\"a b\": 1\n'c: d': 2\n企业标识/编号: 3\nE-mail: 4\n",
    ),
    ("a key asked for with a question mark", "? a\n: b\n"),
    (
        "white space at the ends of lines",
        "a: one  \nb:   two\t\nc:\n  - x  \n",
    ),
    (
        "Windows line ends",
        "a: one\r\nb: |\r\n  two\r\n  three\r\nc:\r\n  - four\r\n",
    ),
    (
        "full-width characters",
        "备注：: 全角冒号\na: “引号”\nb: 　x\n",
    ),
    (
        "a map in a list in a map",
        "a:\n  - b:\n      - c: 1\n        d: 2\n    e: 3\n",
    ),
];

#[test]
fn every_note_of_the_example_reads_the_same() {
    let mut compared = 0;
    for (path, text) in memory::folder("content") {
        if path.ends_with(".md") {
            compared += usize::from(compare(&path, &text));
        }
    }
    assert!(compared > 50, "only {compared} notes have fields");
}

#[test]
fn tricky_documents_read_the_same() {
    for (name, fields) in TRICKY {
        let end = if fields.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        };
        let note = format!("---{end}{fields}---{end}body\n");
        compare(name, &note);
    }
}

/// What one reader rejects, the other rejects, too.
#[test]
fn both_readers_refuse_invalid_documents() {
    for fields in [
        "a: b: c\n",
        "a: [1, 2\n",
        "a: 'open\n",
        "a: *nowhere\n",
        "a: - b\n",
        "a:\n\tb: 1\n",
        "a: 1\n  b: 2\n",
        "a: \"\\q\"\n",
        "- a\nb: c\n",
        "a: @b\n",
        "a: %b\n",
    ] {
        let theirs: Result<Value, _> = serde_yaml::from_str(fields);
        assert!(theirs.is_err(), "serde_yaml reads {fields:?}");
        assert_eq!(ours(&format!("---\n{fields}---\n")), None, "{fields:?}");
    }
}

/// Intended differences. serde_yaml rejects a duplicate key; our tree has both, so that the readers can report the
/// location. Words that only look like null stay words, and a tag is not part of a text.
#[test]
fn intended_differences_are_as_listed() {
    for (fields, tree) in [
        ("a: 1\na: 2\n", r#"{"a":"1","a":"2"}"#),
        ("a: NULL\nb: Null\n", r#"{"a":"NULL","b":"Null"}"#),
        ("a: !number 1\n", r#"{"a":"1"}"#),
        ("\ta: 1\n", r#"{"a":"1"}"#),
        ("a: 上半年\n  验收\n", r#"{"a":"上半年验收"}"#),
    ] {
        let note = format!("---\n{fields}---\n");
        assert_eq!(ours(&note).as_deref(), Some(tree), "{fields:?}");
    }
}

fn ours(note: &str) -> Option<String> {
    outline_of(&Source {
        path: "content/a.md".into(),
        text: note.into(),
    })
}

/// Compares the two readings of a note; false if it has no fields.
fn compare(name: &str, note: &str) -> bool {
    let fields = fields_of(note);
    let theirs: Option<Value> = serde_yaml::from_str(&fields)
        .unwrap_or_else(|error| panic!("serde_yaml cannot read {name}: {error}"));
    let ours = ours(note).unwrap_or_else(|| "null".to_owned());
    let ours: Value = serde_yaml::from_str(&ours).expect("the outline is JSON");
    same(name, &ours, &theirs.clone().unwrap_or_default());
    theirs.is_some_and(|value| !value.is_null())
}

/// Returns the text between the two `---` lines.
fn fields_of(note: &str) -> String {
    let mut lines = note.split_inclusive('\n');
    if lines.next().is_none_or(|first| first.trim_end() != "---") {
        return String::new();
    }
    lines.take_while(|line| line.trim_end() != "---").collect()
}

fn same(at: &str, ours: &Value, theirs: &Value) {
    match (ours, theirs) {
        (Value::Mapping(ours), Value::Mapping(theirs)) => {
            let keys = |map: &serde_yaml::Mapping| map.keys().map(text_of).collect::<Vec<_>>();
            assert_eq!(keys(ours), keys(theirs), "keys at {at}");
            for ((key, one), other) in ours.iter().zip(theirs.values()) {
                same(&format!("{at} / {}", text_of(key)), one, other);
            }
        }
        (Value::Sequence(ours), Value::Sequence(theirs)) => {
            assert_eq!(ours.len(), theirs.len(), "items at {at}");
            for (index, (one, other)) in ours.iter().zip(theirs).enumerate() {
                same(&format!("{at} / {index}"), one, other);
            }
        }
        _ => assert!(same_scalar(ours, theirs), "{at}: {ours:?} {theirs:?}"),
    }
}

/// Compares a scalar as written with the number or boolean that serde_yaml reads.
fn same_scalar(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Null, Value::Null) => true,
        (Value::String(ours), Value::String(theirs)) => spaceless(ours) == spaceless(theirs),
        (Value::String(ours), Value::Number(_) | Value::Bool(_)) => {
            serde_yaml::from_str::<Value>(ours).is_ok_and(|read| read == *theirs)
        }
        _ => false,
    }
}

/// Returns a text without spaces between Chinese characters: ours adds none where lines are folded.
fn spaceless(text: &str) -> String {
    let wide = |character: Option<char>| character.is_some_and(|one| one >= '\u{2e80}');
    let characters: Vec<char> = text.chars().collect();
    let between = |index: usize| {
        let before = index.checked_sub(1).and_then(|at| characters.get(at));
        wide(before.copied()) && wide(characters.get(index + 1).copied())
    };
    let kept = |(index, one): (usize, &char)| (*one != ' ' || !between(index)).then_some(*one);
    characters.iter().enumerate().filter_map(kept).collect()
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => serde_yaml::to_string(other)
            .unwrap_or_default()
            .trim_end()
            .to_owned(),
    }
}
