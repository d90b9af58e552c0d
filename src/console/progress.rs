//! A line on the terminal that shows what a long build is doing. Short builds show nothing, and neither does output that is
//! not a terminal.

use super::Format;
use crate::html::{Phase, Progress};
use crate::text::Language;
use indicatif::ProgressBar;
use std::io::IsTerminal;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// Shorter builds show no progress.
const SHOWN_AFTER: Duration = Duration::from_millis(500);
/// How often the line is drawn again.
const REDRAW_INTERVAL: Duration = Duration::from_millis(100);

/// The state of a build and the thread that shows it. Drop it before printing anything else: that removes the line.
pub(crate) struct ProgressLine {
    state: Arc<State>,
    display: Option<(Sender<()>, JoinHandle<()>)>,
}

/// The state of a build.
#[derive(Default)]
struct State {
    /// The key of the phrase for the current phase, and the number of its parts; 0 if they are not counted.
    current: Mutex<(&'static str, usize)>,
    done: AtomicUsize,
}

impl ProgressLine {
    /// Starts with the reading of files.
    pub fn start(format: Format, language: Language) -> ProgressLine {
        let state = Arc::<State>::default();
        let display = (format == Format::Human && is_watched()).then(|| {
            let (sender, receiver) = channel();
            let state = state.clone();
            let thread = std::thread::spawn(move || show(&state, language, &receiver));
            (sender, thread)
        });
        let progress = ProgressLine { state, display };
        progress.set("console.reading-files", 0);
        progress
    }

    fn set(&self, phrase_key: &'static str, parts: usize) {
        if let Ok(mut current) = self.state.current.lock() {
            *current = (phrase_key, parts);
            self.state.done.store(0, Ordering::Relaxed);
        }
    }
}

impl Progress for ProgressLine {
    fn begin(&self, phase: Phase, parts: usize) {
        match phase {
            Phase::Notes => self.set("console.reading-notes", parts),
            Phase::Accounts => self.set("console.compiling-accounts", parts),
            Phase::Proof => self.set("console.checking-for-leaks", parts),
            Phase::Lists => self.set("console.compiling-lists", parts),
            Phase::Folder => self.set("console.updating-output", 0),
        }
    }

    fn advance(&self) {
        self.state.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.display.take() {
            drop(sender);
            let _ = thread.join();
        }
    }
}

impl State {
    fn line(&self, language: Language) -> String {
        let (phrase_key, parts) = self
            .current
            .lock()
            .map(|current| *current)
            .unwrap_or_default();
        let words = language.phrase(phrase_key);
        let done = self.done.load(Ordering::Relaxed).min(parts);
        match parts {
            0 => words.to_owned(),
            _ => format!("{words} {done}/{parts}"),
        }
    }
}

/// Returns whether standard error is a terminal that can redraw a line, with a person in front of it.
fn is_watched() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let is_dumb = set("TERM").is_some_and(|term| term == "dumb");
    std::io::stderr().is_terminal() && !is_dumb && set("CI").is_none()
}

/// Shows the line once the build has taken long enough, until the sender is dropped.
fn show(state: &State, language: Language, end: &Receiver<()>) {
    let still_running = |time| end.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
    if !still_running(SHOWN_AFTER) {
        return;
    }
    let line = ProgressBar::new_spinner();
    loop {
        line.set_message(state.line(language));
        line.tick();
        if !still_running(REDRAW_INTERVAL) {
            break;
        }
    }
    line.finish_and_clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_shows_the_phase_and_its_progress() {
        let progress = ProgressLine::start(Format::Json, Language::CHINESE);
        let line = || progress.state.line(Language::CHINESE);
        assert_eq!(line(), "读文件");
        progress.begin(Phase::Accounts, 3);
        progress.advance();
        assert_eq!(line(), "编译客户 1/3");
        progress.begin(Phase::Lists, 0);
        assert_eq!(line(), "编译列表");
        assert_eq!(progress.state.line(Language::ENGLISH), "compiling lists");
    }
}
