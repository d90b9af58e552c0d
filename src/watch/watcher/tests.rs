//! Where the system does not tell, or not all: a watch that cannot be had, events that overflow, events that are lost.
//! Only what comes of it is looked at, never how long it takes.

use super::*;
use notify::event::Flag;
use tempfile::TempDir;

/// On any machine; it only ends a test that hangs.
const GIVE_UP_AFTER: Duration = Duration::from_secs(60);
/// Whoever waits for lost events here does not wait long.
const BRISK: Pace = Pace {
    calm: Duration::from_millis(20),
    late: Duration::from_millis(20),
};

fn watched(pace: Pace) -> (TempDir, Watcher) {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir_all(site.path().join("content/a")).unwrap();
    fs::write(site.path().join("content/a/x.md"), "one").unwrap();
    let watcher = Watcher::start_at(pace, site.path(), How::Events, Language::English);
    (site, watcher)
}

/// Waits for a batch of changes that is as it is wanted.
fn until(watcher: &mut Watcher, wanted: impl Fn(&Changes) -> bool) {
    let began = Instant::now();
    loop {
        let changes = watcher.next(Duration::from_millis(100));
        if changes.is_some_and(|changes| wanted(&changes)) {
            return;
        }
        assert!(began.elapsed() < GIVE_UP_AFTER, "it does not come");
    }
}

fn names(changes: &Changes, name: &str) -> bool {
    matches!(changes, Changes::Paths(paths) if paths.iter().any(|path| path.ends_with(name)))
}

fn is_everything(changes: &Changes) -> bool {
    *changes == Changes::Everything
}

/// No event of a note comes any more, as on a network share.
fn deafen(watcher: &mut Watcher) {
    let content = watcher.site.join("content");
    watcher.events.as_mut().unwrap().unwatch(&content).unwrap();
}

#[test]
fn where_the_system_has_no_more_watches_the_folder_is_looked_at() {
    let (site, mut watcher) = watched(Pace::USUAL);
    let full = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
    watcher.sender.send(Message::Event(Err(full))).unwrap();
    until(&mut watcher, is_everything);
    assert!(watcher.events.is_none());
    fs::write(site.path().join("content/a/x.md"), "longer").unwrap();
    until(&mut watcher, |changes| names(changes, "content/a/x.md"));
}

#[test]
fn an_overflow_of_events_means_everything_and_events_go_on() {
    let (site, mut watcher) = watched(Pace::USUAL);
    let overflow = notify::Event::new(EventKind::Other).set_flag(Flag::Rescan);
    watcher.sender.send(Message::Event(Ok(overflow))).unwrap();
    until(&mut watcher, is_everything);
    assert!(watcher.events.is_some());
    fs::write(site.path().join("content/a/x.md"), "longer").unwrap();
    until(&mut watcher, |changes| names(changes, "content/a/x.md"));
}

#[test]
fn lost_events_are_noticed_and_whoever_loses_them_twice_is_not_asked_any_more() {
    let (site, mut watcher) = watched(BRISK);
    let note = site.path().join("content/a/x.md");
    // The first look is what later ones are compared with.
    while watcher.surveyor.wakes().is_some() {
        watcher.next(Duration::from_millis(1));
    }
    while watcher.surveyor.wakes().is_none() {
        watcher.next(Duration::from_millis(1));
    }
    deafen(&mut watcher);
    fs::write(&note, "longer").unwrap();
    until(&mut watcher, is_everything);
    assert!(watcher.events.is_some(), "once may happen");
    fs::write(&note, "longer still").unwrap();
    until(&mut watcher, is_everything);
    assert!(watcher.events.is_none());
    fs::write(&note, "the longest of them all").unwrap();
    until(&mut watcher, |changes| names(changes, "content/a/x.md"));
}

#[test]
fn what_an_event_told_of_is_not_lost() {
    // The look is quick, and the event may take its time.
    let (site, mut watcher) = watched(Pace {
        late: GIVE_UP_AFTER,
        ..BRISK
    });
    let note = site.path().join("content/a/x.md");
    for number in 0..20 {
        fs::write(&note, "longer".repeat(number + 1)).unwrap();
        until(&mut watcher, |changes| names(changes, "content/a/x.md"));
        watcher.next(Duration::from_millis(30));
    }
    assert_eq!(watcher.losses, 0);
}
