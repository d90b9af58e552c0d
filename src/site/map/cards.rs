//! The contacts of a map as cards in lanes, and the lines between them.

use super::department::LaneDepartment;
use super::history::CardHistory;
use super::lane::department_lane;
use crate::domain::{
    Attitude, BuyingRole, CommitteeMember, Contact, FieldKey, Influence, KnownChoice, Project,
    Referent, RelationState,
};
use crate::figure::network::{Card, CardStyle, Lane, Line, Network, Stance, Tie};
use crate::forms::{Kind, Reference};
use crate::html::writer::HtmlWriter;
use crate::insight::{ChangeDay, Deciders, known_on};
use crate::site::facts::AccountFacts;
use crate::site::widgets::value_label;
use jiff::civil::Date;

/// A list of a contact's relations.
type Relations = fn(&Contact) -> &[Reference];

/// Builds a map from some contacts of an account.
pub(crate) struct MapBuilder<'a> {
    pub facts: &'a AccountFacts<'a>,
    pub writer: &'a HtmlWriter<'a>,
    /// The contacts by their indices in the account, one card each, in this order. Cards of vacant roles and unknown
    /// concerns follow.
    pub people: Vec<usize>,
    pub cards: Vec<Card>,
    pub lanes: Vec<Lane>,
    /// The department of each lane.
    pub departments: Vec<LaneDepartment>,
    /// Who decides, but for their influence, which may change from day to day.
    deciders: Deciders,
}

