//! The text of a page without the entities of HTML.

/// Replaces the entities that pages have by what they stand for.
pub fn without_entities(text: &str) -> String {
    const ENTITIES: [(&str, &str); 8] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#x2F;", "/"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    let decode = |text: String, (entity, plain): &(&str, &str)| text.replace(entity, plain);
    ENTITIES.iter().fold(text.to_owned(), decode)
}
