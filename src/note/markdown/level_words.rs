//! Words for levels: the levels themselves, synonyms of private, and misspelt levels. They are read, never shown, so they
//! are in no catalog.

use super::finder::finder;
use crate::forms::Level;
use crate::text::{fold, nearest_within};
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

/// Words that people use like a level: nobody writes them where everyone may read.
const LIKE_PRIVATE: [&str; 45] = [
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
    "仅自己可见",
    "仅我可见",
    "仅本人可见",
    "自己看",
    "严禁外传",
    "禁止外传",
    "敏感",
    "敏感信息",
    "请保密",
    "注意保密",
    "此条保密",
    "要保密",
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

/// Types of Obsidian's callouts and of GitHub's alerts.
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

/// Common titles that are one character away from `公开` or `内部`.
const TITLES: [&str; 18] = [
    "公告", "公司", "公式", "公共", "公示", "公路", "展开", "打开", "离开", "分开", "内容", "内存",
    "内网", "外部", "全部", "局部", "头部", "底部",
];

/// Other words that are one character away from a level.
const OTHER_WORDS: [&str; 18] = [
    "精密", "紧密", "严密", "亲密", "加密", "周密", "致密", "稠密", "解密", "私营", "私企", "私立",
    "私有", "私信", "私聊", "私募", "interval", "primate",
];

/// Returns whether a word means private and nothing else.
pub fn is_private_word(word: &str) -> bool {
    const ALSO_OTHERS: [&str; 5] = [
        "personal",
        "hidden",
        "restricted",
        "sensitive",
        "classified",
    ];
    let found = level_of(word, Notation::Words);
    found.is_some_and(|(level, _)| level == Level::Private)
        && !ALSO_OTHERS.contains(&fold(word).as_ref())
}

/// Returns whether a word that is a complete heading is a level rather than a topic: privacy and secrets are topics,
/// too.
pub fn is_level_itself(word: &str) -> bool {
    const TOPICS: [&str; 7] = ["私人", "隐私", "秘密", "保密", "涉密", "secret", "geheim"];
    is_private_word(word) && !TOPICS.contains(&fold(word).as_ref())
}

/// Nouns that a level can qualify: `私密备注`, `Private notes`.
const QUALIFIED_NOUNS: [&str; 17] = [
    "备注",
    "信息",
    "资料",
    "内容",
    "部分",
    "文件",
    "笔记",
    "记录",
    "事项",
    "notes",
    "note",
    "information",
    "info",
    "details",
    "remarks",
    "comments",
    "only",
];

/// Returns the level at the beginning of a phrase, if it is followed by a noun that it qualifies, and the length of
/// both.
pub(super) fn level_of_phrase(words: &str) -> Option<(Level, usize)> {
    let end = words
        .find(|one: char| !one.is_alphanumeric() && one != ' ')
        .unwrap_or(words.len());
    let phrase = words[..end].trim_end();
    let (level, rest) = match phrase.split_once(' ') {
        Some((word, rest)) if word.is_ascii() => (word, rest.trim()),
        _ => {
            let second = phrase.char_indices().nth(2)?.0;
            phrase.split_at(second)
        }
    };
    let is_noun = QUALIFIED_NOUNS.contains(&fold(rest).as_ref());
    let found = match is_level_itself(level) {
        true => Some(Level::Private),
        false => Level::from_name(level).filter(|level| *level == Level::Internal),
    };
    Some((found.filter(|_| is_noun)?, phrase.len()))
}

/// Returns whether a word that is a complete line marks the lines below as private: `以下私密`, `私密开始`.
pub fn marks_following_private(word: &str) -> bool {
    let below = word.strip_prefix("以下");
    let below = below.map(|rest| rest.strip_prefix("内容").unwrap_or(rest));
    let mut ends = ["开始", "结束", "start", "begin", "end"].into_iter();
    let begins = ends.find_map(|end| Some(word.strip_suffix(end)?.trim_end()));
    below.or(begins).is_some_and(is_private_word)
}

/// Returns whether a phrase contains a word for private: `私密，勿外传`, `商业机密`, `private - do not share`.
pub fn means_private(words: &str) -> bool {
    const CHINESE: [&str; 4] = ["私密", "机密", "绝密", "勿外传"];
    const ENGLISH: [&str; 2] = ["private", "confidential"];
    /// Longer ones are a sentence.
    const LONGEST_CHARACTERS: usize = 24;
    let is_mark = |run: &str| {
        CHINESE.into_iter().any(|word| {
            let behind = run.rfind(word).map(|at| &run[at + word.len()..]);
            behind.is_some_and(|behind| behind.is_empty() || QUALIFIED_NOUNS.contains(&behind))
        }) || ENGLISH.contains(&fold(run).as_ref()) && !words.contains('/')
    };
    words.chars().count() <= LONGEST_CHARACTERS
        && words.split(|one: char| !one.is_alphanumeric()).any(is_mark)
}

/// Returns whether a phrase restricts something to the company: `内部资料`, `internal use only`.
pub(super) fn means_internal(words: &str) -> bool {
    const CHINESE: [&str; 15] = [
        "资料", "使用", "参考", "文件", "信息", "专用", "掌握", "讨论", "材料", "传阅", "交流",
        "保留", "可见", "备注", "内容",
    ];
    const ALONE: [&str; 3] = ["对内", "不对外", "仅对内"];
    const ENGLISH: [&str; 4] = [
        "internaluseonly",
        "internaluse",
        "internalonly",
        "forinternaluse",
    ];
    let words: String = words.chars().filter(|one| one.is_alphanumeric()).collect();
    let words = fold(&words);
    let behind = ["仅供", "仅限", "仅"]
        .into_iter()
        .find_map(|only| words.strip_prefix(only));
    let chinese = behind.unwrap_or(&words).strip_prefix("内部");
    chinese.is_some_and(|rest| CHINESE.contains(&rest) || behind.is_some() && rest.is_empty())
        || ALONE.contains(&words.as_ref())
        || ENGLISH.contains(&words.as_ref())
}

/// Returns whether the text of a mark contains a word for private.
pub(super) fn contains_private(words: &str) -> bool {
    ["私密", "机密", "绝密", "涉密"]
        .into_iter()
        .any(|word| words.contains(word))
}

/// Returns whether a text contains a word for a withheld level anywhere, without invisible characters between its
/// letters.
pub fn mentions_level(text: &str) -> bool {
    WORDS.is_match(text)
}

/// Returns the positions of such words in a text.
pub fn level_words(text: &str) -> impl Iterator<Item = Range<usize>> {
    WORDS.find_iter(text).map(|found| found.range())
}

static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = LIKE_PRIVATE
        .into_iter()
        .chain(["私密", "private", "内部", "internal"]);
    finder(words)
});

