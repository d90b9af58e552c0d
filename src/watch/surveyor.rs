//! Surveys a site's folders at intervals, on a thread of its own, and reports the differences. Without events this is
//! how changes are noticed; with events it detects lost ones.

use super::watcher::Message;
use crate::disk::site_folder::SiteFolder;
use crate::disk::{self, Survey};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::time::{Duration, Instant};

/// The interval between surveys if there are no events.
const POLL_INTERVAL: Duration = Duration::from_millis(500);
/// The pause after a survey is at least this many times the duration of the survey.
const PAUSE_FACTOR: u32 = 10;

/// A survey of all folders of the site.
pub(crate) struct SiteSurvey {
    folders: Vec<(PathBuf, Survey)>,
    took: Duration,
}

/// Surveys the site's folders at intervals.
pub(crate) struct Surveyor {
    site: PathBuf,
    /// Requests to the surveying thread.
    requests: Sender<()>,
    last: Option<SiteSurvey>,
    is_surveying: bool,
    next: Instant,
    interval: Duration,
    /// What events reported since the last finished survey was requested.
    reported: Reported,
    /// What events reported since the running survey was requested.
    reported_since: Reported,
}

#[derive(Default)]
struct Reported {
    everything: bool,
    paths: BTreeSet<PathBuf>,
}

impl Surveyor {
    /// Starts the surveying thread. While events report changes, it surveys every `interval`.
    pub fn start(site: &Path, interval: Duration, results: Sender<Message>) -> Surveyor {
        let (requests, requested) = channel();
        let surveyed_site = site.to_path_buf();
        std::thread::spawn(move || {
            while requested.recv().is_ok() {
                if results
                    .send(Message::Survey(survey_site(&surveyed_site)))
                    .is_err()
                {
                    return;
                }
            }
        });
        Surveyor {
            site: site.to_path_buf(),
            requests,
            last: None,
            is_surveying: false,
            next: Instant::now() + POLL_INTERVAL.min(interval),
            interval,
            reported: Reported::default(),
            reported_since: Reported::default(),
        }
    }

    /// Surveys often from now on, because there are no events; and at once if there was no survey yet.
    pub fn poll(&mut self) {
        self.interval = POLL_INTERVAL;
        if self.last.is_none() {
            self.last = Some(survey_site(&self.site));
        }
        self.next = Instant::now() + self.pause();
    }

    /// Returns when the next survey is due; `None` while one is running.
    pub fn next_due(&self) -> Option<Instant> {
        (!self.is_surveying).then_some(self.next)
    }

    /// Requests a survey if one is due; with events, only while no changes are pending.
    pub fn survey_if_due(&mut self, now: Instant, is_calm: bool) {
        if self.is_surveying || self.next > now {
            return;
        }
        if !is_calm && self.interval > POLL_INTERVAL {
            self.next = now + POLL_INTERVAL;
            return;
        }
        self.reported_since = Reported::default();
        self.is_surveying = self.requests.send(()).is_ok();
        self.next = now + self.pause();
    }

    /// Records that an event reported a path.
    pub fn record_path(&mut self, path: &Path) {
        for reported in [&mut self.reported, &mut self.reported_since] {
            reported.paths.insert(path.to_path_buf());
        }
    }

    /// Records an event that anything may have changed.
    pub fn record_everything(&mut self) {
        self.reported.everything = true;
        self.reported_since.everything = true;
    }

    /// Takes in a survey and returns the changed paths that no event reported.
    pub fn unreported(&mut self, survey: SiteSurvey) -> BTreeSet<PathBuf> {
        self.is_surveying = false;
        let reported =
            std::mem::replace(&mut self.reported, std::mem::take(&mut self.reported_since));
        let differing = match &self.last {
            Some(last) if !reported.everything => differences(last, &survey),
            _ => BTreeSet::new(),
        };
        self.last = Some(survey);
        self.next = Instant::now() + self.pause();
        let is_reported = |path: &Path| {
            path.ancestors()
                .any(|ancestor| reported.paths.contains(ancestor))
        };
        differing
            .into_iter()
            .filter(|path| !is_reported(path))
            .collect()
    }

    fn pause(&self) -> Duration {
        let took = self
            .last
            .as_ref()
            .map_or(Duration::ZERO, |survey| survey.took);
        self.interval.max(took * PAUSE_FACTOR)
    }
}

fn survey_site(site: &Path) -> SiteSurvey {
    let started = Instant::now();
    let folder = |folder: SiteFolder| {
        let root = site.join(folder.name());
        let survey = disk::survey(&root).unwrap_or_default();
        (disk::real_root(&root).unwrap_or(root), survey)
    };
    SiteSurvey {
        folders: SiteFolder::ALL.into_iter().map(folder).collect(),
        took: started.elapsed(),
    }
}

fn differences(before: &SiteSurvey, now: &SiteSurvey) -> BTreeSet<PathBuf> {
    let mut differing = BTreeSet::new();
    for ((root_before, before), (root, now)) in before.folders.iter().zip(&now.folders) {
        if root_before != root {
            differing.insert(root.clone());
        }
        let paths = before.differences(now);
        differing.extend(paths.iter().map(|path| root.join(path)));
    }
    differing
}
