//! Text into HTML.

/// Appends a text with everything escaped that means something in HTML, in elements and in quoted attributes.
pub(crate) fn escape(text: &str, html: &mut String) {
    let _ = pulldown_cmark_escape::escape_html(html, text);
}

/// A text, escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    escape(text, &mut html);
    html
}