impl<'a> MapBuilder<'a> {
    /// Cards of contacts as of the as-of day; for a committee with the roles and attitudes from its project.
    pub fn of(
        facts: &'a AccountFacts<'a>,
        writer: &'a HtmlWriter<'a>,
        people: Vec<usize>,
        project: Option<&Project>,
    ) -> MapBuilder<'a> {
        let lead = facts.lead_project.as_ref().map(|(lead, _)| *lead);
        let mut builder = MapBuilder {
            deciders: Deciders::of(facts.account, &[], project.or(lead)),
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
            let member = member_of(facts, person, project);
            if let Some(attitude) = member.and_then(|member| member.attitude()) {
                card.style.stance = stance(attitude);
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
        let people = self
            .people
            .iter()
            .filter_map(|person| self.contact(*person));
        let mut departments: Vec<LaneDepartment> = people.map(LaneDepartment::of).collect();
        departments.sort_by_cached_key(LaneDepartment::order);
        departments.dedup();
        self.departments = departments;
        let lanes = self.departments.iter().map(|department| {
            let here = || {
                let people = self
                    .people
                    .iter()
                    .filter_map(|person| self.contact(*person));
                people.filter(|contact| {
                    let is_present = contact.is_present(self.facts.context.viewpoint.as_of);
                    is_present && LaneDepartment::of(contact) == *department
                })
            };
            let met = here().filter(|contact| self.facts.has_met(contact));
            department_lane(self.facts, department, met.count(), here().count())
        });
        self.lanes = lanes.collect();
    }

    /// The parts of a card that do not change with the day.
    fn card(&self, person: usize, project: Option<&Project>) -> Card {
        let Some(contact) = self.contact(person) else {
            return Card::default();
        };
        let department = LaneDepartment::of(contact);
        let lane = self.departments.iter().position(|one| *one == department);
        let superior = contact.reports_to().and_then(|one| one.target);
        let favours = contact
            .favours()
            .map(|one| match self.facts.lookups.referent(one) {
                Referent::Target(target) => target.name.to_string(),
                Referent::Hidden => "…".to_owned(),
                Referent::Text => one.text.to_string(),
            });
        let lead = self
            .facts
            .lead_project
            .as_ref()
            .map(|(project, _)| *project);
        let role = role_of(self.facts, person, project.or(lead));
        let post = contact.title().unwrap_or_default();
        // For a post whose holder is unknown the name would repeat the post.
        let name = match contact.is_placeholder() && !post.is_empty() {
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
        let known = |key: FieldKey| known_on(contact, standing, key, day);
        let influence = known(Contact::INFLUENCE).and_then(Influence::of);
        let attitude = known(Contact::ATTITUDE).and_then(Attitude::of);
        let relation = known(Contact::RELATION_STATE).and_then(RelationState::of);
        let decides = influence == Some(Influence::DecisionMaker);
        let window = self.facts.coverage.window_days;
        let last = self.facts.meetings_with(contact).rev();
        let last = last.map(|meeting| meeting.date.day).find(|met| *met <= day);
        let days = last.and_then(|last| last.until(day).ok());
        let has_left = contact.has_left(day);
        CardStyle {
            fill: influence.map_or(1, |influence| influence as u8 + 1),
            stance: stance(attitude.unwrap_or(Attitude::Unknown)),
            border: relation.map_or(1, |relation| relation as u8 + 1),
            dashed: contact.is_placeholder(),
            double: decides || self.deciders.contains(contact),
            gone: has_left,
            stale: !has_left && days.is_some_and(|days| i64::from(days.get_days()) > window),
            absent: !contact.has_joined(day),
        }
    }

    /// The last line of a card on a day: the number of meetings, days since the last one, and who owns the
    /// relationship.
    fn foot(&self, person: usize, day: Date) -> String {
        let Some(contact) = self.contact(person) else {
            return String::new();
        };
        let context = self.facts.context;
        if let Some(left) = contact.left_on().filter(|_| contact.has_left(day)) {
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
        match contact.owner() {
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
        self.writer.language().clauses(&words)
    }

    /// The character of a buying role: 责 采 集 影 技 老, or a letter.
    pub fn role_letter(&self, role: BuyingRole) -> String {
        self.facts.context.words(match role {
            BuyingRole::ProjectLead => "role-lead",
            BuyingRole::Purchaser => "role-purchaser",
            BuyingRole::Researcher => "role-researcher",
            BuyingRole::Influencer => "role-influencer",
            BuyingRole::TechnicalSelector => "role-selector",
            BuyingRole::Boss => "role-boss",
        })
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
        let ties: [(Relations, Tie, &str); 3] = [
            (Contact::influences, Tie::Moves, "map-moves"),
            (Contact::close_to, Tie::Close, "map-close"),
            (Contact::conflicts_with, Tie::Against, "map-against"),
        ];
        let mut lines: Vec<Line> = Vec::new();
        for (from, person) in self.people.iter().enumerate() {
            let Some(contact) = self.contact(*person) else {
                continue;
            };
            for (relations, tie, words) in ties {
                for other in relations(contact) {
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

/// The stance of an attitude.
pub(crate) fn stance(attitude: Attitude) -> Stance {
    match attitude {
        Attitude::Champion => Stance::Champion,
        Attitude::Supporter => Stance::Supporter,
        Attitude::Neutral => Stance::Neutral,
        Attitude::Sceptic => Stance::Sceptic,
        Attitude::Opponent => Stance::Opponent,
        Attitude::Unknown => Stance::Unknown,
    }
}

/// The contacts on a project's committee, each once, in the order written.
pub(crate) fn committee(facts: &AccountFacts<'_>, project: &Project) -> Vec<usize> {
    let mut people = Vec::new();
    for member in project.committee() {
        let mut contacts = facts.account.contacts.iter();
        let person = contacts.position(|contact| member.is(contact));
        people.extend(person.filter(|person| !people.contains(person)));
    }
    people
}

/// A contact, the superior, direct reports, and everybody connected by a line, in the order of the account.
pub(crate) fn neighbours(facts: &AccountFacts<'_>, contact: &Contact) -> Vec<usize> {
    let leads_to = |one: &Contact, id: u32| {
        let relations = [one.influences(), one.close_to(), one.conflicts_with()];
        let superior = one.reports_to().into_iter();
        let mut others = superior.chain(relations.into_iter().flatten());
        others.any(|other| other.target == Some(id))
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
) -> Option<CommitteeMember<'p>> {
    let contact = facts.account.contacts.get(person)?;
    project?.committee().find(|member| member.is(contact))
}

/// The role of a contact in a project's committee.
fn role_of(
    facts: &AccountFacts<'_>,
    person: usize,
    project: Option<&Project>,
) -> Option<BuyingRole> {
    member_of(facts, person, project)?.role()
}

/// The labels of card classes, for the script that describes earlier days on hover.
pub(crate) fn class_labels(writer: &HtmlWriter<'_>) -> Vec<(String, String)> {
    let attitudes = Attitude::ALL.iter().map(|attitude| {
        let label = writer.context.label_of(*attitude);
        (format!("at-{}", attitude.key()), label.to_owned())
    });
    let mut words = numbered_labels::<Influence>(writer, "inf-");
    words.extend(attitudes);
    words.extend(numbered_labels::<RelationState>(writer, "rel-"));
    words
}

/// The labels of the classes of an enum's values, which are numbered from 1.
fn numbered_labels<C: KnownChoice>(writer: &HtmlWriter<'_>, prefix: &str) -> Vec<(String, String)> {
    let label = |(value, number): (&C, usize)| {
        let label = writer.context.label_of(*value);
        (format!("{prefix}{number}"), label.to_owned())
    };
    C::ALL.iter().zip(1..).map(label).collect()
}

/// The label of a field of a contact.
pub(crate) fn contact_field_label(writer: &HtmlWriter<'_>, key: FieldKey) -> String {
    crate::site::widgets::field_label(writer, Kind::Contact, key)
}
