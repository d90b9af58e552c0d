//! Notices changes in the folders of a site, by the system's events or by polling. Changes are returned in batches
//! shortly after the first; the session interprets them.

use super::session::Changes;
use super::surveyor::{SiteSurvey, Surveyor};
use crate::console::{notice, printed};
use crate::disk::real_root;
use crate::disk::site_folder::SiteFolder;
use crate::text::Language;
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// A batch is returned after so long without another change: the steps of a save are closer together.
const SETTLE_TIME: Duration = Duration::from_millis(4);
/// The longest time that a batch waits for further changes.
const MOST_DELAY: Duration = Duration::from_millis(25);
/// A new folder is read again after this delay: files may have been created in it before it was watched.
const NEW_FOLDER_DELAY: Duration = Duration::from_millis(250);
/// After so many losses of events, the watcher polls.
const MOST_LOSSES: usize = 2;

/// How often lost events are looked for, and how long they may be late.
#[derive(Clone, Copy, Debug)]
struct Pace {
    /// The interval between surveys.
    interval: Duration,
    /// How much later than a survey the event of the same change may arrive.
    grace: Duration,
}

impl Pace {
    const USUAL: Pace = Pace {
        interval: Duration::from_secs(10),
        grace: Duration::from_millis(500),
    };
}

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchMode {
    /// By events of the system.
    Events,
    /// By surveying the folders at intervals.
    Poll,
}

/// Watches `content/` and `themes/` of a site.
pub struct Watcher {
    site: PathBuf,
    language: Language,
    messages: Receiver<Message>,
    sender: Sender<Message>,
    /// The system's events, unless polling.
    events: Option<RecommendedWatcher>,
    surveyor: Surveyor,
    pace: Pace,
    pending: PendingChanges,
    /// New folders, and when to read them again.
    rescans: Vec<(Instant, PathBuf)>,
    /// Changes that a survey found and no event has reported, and until when an event may arrive.
    suspects: Option<(Instant, BTreeSet<PathBuf>)>,
    losses: usize,
}

/// A message to a watcher from other threads.
pub(crate) enum Message {
    Event(notify::Result<notify::Event>),
    Survey(SiteSurvey),
}

/// Changes that were noticed and not yet returned.
#[derive(Default)]
struct PendingChanges {
    everything: bool,
    paths: BTreeSet<PathBuf>,
    /// The times of the first and the last change.
    times: Option<(Instant, Instant)>,
}

impl Watcher {
    /// Starts to watch. If the site is read after this call, no change is missed.
    pub fn start(site: &Path, mode: WatchMode, language: Language) -> Watcher {
        Watcher::start_at(Pace::USUAL, site, mode, language)
    }

    fn start_at(pace: Pace, site: &Path, mode: WatchMode, language: Language) -> Watcher {
        let site = fs::canonicalize(site).unwrap_or_else(|_| site.to_path_buf());
        let (sender, messages) = channel();
        let surveyor = Surveyor::start(&site, pace.interval, sender.clone());
        let mut watcher = Watcher {
            site,
            language,
            messages,
            sender,
            events: None,
            surveyor,
            pace,
            pending: PendingChanges::default(),
            rescans: Vec::new(),
            suspects: None,
            losses: 0,
        };
        match mode {
            WatchMode::Events => watcher.start_events(),
            WatchMode::Poll => watcher.surveyor.poll(),
        }
        watcher
    }

