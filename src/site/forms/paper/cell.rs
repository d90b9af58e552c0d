//! Cells: single values as they are written on paper. Words only: nothing on paper is a link.

use super::layout::boxes;
use crate::domain::{Lookups, Prose};
use crate::forms::{Choices, Field, FieldType, Moment, Precision, Reference, Score, Value};
use crate::html::context::RenderContext;
use crate::html::escape::{escape, escaped};
use crate::html::writer::{is_plain, labels};
use crate::note::markdown::Resolution;
use crate::text::{Language, Source};

/// The mark of a value that was not chosen, and of one that was.
const BOXES: [&str; 2] = ["☐", "☑"];

/// Writes the values of one note.
pub(crate) struct Pen<'a> {
    /// What pages share.
    pub context: &'a RenderContext<'a>,
    /// What references mean, and the file whose links are looked up; nothing on a blank form.
    pub note: Option<(&'a Lookups<'a>, &'a Source)>,
}

impl Pen<'_> {
    /// The language of the sheet.
    pub fn language(&self) -> Language {
        self.context.language()
    }

    /// A value as it stands in a cell, or the empty cell of its field.
    pub fn cell(&self, field: &Field, value: Option<&Value>, html: &mut String) {
        if let Some(choices) = boxes(field) {
            return self.ticked(choices, value, html);
        }
        match (field.value_type, value) {
            (FieldType::Bool, _) => self.yes_or_no(value, html),
            (FieldType::Date, None) => html.push_str(self.blank_date(false)),
            (FieldType::DateTime, None) => html.push_str(self.blank_date(true)),
            (_, Some(value)) => self.written(field, value, html),
            (_, None) => {}
        }
    }

    /// A value as it stands in a row of a table: there an enum is written out, and an empty cell is empty.
    pub fn table_cell(&self, field: &Field, value: Option<&Value>, html: &mut String) {
        match (field.value_type, value) {
            (FieldType::Bool, _) => self.yes_or_no(value, html),
            (_, Some(value)) => self.written(field, value, html),
            (_, None) => {}
        }
    }

    fn written(&self, field: &Field, value: &Value, html: &mut String) {
        let language = self.language();
        match value {
            Value::Text(text) => self.text(field, text, html),
            Value::Texts(texts) => {
                let own = matches!(field.value_type, FieldType::Persons);
                let shown = |text| if own { self.person(text) } else { text };
                self.row(texts.iter().map(|text| shown(text)), html);
            }
            Value::Int(number) => html.push_str(&number.to_string()),
            Value::Percent(percent) => html.extend([&percent.number(), " %"]),
            Value::Money(money) => html.push_str(&money.display(language)),
            Value::Moment(moment) => html.push_str(&date(*moment, language)),
            Value::Choice(choices, choice) => {
                escape(self.context.chosen(choices, choice), html);
            }
            Value::Choices(choices, chosen) => {
                let label = |choice| self.context.chosen(choices, choice);
                self.row(chosen.iter().map(label), html);
            }
            Value::Reference(reference) => escape(self.name(reference), html),
            Value::References(references) => {
                self.row(references.iter().map(|one| self.name(one)), html);
            }
            Value::Scores(scores) => html.push_str(&points(scores)),
            Value::Bool(_) | Value::Record(_) | Value::Records(_) | Value::Map(_) => {}
        }
    }

    fn text(&self, field: &Field, text: &str, html: &mut String) {
        match field.value_type {
            FieldType::Person => escape(self.person(text), html),
            FieldType::Long => self.markdown(text, html),
            _ => escape(text, html),
        }
    }

    /// One of our people, by the name that counts.
    pub fn person<'t>(&'t self, name: &'t str) -> &'t str {
        self.context.settings.person(name)
    }

    /// The name of what a reference means.
    pub fn name<'t>(&'t self, reference: &'t Reference) -> &'t str {
        let target = self
            .note
            .and_then(|(lookups, _)| lookups.target(reference.target?));
        match target {
            Some(target) if target.visible => &target.name,
            Some(_) => "",
            None => match &reference.asset {
                Some(path) => path.rsplit('/').next().unwrap_or(path),
                None => &reference.text,
            },
        }
    }

    /// Words in a row.
    fn row<'t>(&self, words: impl Iterator<Item = &'t str>, html: &mut String) {
        let separator = self.language().pick("、", ", ");
        for (index, words) in words.filter(|words| !words.is_empty()).enumerate() {
            if index > 0 {
                html.push_str(separator);
            }
            escape(words, html);
        }
    }

    /// All values of an enum, the chosen ones ticked; words of the author's own stand after them.
    fn ticked(&self, choices: &'static Choices, value: Option<&Value>, html: &mut String) {
        let chosen: &[Result<u16, Box<str>>] = match value {
            Some(Value::Choice(_, choice)) => std::slice::from_ref(choice),
            Some(Value::Choices(_, chosen)) => chosen,
            _ => &[],
        };
        for (index, choice) in choices.values.iter().enumerate() {
            let is =
                |one: &Result<u16, Box<str>>| matches!(one, Ok(at) if usize::from(*at) == index);
            ticked_box(chosen.iter().any(is), self.context.label(choice), html);
        }
        for own in chosen.iter().filter_map(|choice| choice.as_ref().err()) {
            ticked_box(true, own, html);
        }
    }

    fn yes_or_no(&self, value: Option<&Value>, html: &mut String) {
        let is = |wanted| matches!(value, Some(Value::Bool(yes)) if *yes == wanted);
        ticked_box(is(true), self.context.strings().get("answer-yes"), html);
        ticked_box(is(false), self.context.strings().get("answer-no"), html);
    }

    /// Room for a date, written by hand.
    fn blank_date(&self, with_time: bool) -> &'static str {
        match (self.language(), with_time) {
            (Language::Chinese, false) => "　　　年　　月　　日",
            (Language::Chinese, true) => "　　　年　　月　　日　　时　　分",
            (Language::English, false) => "　　　–　　–　",
            (Language::English, true) => "　　　–　　–　　　　:",
        }
    }

    /// A text of several lines.
    fn markdown(&self, text: &str, html: &mut String) {
        let Some((lookups, source)) = self.note.filter(|_| !is_plain(text)) else {
            return escape(text, html);
        };
        let prose = Prose::of(text, source, lookups);
        let labels = labels(self.context);
        let with_links = prose.body.render(&labels, &mut |_| Resolution::Text);
        html.push_str(without_anchors(&with_links).trim());
    }
}

