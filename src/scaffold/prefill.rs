//! What is known about a new account, contact, project or competitor.

use super::context::ScaffoldContext;
use super::note::Scaffold;
use crate::domain::{Account, Contact, Item, Project};

/// Prefills a new account.
pub fn account_scaffold(context: &ScaffoldContext<'_>, name: &str) -> Scaffold {
    let mut scaffold = Scaffold::default();
    scaffold.set(&Account::NAME, Some(name));
    scaffold.set(&Account::REGISTERED_ON, Some(context.today.to_string()));
    scaffold.set(&Account::MANAGER, context.only_teammate());
    scaffold
}

/// Prefills a new contact of an account.
pub fn contact_scaffold(context: &ScaffoldContext<'_>, account: &Account, name: &str) -> Scaffold {
    let mut scaffold = Scaffold::default();
    let full_name = account.name().map(str::to_owned);
    scaffold.set(&Item::NAME, Some(name));
    scaffold.set(
        &Contact::EMPLOYER,
        Some(full_name.unwrap_or_else(|| account.item.name())),
    );
    scaffold.set(&Contact::REGISTERED_ON, Some(context.today.to_string()));
    scaffold
}

/// Prefills a new project.
pub fn project_scaffold(context: &ScaffoldContext<'_>, name: &str) -> Scaffold {
    let mut scaffold = Scaffold::default();
    scaffold.set(&Item::NAME, Some(name));
    scaffold.set(&Project::DATE, Some(context.today.to_string()));
    scaffold
}

/// Prefills a new competitor.
pub fn competitor_scaffold(name: &str) -> Scaffold {
    let mut scaffold = Scaffold::default();
    scaffold.set(&Item::NAME, Some(name));
    scaffold
}
