//! Text into HTML.

/// Appends a text with everything escaped that means something in HTML, in elements and in quoted attributes.
pub(super) fn escape(text: &str, html: &mut String) {
    let _ = pulldown_cmark_escape::escape_html(html, text);
}

/// A text, escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    escape(text, &mut html);
    html
}
