//! Notes generated from the dictionary, with unique words in every field.
//!
//! Each is written as JSON, which is YAML. Referenced people, projects and notes are generated as needed.
#![allow(dead_code, reason = "each test uses its own part of this file")]

use crate::memory::Files;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use kafolio::forms::{
    Choices, Currency, Dictionary, Field, FieldType, Kind, Labelled, Money, Schema,
};
use kafolio::text::Language;
use serde_json::{Map, Value, json};

/// The number of notes of each kind: as many as the longest enum has values.
pub const NOTES: usize = 10;
/// The number of people, projects and notes that references can point to.
const POOL: usize = 60;

/// One field of one note.
#[derive(Debug)]
pub struct Filled {
    /// The kind of note it is in.
    pub kind: Kind,
    /// The page of the note.
    pub route: String,
    /// Its path in the note: `plan.agenda.topic`.
    pub path: String,
    /// Its label in the language of the site.
    pub label: String,
    /// The texts the page must show for it.
    pub shown: Vec<String>,
}

/// The day used as today; all dates are before it.
pub fn as_of() -> Date {
    date(2040, 1, 1)
}

/// A site of filled notes.
pub struct FilledSite {
    /// Its files.
    pub files: Files,
    /// All fields in it.
    pub fields: Vec<Filled>,
}

impl FilledSite {
    /// Creates a site in a language, with notes of these kinds.
    pub fn of(language: Language, kinds: &[Kind]) -> FilledSite {
        let mut site = FilledSite {
            files: pool(language),
            fields: Vec::new(),
        };
        for kind in kinds {
            for note in 0..NOTES {
                let mut writer = Writer::new(language, *kind, note);
                let map = writer.note();
                site.files
                    .insert(path(*kind, note), format!("---\n{map:#}\n---\n"));
                site.fields.append(&mut writer.fields);
            }
        }
        site
    }
}

/// Returns the settings of a site with every field filled with meaningless words.
pub fn settings(language: Language) -> String {
    Writer::new(language, Kind::Site, 0).note().to_string()
}

/// Returns the path of a note without extension. All notes that belong to an account belong to the one of the pool.
fn stem(kind: Kind, note: usize) -> String {
    match kind {
        Kind::Account => format!("accounts/filled-{note}/index"),
        Kind::Contact => format!("accounts/pool/contacts/filled-{note}"),
        Kind::Project => format!("accounts/pool/projects/filled-{note}"),
        Kind::Visit => format!("accounts/pool/visits/filled-{note}"),
        Kind::Exchange => format!("accounts/pool/exchanges/filled-{note}"),
        Kind::Competitor => format!("competitors/filled-{note}"),
        Kind::Page if note.is_multiple_of(2) => format!("accounts/pool/filled-{note}"),
        Kind::Page | Kind::Site => format!("playbook/filled-{note}"),
    }
}

fn path(kind: Kind, note: usize) -> String {
    format!("content/{}.md", stem(kind, note))
}

fn route(kind: Kind, note: usize) -> String {
    format!("{}.html", stem(kind, note))
}

/// Returns the reference targets: people, projects and pages with nothing but a name.
fn pool(language: Language) -> Files {
    let name = in_language(language, "企业名称", "name");
    let mut files = Files::new();
    let mut add = |path: String, map: Value| files.insert(path, format!("---\n{map}\n---\n"));
    add(
        "content/accounts/pool/index.md".into(),
        json!({ name: "Pool" }),
    );
    for number in 0..POOL {
        let note = |key: &str, name: String| json!({ key: name });
        add(
            format!("content/accounts/pool/contacts/c{number}.md"),
            note("name", numbered("Contact", number)),
        );
        add(
            format!("content/accounts/pool/projects/p{number}.md"),
            note("name", numbered("Project", number)),
        );
        add(
            format!("content/accounts/pool/evidence-{number}.md"),
            note("title", numbered("Evidence", number)),
        );
    }
    files
}

fn numbered(what: &str, number: usize) -> String {
    format!("{what}-{number:03}")
}

/// Fills one note.
struct Writer {
    language: Language,
    kind: Kind,
    note: usize,
    /// The number of values generated so far.
    next: usize,
    /// The number of references generated so far.
    references: usize,
    route: String,
    fields: Vec<Filled>,
}

impl Writer {
    fn new(language: Language, kind: Kind, note: usize) -> Writer {
        Writer {
            language,
            kind,
            note,
            next: 0,
            references: 0,
            route: route(kind, note),
            fields: Vec::new(),
        }
    }

