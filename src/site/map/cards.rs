//! The contacts of a map as cards in lanes, and the lines between them.

use super::history::CardHistory;
use super::lane::department_lane;
use crate::domain::{Contact, Project};
use crate::figure::network::{Card, CardStyle, Lane, Line, Network, Stance, Tie};
use crate::forms::{Kind, Record, Value, dictionary};
use crate::html::writer::HtmlWriter;
use crate::insight::{ChangeDay, known_on};
use crate::site::facts::AccountFacts;
use crate::site::widgets::value_label;
use jiff::civil::Date;

/// The department whose lane lies across the top of all others.
const MANAGEMENT: &str = "management";

/// Builds a map from some contacts of an account.
pub(crate) struct MapBuilder<'a> {
    pub facts: &'a AccountFacts<'a>,
    pub writer: &'a HtmlWriter<'a>,
    /// The contacts by their indices in the account, one card each, in this order. Cards of vacant roles and unknown
    /// concerns follow.
    pub people: Vec<usize>,
    pub cards: Vec<Card>,
    pub lanes: Vec<Lane>,
    /// The department of each lane: a key or the author's text; `None` for contacts without one.
    pub departments: Vec<Option<String>>,
}

impl<'a> MapBuilder<'a> {
    /// Cards of contacts as of the as-of day; for a committee with the roles and attitudes from its project.
    pub fn of(
        facts: &'a AccountFacts<'a>,
        writer: &'a HtmlWriter<'a>,
        people: Vec<usize>,
        project: Option<&Project>,
    ) -> MapBuilder<'a> {
        let mut builder = MapBuilder {
            facts,
            writer,
            people,
            cards: Vec::new(),
            lanes: Vec::new(),
            departments: Vec::new(),
        };
        builder.add_lanes();
        let as_of = facts.context.viewpoint.as_of;
        for person in builder.people.clone() {
            let mut card = builder.card(person, project);
            card.style = builder.look_on(person, as_of);
            if let Some(attitude) =
                member_of(facts, person, project).and_then(|member| member.choice("attitude"))
            {
                card.style.stance = stance(Some(attitude));
            }
            card.foot = builder.foot(person, as_of);
            card.title = builder.title(&card, person);
            builder.cards.push(card);
        }
        builder
    }

    fn contact(&self, person: usize) -> Option<&'a Contact> {
        self.facts.account.contacts.get(person)
    }

    /// Adds the lanes: management, the departments in the order of the dictionary, the author's own departments,
    /// contacts without one.
    fn add_lanes(&mut self) {
        let known = dictionary().choices("department");
        let known = known.map_or(&[][..], |choices| choices.values.as_slice());
        let order = |department: &Option<String>| match department.as_deref() {
            Some(MANAGEMENT) => (0, String::new()),
            Some(key) => match known.iter().position(|choice| choice.key == key) {
                Some(index) => (index + 1, String::new()),
                None => (known.len() + 1, key.to_owned()),
            },
            None => (known.len() + 2, String::new()),
        };
        let people = self
            .people
            .iter()
            .filter_map(|person| self.contact(*person));
        let mut departments: Vec<Option<String>> = people.map(department_of).collect();
        departments.sort_by_cached_key(order);
        departments.dedup();
        self.departments = departments;
        let lanes = self.departments.iter().map(|department| {
            let here = || {
                let people = self
                    .people
                    .iter()
                    .filter_map(|person| self.contact(*person));
                people.filter(|contact| {
                    department_of(contact).as_deref() == department.as_deref()
                        && !contact.item.record.has("left_on")
                })
            };
            let has_met = |contact: &&Contact| self.facts.meetings_with(contact).next().is_some();
            let name = self.department_name(department.as_deref());
            let across = department.as_deref() == Some(MANAGEMENT);
            department_lane(
                self.facts,
                name,
                here().filter(has_met).count(),
                here().count(),
                across,
            )
        });
        self.lanes = lanes.collect();
    }

    /// The name of a department; for `None` that of the lane of contacts without one.
    pub fn department_name(&self, department: Option<&str>) -> String {
        let Some(department) = department else {
            return self.facts.context.words("map-no-department");
        };
        let known = dictionary().choices("department");
        let choice = known.and_then(|choices| {
            choices
                .values
                .iter()
                .find(|choice| choice.key == department)
        });
        let label = choice.map(|choice| self.writer.context.label(choice).to_owned());
        label.unwrap_or_else(|| department.to_owned())
    }

    /// The parts of a card that do not change with the day.
    fn card(&self, person: usize, project: Option<&Project>) -> Card {
        let Some(contact) = self.contact(person) else {
            return Card::default();
        };
        let record = &contact.item.record;
        let department = department_of(contact);
        let lane = self.departments.iter().position(|one| *one == department);
        let superior = record.reference("reports_to").and_then(|one| one.target);
        let favours = record.reference("favours").map(|one| {
            let target = one.target.and_then(|id| self.facts.lookups.target(id));
            target.map_or(one.text.to_string(), |target| target.name.to_string())
        });
        let lead = self
            .facts
            .lead_project
            .as_ref()
            .map(|(project, _)| *project);
        let role = role_of(self.facts, person, project.or(lead));
        let post = record.text("title").unwrap_or_default();
        // For a post whose holder is unknown the name would repeat the post.
        let name = match record.yes("placeholder") && !post.is_empty() {
            true => self.facts.context.words("placeholder"),
            false => contact.name.clone(),
        };
        Card {
            name,
            post: post.to_owned(),
            badge: role.map_or(String::new(), |role| self.role_letter(role)),
            flag: favours
                .iter()
                .flat_map(|name| name.chars().next())
                .collect(),
            href: Some(self.writer.href(&contact.item.route)),
            lane: lane.unwrap_or(0),
            above: superior.and_then(|id| self.card_of(id)),
            ..Card::default()
        }
    }

    /// The look of a card on a day.
    fn look_on(&self, person: usize, day: Date) -> CardStyle {
        let (Some(contact), Some(standing)) =
            (self.contact(person), self.facts.standings.get(person))
        else {
            return CardStyle::default();
        };
        let record = &contact.item.record;
        let known = |key: &str| known_on(contact, standing, key, day);
        let step = |key: &str| match known(key) {
            Some(Value::Choice(_, Ok(index))) => u8::try_from(*index).unwrap_or(3) + 1,
            _ => 1,
        };
        let decides = self.facts.account.item.record.references("decision_maker");
        let decides = decides
            .iter()
            .any(|one| one.target == Some(contact.item.id));
        let on = |key: &str| record.moment(key).map(|moment| moment.day);
        let window = self.facts.coverage.window_days;
        let last = self.facts.meetings_with(contact).rev();
        let last = last.map(|meeting| meeting.date.day).find(|met| *met <= day);
        let days = last.and_then(|last| last.until(day).ok());
        let has_left = on("left_on").is_some_and(|left| left <= day);
        CardStyle {
            fill: step("influence"),
            stance: stance(known("attitude").and_then(choice_key)),
            border: step("relation_state"),
            dashed: record.yes("placeholder"),
            double: decides || step("influence") == 4,
            gone: has_left,
            stale: !has_left && days.is_some_and(|days| i64::from(days.get_days()) > window),
            absent: on("joined_on").is_some_and(|joined| joined > day),
        }
    }

    /// The last line of a card on a day: the number of meetings, days since the last one, and who owns the
    /// relationship.
    fn foot(&self, person: usize, day: Date) -> String {
        let Some(contact) = self.contact(person) else {
            return String::new();
        };
        let context = self.facts.context;
        let record = &contact.item.record;
        if let Some(left) = record.moment("left_on").filter(|left| left.day <= day) {
            return context.strings().with("left-on", &[("date", &left.iso())]);
        }
        let met: Vec<Date> = self
            .facts
            .meetings_with(contact)
            .map(|meeting| meeting.date.day)
            .filter(|met| *met <= day)
            .collect();
        let is_today = day == context.viewpoint.as_of;
        let count = met.len().to_string();
        let met = match met.last() {
            None => context.words("never-met"),
            Some(last) if is_today => {
                let days = self.facts.days_since(*last).to_string();
                let values = [("days", days.as_str()), ("count", count.as_str())];
                context.strings().with("map-foot", &values)
            }
            Some(_) => context
                .strings()
                .with("map-foot-then", &[("count", &count)]),
        };
        match record.text("owner") {
            Some(owner) => format!("{met} · {}", context.settings.person(owner)),
            None => met,
        }
    }

    fn title(&self, card: &Card, person: usize) -> String {
        let mut words = vec![card.name.clone()];
        words.extend((!card.post.is_empty()).then(|| card.post.clone()));
        let standing = self.facts.standings.get(person);
        let known = standing.map(|one| {
            [
                ("influence", one.influence),
                ("attitude", one.attitude),
                ("relation", one.relation_state),
            ]
        });
        for (key, known) in known.into_iter().flatten() {
            let word = known.map(|known| value_label(self.writer, known.value));
            words.extend(word.map(|word| format!("{} {word}", self.facts.context.words(key))));
        }
        words.push(card.foot.clone());
        words.join(self.writer.language().pick("，", ", "))
    }

    /// The character of a buying role: 责 采 集 影 技 老, or a letter.
    pub fn role_letter(&self, role: &str) -> String {
        let letter = match role {
            "project_lead" => ("责", "L"),
            "purchaser" => ("采", "P"),
            "researcher" => ("集", "R"),
            "influencer" => ("影", "I"),
            "technical_selector" => ("技", "T"),
            "boss" => ("老", "B"),
            _ => ("", ""),
        };
        self.writer.language().pick(letter.0, letter.1).to_owned()
    }

    /// How each card looked on the earlier days, for the script of the slider. Adds the marks of all these days to the
    /// cards.
    pub fn card_histories(&mut self, steps: &[ChangeDay<'_>]) -> Vec<CardHistory> {
        let earlier = steps.split_last().map_or(&[][..], |(_, earlier)| earlier);
        let mut histories = Vec::with_capacity(self.people.len());
        for (index, person) in self.people.clone().into_iter().enumerate() {
            let mut history = CardHistory::default();
            for step in earlier {
                let look = self.look_on(person, step.day);
                history.add(&look, &self.foot(person, step.day));
            }
            if let Some(card) = self.cards.get_mut(index) {
                card.other_styles = history.distinct_looks().to_vec();
            }
            histories.push(history);
        }
        histories
    }

    /// Highlights one contact.
    pub fn highlight(&mut self, id: u32) {
        if let Some(card) = self.card_of(id).and_then(|card| self.cards.get_mut(card)) {
            card.is_centre = true;
        }
    }

    /// The index of a contact's card, by the contact's id.
    fn card_of(&self, id: u32) -> Option<usize> {
        let is_wanted = |person: &usize| {
            self.contact(*person)
                .is_some_and(|contact| contact.item.id == id)
        };
        self.people.iter().position(is_wanted)
    }

    /// The map as a figure.
    pub fn network(&self, title: String, description: String) -> Network {
        Network {
            title,
            description,
            lanes: self.lanes.clone(),
            cards: self.cards.clone(),
            lines: self.lines(),
        }
    }

    /// The lines of influence, closeness and conflict; a relation that both contacts name is one line.
    fn lines(&self) -> Vec<Line> {
        let ties = [
            ("influences", Tie::Moves, "map-moves"),
            ("close_to", Tie::Close, "map-close"),
            ("conflicts_with", Tie::Against, "map-against"),
        ];
        let mut lines: Vec<Line> = Vec::new();
        for (from, person) in self.people.iter().enumerate() {
            let Some(contact) = self.contact(*person) else {
                continue;
            };
            for (key, tie, words) in ties {
                for other in contact.item.record.references(key) {
                    let Some(to) = other.target.and_then(|id| self.card_of(id)) else {
                        continue;
                    };
                    let is_known = |line: &Line| {
                        line.tie == tie
                            && ((line.from, line.to) == (from, to)
                                || (tie != Tie::Moves && (line.to, line.from) == (from, to)))
                    };
                    if from == to || lines.iter().any(is_known) {
                        continue;
                    }
                    let name = |card: usize| self.cards.get(card).map_or("", |card| &card.name);
                    let values = [("from", name(from)), ("to", name(to))];
                    let fill = self.cards.get(from).map_or(1, |card| card.style.fill);
                    lines.push(Line {
                        tie,
                        from,
                        to,
                        strength: fill.saturating_sub(1).clamp(1, 3),
                        title: self.facts.context.strings().with(words, &values),
                    });
                }
            }
        }
        lines
    }
}

