//! An account as a reader knows it on a day: its people, projects, visits and exchanges in order.

use super::fields::fields;
use super::{
    Concern, Contact, Credit, DepartmentEntry, Draft, Exchange, Item, KeyAccountRow, MuteEntry,
    Project, SalesYear, Status, Tier, Visit,
};
use crate::forms::{Kind, Record};

/// An account, linked, cut and filtered.
#[derive(Clone, Debug, Hash)]
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

fields! {
    note Account in "account" {
        /// Its full name.
        [NAME] name: text;
        /// Its short name.
        [SHORT_NAME] short_name: text;
        /// Its number.
        [CODE] code: text;
        /// How important it is, as written.
        [TIER] own_tier = "tier": choice(Tier);
        /// The state of the cooperation.
        [STATUS] status: choice(Status);
        /// Its credit standing.
        [CREDIT] credit: choice(Credit);
        /// When its data were recorded.
        [REGISTERED_ON] registered_on: moment;
        /// What is unusual about it.
        [ANOMALIES] anomalies: text;
        /// The account manager, as written.
        [MANAGER] manager: text;
        /// Who decides, as the account's note names them.
        [DECISION_MAKER] decision_makers = "decision_maker": references;
        /// Its main products.
        [MAIN_PRODUCTS] main_products: texts;
        /// Its industry.
        [INDUSTRY] industry: value;
        /// Where it came from.
        [SOURCE] source: value;
        /// How the lead was found.
        [LEAD_TACTIC] lead_tactic: text;
        /// The criteria by which it is a key account.
        [KEY_ACCOUNT] key_account: records(KeyAccountRow);
        /// What we sold to it, by year.
        [OUR_SALES] our_sales: records(SalesYear);
        /// What each department cares for.
        [CONCERNS] concerns: records(Concern);
        /// What each department does.
        [DEPARTMENTS] departments: records(DepartmentEntry);
        /// Answers that no field has.
        [INFORMATION] information: map;
        /// Alerts that are not to be raised.
        [MUTE] mutes = "mute": records(MuteEntry);
    }
}

impl Account {
    /// The fields of its note.
    pub fn record(&self) -> &Record {
        &self.item.record
    }

    /// How important it is; general if its note does not say.
    pub fn tier(&self) -> Tier {
        self.own_tier().unwrap_or(Tier::General)
    }

    /// Whether we pursue it; yes if its note does not say.
    pub fn is_pursued(&self) -> bool {
        self.status().is_none_or(Status::is_pursued)
    }

    /// Our participants of a visit: its manager, else the account's, and companions.
    pub fn ours_at<'a>(&'a self, visit: &'a Visit) -> Vec<&'a str> {
        let manager = visit.item.manager().or(self.manager());
        let companions = visit.accompanied_by().iter().map(AsRef::as_ref);
        manager.into_iter().chain(companions).collect()
    }

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
        let date = item.date();
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
        .sort_by_key(|page| page.order().unwrap_or(i64::MAX));
    account
}
