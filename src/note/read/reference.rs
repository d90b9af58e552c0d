//! Reads references: a slug, a name, a path, or a wikilink.

use super::Reader;
use crate::forms::{Field, Reference};
use crate::note::tree::{Content, Node};

/// Returns the text by which a reference is looked up: of `[[target|target_of]]`, the target without `.md` and section.
pub(super) fn target_of(text: &str) -> &str {
    let text = text.trim();
    let Some(inner) = text
        .strip_prefix("[[")
        .and_then(|rest| rest.strip_suffix("]]"))
    else {
        return text;
    };
    let target = inner.split('|').next().unwrap_or(inner);
    target.split('#').next().unwrap_or(target).trim()
}

impl Reader<'_> {
    /// Reads a reference. `[[wang]]` without quotes is a nested list in YAML; it is read as a wikilink.
    pub(super) fn reference(
        &mut self,
        field: &'static Field,
        node: &Node<'_>,
    ) -> Option<Reference> {
        match &node.content {
            Content::Scalar(text) => Some(Reference::new(target_of(text), node.span)),
            Content::List(items) if items.len() == 1 => self.reference(field, items.first()?),
            _ => {
                self.wrong_type(field, node);
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::target_of;

    #[test]
    fn a_wikilink_is_looked_up_by_its_target() {
        assert_eq!(target_of("[[contacts/王敏|王经理]]"), "contacts/王敏");
        assert_eq!(target_of(" [[2026-03-12#承诺]] "), "2026-03-12");
        assert_eq!(target_of("王敏"), "王敏");
    }
}