/// The department of a contact: a key or the author's text.
fn department_of(contact: &Contact) -> Option<String> {
    match &contact.item.record.entry("department")?.value {
        Value::Choice(choices, Ok(index)) => {
            let choice = choices.values.get(usize::from(*index));
            choice.map(|choice| choice.key.clone())
        }
        Value::Choice(_, Err(words)) => Some(words.to_string()),
        _ => None,
    }
}

fn choice_key(value: &Value) -> Option<&'static str> {
    match value {
        Value::Choice(choices, Ok(index)) => choices
            .values
            .get(usize::from(*index))
            .map(|choice| choice.key.as_str()),
        _ => None,
    }
}

/// The stance of an attitude.
pub(crate) fn stance(attitude: Option<&str>) -> Stance {
    match attitude {
        Some("champion") => Stance::Champion,
        Some("supporter") => Stance::Supporter,
        Some("neutral") => Stance::Neutral,
        Some("sceptic") => Stance::Sceptic,
        Some("opponent") => Stance::Opponent,
        _ => Stance::Unknown,
    }
}

/// The contacts on a project's committee, each once, in the order written.
pub(crate) fn committee(facts: &AccountFacts<'_>, project: &Project) -> Vec<usize> {
    let mut people = Vec::new();
    for member in project.item.record.records("committee") {
        let id = member.reference("contact").and_then(|one| one.target);
        let mut contacts = facts.account.contacts.iter();
        let person = id.and_then(|id| contacts.position(|contact| contact.item.id == id));
        people.extend(person.filter(|person| !people.contains(person)));
    }
    people
}

