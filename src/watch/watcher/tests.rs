//! Missing events: a watch that cannot be set up, events that overflow, events that are lost. Only the results are
//! tested, never the time they take.

use super::*;
use notify::event::Flag;
use tempfile::TempDir;

/// Only ends a test that hangs, on any machine.
const GIVE_UP_AFTER: Duration = Duration::from_secs(60);
/// Detects lost events quickly.
const FAST: Pace = Pace {
    interval: Duration::from_millis(20),
    grace: Duration::from_millis(20),
};

fn watched(pace: Pace) -> (TempDir, Watcher) {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("content/a")).unwrap();
    fs::write(site.path().join("content/a/x.md"), "one").unwrap();
    let watcher = Watcher::start_at(pace, site.path(), WatchMode::Events, Language::ENGLISH);
    (site, watcher)
}

/// Waits for a batch of changes that satisfies a condition.
fn until(watcher: &mut Watcher, is_expected: impl Fn(&Changes) -> bool) {
    let began = Instant::now();
    loop {
        let changes = watcher.next(Duration::from_millis(100));
        if changes.is_some_and(|changes| is_expected(&changes)) {
            return;
        }
        assert!(began.elapsed() < GIVE_UP_AFTER, "it does not come");
    }
}

fn contains(changes: &Changes, name: &str) -> bool {
    matches!(changes, Changes::Paths(paths) if paths.iter().any(|path| path.ends_with(name)))
}

fn is_everything(changes: &Changes) -> bool {
    *changes == Changes::Everything
}

/// Stops the events of notes, as on a network share.
fn stop_events(watcher: &mut Watcher) {
    let content = watcher.site.join("content");
    watcher.events.as_mut().unwrap().unwatch(&content).unwrap();
}

#[test]
fn the_watcher_polls_if_the_system_has_no_more_watches() {
    let (site, mut watcher) = watched(Pace::USUAL);
    let full = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
    watcher.sender.send(Message::Event(Err(full))).unwrap();
    until(&mut watcher, is_everything);
    assert!(watcher.events.is_none());
    fs::write(site.path().join("content/a/x.md"), "longer").unwrap();
    until(&mut watcher, |changes| contains(changes, "content/a/x.md"));
}

#[test]
fn an_overflow_of_events_reports_everything_and_keeps_events() {
    let (site, mut watcher) = watched(Pace::USUAL);
    let overflow = notify::Event::new(EventKind::Other).set_flag(Flag::Rescan);
    watcher.sender.send(Message::Event(Ok(overflow))).unwrap();
    until(&mut watcher, is_everything);
    assert!(watcher.events.is_some());
    fs::write(site.path().join("content/a/x.md"), "longer").unwrap();
    until(&mut watcher, |changes| contains(changes, "content/a/x.md"));
}

#[test]
fn lost_events_are_detected_and_the_second_loss_switches_to_polling() {
    let (site, mut watcher) = watched(FAST);
    let note = site.path().join("content/a/x.md");
    // Later surveys are compared with the first.
    while watcher.surveyor.next_due().is_some() {
        watcher.next(Duration::from_millis(1));
    }
    while watcher.surveyor.next_due().is_none() {
        watcher.next(Duration::from_millis(1));
    }
    stop_events(&mut watcher);
    fs::write(&note, "longer").unwrap();
    until(&mut watcher, is_everything);
    assert!(watcher.events.is_some(), "once may happen");
    fs::write(&note, "longer still").unwrap();
    until(&mut watcher, is_everything);
    assert!(watcher.events.is_none());
    fs::write(&note, "the longest of them all").unwrap();
    until(&mut watcher, |changes| contains(changes, "content/a/x.md"));
}

#[test]
fn a_reported_change_does_not_count_as_lost() {
    // Surveys are frequent, and events may be late.
    let (site, mut watcher) = watched(Pace {
        grace: GIVE_UP_AFTER,
        ..FAST
    });
    let note = site.path().join("content/a/x.md");
    for number in 0..20 {
        fs::write(&note, "longer".repeat(number + 1)).unwrap();
        until(&mut watcher, |changes| contains(changes, "content/a/x.md"));
        watcher.next(Duration::from_millis(30));
    }
    assert_eq!(watcher.losses, 0);
}
