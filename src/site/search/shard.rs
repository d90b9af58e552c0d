//! Search scripts. Accounts are spread over a fixed number of groups by their slugs, so that a changed note rewrites
//! one group; a group has a script of names and a script of words.
//!
//! A script calls a function of the page with its group and its text. Pages opened from disk may run scripts of their
//! folder but cannot read other files.

use super::labels::Labels;
use super::{fold, pinyin};
use crate::forms::{Field, Kind, Labelled};
use crate::html::context::RenderContext;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The approximate number of accounts in a group: its names are some 30 kB then, its words some 600 kB.
const ACCOUNTS_IN_A_GROUP: usize = 16;
/// The most groups, so that all can be loaded at once.
const MOST_GROUPS: usize = 128;

/// A script of the index.
pub(crate) struct Shard {
    /// Its route.
    pub route: String,
    /// Its text.
    pub script: String,
}

/// The number of groups for so many accounts.
pub(crate) fn groups_for(accounts: usize) -> usize {
    (accounts / ACCOUNTS_IN_A_GROUP)
        .next_power_of_two()
        .min(MOST_GROUPS)
}

/// The group of an account. The hash is FNV-1a: the same on every machine.
pub(crate) fn group_of(slug: &str, groups: usize) -> usize {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let step = |digest: u64, byte: u8| (digest ^ u64::from(byte)).wrapping_mul(PRIME);
    let digest = slug.bytes().fold(OFFSET, step);
    // The low bits of an FNV hash depend on few bits of each byte.
    let mixed = digest ^ (digest >> 32);
    usize::try_from(mixed % groups.max(1) as u64).unwrap_or_default()
}

impl Shard {
    /// The route of a group's script; `part` is `names` or `words`.
    pub fn route(part: &str, group: usize) -> String {
        format!("assets/search/{part}-{group}.js")
    }

    /// The script of a group from the texts of its sections.
    pub fn of<'t>(part: &str, group: usize, texts: impl Iterator<Item = &'t str>) -> Shard {
        let mut script = format!("kafolioSearch.{part}({group},`");
        texts.for_each(|text| escape(text, &mut script));
        script.push_str("`);\n");
        Shard {
            route: Shard::route(part, group),
            script,
        }
    }

    /// The text that a browser reads from the script.
    pub fn text(&self) -> String {
        let inner = self.script.split_once('`').map_or("", |(_, rest)| rest);
        let inner = inner.strip_suffix("`);\n").unwrap_or(inner);
        let mut text = String::with_capacity(inner.len());
        let mut rest = inner;
        while let Some((before, after)) = rest.split_once('\\') {
            text.push_str(before);
            let mut characters = after.chars();
            text.extend(characters.next());
            rest = characters.as_str();
        }
        text.push_str(rest);
        text
    }
}

/// Appends a text, escaped for a template literal.
fn escape(text: &str, script: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['`', '\\', '$']) {
        let (before, from) = rest.split_at(at);
        script.push_str(before);
        script.push('\\');
        let mut characters = from.chars();
        script.extend(characters.next());
        rest = characters.as_str();
    }
    script.push_str(rest);
}

/// The scripts that do not depend on notes: folding and readings. Computed once per process.
pub(crate) fn static_scripts() -> &'static [Shard; 2] {
    static SCRIPTS: OnceLock<[Shard; 2]> = OnceLock::new();
    let shard = |name: &str, script: String| Shard {
        route: format!("assets/search/{name}.js"),
        script,
    };
    SCRIPTS.get_or_init(|| {
        [
            shard("fold", fold::script()),
            shard("pinyin", pinyin::script()),
        ]
    })
}

/// The labels by number, for the browser: those in use, and those of notes outside the accounts that the reader may
/// see. The others stay empty: a reader need not know what is asked about customers.
pub(crate) fn labels<'p>(
    context: &'p RenderContext<'_>,
    used: &BTreeSet<&'static str>,
) -> Vec<&'p str> {
    let (language, audience) = (context.language(), &context.viewpoint.audience);
    let outside_accounts: BTreeSet<&str> = [Kind::Competitor, Kind::Page]
        .iter()
        .flat_map(|kind| {
            let fields = context.dictionary().schema(*kind).fields.iter();
            fields.filter(|field| field.level <= audience.level || audience.adds(*kind, &field.key))
        })
        .map(|field| field.label(language))
        .collect();
    let shown = |(label, field): &(&'static str, Option<&'static Field>)| {
        let is_shown = used.contains(*label) || outside_accounts.contains(*label);
        let field = field.filter(|_| is_shown);
        field.map_or("", |field| context.label(field))
    };
    Labels::of(context).all.iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_can_contain_any_text() {
        let text = "`${x}` \\n $5 \u{2028} </script> <!--\t｜\n";
        let shard = Shard::of("words", 3, ["甲\n", text].into_iter());
        assert_eq!(shard.route, "assets/search/words-3.js");
        assert_eq!(shard.text(), format!("甲\n{text}"));
    }

    #[test]
    fn groups_are_few_and_of_similar_size() {
        assert_eq!(groups_for(0), 1);
        assert_eq!(groups_for(14), 1);
        assert_eq!(groups_for(1000), 64);
        assert_eq!(groups_for(100_000), 128);
        let mut sizes = [0; 64];
        for account in 0..1000 {
            sizes[group_of(&format!("account-{account:04}"), 64)] += 1;
        }
        assert!(sizes.iter().all(|size| (4..40).contains(size)), "{sizes:?}");
    }
}