/// A contact, the superior, direct reports, and everybody connected by a line, in the order of the account.
pub(crate) fn neighbours(facts: &AccountFacts<'_>, contact: &Contact) -> Vec<usize> {
    const KEYS: [&str; 4] = ["reports_to", "influences", "close_to", "conflicts_with"];
    let leads_to = |one: &Contact, id: u32| {
        let record = &one.item.record;
        let mut targets = KEYS.iter().flat_map(|key| record.references(key));
        targets.any(|target| target.target == Some(id))
    };
    let is_connected = |one: &Contact| {
        let (id, own) = (one.item.id, contact.item.id);
        id == own || leads_to(one, own) || leads_to(contact, id)
    };
    let contacts = facts.account.contacts.iter().enumerate();
    let connected = contacts.filter(|(_, one)| is_connected(one));
    connected.map(|(person, _)| person).collect()
}

/// The row of a contact in a project's committee.
fn member_of<'p>(
    facts: &AccountFacts<'_>,
    person: usize,
    project: Option<&'p Project>,
) -> Option<&'p Record> {
    let id = facts.account.contacts.get(person)?.item.id;
    let is_wanted = |member: &&Record| {
        let contact = member.reference("contact");
        contact.is_some_and(|one| one.target == Some(id))
    };
    project?
        .item
        .record
        .records("committee")
        .iter()
        .find(is_wanted)
}

