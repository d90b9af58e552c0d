//! `kafolio watch` in use: however an editor saves, the site on disk ends up as a clean build writes it, byte for byte.
//! Tests wait for the result; time is not measured.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The time a slow machine has to produce the right site.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A watched site. The program ends with the test.
struct Watched {
    top: TempDir,
    program: Child,
}

impl Drop for Watched {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Watched {
    fn start(options: &[&str]) -> Watched {
        let top = tempfile::tempdir().expect("there is room for a site");
        let accounts = top.path().join("content/accounts");
        for account in ["lan", "qing"] {
            let folder = accounts.join(account);
            fs::create_dir_all(folder.join("contacts")).expect("a folder can be made");
            let name = format!("---\nname: {account} 公司\n---\n");
            fs::write(folder.join("index.md"), name).expect("a note can be written");
            let person = "---\nname: 王敏\n---\n见[[lan]]。\n";
            fs::write(folder.join("contacts/wang.md"), person).expect("a note can be written");
        }
        let site = "as_of: 2026-03-20\n";
        fs::write(top.path().join("content/site.yaml"), site).expect("settings can be written");
        let log = File::create(top.path().join("said")).expect("a file can be made");
        let program = kafolio("watch", top.path(), "public")
            .args(options)
            .stderr(log)
            .stdout(Stdio::null())
            .spawn()
            .expect("the program was built");
        let watched = Watched { top, program };
        watched.wait_for_clean_site();
        watched
    }

