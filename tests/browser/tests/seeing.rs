//! What can be seen and by whom: contrast of all words in both schemes, in drawings too; narrow windows and large
//! letters; words set wider apart; nothing that moves for those who want nothing to move.

use kafolio_browser_tests::{Desk, Example, Reader};
use std::collections::BTreeMap;

const LIGHT: (&str, &str) = ("prefers-color-scheme", "light");
const DARK: (&str, &str) = ("prefers-color-scheme", "dark");

/// A page of every kind, those with drawings first.
const PAGES: [&str; 20] = [
    "accounts/lanche/index.html",
    "accounts/haldenbrix/index.html",
    "accounts/lanche/projects/phase-two-monitoring.html",
    "accounts/lanche/contacts/qiao-yiwei.html",
    "index.html",
    "timeline.html",
    "pipeline.html",
    "accounts/index.html",
    "accounts/lanche/visits/2026-03-12.html",
    "accounts/lanche/exchanges/2025-12-12.html",
    "competitors/index.html",
    "competitors/tangyue.html",
    "people.html",
    "actions.html",
    "alerts.html",
    "coverage.html",
    "week.html",
    "playbook/five-steps.html",
    "forms/lanche/index.html",
    "forms/form-1.html",
];

/// Tokens of words, and the grounds that words of that colour stand on.
const WORDS: [(&str, &[&str]); 8] = [
    (
        "ink",
        &["paper", "tint", "inf-1", "inf-2", "inf-3", "inf-4"],
    ),
    (
        "ink-2",
        &["paper", "tint", "inf-1", "inf-2", "inf-3", "inf-4"],
    ),
    ("ink-3", &["paper", "tint"]),
    ("accent", &["paper", "tint"]),
    ("warn", &["paper", "tint"]),
    ("bad", &["paper", "tint"]),
    ("paper", &["ink"]),
    // The signal on a flag of the map.
    ("inf-1", &["bad"]),
];
/// Tokens of lines and marks that mean something, and of the ring of the focus.
const MARKS: [(&str, &[&str]); 6] = [
    ("accent", &["paper", "tint", "inf-4"]),
    ("axis", &["paper"]),
    ("ink-3", &["paper", "tint"]),
    ("edge", &["paper", "inf-1", "inf-2", "inf-3", "inf-4"]),
    ("warn", &["paper"]),
    ("bad", &["paper"]),
];

/// The tokens of the page as it looks now, as numbers from 0 to 255.
const TOKENS: &str = "Object.fromEntries(['paper', 'tint', 'ink', 'ink-2', 'ink-3', 'axis', 'accent', 'warn', 'bad', 'edge', 'inf-1', 'inf-2', 'inf-3', 'inf-4']
    .map((name) => [name, getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim().match(/[0-9A-F]{2}/gi)?.map((part) => parseInt(part, 16)) ?? []]))";

fn open(desk: &Desk, reader: &Reader, page: &str) {
    reader.open(&desk.example.page(page));
}

/// The relative luminance of WCAG 2.2.
fn luminance(colour: &[f64]) -> f64 {
    let part = |value: f64| match value / 255.0 {
        low if low <= 0.04045 => low / 12.92,
        high => ((high + 0.055) / 1.055).powf(2.4),
    };
    0.2126 * part(colour[0]) + 0.7152 * part(colour[1]) + 0.0722 * part(colour[2])
}

fn contrast(one: &[f64], other: &[f64]) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

