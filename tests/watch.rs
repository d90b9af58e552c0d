//! `kafolio watch` as people use it: after every way in which editors save, the site on disk comes to be what a clean
//! build writes, byte for byte. Only the outcome is waited for; how long it takes is not looked at.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A slow machine is given this long to come to the right site.
const GENEROUS: Duration = Duration::from_secs(60);

/// A site that is watched. Ends with the test.
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
        let said = File::create(top.path().join("said")).expect("a file can be made");
        let program = kafolio("watch", top.path(), "public")
            .args(options)
            .stderr(said)
            .stdout(Stdio::null())
            .spawn()
            .expect("the program was built");
        let watched = Watched { top, program };
        watched.comes_right();
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

    fn said(&self) -> String {
        fs::read_to_string(self.top.path().join("said")).unwrap_or_default()
    }

    /// Waits until what was said is as it should be; it is written bit by bit.
    fn says(&self, is_told: impl Fn(&str) -> bool) {
        let began = Instant::now();
        while !is_told(&self.said()) {
            assert!(began.elapsed() < GENEROUS, "{}", self.said());
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Waits until the site is what a clean build writes.
    fn comes_right(&self) {
        let clean = kafolio("build", self.top.path(), "clean").output();
        clean.expect("the program was built");
        let clean = tree(&self.top.path().join("clean"));
        let public = self.top.path().join("public");
        let began = Instant::now();
        while tree(&public) != clean {
            let paths: Vec<String> = tree(&public).into_keys().collect();
            let said = self.said();
            assert!(
                began.elapsed() < GENEROUS,
                "it stays at\n{paths:#?}\n{said}"
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

/// Every file of a built site, with the list of them; what is not yet shown is left out.
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

/// What a site and its record are made of.
fn given_away(watched: &Watched) -> (BTreeMap<String, Vec<u8>>, Vec<u8>) {
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
fn the_site_stays_while_the_accounts_are_gone() {
    let watched = Watched::start(&[]);
    let public = watched.top.path().join("public");
    let before = tree(&public);
    let (accounts, away) = (watched.content("accounts"), watched.top.path().join("away"));
    fs::rename(&accounts, &away).expect("it can be moved");
    watched.says(|said| said.contains("notes contain no account"));
    watched.says(|said| said.contains("keeping the last good site"));
    assert_eq!(tree(&public), before);
    // What is said once is not said again at every change.
    watched.write("index.md", "一页\n");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(tree(&public), before);
    let count = watched.said().matches("notes contain no account").count();
    assert_eq!(count, 1, "{}", watched.said());
    fs::rename(&away, &accounts).expect("it can be moved");
    watched.comes_right();
}

#[test]
fn a_picture_that_is_damaged_and_whole_again() {
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
    watched.comes_right();
    let public = watched.top.path().join("public/accounts/lan/contacts");
    assert!(public.join("plan.png").is_file());
    fs::write(&place, &picture[..picture.len() - 8]).expect("it can be cut");
    watched.comes_right();
    watched.says(|said| said.contains("warning[picture-withheld]"));
    assert!(!public.join("plan.png").exists());
    fs::write(&place, &picture).expect("it can be written");
    watched.comes_right();
    assert!(public.join("plan.png").is_file());
}

#[test]
fn every_way_of_saving_a_note() {
    let watched = Watched::start(&[]);
    let wang = watched.content(WANG);
    // Truncated, and written a while later.
    let mut file = File::create(&wang).expect("the note can be written");
    std::thread::sleep(Duration::from_millis(10));
    file.write_all(note(1).as_bytes())
        .expect("it can be written");
    drop(file);
    watched.comes_right();
    // Written beside and put in its place.
    let beside = watched.content("accounts/lan/contacts/.wang.md.tmp");
    fs::write(&beside, note(2)).expect("it can be written");
    fs::rename(&beside, &wang).expect("it can be moved");
    watched.comes_right();
    // Moved away, written anew, the backup deleted; a swap file and a probe all the while.
    let swap = watched.content("accounts/lan/contacts/.wang.md.swp");
    let probe = watched.content("accounts/lan/contacts/4913");
    let backup = watched.content("accounts/lan/contacts/wang.md~");
    fs::write(&swap, "swap").expect("it can be written");
    fs::write(&probe, "").expect("it can be written");
    fs::remove_file(&probe).expect("it can be deleted");
    fs::rename(&wang, &backup).expect("it can be moved");
    fs::write(&wang, note(3)).expect("it can be written");
    fs::remove_file(&backup).expect("it can be deleted");
    watched.comes_right();
    fs::remove_file(&swap).expect("it can be deleted");
    // Written at its end.
    let end = File::options().append(true).open(&wang);
    let mut end = end.expect("it can be opened");
    end.write_all("再写。\n".as_bytes())
        .expect("it can be written");
    watched.comes_right();
}

#[test]
fn notes_and_folders_come_move_and_go() {
    let watched = Watched::start(&[]);
    watched.write("accounts/new/index.md", "---\nname: 新客户\n---\n");
    watched.write("accounts/new/visits/2026-03-01.md", "---\naim: 认识\n---\n");
    watched.comes_right();
    let (from, to) = ("accounts/new", "accounts/newer");
    fs::rename(watched.content(from), watched.content(to)).expect("it can be moved");
    watched.comes_right();
    watched.write(
        "accounts/newer/visits/2026-03-02.md",
        "---\naim: 再来\n---\n",
    );
    watched.comes_right();
    fs::remove_dir_all(watched.content(to)).expect("it can be deleted");
    fs::remove_file(watched.content(WANG)).expect("it can be deleted");
    watched.comes_right();
}

#[test]
fn settings_themes_and_attachments_count() {
    let watched = Watched::start(&[]);
    watched.write("site.yaml", "as_of: 2026-03-20\ntitle: 新的题目\n");
    watched.comes_right();
    watched.write("../themes/default/style.css", "main { color: red }\n");
    watched.comes_right();
    watched.write("../themes/default/style.css", "main { color: blue }\n");
    watched.comes_right();
    watched.write("accounts/lan/plan.pdf", "1");
    watched.write(WANG, "---\nname: 王敏\n---\n[图](../plan.pdf)\n");
    watched.comes_right();
    watched.write("accounts/lan/plan.pdf", "2");
    watched.comes_right();
}

#[test]
fn hundreds_of_files_at_once_and_the_whole_folder_replaced() {
    let watched = Watched::start(&[]);
    for number in 0..300 {
        let path = format!("accounts/a{}/contacts/p{number}.md", number % 30);
        watched.write(&path, &note(number));
    }
    watched.comes_right();
    let content = watched.content("");
    let away = watched.top.path().join("away");
    fs::rename(&content, &away).expect("it can be moved");
    fs::rename(&away, &content).expect("it can be moved");
    watched.write(WANG, &note(9));
    fs::remove_dir_all(watched.content("accounts/a3")).expect("it can be deleted");
    watched.comes_right();
}

/// What a switch of branches does: files are removed and written anew one after the other, folders come and go.
#[test]
fn a_thousand_notes_change_at_once() {
    let watched = Watched::start(&[]);
    let path = |number: usize| format!("accounts/a{}/contacts/p{number}.md", number % 40);
    for number in 0..1000 {
        watched.write(&path(number), &note(number));
    }
    watched.comes_right();
    for number in 0..1000 {
        let place = watched.content(&path(number));
        fs::remove_file(&place).expect("it can be deleted");
        if number % 40 == 39 {
            continue;
        }
        // In two pieces, as large files are.
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
    watched.comes_right();
}

#[test]
fn without_events_the_folder_is_looked_at() {
    let watched = Watched::start(&["--poll"]);
    watched.write(WANG, &note(1));
    watched.comes_right();
    watched.write("accounts/new/index.md", "---\nname: 新客户\n---\n");
    watched.comes_right();
    fs::remove_dir_all(watched.content("accounts/qing")).expect("it can be deleted");
    watched.comes_right();
}

#[test]
fn errors_do_not_stop_it_and_are_said_once() {
    let watched = Watched::start(&[]);
    watched.write(WANG, "---\nname: 王敏\ntitel: 经理\n---\n");
    watched.comes_right();
    watched.write(WANG, "---\nname: 王敏\ntitel: 经理\n---\n多了一行。\n");
    watched.comes_right();
    watched.write("site.yaml", "as_of: 2026-03-20\naudience: customer\n");
    std::thread::sleep(Duration::from_millis(200));
    watched.write("site.yaml", "as_of: 2026-03-20\n");
    watched.write(WANG, &note(1));
    watched.comes_right();
    assert_eq!(
        watched.said().matches("[unknown-key]").count(),
        1,
        "{}",
        watched.said()
    );
}

#[test]
fn a_leak_leaves_the_site_as_it_was_and_is_told() {
    let watched = Watched::start(&[]);
    let account = "---\nname: lan 公司\nbank: 湖滨支行营业部\n---\n";
    watched.write("accounts/lan/index.md", account);
    watched.comes_right();
    let before = given_away(&watched);
    let theme = "../themes/default/home.html";
    watched.write(theme, "<p>款打到湖滨支行营业部。</p>\n");
    let parts = [
        "error[leak]",
        "`index.html`",
        "(bank)",
        "content/accounts/lan/index.md",
    ];
    watched.says(|said| parts.iter().all(|part| said.contains(part)));
    assert!(given_away(&watched) == before, "nothing is written");
    // The next note is not written either, until the theme is mended.
    watched.write(WANG, &note(1));
    watched.says(|said| said.matches("error[leak]").count() == 2);
    assert!(given_away(&watched) == before, "nothing is written");
    watched.write(theme, "<p>款打到老地方。</p>\n");
    watched.comes_right();
}
