//! Pages with all attributes quoted: the program omits quotes that a browser does not need, and tests that look for
//! markup should not depend on that.

/// Returns the page with every attribute value in double quotes.
pub fn quoted(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let length = length_of_tag(rest);
        push_tag(&rest[..length], &mut out);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

/// Returns the length of a tag in bytes; a `>` within quotes does not end it.
fn length_of_tag(html: &str) -> usize {
    let mut is_quoted = false;
    for (at, byte) in html.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return at + 1,
            _ => {}
        }
    }
    html.len()
}

fn push_tag(tag: &str, out: &mut String) {
    let mut rest = tag;
    while let Some(at) = rest.find('=') {
        let (before, value) = rest.split_at(at + 1);
        out.push_str(before);
        let length = match value.strip_prefix('"') {
            Some(inner) => inner.find('"').map_or(value.len(), |end| end + 2),
            None => value.find([' ', '>']).unwrap_or(value.len()),
        };
        let (value, after) = value.split_at(length);
        match value.starts_with('"') {
            true => out.push_str(value),
            false => out.extend(["\"", value, "\""]),
        }
        // A slash that ends a tag has a space before it only after an unquoted value.
        rest = if after == " />" { "/>" } else { after };
    }
    out.push_str(rest);
}
