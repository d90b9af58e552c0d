//! Visual accessibility: contrast of all text in both schemes and in drawings; narrow windows and large text; wider
//! text spacing; reduced motion.

use kafolio_browser_tests::{Example, Fixture, Reader};
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

/// Tokens of text, and the backgrounds that text of that colour is on.
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
/// Tokens of meaningful lines and marks, and of the focus ring.
const MARKS: [(&str, &[&str]); 6] = [
    ("accent", &["paper", "tint", "inf-4"]),
    ("axis", &["paper"]),
    ("ink-3", &["paper", "tint"]),
    ("edge", &["paper", "inf-1", "inf-2", "inf-3", "inf-4"]),
    ("warn", &["paper"]),
    ("bad", &["paper"]),
];

/// The current tokens of the page, as numbers from 0 to 255.
const TOKENS: &str = "Object.fromEntries(['paper', 'tint', 'ink', 'ink-2', 'ink-3', 'axis', 'accent', 'warn', 'bad', 'edge', 'inf-1', 'inf-2', 'inf-3', 'inf-4']
    .map((name) => [name, getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim().match(/[0-9A-F]{2}/gi)?.map((part) => parseInt(part, 16)) ?? []]))";

fn open(fixture: &Fixture, reader: &Reader, page: &str) {
    reader.open(&fixture.example.page(page));
}

/// Returns the relative luminance of WCAG 2.2.
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
fn english_pages_fit_desktop_and_phone() {
    let fixture = Fixture::shared();
    let english = Example::build_with(&["--lang", "en"]);
    let reader = fixture.reader();
    let mut faults = Vec::new();
    for page in PAGES {
        reader.open(&english.address().join(page).expect("a page has an address"));
        for width_px in [390, 1440] {
            reader.set_width_px(width_px);
            let outside: Vec<String> = reader.eval(include_str!("../scripts/outside.js"));
            let on_page = |fault| format!("{page} ({width_px} px): {fault}");
            faults.extend(outside.into_iter().map(on_page));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn theme_tokens_have_enough_contrast_in_both_schemes() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    open(&fixture, &reader, "index.html");
    let mut faults = Vec::new();
    for scheme in [LIGHT, DARK] {
        reader.set_preferences(&[scheme]);
        let tokens: BTreeMap<String, Vec<f64>> = reader.eval(TOKENS);
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
fn all_text_has_enough_contrast_in_drawings_too() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    let mut faults = Vec::new();
    for page in PAGES {
        open(&fixture, &reader, page);
        for scheme in [LIGHT, DARK] {
            reader.set_preferences(&[scheme]);
            let found: Vec<String> = reader.eval(include_str!("../scripts/contrast.js"));
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
fn no_zoomed_page_scrolls_in_two_directions() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    let mut faults = Vec::new();
    for page in PAGES {
        open(&fixture, &reader, page);
        for width_px in [720, 320] {
            reader.set_width_px(width_px);
            let found: Vec<String> = reader.eval(include_str!("../scripts/outside.js"));
            faults.extend(
                found
                    .into_iter()
                    .map(|fault| format!("{page} ({width_px} px): {fault}")),
            );
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The spacing of WCAG 2.2, 1.4.12.
const WIDE_APART: &str = "(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }');
    document.adoptedStyleSheets = [sheet];
    return true;
})()";
/// Text that its box cuts off.
const CUT_OFF: &str = "Array.from(document.querySelectorAll('main *, header *, footer *'))
    .filter((one) => !one.ownerSVGElement && !one.closest('.vh') && one.checkVisibility() && getComputedStyle(one).overflowY === 'hidden'
        && one.scrollHeight > one.clientHeight + 1)
    .map((one) => one.tagName + ' ' + one.className + ': ' + one.textContent.trim().slice(0, 40))";

#[test]
fn wider_text_spacing_cuts_nothing_off() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    let mut faults = Vec::new();
    for page in PAGES {
        open(&fixture, &reader, page);
        assert!(reader.eval::<bool>(WIDE_APART));
        let mut found: Vec<String> = reader.eval(CUT_OFF);
        let outside: Vec<String> = reader.eval(include_str!("../scripts/outside.js"));
        // Text in drawings stays where it was drawn; the data is below as a table.
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
fn reduced_motion_is_respected() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    reader.set_preferences(&[("prefers-reduced-motion", "reduce")]);
    let mut faults = Vec::new();
    for page in PAGES {
        open(&fixture, &reader, page);
        let found: Vec<String> = reader.eval(include_str!("../scripts/motion.js"));
        faults.extend(found.into_iter().map(|fault| format!("{page}: {fault}")));
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The headings of a page: level and text.
const HEADINGS: &str = "Array.from(document.querySelectorAll('h1, h2, h3, h4, h5, h6'))
    .map((one) => [Number(one.tagName[1]), one.textContent.trim()])";

#[test]
fn every_page_has_one_h1_and_skips_no_heading_level() {
    let fixture = Fixture::shared();
    let reader = fixture.reader();
    let mut faults = Vec::new();
    for page in fixture.example.pages() {
        open(&fixture, &reader, &page);
        let headings: Vec<(u8, String)> = reader.eval(HEADINGS);
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
