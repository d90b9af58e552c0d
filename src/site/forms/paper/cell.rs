//! Writes single values as on paper. Plain text only: nothing on paper is a link.

use super::layout::checkbox_choices;
use crate::domain::{Lookups, Prose, Referent};
use crate::forms::{Choices, Field, FieldType, Moment, Precision, Reference, Score, Value};
use crate::html::context::RenderContext;
use crate::html::escape::{escape, escaped};
use crate::html::writer::{is_plain, labels};
use crate::note::markdown::Resolution;
use crate::text::{Language, Source, fill};

/// The box of a value that is not chosen, and of one that is.
const BOXES: [&str; 2] = ["☐", "☑"];

/// Writes the values of one note.
pub(crate) struct CellWriter<'a> {
    /// What pages share.
    pub context: &'a RenderContext<'a>,
    /// The targets of references, and the file that links are resolved from; `None` on a blank form.
    pub note: Option<(&'a Lookups<'a>, &'a Source)>,
}

impl CellWriter<'_> {
    /// The language of the sheet.
    pub fn language(&self) -> Language {
        self.context.language()
    }

    /// A value in a cell of the grid, or the empty cell of its field.
    pub fn cell(&self, field: &Field, value: Option<&Value>, html: &mut String) {
        if let Some(choices) = checkbox_choices(field) {
            return self.checkboxes(choices, value, html);
        }
        match (field.value_type, value) {
            (FieldType::Bool, _) => self.yes_or_no(value, html),
            (FieldType::Date, None) => html.push_str(self.blank_date(false)),
            (FieldType::DateTime, None) => html.push_str(self.blank_date(true)),
            (_, Some(value)) => self.write_value(field, value, html),
            (_, None) => {}
        }
    }

    /// A value in a row of a table: choices are written out instead of ticked, and an empty cell stays empty.
    pub fn table_cell(&self, field: &Field, value: Option<&Value>, html: &mut String) {
        match (field.value_type, value) {
            (FieldType::Bool, _) => self.yes_or_no(value, html),
            (_, Some(value)) => self.write_value(field, value, html),
            (_, None) => {}
        }
    }

    fn write_value(&self, field: &Field, value: &Value, html: &mut String) {
        let language = self.language();
        match value {
            Value::Text(text) => self.text(field, text, html),
            Value::Texts(texts) => {
                let are_persons = matches!(field.value_type, FieldType::Persons);
                let shown = |text| if are_persons { self.person(text) } else { text };
                self.joined(texts.iter().map(|text| shown(text)), html);
            }
            Value::Int(number) => html.push_str(&number.to_string()),
            Value::Percent(percent) => html.extend([&percent.number(), " %"]),
            Value::Money(money) => html.push_str(&money.display(language)),
            Value::Moment(moment) => html.push_str(&paper_date(*moment, language)),
            Value::Choice(choices, choice) => {
                escape(self.context.chosen(choices, choice), html);
            }
            Value::Choices(choices, chosen) => {
                let label = |choice| self.context.chosen(choices, choice);
                self.joined(chosen.iter().map(label), html);
            }
            Value::Reference(reference) => escape(self.name(reference), html),
            Value::References(references) => {
                self.joined(references.iter().map(|one| self.name(one)), html);
            }
            Value::Scores(scores) => html.push_str(&current_points(scores)),
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

    /// The canonical name of one of our people.
    pub fn person<'t>(&'t self, name: &'t str) -> &'t str {
        self.context.settings.person(name)
    }

    /// The name of a reference's target; empty if the reader may not see it.
    pub fn name<'t>(&'t self, reference: &'t Reference) -> &'t str {
        let referent = self.note.map(|(lookups, _)| lookups.referent(reference));
        match referent.unwrap_or(Referent::Text) {
            Referent::Target(target) => &target.name,
            Referent::Hidden => "",
            Referent::Text => match &reference.asset {
                Some(path) => path.rsplit('/').next().unwrap_or(path),
                None => &reference.text,
            },
        }
    }

    /// Texts joined by the separator of the language.
    fn joined<'t>(&self, words: impl Iterator<Item = &'t str>, html: &mut String) {
        let words: Vec<&str> = words.filter(|words| !words.is_empty()).collect();
        escape(&self.language().list(&words), html);
    }

    /// All values of an enum as checkboxes, the chosen ones ticked, followed by the author's own values.
    fn checkboxes(&self, choices: &'static Choices, value: Option<&Value>, html: &mut String) {
        let chosen: &[Result<u16, Box<str>>] = match value {
            Some(Value::Choice(_, choice)) => std::slice::from_ref(choice),
            Some(Value::Choices(_, chosen)) => chosen,
            _ => &[],
        };
        for (index, choice) in choices.values.iter().enumerate() {
            let is =
                |one: &Result<u16, Box<str>>| matches!(one, Ok(at) if usize::from(*at) == index);
            checkbox(chosen.iter().any(is), self.context.label(choice), html);
        }
        for own in chosen.iter().filter_map(|choice| choice.as_ref().err()) {
            checkbox(true, own, html);
        }
    }

    fn yes_or_no(&self, value: Option<&Value>, html: &mut String) {
        let is = |wanted| matches!(value, Some(Value::Bool(yes)) if *yes == wanted);
        checkbox(is(true), self.context.strings().get("answer-yes"), html);
        checkbox(is(false), self.context.strings().get("answer-no"), html);
    }

    /// Space for a handwritten date.
    fn blank_date(&self, with_time: bool) -> &'static str {
        self.language().phrase(match with_time {
            true => "values.blank-date-and-time",
            false => "values.blank-date",
        })
    }

    /// A text of several lines, as Markdown.
    fn markdown(&self, text: &str, html: &mut String) {
        let Some((lookups, source)) = self.note.filter(|_| !is_plain(text)) else {
            return escape(text, html);
        };
        let prose = Prose::of(text, source, lookups);
        let labels = labels(self.context);
        let with_links = prose.body.render(&labels, &mut |_| Resolution::Text);
        html.push_str(without_links(&with_links).trim());
    }
}

