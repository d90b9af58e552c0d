//! The information section of an account: the five classes of questions, answered of asked, each with its questions.

use crate::figure::{Cell, ShareBar, ShareBars};
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, Row, Section};
use crate::html::writer::HtmlWriter;
use crate::insight::{InformationClass, QuestionStatus};
use crate::site::facts::AccountFacts;
use crate::site::questions::{class_label, departments_to_ask, people_to_ask};

/// The number of answered questions, and of all.
pub(crate) fn counts(facts: &AccountFacts<'_>) -> (usize, usize) {
    let classes = || facts.information.iter();
    let answered = classes().map(InformationClass::answered).sum();
    let asked = classes().map(|class| class.questions.len()).sum();
    (answered, asked)
}

/// The five classes, with the questions of each.
pub(crate) fn information(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Option<Section> {
    let (answered, asked) = counts(facts);
    if asked == 0 {
        return None;
    }
    let strings = writer.context.strings();
    let sentence = strings.with_args(
        "information-sum",
        &[("answered", &answered), ("asked", &asked)],
    );
    let mut section = writer.section("known", vec![figure(facts, writer, &sentence)]);
    let columns = vec![
        Column::text(strings.get("question")),
        Column::text(strings.get("answered-in")),
        Column::text(strings.get("to-ask")),
    ];
    let mut rows = Vec::new();
    for class in &facts.information {
        rows.push(Row {
            cells: vec![format!(
                "{}<span>{} / {}</span>",
                escaped(&class_label(writer.context, class.class)),
                class.answered(),
                class.questions.len()
            )],
            class: "group",
        });
        let questions = class.questions.iter();
        rows.extend(questions.map(|one| question_row(facts, writer, one)));
    }
    section.blocks.push(Block::Table {
        label: section.title.clone(),
        columns,
        rows,
        private: false,
        class: "data",
    });
    section.aside = gaps(facts, writer);
    section.keep = true;
    section.summary = vec![sentence];
    section.count = format!("{answered} / {asked}");
    Some(section)
}

/// A class with its labels for the chart.
struct ClassWords {
    label: String,
    count: String,
    /// For each question its text, and a link to its answer if it has one.
    questions: Vec<(String, Option<String>)>,
}

impl ClassWords {
    fn of(writer: &HtmlWriter<'_>, class: &InformationClass<'_>) -> ClassWords {
        let question = |one: &QuestionStatus<'_>| {
            let ground = one.grounds.first();
            let href = ground.map(|ground| writer.href(&ground.item.route));
            (writer.context.label(one.question).to_owned(), href)
        };
        ClassWords {
            label: class_label(writer.context, class.class),
            count: format!("{} / {}", class.answered(), class.questions.len()),
            questions: class.questions.iter().map(question).collect(),
        }
    }

    fn cells(&self) -> Vec<Cell<'_>> {
        let cells = self.questions.iter().map(|(title, href)| Cell {
            is_present: href.is_some(),
            title,
            href: href.as_deref(),
        });
        cells.collect()
    }
}

fn figure(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>, sentence: &str) -> Block {
    let classes = facts.information.iter();
    let words: Vec<ClassWords> = classes.map(|class| ClassWords::of(writer, class)).collect();
    let cells: Vec<Vec<Cell<'_>>> = words.iter().map(ClassWords::cells).collect();
    let rows: Vec<ShareBar<'_>> = words
        .iter()
        .zip(&cells)
        .map(|(class, cells)| ShareBar {
            label: &class.label,
            cells,
            words: &class.count,
            ..ShareBar::default()
        })
        .collect();
    let title = writer.context.words("known");
    let bars = ShareBars {
        title: &title,
        description: sentence,
        rows: &rows,
        total: None,
    };
    Block::figure(bars.draw()).with_label(writer.context.words("answered-of-asked"))
}

fn question_row(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    one: &QuestionStatus<'_>,
) -> Row {
    let asked = match one.grounds.is_empty() {
        true => respondents(facts, writer, one),
        false => String::new(),
    };
    Row::of(vec![
        escaped(writer.context.label(one.question)),
        writer.join(one.grounds.iter().take(3).map(|ground| {
            let line = ground.line().to_string();
            let line = writer.context.strings().with("line", &[("line", &line)]);
            format!(
                "{} <small class=mute>{}</small>",
                writer.item(ground.item),
                escaped(&line)
            )
        })),
        asked,
    ])
}

/// The next open question of each class, and who could answer it.
fn gaps(facts: &AccountFacts<'_>, writer: &HtmlWriter<'_>) -> Vec<Block> {
    let open = facts.information.iter().filter_map(|class| {
        let mut questions = class.questions.iter();
        questions.find(|one| one.grounds.is_empty())
    });
    let rows: Vec<Row> = open
        .map(|one| {
            Row::of(vec![
                escaped(writer.context.label(one.question)),
                respondents(facts, writer, one),
            ])
        })
        .collect();
    if rows.is_empty() {
        return vec![Block::Muted {
            text: writer.context.words("all-answered"),
        }];
    }
    let columns = vec![
        Column::text(writer.context.words("question")),
        Column::text(writer.context.words("to-ask")),
    ];
    let table = crate::site::widgets::table(columns, rows);
    vec![table.with_label(writer.context.words("ask-next"))]
}

/// Who could answer: the contacts of the departments that know, else the departments.
fn respondents(
    facts: &AccountFacts<'_>,
    writer: &HtmlWriter<'_>,
    one: &QuestionStatus<'_>,
) -> String {
    const MOST_PEOPLE: usize = 3;
    let mut people = people_to_ask(facts, one.question)
        .take(MOST_PEOPLE)
        .peekable();
    if people.peek().is_some() {
        return writer.join(people.map(|contact| writer.item(&contact.item)));
    }
    let departments = departments_to_ask(one.question);
    writer.join(departments.map(|department| escaped(writer.context.label_of(department))))
}
