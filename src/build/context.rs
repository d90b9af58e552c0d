//! What all parts of one build share.

use super::observer::Observer;
use crate::domain::{Directory, Viewpoint};
use crate::html::{Output, Progress, RenderContext};

/// What a build makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// The site.
    #[default]
    Site,
    /// What its pages are made from, for its observer; no page.
    Inputs,
}

/// What building every account and every list page shares.
pub(super) struct BuildContext<'a> {
    pub directory: &'a Directory,
    pub render: &'a RenderContext<'a>,
    pub viewpoint: &'a Viewpoint,
    /// The accounts that are in the site, by number; `None` for all.
    pub chosen: Option<&'a [usize]>,
    pub output: &'a dyn Output,
    pub progress: &'a dyn Progress,
    /// Who observes the build, if anybody does.
    pub observer: Option<&'a dyn Observer>,
    /// What is made of the notes.
    pub extent: Extent,
    /// The digest of everything besides the notes that pages depend on.
    pub base: u64,
}

impl BuildContext<'_> {
    /// Whether an account was requested.
    pub fn has(&self, account: u32) -> bool {
        let has = |chosen: &[usize]| chosen.contains(&(account as usize));
        self.chosen.is_none_or(has)
    }
}
