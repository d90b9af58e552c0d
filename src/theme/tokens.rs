//! The tokens of the style sheet: the theme's `tokens.css`, and what `site.yaml` sets in its place.

use crate::domain::{Appearance, Colour};

/// Where the colours of a scheme hold on the screen: what the system has unless the reader chose the other, and what
/// the reader chose (scheme.js).
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

/// The rules that put a site's own colours and fonts in the place of the theme's; empty where it has none.
///
/// From the paper and the ink follow the tones between them: tint 4 %, lines 14 %, secondary ink 82 and 67 %.
pub(super) fn overrides(looks: &Appearance) -> String {
    let mut light = Vec::new();
    let mut dark = Vec::new();
    if let Some(accent) = looks.accent {
        light.push(("accent", accent.css()));
    }
    if let Some(accent) = looks.accent_dark.or(looks.accent.map(Colour::on_dark)) {
        dark.push(("accent", accent.css()));
    }
    let mut css = rule(PRINT, &light);
    light.extend(tones(looks));
    for (scheme, tokens) in [(LIGHT, light), (DARK, dark)] {
        css.push_str(&rule(scheme.of_system, &tokens));
        css.push_str(&rule(scheme.chosen, &tokens));
    }
    let fonts = [("sans-first", &looks.sans), ("serif-first", &looks.serif)];
    for (token, names) in fonts {
        if !names.is_empty() {
            let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            css.push_str(&format!(":root {{ --{token}: {}; }}\n", quoted.join(", ")));
        }
    }
    css
}

/// The tones of the light scheme on the screen; paper is paper in print.
fn tones(looks: &Appearance) -> Vec<(&'static str, String)> {
    if looks.paper.is_none() && looks.ink.is_none() {
        return Vec::new();
    }
    let (paper, ink) = (looks.light_paper(), looks.light_ink());
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

/// `place` is a media query and a selector, up to the brace of the latter.
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
