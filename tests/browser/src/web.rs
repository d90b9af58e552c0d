//! A site on a real web server, below a path: nginx, with its own settings in a folder of its own.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use url::Url;

/// The path of the site on the server.
const PATH: &str = "/sales/kafolio/";
/// Programs for administrators may not be on the PATH.
const PROGRAMS: [&str; 3] = ["nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx"];
/// The time a slow machine has to start it: this many tries at this interval.
const TRIES: u32 = 200;
const BETWEEN_TRIES: Duration = Duration::from_millis(50);

/// A running nginx; it ends when dropped.
pub struct Web {
    server: Child,
    address: Url,
    _settings: TempDir,
}

impl Web {
    /// Serves a folder below a path of a loopback server that has nothing else.
    pub fn serve(site: &Path) -> Self {
        let settings = TempDir::new().expect("a temporary folder can be made");
        let port = free_port();
        let folder = settings.path();
        let text = settings_of(folder, site, port);
        std::fs::write(folder.join("nginx.conf"), text).expect("the settings can be written");
        let server = start(folder);
        let mut web = Self {
            server,
            address: Url::parse(&format!("http://127.0.0.1:{port}{PATH}")).expect("an address"),
            _settings: settings,
        };
        web.wait(port);
        web
    }

    /// Returns the address of the site, with a slash at its end.
    pub fn address(&self) -> &Url {
        &self.address
    }

    fn wait(&mut self, port: u16) {
        for _ in 0..TRIES {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return;
            }
            let ended = self.server.try_wait().expect("nginx can be asked");
            assert!(
                ended.is_none(),
                "nginx ended: {ended:?}; is the port taken?"
            );
            std::thread::sleep(BETWEEN_TRIES);
        }
        panic!("nginx does not answer at port {port}");
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Returns a port that was free a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    listener.local_addr().expect("the port is known").port()
}

fn start(folder: &Path) -> Child {
    for program in PROGRAMS {
        let started = Command::new(program)
            .arg("-p")
            .arg(folder)
            .args(["-c", "nginx.conf", "-e", "error.log"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn();
        if let Ok(server) = started {
            return server;
        }
    }
    panic!(
        "nginx is missing: `bash tests/run.sh tools` installs it on Debian; elsewhere install it by that name"
    );
}

/// Returns settings for one process that serves one folder, and writes only to its own.
fn settings_of(folder: &Path, site: &Path, port: u16) -> String {
    let quoted = |path: &Path| {
        let path = path.to_str().expect("the folder's name is UTF-8");
        format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""))
    };
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .iter()
        .map(|kind| format!("  {kind}_temp_path {};\n", quoted(&folder.join(kind))))
        .collect();
    format!(
        "daemon off;\nmaster_process off;\npid {pid};\nevents {{}}\nhttp {{\n  access_log off;\n{temporary}  \
         types {{ text/html html; text/css css; text/javascript js; image/png png; image/svg+xml svg; application/pdf pdf; }}\n  \
         default_type application/octet-stream;\n  server {{\n    listen 127.0.0.1:{port};\n    \
         location {PATH} {{ alias {site}; index index.html; }}\n    location / {{ return 404; }}\n  }}\n}}\n",
        pid = quoted(&folder.join("nginx.pid")),
        site = quoted(&site.join("")),
    )
}
