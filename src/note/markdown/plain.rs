//! Extracts the text from HTML that this module wrote. Relies on every `<` being one of its own tags, so it is not for
//! other HTML.

/// Inline tags, which do not separate words.
const INLINE_TAGS: [&str; 12] = [
    "a", "b", "code", "del", "em", "path", "rect", "span", "strong", "sup", "svg", "img",
];

/// Entities that escaping produces, and their characters.
const ENTITIES: [(&str, char); 5] = [
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&amp;", '&'),
    ("&quot;", '"'),
    ("&#x27;", '\''),
];

/// Returns the text with collapsed white space, without footnote numbers.
pub(super) fn text_of(html: &str) -> String {
    let mut folded = Folded {
        text: String::with_capacity(html.len()),
        gap: false,
    };
    let mut rest = html;
    while let Some((text, after_bracket)) = rest.split_once('<') {
        folded.push_escaped(text);
        let (tag, after) = after_bracket.split_once('>').unwrap_or((after_bracket, ""));
        let name_length = tag.find([' ', '/']).filter(|at| *at > 0);
        let name = tag.strip_prefix('/').unwrap_or(
            name_length
                .and_then(|length| tag.get(..length))
                .unwrap_or(tag),
        );
        folded.gap |= !INLINE_TAGS.contains(&name);
        rest = match name {
            "sup" if !tag.starts_with('/') => after
                .split_once("</sup>")
                .map(|(_, rest)| rest)
                .unwrap_or(""),
            _ => after,
        };
    }
    folded.push_escaped(rest);
    folded.text
}

struct Folded {
    text: String,
    /// Whether a space is due before the next word.
    gap: bool,
}

impl Folded {
    fn push_escaped(&mut self, escaped: &str) {
        let mut rest = escaped;
        while let Some((text, from_entity)) = rest.split_once('&') {
            self.fold(text);
            let entity = rest.get(text.len()..).unwrap_or_default();
            let known = ENTITIES.iter().find(|(name, _)| entity.starts_with(name));
            let (character, length) = known.map_or(('&', 0), |(name, c)| (*c, name.len() - 1));
            self.fold(character.encode_utf8(&mut [0; 4]));
            rest = from_entity.get(length..).unwrap_or_default();
        }
        self.fold(rest);
    }

    fn fold(&mut self, text: &str) {
        self.gap |= text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            if self.gap && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.gap = true;
        }
        let ends_within_word = text.chars().next_back().is_some_and(|c| !c.is_whitespace());
        self.gap &= !ends_within_word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_tags_do_not_separate_words() {
        assert_eq!(
            text_of(
                "<p>重<em>点</em>客户&lt;a&gt;</p>\n<ul><li>一\n二</li><li>三 &amp;&amp; 四</li></ul>"
            ),
            "重点客户<a> 一 二 三 && 四"
        );
        assert_eq!(
            text_of("<p>句<sup class=\"fnref\"><a>1</a></sup>。</p>"),
            "句。"
        );
    }
}
