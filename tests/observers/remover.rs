//! A build from which everything withheld is removed, as if its lines were blank.

use kafolio::build::Observer;
use kafolio::disclosure::{Replaceable, ValuePath, ValueVisitor, ValueWalk, VisitedValue};
use kafolio::domain::{Directory, Draft, Item, LinkTarget, Lookups, Prose, Settings, Viewpoint};
use kafolio::forms::{FieldType, Record, Value};
use kafolio::text::{Source, Span};
use std::sync::Arc;

/// Removes withheld values, and unties links to what does not exist for the reader.
pub struct Remover;

impl Observer for Remover {
    fn begin(&self, _: &Settings, _: &Viewpoint, directory: Arc<Directory>) -> Arc<Directory> {
        let other_name = |path: &str| {
            let file = ValuePath {
                note: path.into(),
                within: "".into(),
                field: "file".into(),
            };
            Some(other_name(&file))
        };
        Arc::new(directory.with_other_names(other_name))
    }

    fn account(
        &self,
        draft: &mut Draft,
        viewpoint: &Viewpoint,
        lookups: &Lookups<'_>,
        is_in_site: bool,
    ) {
        walk(viewpoint, lookups, |walk| walk.draft(draft, is_in_site));
        let items = std::iter::once(&mut draft.core).chain(&mut draft.items);
        items.for_each(|item| untie_links(item, lookups));
    }

    fn note(&self, item: &mut Item, viewpoint: &Viewpoint, lookups: &Lookups<'_>) {
        walk(viewpoint, lookups, |walk| walk.item(item, true));
        untie_links(item, lookups);
    }

    fn keep(&self, _: &str) {}

    fn of_earlier_day(&self) -> Box<dyn Observer + '_> {
        Box::new(Remover)
    }
}

fn walk(viewpoint: &Viewpoint, lookups: &Lookups<'_>, visit: impl FnOnce(&mut ValueWalk<'_>)) {
    visit(&mut ValueWalk {
        viewpoint,
        lookups,
        visitor: &mut Removal,
    });
}

/// A name that occurs nowhere else.
fn other_name(path: &ValuePath) -> String {
    format!("zq{:016x}", path.number())
}

struct Removal;

impl ValueVisitor for Removal {
    fn see(&mut self, _: VisitedValue<'_>) {}

    fn replace(&mut self, path: &ValuePath, withheld: Replaceable<'_>) -> bool {
        match withheld {
            Replaceable::Markdown(text) => text.retain(|character| character == '\n'),
            Replaceable::File(item, is_withheld) => {
                let name = other_name(path);
                let folder = item.source.path.rfind('/').map_or(0, |slash| slash + 1);
                item.source.path = format!("{}{name}.md", &item.source.path[..folder]).into();
                if is_withheld {
                    item.slug = name.as_str().into();
                    item.route = format!("{name}.html").into();
                }
            }
            _ => return false,
        }
        true
    }
}

/// Gives links to what does not exist for the reader another target, in the Markdown and the long fields of a note.
fn untie_links(item: &mut Item, lookups: &Lookups<'_>) {
    let source = item.source.clone();
    untie_in_fields(&mut item.record, &source, lookups);
    let Some(body) = untied(item.body_text(), &source, lookups) else {
        return;
    };
    let (start, end) = (item.body.start as usize, item.body.end as usize);
    let (before, after) = (&source.text[..start], &source.text[end..]);
    item.body = Span::new(start, start + body.len());
    item.prose = Some(Arc::new(Prose::of(&body, &source, lookups)));
    item.source.text = [before, &body, after].concat().into();
}

fn untie_in_fields(record: &mut Record, source: &Source, lookups: &Lookups<'_>) {
    for entry in &mut record.entries {
        match &mut entry.value {
            Value::Text(text) if matches!(entry.field.value_type, FieldType::Long) => {
                if let Some(other) = untied(text, source, lookups) {
                    *text = other.into();
                }
            }
            Value::Record(inner) => untie_in_fields(inner, source, lookups),
            Value::Records(records) => records
                .iter_mut()
                .for_each(|inner| untie_in_fields(inner, source, lookups)),
            _ => {}
        }
    }
}

/// Returns a text with the targets of such links replaced by a name that no note has; `None` if there are none.
fn untied(text: &str, source: &Source, lookups: &Lookups<'_>) -> Option<String> {
    let prose = Prose::of(text, source, lookups);
    let is_hidden = |target: &LinkTarget| match target {
        LinkTarget::Item(id) => !lookups.target(*id).is_some_and(|target| target.visible),
        _ => false,
    };
    let links = prose.body.links.iter().zip(&prose.targets);
    let hidden = links.filter(|(_, target)| is_hidden(target));
    let mut other = String::new();
    let mut copied = 0;
    for (link, _) in hidden {
        let Some(at) = text[link.span.clone()].rfind(&link.target) else {
            continue;
        };
        let at = link.span.start + at;
        other.push_str(&text[copied..at]);
        other.push_str("zq-gone");
        copied = at + link.target.len();
    }
    other.push_str(&text[copied..]);
    (copied > 0).then_some(other)
}
