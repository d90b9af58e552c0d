//! A line on the terminal that says what a long build is doing. Short builds and everything that is no terminal see nothing.

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

/// Nobody needs to be told of less.
const PATIENCE: Duration = Duration::from_millis(500);
/// How long a line stands before it is drawn again.
const REDRAWN_AFTER: Duration = Duration::from_millis(100);

/// What is going on, and the thread that shows it. Whoever wants to print drops it first: then the line is gone.
pub(crate) struct ProgressLine {
    state: Arc<State>,
    shown_by: Option<(Sender<()>, JoinHandle<()>)>,
}

/// What is going on.
#[derive(Default)]
struct State {
    /// In Chinese and English, and how many parts it has; 0 where they are not counted.
    now: Mutex<(&'static str, &'static str, usize)>,
    done: AtomicUsize,
}

impl ProgressLine {
    /// Begins with the reading of files.
    pub fn start(format: Format, language: Language) -> ProgressLine {
        let state = Arc::<State>::default();
        let shown_by = (format == Format::Human && is_watched()).then(|| {
            let (sender, receiver) = channel();
            let state = state.clone();
            let thread = std::thread::spawn(move || show(&state, language, &receiver));
            (sender, thread)
        });
        let progress = ProgressLine { state, shown_by };
        progress.now("读文件", "reading files", 0);
        progress
    }

    fn now(&self, chinese: &'static str, english: &'static str, parts: usize) {
        if let Ok(mut now) = self.state.now.lock() {
            *now = (chinese, english, parts);
            self.state.done.store(0, Ordering::Relaxed);
        }
    }
}

impl Progress for ProgressLine {
    fn begin(&self, phase: Phase, parts: usize) {
        match phase {
            Phase::Notes => self.now("读笔记", "reading notes", parts),
            Phase::Accounts => self.now("编译客户", "compiling accounts", parts),
            Phase::Proof => self.now("验证没有泄露", "checking for leaks", parts),
            Phase::Lists => self.now("编译列表", "compiling lists", parts),
            Phase::Folder => self.now("整理输出文件夹", "updating the output folder", 0),
        }
    }

    fn advance(&self) {
        self.state.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.shown_by.take() {
            drop(sender);
            let _ = thread.join();
        }
    }
}

impl State {
    fn line(&self, language: Language) -> String {
        let (chinese, english, parts) = self.now.lock().map(|now| *now).unwrap_or_default();
        let words = language.pick(chinese, english);
        let done = self.done.load(Ordering::Relaxed).min(parts);
        match parts {
            0 => words.to_owned(),
            _ => format!("{words} {done}/{parts}"),
        }
    }
}

/// A terminal that can redraw a line, and a person before it.
fn is_watched() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let is_dumb = set("TERM").is_some_and(|term| term == "dumb");
    std::io::stderr().is_terminal() && !is_dumb && set("CI").is_none()
}

/// Shows the line from when it is worth it until the sender is dropped.
fn show(state: &State, language: Language, end: &Receiver<()>) {
    let lasts = |time| end.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
    if !lasts(PATIENCE) {
        return;
    }
    let line = ProgressBar::new_spinner();
    loop {
        line.set_message(state.line(language));
        line.tick();
        if !lasts(REDRAWN_AFTER) {
            break;
        }
    }
    line.finish_and_clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_done_and_how_much_of_it() {
        let progress = ProgressLine::start(Format::Json, Language::Chinese);
        let line = || progress.state.line(Language::Chinese);
        assert_eq!(line(), "读文件");
        progress.begin(Phase::Accounts, 3);
        progress.advance();
        assert_eq!(line(), "编译客户 1/3");
        progress.begin(Phase::Lists, 0);
        assert_eq!(line(), "编译列表");
        assert_eq!(progress.state.line(Language::English), "compiling lists");
    }
}
