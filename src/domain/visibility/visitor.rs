//! What a reader may not see, told without the filter: the same rules, read once more, so that a slip in one of the two is
//! seen in the other.
//!
//! A walk over what was read, linked and not yet filtered. It names every value and whether the reader may have it, and
//! where that is asked for, swaps withheld values for others, or for nothing.

use super::canary::{Canary, blanked, scrambled};
use super::filter::{fits, is_bearing};
use super::value::{Substitute, Substitution, TextKind, ValuePath, VisitedValue, WithholdReason};
use crate::domain::prose::{with_other_targets, without_names_of_nothing};
use crate::domain::resolve::directory::{is_known, may_see};
use crate::domain::{Audience, Draft, Item, Lookups, Prose, Viewpoint, fields_in_texts, place_of};
use crate::forms::{
    Entry, Field, FieldType, Kind, Level, Named, Other, Record, Reference, Refers, Value,
    dictionary,
};
use crate::note::markdown::{self, Terms};
use crate::text::{Source, Span};
use std::sync::Arc;

/// How the walk is done.
pub struct ValueVisitor<'a> {
    /// Who looks, and when.
    pub viewpoint: &'a Viewpoint,
    /// What references mean.
    pub lookups: &'a Lookups<'a>,
    /// The level of a field: the dictionary's, but in tests of the proof itself.
    pub level_of: &'a (dyn Fn(&Field) -> Level + Sync),
    /// Which withheld values are swapped; none where there is none.
    pub substitution: Option<Substitution<'a>>,
    /// Receives every value.
    pub tell: &'a mut dyn FnMut(VisitedValue<'_>),
}

/// What holds in one part of a note.
#[derive(Clone)]
struct Part {
    place: ValuePath,
    /// Where in the file it lies.
    span: Span,
    /// The least level of everything in it.
    floor: Level,
    /// The highest level that the reader has.
    reader: Level,
    /// What kind of note it is in.
    kind: Kind,
    /// Whether the note could not be read.
    unread: bool,
    /// Why all of it is withheld.
    withheld: Option<WithholdReason>,
}

impl Part {
    fn of(&self, key: &str) -> Part {
        let field = match &*self.place.field {
            "" => key.into(),
            above => format!("{above}.{key}").into(),
        };
        let place = ValuePath {
            field,
            ..self.place.clone()
        };
        Part {
            place,
            ..self.clone()
        }
    }

    /// The same, withheld where its level is above the reader's. What is private is private wherever it stands.
    fn at_level(mut self, level: Level) -> Part {
        if level <= self.reader {
            return self;
        }
        self.withheld = match (self.unread, level, self.withheld) {
            (true, ..) => Some(WithholdReason::Unread),
            (false, Level::Private, _) => Some(WithholdReason::Private),
            (false, _, None) => Some(WithholdReason::Above),
            (false, _, why) => why,
        };
        self
    }

    fn withheld(mut self, why: WithholdReason) -> Part {
        self.withheld = self.withheld.or(Some(why));
        self
    }

    fn from(mut self, span: Span) -> Part {
        self.span = span;
        self
    }
}

