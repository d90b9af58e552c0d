//! What a reader may not see, told without the filter: the same rules, read once more, so that a slip in one of the two is
//! seen in the other.
//!
//! A walk over what was read, linked and not yet filtered. It tells every value and whether the reader may have it, and
//! puts canaries in the places that are withheld where that is asked for.

use super::canary::{Canary, scrambled};
use super::directory::{is_known, may_see};
use super::filter::is_bearing;
use super::{Audience, Draft, Item, Lookups, Prose, Viewpoint, place_of};
use crate::forms::{Entry, Field, FieldType, Kind, Level, Record, Reference, Value, dictionary};
use crate::note::markdown;
use crate::text::{Source, Span, fingerprint};
use std::ops::Range;
use std::sync::Arc;

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// The note's file, and of a note within another its name.
    pub note: String,
    /// The field, in keys: `bank`, `promises.task`; `text` for the Markdown, `file` for the name of the file.
    pub field: String,
}

impl Spot {
    /// The number by which canaries are placed.
    pub fn number(&self) -> u64 {
        fingerprint(self)
    }
}

/// A value that was met: where, its words (empty for what is no text), and whether the reader may not have it.
pub type Met<'m> = (&'m Spot, &'m str, bool);

/// How the walk is done.
pub struct Walk<'a> {
    /// Who looks, and when.
    pub viewpoint: &'a Viewpoint,
    /// What references mean.
    pub lookups: &'a Lookups<'a>,
    /// The level of a field: the dictionary's, but in tests of the proof itself.
    pub level_of: &'a (dyn Fn(&Field) -> Level + Sync),
    /// Which places get canaries, by their numbers; none where there is none.
    pub canaries: Option<&'a Range<u64>>,
    /// Is told every value.
    pub tell: &'a mut dyn FnMut(Met<'_>),
}

/// What holds in one part of a note.
#[derive(Clone)]
struct Part {
    place: Spot,
    /// The least level of everything in it.
    floor: Level,
    /// The highest level that the reader has.
    reader: Level,
    /// All of it is withheld.
    withheld: bool,
}

impl Part {
    fn of(&self, key: &str) -> Part {
        let field = match self.place.field.as_str() {
            "" => key.to_owned(),
            above => format!("{above}.{key}"),
        };
        let note = self.place.note.clone();
        Part {
            place: Spot { note, field },
            ..self.clone()
        }
    }
}

