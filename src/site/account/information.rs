//! What is known of an account: the five classes of questions, answered of asked, each opening to its questions.

use crate::figure::{Cell, ShareBar, ShareBars};
use crate::html::escape::escaped;
use crate::html::view::{Block, Column, Row, Section};
use crate::html::writer::Scribe;
use crate::insight::{Answered, InformationClass};
use crate::site::asking::{class_label, departments_of, people_of};
use crate::site::facts::Dossier;

/// How many questions are answered, and how many are asked.
pub(crate) fn counts(dossier: &Dossier<'_>) -> (usize, usize) {
    let classes = || dossier.information.iter();
    let answered = classes().map(InformationClass::answered).sum();
    let asked = classes().map(|class| class.questions.len()).sum();
    (answered, asked)
}

/// The five classes, with the questions of each.
pub(crate) fn information(dossier: &Dossier<'_>, scribe: &Scribe<'_>) -> Option<Section> {
    let (answered, asked) = counts(dossier);
    if asked == 0 {
        return None;
    }
    let strings = scribe.press.strings();
    let sentence = strings.with_each(
        "information-sum",
        &[("answered", &answered), ("asked", &asked)],
    );
    let mut section = scribe.section("known", vec![figure(dossier, scribe, &sentence)]);
    let columns = vec![
        Column::text(strings.get("question")),
        Column::text(strings.get("answered-in")),
        Column::text(strings.get("to-ask")),
    ];
    let mut rows = Vec::new();
    for class in &dossier.information {
        rows.push(Row {
            cells: vec![format!(
                "{}<span>{} / {}</span>",
                escaped(&class_label(scribe.press, class.class)),
                class.answered(),
                class.questions.len()
            )],
            class: "group",
        });
        let questions = class.questions.iter();
        rows.extend(questions.map(|one| question_row(dossier, scribe, one)));
    }
    section.blocks.push(Block::Table {
        label: section.title.clone(),
        columns,
        rows,
        private: false,
        class: "data",
    });
    section.beside = gaps(dossier, scribe);
    section.keep = true;
    section.summary = vec![sentence];
    section.count = format!("{answered} / {asked}");
    Some(section)
}

/// A class with the words it is drawn with.
struct ClassWords {
    label: String,
    count: String,
    /// Of each question its words, and where it is answered.
    questions: Vec<(String, Option<String>)>,
}

impl ClassWords {
    fn of(scribe: &Scribe<'_>, class: &InformationClass<'_>) -> ClassWords {
        let question = |one: &Answered<'_>| {
            let ground = one.grounds.first();
            let href = ground.map(|ground| scribe.href(&ground.item.route));
            (scribe.press.label(one.question).to_owned(), href)
        };
        ClassWords {
            label: class_label(scribe.press, class.class),
            count: format!("{} / {}", class.answered(), class.questions.len()),
            questions: class.questions.iter().map(question).collect(),
        }
    }

    fn cells(&self) -> Vec<Cell<'_>> {
        let cells = self.questions.iter().map(|(title, href)| Cell {
            there: href.is_some(),
            title,
            href: href.as_deref(),
        });
        cells.collect()
    }
}

fn figure(dossier: &Dossier<'_>, scribe: &Scribe<'_>, sentence: &str) -> Block {
    let classes = dossier.information.iter();
    let words: Vec<ClassWords> = classes.map(|class| ClassWords::of(scribe, class)).collect();
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
    let title = scribe.press.words("known");
    let bars = ShareBars {
        title: &title,
        description: sentence,
        rows: &rows,
        total: None,
    };
    Block::figure(bars.draw()).labelled(scribe.press.words("answered-of-asked"))
}

fn question_row(dossier: &Dossier<'_>, scribe: &Scribe<'_>, one: &Answered<'_>) -> Row {
    let asked = match one.grounds.is_empty() {
        true => whom(dossier, scribe, one),
        false => String::new(),
    };
    Row::of(vec![
        escaped(scribe.press.label(one.question)),
        scribe.row(one.grounds.iter().take(3).map(|ground| {
            let line = ground.line().to_string();
            let line = scribe.press.strings().with("line", &[("line", &line)]);
            format!(
                "{} <small class=mute>{}</small>",
                scribe.item(ground.item),
                escaped(&line)
            )
        })),
        asked,
    ])
}

/// The next open question of each class, and whom to ask.
fn gaps(dossier: &Dossier<'_>, scribe: &Scribe<'_>) -> Vec<Block> {
    let open = dossier.information.iter().filter_map(|class| {
        let mut questions = class.questions.iter();
        questions.find(|one| one.grounds.is_empty())
    });
    let rows: Vec<Row> = open
        .map(|one| {
            Row::of(vec![
                escaped(scribe.press.label(one.question)),
                whom(dossier, scribe, one),
            ])
        })
        .collect();
    if rows.is_empty() {
        return vec![Block::Muted {
            text: scribe.press.words("all-answered"),
        }];
    }
    let columns = vec![
        Column::text(scribe.press.words("question")),
        Column::text(scribe.press.words("to-ask")),
    ];
    let table = crate::site::elements::table(columns, rows);
    vec![table.labelled(scribe.press.words("ask-next"))]
}

/// Whom to ask: the people of the departments that know, else the departments.
fn whom(dossier: &Dossier<'_>, scribe: &Scribe<'_>, one: &Answered<'_>) -> String {
    const MOST_PEOPLE: usize = 3;
    let asked = &one.question.ask;
    let mut people = people_of(dossier.account, asked)
        .take(MOST_PEOPLE)
        .peekable();
    if people.peek().is_some() {
        return scribe.row(people.map(|contact| scribe.item(&contact.item)));
    }
    let departments = departments_of(scribe.press, asked);
    scribe.row(departments.map(|(_, label)| escaped(label)))
}
