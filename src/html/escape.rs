//! Escaping of text for HTML.

/// Appends a text, escaped for elements and quoted attributes.
pub(crate) fn escape(text: &str, html: &mut String) {
    let _ = pulldown_cmark_escape::escape_html(html, text);
}

/// A text, escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    escape(text, &mut html);
    html
}
