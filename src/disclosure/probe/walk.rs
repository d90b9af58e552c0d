//! A second implementation of the rules of visibility, independent of the filter, so that a bug in one of the two is
//! found by the other.
//!
//! Walks through notes after linking and before the filter. Its visitor sees every value, with whether the reader may see
//! it, and may replace or remove those that are withheld.

use super::value::{TextKind, ValuePath, VisitedValue, WithholdReason};
use crate::domain::{
    Audience, Draft, Item, Lookups, Prose, Viewpoint, fields_in_texts, fits, is_always_shown,
    is_known, may_see, place_of, without_unresolved_names,
};
use crate::forms::{
    Entry, Field, FieldType, Kind, Level, NamedValue, Question, Record, Reference, ReferenceKind,
    Score, UnknownEntry, Value,
};
use crate::note::markdown::{self, Terms};
use crate::text::{Source, Span};
use std::sync::Arc;

/// Sees the values of notes.
pub trait ValueVisitor {
    /// Sees a value.
    fn see(&mut self, value: VisitedValue<'_>);

    /// Replaces a withheld value after it was seen; returns whether it stays.
    fn replace(&mut self, path: &ValuePath, withheld: Replaceable<'_>) -> bool;
}

/// A withheld value where it is, to be replaced.
pub enum Replaceable<'v> {
    /// A text of one line.
    Text(&'v mut Box<str>),
    /// A list of texts, after each of them: how many there are is withheld, too.
    Texts(&'v mut Box<[Box<str>]>),
    /// A list of records, after each of them.
    Records(&'v mut Box<[Record]>),
    /// A score.
    Score(&'v mut Score),
    /// A value of another type that is not made of others.
    Value(&'v mut Value),
    /// A reference, and whether its field is withheld; else only what it refers to is.
    Reference(&'v mut Reference, bool),
    /// A part of a text in Markdown; it stays.
    Markdown(&'v mut String),
    /// A note with the name of its file, and whether the note is withheld, too; it stays.
    File(&'v mut Item, bool),
}

/// A walk through all values of notes.
pub struct ValueWalk<'a> {
    /// The reader and the day.
    pub viewpoint: &'a Viewpoint,
    /// Resolves references.
    pub lookups: &'a Lookups<'a>,
    /// Sees the values.
    pub visitor: &'a mut dyn ValueVisitor,
}

/// The rules for one part of a note.
#[derive(Clone)]
struct Part {
    path: ValuePath,
    /// Its place in the file.
    span: Span,
    /// The minimum level of everything in it.
    floor: Level,
    /// The strictest level that the reader may see.
    reader: Level,
    /// The kind of its note.
    kind: Kind,
    /// Whether the note could not be read.
    unread: bool,
    /// Why it is withheld as a whole.
    withheld: Option<WithholdReason>,
}

impl Part {
    fn of(&self, key: &str) -> Part {
        let field = match &*self.path.field {
            "" => key.into(),
            above => format!("{above}.{key}").into(),
        };
        let path = ValuePath {
            field,
            ..self.path.clone()
        };
        Part {
            path,
            ..self.clone()
        }
    }

    /// Withholds it if its level is above the reader's. What is private stays private wherever it is.
    fn at_level(mut self, level: Level) -> Part {
        if level <= self.reader {
            return self;
        }
        self.withheld = match (self.unread, level, self.withheld) {
            (true, ..) => Some(WithholdReason::UnreadableNote),
            (false, Level::Private, _) => Some(WithholdReason::Private),
            (false, _, None) => Some(WithholdReason::AboveLevel),
            (false, _, reason) => reason,
        };
        self
    }

    fn withheld(mut self, reason: WithholdReason) -> Part {
        self.withheld = self.withheld.or(Some(reason));
        self
    }

    fn from(mut self, span: Span) -> Part {
        self.span = span;
        self
    }
}

impl ValueWalk<'_> {
    /// Visits an account. `is_in_site` is whether it is part of the site.
    pub fn draft(&mut self, draft: &mut Draft, is_in_site: bool) {
        let items = std::iter::once(&mut draft.core).chain(&mut draft.items);
        items.for_each(|item| self.item(item, is_in_site));
    }

    /// Visits a note.
    pub fn item(&mut self, item: &mut Item, is_in_site: bool) {
        // What is dated later is unknown to everybody: it is not withheld from this reader, who will see it on its
        // day, and what was agreed about it is shown today.
        let is_later = !is_known(item, self.viewpoint.as_of);
        if is_later && may_see(item, &self.viewpoint.audience) {
            return;
        }
        let whole = self.whole(item, is_in_site);
        self.file(item, &whole);
        let audience = self.viewpoint.audience.clone();
        let kind = item.kind;
        self.others(
            &mut item.record.unknown,
            &whole.clone().from(item.record.span),
        );
        let has_stage = shows_stage(kind, &audience);
        item.record
            .entries
            .retain_mut(|entry| self.field(entry, kind, &whole, &audience, has_stage));
        self.body(item, &whole);
    }

    /// The rules for a note as a whole.
    fn whole(&self, item: &Item, is_in_site: bool) -> Part {
        let target = self.lookups.any_target(item.id);
        let exists = is_in_site && target.is_some_and(|target| target.visible);
        let reader = self.viewpoint.audience.level;
        let is_private = || item.level() == Level::Private || reader == Level::Internal;
        let reason = || match (item.broken, is_in_site) {
            (true, _) => WithholdReason::UnreadableNote,
            (_, true) if is_private() => WithholdReason::Private,
            (_, false) if item.level() == Level::Private => WithholdReason::Private,
            (_, false) => WithholdReason::OtherAccount,
            _ => WithholdReason::AboveLevel,
        };
        let within = match item.inline {
            true => item.name().into(),
            false => "".into(),
        };
        Part {
            path: ValuePath {
                note: item.source.path.clone(),
                within,
                field: "".into(),
            },
            span: Span::default(),
            floor: item.note_level(),
            reader,
            kind: item.kind,
            unread: item.broken,
            withheld: (!exists).then(reason),
        }
    }

    /// Visits the name of the file and of the page.
    fn file(&mut self, item: &mut Item, whole: &Part) {
        if whole.withheld.is_none() {
            self.paths(item, whole);
        }
        if item.inline {
            return;
        }
        let mut part = whole.of("file");
        let path = item.source.path.clone();
        let stem = place_of(&path).map_or("", |place| place.slug);
        let is_known = whole.withheld.is_none() && self.viewpoint.audience.level >= Level::Internal;
        if !is_known && item.slug.as_ref() != stem {
            part = part.withheld(WithholdReason::AboveLevel);
        }
        self.report(&part, stem, TextKind::File);
        self.replace(&part, Replaceable::File(item, whole.withheld.is_some()));
    }

    /// Reports the paths of a note that the reader may see.
    fn paths(&mut self, item: &Item, whole: &Part) {
        let part = whole.of("path");
        let mut report_path = |words: &str| {
            self.visitor.see(VisitedValue {
                kind: part.kind,
                path: &part.path,
                span: Span::default(),
                words,
                text_kind: TextKind::Path,
                withheld: None,
            });
        };
        report_path(&item.route);
        if self.viewpoint.audience.level >= Level::Internal {
            report_path(&item.source.path);
        }
    }

    /// Visits a field of a note; returns whether it stays.
    fn field(
        &mut self,
        entry: &mut Entry,
        kind: Kind,
        whole: &Part,
        audience: &Audience,
        has_stage: bool,
    ) -> bool {
        let key = entry.field.key.as_str();
        // Levels are visible to everybody.
        if key == "sensitivity" {
            return true;
        }
        let mut part = whole.of(key);
        if audience.adds(kind, key) {
            part.reader = audience.level.max(entry.field.level);
        } else if !is_always_shown(kind, key) {
            part = part.at_level(entry.field.level.max(whole.floor));
        }
        // The stage is that of its history's last entry: a reader of one sees as much of the other.
        if key == "stage_history" && has_stage {
            return true;
        }
        self.entry(entry, &part)
    }

    /// Visits a record within a field; returns whether anything of it stays.
    fn record(&mut self, record: &mut Record, part: &Part) -> bool {
        self.others(&mut record.unknown, &part.clone().from(record.span));
        let before = record.entries.len();
        record.entries.retain_mut(|entry| {
            let level = entry.field.level.max(part.floor);
            let part = part.of(&entry.field.key).at_level(level);
            self.entry(entry, &part)
        });
        before == 0 || !record.entries.is_empty()
    }

    /// Visits values with keys that no form has.
    fn others(&mut self, others: &mut Vec<UnknownEntry>, part: &Part) {
        if others.is_empty() {
            return;
        }
        let mut part = part.of("others").at_level(Level::Private);
        if part.kind == Kind::Page && part.floor < Level::Private {
            part.withheld = part.withheld.map(|_| WithholdReason::UnknownKey);
        }
        others.retain_mut(|other| {
            let has_key = self.text(&part, &mut other.key, TextKind::Key);
            let has_text = self.text(&part, &mut other.text, TextKind::Plain);
            has_key && has_text
        });
    }

    /// Visits a field; returns whether it stays.
    fn entry(&mut self, entry: &mut Entry, part: &Part) -> bool {
        let part = &part.clone().from(entry.span);
        match &mut entry.value {
            Value::Text(text) if matches!(entry.field.value_type, FieldType::Long) => {
                let was_blank = text.trim().is_empty();
                self.long(part, entry.field, text);
                was_blank || !text.trim().is_empty()
            }
            Value::Text(text) => self.text(part, text, text_kind_of(part)),
            Value::Map(named) => {
                let answers = matches!(entry.field.value_type, FieldType::Answers(_));
                retain(named, |one| self.named(one, answers, part))
            }
            value => self.value(value, ReferenceKind::of(entry.field), part),
        }
    }

    /// Visits a named value; returns whether it stays.
    fn named(&mut self, one: &mut NamedValue, answers: bool, part: &Part) -> bool {
        let mut part = part.of(one.question.map_or("name", |question| &question.key));
        let is_personal = one.question.is_none_or(Question::is_personal);
        if answers && is_personal {
            part = part.withheld(WithholdReason::Private);
        }
        let rival = (ReferenceKind::Competitor, &mut one.name);
        let has_name = one.question.is_some() || self.reference(&part, rival);
        self.value(&mut one.value, ReferenceKind::Note, &part) && has_name
    }

    /// Visits a value; returns whether it stays.
    fn value(&mut self, value: &mut Value, refers: ReferenceKind, part: &Part) -> bool {
        match value {
            Value::Text(text) => self.text(part, text, TextKind::Plain),
            Value::Texts(texts) => {
                let stays = retain(texts, |text| self.text(part, text, TextKind::Plain));
                self.replace(part, Replaceable::Texts(texts)) && stays
            }
            Value::Record(record) => self.record(record, part),
            Value::Records(records) => {
                let stays = retain(records, |record| self.record(record, part));
                self.replace(part, Replaceable::Records(records)) && stays
            }
            Value::Reference(reference) => self.reference(part, (refers, reference)),
            Value::References(references) => {
                retain(references, |one| self.reference(part, (refers, one)))
            }
            Value::Scores(scores) => retain(scores, |score| self.score(part, score)),
            Value::Map(_) => true,
            simple => {
                let words = own_words(simple);
                self.report(part, &words, TextKind::Plain);
                self.replace(part, Replaceable::Value(simple))
            }
        }
    }

    /// Visits a text; returns whether it stays.
    fn text(&mut self, part: &Part, text: &mut Box<str>, text_kind: TextKind) -> bool {
        self.report(part, text, text_kind);
        self.replace(part, Replaceable::Text(text))
    }

    /// Visits a score; returns whether it stays.
    fn score(&mut self, part: &Part, score: &mut Score) -> bool {
        let note = score.note.as_deref().unwrap_or_default();
        self.report(part, note, TextKind::Plain);
        retain(&mut score.evidence, |one| {
            self.reference(part, (ReferenceKind::Note, one))
        });
        self.replace(part, Replaceable::Score(score))
    }

    /// Visits a reference; returns whether it stays. One to what does not exist for the reader is withheld, wherever
    /// it is, and so is one that could not be resolved.
    fn reference(
        &mut self,
        part: &Part,
        (refers, reference): (ReferenceKind, &mut Reference),
    ) -> bool {
        let target = reference.target.map(|id| self.lookups.target(id));
        let is_hidden = target.is_some_and(|target| target.is_none());
        let own = part;
        let mut part = own.clone();
        if is_hidden || !fits(refers, reference) {
            part = part.withheld(WithholdReason::AboveLevel);
        }
        self.report(&part, &reference.text, TextKind::Reference);
        self.replace(
            &part,
            Replaceable::Reference(reference, own.withheld.is_some()),
        )
    }

    fn long(&mut self, part: &Part, field: &Field, text: &mut Box<str>) {
        let own = field.level.max(part.floor).min(part.reader);
        *text = self.markdown(part, text, (own, own)).into_boxed_str();
    }

    fn body(&mut self, item: &mut Item, whole: &Part) {
        let part = whole.of("text").from(item.body);
        let text = item.body_text().to_owned();
        let changed = self.markdown(&part, &text, (item.body_level(), whole.floor));
        if changed != text {
            replace_body(item, &changed);
            let prose = Prose::of(&changed, &item.source, self.lookups);
            item.prose = Some(Arc::new(prose));
        }
    }

    /// Visits Markdown, each part by its own level: `base` is that of parts that have none, `floor` the minimum.
    fn markdown(&mut self, part: &Part, text: &str, (base, floor): (Level, Level)) -> String {
        let fields = fields_in_texts(part.kind, &part.path.note);
        let terms = Terms {
            dictionary: self.viewpoint.dictionary,
            base,
            floor,
            fields,
        };
        let parts = markdown::parts(text, terms);
        let mut changed = String::with_capacity(text.len());
        for (span, level) in parts {
            let words = text.get(span.clone()).unwrap_or_default();
            let mut part = part.clone().at_level(level);
            // Spans within YAML values cannot be computed: escapes change their length.
            if &*part.path.field == "text" {
                let start = part.span.start as usize;
                part.span = Span::new(span.start, span.end).shifted(start);
            }
            changed.push_str(&self.prose(&part, words));
        }
        changed
    }

    /// Visits a part of a text; returns it, or what replaces it if it is withheld.
    fn prose(&mut self, part: &Part, words: &str) -> String {
        let mut text = words.to_owned();
        if part.withheld.is_some() {
            self.report(part, words, TextKind::Markdown);
            self.replace(part, Replaceable::Markdown(&mut text));
            return text;
        }
        let source = Source {
            path: part.path.note.clone(),
            text: "".into(),
        };
        let shown = without_unresolved_names(words, &source, self.lookups);
        self.report(part, shown.as_deref().unwrap_or(words), TextKind::Markdown);
        text
    }

    fn report(&mut self, part: &Part, words: &str, text_kind: TextKind) {
        self.visitor.see(VisitedValue {
            kind: part.kind,
            path: &part.path,
            span: part.span,
            words,
            text_kind,
            withheld: part.withheld,
        });
    }

    /// Lets the visitor replace a value if it is withheld; returns whether it stays.
    fn replace(&mut self, part: &Part, value: Replaceable<'_>) -> bool {
        part.withheld.is_none() || self.visitor.replace(&part.path, value)
    }
}

/// Removes what does not stay; returns whether anything does, or nothing was there.
fn retain<T>(list: &mut Box<[T]>, stays: impl FnMut(&mut T) -> bool) -> bool {
    let mut remaining = std::mem::take(list).into_vec();
    let was_empty = remaining.is_empty();
    remaining.retain_mut(stays);
    let is_empty = remaining.is_empty();
    *list = remaining.into_boxed_slice();
    was_empty || !is_empty
}

/// Replaces the Markdown of a note in its source by text with as many lines.
fn replace_body(item: &mut Item, body: &str) {
    let Span { start, end } = item.body;
    let text = item.source.text.as_ref();
    let before = text.get(..start as usize).unwrap_or_default();
    let after = text.get(end as usize..).unwrap_or_default();
    item.source = Source {
        path: item.source.path.clone(),
        text: [before, body, after].concat().into(),
    };
    item.body = Span::new(start as usize, start as usize + body.len());
}

/// The kind of text in a field of one line.
fn text_kind_of(part: &Part) -> TextKind {
    match (&*part.path.field, part.kind) {
        ("name" | "short_name", Kind::Contact) => TextKind::Person,
        ("name" | "short_name", _) | ("title", Kind::Page) => TextKind::Name,
        _ => TextKind::Plain,
    }
}

/// Returns text that is the author's own; the values of lists are ours.
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