impl Walk<'_> {
    /// Walks over an account. `is_in_site` is whether it is one of those that the site is made of.
    pub fn draft(&mut self, draft: &mut Draft, is_in_site: bool) {
        let items = std::iter::once(&mut draft.core).chain(&mut draft.items);
        items.for_each(|item| self.item(item, is_in_site));
    }

    /// Walks over a note.
    pub fn item(&mut self, item: &mut Item, is_in_site: bool) {
        // What is dated later is known to nobody yet: no level keeps it from this reader, who will have its words on its
        // day, and what was agreed of it is told today.
        let is_later = !is_known(item, self.viewpoint.as_of);
        if is_later && may_see(item, &self.viewpoint.audience) {
            return;
        }
        let target = self.lookups.target(item.id);
        let exists = is_in_site && target.is_some_and(|target| target.visible);
        let note = match item.inline {
            true => format!("{} ({})", item.source.path, item.name()),
            false => item.source.path.to_string(),
        };
        let field = String::new();
        let whole = Part {
            place: Spot { note, field },
            floor: item.note_level(),
            reader: self.viewpoint.audience.level,
            withheld: !exists,
        };
        self.file(item, &whole);
        let audience = self.viewpoint.audience.clone();
        let kind = item.kind;
        for other in &mut item.record.others {
            let part = Part {
                withheld: true,
                ..whole.of("others")
            };
            self.text(&part, &mut other.key);
            self.text(&part.of(&other.key.clone()), &mut other.text);
        }
        let has_stage = shows_stage(kind, &audience);
        for entry in &mut item.record.entries {
            self.field(entry, kind, &whole, &audience, has_stage);
        }
        self.body(item, &whole);
    }

    /// The name of the file, and of the page.
    fn file(&mut self, item: &mut Item, whole: &Part) {
        if item.inline {
            return;
        }
        let part = whole.of("file");
        let path = item.source.path.clone();
        let stem = place_of(&path).map_or("", |place| place.slug);
        let is_known = !whole.withheld && self.viewpoint.audience.level >= Level::Internal;
        let is_withheld = !is_known && (whole.withheld || item.slug.as_ref() != stem);
        (self.tell)((&part.place, stem, is_withheld));
        let Some(canary) = self.canary(&part, is_withheld) else {
            return;
        };
        let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
        item.source.path = format!("{folder}{}.md", canary.text()).into();
        if whole.withheld {
            item.slug = canary.text().into();
            item.route = format!("{}.html", canary.text()).into();
        }
    }

    fn field(
        &mut self,
        entry: &mut Entry,
        kind: Kind,
        whole: &Part,
        audience: &Audience,
        has_stage: bool,
    ) {
        let key = entry.field.key.as_str();
        // Levels decide; they are not what is kept from anybody.
        if key == "sensitivity" {
            return;
        }
        let own = (self.level_of)(entry.field);
        let mut part = whole.of(key);
        if audience.adds(kind, key) {
            part.reader = audience.level.max(entry.field.level);
        } else if !is_bearing(kind, key) {
            part.withheld |= own.max(whole.floor) > part.reader;
        }
        // The stage is that of its history's last entry: who sees the one sees that much of the other.
        if key == "stage_history" && has_stage {
            return;
        }
        self.entry(entry, &part);
    }

    fn record(&mut self, record: &mut Record, part: &Part) {
        for other in &mut record.others {
            let part = Part {
                withheld: true,
                ..part.of("others")
            };
            self.text(&part, &mut other.key);
            self.text(&part.of(&other.key.clone()), &mut other.text);
        }
        for entry in &mut record.entries {
            let mut part = part.of(&entry.field.key);
            part.withheld |= (self.level_of)(entry.field).max(part.floor) > part.reader;
            self.entry(entry, &part);
        }
    }

    fn entry(&mut self, entry: &mut Entry, part: &Part) {
        match &mut entry.value {
            Value::Text(text) if matches!(entry.field.of_type, FieldType::Long) => {
                self.long(part, entry.field, text);
            }
            Value::Map(named) => {
                let answers = matches!(entry.field.of_type, FieldType::Answers(_));
                for one in named.iter_mut() {
                    let mut part = part.of(one.key.unwrap_or("name"));
                    part.withheld |= answers && is_personal(one.key);
                    if one.key.is_none() {
                        self.reference(&part, &mut one.name);
                    }
                    self.value(&mut one.value, &part);
                }
            }
            value => self.value(value, part),
        }
    }

    fn value(&mut self, value: &mut Value, part: &Part) {
        match value {
            Value::Text(text) => self.text(part, text),
            Value::Texts(texts) => {
                texts.iter_mut().for_each(|text| self.text(part, text));
                if let Some(canary) = self.canary(part, part.withheld) {
                    // How many there are is withheld, too.
                    let mut more = std::mem::take(texts).into_vec();
                    more.push(canary.text().into());
                    *texts = more.into_boxed_slice();
                }
            }
            Value::Record(record) => self.record(record, part),
            Value::Records(records) => {
                records
                    .iter_mut()
                    .for_each(|record| self.record(record, part));
                if self.canary(part, part.withheld).is_some() {
                    let mut more = std::mem::take(records).into_vec();
                    more.extend(more.last().cloned());
                    *records = more.into_boxed_slice();
                }
            }
            Value::Reference(reference) => self.reference(part, reference),
            Value::References(references) => {
                references
                    .iter_mut()
                    .for_each(|one| self.reference(part, one));
            }
            Value::Scores(scores) => {
                for score in scores.iter_mut() {
                    self.met(part, score.note.as_deref().unwrap_or_default());
                    score
                        .evidence
                        .iter_mut()
                        .for_each(|one| self.reference(part, one));
                    if let Some(canary) = self.canary(part, part.withheld) {
                        canary.score(score);
                    }
                }
            }
            Value::Map(_) => {}
            simple => {
                let words = own_words(simple);
                self.met(part, &words);
                if let Some(canary) = self.canary(part, part.withheld) {
                    canary.value(simple);
                }
            }
        }
    }

    fn text(&mut self, part: &Part, text: &mut Box<str>) {
        self.met(part, text);
        if let Some(canary) = self.canary(part, part.withheld) {
            *text = canary.text().into();
        }
    }

    /// A reference to what does not exist for the reader is withheld, wherever it stands.
    fn reference(&mut self, part: &Part, reference: &mut Reference) {
        let target = reference.target.map(|id| self.lookups.target(id));
        let is_gone = target.is_some_and(|target| !target.is_some_and(|target| target.visible));
        let part = Part {
            withheld: part.withheld || is_gone,
            ..part.clone()
        };
        self.met(&part, &reference.text);
        if let Some(canary) = self.canary(&part, part.withheld) {
            reference.text = canary.text().into();
        }
    }

    fn long(&mut self, part: &Part, field: &Field, text: &mut Box<str>) {
        let own = (self.level_of)(field).max(part.floor).min(part.reader);
        let parts = markdown::parts(text, own, own);
        let mut swapped = String::with_capacity(text.len());
        for (span, level) in parts {
            let words = text.get(span).unwrap_or_default();
            let withheld = part.withheld || level > part.reader;
            swapped.push_str(&self.prose(part, words, withheld));
        }
        *text = swapped.into_boxed_str();
    }

    fn body(&mut self, item: &mut Item, whole: &Part) {
        let part = whole.of("text");
        let text = item.body_text().to_owned();
        let parts = markdown::parts(&text, item.body_level(), whole.floor);
        let mut swapped = String::with_capacity(text.len());
        for (span, level) in parts {
            let words = text.get(span).unwrap_or_default();
            let withheld = part.withheld || level > part.reader;
            swapped.push_str(&self.prose(&part, words, withheld));
        }
        if swapped != text {
            replace_body(item, &swapped);
            let prose = Prose::of(&swapped, &item.source, self.lookups);
            item.prose = Some(Arc::new(prose));
        }
    }

    /// A part of a text, with other words in it where it is withheld.
    fn prose(&mut self, part: &Part, words: &str, withheld: bool) -> String {
        (self.tell)((&part.place, words, withheld));
        match self.canary(part, withheld) {
            Some(canary) => scrambled(words, &canary),
            None => words.to_owned(),
        }
    }

    fn met(&mut self, part: &Part, words: &str) {
        (self.tell)((&part.place, words, part.withheld));
    }

    fn canary(&self, part: &Part, withheld: bool) -> Option<Canary> {
        let chosen = self.canaries.filter(|_| withheld)?;
        let number = part.place.number();
        chosen.contains(&number).then_some(Canary {
            number,
            as_of: self.viewpoint.as_of,
        })
    }
}

