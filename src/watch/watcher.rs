//! Notices what changes in the folders of a site: by the events of the system, or by looking again and again. What was
//! noticed is given out a moment after the first of it; what the change means is left to the session.

use super::session::Changes;
use super::surveyor::{Seen, Surveyor};
use crate::console::printed::one_line;
use crate::disk::real_root;
use crate::disk::site_folder::SiteFolder;
use crate::text::Language;
use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// So long nothing more must have come before a batch is given out: the halves of a save are closer together.
const SETTLED: Duration = Duration::from_millis(4);
/// No batch waits longer for its last change.
const LONGEST: Duration = Duration::from_millis(25);
/// A new folder is read once more so long after it came: files may have come into it before it was watched.
const NEW_FOLDER: Duration = Duration::from_millis(250);
/// Whoever loses events so often is not asked any more.
const MOST_LOSSES: usize = 2;

/// How often, and how patiently, it is looked whether events are lost.
#[derive(Clone, Copy, Debug)]
struct Pace {
    /// Between two looks.
    calm: Duration,
    /// An event may come so much later than a look that saw what it is about.
    late: Duration,
}

impl Pace {
    const USUAL: Pace = Pace {
        calm: Duration::from_secs(10),
        late: Duration::from_millis(500),
    };
}

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The system tells.
    Events,
    /// By looking.
    Poll,
}

/// Watches `content/` and `themes/` of a site.
pub struct Watcher {
    site: PathBuf,
    language: Language,
    messages: Receiver<Message>,
    sender: Sender<Message>,
    /// While the system is asked.
    events: Option<RecommendedWatcher>,
    surveyor: Surveyor,
    pace: Pace,
    heard: Heard,
    /// New folders, and when they are to be read once more.
    again: Vec<(Instant, PathBuf)>,
    /// What a survey saw and no event told of, and until when one may come.
    suspects: Option<(Instant, BTreeSet<PathBuf>)>,
    losses: usize,
}

/// What comes to a watcher from other threads.
pub(crate) enum Message {
    Event(notify::Result<notify::Event>),
    Survey(Seen),
}

/// What was noticed and not yet given out.
#[derive(Default)]
struct Heard {
    everything: bool,
    paths: BTreeSet<PathBuf>,
    /// Of the first and the last of it.
    times: Option<(Instant, Instant)>,
}

impl Watcher {
    /// Begins to watch; what changes from now on is noticed. Whoever reads the site afterwards misses nothing.
    pub fn start(site: &Path, how: How, language: Language) -> Watcher {
        Watcher::start_at(Pace::USUAL, site, how, language)
    }

    fn start_at(pace: Pace, site: &Path, how: How, language: Language) -> Watcher {
        let site = fs::canonicalize(site).unwrap_or_else(|_| site.to_path_buf());
        let (sender, messages) = channel();
        let surveyor = Surveyor::start(&site, pace.calm, sender.clone());
        let mut watcher = Watcher {
            site,
            language,
            messages,
            sender,
            events: None,
            surveyor,
            pace,
            heard: Heard::default(),
            again: Vec::new(),
            suspects: None,
            losses: 0,
        };
        match how {
            How::Events => watcher.ask_the_system(),
            How::Poll => watcher.surveyor.hurry(),
        }
        watcher
    }

