//! Reads a catalog file of a theme: texts under two levels of keys, each with its position, so that a wrong entry is
//! reported where it is and affects no other.

use crate::note::{Content, Node, tree_of};
use crate::text::{Code, Diagnostic, Source, Span, Term};

/// A key and what is written under it.
#[derive(Debug)]
pub(super) struct Keyed<T> {
    /// The key.
    pub key: String,
    /// The position of the key.
    pub span: Span,
    /// What is written under it.
    pub value: T,
}

/// A text and its position.
#[derive(Debug)]
pub(super) struct Text {
    /// As written.
    pub text: String,
    /// Its position.
    pub span: Span,
}

/// The texts of a file by two keys, in the order written.
#[derive(Debug, Default)]
pub(super) struct CatalogFile {
    /// The usable entries. Empty ones are left out.
    pub entries: Vec<Keyed<Vec<Keyed<Text>>>>,
    /// Problems with the others.
    pub found: Vec<Diagnostic>,
}

impl CatalogFile {
    /// Reads a file; `example` is for messages. A file with nothing but comments has no entries.
    pub fn of(source: &Source, example: Term) -> CatalogFile {
        let mut reader = Reader {
            source,
            example,
            found: Vec::new(),
        };
        let entries = match tree_of(source) {
            Ok(Some(root)) => reader.list(&root),
            Ok(None) => Vec::new(),
            Err(mut problem) => {
                problem.code = Code::UnreadableWords;
                reader
                    .found
                    .push(problem.with_term("example", reader.example.clone()));
                Vec::new()
            }
        };
        CatalogFile {
            entries,
            found: reader.found,
        }
    }

    /// Returns whether some of it cannot be used, so that its languages are unknown.
    pub fn is_wrong(&self) -> bool {
        let mut codes = self.found.iter().map(|one| one.code);
        codes.any(|code| matches!(code, Code::UnreadableWords | Code::WrongWords))
    }

    /// Returns whether the file could be parsed.
    pub fn is_read(&self) -> bool {
        let mut codes = self.found.iter().map(|one| one.code);
        codes.all(|code| code != Code::UnreadableWords)
    }
}

/// Creates a diagnostic for an entry that cannot be used, with the phrase of the reason and an example.
pub(super) fn wrong_entry(source: &Source, span: Span, problem: &str, example: Term) -> Diagnostic {
    Diagnostic::at(Code::WrongWords, source, span)
        .with_term("problem", Term::phrase(problem))
        .with_term("example", example)
}

struct Reader<'a> {
    source: &'a Source,
    example: Term,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn list(&mut self, root: &Node<'_>) -> Vec<Keyed<Vec<Keyed<Text>>>> {
        let no_list = "theme.expected-words";
        self.each(root, no_list, |reader, value| {
            let inner = reader.each(value, no_list, Self::text);
            (!inner.is_empty()).then_some(inner)
        })
    }

    /// Reads what is written under each key of a map, each key once; returns nothing if it is not a map.
    fn each<T>(
        &mut self,
        node: &Node<'_>,
        problem_unless_map: &str,
        mut read: impl FnMut(&mut Self, &Node<'_>) -> Option<T>,
    ) -> Vec<Keyed<T>> {
        let Some(entries) = node.entries() else {
            if !node.is_blank() {
                self.wrong_entry(node.span, problem_unless_map);
            }
            return Vec::new();
        };
        let mut keys: Vec<(&str, Span)> = Vec::with_capacity(entries.len());
        let mut all = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let Some(name) = key.text() else {
                self.wrong_entry(key.span, problem_unless_map);
                continue;
            };
            if let Some((_, first)) = keys.iter().find(|(known, _)| *known == name) {
                let line = self.source.place(*first).line.to_string();
                let twice = Diagnostic::at(Code::DuplicateField, self.source, key.span);
                self.found
                    .push(twice.with("field", name).with("line", line));
                continue;
            }
            keys.push((name, key.span));
            if let Some(value) = read(self, value) {
                all.push(Keyed {
                    key: name.to_owned(),
                    span: key.span,
                    value,
                });
            }
        }
        all
    }

    /// Reads a text; numbers are taken as written.
    fn text(&mut self, node: &Node<'_>) -> Option<Text> {
        match &node.content {
            Content::Scalar(text) => (!text.trim().is_empty()).then(|| Text {
                text: text.to_string(),
                span: node.span,
            }),
            Content::Blank => None,
            _ => {
                self.wrong_entry(node.span, "theme.expected-text");
                None
            }
        }
    }

    fn wrong_entry(&mut self, span: Span, problem: &str) {
        self.found.push(wrong_entry(
            self.source,
            span,
            problem,
            self.example.clone(),
        ));
    }
}
