//! The mark that identifies the PDF of a document: it is put in the title for printing and removed from the PDF again.

use sha2::{Digest, Sha256};

/// The length of the digest in the mark.
const DIGEST_BYTES: usize = 8;

/// Returns the mark of a document: letters, digits and a hyphen.
pub(crate) fn mark_of(html: &[u8]) -> String {
    let digest = Sha256::digest(html);
    let digits = digest.iter().take(DIGEST_BYTES);
    let digits: String = digits.map(|byte| format!("{byte:02x}")).collect();
    format!("kafolio-{digits} ")
}

/// Inserts the mark at the beginning of the document's title, because browsers truncate long titles.
pub(crate) fn marked(html: &str, mark: &str) -> String {
    let lower = html.to_ascii_lowercase();
    // Drawings after the head have titles, too.
    let ends = ["</head", "<body", "<svg"];
    let ends = ends.iter().filter_map(|end| lower.find(end));
    let head = ends.min().and_then(|end| lower.get(..end));
    let title = head.unwrap_or(&lower).find("<title").and_then(|start| {
        let length = lower.get(start..)?.find('>')?;
        Some(start + length + 1)
    });
    let (at, inserted) = match title {
        Some(at) => (at, mark.to_owned()),
        None => {
            let doctype = lower.starts_with("<!doctype").then(|| lower.find('>'));
            let at = doctype.flatten().map_or(0, |at| at + 1);
            (at, format!("<title>{mark}</title>"))
        }
    };
    let (before, after) = html.split_at_checked(at).unwrap_or(("", html));
    [before, &inserted, after].concat()
}

/// Removes the mark from the title of a PDF; `None` if it is not a PDF or its title does not have the mark.
pub(crate) fn unmarked(mut pdf: Vec<u8>, mark: &str) -> Option<Vec<u8>> {
    if !pdf.starts_with(b"%PDF-") {
        return None;
    }
    let wide: String = mark.bytes().map(|byte| format!("00{byte:02X}")).collect();
    // A text is written letter by letter, or as numbers of two bytes each.
    let forms = [
        ("/Title (", mark.to_owned(), " ".to_owned(), b')'),
        ("/Title <FEFF", wide, "0020".to_owned(), b'>'),
    ];
    for (before, mark, blank, end) in forms {
        let Some(at) = position(&pdf, format!("{before}{mark}").as_bytes()) else {
            continue;
        };
        let start = at + before.len();
        let rest = pdf.get(start + mark.len()..)?;
        let length = end_of(rest, end)?;
        let title = rest.get(..length)?.to_vec();
        let blanks = blank.repeat(mark.len() / blank.len());
        // The length must not change: PDFs refer to their parts by byte offset.
        let new = [&title, blanks.as_bytes()].concat();
        pdf.get_mut(start..start + new.len())?.copy_from_slice(&new);
        return Some(pdf);
    }
    None
}

/// Returns the length of a PDF string: up to the unescaped, unbalanced closing bracket.
fn end_of(text: &[u8], end: u8) -> Option<usize> {
    let (mut depth, mut is_escaped) = (0_usize, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'(' => depth += 1,
            byte if *byte == end && depth == 0 => return Some(at),
            b')' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

fn position(bytes: &[u8], of: &[u8]) -> Option<usize> {
    bytes.windows(of.len()).position(|part| part == of)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARK: &str = "kafolio-0a1b ";

    #[test]
    fn a_document_of_any_theme_is_marked_in_its_title() {
        let marked = |html| marked(html, "M ");
        let usual = "<!DOCTYPE html><head><title>芷衡</title></head><svg><title>图</title></svg>";
        let expected = usual.replacen("<title>", "<title>M ", 1);
        assert_eq!(marked(usual), expected);
        let upper = "<TITLE lang=zh>芷衡</TITLE><p>";
        assert_eq!(marked(upper), "<TITLE lang=zh>M 芷衡</TITLE><p>");
        let without = "<!doctype html>\n<svg><title>图</title></svg>";
        let expected = "<!doctype html><title>M </title>\n<svg><title>图</title></svg>";
        assert_eq!(marked(without), expected);
        assert_eq!(marked("词"), "<title>M </title>词");
        assert_eq!(mark_of(b"a").len(), "kafolio-".len() + 17);
        assert_ne!(mark_of(b"a"), mark_of(b"b"));
    }

    fn pdf(title: &str) -> Vec<u8> {
        format!("%PDF-1.4\n1 0 obj\n<</Title {title}\n/Creator (x)>>\nendobj").into_bytes()
    }

    fn wide(text: &str) -> String {
        text.encode_utf16()
            .map(|unit| format!("{unit:04X}"))
            .collect()
    }

    #[test]
    fn removing_the_mark_keeps_byte_offsets() {
        let plain = unmarked(pdf("(kafolio-0a1b Plan \\(2\\) (a))"), MARK);
        assert_eq!(plain, Some(pdf("(Plan \\(2\\) (a)             )")));
        let title = format!("<FEFF{}>", wide("kafolio-0a1b 芷衡"));
        let expected = format!("<FEFF{}>", wide(&format!("芷衡{}", " ".repeat(13))));
        assert_eq!(unmarked(pdf(&title), MARK), Some(pdf(&expected)));
    }

    #[test]
    fn a_pdf_without_the_mark_in_its_title_is_rejected() {
        let others = [
            pdf("(Index of /)"),
            pdf("(kafolio-9999 Plan)"),
            pdf("(about kafolio-0a1b Plan)"),
            pdf("(kafolio-0a1b "),
            Vec::new(),
        ];
        for other in others {
            assert_eq!(unmarked(other, MARK), None);
        }
        let other = [b"x".as_slice(), &pdf("(kafolio-0a1b Plan)")].concat();
        assert_eq!(unmarked(other, MARK), None);
    }
}