    /// Waits for the next batch of changes, or until the time is up.
    pub fn next(&mut self, patience: Duration) -> Option<Changes> {
        let until = Instant::now().checked_add(patience);
        loop {
            let now = Instant::now();
            self.tend(now);
            if let Some(changes) = self.heard.settled(now) {
                return Some(changes);
            }
            if until.is_some_and(|until| until <= now) {
                return None;
            }
            let times = [until, self.heard.due(), self.wakes()];
            let wakes = times.into_iter().flatten().min();
            let wait = wakes.map_or(patience, |time| time.saturating_duration_since(now));
            match self.messages.recv_timeout(wait) {
                Ok(message) => self.hear(message),
                Err(RecvTimeoutError::Timeout) => {}
                // It holds a sender itself.
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    fn ask_the_system(&mut self) {
        let sender = self.sender.clone();
        let tell = move |event| {
            let _ = sender.send(Message::Event(event));
        };
        let config = Config::default().with_follow_symlinks(false);
        let started = RecommendedWatcher::new(tell, config).and_then(|mut events| {
            // The folder itself tells of a `themes/` that comes, and of a `content/` that comes back.
            events.watch(&self.site, RecursiveMode::NonRecursive)?;
            Ok(events)
        });
        match started {
            Ok(events) => {
                self.events = Some(events);
                self.watch_rooms();
            }
            Err(error) => self.give_up_events(&error.to_string()),
        }
    }

    fn watch_rooms(&mut self) {
        for room in SiteFolder::ALL {
            let Ok(root) = real_root(&self.site.join(room.name())) else {
                continue;
            };
            let Some(events) = &mut self.events else {
                return;
            };
            let _ = events.unwatch(&root);
            if let Err(error) = events.watch(&root, RecursiveMode::Recursive)
                && root.is_dir()
            {
                self.give_up_events(&error.to_string());
            }
        }
    }

    /// Appearance from now on, and says so.
    fn give_up_events(&mut self, reason: &str) {
        self.events = None;
        self.surveyor.hurry();
        let reason = one_line(reason);
        crate::console::notice(match self.language {
            Language::Chinese => {
                format!("系统不告诉哪些文件变了（{reason}）；改为定时查看文件夹")
            }
            Language::English => {
                format!(
                    "the system does not report file changes ({reason}); checking the folder at intervals instead"
                )
            }
        });
    }

    /// When there is something to do without a message.
    fn wakes(&self) -> Option<Instant> {
        let again = self.again.iter().map(|(time, _)| *time);
        let suspects = self.suspects.iter().map(|(time, _)| *time);
        again.chain(suspects).chain(self.surveyor.wakes()).min()
    }

    /// Does what is due.
    fn tend(&mut self, now: Instant) {
        while let Some(place) = self.again.iter().position(|(time, _)| *time <= now) {
            let (_, path) = self.again.swap_remove(place);
            self.heard.path(path);
        }
        if let Some((_, lost)) = self.suspects.take_if(|(time, _)| *time <= now)
            && !lost.is_empty()
        {
            self.heard.everything();
            self.losses += 1;
            if self.losses >= MOST_LOSSES && self.events.is_some() {
                let reason = self
                    .language
                    .pick("有变化没有报告", "changes were not reported");
                self.give_up_events(reason);
            }
        }
        let is_calm = self.heard.times.is_none() && self.suspects.is_none();
        self.surveyor.survey_if_due(now, is_calm);
    }

    fn hear(&mut self, message: Message) {
        match message {
            Message::Event(Ok(event)) => self.hear_event(event),
            Message::Event(Err(error)) => {
                self.heard.everything();
                if matches!(error.kind, notify::ErrorKind::MaxFilesWatch) && self.events.is_some() {
                    self.give_up_events(&error.to_string());
                }
            }
            Message::Survey(seen) => {
                let differing = self.surveyor.take(seen);
                if self.events.is_none() {
                    differing.into_iter().for_each(|path| self.heard.path(path));
                } else if !differing.is_empty() {
                    self.suspects = Some((Instant::now() + self.pace.late, differing));
                }
            }
        }
    }

    fn hear_event(&mut self, event: notify::Event) {
        if event.need_rescan() {
            self.heard.everything();
            self.surveyor.knows_everything();
            self.suspects = None;
            return;
        }
        if !is_change(&event.kind) {
            return;
        }
        let comes = !matches!(event.kind, EventKind::Modify(ModifyKind::Data(_)));
        for path in event.paths {
            let is_room = SiteFolder::ALL
                .iter()
                .any(|room| path == self.site.join(room.name()));
            if path.parent() == Some(&self.site) && !is_room {
                continue;
            }
            if is_room && comes {
                self.watch_rooms();
            }
            if comes && path.is_dir() {
                self.again.push((Instant::now() + NEW_FOLDER, path.clone()));
            }
            self.surveyor.knows(&path);
            if let Some((_, suspects)) = &mut self.suspects {
                suspects.retain(|suspect| !suspect.starts_with(&path));
            }
            self.heard.path(path);
        }
    }
}

/// Whether an event is about what a file or folder holds. Opening and reading are not; we do that ourselves.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

impl Heard {
    fn path(&mut self, path: PathBuf) {
        self.paths.insert(path);
        self.now();
    }

    fn everything(&mut self) {
        self.everything = true;
        self.now();
    }

    fn now(&mut self) {
        let now = Instant::now();
        let first = self.times.map_or(now, |(first, _)| first);
        self.times = Some((first, now));
    }

    /// When it is to be given out.
    fn due(&self) -> Option<Instant> {
        let (first, last) = self.times?;
        Some((last + SETTLED).min(first + LONGEST))
    }

    fn settled(&mut self, now: Instant) -> Option<Changes> {
        if self.due()? > now {
            return None;
        }
        let heard = std::mem::take(self);
        Some(match heard.everything {
            true => Changes::Everything,
            false => Changes::Paths(heard.paths),
        })
    }
}

#[cfg(test)]
mod tests;
