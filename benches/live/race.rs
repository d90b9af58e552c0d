//! The race: a number of saves of each kind, and the time from the end of the write until its event, its page and all
//! pages are at a client; optionally compared with Hugo's server.

use super::client::{Client, Event};
use super::folder::{Folder, words};
use super::saves::{Edit, Notes, Save};
use super::server::Server;
use crate::corpus::{self, Shape};
use crate::hugo;
use crate::measuring::percentile;
use crate::request::Size;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// A save that has not arrived after this is lost.
const TIMEOUT: Duration = Duration::from_secs(60);
/// The pause between the arrival of a save and the next.
const PAUSE: Duration = Duration::from_millis(120);
/// The polling interval for a server without events.
const POLL_INTERVAL: Duration = Duration::from_millis(1);

/// The requested measurement.
pub struct Ordered {
    pub sizes: Vec<Size>,
    /// The number of saves of each kind.
    pub saves: usize,
    /// The Hugo program to compare with.
    pub hugo: Option<PathBuf>,
}

/// Times from the end of the write until something was at the client.
pub struct Times {
    event: Option<Duration>,
    page: Duration,
    all: Option<Duration>,
}

/// Times the sizes one after another.
///
/// # Errors
/// If a program does not start, or a save is lost.
pub fn time(ordered: &Ordered) -> Result<(), String> {
    for size in &ordered.sizes {
        let notes = Notes::of(&Shape::of_accounts(size.accounts));
        time_kafolio(*size, &notes, ordered.saves)?;
        if let Some(hugo) = &ordered.hugo {
            time_hugo(*size, &notes, ordered.saves, hugo)?;
        }
    }
    Ok(())
}

fn time_kafolio(size: Size, notes: &Notes, saves: usize) -> Result<(), String> {
    let folder = prepare_site(size)?;
    let server = Server::kafolio(&folder.0)?;
    let (client, events) = (server.client(), server.client().listen()?);
    let save = |save: &Save| saved(&folder.0, save, &client, &events);
    race("kafolio serve", size, notes, saves, &server, save)
}

fn time_hugo(size: Size, notes: &Notes, saves: usize, hugo: &Path) -> Result<(), String> {
    let (folder, site) = (prepare_site(size)?, Folder::new("hugo")?);
    hugo::write_site(&folder.0, &site.0).map_err(words)?;
    let page = |save: &Save| save.route.replace(".html", "/");
    let server = Server::hugo(hugo, &site.0, &page(&notes.save(Edit::Words, 0)))?;
    let client = server.client();
    let save = |save: &Save| {
        let route = page(save);
        // Whoever edits a note has its page open; Hugo rebuilds recently requested pages.
        client.get(&route).map_err(words)?;
        std::fs::write(site.0.join(&save.path), hugo::with_seconds(&save.text)).map_err(words)?;
        let end = Instant::now();
        while !client.sees(&route, &save.mark) {
            if end.elapsed() > TIMEOUT {
                return Err(format!("{} was lost", save.path));
            }
            std::thread::sleep(POLL_INTERVAL);
        }
        let page = end.elapsed();
        let (event, all) = (None, None);
        Ok(Times { event, page, all })
    };
    race("hugo server", size, notes, saves, &server, save)
}

fn prepare_site(size: Size) -> Result<Folder, String> {
    let folder = Folder::new(size.name)?;
    let shape = Shape::of_accounts(size.accounts);
    corpus::write(&folder.0, &shape, corpus::SEED).map_err(words)?;
    Ok(folder)
}

/// Runs a program through all saves, and prints its table.
fn race(
    name: &str,
    size: Size,
    notes: &Notes,
    saves: usize,
    server: &Server,
    mut save: impl FnMut(&Save) -> Result<Times, String>,
) -> Result<(), String> {
    println!(
        "\n{name}, {}: {} notes; first page after {:.2} s; {saves} saves of each kind; milliseconds\n{:<8}{:>18}{:>18}{:>18}\n{:<8}{}",
        size.name,
        Shape::of_accounts(size.accounts).files(),
        server.first_page.as_secs_f64(),
        "",
        "event",
        "page",
        "all pages",
        "",
        format!("{:>10}{:>8}", "p50", "p95").repeat(3),
    );
    for edit in Edit::ALL {
        let mut times = Vec::with_capacity(saves);
        for number in 0..saves {
            std::thread::sleep(PAUSE + Duration::from_millis(number as u64 * 37 % 100));
            times.push(save(&notes.save(edit, number))?);
        }
        let columns = [
            times.iter().filter_map(|one| one.event).collect(),
            times.iter().map(|one| one.page).collect(),
            times.iter().filter_map(|one| one.all).collect::<Vec<_>>(),
        ];
        let row: String = columns.map(column).concat();
        println!("{:<8}{row}", edit.name());
    }
    println!("peak memory {}", server.memory().peak());
    Ok(())
}

fn column(times: Vec<Duration>) -> String {
    match [50, 95].map(|share| percentile(&times, share)) {
        [Some(half), Some(most)] => format!("{half:>10.1}{most:>8.1}"),
        _ => format!("{:>10}{:>8}", "", ""),
    }
}

/// Saves a note, and waits until all its effects are at the client.
///
/// # Errors
/// If something does not arrive.
pub fn saved(
    site: &Path,
    save: &Save,
    client: &Client,
    events: &Receiver<Event>,
) -> Result<Times, String> {
    while events.try_recv().is_ok() {}
    save.write(site).map_err(words)?;
    let end = Instant::now();
    let (mut announced, mut seen, mut all) = (None, None, None);
    let name = format!("\"{}\"", save.route);
    while seen.is_none() || all.is_none() {
        let lost = |_| format!("{} was lost", save.path);
        let event = events.recv_timeout(TIMEOUT).map_err(lost)?;
        let at = event.at.saturating_duration_since(end);
        if seen.is_none() && event.data.contains(&name) {
            announced = Some(at);
            let is_seen = client.sees(&save.route, &save.mark);
            seen = is_seen.then(|| end.elapsed());
        }
        if event.name == "build" && seen.is_some() {
            all = Some(at);
        }
    }
    Ok(Times {
        event: announced,
        page: seen.unwrap_or_default(),
        all,
    })
}