#[test]
fn pages_in_english_fit_a_desk_and_a_telephone_too() {
    let desk = Desk::shared();
    let english = Example::build_with(&["--lang", "en"]);
    let reader = desk.reader();
    let mut faults = Vec::new();
    for page in PAGES {
        reader.open(&english.address().join(page).expect("a page has an address"));
        for width_px in [390, 1440] {
            reader.set_width_px(width_px);
            let outside: Vec<String> = reader.ask(include_str!("../scripts/outside.js"));
            let told = |fault| format!("{page} ({width_px} px): {fault}");
            faults.extend(outside.into_iter().map(told));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn the_tokens_of_the_theme_stand_out_from_each_other_in_both_schemes() {
    let desk = Desk::shared();
    let reader = desk.reader();
    open(&desk, &reader, "index.html");
    let mut faults = Vec::new();
    for scheme in [LIGHT, DARK] {
        reader.prefer(&[scheme]);
        let tokens: BTreeMap<String, Vec<f64>> = reader.ask(TOKENS);
        for (pairs, needed) in [(&WORDS[..], 4.5), (&MARKS[..], 3.0)] {
            for (token, grounds) in pairs {
                for ground in *grounds {
                    let found = contrast(&tokens[*token], &tokens[*ground]);
                    if found < needed {
                        let scheme = scheme.1;
                        faults.push(format!(
                            "--{token} on --{ground} ({scheme}): {found:.2} < {needed}"
                        ));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn all_words_stand_out_from_what_is_behind_them_in_drawings_too() {
    let desk = Desk::shared();
    let reader = desk.reader();
    let mut faults = Vec::new();
    for page in PAGES {
        open(&desk, &reader, page);
        for scheme in [LIGHT, DARK] {
            reader.prefer(&[scheme]);
            let found: Vec<String> = reader.ask(include_str!("../scripts/contrast.js"));
            faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("{page} ({}): {fault}", scheme.1)),
            );
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// A window of 1440 px at 200 %, and one of 1280 px at 400 %.
#[test]
fn no_page_scrolls_two_ways_when_it_is_enlarged() {
    let desk = Desk::shared();
    let reader = desk.reader();
    let mut faults = Vec::new();
    for page in PAGES {
        open(&desk, &reader, page);
        for width_px in [720, 320] {
            reader.set_width_px(width_px);
            let found: Vec<String> = reader.ask(include_str!("../scripts/outside.js"));
            faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("{page} ({width_px} px): {fault}")),
            );
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The distances of WCAG 2.2, 1.4.12.
const WIDE_APART: &str = "(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }');
    document.adoptedStyleSheets = [sheet];
    return true;
})()";
/// Words that their box cuts off.
const CUT_OFF: &str = "Array.from(document.querySelectorAll('main *, header *, footer *'))
    .filter((one) => !one.ownerSVGElement && !one.closest('.vh') && one.checkVisibility() && getComputedStyle(one).overflowY === 'hidden'
        && one.scrollHeight > one.clientHeight + 1)
    .map((one) => one.tagName + ' ' + one.className + ': ' + one.textContent.trim().slice(0, 40))";

#[test]
fn nothing_is_cut_off_where_readers_set_letters_and_lines_wider_apart() {
    let desk = Desk::shared();
    let reader = desk.reader();
    let mut faults = Vec::new();
    for page in PAGES {
        open(&desk, &reader, page);
        assert!(reader.ask::<bool>(WIDE_APART));
        let mut found: Vec<String> = reader.ask(CUT_OFF);
        let outside: Vec<String> = reader.ask(include_str!("../scripts/outside.js"));
        // Words in drawings stand where they were drawn; their data stand below as a table.
        found.extend(
            outside
                .into_iter()
                .filter(|fault| !fault.starts_with("figure")),
        );
        faults.extend(found.into_iter().map(|fault| format!("{page}: {fault}")));
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn nothing_moves_for_those_who_want_nothing_to_move() {
    let desk = Desk::shared();
    let reader = desk.reader();
    reader.prefer(&[("prefers-reduced-motion", "reduce")]);
    let mut faults = Vec::new();
    for page in PAGES {
        open(&desk, &reader, page);
        let found: Vec<String> = reader.ask(include_str!("../scripts/motion.js"));
        faults.extend(found.into_iter().map(|fault| format!("{page}: {fault}")));
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The headings of a page: level and words.
const HEADINGS: &str = "Array.from(document.querySelectorAll('h1, h2, h3, h4, h5, h6'))
    .map((one) => [Number(one.tagName[1]), one.textContent.trim()])";

#[test]
fn every_page_has_one_first_heading_and_leaves_out_no_level() {
    let desk = Desk::shared();
    let reader = desk.reader();
    let mut faults = Vec::new();
    for page in desk.example.pages() {
        open(&desk, &reader, &page);
        let headings: Vec<(u8, String)> = reader.ask(HEADINGS);
        let firsts = headings.iter().filter(|(level, _)| *level == 1).count();
        if firsts != 1 || headings.first().is_none_or(|(level, _)| *level != 1) {
            faults.push(format!("{page}: {firsts} headings of the first level"));
        }
        let skips = headings.windows(2).filter(|pair| pair[1].0 > pair[0].0 + 1);
        faults.extend(skips.map(|pair| format!("{page}: “{}” follows “{}”", pair[1].1, pair[0].1)));
        faults.extend(
            headings
                .iter()
                .filter(|(_, words)| words.is_empty())
                .map(|(level, _)| format!("{page}: an empty heading of level {level}")),
        );
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}
