//! Opens a page in the browser, where there is a screen. The only other program that is ever run, and only on `--open`.

use crate::console::printed;
use crate::text::Language;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

/// Opens a file; says where it lies if that cannot be done.
pub(crate) fn open(page: &Path, language: Language) {
    let page = page.canonicalize().unwrap_or_else(|_| page.to_path_buf());
    show(page.as_os_str(), language);
}

/// Opens an address; says what it is if that cannot be done.
pub(crate) fn open_address(address: &str, language: Language) {
    show(address.as_ref(), language);
}

fn show(page: &OsStr, language: Language) {
    let opened = has_screen()
        && opener(page)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .is_ok();
    if !opened {
        let words = language.pick(
            "没有打开浏览器；页面在",
            "could not open a browser; the page is at",
        );
        let page = printed::path(Path::new(page));
        crate::console::notice(format!("{words} {page}"));
    }
}

/// Linux has a screen where a display is named; elsewhere there is one.
fn has_screen() -> bool {
    let named = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos"))) || named("DISPLAY") || named("WAYLAND_DISPLAY")
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
