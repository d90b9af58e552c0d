//! The tokens of the style sheet: values of `tokens.css` that `site.yaml` overrides.

use crate::domain::{Appearance, Colour};

/// The selectors under which a colour scheme applies on the screen: by preference of the system, unless the reader
/// chose the other scheme, and by choice of the reader (scheme.js).
struct Scheme {
    of_system: &'static str,
    chosen: &'static str,
}

const LIGHT: Scheme = Scheme {
    of_system: "@media screen and (prefers-color-scheme: light) { :root:not([data-scheme=\"dark\"])",
    chosen: "@media screen { :root[data-scheme=\"light\"]",
};
const DARK: Scheme = Scheme {
    of_system: "@media screen and (prefers-color-scheme: dark) { :root:not([data-scheme=\"light\"])",
    chosen: "@media screen { :root[data-scheme=\"dark\"]",
};
const PRINT: &str = "@media print { :root";

/// Returns the rules that set a site's own colours and fonts; empty if it sets none.
///
/// The tones between paper and ink are derived: tint 4 %, lines 14 %, secondary ink 82 and 67 %.
pub(super) fn overrides(appearance: &Appearance) -> String {
    let mut light = Vec::new();
    let mut dark = Vec::new();
    if let Some(accent) = appearance.accent {
        light.push(("accent", accent.css()));
    }
    if let Some(accent) = appearance
        .accent_dark
        .or(appearance.accent.map(Colour::on_dark))
    {
        dark.push(("accent", accent.css()));
    }
    let mut css = rule(PRINT, &light);
    light.extend(tones(appearance));
    for (scheme, tokens) in [(LIGHT, light), (DARK, dark)] {
        css.push_str(&rule(scheme.of_system, &tokens));
        css.push_str(&rule(scheme.chosen, &tokens));
    }
    let fonts = [
        ("sans-first", &appearance.sans),
        ("serif-first", &appearance.serif),
    ];
    for (token, names) in fonts {
        if !names.is_empty() {
            let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            css.push_str(&format!(":root {{ --{token}: {}; }}\n", quoted.join(", ")));
        }
    }
    css
}

/// Returns the tones of the light scheme on the screen; printed pages keep white paper.
fn tones(appearance: &Appearance) -> Vec<(&'static str, String)> {
    if appearance.paper.is_none() && appearance.ink.is_none() {
        return Vec::new();
    }
    let (paper, ink) = (appearance.light_paper(), appearance.light_ink());
    let tone = |token, share| (token, paper.mixed(ink, share).css());
    vec![
        tone("paper", 0.0),
        tone("tint", 0.04),
        tone("line", 0.14),
        tone("axis", 0.5),
        tone("ink-3", 0.67),
        tone("ink-2", 0.82),
        tone("ink", 1.0),
        tone("rule", 1.0),
    ]
}

/// Formats a rule; `place` is a media query and a selector, without the brace of the latter.
fn rule(place: &str, tokens: &[(&str, String)]) -> String {
    if tokens.is_empty() {
        return String::new();
    }
    let tokens: String = tokens
        .iter()
        .map(|(token, value)| format!(" --{token}: {value};"))
        .collect();
    format!("{place} {{{tokens} }} }}\n")
}
