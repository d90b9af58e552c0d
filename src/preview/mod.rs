//! `serve`: keeps the site in memory, serves it to this machine's browser and rebuilds it whenever a note is saved.
//!
//! `store` contains the files; `server` answers requests, which `guard` checks, `reply` formats and `timeouts` limits;
//! `page` prepares pages, `events` notifies open pages of builds, `findings` reports problems in the notes. `watch`
//! notices changes on disk.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

pub(crate) mod browser;
mod events;
mod findings;
mod guard;
mod page;
mod reply;
mod server;
mod store;
mod timeouts;

use crate::build::{BuildError, BuildOutcome, Options};
use crate::console::{Format, failure, notice, printed, refusal_message};
use crate::disk::SiteError;
use crate::domain::place_of;
use crate::html::NoProgress;
use crate::publish::Reporter;
use crate::text::{Diagnostics, Language};
use crate::watch::{Changes, Session, WatchMode, Watcher};
use events::{Hub, Saved};
use findings::{Readers, Terminal};
use guard::Guard;
use server::ServerState;
use std::convert::Infallible;
use std::fmt::Display;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::path::Path;
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};
use store::{Delivered, MemoryStore};
use thiserror::Error;
use timeouts::Timeouts;

/// How many ports are tried after the requested one.
const FURTHER_PORTS: u16 = 100;
/// The home page, which every site has.
const HOME_ROUTE: &str = "index.html";
/// How often the date is checked: midnight changes pages.
const CLOCK_EVERY: Duration = Duration::from_secs(5);

/// The settings of a preview.
pub(crate) struct Serving<'a> {
    /// The site's folder.
    pub site: &'a Path,
    /// The options of the build.
    pub options: Options,
    /// The language of messages until that of the site is known.
    pub language: Language,
    /// How diagnostics are shown.
    pub format: Format,
    /// The first port to try; 0 for any.
    pub port: u16,
    /// Whether the home page is opened in the browser.
    pub open: bool,
    /// Whether the browser goes to the page of the note that was saved.
    pub follow: bool,
    /// How changes are noticed.
    pub mode: WatchMode,
    /// The address to listen on for others; loopback if `None`.
    pub listen: Option<IpAddr>,
}

