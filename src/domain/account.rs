//! An account as a reader knows it on a day: its people, projects, visits and exchanges in order.

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
    /// Technical exchanges, past and planned, in the order of their dates.
    pub exchanges: Vec<Exchange>,
    /// Pages of its own.
    pub pages: Vec<Item>,
}

/// A person at the customer.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Its note.
    pub item: Item,
    /// The name, else the slug.
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
    /// When it was; `None` for a note without a readable date, which is sorted first.
    pub date: Option<Moment>,
}

/// A technical exchange.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Its note.
    pub item: Item,
    /// When it took place, or is planned.
    pub date: Option<Moment>,
}

impl Account {
    /// Returns the person a reference points to.
    pub fn contact(&self, id: Option<u32>) -> Option<&Contact> {
        let id = id?;
        self.contacts.iter().find(|contact| contact.item.id == id)
    }

    /// Returns the project a reference points to.
    pub fn project(&self, id: Option<u32>) -> Option<&Project> {
        let id = id?;
        self.projects.iter().find(|project| project.item.id == id)
    }

    /// The account manager, as written.
    pub fn manager(&self) -> Option<&str> {
        self.item.record.text("manager")
    }

    /// Returns everything that has a page, the account first.
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

    /// Our participants: the manager, else the account's, and companions.
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
    /// When it took place: the summary's own date if it differs from the plan.
    pub fn took_place_on(&self) -> Option<Moment> {
        self.summary()?.moment("date").or(self.date)
    }

    /// What was planned.
    pub fn plan(&self) -> Option<&Record> {
        self.item.record.record("plan")
    }

    /// The summary, if it took place.
    pub fn summary(&self) -> Option<&Record> {
        self.item.record.record("summary")
    }

    /// The customer's participants: those who attended if the summary lists any, else those who were invited.
    pub fn people(&self) -> Vec<&Reference> {
        let attended = self
            .summary()
            .map(|summary| summary.references("attendees"))
            .unwrap_or_default();
        if !attended.is_empty() {
            return attended.iter().collect();
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

    /// Our participants: those who attended if the summary lists any, else those who were planned, and the project's
    /// manager.
    pub fn ours(&self) -> Vec<&str> {
        let manager = self.item.record.text("project_manager");
        let attended = self
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
            .filter(|_| attended.is_empty());
        manager
            .into_iter()
            .chain(attended.iter().map(AsRef::as_ref))
            .chain(planned)
            .collect()
    }
}

/// Turns a draft into an account.
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
