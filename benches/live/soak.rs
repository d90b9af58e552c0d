//! The soak test: notes are saved for a long time, one by one and in bursts, notes are added and removed, and every
//! change must be seen. The server's memory is reported at each tenth; at the end its pages must equal those of a clean
//! build.

use super::client::Client;
use super::folder::{Folder, words};
use super::saves::{Edit, Notes, Save};
use super::server::Server;
use crate::corpus::{self, Shape};
use crate::measuring::percentile;
use crate::request::Size;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A save that is not seen after this is lost.
const LOSS_TIMEOUT: Duration = Duration::from_secs(30);
/// The polling interval for a page.
const POLL_INTERVAL: Duration = Duration::from_millis(2);
/// The pause between two bursts.
const PAUSE: Duration = Duration::from_millis(150);
/// The numbers of notes saved at once, repeated.
const BURSTS: [usize; 10] = [1, 1, 3, 1, 1, 8, 1, 2, 1, 25];
/// The number of parts the run is reported in.
const PARTS: u32 = 10;

/// The results of a part of the run.
#[derive(Default)]
struct Part {
    saves: usize,
    lost: Vec<String>,
    /// For each burst, the time from its end until all of it was seen.
    times: Vec<Duration>,
}

/// Saves notes for this long.
///
/// # Errors
/// If the program does not start, a save was lost, or the pages at the end differ from a clean build.
pub fn soak(size: Size, length: Duration) -> Result<(), String> {
    let shape = Shape::of_accounts(size.accounts);
    let folder = Folder::new("soak")?;
    corpus::write(&folder.0, &shape, corpus::SEED).map_err(words)?;
    let notes = Notes::of(&shape);
    let server = Server::kafolio(&folder.0)?;
    // Events are read, as open pages do.
    let open: Vec<_> = (0..3)
        .map_while(|_| server.client().listen().ok())
        .collect();
    println!(
        "soak, {}: {} minutes\n{:>8}{:>9}{:>7}{:>12}{:>12}{:>9}{:>9}",
        size.name,
        length.as_secs() / 60,
        "minute",
        "saves",
        "lost",
        "memory MB",
        "peak MB",
        "p50 ms",
        "p95 ms"
    );
    let started = Instant::now();
    let (mut number, mut lost) = (0, 0);
    for part in 1..=PARTS {
        let done = run(
            &folder.0,
            &notes,
            &server,
            &mut number,
            started + length * part / PARTS,
        );
        let done = done.map_err(words)?;
        open.iter()
            .for_each(|events| while events.try_recv().is_ok() {});
        print_part(started, &server, &done);
        lost += done.lost.len();
    }
    let differing_routes = differing_routes(&folder.0, &server.client()).map_err(words)?;
    println!(
        "{lost} saves lost; {} pages differ from a clean build",
        differing_routes.len()
    );
    match lost == 0 && differing_routes.is_empty() {
        true => Ok(()),
        false => Err(differing_routes.join("\n")),
    }
}

/// Saves notes until a time.
fn run(
    site: &Path,
    notes: &Notes,
    server: &Server,
    number: &mut usize,
    until: Instant,
) -> std::io::Result<Part> {
    let mut part = Part::default();
    let client = server.client();
    for burst in BURSTS.into_iter().cycle() {
        if Instant::now() >= until {
            break;
        }
        let mut saves = Vec::with_capacity(burst + 1);
        for _ in 0..burst {
            *number += 1;
            saves.push(notes.save(Edit::ALL[*number % Edit::ALL.len()], *number));
        }
        let newcomer = (burst == 2).then(|| notes.newcomer(*number));
        saves
            .iter()
            .chain(&newcomer)
            .try_for_each(|save| save.write(site))?;
        let end = Instant::now();
        for save in saves.iter().chain(&newcomer) {
            part.wait_for(end, save, || client.sees(&save.route, &save.mark));
        }
        part.times.push(end.elapsed());
        if let Some(save) = newcomer {
            std::fs::remove_file(site.join(&save.path))?;
            let is_gone = || {
                client
                    .get(&save.route)
                    .is_ok_and(|answer| answer.status == 404)
            };
            part.wait_for(Instant::now(), &save, is_gone);
        }
        std::thread::sleep(PAUSE);
    }
    Ok(part)
}

impl Part {
    /// Waits until the effect of a save is seen.
    fn wait_for(&mut self, since: Instant, save: &Save, is_seen: impl Fn() -> bool) {
        self.saves += 1;
        while !is_seen() {
            if since.elapsed() > LOSS_TIMEOUT {
                eprintln!("lost: {} ({})", save.path, save.mark);
                self.lost.push(save.path.clone());
                return;
            }
            std::thread::sleep(POLL_INTERVAL);
        }
    }
}

fn print_part(started: Instant, server: &Server, part: &Part) {
    let megabytes = |bytes: Option<u64>| {
        bytes.map_or_else(
            || "unknown".to_owned(),
            |bytes| format!("{:.1}", bytes as f64 / 1e6),
        )
    };
    let memory = server.memory();
    let [half, most] = [50, 95].map(|share| percentile(&part.times, share).unwrap_or_default());
    println!(
        "{:>8.1}{:>9}{:>7}{:>12}{:>12}{half:>9.1}{most:>9.1}",
        started.elapsed().as_secs_f64() / 60.0,
        part.saves,
        part.lost.len(),
        megabytes(memory.resident_bytes),
        megabytes(memory.peak_bytes),
    );
}

/// Returns routes whose page differs from a clean build.
fn differing_routes(site: &Path, client: &Client) -> std::io::Result<Vec<String>> {
    let out = Folder::new("clean").map_err(std::io::Error::other)?;
    Command::new(env!("CARGO_BIN_EXE_kafolio"))
        .args(["build", "--audience", "owner", "--site"])
        .arg(site)
        .arg("--out")
        .arg(&out.0)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    let mut differing_routes = Vec::new();
    let mut folders = vec![out.0.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let route = path.strip_prefix(&out.0).unwrap_or(&path).to_string_lossy();
            let route = route.replace('\\', "/");
            let is_page = !route.starts_with(".kafolio");
            if is_page
                && without_server_additions(&client.get(&route)?.body) != std::fs::read(&path)?
            {
                differing_routes.push(route);
            }
        }
    }
    Ok(differing_routes)
}

/// Returns a page without the two things that a server adds to it: its script, and the permission to connect.
fn without_server_additions(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(page);
    let added = text.split_once("<script defer src=\"/.kafolio/");
    let Some((head, (_, rest))) =
        added.and_then(|(head, rest)| Some((head, rest.split_once("</script>")?)))
    else {
        return page.to_vec();
    };
    let head = head.replacen("; connect-src 'self'\"", "\"", 1);
    format!("{head}{rest}").into_bytes()
}