/// Why a site is not served.
#[derive(Debug, Error)]
pub(crate) enum PreviewError {
    /// The site cannot be read.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// The site cannot be built.
    #[error(transparent)]
    Refused(#[from] BuildError),
    /// The address cannot be listened on.
    #[error("preview.cannot-listen")]
    CannotListen {
        /// The address, with the first port that was tried.
        address: SocketAddr,
        /// What the system says.
        #[source]
        error: io::Error,
    },
    /// The server cannot be started.
    #[error("preview.no-server")]
    NoServer(#[source] io::Error),
    /// The system provides no random numbers.
    #[error("preview.no-randomness")]
    NoRandomness(#[from] getrandom::Error),
}

impl PreviewError {
    /// Returns the message for the user.
    pub fn message(&self, language: Language) -> String {
        let key = self.to_string();
        match self {
            PreviewError::Site(error) => error.message(language),
            PreviewError::Refused(refusal) => refusal_message(refusal, language),
            PreviewError::CannotListen { address, error } => {
                printed::phrase(language, &key, &[("address", address), ("error", error)])
            }
            PreviewError::NoServer(error) => printed::phrase(language, &key, &[("error", error)]),
            PreviewError::NoRandomness(error) => {
                printed::phrase(language, &key, &[("error", error)])
            }
        }
    }
}

/// Serves a site until the program is stopped.
///
/// # Errors
/// The site cannot be read or built, or no port is free.
pub(crate) fn serve(serving: &Serving<'_>) -> Result<Infallible, PreviewError> {
    let options = serving.options.clone();
    let language = serving.language;
    raise_file_limit();
    refuse_huge_pages(true);
    // Watching starts first, so that changes during reading are noticed.
    let mut watcher = Watcher::start(serving.site, serving.mode, language);
    let session = Session::open(serving.site, options)?;
    let listener = bind(serving.listen, serving.port)?;
    let at = listener.local_addr().map_err(PreviewError::NoServer)?;
    let token = serving.listen.map(|_| random()).transpose()?;
    let state = Arc::new(ServerState {
        store: MemoryStore::default(),
        hub: Hub::new(random()?),
        guard: Guard::new(at.port(), token.clone()),
        site: serving.site.to_path_buf(),
        follow: serving.follow,
        timeouts: Timeouts::USUAL,
    });
    let mut preview = ServeSession {
        session,
        state: Arc::clone(&state),
        reporter: Reporter::new(serving.format, language),
        terminal: Terminal::default(),
        language,
    };
    server::start(listener, Arc::clone(&state)).map_err(PreviewError::NoServer)?;
    let announced = Once::new();
    let announce = || announced.call_once(|| announce(at, token.as_deref(), &state, serving));
    preview.build(None, &announce)?;
    loop {
        preview.wait_and_build(&mut watcher, serving.site);
    }
}

/// Prints the address of the site once its home page is available; the build may still be running.
fn announce(at: SocketAddr, token: Option<&str>, state: &ServerState, serving: &Serving<'_>) {
    let address = address(at, token);
    let is_further = at.port() != serving.port && serving.port != 0;
    let reader = state.store.reader();
    let language = reader.map_or(serving.language, |reader| reader.language);
    print_address(&address, is_further, serving, language);
    if state.store.is_filtered() {
        notice(not_proved(&serving.options, language));
    }
    if serving.open {
        // Child processes inherit the setting, and a browser may want huge pages.
        refuse_huge_pages(false);
        browser::open_address(&address, language);
        refuse_huge_pages(true);
    }
}

/// Rebuilds the site and reports the builds.
struct ServeSession {
    session: Session,
    state: Arc<ServerState>,
    reporter: Reporter,
    terminal: Terminal,
    language: Language,
}

impl ServeSession {
    /// Waits a while for a change, and builds if there is one.
    fn wait_and_build(&mut self, watcher: &mut Watcher, site: &Path) {
        let changes = watcher.next(CLOCK_EVERY);
        let another_day = self.session.refresh_today();
        let differs = changes
            .as_ref()
            .is_some_and(|changes| self.session.update(changes));
        if let Some(error) = self.session.take_read_error() {
            self.report_failure(&error.message(self.language));
        }
        if !another_day && !differs {
            return;
        }
        let saved = changes.as_ref().and_then(|changes| saved(changes, site));
        if let Err(refusal) = self.build(saved, &|| {}) {
            self.report_failure(&refusal_message(&refusal, self.language));
        }
    }

    /// Reports why nothing can be built, in the terminal and on the pages of the last good site.
    fn report_failure(&self, reason: &str) {
        failure(reason);
        let words = findings::of_failure(reason, self.readers(), self.language);
        self.state.hub.build_failed(words);
    }

    /// Builds into the store and notifies the terminal and the pages. `home` is called when the home page is new or
    /// changed.
    fn build(&mut self, saved: Option<Saved>, home: &(dyn Fn() + Sync)) -> Result<(), BuildError> {
        let started = Instant::now();
        let state = &self.state;
        let announce = |route: &str| {
            state.hub.page_available(route);
            if route == HOME_ROUTE {
                home();
            }
        };
        let delivery = state.store.begin_build(&announce);
        let mut built = self.session.build(&delivery, &NoProgress)?;
        let delivered = delivery.finish();
        if state.store.is_filtered() {
            let withheld = self.session.withheld(&state.store.attachments());
            let all = built.diagnostics.iter().cloned().chain(withheld);
            built.diagnostics = Diagnostics::from_found(all.collect());
        }
        let saved = saved.filter(|saved| delivered.changed.iter().any(|one| **one == saved.route));
        self.language = built.language;
        let readers = self.readers();
        let saved = saved.map(|saved| saved.for_readers(readers));
        let words = findings::of_build(&built.diagnostics, readers, built.language);
        state.hub.built(&delivered, saved.as_ref(), words, readers);
        self.report(&built, &delivered, started.elapsed());
        Ok(())
    }

    /// Returns the readers of the pages; before the first build they are assumed not to see everything.
    fn readers(&self) -> Readers {
        match self.state.store.is_filtered() {
            true => Readers::Others,
            false => Readers::Owner,
        }
    }

    fn report(&mut self, built: &BuildOutcome, delivered: &Delivered, took: Duration) {
        let (changed, removed) = (delivered.changed.len(), delivered.removed.len());
        self.reporter.set_language(built.language);
        self.reporter.served(built, changed, removed, took);
        self.terminal.report_new(built, &self.reporter);
    }
}

/// Returns the saved note and its page if exactly one note was saved.
fn saved(changes: &Changes, site: &Path) -> Option<Saved> {
    let Changes::Paths(paths) = changes else {
        return None;
    };
    let real = site.canonicalize().ok();
    let within = |path: &Path| {
        let real = real
            .as_deref()
            .and_then(|real| path.strip_prefix(real).ok());
        let inside = path.strip_prefix(site).ok().or(real).unwrap_or(path);
        let note = inside.to_string_lossy().replace('\\', "/");
        let route = format!("{}.html", place_of(&note)?.page);
        Some(Saved { note, route })
    };
    let mut notes = paths.iter().filter_map(|path| within(path));
    let first = notes.next()?;
    notes.next().is_none().then_some(first)
}

/// Binds loopback or the address for others, on the port or the next free one.
fn bind(listen: Option<IpAddr>, port: u16) -> Result<TcpListener, PreviewError> {
    let at = listen.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let address = SocketAddr::new(at, port);
    let first = TcpListener::bind(address);
    let cannot_listen = |error| PreviewError::CannotListen { address, error };
    let is_taken = |error: &io::Error| error.kind() == io::ErrorKind::AddrInUse;
    if port == 0 || !first.as_ref().is_err_and(is_taken) {
        return first.map_err(cannot_listen);
    }
    let last = port.saturating_add(FURTHER_PORTS);
    let mut further =
        (port.saturating_add(1)..=last).map(|port| TcpListener::bind(SocketAddr::new(at, port)));
    let found = further.find(Result::is_ok).unwrap_or(first);
    found.map_err(cannot_listen)
}

/// Returns the address of the home page. If all addresses of the machine are bound, it is one that others can reach.
fn address(at: SocketAddr, token: Option<&str>) -> String {
    let mut shown = at;
    if at.ip().is_unspecified() {
        shown.set_ip(network_address().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)));
    }
    let token = token.map_or(String::new(), |token| format!("?token={token}"));
    format!("http://{shown}/{token}")
}

/// Returns this machine's address on the network. No packet is sent.
fn network_address() -> Option<IpAddr> {
    /// Reserved for documentation (RFC 5737).
    const UNASSIGNED: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(UNASSIGNED).ok()?;
    let own = socket.local_addr().ok()?.ip();
    (!own.is_unspecified()).then_some(own)
}

fn print_address(address: &str, is_further: bool, serving: &Serving<'_>, language: Language) {
    if is_further {
        let port = [("port", &serving.port as &dyn Display)];
        notice(language.phrase_with("preview.port-taken", &port));
    }
    if serving.listen.is_some() {
        notice(language.phrase("preview.open-to-network").to_owned());
    }
    printed::out(&format!("{address}\n"));
    notice(language.phrase("preview.how-to-stop").to_owned());
}

/// Returns the notice that a filtered preview is not proved, because every save would take as long as two builds;
/// another command makes a site to hand out.
fn not_proved(options: &Options, language: Language) -> String {
    let mut command = "kafolio build".to_owned();
    let accounts = options
        .accounts
        .iter()
        .map(|account| ("--account", account));
    for (option, value) in options
        .audience
        .iter()
        .map(|name| ("--audience", name))
        .chain(accounts)
    {
        command += &format!(" {option} {value}");
    }
    printed::phrase(language, "preview.not-proved", &[("command", &command)])
}

/// Returns 128 random bits from the system, in hexadecimal digits.
fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Raises the limit of open files as far as the system allows; beyond it, single connections fail.
fn raise_file_limit() {
    #[cfg(unix)]
    let _ = rlimit::increase_nofile_limit(u64::MAX);
}

/// Disables transparent huge pages (2 MB): the allocator leaves much of them unused, an eighth of the memory of a large
/// site, and they made no measured operation faster. No effect on systems without them.
#[cfg_attr(
    not(target_os = "linux"),
    allow(unused_variables, reason = "only Linux has them")
)]
fn refuse_huge_pages(refuse: bool) {
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(refuse);
}
