//! The legend of the map: every symbol on it, with its meaning.

use super::cards::{MapBuilder, stance};
use crate::domain::{Attitude, BuyingRole, Influence, KnownChoice, RelationState};
use crate::figure::network::{CardStyle, Sign, Tie, swatch};
use crate::html::context::RenderContext;
use crate::html::escape::escaped;

/// The legend, shown under the map.
pub(crate) fn legend(builder: &MapBuilder<'_>) -> String {
    let words = |key: &str| escaped(builder.facts.context.strings().get(key));
    let context = builder.facts.context;
    let fills = steps::<Influence>(context, |fill| CardStyle {
        fill,
        ..CardStyle::default()
    });
    let attitudes: String = Attitude::ALL
        .iter()
        .map(|attitude| {
            let stance = stance(*attitude);
            entry(&Sign::Stance(stance), context.label_of(*attitude))
        })
        .collect();
    let borders = steps::<RelationState>(context, |border| CardStyle {
        border,
        ..CardStyle::default()
    });
    let dashed = CardStyle {
        dashed: true,
        ..CardStyle::default()
    };
    let double = CardStyle {
        double: true,
        ..CardStyle::default()
    };
    let posts = [(dashed, "map-key-dashed"), (double, "map-key-double")];
    let posts: String = posts
        .iter()
        .map(|(look, key)| {
            entry(
                &Sign::Style(*look),
                builder.facts.context.strings().get(key),
            )
        })
        .collect();
    let groups = [
        ("map-key-fill", fills),
        ("map-key-bar", attitudes),
        ("map-key-border", format!("{borders}{posts}")),
        ("map-key-lines", lines(builder)),
    ];
    let group =
        |(key, items): (&str, String)| format!("<div><b>{}</b><ul>{items}</ul></div>", words(key));
    let groups: String = groups.into_iter().map(group).collect();
    let roles = BuyingRole::ALL.iter().map(|role| {
        let letter = Sign::Badge(builder.role_letter(*role));
        entry(&letter, context.label_of(*role))
    });
    format!(
        "<div class=legend>{groups}</div><ul class=inline-legend>{}<li>{}</ul>",
        roles.collect::<String>(),
        words("map-key-foot")
    )
}

/// The values of an enum, which are shown by styles of cards.
fn steps<C: KnownChoice>(context: &RenderContext<'_>, style: fn(u8) -> CardStyle) -> String {
    let values = C::ALL.iter().zip(1..);
    values
        .map(|(value, step)| entry(&Sign::Style(style(step)), context.label_of(*value)))
        .collect()
}

fn lines(builder: &MapBuilder<'_>) -> String {
    let signs = [
        (Sign::Tie(Tie::Above, 1), "map-key-above"),
        (Sign::Tie(Tie::Moves, 2), "map-key-moves"),
        (Sign::Tie(Tie::Close, 1), "map-key-close"),
        (Sign::Tie(Tie::Against, 1), "map-key-against"),
        (
            Sign::Flag(builder.facts.context.words("map-key-letter")),
            "map-key-flag",
        ),
        (Sign::Clock, "map-key-clock"),
    ];
    let days = builder.facts.coverage.window_days.to_string();
    let strings = builder.facts.context.strings();
    let one = |(sign, key): &(Sign, &str)| entry(sign, &strings.with(key, &[("days", &days)]));
    signs.iter().map(one).collect()
}

fn entry(sign: &Sign, words: &str) -> String {
    format!("<li>{}{}", swatch(sign), escaped(words))
}
