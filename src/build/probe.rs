//! The probe of a proof: through it a build is told every value that is read, and sees canaries in the places that are
//! withheld.

use crate::domain::{
    Directory, Draft, Included, Item, Lookups, Settings, Substitution, TextKind, ValueInventory,
    ValueVisitor, Viewpoint,
};
use crate::forms::{Field, Level};
use crate::text::Span;
use std::sync::{Arc, Mutex, PoisonError};

/// How a build is looked at.
#[derive(Clone, Copy)]
pub struct Probe<'a> {
    /// Which withheld values are swapped, and for what; none where there is none.
    pub substitution: Option<Substitution<'a>>,
    /// The level of a field.
    pub level_of: &'a (dyn Fn(&Field) -> Level + Sync),
    /// Takes down what was told, in no order; nothing where that is known.
    pub told: Option<&'a Mutex<Vec<Arc<ValueInventory>>>>,
}

impl Probe<'_> {
    /// What pages say of the site itself, and the directory as the probe shows it.
    pub(super) fn site(
        &self,
        settings: &Settings,
        viewpoint: &Viewpoint,
        directory: Arc<Directory>,
    ) -> Arc<Directory> {
        self.settings(settings, viewpoint);
        self.directory(directory)
    }

    /// The directory, in which what is withheld is called otherwise.
    pub(super) fn directory(&self, directory: Arc<Directory>) -> Arc<Directory> {
        match self.substitution {
            Some(substitution) => Arc::new(directory.with_canaries(substitution.places)),
            None => directory,
        }
    }

    /// Takes down what was told now, or by an earlier build of the same notes.
    pub(super) fn record(&self, told: &[Arc<ValueInventory>]) {
        if let Some(all) = self.told {
            let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
            all.extend(told.iter().cloned());
        }
    }

    /// What pages say of the site itself.
    fn settings(&self, settings: &Settings, viewpoint: &Viewpoint) {
        // By further names people of ours are found where they have pages.
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
        let said = of_site.into_iter().chain(of_team).flatten();
        let said = said.map(|words| Included {
            place: None,
            span: Span::default(),
            words: words.as_str().into(),
            shape: TextKind::Name,
        });
        let said = ValueInventory {
            included: said.collect(),
            ..ValueInventory::default()
        };
        self.record(&[Arc::new(said)]);
    }

    /// Walks over an account before it is cut and filtered.
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

    /// Walks over a note next to the accounts. Outside the company, only the account belongs to the audience.
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
        let mut told = ValueInventory {
            is_elsewhere,
            ..ValueInventory::default()
        };
        for item in items {
            let kind = item.kind.name();
            let mut walk = ValueVisitor {
                viewpoint,
                lookups,
                level_of: self.level_of,
                substitution: self.substitution,
                tell: &mut |met| told.record(kind, met),
            };
            walk.item(item, is_in_site);
        }
        self.record(&[Arc::new(told)]);
    }
}