fn checkbox(ticked: bool, label: &str, html: &mut String) {
    html.push_str(if ticked {
        "<b class=\"o\">"
    } else {
        "<span class=\"o\">"
    });
    html.extend([BOXES[usize::from(ticked)], " "]);
    escape(label, html);
    html.push_str(if ticked { "</b> " } else { "</span> " });
}

/// The current points.
pub(crate) fn current_points(scores: &[Score]) -> String {
    Score::current(scores).map_or(String::new(), |score| score.points.to_string())
}

/// A date as on paper: 2026 年 3 月 12 日 in Chinese, ISO 8601 in English.
pub(crate) fn paper_date(moment: Moment, language: Language) -> String {
    let Some(patterns) = language.dates() else {
        return moment.iso();
    };
    let pattern = match moment.precision {
        Precision::Month => &patterns.month,
        Precision::Anniversary => &patterns.anniversary,
        Precision::Day | Precision::Minute => &patterns.day,
    };
    let date = moment.day;
    let [year, month, day] = [
        date.year().into(),
        i32::from(date.month()),
        date.day().into(),
    ]
    .map(|number| number.to_string());
    let mut text = fill(pattern, |name| match name {
        "year" => Some(&*year),
        "month" => Some(&*month),
        "day" => Some(&*day),
        _ => None,
    });
    if let Some(minute) = moment.minute {
        text.push_str(&format!(" {:02}:{:02}", minute / 60, minute % 60));
    }
    text
}

/// Removes links and anchors from HTML: many notes share one page, and paper has no links.
fn without_links(html: &str) -> String {
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

/// Appends an element with escaped text.
pub(crate) fn element(name: &str, words: &str, html: &mut String) {
    html.extend(["<", name, ">", &escaped(words), "</", name, ">"]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_on_paper() {
        let written = |text: &str| paper_date(Moment::parse(text).unwrap(), Language::CHINESE);
        assert_eq!(written("2026-03-12"), "2026 年 3 月 12 日");
        assert_eq!(written("2026-03-12 9:05"), "2026 年 3 月 12 日 09:05");
        assert_eq!(written("2026-03"), "2026 年 3 月");
        assert_eq!(written("--03-12"), "3 月 12 日");
        let english = paper_date(Moment::parse("2026年3月12日").unwrap(), Language::ENGLISH);
        assert_eq!(english, "2026-03-12");
    }

    #[test]
    fn paper_has_no_links_and_no_anchors() {
        let html = "<p>见 <a href=\"x.html\">王</a></p><h3 id=\"a\" class=\"b\">头</h3><h4 id=\"c\">尾</h4>";
        let paper = "<p>见 王</p><h3 class=\"b\">头</h3><h4>尾</h4>";
        assert_eq!(without_links(html), paper);
    }
}
