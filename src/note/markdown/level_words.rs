//! Words that say who may see a thing: levels, synonyms of private, and words that are one slip away from a level.

use super::finder::finder;
use crate::forms::Level;
use crate::text::{fold, nearest_within};
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that people take for a level: nobody writes them where all may read.
const LIKE_PRIVATE: [&str; 33] = [
    "私人",
    "隐私",
    "秘密",
    "机密",
    "機密",
    "绝密",
    "絕密",
    "保密",
    "涉密",
    "不公开",
    "勿外传",
    "仅本人",
    "仅自己",
    "仅自己看",
    "只自己看",
    "不要外传",
    "别外传",
    "请勿外传",
    "不外传",
    "secret",
    "topsecret",
    "confidential",
    "confidentiel",
    "vertraulich",
    "geheim",
    "restricted",
    "sensitive",
    "classified",
    "personal",
    "hidden",
    "onlyme",
    "eyesonly",
    "donotshare",
];

/// Words of Obsidian's callouts and of GitHub's alerts.
const CALLOUTS: [&str; 27] = [
    "note",
    "abstract",
    "summary",
    "tldr",
    "info",
    "todo",
    "tip",
    "hint",
    "important",
    "success",
    "check",
    "done",
    "question",
    "help",
    "faq",
    "warning",
    "caution",
    "attention",
    "failure",
    "fail",
    "missing",
    "danger",
    "error",
    "bug",
    "example",
    "quote",
    "cite",
];

/// Words that are one character away from a level and mean what they say.
const OTHER_WORDS: [&str; 14] = [
    "精密", "紧密", "严密", "亲密", "加密", "周密", "致密", "稠密", "解密", "私营", "私企", "私立",
    "interval", "primate",
];

/// Whether a word says as much as private, and nothing else.
pub fn is_private_word(word: &str) -> bool {
    const ALSO_OTHERS: [&str; 5] = [
        "personal",
        "hidden",
        "restricted",
        "sensitive",
        "classified",
    ];
    let found = level_of(word, Reading::Words);
    found.is_some_and(|(level, _)| level == Level::Private)
        && !ALSO_OTHERS.contains(&fold(word).as_ref())
}

/// Whether a word, where it is all of a heading, says who may read on: privacy and secrets are topics, too.
pub(super) fn is_level_itself(word: &str) -> bool {
    const TOPICS: [&str; 5] = ["私人", "隐私", "秘密", "secret", "geheim"];
    is_private_word(word) && !TOPICS.contains(&fold(word).as_ref())
}

/// Whether words say private among others: `私密，勿外传`, `商业机密`, `private - do not share`.
pub(super) fn says_private(words: &str) -> bool {
    const CHINESE: [&str; 4] = ["私密", "机密", "绝密", "勿外传"];
    const ENGLISH: [&str; 2] = ["private", "confidential"];
    /// Longer ones are a sentence.
    const LONGEST_CHARACTERS: usize = 24;
    let mut english = words.split(|one: char| !one.is_ascii_alphanumeric());
    words.chars().count() <= LONGEST_CHARACTERS
        && (CHINESE.into_iter().any(|word| words.contains(word))
            || english.any(|word| ENGLISH.contains(&fold(word).as_ref())))
}

/// Whether words say that something is for the company alone: `内部资料`, `internal use only`.
pub(super) fn names_inside(words: &str) -> bool {
    const CHINESE: [&str; 12] = [
        "资料", "使用", "参考", "文件", "信息", "专用", "掌握", "讨论", "材料", "传阅", "交流",
        "保留",
    ];
    const ENGLISH: [&str; 4] = [
        "internaluseonly",
        "internaluse",
        "internalonly",
        "forinternaluse",
    ];
    let words: String = words.chars().filter(|one| one.is_alphanumeric()).collect();
    let words = fold(&words);
    let behind = words
        .strip_prefix("仅供")
        .or_else(|| words.strip_prefix("仅限"));
    let chinese = behind.unwrap_or(&words).strip_prefix("内部");
    chinese.is_some_and(|rest| CHINESE.contains(&rest) || behind.is_some() && rest.is_empty())
        || ENGLISH.contains(&words.as_ref())
}

/// Whether the words of a mark hold one that is taken for private.
pub(super) fn contains_private(words: &str) -> bool {
    ["私密", "机密", "绝密", "保密", "隐私", "涉密", "私人"]
        .into_iter()
        .any(|word| words.contains(word))
}

/// Whether a text holds a word that withholds something, wherever it stands. What lies between its characters is not
/// passed over.
pub(super) fn mentions_level(text: &str) -> bool {
    WORDS.is_match(text)
}

/// Where such words stand in a text.
pub fn level_words(text: &str) -> impl Iterator<Item = Range<usize>> {
    WORDS.find_iter(text).map(|found| found.range())
}

static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = LIKE_PRIVATE
        .into_iter()
        .chain(["私密", "private", "内部", "internal"]);
    finder(words)
});

/// How much a word must look like a level to be taken for one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Only marks are written this way: one character may differ.
    Mark,
    /// Other words are written this way, too: one character may differ, but not into another word.
    Brackets,
    /// Much else is written this way: levels and synonyms only.
    Words,
}

/// The level that a word stands for, and whether that is a guess.
pub(super) fn level_of(word: &str, reading: Reading) -> Option<(Level, bool)> {
    let word: String = word.chars().filter(|one| one.is_alphanumeric()).collect();
    let word = fold(&word);
    if let Some(level) = Level::from_word(&word) {
        return Some((level, false));
    }
    let guess = Some((Level::Private, true));
    if LIKE_PRIVATE.contains(&word.as_ref()) {
        return guess;
    }
    let is_other = CALLOUTS.contains(&word.as_ref())
        || reading != Reading::Mark && OTHER_WORDS.contains(&word.as_ref());
    if is_other || reading == Reading::Words {
        return None;
    }
    is_near(&word, reading).then_some(())?;
    guess
}

fn is_near(word: &str, reading: Reading) -> bool {
    const LEAST_LETTERS: usize = 4;
    let length = word.chars().count();
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    // One letter of another script among those of a word makes no other word of it.
    let is_latin = letters >= LEAST_LETTERS;
    let levels: &[&str] = match (is_latin, reading) {
        (true, _) => &["private", "internal", "public"],
        (false, Reading::Mark) => &["私密", "内部", "公开"],
        (false, _) => &["私密"],
    };
    let allowed = match (is_latin, reading) {
        (true, Reading::Mark) if length >= 6 => 2,
        (true, _) if length < 5 => return false,
        (false, _) if word.is_ascii() => return false,
        _ => 1,
    };
    // One character of the two must be there.
    nearest_within(word, levels.iter().copied(), |_| allowed).is_some() && length <= 12
}

/// Whether a line begins with a level, whatever stands behind it.
pub(super) fn begins_with_level(line: &str) -> bool {
    let word = line
        .split(|one: char| !one.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let word = fold(word);
    let begins = |level: &str| word.starts_with(level);
    let two: String = word.chars().take(2).collect();
    level_of(&word, Reading::Mark).is_some()
        || LIKE_PRIVATE
            .into_iter()
            .chain(["私密", "内部", "公开", "private", "internal"])
            .any(begins)
        || !two.is_ascii() && is_near(&two, Reading::Brackets)
}