    fn note(&mut self) -> Value {
        let schema = Dictionary::built_in().schema(self.kind);
        // The account is checked against the folder, the level hides the note, and inline notes are notes.
        let filled = |field: &&Field| {
            !matches!(
                field.key.as_str(),
                "account" | "account_code" | "sensitivity"
            ) && !matches!(field.value_type, FieldType::Notes(_))
        };
        Value::Object(self.map(schema.fields.iter().filter(filled), "", self.note))
    }

    /// Returns a map of fields; `turn` selects the label and the value of each enum.
    fn map<'f>(
        &mut self,
        fields: impl Iterator<Item = &'f Field>,
        within: &str,
        turn: usize,
    ) -> Map<String, Value> {
        let mut map = Map::new();
        for field in fields {
            let path = format!("{within}{}", field.key);
            let (value, shown) = self.value(field, &path, turn);
            let label = field.label(self.language).to_owned();
            self.fields.push(Filled {
                kind: self.kind,
                route: self.route.clone(),
                path,
                label,
                shown,
            });
            map.insert(self.key(field), value);
        }
        map
    }

    /// Returns the key as written: each of the labels in turn.
    fn key(&self, field: &Field) -> String {
        let mut names = match self.language {
            Language::CHINESE => {
                let label = field.label(Language::CHINESE);
                let also = field.also.iter().map(String::as_str);
                std::iter::once(label).chain(also).collect()
            }
            _ => vec![&field.key, field.label(Language::ENGLISH)],
        };
        names.retain(|name| self.means(name, field));
        names[self.note % names.len()].to_owned()
    }

    /// Returns whether a label means this field here; a label of two fields means the first one.
    fn means(&self, name: &str, field: &Field) -> bool {
        use kafolio::forms::Lookup;
        let schema = Dictionary::built_in().schema(self.kind);
        let at_top = schema.fields.iter().any(|one| std::ptr::eq(one, field));
        if !at_top {
            return true;
        }
        matches!(schema.find(name), Some(Lookup::Field(index)) if std::ptr::eq(&schema.fields[index], field))
    }

    fn number(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    fn words(&mut self) -> String {
        let number = self.number();
        in_language(self.language, "内容", "words").to_owned() + &format!("-{number:04}")
    }

    /// Returns a unique day, years before today.
    fn day(&mut self) -> String {
        let days = i64::try_from(self.number()).unwrap_or_default();
        (date(2020, 1, 1) + (days + 400 * self.note as i64).days()).to_string()
    }

    fn choice(&self, choices: &'static Choices, turn: usize) -> (Value, String) {
        let choice = &choices.values[turn % choices.values.len()];
        let written = choice.written(self.language);
        (written.into(), choice.label(self.language).to_owned())
    }

    /// Returns a value for a field, as written and as shown.
    fn value(&mut self, field: &Field, path: &str, turn: usize) -> (Value, Vec<String>) {
        let one = |(value, shown): (Value, String)| (value, vec![shown]);
        match field.value_type {
            // A mute must name an existing rule.
            FieldType::Text if field.key == "rule" => one((json!("I01"), "I01".to_owned())),
            FieldType::Text | FieldType::Long | FieldType::Person => {
                let words = self.words();
                (json!(words), vec![words])
            }
            FieldType::Texts | FieldType::Persons => {
                let words = [self.words(), self.words()];
                (json!(words), words.to_vec())
            }
            FieldType::Int => {
                let number = 31_000 + self.number();
                (json!(number), vec![number.to_string()])
            }
            FieldType::Percent => self.percent(field),
            FieldType::Money => self.money(),
            FieldType::Date => {
                let day = self.day();
                (json!(day), vec![day])
            }
            FieldType::DateTime => {
                let time = format!("{} 09:{:02}", self.day(), self.number() % 60);
                (json!(time), vec![time])
            }
            FieldType::Bool => {
                let yes = turn.is_multiple_of(2);
                let words = [("否", "no"), ("是", "yes")][usize::from(yes)];
                let words = in_language(self.language, words.0, words.1);
                (json!(words), vec![words.to_owned()])
            }
            FieldType::Enum(choices) => one(self.choice(choices, turn)),
            FieldType::Enums(choices) => {
                let all: Vec<_> = (turn..turn + 2)
                    .map(|turn| self.choice(choices, turn))
                    .collect();
                let (values, shown): (Vec<Value>, Vec<String>) = all.into_iter().unzip();
                (json!(values), shown)
            }
            FieldType::Contact => one(self.reference("Contact")),
            FieldType::Contacts => {
                let (first, second) = (self.reference("Contact"), self.reference("Contact"));
                (json!([first.0, second.0]), vec![first.1, second.1])
            }
            FieldType::Project => one(self.reference("Project")),
            FieldType::Competitor => {
                let words = self.words();
                (json!(words), vec![words])
            }
            FieldType::Evidence => one(self.reference("Evidence")),
            FieldType::Score => self.score(turn),
            FieldType::Record(schema) => (
                Value::Object(self.map(schema.fields.iter(), &format!("{path}."), turn)),
                Vec::new(),
            ),
            FieldType::List(schema) => (self.list(schema, path), Vec::new()),
            FieldType::MapOfScores => self.scores_by_rival(turn),
            FieldType::Answers(schema) => self.answers(schema, path),
            FieldType::MapOfRecords(schema) => {
                let record = self.map(schema.fields.iter(), &format!("{path}."), turn);
                (json!({ "名称": record }), Vec::new())
            }
            FieldType::MapOfInts => (json!({ "coverage_days": 31 }), Vec::new()),
            FieldType::Notes(kind) => panic!("notes of {kind:?} are left out"),
        }
    }

    /// The weights of a list of four add up to 100 %; other percentages are unique.
    fn percent(&mut self, field: &Field) -> (Value, Vec<String>) {
        let number = if field.key == "weight" {
            "25".to_owned()
        } else {
            format!("{}.5", 10 + self.number() % 80)
        };
        (json!(format!("{number}%")), vec![format!("{number} %")])
    }

    fn money(&mut self) -> (Value, Vec<String>) {
        let written = format!("{}", 70_000 + self.number());
        let money = Money::parse(&written, Currency::CNY).expect("it is an amount");
        (json!(written), vec![money.display(self.language)])
    }

    fn score(&mut self, turn: usize) -> (Value, Vec<String>) {
        let (evidence, name) = self.reference("Evidence");
        let (points, day, note) = (1 + turn % 5, self.day(), self.words());
        let keys = match self.language {
            Language::CHINESE => ["得分", "依据", "日期", "备注"],
            _ => ["score", "evidence", "date", "note"],
        };
        let score = json!({ keys[0]: points, keys[1]: [evidence], keys[2]: day, keys[3]: note });
        (json!([score]), vec![points.to_string(), name, day, note])
    }

    fn scores_by_rival(&mut self, turn: usize) -> (Value, Vec<String>) {
        let (rivals, mut shown) = (["Rival-A", "Rival-B"], Vec::new());
        let mut map = Map::new();
        for rival in rivals {
            let (score, words) = self.score(turn);
            map.insert(rival.to_owned(), score);
            shown.push(rival.to_owned());
            shown.extend(words);
        }
        (Value::Object(map), shown)
    }

    /// Returns an answer to every question of the dictionary.
    fn answers(&mut self, schema: &'static Schema, path: &str) -> (Value, Vec<String>) {
        let (mut map, mut shown) = (Map::new(), Vec::new());
        for (turn, question) in Dictionary::built_in().questions.iter().enumerate() {
            let answer = self.map(schema.fields.iter(), &format!("{path}."), turn);
            map.insert(
                question.written(self.language).to_owned(),
                Value::Object(answer),
            );
            shown.push(question.label(self.language).to_owned());
        }
        (Value::Object(map), shown)
    }

    /// Returns a list as long as its longest enum, four where weights must add up; the last item takes the value of the
    /// note's turn.
    fn list(&mut self, schema: &'static Schema, path: &str) -> Value {
        let longest = schema.fields.iter().map(|item| match item.value_type {
            FieldType::Enum(choices) => choices.values.len(),
            _ => 2,
        });
        let weighed = schema.field("weight").is_some();
        let count = if weighed {
            4
        } else {
            longest.max().unwrap_or(2)
        };
        let items = (0..count).map(|item| {
            let turn = self.note + 1 + item;
            Value::Object(self.map(schema.fields.iter(), &format!("{path}."), turn))
        });
        Value::Array(items.collect())
    }

    /// Returns a reference as written, and the name shown for it.
    fn reference(&mut self, what: &str) -> (Value, String) {
        let number = self.references;
        self.references += 1;
        assert!(number < POOL, "the pool is too small");
        let written = match what {
            "Evidence" => format!("evidence-{number}"),
            _ => numbered(what, number),
        };
        (json!(written), numbered(what, number))
    }
}

/// Returns the word of a language.
fn in_language<'w>(language: Language, chinese: &'w str, english: &'w str) -> &'w str {
    match language {
        Language::CHINESE => chinese,
        _ => english,
    }
}
