//! An account as it is known to a reader on a day: its people, projects, visits and exchanges in order.

use super::{Draft, Item};
use crate::forms::{Kind, Moment, Record, Reference};

/// An account, linked, cut and filtered.
#[derive(Clone, Debug)]
pub struct Account {
    /// The account's own note.
    pub item: Item,
    /// Its people, by slug.
    pub contacts: Vec<Contact>,
    /// Its projects, by slug.
    pub projects: Vec<Project>,
    /// Visits, calls and meetings up to the day, in the order of their dates.
    pub visits: Vec<Visit>,
    /// Technical exchanges, held and planned, in the order of their dates.
    pub exchanges: Vec<Exchange>,
    /// Pages of its own.
    pub pages: Vec<Item>,
}

/// A person of the customer's.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Its note.
    pub item: Item,
    /// The name, or what stands for one.
    pub name: String,
}

/// A purchase project.
#[derive(Clone, Debug)]
pub struct Project {
    /// Its note.
    pub item: Item,
    /// The name.
    pub name: String,
}

/// A visit, call or meeting.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Its note.
    pub item: Item,
    /// When it was; a note without a date that can be read has none, and stands first.
    pub date: Option<Moment>,
}

/// A technical exchange.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Its note.
    pub item: Item,
    /// When it was, or is to be.
    pub date: Option<Moment>,
}

impl Account {
    /// The person of a reference.
    pub fn contact(&self, id: Option<u32>) -> Option<&Contact> {
        let id = id?;
        self.contacts.iter().find(|contact| contact.item.id == id)
    }

    /// The project of a reference.
    pub fn project(&self, id: Option<u32>) -> Option<&Project> {
        let id = id?;
        self.projects.iter().find(|project| project.item.id == id)
    }

    /// Our person in charge of it, as written.
    pub fn manager(&self) -> Option<&str> {
        self.item.record.text("manager")
    }

    /// Everything that has a page, the account first.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        let contacts = self.contacts.iter().map(|contact| &contact.item);
        let projects = self.projects.iter().map(|project| &project.item);
        let visits = self.visits.iter().map(|visit| &visit.item);
        let exchanges = self.exchanges.iter().map(|exchange| &exchange.item);
        std::iter::once(&self.item)
            .chain(contacts)
            .chain(projects)
            .chain(visits)
            .chain(exchanges)
            .chain(&self.pages)
    }
}

impl Visit {
    /// The people who were met.
    pub fn people(&self) -> &[Reference] {
        self.item.record.references("people")
    }

    /// The day.
    pub fn day(&self) -> Option<jiff::civil::Date> {
        self.date.map(|date| date.day)
    }

    /// Our people who were there: the manager, else the account's, and companions.
    pub fn ours<'a>(&'a self, account: &'a Account) -> Vec<&'a str> {
        let manager = self.item.record.text("manager").or(account.manager());
        manager
            .into_iter()
            .chain(
                self.item
                    .record
                    .texts("accompanied_by")
                    .iter()
                    .map(AsRef::as_ref),
            )
            .collect()
    }
}

impl Exchange {
    /// When it took place: the summary's own date where it was not as planned.
    pub fn held_on(&self) -> Option<Moment> {
        self.summary()?.moment("date").or(self.date)
    }

    /// What was planned.
    pub fn plan(&self) -> Option<&Record> {
        self.item.record.record("plan")
    }

    /// What came of it.
    pub fn summary(&self) -> Option<&Record> {
        self.item.record.record("summary")
    }

    /// The customer's people: those who came, where that is told, else those who were to come.
    pub fn people(&self) -> Vec<&Reference> {
        let came = self
            .summary()
            .map(|summary| summary.references("attendees"))
            .unwrap_or_default();
        if !came.is_empty() {
            return came.iter().collect();
        }
        let planned = self
            .plan()
            .map(|plan| plan.records("customer_attendees"))
            .unwrap_or_default();
        planned
            .iter()
            .filter_map(|attendee| attendee.reference("contact"))
            .collect()
    }

    /// Our people: those who came, where that is told, else those who were to come, and the project's manager.
    pub fn ours(&self) -> Vec<&str> {
        let manager = self.item.record.text("project_manager");
        let came = self
            .summary()
            .map(|summary| summary.texts("our_attendees"))
            .unwrap_or_default();
        let planned = self
            .plan()
            .map(|plan| plan.records("our_attendees"))
            .unwrap_or_default();
        let planned = planned
            .iter()
            .filter_map(|attendee| attendee.text("name"))
            .filter(|_| came.is_empty());
        manager
            .into_iter()
            .chain(came.iter().map(AsRef::as_ref))
            .chain(planned)
            .collect()
    }
}

/// The account that a draft has become.
pub fn account_of(draft: Draft) -> Account {
    let mut account = Account {
        item: draft.core,
        contacts: Vec::new(),
        projects: Vec::new(),
        visits: Vec::new(),
        exchanges: Vec::new(),
        pages: Vec::new(),
    };
    for item in draft.items {
        let name = item.name();
        let date = item.record.moment("date");
        match item.kind {
            Kind::Contact => account.contacts.push(Contact { item, name }),
            Kind::Project => account.projects.push(Project { item, name }),
            Kind::Visit => account.visits.push(Visit { item, date }),
            Kind::Exchange => account.exchanges.push(Exchange { item, date }),
            _ => account.pages.push(item),
        }
    }
    account
        .visits
        .sort_by_key(|visit| visit.date.map(|date| (date.day, date.minute)));
    account
        .exchanges
        .sort_by_key(|exchange| exchange.date.map(|date| (date.day, date.minute)));
    account
        .pages
        .sort_by_key(|page| page.record.int("order").unwrap_or(i64::MAX));
    account
}