/// Puts other Markdown of the same length into the file that a note was read from.
fn replace_body(item: &mut Item, body: &str) {
    let Span { start, end } = item.body;
    let text = item.source.text.as_ref();
    let before = text.get(..start as usize).unwrap_or_default();
    let after = text.get(end as usize..).unwrap_or_default();
    item.source = Source {
        path: item.source.path.clone(),
        text: [before, body, after].concat().into(),
    };
}

/// What the author wrote in words of their own; the words of lists are ours.
fn own_words(value: &Value) -> String {
    let written = |choice: &Result<u16, Box<str>>| choice.as_ref().err().map(ToString::to_string);
    match value {
        Value::Choice(_, choice) => written(choice).unwrap_or_default(),
        Value::Choices(_, chosen) => chosen
            .iter()
            .filter_map(written)
            .collect::<Vec<_>>()
            .join("\n"),
        _ => String::new(),
    }
}

/// Whether the reader sees the stage of projects.
fn shows_stage(kind: Kind, audience: &Audience) -> bool {
    kind == Kind::Project && audience.adds(kind, "stage")
}

/// Answers about a person are private, and answers to questions that nobody knows.
fn is_personal(key: Option<&'static str>) -> bool {
    let known = dictionary().questions.iter();
    !known
        .filter(|question| question.class != "personal")
        .any(|question| Some(question.key.as_str()) == key)
}