    fn content(&self, path: &str) -> PathBuf {
        self.top.path().join("content").join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let place = self.content(path);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder).expect("a folder can be made");
        }
        fs::write(place, text).expect("a note can be written");
    }

    fn log(&self) -> String {
        fs::read_to_string(self.top.path().join("said")).unwrap_or_default()
    }

    /// Waits until the log satisfies a condition; it is written bit by bit.
    fn wait_for_log(&self, is_logged: impl Fn(&str) -> bool) {
        let started = Instant::now();
        while !is_logged(&self.log()) {
            assert!(started.elapsed() < TIMEOUT, "{}", self.log());
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Waits until the site equals a clean build.
    fn wait_for_clean_site(&self) {
        let clean = kafolio("build", self.top.path(), "clean").output();
        clean.expect("the program was built");
        let clean = tree(&self.top.path().join("clean"));
        let public = self.top.path().join("public");
        let started = Instant::now();
        while tree(&public) != clean {
            let paths: Vec<String> = tree(&public).into_keys().collect();
            let log = self.log();
            assert!(
                started.elapsed() < TIMEOUT,
                "it stays at\n{paths:#?}\n{log}"
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

fn kafolio(command: &str, top: &Path, out: &str) -> Command {
    let mut line = Command::new(env!("CARGO_BIN_EXE_kafolio"));
    line.arg(command).arg("--site").arg(top);
    line.arg("--out").arg(top.join(out)).args(["--lang", "en"]);
    line
}

/// Returns every file of a built site with its list, except files not yet published.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(inner) = folders.pop() {
        let Ok(entries) = fs::read_dir(&inner) else {
            continue;
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let within = path.strip_prefix(folder).unwrap_or(&path);
            let within = within.to_string_lossy().replace('\\', "/");
            let is_stage = within.starts_with(".kafolio-");
            if path.is_dir() && !is_stage {
                folders.push(path);
            } else if !is_stage {
                files.insert(within, fs::read(&path).unwrap_or_default());
            }
        }
    }
    files
}

/// Returns the files of a site and its record.
fn published_files(watched: &Watched) -> (BTreeMap<String, Vec<u8>>, Vec<u8>) {
    let top = watched.top.path();
    let disclosure = fs::read(top.join(".kafolio/public.internal.disclosure.json"));
    (tree(&top.join("public")), disclosure.unwrap_or_default())
}

fn note(number: usize) -> String {
    format!("---\nname: 王敏 {number}\n---\n第 {number} 次写。\n")
}

const WANG: &str = "accounts/lan/contacts/wang.md";

/// As when the share with the notes is not mounted for a while.
#[test]
fn the_site_is_kept_while_the_accounts_are_missing() {
    let watched = Watched::start(&[]);
    let public = watched.top.path().join("public");
    let before = tree(&public);
    let (accounts, away) = (watched.content("accounts"), watched.top.path().join("away"));
    fs::rename(&accounts, &away).expect("it can be moved");
    watched.wait_for_log(|log| log.contains("notes contain no account"));
    watched.wait_for_log(|log| log.contains("keeping the last good site"));
    assert_eq!(tree(&public), before);
    // A message is not repeated at every change.
    watched.write("index.md", "一页\n");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(tree(&public), before);
    let count = watched.log().matches("notes contain no account").count();
    assert_eq!(count, 1, "{}", watched.log());
    fs::rename(&away, &accounts).expect("it can be moved");
    watched.wait_for_clean_site();
}

#[test]
fn a_damaged_picture_is_withheld_until_repaired() {
    let watched = Watched::start(&[]);
    let mut picture = Vec::new();
    let encoder = png::Encoder::new(&mut picture, 3, 2);
    let mut writer = encoder.write_header().expect("it has a size");
    writer.write_image_data(&[9; 6]).expect("it is written");
    writer.finish().expect("it is written");
    let place = watched.content("accounts/lan/contacts/plan.png");
    fs::write(&place, &picture).expect("it can be written");
    let shown = format!("{}![平面图](plan.png)\n", note(1));
    fs::write(watched.content(WANG), shown).expect("the note can be written");
    watched.wait_for_clean_site();
    let public = watched.top.path().join("public/accounts/lan/contacts");
    assert!(public.join("plan.png").is_file());
    fs::write(&place, &picture[..picture.len() - 8]).expect("it can be cut");
    watched.wait_for_clean_site();
    watched.wait_for_log(|log| log.contains("warning[picture-withheld]"));
    assert!(!public.join("plan.png").exists());
    fs::write(&place, &picture).expect("it can be written");
    watched.wait_for_clean_site();
    assert!(public.join("plan.png").is_file());
}

#[test]
fn every_way_of_saving_a_note_is_noticed() {
    let watched = Watched::start(&[]);
    let wang = watched.content(WANG);
    // Truncated, and written a while later.
    let mut file = File::create(&wang).expect("the note can be written");
    std::thread::sleep(Duration::from_millis(10));
    file.write_all(note(1).as_bytes())
        .expect("it can be written");
    drop(file);
    watched.wait_for_clean_site();
    // Written next to it and renamed into its place.
    let temporary = watched.content("accounts/lan/contacts/.wang.md.tmp");
    fs::write(&temporary, note(2)).expect("it can be written");
    fs::rename(&temporary, &wang).expect("it can be moved");
    watched.wait_for_clean_site();
    // Moved away, rewritten, the backup deleted; a swap file and a probe in between.
    let swap = watched.content("accounts/lan/contacts/.wang.md.swp");
    let probe = watched.content("accounts/lan/contacts/4913");
    let backup = watched.content("accounts/lan/contacts/wang.md~");
    fs::write(&swap, "swap").expect("it can be written");
    fs::write(&probe, "").expect("it can be written");
    fs::remove_file(&probe).expect("it can be deleted");
    fs::rename(&wang, &backup).expect("it can be moved");
    fs::write(&wang, note(3)).expect("it can be written");
    fs::remove_file(&backup).expect("it can be deleted");
    watched.wait_for_clean_site();
    fs::remove_file(&swap).expect("it can be deleted");
    // Appended to.
    let end = File::options().append(true).open(&wang);
    let mut end = end.expect("it can be opened");
    end.write_all("再写。\n".as_bytes())
        .expect("it can be written");
    watched.wait_for_clean_site();
}

#[test]
fn added_moved_and_removed_notes_are_noticed() {
    let watched = Watched::start(&[]);
    watched.write("accounts/new/index.md", "---\nname: 新客户\n---\n");
    watched.write("accounts/new/visits/2026-03-01.md", "---\naim: 认识\n---\n");
    watched.wait_for_clean_site();
    let (from, to) = ("accounts/new", "accounts/newer");
    fs::rename(watched.content(from), watched.content(to)).expect("it can be moved");
    watched.wait_for_clean_site();
    watched.write(
        "accounts/newer/visits/2026-03-02.md",
        "---\naim: 再来\n---\n",
    );
    watched.wait_for_clean_site();
    fs::remove_dir_all(watched.content(to)).expect("it can be deleted");
    fs::remove_file(watched.content(WANG)).expect("it can be deleted");
    watched.wait_for_clean_site();
}

#[test]
fn changed_settings_themes_and_attachments_are_noticed() {
    let watched = Watched::start(&[]);
    watched.write("site.yaml", "as_of: 2026-03-20\ntitle: 新的题目\n");
    watched.wait_for_clean_site();
    watched.write("../themes/default/style.css", "main { color: red }\n");
    watched.wait_for_clean_site();
    watched.write("../themes/default/style.css", "main { color: blue }\n");
    watched.wait_for_clean_site();
    watched.write("accounts/lan/plan.pdf", "1");
    watched.write(WANG, "---\nname: 王敏\n---\n[图](../plan.pdf)\n");
    watched.wait_for_clean_site();
    watched.write("accounts/lan/plan.pdf", "2");
    watched.wait_for_clean_site();
}

#[test]
fn bulk_changes_and_a_replaced_folder_are_noticed() {
    let watched = Watched::start(&[]);
    for number in 0..300 {
        let path = format!("accounts/a{}/contacts/p{number}.md", number % 30);
        watched.write(&path, &note(number));
    }
    watched.wait_for_clean_site();
    let content = watched.content("");
    let away = watched.top.path().join("away");
    fs::rename(&content, &away).expect("it can be moved");
    fs::rename(&away, &content).expect("it can be moved");
    watched.write(WANG, &note(9));
    fs::remove_dir_all(watched.content("accounts/a3")).expect("it can be deleted");
    watched.wait_for_clean_site();
}

/// Simulates a switch of branches: files are removed and rewritten one after the other, folders come and go.
#[test]
fn a_thousand_notes_changing_at_once_are_noticed() {
    let watched = Watched::start(&[]);
    let path = |number: usize| format!("accounts/a{}/contacts/p{number}.md", number % 40);
    for number in 0..1000 {
        watched.write(&path(number), &note(number));
    }
    watched.wait_for_clean_site();
    for number in 0..1000 {
        let place = watched.content(&path(number));
        fs::remove_file(&place).expect("it can be deleted");
        if number % 40 == 39 {
            continue;
        }
        // In two pieces, as with large files.
        let mut file = File::create(&place).expect("the note can be written");
        let text = note(number + 5000);
        let (head, rest) = text.split_at(4);
        for piece in [head, rest] {
            file.write_all(piece.as_bytes()).expect("it can be written");
        }
    }
    fs::remove_dir_all(watched.content("accounts/a39")).expect("it can be deleted");
    watched.write("accounts/a40/index.md", "---\nname: 新客户\n---\n");
    watched.write("site.yaml", "as_of: 2026-03-21\n");
    watched.wait_for_clean_site();
}

#[test]
fn without_events_the_folder_is_polled() {
    let watched = Watched::start(&["--poll"]);
    watched.write(WANG, &note(1));
    watched.wait_for_clean_site();
    watched.write("accounts/new/index.md", "---\nname: 新客户\n---\n");
    watched.wait_for_clean_site();
    fs::remove_dir_all(watched.content("accounts/qing")).expect("it can be deleted");
    watched.wait_for_clean_site();
}

#[test]
fn errors_do_not_stop_it_and_are_reported_once() {
    let watched = Watched::start(&[]);
    watched.write(WANG, "---\nname: 王敏\ntitel: 经理\n---\n");
    watched.wait_for_clean_site();
    watched.write(WANG, "---\nname: 王敏\ntitel: 经理\n---\n多了一行。\n");
    watched.wait_for_clean_site();
    watched.write("site.yaml", "as_of: 2026-03-20\naudience: customer\n");
    std::thread::sleep(Duration::from_millis(200));
    watched.write("site.yaml", "as_of: 2026-03-20\n");
    watched.write(WANG, &note(1));
    watched.wait_for_clean_site();
    assert_eq!(
        watched.log().matches("[unknown-key]").count(),
        1,
        "{}",
        watched.log()
    );
}

#[test]
fn a_leak_is_reported_and_leaves_the_site_unchanged() {
    let watched = Watched::start(&[]);
    let account = "---\nname: lan 公司\nbank: 湖滨支行营业部\n---\n";
    watched.write("accounts/lan/index.md", account);
    watched.wait_for_clean_site();
    let before = published_files(&watched);
    let theme = "../themes/default/home.html";
    watched.write(theme, "<p>款打到湖滨支行营业部。</p>\n");
    let parts = [
        "error[leak]",
        "`index.html`",
        "(bank)",
        "content/accounts/lan/index.md",
    ];
    watched.wait_for_log(|log| parts.iter().all(|part| log.contains(part)));
    assert!(published_files(&watched) == before, "nothing is written");
    // The next note is not written either, until the theme is fixed.
    watched.write(WANG, &note(1));
    watched.wait_for_log(|log| log.matches("error[leak]").count() == 2);
    assert!(published_files(&watched) == before, "nothing is written");
    watched.write(theme, "<p>款打到老地方。</p>\n");
    watched.wait_for_clean_site();
}
