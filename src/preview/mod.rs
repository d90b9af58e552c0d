//! `serve`: the site in memory, handed out to this machine's browser and built anew whenever a note is saved.
//!
//! `store` is what can be asked for, `server` answers, `guard` says whom, `patience` how long, `reply` how; `page` makes a page ready, `events`
//! tells open pages of builds, `told` what is wrong with the notes. What changed on the disk is the business of `watch`.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

pub(crate) mod browser;
mod events;
mod guard;
mod page;
mod patience;
mod reply;
mod server;
mod store;
mod told;

use crate::build::{BuildError, BuildOutcome, Options};
use crate::console::{self, Format, locale, printed, sentence_of};
use crate::domain::place_of;
use crate::html::NoProgress;
use crate::publish::Reporter;
use crate::text::{Diagnostics, Language};
use crate::watch::{Changes, WatchMode, Session, Watcher};
use events::{Hub, Saved};
use guard::Guard;
use patience::Patience;
use server::ServerState;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::path::Path;
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};
use store::{Delivered, MemoryStore};
use told::{Readers, Terminal};

/// WatchMode many ports are tried after the one that was asked for.
const FURTHER_PORTS: u16 = 100;
/// The home page, which every site has.
const HOME_ROUTE: &str = "index.html";
/// The clock is looked at so often: midnight changes pages.
const CLOCK_EVERY: Duration = Duration::from_secs(5);

/// What is served, and to whom.
pub(crate) struct Serving<'a> {
    /// The site's folder.
    pub site: &'a Path,
    /// What was asked for.
    pub options: Options,
    /// WatchMode diagnostics are shown.
    pub format: Format,
    /// The port, or the first that is tried.
    pub port: u16,
    /// Whether the home page is opened in the browser.
    pub open: bool,
    /// Whether the browser goes to the page of the note that was saved.
    pub follow: bool,
    /// WatchMode changes are noticed.
    pub mode: WatchMode,
    /// The address at which others are let in.
    pub listen: Option<IpAddr>,
}

/// Serves a site until the program is stopped.
///
/// # Errors
/// The site cannot be read or built, or no port is free.
pub(crate) fn serve(serving: &Serving<'_>) -> Result<Infallible, String> {
    let options = serving.options.clone();
    let asked = options.language;
    let language = asked.unwrap_or_else(locale::detect);
    raise_file_limit();
    refuse_huge_pages(true);
    // The watch begins first: what is saved while the notes are read is seen.
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
        patience: Patience::USUAL,
    });
    let mut preview = ServeSession {
        session,
        state: Arc::clone(&state),
        reporter: Reporter::new(serving.format, language),
        terminal: Terminal::default(),
        language,
    };
    server::start(listener, Arc::clone(&state)).map_err(|error| error.to_string())?;
    let greeting = Once::new();
    let greet = || greeting.call_once(|| greet(at, token.as_deref(), &state, serving));
    preview
        .build(None, &greet)
        .map_err(|refusal| sentence_of(&refusal, asked))?;
    loop {
        preview.look(&mut watcher, serving.site);
    }
}

/// Says where the site is, once its home page is there; the rest may still be made.
fn greet(at: SocketAddr, token: Option<&str>, state: &ServerState, serving: &Serving<'_>) {
    let address = address(at, token);
    let is_further = at.port() != serving.port && serving.port != 0;
    let reader = state.store.reader();
    let language = reader.map_or_else(locale::detect, |reader| reader.language);
    say_where(&address, is_further, serving, language);
    if state.store.is_filtered() {
        console::notice(printed::one_line(&not_proved(&serving.options, language)).into_owned());
    }
    if serving.open {
        // Programs that are started inherit it, and a browser may well want huge pages.
        refuse_huge_pages(false);
        browser::open_address(&address, language);
        refuse_huge_pages(true);
    }
}

/// What builds and tells of it.
struct ServeSession {
    session: Session,
    state: Arc<ServerState>,
    reporter: Reporter,
    terminal: Terminal,
    language: Language,
}

impl ServeSession {
    /// Waits for a change, for a while, and builds where there is one.
    fn look(&mut self, watcher: &mut Watcher, site: &Path) {
        let changes = watcher.next(CLOCK_EVERY);
        let another_day = self.session.refresh_today();
        let taken = changes
            .as_ref()
            .is_some_and(|changes| self.session.update(changes));
        if let Some(trouble) = self.session.take_read_error(self.language) {
            self.stop(&trouble);
        }
        if !another_day && !taken {
            return;
        }
        let saved = changes.as_ref().and_then(|changes| saved(changes, site));
        if let Err(refusal) = self.build(saved, &|| {}) {
            self.stop(&sentence_of(&refusal, Some(self.language)));
        }
    }