    /// Waits for the next batch of changes; `None` after `timeout`.
    pub fn next(&mut self, timeout: Duration) -> Option<Changes> {
        let until = Instant::now().checked_add(timeout);
        loop {
            let now = Instant::now();
            self.run_due(now);
            if let Some(changes) = self.pending.take_settled(now) {
                return Some(changes);
            }
            if until.is_some_and(|until| until <= now) {
                return None;
            }
            let times = [until, self.pending.due(), self.next_due()];
            let next_due = times.into_iter().flatten().min();
            let wait = next_due.map_or(timeout, |time| time.saturating_duration_since(now));
            match self.messages.recv_timeout(wait) {
                Ok(message) => self.receive(message),
                Err(RecvTimeoutError::Timeout) => {}
                // Cannot happen: the watcher itself owns a sender.
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    fn start_events(&mut self) {
        let sender = self.sender.clone();
        let forward = move |event| {
            let _ = sender.send(Message::Event(event));
        };
        let config = Config::default().with_follow_symlinks(false);
        let started = RecommendedWatcher::new(forward, config).and_then(|mut events| {
            // The site's folder reports a new `themes/` and a restored `content/`.
            events.watch(&self.site, RecursiveMode::NonRecursive)?;
            Ok(events)
        });
        match started {
            Ok(events) => {
                self.events = Some(events);
                self.watch_folders();
            }
            Err(error) => self.fall_back_to_polling(&error.to_string()),
        }
    }

    fn watch_folders(&mut self) {
        for folder in SiteFolder::ALL {
            let Ok(root) = real_root(&self.site.join(folder.name())) else {
                continue;
            };
            let Some(events) = &mut self.events else {
                return;
            };
            let _ = events.unwatch(&root);
            if let Err(error) = events.watch(&root, RecursiveMode::Recursive)
                && root.is_dir()
            {
                self.fall_back_to_polling(&error.to_string());
            }
        }
    }

    /// Switches to polling and notifies the user.
    fn fall_back_to_polling(&mut self, reason: &str) {
        self.events = None;
        self.surveyor.poll();
        let values: [(&str, &dyn Display); 1] = [("reason", &reason)];
        notice(printed::phrase(self.language, "watch.polling", &values));
    }

    /// Returns when something is due without a message.
    fn next_due(&self) -> Option<Instant> {
        let rescans = self.rescans.iter().map(|(time, _)| *time);
        let suspects = self.suspects.iter().map(|(time, _)| *time);
        rescans
            .chain(suspects)
            .chain(self.surveyor.next_due())
            .min()
    }

    /// Runs what is due.
    fn run_due(&mut self, now: Instant) {
        while let Some(place) = self.rescans.iter().position(|(time, _)| *time <= now) {
            let (_, path) = self.rescans.swap_remove(place);
            self.pending.add_path(path);
        }
        if let Some((_, lost)) = self.suspects.take_if(|(time, _)| *time <= now)
            && !lost.is_empty()
        {
            self.pending.add_everything();
            self.losses += 1;
            if self.losses >= MOST_LOSSES && self.events.is_some() {
                self.fall_back_to_polling(self.language.phrase("watch.changes-lost"));
            }
        }
        let is_calm = self.pending.times.is_none() && self.suspects.is_none();
        self.surveyor.survey_if_due(now, is_calm);
    }

    fn receive(&mut self, message: Message) {
        match message {
            Message::Event(Ok(event)) => self.receive_event(event),
            Message::Event(Err(error)) => {
                self.pending.add_everything();
                if matches!(error.kind, notify::ErrorKind::MaxFilesWatch) && self.events.is_some() {
                    self.fall_back_to_polling(&error.to_string());
                }
            }
            Message::Survey(survey) => {
                let differing = self.surveyor.unreported(survey);
                if self.events.is_none() {
                    differing
                        .into_iter()
                        .for_each(|path| self.pending.add_path(path));
                } else if !differing.is_empty() {
                    self.suspects = Some((Instant::now() + self.pace.grace, differing));
                }
            }
        }
    }

    fn receive_event(&mut self, event: notify::Event) {
        if event.need_rescan() {
            self.pending.add_everything();
            self.surveyor.record_everything();
            self.suspects = None;
            return;
        }
        if !is_change(&event.kind) {
            return;
        }
        let is_structural = !matches!(event.kind, EventKind::Modify(ModifyKind::Data(_)));
        for path in event.paths {
            let is_site_folder = SiteFolder::ALL
                .iter()
                .any(|folder| path == self.site.join(folder.name()));
            if path.parent() == Some(&self.site) && !is_site_folder {
                continue;
            }
            if is_site_folder && is_structural {
                self.watch_folders();
            }
            if is_structural && path.is_dir() {
                self.rescans
                    .push((Instant::now() + NEW_FOLDER_DELAY, path.clone()));
            }
            self.surveyor.record_path(&path);
            if let Some((_, suspects)) = &mut self.suspects {
                suspects.retain(|suspect| !suspect.starts_with(&path));
            }
            self.pending.add_path(path);
        }
    }
}

/// Returns whether an event is about the content of a file or folder, and not about opening or reading, which we do
/// ourselves.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

impl PendingChanges {
    fn add_path(&mut self, path: PathBuf) {
        self.paths.insert(path);
        self.touch();
    }

    fn add_everything(&mut self) {
        self.everything = true;
        self.touch();
    }

    fn touch(&mut self) {
        let now = Instant::now();
        let first = self.times.map_or(now, |(first, _)| first);
        self.times = Some((first, now));
    }

    /// Returns when the batch is due.
    fn due(&self) -> Option<Instant> {
        let (first, last) = self.times?;
        Some((last + SETTLE_TIME).min(first + MOST_DELAY))
    }

    fn take_settled(&mut self, now: Instant) -> Option<Changes> {
        if self.due()? > now {
            return None;
        }
        let pending = std::mem::take(self);
        Some(match pending.everything {
            true => Changes::Everything,
            false => Changes::Paths(pending.paths),
        })
    }
}

#[cfg(test)]
mod tests;
