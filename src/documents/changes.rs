//! The changes between two days: as lines for the terminal and for programs, and as a standalone document for a review
//! or a handover.

use crate::domain::{Account, Item, Lookups, Referent};
use crate::forms::{Reference, Value};
use crate::html::context::RenderContext;
use crate::html::escape::escaped;
use crate::html::view::{Block, ChangesFile, Column, Row, Section};
use crate::insight::{Difference, Promise, Side, State, Subject, Topic};
use jiff::civil::Date;
use serde::Serialize;

/// An account with its changes.
#[derive(Clone, Debug)]
pub struct ChangedAccount {
    /// Its name.
    pub name: String,
    /// By topic, then by day.
    pub changes: Vec<ChangeLine>,
}

/// A change, in words.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeLine {
    /// The account.
    pub account: String,
    /// The kind of change: an identifier that is the same in every language.
    pub kind: &'static str,
    /// What changed: a contact, a project, a promise.
    pub what: String,
    /// The old value; `None` if there was none.
    pub from: Option<String>,
    /// The new value; `None` if the kind says it all.
    pub to: Option<String>,
    /// The date, as ISO 8601.
    pub date: String,
    /// The note that recorded it, relative to the site's folder.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// The label of the kind.
    #[serde(skip)]
    pub label: String,
    /// The heading that it is grouped under.
    #[serde(skip)]
    pub group: String,
}

/// The identifier of a topic, the text key of its label, and that of its group.
fn topic_words(topic: Topic) -> (&'static str, &'static str, &'static str) {
    const FIGURES: &str = "changes-figures";
    const PEOPLE: &str = "people";
    const PROJECTS: &str = "changes-projects";
    const MEETINGS: &str = "changes-meetings";
    const PROMISES: &str = "promises";
    match topic {
        Topic::EvidencedStage => ("evidenced_stage", "evidenced-stage", FIGURES),
        Topic::Lead => ("lead", "weighted-lead", FIGURES),
        Topic::Coverage => ("coverage", "coverage", FIGURES),
        Topic::Answered => ("information", "known", FIGURES),
        Topic::Joined => ("joined", "changes-joined", PEOPLE),
        Topic::Left => ("left", "changes-left", PEOPLE),
        Topic::Met => ("met", "changes-met", PEOPLE),
        Topic::Attitude => ("attitude", "attitude", PEOPLE),
        Topic::Influence => ("influence", "influence", PEOPLE),
        Topic::Relation => ("relation_state", "relation", PEOPLE),
        Topic::Rapport => ("rapport", "changes-rapport", PEOPLE),
        Topic::Project => ("project", "changes-project", PROJECTS),
        Topic::Stage => ("stage", "changes-stage", PROJECTS),
        Topic::Score => ("score", "changes-score", PROJECTS),
        Topic::KeyAccount => ("key_account", "changes-key-account", PROJECTS),
        Topic::Visit => ("visit", "visit", MEETINGS),
        Topic::Exchange => ("exchange", "exchange", MEETINGS),
        Topic::Made => ("promise_made", "changes-made", PROMISES),
        Topic::Kept => ("promise_kept", "changes-kept", PROMISES),
        Topic::Overdue => ("promise_overdue", "changes-overdue", PROMISES),
    }
}

impl ChangedAccount {
    /// An account with its differences, put into words.
    pub fn of(
        context: &RenderContext<'_>,
        lookups: &Lookups<'_>,
        account: &Account,
        differences: &[Difference<'_>],
    ) -> ChangedAccount {
        let writer = ChangeWriter {
            context,
            lookups,
            account,
        };
        ChangedAccount {
            name: account.item.name(),
            changes: differences.iter().map(|one| writer.line(one)).collect(),
        }
    }
}

/// Puts the differences of an account into words.
struct ChangeWriter<'a> {
    context: &'a RenderContext<'a>,
    lookups: &'a Lookups<'a>,
    account: &'a Account,
}