impl ValueVisitor<'_> {
    /// Walks over an account. `is_in_site` is whether it is one of those that the site is made of.
    pub fn draft(&mut self, draft: &mut Draft, is_in_site: bool) {
        let items = std::iter::once(&mut draft.core).chain(&mut draft.items);
        items.for_each(|item| self.item(item, is_in_site));
    }

    /// Walks over a note.
    pub fn item(&mut self, item: &mut Item, is_in_site: bool) {
        // What is dated later is known to nobody yet: no level keeps it from this reader, who will have its words on its
        // day, and what was agreed of it is shown today.
        let is_later = !is_known(item, self.viewpoint.as_of);
        if is_later && may_see(item, &self.viewpoint.audience) {
            return;
        }
        let whole = self.whole(item, is_in_site);
        self.file(item, &whole);
        let audience = self.viewpoint.audience.clone();
        let kind = item.kind;
        self.others(
            &mut item.record.others,
            &whole.clone().from(item.record.span),
        );
        let has_stage = shows_stage(kind, &audience);
        item.record
            .entries
            .retain_mut(|entry| self.field(entry, kind, &whole, &audience, has_stage));
        self.body(item, &whole);
    }

    /// What holds in a note as a whole.
    fn whole(&self, item: &Item, is_in_site: bool) -> Part {
        let target = self.lookups.target(item.id);
        let exists = is_in_site && target.is_some_and(|target| target.visible);
        let reader = self.viewpoint.audience.level;
        let is_private = || item.level() == Level::Private || reader == Level::Internal;
        let why = || match (item.broken, is_in_site) {
            (true, _) => WithholdReason::Unread,
            (_, true) if is_private() => WithholdReason::Private,
            (_, false) if item.level() == Level::Private => WithholdReason::Private,
            (_, false) => WithholdReason::OtherAccount,
            _ => WithholdReason::Above,
        };
        let within = match item.inline {
            true => item.name().into(),
            false => "".into(),
        };
        Part {
            place: ValuePath {
                note: item.source.path.clone(),
                within,
                field: "".into(),
            },
            span: Span::default(),
            floor: item.note_level(),
            reader,
            kind: item.kind,
            unread: item.broken,
            withheld: (!exists).then(why),
        }
    }

    /// The name of the file, and of the page.
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
            part = part.withheld(WithholdReason::Above);
        }
        self.met(&part, stem, TextKind::File);
        let Some(substitution) = self.swapped(&part) else {
            return;
        };
        let folder = path.rfind('/').map_or("", |slash| &path[..=slash]);
        item.source.path = format!("{folder}{}.md", substitution.text()).into();
        if whole.withheld.is_some() {
            item.slug = substitution.text().into();
            item.route = format!("{}.html", substitution.text()).into();
        }
    }

    /// Where a note that the reader may see lies.
    fn paths(&mut self, item: &Item, whole: &Part) {
        let part = whole.of("path");
        let mut say = |words: &str| {
            (self.tell)(VisitedValue {
                place: &part.place,
                span: Span::default(),
                words,
                shape: TextKind::Path,
                withheld: None,
            });
        };
        say(&item.route);
        if self.viewpoint.audience.level >= Level::Internal {
            say(&item.source.path);
        }
    }

    /// A field of a note; whether it stays.
    fn field(
        &mut self,
        entry: &mut Entry,
        kind: Kind,
        whole: &Part,
        audience: &Audience,
        has_stage: bool,
    ) -> bool {
        let key = entry.field.key.as_str();
        // Levels decide; nobody is kept from them.
        if key == "sensitivity" {
            return true;
        }
        let own = (self.level_of)(entry.field);
        let mut part = whole.of(key);
        if audience.adds(kind, key) {
            part.reader = audience.level.max(entry.field.level);
        } else if !is_bearing(kind, key) {
            let level = own.max(whole.floor);
            part = part.at_level(level);
        }
        // The stage is that of its history's last entry: who sees the one sees that much of the other.
        if key == "stage_history" && has_stage {
            return true;
        }
        self.entry(entry, &part)
    }

    /// A record within a field; whether anything of it stays.
    fn record(&mut self, record: &mut Record, part: &Part) -> bool {
        self.others(&mut record.others, &part.clone().from(record.span));
        let before = record.entries.len();
        record.entries.retain_mut(|entry| {
            let level = (self.level_of)(entry.field).max(part.floor);
            let part = part.of(&entry.field.key).at_level(level);
            self.entry(entry, &part)
        });
        before == 0 || !record.entries.is_empty()
    }

    /// What stands under keys that no form has.
    fn others(&mut self, others: &mut Vec<Other>, part: &Part) {
        if others.is_empty() {
            return;
        }
        let mut part = part.of("others").at_level(Level::Private);
        if part.kind == Kind::Page && part.floor < Level::Private {
            part.withheld = part.withheld.map(|_| WithholdReason::Unasked);
        }
        for other in others.iter_mut() {
            self.text(&part, &mut other.key, TextKind::Key);
            self.text(&part, &mut other.text, TextKind::Plain);
        }
        if self.takes(&part) {
            others.clear();
        }
    }

    /// A field; whether it stays.
    fn entry(&mut self, entry: &mut Entry, part: &Part) -> bool {
        let part = &part.clone().from(entry.span);
        match &mut entry.value {
            Value::Text(text) if matches!(entry.field.of_type, FieldType::Long) => {
                self.long(part, entry.field, text);
                let is_blank = self.takes_any() && text.trim().is_empty();
                !is_blank && !self.takes(part)
            }
            Value::Text(text) => {
                self.text(part, text, shape_of(part));
                !self.takes(part)
            }
            Value::Map(named) => {
                let answers = matches!(entry.field.of_type, FieldType::Answers(_));
                let mut kept = std::mem::take(named).into_vec();
                kept.retain_mut(|one| self.named(one, answers, part));
                *named = kept.into_boxed_slice();
                !named.is_empty() || !self.takes_any()
            }
            value => self.value(value, Refers::of(entry.field), part),
        }
    }

    /// A value under a name; whether it stays.
    fn named(&mut self, one: &mut Named, answers: bool, part: &Part) -> bool {
        let mut part = part.of(one.key.unwrap_or("name"));
        if answers && is_personal(one.key) {
            part = part.withheld(WithholdReason::Private);
        }
        let rival = (Refers::Competitor, &mut one.name);
        let has_name = one.key.is_some() || self.reference(&part, rival);
        self.value(&mut one.value, Refers::Note, &part) && has_name
    }

    /// A value; whether it stays.
    fn value(&mut self, value: &mut Value, refers: Refers, part: &Part) -> bool {
        match value {
            Value::Text(text) => self.text(part, text, TextKind::Plain),
            Value::Texts(texts) => {
                texts
                    .iter_mut()
                    .for_each(|text| self.text(part, text, TextKind::Plain));
                if let Some(canary) = self.canary(part) {
                    // How many there are is withheld, too.
                    let mut more = std::mem::take(texts).into_vec();
                    more.push(canary.text().into());
                    *texts = more.into_boxed_slice();
                }
            }
            Value::Record(record) => return self.record(record, part) && !self.takes(part),
            Value::Records(records) => {
                let mut kept = std::mem::take(records).into_vec();
                kept.retain_mut(|record| self.record(record, part));
                if self.canary(part).is_some() {
                    kept.extend(kept.last().cloned());
                }
                *records = kept.into_boxed_slice();
                return !(self.takes(part) || self.takes_any() && records.is_empty());
            }
            Value::Reference(reference) => return self.reference(part, (refers, reference)),
            Value::References(references) => {
                let mut kept = std::mem::take(references).into_vec();
                kept.retain_mut(|one| self.reference(part, (refers, one)));
                *references = kept.into_boxed_slice();
                return !(self.takes_any() && references.is_empty());
            }
            Value::Scores(scores) => {
                for score in scores.iter_mut() {
                    self.met(
                        part,
                        score.note.as_deref().unwrap_or_default(),
                        TextKind::Plain,
                    );
                    let mut kept = std::mem::take(&mut score.evidence).into_vec();
                    kept.retain_mut(|one| self.reference(part, (Refers::Note, one)));
                    score.evidence = kept.into_boxed_slice();
                    if let Some(canary) = self.canary(part) {
                        canary.score(score);
                    }
                }
            }
            Value::Map(_) => {}
            simple => {
                let words = own_words(simple);
                self.met(part, &words, TextKind::Plain);
                if let Some(canary) = self.canary(part) {
                    canary.value(simple);
                }
            }
        }
        !self.takes(part)
    }

    fn text(&mut self, part: &Part, text: &mut Box<str>, shape: TextKind) {
        self.met(part, text, shape);
        if let Some(canary) = self.canary(part) {
            *text = canary.text().into();
        }
    }

    /// A reference; whether it stays. One to what does not exist for the reader is withheld, wherever it stands, and so is one
    /// that fits nothing.
    fn reference(&mut self, part: &Part, (refers, reference): (Refers, &mut Reference)) -> bool {
        let target = reference.target.map(|id| self.lookups.target(id));
        let is_gone = target.is_some_and(|target| !target.is_some_and(|target| target.visible));
        let own = part;
        let mut part = own.clone();
        if is_gone || !fits(refers, reference) {
            part = part.withheld(WithholdReason::Above);
        }
        self.met(&part, &reference.text, TextKind::Reference);
        if let Some(canary) = self.canary(&part) {
            reference.text = canary.text().into();
            // What is gone stays so; another rival would be one without a note.
            if own.withheld.is_some() {
                (reference.target, reference.asset) = (None, None);
            }
        }
        !self.takes(&part)
    }

    fn long(&mut self, part: &Part, field: &Field, text: &mut Box<str>) {
        let own = (self.level_of)(field).max(part.floor).min(part.reader);
        *text = self.markdown(part, text, (own, own)).into_boxed_str();
    }

    fn body(&mut self, item: &mut Item, whole: &Part) {
        let part = whole.of("text").from(item.body);
        let text = item.body_text().to_owned();
        let swapped = self.markdown(&part, &text, (item.body_level(), whole.floor));
        if swapped != text {
            replace_body(item, &swapped);
            let prose = Prose::of(&swapped, &item.source, self.lookups);
            item.prose = Some(Arc::new(prose));
        }
    }

    /// Markdown, each part by its own level: `base` is that of parts that have none, `floor` the least.
    fn markdown(&mut self, part: &Part, text: &str, (base, floor): (Level, Level)) -> String {
        let fields = fields_in_texts(part.kind, &part.place.note);
        let terms = Terms {
            base,
            floor,
            fields,
        };
        let parts = markdown::parts(text, terms);
        let mut swapped = String::with_capacity(text.len());
        for (span, level) in parts {
            let words = text.get(span.clone()).unwrap_or_default();
            let mut part = part.clone().at_level(level);
            // What is written as YAML is not as long as what it says.
            if &*part.place.field == "text" {
                let start = part.span.start as usize;
                part.span = Span::new(span.start, span.end).shifted(start);
            }
            swapped.push_str(&self.prose(&part, words));
        }
        swapped
    }

    /// A part of a text, with other words in it, or none, where it is withheld.
    fn prose(&mut self, part: &Part, words: &str) -> String {
        if part.withheld.is_some() {
            self.met(part, words, TextKind::Markdown);
            return match self.swapped(part) {
                Some(canary) if self.has(Substitute::Canaries) => scrambled(words, &canary),
                Some(_) => blanked(words),
                None => words.to_owned(),
            };
        }
        let source = Source {
            path: part.place.note.clone(),
            text: "".into(),
        };
        let shown = without_names_of_nothing(words, &source, self.lookups);
        self.met(part, shown.as_deref().unwrap_or(words), TextKind::Markdown);
        let unlinked = match self.has(Substitute::Nothing) {
            true => with_other_targets(words, &source, self.lookups),
            false => None,
        };
        unlinked.unwrap_or_else(|| words.to_owned())
    }

    fn met(&mut self, part: &Part, words: &str, shape: TextKind) {
        (self.tell)(VisitedValue {
            place: &part.place,
            span: part.span,
            words,
            shape,
            withheld: part.withheld,
        });
    }

    /// Whether withheld values are swapped for this.
    fn has(&self, with: Substitute) -> bool {
        self.substitution
            .is_some_and(|substitution| substitution.with == with)
    }

    /// Whether any withheld value is taken away.
    fn takes_any(&self) -> bool {
        self.has(Substitute::Nothing)
    }

    /// Whether what stands here is withheld and taken away.
    fn takes(&self, part: &Part) -> bool {
        self.has(Substitute::Nothing) && self.swapped(part).is_some()
    }

    /// What takes the place of a value that is swapped for another.
    fn canary(&self, part: &Part) -> Option<Canary> {
        self.swapped(part)
            .filter(|_| self.has(Substitute::Canaries))
    }

    /// The canary of a withheld place that is among those that are swapped.
    fn swapped(&self, part: &Part) -> Option<Canary> {
        let substitution = self.substitution.filter(|_| part.withheld.is_some())?;
        let number = part.place.number();
        substitution.places.contains(&number).then_some(Canary {
            number,
            as_of: self.viewpoint.as_of,
        })
    }
}

/// Puts other Markdown of as many lines into the file that a note was read from.
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

/// What kind of words a field of one line holds.
fn shape_of(part: &Part) -> TextKind {
    match (&*part.place.field, part.kind) {
        ("name" | "short_name", Kind::Contact) => TextKind::Person,
        ("name" | "short_name", _) | ("title", Kind::Page) => TextKind::Name,
        _ => TextKind::Plain,
    }
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
