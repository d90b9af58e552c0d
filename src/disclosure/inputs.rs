//! What the pages of a site are rendered from, with canaries in the places of all withheld values. Rendering takes nothing else:
//! if the real input is the same, so are the pages.

use crate::build::{Observer, SitePiece};
use crate::domain::{Answers, Directory, Draft, Item, Lookups, Settings, Viewpoint};
use crate::text::Digest;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// The inputs of a site's pages, with canaries.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// That of each account, by its number.
    accounts: HashMap<u32, Digest>,
    /// That of all other pages.
    others: Option<Digest>,
    /// What answers the questions of one note about another. What does not exist for the reader has the name of a canary.
    pub(super) directory: Option<Arc<Directory>>,
}

impl Inputs {
    /// Adds the input of a piece of the site.
    pub(super) fn add(&mut self, piece: SitePiece<'_>, input: Digest) {
        match piece {
            SitePiece::Account(number, _) => {
                self.accounts.insert(number, input);
            }
            SitePiece::Others => self.others = Some(input),
        }
    }

    fn get(&self, piece: SitePiece<'_>) -> Option<Digest> {
        match piece {
            SitePiece::Account(number, _) => self.accounts.get(&number).copied(),
            SitePiece::Others => self.others,
        }
    }

    fn len(&self) -> usize {
        self.accounts.len() + usize::from(self.others.is_some())
    }
}

/// Compares the inputs of the real site with those of a proof. It changes nothing.
pub struct InputCheck<'p> {
    expected: &'p Inputs,
    directory: OnceLock<Arc<Directory>>,
    /// How many pieces were the same.
    same: AtomicUsize,
    differs: AtomicBool,
}

impl<'p> InputCheck<'p> {
    pub(super) fn of(expected: &'p Inputs) -> InputCheck<'p> {
        InputCheck {
            expected,
            directory: OnceLock::new(),
            same: AtomicUsize::new(0),
            differs: AtomicBool::new(false),
        }
    }

    /// Whether the whole site was made from the expected inputs.
    pub fn agrees(&self) -> bool {
        let is_whole = self.same.load(Ordering::Relaxed) == self.expected.len();
        is_whole && !self.differs.load(Ordering::Relaxed)
    }

    fn judge(&self, is_same: bool) {
        if !is_same {
            self.differs.store(true, Ordering::Relaxed);
        }
    }
}

impl Observer for InputCheck<'_> {
    fn begin(&self, _: &Settings, _: &Viewpoint, directory: Arc<Directory>) -> Arc<Directory> {
        self.judge(self.directory.set(Arc::clone(&directory)).is_ok());
        directory
    }

    fn account(&self, _: &mut Draft, _: &Viewpoint, _: &Lookups<'_>, _: bool) {}

    fn note(&self, _: &mut Item, _: &Viewpoint, _: &Lookups<'_>) {}

    fn keep(&self, _: &str) {}

    fn input(&self, piece: SitePiece<'_>, input: Digest) {
        self.judge(self.expected.get(piece) == Some(input));
        self.same.fetch_add(1, Ordering::Relaxed);
    }

    fn asked(&self, piece: SitePiece<'_>, answers: &Answers) {
        let account = match piece {
            SitePiece::Account(number, _) => Some(number),
            SitePiece::Others => None,
        };
        let both = self.directory.get().zip(self.expected.directory.as_ref());
        let is_same = both.is_some_and(|(real, expected)| {
            Lookups::same_for_reader([real, expected], account, answers)
        });
        self.judge(is_same);
    }

    /// Earlier days are shown in documents only, which are rendered twice.
    fn of_earlier_day(&self) -> Box<dyn Observer + '_> {
        Box::new(InputCheck::of(self.expected))
    }
}