fn ticked_box(ticked: bool, label: &str, html: &mut String) {
    html.push_str(if ticked {
        "<b class=\"o\">"
    } else {
        "<span class=\"o\">"
    });
    html.extend([BOXES[usize::from(ticked)], " "]);
    escape(label, html);
    html.push_str(if ticked { "</b> " } else { "</span> " });
}

/// The points that hold.
pub(crate) fn points(scores: &[Score]) -> String {
    Score::current(scores).map_or(String::new(), |score| score.points.to_string())
}

/// A date as it is written on paper: 2026 年 3 月 12 日 in Chinese, as ISO writes it in English.
pub(crate) fn date(moment: Moment, language: Language) -> String {
    if language == Language::English {
        return moment.iso();
    }
    let (year, month, day) = (moment.day.year(), moment.day.month(), moment.day.day());
    let mut text = match moment.precision {
        Precision::Month => format!("{year} 年 {month} 月"),
        Precision::Anniversary => format!("{month} 月 {day} 日"),
        Precision::Day | Precision::Minute => format!("{year} 年 {month} 月 {day} 日"),
    };
    if let Some(minute) = moment.minute {
        text.push_str(&format!(" {:02}:{:02}", minute / 60, minute % 60));
    }
    text
}

/// HTML of a text without its links and without places to link to: many notes stand on one page, and paper has no links.
fn without_anchors(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        let end = rest[start..]
            .find('>')
            .map_or(rest.len(), |end| start + end + 1);
        let tag = &rest[start..end];
        rest = &rest[end..];
        if tag.starts_with("<a ") || tag == "</a>" {
            continue;
        }
        match tag.split_once(" id=\"") {
            Some((before, value)) => {
                words.push_str(before);
                words.push_str(value.split_once('"').map_or(">", |(_, after)| after));
            }
            None => words.push_str(tag),
        }
    }
    words.push_str(rest);
    words
}

/// Words as HTML, in an element of their own kind.
pub(crate) fn element(name: &str, words: &str, html: &mut String) {
    html.extend(["<", name, ">", &escaped(words), "</", name, ">"]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_on_paper() {
        let written = |text: &str| date(Moment::parse(text).unwrap(), Language::Chinese);
        assert_eq!(written("2026-03-12"), "2026 年 3 月 12 日");
        assert_eq!(written("2026-03-12 9:05"), "2026 年 3 月 12 日 09:05");
        assert_eq!(written("2026-03"), "2026 年 3 月");
        assert_eq!(written("--03-12"), "3 月 12 日");
        let english = date(Moment::parse("2026年3月12日").unwrap(), Language::English);
        assert_eq!(english, "2026-03-12");
    }

    #[test]
    fn paper_has_no_links_and_no_places() {
        let html = "<p>见 <a href=\"x.html\">王</a></p><h3 id=\"a\" class=\"b\">头</h3><h4 id=\"c\">尾</h4>";
        let paper = "<p>见 王</p><h3 class=\"b\">头</h3><h4>尾</h4>";
        assert_eq!(without_anchors(html), paper);
    }
}