/// The role of a contact in a project's committee.
fn role_of(
    facts: &AccountFacts<'_>,
    person: usize,
    project: Option<&Project>,
) -> Option<&'static str> {
    member_of(facts, person, project)?.choice("role")
}

/// The labels of card classes, for the script that describes earlier days on hover.
pub(crate) fn class_labels(writer: &HtmlWriter<'_>) -> Vec<(String, String)> {
    let values = |name: &str| {
        let choices = dictionary().choices(name);
        choices
            .map(|choices| choices.values.as_slice())
            .unwrap_or_default()
    };
    let numbered = |prefix: &str, name: &str| -> Vec<(String, String)> {
        let values = values(name).iter().enumerate();
        let word = |(index, choice): (usize, &crate::forms::Choice)| {
            (
                format!("{prefix}{}", index + 1),
                writer.context.label(choice).to_owned(),
            )
        };
        values.map(word).collect()
    };
    let attitudes = values("attitude").iter().map(|choice| {
        (
            format!("at-{}", choice.key),
            writer.context.label(choice).to_owned(),
        )
    });
    let mut words = numbered("inf-", "influence");
    words.extend(attitudes);
    words.extend(numbered("rel-", "relation_state"));
    words
}

/// The label of a field of a contact.
pub(crate) fn contact_field_label(writer: &HtmlWriter<'_>, key: &str) -> String {
    crate::site::widgets::field_label(writer, Kind::Contact, key)
}
