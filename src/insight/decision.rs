//! Who decides about a purchase.

use super::standing::Standing;
use crate::domain::{Account, BuyingRole, Contact, Influence, Project};
use std::collections::BTreeSet;

/// The people who decide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deciders(BTreeSet<u32>);

impl Deciders {
    /// Returns the people who decide: by influence, as named by the account, or as the boss of the committee of one of
    /// the projects. `standings` are in the order of the account's contacts.
    pub fn of<'p>(
        account: &Account,
        standings: &[Standing<'_>],
        projects: impl IntoIterator<Item = &'p Project>,
    ) -> Deciders {
        let named = account.decision_makers().iter();
        let committees = projects.into_iter().flat_map(Project::committee);
        let bosses = committees.filter(|member| member.role() == Some(BuyingRole::Boss));
        let people = account.contacts.iter().zip(standings);
        let by_influence = people
            .filter(|(_, standing)| standing.influence() == Some(Influence::DecisionMaker))
            .map(|(contact, _)| contact.item.id);
        let ids = named.filter_map(|one| one.target);
        let ids = ids.chain(bosses.filter_map(|boss| boss.contact()?.target));
        Deciders(ids.chain(by_influence).collect())
    }

    /// Whether a person decides.
    pub fn contains(&self, contact: &Contact) -> bool {
        self.has(contact.item.id)
    }

    /// Whether a person decides, by their id in the directory.
    pub fn has(&self, id: u32) -> bool {
        self.0.contains(&id)
    }
}
