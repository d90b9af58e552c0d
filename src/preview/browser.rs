//! Opens a page in the browser if there is a display. The browser is run only with `--open`.

use crate::console::{notice, printed};
use crate::text::Language;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

/// Opens a file, or prints its path if that fails.
pub(crate) fn open(page: &Path, language: Language) {
    let page = page.canonicalize().unwrap_or_else(|_| page.to_path_buf());
    open_or_print(page.as_os_str(), language);
}

/// Opens an address, or prints it if that fails.
pub(crate) fn open_address(address: &str, language: Language) {
    open_or_print(address.as_ref(), language);
}

fn open_or_print(page: &OsStr, language: Language) {
    let opened = has_display()
        && opener(page)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .is_ok();
    if !opened {
        let page = printed::path(Path::new(page));
        notice(language.phrase_with("preview.no-display", &[("page", &page)]));
    }
}

/// Returns whether there is a display: on Linux one must be named, other systems have one.
fn has_display() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

fn opener(page: &OsStr) -> Command {
    if cfg!(target_os = "windows") {
        let mut command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler").arg(page);
        return command;
    }
    let mut command = Command::new(if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    });
    command.arg(page);
    command
}
