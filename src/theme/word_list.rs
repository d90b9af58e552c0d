//! A list of words as a theme has it: two keys and the words of both, each with its place, so that what is wrong with one is
//! told where it stands and costs no other.

use crate::note::{Content, Node, tree_of};
use crate::text::{Code, Diagnostic, Source, Span};

/// How words are written, for who reads Chinese and who reads English.
pub(super) type Example = (&'static str, &'static str);

/// What somebody wrote under a key.
#[derive(Debug)]
pub(super) struct Under<T> {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub span: Span,
    /// What stands under it.
    pub value: T,
}

/// Words, and where they stand.
#[derive(Debug)]
pub(super) struct Words {
    /// As written.
    pub text: String,
    /// Their place.
    pub span: Span,
}

/// The words of a file by two keys, in the order written.
#[derive(Debug, Default)]
pub(super) struct WordList {
    /// What can be used. Words that are left empty are not there.
    pub entries: Vec<Under<Vec<Under<Words>>>>,
    /// What cannot.
    pub found: Vec<Diagnostic>,
}

impl WordList {
    /// Reads a file; `example` is how its lines look. A file of remarks only has no words.
    pub fn of(source: &Source, example: Example) -> WordList {
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
                    .push(problem.with_ours("example", example.0, example.1));
                Vec::new()
            }
        };
        WordList {
            entries,
            found: reader.found,
        }
    }

    /// Whether some of it cannot be used, so that nobody knows in which languages it is.
    pub fn is_wrong(&self) -> bool {
        let mut codes = self.found.iter().map(|one| one.code);
        codes.any(|code| matches!(code, Code::UnreadableWords | Code::WrongWords))
    }

    /// Whether the file is a list of words at all.
    pub fn is_read(&self) -> bool {
        let mut codes = self.found.iter().map(|one| one.code);
        codes.all(|code| code != Code::UnreadableWords)
    }
}

/// A diagnostic of words that cannot be used: why in Chinese and in English, and how they are written.
pub(super) fn wrong(
    source: &Source,
    span: Span,
    (chinese, english): (&str, &str),
    example: (&str, &str),
) -> Diagnostic {
    Diagnostic::at(Code::WrongWords, source, span)
        .with_ours("problem", chinese, english)
        .with_ours("example", example.0, example.1)
}

struct Reader<'a> {
    source: &'a Source,
    example: Example,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn list(&mut self, root: &Node<'_>) -> Vec<Under<Vec<Under<Words>>>> {
        let no_list = ("这里应当是一组词语", "a set of words belongs here");
        self.each(root, no_list, |reader, value| {
            let inner = reader.each(value, no_list, Self::words);
            (!inner.is_empty()).then_some(inner)
        })
    }

    /// What stands under each key of a map, each key once; nothing where it is no map.
    fn each<T>(
        &mut self,
        node: &Node<'_>,
        otherwise: (&str, &str),
        mut read: impl FnMut(&mut Self, &Node<'_>) -> Option<T>,
    ) -> Vec<Under<T>> {
        let Some(entries) = node.entries() else {
            if !node.is_blank() {
                self.wrong(node.span, otherwise);
            }
            return Vec::new();
        };
        let mut keys: Vec<(&str, Span)> = Vec::with_capacity(entries.len());
        let mut all = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let Some(name) = key.text() else {
                self.wrong(key.span, otherwise);
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
                all.push(Under {
                    key: name.to_owned(),
                    span: key.span,
                    value,
                });
            }
        }
        all
    }

    /// Words; a number is taken as it is written.
    fn words(&mut self, node: &Node<'_>) -> Option<Words> {
        match &node.content {
            Content::Scalar(text) => (!text.trim().is_empty()).then(|| Words {
                text: text.to_string(),
                span: node.span,
            }),
            Content::Blank => None,
            _ => {
                self.wrong(node.span, ("这里应当是词语", "words belong here"));
                None
            }
        }
    }

    fn wrong(&mut self, span: Span, problem: (&str, &str)) {
        self.found
            .push(wrong(self.source, span, problem, self.example));
    }
}