/// How closely a word must match a level, depending on its notation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    /// A notation only used for marks: one character may differ.
    Mark,
    /// A notation also used for other words: one character may differ, unless it makes another word.
    Brackets,
    /// Plain words: levels and synonyms only.
    Words,
}

/// Returns the level that a word means, and whether that is a guess.
pub(super) fn level_of(word: &str, notation: Notation) -> Option<(Level, bool)> {
    let word: String = word.chars().filter(|one| one.is_alphanumeric()).collect();
    let word = fold(&word);
    if let Some(level) = Level::from_name(&word) {
        return Some((level, false));
    }
    let guess = Some((Level::Private, true));
    if LIKE_PRIVATE.contains(&word.as_ref()) {
        return guess;
    }
    let is_other = CALLOUTS.contains(&word.as_ref())
        || TITLES.contains(&word.as_ref())
        || notation != Notation::Mark && OTHER_WORDS.contains(&word.as_ref());
    if is_other || notation == Notation::Words {
        return None;
    }
    is_near(&word, notation).then_some(())?;
    guess
}

fn is_near(word: &str, notation: Notation) -> bool {
    const LEAST_LETTERS: usize = 4;
    let length = word.chars().count();
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    // A single letter of another script does not make it a different word.
    let is_latin = letters >= LEAST_LETTERS;
    let levels: &[&str] = match (is_latin, notation) {
        (true, _) => &["private", "internal", "public"],
        (false, Notation::Mark) => &["私密", "内部", "公开"],
        (false, _) => &["私密"],
    };
    let allowed = match (is_latin, notation) {
        (true, Notation::Mark) if length >= 6 => 2,
        (true, _) if length < 5 => return false,
        (false, _) if word.is_ascii() => return false,
        _ => 1,
    };
    // One of the two characters must match.
    nearest_within(word, levels.iter().copied(), |_| allowed).is_some() && length <= 12
}

/// Returns whether a line begins with a level, whatever follows.
pub(super) fn begins_with_level(line: &str) -> bool {
    let word = line
        .split(|one: char| !one.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let word = fold(word);
    let begins = |level: &str| word.starts_with(level);
    let two: String = word.chars().take(2).collect();
    level_of(&word, Notation::Mark).is_some()
        || LIKE_PRIVATE
            .into_iter()
            .chain(["私密", "内部", "公开", "private", "internal"])
            .any(begins)
        || !two.is_ascii() && is_near(&two, Notation::Brackets)
}
