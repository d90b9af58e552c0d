//! Writes single values as HTML, for the page they are on.

use super::context::RenderContext;
use super::escape::{escape, escaped};
use super::output::Output;
use super::route::{href, relative};
use super::topic_route::{owner_route, tag_route};
use crate::domain::{Item, LinkTarget, Lookups, Prose, Referent};
use crate::figure::markup::push_attribute;
use crate::forms::{Entry, Field, FieldType, Moment, Reference, Score, Value};
use crate::note::markdown::{Labels, LinkKind, Resolution, heading_id};
use crate::text::{Language, Source};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The attachments that pages link to, by their paths in the site's folder.
#[derive(Debug, Default)]
pub(crate) struct Attachments(RefCell<BTreeSet<String>>);

impl Attachments {
    fn add(&self, path: &str) {
        self.0.borrow_mut().insert(path.to_owned());
    }

    /// The paths, in order.
    pub fn paths(&self) -> Vec<String> {
        self.0.borrow().iter().cloned().collect()
    }

    /// Copies them into the site.
    pub fn copy(&self, lookups: &Lookups<'_>, output: &dyn Output) {
        for path in self.0.borrow().iter() {
            output.copy(lookups.route_of_asset(path), path);
        }
    }
}

/// Writes values for one page.
pub(crate) struct HtmlWriter<'a> {
    /// The context of all pages.
    pub context: &'a RenderContext<'a>,
    /// The targets of references.
    pub lookups: &'a Lookups<'a>,
    /// The route of the page.
    pub route: &'a str,
    /// The file that the page is rendered from; links in its texts are resolved from there.
    pub source: &'a Source,
    /// The attachments that the page links to.
    pub attachments: &'a Attachments,
}

impl<'a> HtmlWriter<'a> {
    /// The language of the page.
    pub fn language(&self) -> Language {
        self.context.language()
    }

    /// A link to a page of the site.
    pub fn href(&self, route: &str) -> String {
        href(&relative(self.route, route))
    }

    /// A link with its text, as HTML.
    pub fn link(&self, route: &str, words: &str) -> String {
        let mut html = String::with_capacity(route.len() + words.len() + 24);
        html.push_str("<a");
        push_attribute(&mut html, "href", &self.href(route));
        html.push_str(if is_date(words) { " class=num>" } else { ">" });
        escape(words, &mut html);
        html.push_str("</a>");
        html
    }

    /// A link to an item by its name.
    pub fn item(&self, item: &Item) -> String {
        self.link(&item.route, &item.name())
    }

    /// A reference: a link if its target has a page, else its text.
    pub fn reference(&self, reference: &Reference) -> String {
        match self.lookups.referent(reference) {
            Referent::Target(target) => self.link(&target.route, &target.name),
            Referent::Hidden => String::new(),
            Referent::Text => match &reference.asset {
                Some(path) => self.attachment(path),
                None => escaped(&reference.text),
            },
        }
    }

    /// A link to an attachment by its file name.
    pub fn attachment(&self, path: &str) -> String {
        self.attachments.add(path);
        let name = path.rsplit('/').next().unwrap_or(path);
        if self.lookups.withholds(path) {
            return escaped(name);
        }
        self.link(self.lookups.route_of_asset(path), name)
    }

    /// References, joined.
    pub fn references(&self, references: &[Reference]) -> String {
        self.join(references.iter().map(|one| self.reference(one)))
    }

    /// The non-empty pieces of HTML, joined by the separator of the language.
    pub fn join(&self, pieces: impl Iterator<Item = String>) -> String {
        let pieces: Vec<String> = pieces.filter(|piece| !piece.is_empty()).collect();
        self.language().list(&pieces)
    }

    /// One of our people by their canonical name, linked to their page.
    pub fn person(&self, name: &str) -> String {
        let name = self.context.settings.person(name);
        match self.context.is_internal() && !name.trim().is_empty() {
            true => self.link(&owner_route(name), name),
            false => escaped(name),
        }
    }

    /// A tag, linked to its page.
    fn tag(&self, tag: &str) -> String {
        match self.context.is_internal() && !tag.trim().is_empty() {
            true => self.link(&tag_route(tag), tag),
            false => escaped(tag),
        }
    }

    /// A date.
    pub fn moment(&self, moment: Moment) -> String {
        moment.iso()
    }

    /// The value of a field.
    pub fn value(&self, entry: &Entry) -> String {
        let language = self.language();
        match &entry.value {
            Value::Text(text) => self.text(entry.field, text),
            Value::Texts(texts) => self.texts(entry.field, texts),
            Value::Int(number) => number.to_string(),
            Value::Percent(percent) => format!("{} %", percent.number()),
            Value::Money(money) => money.display(language),
            Value::Moment(moment) => self.moment(*moment),
            Value::Bool(true) => escaped(self.context.strings().get("answer-yes")),
            Value::Bool(false) => escaped(self.context.strings().get("answer-no")),
            Value::Choice(choices, choice) => escaped(self.context.chosen(choices, choice)),
            Value::Choices(choices, chosen) => self.join(
                chosen
                    .iter()
                    .map(|choice| escaped(self.context.chosen(choices, choice))),
            ),
            Value::Reference(reference) => self.reference(reference),
            Value::References(references) => self.references(references),
            Value::Scores(scores) => self.scores(scores),
            Value::Record(record) => {
                self.join(record.entries.iter().map(|entry| self.value(entry)))
            }
            Value::Records(_) | Value::Map(_) => String::new(),
        }
    }

    fn text(&self, field: &Field, text: &str) -> String {
        match field.value_type {
            FieldType::Person => self.person(text),
            FieldType::Long => self.markdown(text),
            _ => escaped(text),
        }
    }

