//! A build that renders nothing: what its pages would be made from.

use kafolio::build::{Build, Cache, Extent, Observer, Options, SitePiece};
use kafolio::domain::{Directory, Draft, Item, Lookups, Settings, Viewpoint};
use kafolio::html::NoOutput;
use kafolio::text::{Digest, Snapshot};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Returns the digest of what each piece of a site is made from, if an observer changes its notes.
pub fn inputs(
    snapshot: &Snapshot,
    options: &Options,
    observer: Option<&dyn Observer>,
) -> BTreeMap<String, Digest> {
    let recorder = Recorder {
        inner: observer,
        inputs: Mutex::default(),
    };
    let build = Build {
        observer: Some(&recorder),
        extent: Extent::Inputs,
        ..Build::new(snapshot, options, &NoOutput)
    };
    build.run(&mut Cache::default()).expect("it can be built");
    recorder.inputs.into_inner().expect("no thread failed")
}

/// Records the inputs of a build that another observer changes.
struct Recorder<'a> {
    inner: Option<&'a dyn Observer>,
    inputs: Mutex<BTreeMap<String, Digest>>,
}

impl Observer for Recorder<'_> {
    fn begin(
        &self,
        settings: &Settings,
        viewpoint: &Viewpoint,
        directory: Arc<Directory>,
    ) -> Arc<Directory> {
        match self.inner {
            Some(inner) => inner.begin(settings, viewpoint, directory),
            None => directory,
        }
    }

    fn account(
        &self,
        draft: &mut Draft,
        viewpoint: &Viewpoint,
        lookups: &Lookups<'_>,
        is_in_site: bool,
    ) {
        if let Some(inner) = self.inner {
            inner.account(draft, viewpoint, lookups, is_in_site);
        }
    }

    fn note(&self, item: &mut Item, viewpoint: &Viewpoint, lookups: &Lookups<'_>) {
        if let Some(inner) = self.inner {
            inner.note(item, viewpoint, lookups);
        }
    }

    fn keep(&self, _: &str) {}

    fn input(&self, piece: SitePiece<'_>, input: Digest) {
        let mut inputs = self.inputs.lock().expect("no thread failed");
        inputs.insert(format!("{piece:?}"), input);
    }

    fn of_earlier_day(&self) -> Box<dyn Observer + '_> {
        unreachable!("a site shows one day")
    }
}
