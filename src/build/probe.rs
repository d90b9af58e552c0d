//! The probe of a proof: it records every value that a build reads, and substitutes canaries for withheld values.

use crate::domain::{
    Directory, Draft, Included, Item, Lookups, Settings, Substitution, TextKind, ValueInventory,
    ValueVisitor, Viewpoint,
};
use crate::forms::{Field, Level};
use crate::text::Span;
use std::sync::{Arc, Mutex, PoisonError};

/// How a build is observed.
#[derive(Clone, Copy)]
pub struct Probe<'a> {
    /// Which withheld values are substituted, and by what; `None` to leave them.
    pub substitution: Option<Substitution<'a>>,
    /// The level of a field.
    pub level_of: &'a (dyn Fn(&Field) -> Level + Sync),
    /// Collects the values that were read, in no particular order; `None` if they are known already.
    pub inventories: Option<&'a Mutex<Vec<Arc<ValueInventory>>>>,
}

impl Probe<'_> {
    /// Records the values of the settings, and returns the directory with substituted names.
    pub(super) fn site(
        &self,
        settings: &Settings,
        viewpoint: &Viewpoint,
        directory: Arc<Directory>,
    ) -> Arc<Directory> {
        self.settings(settings, viewpoint);
        self.directory(directory)
    }

    /// Returns the directory with other names for what is withheld.
    pub(super) fn directory(&self, directory: Arc<Directory>) -> Arc<Directory> {
        match self.substitution {
            Some(substitution) => Arc::new(directory.with_canaries(substitution.numbers)),
            None => directory,
        }
    }

    /// Records values that were read now, or by an earlier build of the same notes.
    pub(super) fn record(&self, new: &[Arc<ValueInventory>]) {
        if let Some(all) = self.inventories {
            let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
            all.extend(new.iter().cloned());
        }
    }

    /// Records the values of the settings that pages show.
    fn settings(&self, settings: &Settings, viewpoint: &Viewpoint) {
        // Aliases of our people are searchable where these people have pages.
        let is_inside = !viewpoint.audience.external;
        let of_team = settings.team.iter().flat_map(|one| {
            let aliases = one.aliases.iter().filter(move |_| is_inside).map(Some);
            [Some(&one.name), one.title.as_ref()]
                .into_iter()
                .chain(aliases)
        });
        let of_site = [
            settings.title.as_ref(),
            settings.company.as_ref(),
            Some(&viewpoint.audience.name),
        ];
        let included = of_site.into_iter().chain(of_team).flatten();
        let included = included.map(|words| Included {
            path: None,
            span: Span::default(),
            words: words.as_str().into(),
            text_kind: TextKind::Name,
        });
        let included = ValueInventory {
            included: included.collect(),
            ..ValueInventory::default()
        };
        self.record(&[Arc::new(included)]);
    }

    /// Visits an account before it is cut and filtered.
    pub(super) fn draft(
        &self,
        draft: &mut Draft,
        viewpoint: &Viewpoint,
        lookups: &Lookups<'_>,
        is_in_site: bool,
    ) {
        self.items(
            std::iter::once(&mut draft.core).chain(&mut draft.items),
            viewpoint,
            lookups,
            (is_in_site, !is_in_site),
        );
    }

    /// Visits a note outside the accounts. For readers outside the company, only the account belongs to the audience.
    pub(super) fn item(&self, item: &mut Item, viewpoint: &Viewpoint, lookups: &Lookups<'_>) {
        let is_elsewhere = viewpoint.audience.external;
        let items = std::iter::once(item);
        self.items(items, viewpoint, lookups, (true, is_elsewhere));
    }

    fn items<'i>(
        &self,
        items: impl Iterator<Item = &'i mut Item>,
        viewpoint: &Viewpoint,
        lookups: &Lookups<'_>,
        (is_in_site, is_elsewhere): (bool, bool),
    ) {
        if viewpoint.audience.is_owner() {
            return;
        }
        let mut inventories = ValueInventory {
            is_elsewhere,
            ..ValueInventory::default()
        };
        for item in items {
            let kind = item.kind.name();
            let mut visitor = ValueVisitor {
                viewpoint,
                lookups,
                level_of: self.level_of,
                substitution: self.substitution,
                visit: &mut |value| inventories.record(kind, value),
            };
            visitor.item(item, is_in_site);
        }
        self.record(&[Arc::new(inventories)]);
    }
}
