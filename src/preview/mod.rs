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
use crate::console::{self, Format, locale, printed, sentence_of};
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
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::path::Path;
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};
use store::{Delivered, MemoryStore};
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

/// Serves a site until the program is stopped.
///
/// # Errors
/// The site cannot be read or built, or no port is free.
pub(crate) fn serve(serving: &Serving<'_>) -> Result<Infallible, String> {
    let options = serving.options.clone();
    let requested = options.language;
    let language = requested.unwrap_or_else(locale::detect);
    raise_file_limit();
    refuse_huge_pages(true);
    // Watching starts first, so that changes during reading are noticed.
    let mut watcher = Watcher::start(serving.site, serving.mode, language);
    let session = Session::open(serving.site, options)?;
    let listener = bind(serving.listen, serving.port).map_err(|error| error.to_string())?;
    let at = listener.local_addr().map_err(|error| error.to_string())?;
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
    server::start(listener, Arc::clone(&state)).map_err(|error| error.to_string())?;
    let announced = Once::new();
    let announce = || announced.call_once(|| announce(at, token.as_deref(), &state, serving));
    preview
        .build(None, &announce)
        .map_err(|refusal| sentence_of(&refusal, requested))?;
    loop {
        preview.wait_and_build(&mut watcher, serving.site);
    }
}

/// Prints the address of the site once its home page is available; the build may still be running.
fn announce(at: SocketAddr, token: Option<&str>, state: &ServerState, serving: &Serving<'_>) {
    let address = address(at, token);
    let is_further = at.port() != serving.port && serving.port != 0;
    let reader = state.store.reader();
    let language = reader.map_or_else(locale::detect, |reader| reader.language);
    print_address(&address, is_further, serving, language);
    if state.store.is_filtered() {
        console::notice(printed::one_line(&not_proved(&serving.options, language)).into_owned());
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
        if let Some(reason) = self.session.take_read_error(self.language) {
            self.report_failure(&reason);
        }
        if !another_day && !differs {
            return;
        }
        let saved = changes.as_ref().and_then(|changes| saved(changes, site));
        if let Err(refusal) = self.build(saved, &|| {}) {
            self.report_failure(&sentence_of(&refusal, Some(self.language)));
        }
    }

    /// Reports why nothing can be built, in the terminal and on the pages of the last good site.
    fn report_failure(&self, reason: &str) {
        console::failure(reason);
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
fn bind(listen: Option<IpAddr>, port: u16) -> std::io::Result<TcpListener> {
    let at = listen.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let first = TcpListener::bind(SocketAddr::new(at, port));
    let is_taken = |error: &std::io::Error| error.kind() == std::io::ErrorKind::AddrInUse;
    if port == 0 || !first.as_ref().is_err_and(is_taken) {
        return first;
    }
    let last = port.saturating_add(FURTHER_PORTS);
    let mut further =
        (port.saturating_add(1)..=last).map(|port| TcpListener::bind(SocketAddr::new(at, port)));
    further.find(Result::is_ok).unwrap_or(first)
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
        let words = language.pick(
            "端口被占用，换了下一个",
            "is in use; using the next free port",
        );
        console::notice(format!("{} {words}", serving.port));
    }
    if serving.listen.is_some() {
        let words = language.pick(
            "注意：网络上拿到下面地址的人都能看到这些页面（默认包括私密内容），传输不加密。",
            "Note: anyone on the network with the address below can see these pages (including private content, unless --audience limits it); traffic is not encrypted.",
        );
        console::notice(words.to_owned());
    }
    printed::out(&format!("{address}\n"));
    let stop = language.pick(
        "存盘即更新；按 Ctrl-C 结束。",
        "Pages update whenever a note is saved. Stop with Ctrl-C.",
    );
    console::notice(stop.to_owned());
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
    match language {
        Language::Chinese => format!("这只是预览，没有逐字节验证；要给人的网站用 {command} 生成"),
        Language::English => {
            format!(
                "This is a preview and has not been proved; for a site to hand out, run: {command}"
            )
        }
    }
}

/// Returns 128 random bits from the system, in hexadecimal digits.
fn random() -> Result<String, String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
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
