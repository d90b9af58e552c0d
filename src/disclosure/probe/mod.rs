//! The probe of a proof: it observes a build, records every value that it reads, and puts canaries in the places of withheld
//! values.
//!
//! `walk` goes through the values of notes, `value` is what it finds, `inventory` what is recorded of it, `canary` what takes
//! the place of a value.

mod canary;
mod inventory;
mod value;
mod walk;

pub use inventory::{Counts, Included, Inventories, ValueInventory, Withheld};
pub use value::{TextKind, ValuePath, VisitedValue, WithholdReason};
pub use walk::{Replaceable, ValueVisitor, ValueWalk};

use super::inputs::Inputs;
use crate::build::{Observer, SitePiece};
use crate::domain::{Directory, Draft, Item, Lookups, Settings, Viewpoint};
use crate::forms::Dictionary;
use crate::text::Digest;
use canary::Canary;
use jiff::civil::Date;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Observes a build for a proof.
#[derive(Default)]
pub struct Probe {
    /// The values that are replaced by canaries, by the numbers of their paths.
    canaries: Range<u64>,
    /// What was recorded; `None` if all values are known already.
    recorded: Option<Mutex<Inventories>>,
    /// What was recorded of the last build with the same cache.
    before: Inventories,
    /// What the pages are made from.
    inputs: Mutex<Inputs>,
}

impl Probe {
    /// Creates a probe that puts canaries in the places of withheld values, by the numbers of their paths, and records
    /// nothing.
    pub fn with_canaries(canaries: Range<u64>) -> Probe {
        Probe {
            canaries,
            ..Probe::default()
        }
    }

    /// Creates a probe that puts canaries in the places of all withheld values, and records what it reads. `before` is what
    /// was recorded of the last build with the same cache.
    pub fn recording(before: Inventories) -> Probe {
        Probe {
            canaries: 0..u64::MAX,
            recorded: Some(Mutex::default()),
            before,
            inputs: Mutex::default(),
        }
    }

    /// Returns what was recorded: the values of the notes, and what the pages are made from.
    pub fn into_recorded(self) -> (Inventories, Inputs) {
        let recorded = self.recorded.unwrap_or_default().into_inner();
        let inputs = self.inputs.into_inner();
        (
            recorded.unwrap_or_else(PoisonError::into_inner),
            inputs.unwrap_or_else(PoisonError::into_inner),
        )
    }

    fn inputs(&self) -> MutexGuard<'_, Inputs> {
        self.inputs.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record(&self, add: impl FnOnce(&mut Inventories)) {
        if let Some(recorded) = &self.recorded {
            add(&mut recorded.lock().unwrap_or_else(PoisonError::into_inner));
        }
    }

    /// Visits notes with a walk; returns what they hold, if it must be recorded.
    fn visited(
        &self,
        viewpoint: &Viewpoint,
        lookups: &Lookups<'_>,
        is_elsewhere: bool,
        visit: impl FnOnce(&mut ValueWalk<'_>),
    ) -> Option<Arc<ValueInventory>> {
        // The owner sees everything.
        if viewpoint.audience.is_owner() {
            return None;
        }
        let mut visitor = ProbeVisitor {
            canaries: &self.canaries,
            dictionary: viewpoint.dictionary,
            as_of: viewpoint.as_of,
            inventory: ValueInventory {
                is_elsewhere,
                ..ValueInventory::default()
            },
        };
        visit(&mut ValueWalk {
            viewpoint,
            lookups,
            visitor: &mut visitor,
        });
        Some(Arc::new(visitor.inventory))
    }
}

impl Observer for Probe {
    fn begin(
        &self,
        settings: &Settings,
        viewpoint: &Viewpoint,
        directory: Arc<Directory>,
    ) -> Arc<Directory> {
        let shown = Arc::new(ValueInventory::of_settings(settings, viewpoint));
        self.record(|recorded| recorded.others.push(shown));
        if self.canaries.is_empty() {
            return directory;
        }
        let other_name = |path: &str| {
            let number = ValuePath::of_file(path.into()).number();
            let as_of = viewpoint.as_of;
            let canary = Canary {
                number,
                dictionary: viewpoint.dictionary,
                as_of,
            };
            self.canaries.contains(&number).then(|| canary.text())
        };
        let directory = Arc::new(directory.with_other_names(other_name));
        self.inputs().directory = Some(Arc::clone(&directory));
        directory
    }

    fn account(
        &self,
        draft: &mut Draft,
        viewpoint: &Viewpoint,
        lookups: &Lookups<'_>,
        is_in_site: bool,
    ) {
        let slug = draft.slug.clone();
        let visited = self.visited(viewpoint, lookups, !is_in_site, |walk| {
            walk.draft(draft, is_in_site);
        });
        self.record(|recorded| recorded.accounts.extend(visited.map(|found| (slug, found))));
    }

    /// For readers outside the company, only the account belongs to the audience.
    fn note(&self, item: &mut Item, viewpoint: &Viewpoint, lookups: &Lookups<'_>) {
        let is_elsewhere = viewpoint.audience.external;
        let visited = self.visited(viewpoint, lookups, is_elsewhere, |walk| {
            walk.item(item, true);
        });
        self.record(|recorded| recorded.others.extend(visited));
    }

    fn keep(&self, account: &str) {
        if let Some((slug, known)) = self.before.accounts.get_key_value(account) {
            self.record(|recorded| {
                recorded.accounts.insert(slug.clone(), Arc::clone(known));
            });
        }
    }

    fn input(&self, piece: SitePiece<'_>, input: Digest) {
        self.inputs().add(piece, input);
    }

    /// Its values are among those of the later day, where they are recorded.
    fn of_earlier_day(&self) -> Box<dyn Observer + '_> {
        Box::new(Probe::with_canaries(self.canaries.clone()))
    }
}

/// Records the values of some notes, and puts canaries in the places of those that are withheld.
struct ProbeVisitor<'p> {
    canaries: &'p Range<u64>,
    dictionary: &'static Dictionary,
    as_of: Date,
    inventory: ValueInventory,
}

impl ValueVisitor for ProbeVisitor<'_> {
    fn see(&mut self, value: VisitedValue<'_>) {
        self.inventory.record(value);
    }

    fn replace(&mut self, path: &ValuePath, withheld: Replaceable<'_>) -> bool {
        let number = path.number();
        if self.canaries.contains(&number) {
            let canary = Canary {
                number,
                dictionary: self.dictionary,
                as_of: self.as_of,
            };
            canary.replace(withheld);
        }
        true
    }
}