    /// Nothing can be built: says why, over the last good site.
    fn stop(&self, trouble: &str) {
        console::failure(trouble);
        let words = told::of_trouble(trouble, self.readers(), self.language);
        self.state.hub.stopped(words);
    }

    /// Builds onto the store; tells the terminal and the pages. `home` is called when the home page has come or changed.
    fn build(&mut self, saved: Option<Saved>, home: &(dyn Fn() + Sync)) -> Result<(), BuildError> {
        let started = Instant::now();
        let state = &self.state;
        let tell = |route: &str| {
            state.hub.page_is_there(route);
            if route == HOME_ROUTE {
                home();
            }
        };
        let delivery = state.store.take_in(&tell);
        let mut built = self.session.build(&delivery, &NoProgress)?;
        let delivered = delivery.done();
        if state.store.is_filtered() {
            let withheld = self.session.withheld(&state.store.attachments());
            let all = built.diagnostics.iter().cloned().chain(withheld);
            built.diagnostics = Diagnostics::from_found(all.collect());
        }
        let saved = saved.filter(|saved| delivered.changed.iter().any(|one| **one == saved.route));
        self.language = built.language;
        let readers = self.readers();
        let saved = saved.map(|saved| saved.for_readers(readers));
        let words = told::of_build(&built.diagnostics, readers, built.language);
        state.hub.built(&delivered, saved.as_ref(), words, readers);
        self.report(&built, &delivered, started.elapsed());
        Ok(())
    }

    /// Who reads the pages. Before anything is known of them they do not see everything.
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
        self.terminal.tell(built, &self.reporter);
    }
}

/// The note that was saved, where it is one alone, and its page.
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

/// Loopback, or where others are let in; the port, or the next free one.
fn bind(listen: Option<IpAddr>, port: u16) -> std::io::Result<TcpListener> {
    let at = listen.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let first = TcpListener::bind(SocketAddr::new(at, port));
    let taken = |error: &std::io::Error| error.kind() == std::io::ErrorKind::AddrInUse;
    if port == 0 || !first.as_ref().is_err_and(taken) {
        return first;
    }
    let last = port.saturating_add(FURTHER_PORTS);
    let mut further =
        (port.saturating_add(1)..=last).map(|port| TcpListener::bind(SocketAddr::new(at, port)));
    further.find(Result::is_ok).unwrap_or(first)
}

/// The address of the home page. Where all addresses of the machine are listened at, one that others can reach.
fn address(at: SocketAddr, token: Option<&str>) -> String {
    let mut shown = at;
    if at.ip().is_unspecified() {
        shown.set_ip(outward().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)));
    }
    let token = token.map_or(String::new(), |token| format!("?token={token}"));
    format!("http://{shown}/{token}")
}

/// The address that this machine has towards the network. Nothing is sent.
fn outward() -> Option<IpAddr> {
    /// Reserved for documentation (RFC 5737): nobody has it.
    const NOBODY: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(NOBODY).ok()?;
    let own = socket.local_addr().ok()?.ip();
    (!own.is_unspecified()).then_some(own)
}

fn say_where(address: &str, is_further: bool, serving: &Serving<'_>, language: Language) {
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

/// A preview for readers who do not see everything is filtered and not proved: each save would take as long as two builds.
/// What is given away is made by another command.
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

/// 128 bits of chance, from the system, in hexadecimal digits.
fn random() -> Result<String, String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// As many open files as the system allows; what it does not allow is refused later, one connection at a time.
fn raise_file_limit() {
    #[cfg(unix)]
    let _ = rlimit::increase_nofile_limit(u64::MAX);
}

/// Memory comes in pages of the usual size: of huge ones (2 MB) the allocator leaves much unused, an eighth of what a large
/// site is held in, and they made nothing faster that was measured. Where the system does not know them nothing is lost.
#[cfg_attr(
    not(target_os = "linux"),
    allow(unused_variables, reason = "only Linux has them")
)]
fn refuse_huge_pages(refuse: bool) {
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(refuse);
}