    fn texts(&self, field: &Field, texts: &[Box<str>]) -> String {
        let are_persons = matches!(field.value_type, FieldType::Persons);
        let is_tag = field.key == Item::TAGS.as_str();
        self.join(texts.iter().map(|text| match (are_persons, is_tag) {
            (true, _) => self.person(text),
            (_, true) => self.tag(text),
            _ => escaped(text),
        }))
    }

    /// A history of scores: the current one with its date and evidence, then earlier ones.
    pub fn scores(&self, scores: &[Score]) -> String {
        let Some(current) = Score::current(scores) else {
            return String::new();
        };
        let mut html = self.score(current);
        let earlier: Vec<String> = scores
            .iter()
            .filter(|score| !std::ptr::eq(*score, current))
            .map(|score| self.score(score))
            .collect();
        if !earlier.is_empty() {
            let words = escaped(self.context.strings().get("earlier"));
            html.push_str(&format!(
                " <small class=mute>{words} {}</small>",
                earlier.join(" · ")
            ));
        }
        html
    }

    fn score(&self, score: &Score) -> String {
        let mut html = format!("<b class=num>{}</b>", score.points);
        let date = score.date.map(|date| self.moment(date));
        let named = |reference: &Reference| reference.target.and_then(|id| self.lookups.target(id));
        let is_in_evidence = |date: &String| {
            score
                .evidence
                .iter()
                .filter_map(named)
                .any(|one| *one.name == **date)
        };
        let date = date
            .filter(|date| !is_in_evidence(date))
            .map(|date| format!("<span class=num>{date}</span>"));
        let evidence = self.references(&score.evidence);
        let note = score.note.as_deref().map(escaped);
        let parts: Vec<String> = date
            .into_iter()
            .chain((!evidence.is_empty()).then_some(evidence))
            .chain(note)
            .collect();
        if !parts.is_empty() {
            html.push_str(&format!(" <small>{}</small>", parts.join(" · ")));
        }
        html
    }

    /// A text of several lines, as Markdown.
    pub fn markdown(&self, text: &str) -> String {
        if is_plain(text) {
            return escaped(text);
        }
        let prose = Prose::of(text, self.source, self.lookups);
        let html = self.prose(&prose);
        let trimmed = html.trim();
        match trimmed
            .strip_prefix("<p>")
            .and_then(|rest| rest.strip_suffix("</p>"))
        {
            Some(inner) if !inner.contains("<p>") => inner.to_owned(),
            _ => trimmed.to_owned(),
        }
    }

    /// A note's Markdown.
    pub fn prose(&self, prose: &Prose) -> String {
        let labels = labels(self.context);
        let mut next = 0;
        prose.body.render(&labels, &mut |link| {
            let leads = prose.targets.get(next).unwrap_or(&LinkTarget::Missing);
            next += 1;
            let wiki = link.kind == LinkKind::Wikilink;
            match leads {
                // A reader who sees less than everything must not learn that there is something to see.
                LinkTarget::Missing if !self.context.viewpoint.audience.is_owner() => {
                    Resolution::Text
                }
                LinkTarget::Missing => Resolution::Broken,
                LinkTarget::Asset(path) => {
                    self.attachments.add(path);
                    if self.lookups.withholds(path) {
                        return Resolution::Text;
                    }
                    Resolution::To {
                        href: self.href(self.lookups.route_of_asset(path)),
                        name: None,
                    }
                }
                LinkTarget::Item(id) => {
                    match self.lookups.target(*id).filter(|target| target.visible) {
                        None => Resolution::Text,
                        Some(target) => {
                            let mut href = self.href(&target.route);
                            if !link.fragment.is_empty() {
                                href.push('#');
                                href.push_str(&heading_id(&link.fragment));
                            }
                            Resolution::To {
                                href,
                                name: wiki.then(|| target.name.to_string()),
                            }
                        }
                    }
                }
            }
        })
    }
}

/// The labels that rendered Markdown needs, in the words of the theme.
pub(crate) fn labels<'a>(context: &'a RenderContext<'_>) -> Labels<'a> {
    let strings = context.strings();
    Labels {
        note: strings.get("callout-note"),
        tip: strings.get("callout-tip"),
        important: strings.get("callout-important"),
        warning: strings.get("callout-warning"),
        caution: strings.get("callout-caution"),
        back_to_text: strings.get("back-to-text"),
        done: strings.get("task-done"),
        open: strings.get("task-open"),
        // Confidentiality levels are internal to the company.
        levels: Some(context.language()).filter(|_| context.is_internal()),
    }
}

/// Returns whether a text is a date, with or without a time: those never break.
fn is_date(words: &str) -> bool {
    const LONGEST_BYTES: usize = "2026-03-12 14:30".len();
    words.len() <= LONGEST_BYTES
        && words.starts_with("20")
        && words.as_bytes().get(4) == Some(&b'-')
}

/// Returns whether a text contains nothing that Markdown could interpret as markup.
pub(crate) fn is_plain(text: &str) -> bool {
    let markup = |byte: &u8| {
        matches!(
            byte,
            b'*' | b'_'
                | b'['
                | b']'
                | b'`'
                | b'<'
                | b'&'
                | b'\\'
                | b'~'
                | b'\n'
                | b'|'
                | b'#'
                | b'>'
        )
    };
    let begins_a_list =
        text.starts_with(['-', '+']) || text.starts_with(|first: char| first.is_ascii_digit());
    !text.as_bytes().iter().any(markup) && !begins_a_list && !text.contains("://")
}
