//! The words of HTML that this module made. Relies on every `<` in it being one of our own tags; not
//! for any other HTML.

/// Tags within a line: where one stands, no gap is between the words.
const TAGS_WITHIN_A_LINE: [&str; 12] = [
    "a", "b", "code", "del", "em", "path", "rect", "span", "strong", "sup", "svg", "img",
];

/// What the escaping makes of characters, and the characters.
const ENTITIES: [(&str, char); 5] = [
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&amp;", '&'),
    ("&quot;", '"'),
    ("&#x27;", '\''),
];

/// The words, with white space folded. Footnote numbers are left out.
pub(super) fn text_of(html: &str) -> String {
    let mut text = Folded {
        text: String::with_capacity(html.len()),
        gap: false,
    };
    let mut rest = html;
    while let Some((words, from_tag)) = rest.split_once('<') {
        text.words(words);
        let (tag, after) = from_tag.split_once('>').unwrap_or((from_tag, ""));
        let name_length = tag.find([' ', '/']).filter(|at| *at > 0);
        let name = tag.strip_prefix('/').unwrap_or(
            name_length
                .and_then(|length| tag.get(..length))
                .unwrap_or(tag),
        );
        text.gap |= !TAGS_WITHIN_A_LINE.contains(&name);
        rest = match name {
            "sup" if !tag.starts_with('/') => after
                .split_once("</sup>")
                .map(|(_, rest)| rest)
                .unwrap_or(""),
            _ => after,
        };
    }
    text.words(rest);
    text.text
}

struct Folded {
    text: String,
    /// Whether a space is due before the next word.
    gap: bool,
}

impl Folded {
    fn words(&mut self, escaped: &str) {
        let mut rest = escaped;
        while let Some((words, from_entity)) = rest.split_once('&') {
            self.fold(words);
            let entity = rest.get(words.len()..).unwrap_or_default();
            let known = ENTITIES.iter().find(|(name, _)| entity.starts_with(name));
            let (character, length) = known.map_or(('&', 0), |(name, c)| (*c, name.len() - 1));
            self.fold(character.encode_utf8(&mut [0; 4]));
            rest = from_entity.get(length..).unwrap_or_default();
        }
        self.fold(rest);
    }

    fn fold(&mut self, words: &str) {
        self.gap |= words.starts_with(char::is_whitespace);
        for word in words.split_whitespace() {
            if self.gap && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.gap = true;
        }
        let ends_within_word = words
            .chars()
            .next_back()
            .is_some_and(|c| !c.is_whitespace());
        self.gap &= !ends_within_word;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_together_within_a_line_only() {
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