impl ChangeWriter<'_> {
    fn line(&self, one: &Difference<'_>) -> ChangeLine {
        let (kind, label, group) = topic_words(one.topic);
        ChangeLine {
            account: self.account.item.name(),
            kind,
            what: self.about(one.subject),
            from: self.state(one.from),
            to: self.state(one.to),
            date: one.date.to_string(),
            file: one.ground.item.source.path.to_string(),
            line: one.ground.line(),
            label: self.context.words(label),
            group: self.context.words(group),
        }
    }

    /// What changed; empty for the account itself.
    fn about(&self, about: Subject<'_>) -> String {
        match about {
            Subject::Account => String::new(),
            Subject::Person(contact) => contact.name.clone(),
            Subject::Project(project) => project.name.clone(),
            Subject::Score(project, criterion, rival) => {
                let side = rival.map_or_else(|| self.context.words("us"), |rival| self.name(rival));
                format!("{} · {criterion} · {side}", project.name)
            }
            Subject::Criterion(criterion) => self.value(criterion),
            Subject::Promise(promise) => self.promise(&promise),
            Subject::Meeting(item) => self.people(item),
        }
    }

    fn promise(&self, promise: &Promise<'_>) -> String {
        let side = self.context.words(match promise.side {
            Side::Ours => "ours",
            Side::Theirs => "theirs",
            Side::Action => "our-actions",
        });
        let language = self.context.language();
        let task = promise.task().lines().next().unwrap_or_default();
        let who = match promise.side {
            Side::Theirs => promise.contact().map(|contact| self.name(contact)),
            _ => promise
                .owner()
                .map(|owner| self.context.settings.person(owner).to_owned()),
        };
        let who = who.map_or(String::new(), |who| language.bracketed(&who));
        format!("{side}{}{task}{who}", language.colon())
    }

    /// The customer's people at a meeting.
    fn people(&self, item: &Item) -> String {
        let visit = self
            .account
            .visits
            .iter()
            .find(|one| one.item.id == item.id);
        let exchange = self
            .account
            .exchanges
            .iter()
            .find(|one| one.item.id == item.id);
        let met: Vec<&Reference> = match (visit, exchange) {
            (Some(visit), _) => visit.people().iter().collect(),
            (_, Some(exchange)) => exchange.people(),
            _ => Vec::new(),
        };
        let names: Vec<String> = met.into_iter().map(|one| self.name(one)).collect();
        self.context.language().list(&names)
    }

    fn name(&self, reference: &Reference) -> String {
        match self.lookups.referent(reference) {
            Referent::Target(target) => target.name.to_string(),
            Referent::Hidden => "…".to_owned(),
            Referent::Text => reference.text.to_string(),
        }
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Choice(choices, choice) => self.context.chosen(choices, choice).to_owned(),
            Value::Text(text) => text.to_string(),
            _ => String::new(),
        }
    }

    fn state(&self, state: State<'_>) -> Option<String> {
        let strings = self.context.strings();
        match state {
            State::Nothing => None,
            State::Value(value) => Some(self.value(value)),
            State::Points(points) => Some(points.to_string()),
            State::Stage(stage) => Some(self.context.label_of(stage).to_owned()),
            State::Lead(lead) => Some(crate::site::widgets::signed(lead)),
            State::Percent(percent) => Some(format!("{percent} %")),
            State::Fraction(answered, asked) => Some(format!("{answered} / {asked}")),
            State::OverdueDays(days) => Some(strings.with_args("changes-days", &[("days", &days)])),
            State::LateDays(days) => Some(strings.with_args("late-days", &[("days", &days)])),
        }
    }
}

/// Renders the document. Unchanged accounts are named at its end.
pub fn changes_file(
    context: &RenderContext<'_>,
    since: Date,
    accounts: &[ChangedAccount],
) -> Vec<u8> {
    let as_of = context.viewpoint.as_of;
    let mut head = context.head("changes.html", "home", context.words("changes-heading"));
    let days: [(&str, &dyn std::fmt::Display); 2] = [("since", &since), ("date", &as_of)];
    head.lede = context.strings().with_args("changes-lede", &days);
    let changed = accounts.iter().filter(|one| !one.changes.is_empty());
    let unchanged_names = accounts.iter().filter(|one| one.changes.is_empty());
    let unchanged_names: Vec<&str> = unchanged_names.map(|one| one.name.as_str()).collect();
    let sections = changed
        .enumerate()
        .map(|(index, one)| section(context, index, one));
    let mut sections: Vec<Section> = sections.collect();
    if !unchanged_names.is_empty() || sections.is_empty() {
        sections.push(unchanged(context, &unchanged_names));
    }
    let style = ["tokens.css", "style.css", "report.css"].map(|name| context.asset(name));
    let view = ChangesFile {
        style: style.concat(),
        generator: crate::html::GENERATOR,
        sections,
    };
    context.print("changes.html", &head, &view)
}

fn unchanged(context: &RenderContext<'_>, names: &[&str]) -> Section {
    let text = match names.is_empty() {
        true => context.words("changes-none"),
        false => context.language().list(names),
    };
    Section {
        id: "unchanged".to_owned(),
        title: context.words("changes-unchanged"),
        blocks: vec![Block::Muted { text }],
        ..Section::default()
    }
}

pub(super) fn section(
    context: &RenderContext<'_>,
    index: usize,
    account: &ChangedAccount,
) -> Section {
    let columns = vec![
        Column::short(context.words("date")),
        Column::text(context.words("changes-what")),
        Column::text(context.words("changes-of")),
        Column::text(context.words("changes-from")),
        Column::text(context.words("changes-to")),
        Column::text(context.words("source")),
    ];
    let mut rows = Vec::new();
    for group in account
        .changes
        .chunk_by(|one, other| one.group == other.group)
    {
        let heading = group.first().map_or("", |first| &first.group);
        rows.push(Row {
            cells: vec![format!("{}<span>{}</span>", escaped(heading), group.len())],
            class: "group",
        });
        rows.extend(group.iter().map(row));
    }
    let count = account.changes.len();
    let table = Block::Table {
        label: String::new(),
        columns,
        rows,
        private: false,
        class: "differences",
    };
    Section {
        id: format!("a{}", index + 1),
        title: account.name.clone(),
        summary: vec![
            context
                .strings()
                .with_args("changes-count", &[("count", &count)]),
        ],
        count: count.to_string(),
        blocks: vec![table],
        ..Section::default()
    }
}

fn row(one: &ChangeLine) -> Row {
    let cell = |text: &Option<String>| text.as_deref().map_or(String::new(), escaped);
    let file = one
        .file
        .strip_prefix("content/accounts/")
        .unwrap_or(&one.file);
    Row::of(vec![
        escaped(&one.date),
        escaped(&one.label),
        escaped(&one.what),
        cell(&one.from),
        cell(&one.to),
        format!("<small>{}:{}</small>", escaped(file), one.line),
    ])
}
