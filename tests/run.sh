#!/usr/bin/env bash
# Installs what the tests need where it is lacking, then passes them all. Works from any folder; needs Rust only.
# CHROME=/path/to/chrome names a browser that is not on the PATH.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

say() { printf '\n== %s\n' "$*"; }

has() { command -v "$1" >/dev/null 2>&1; }

# The names that the browser tests look for.
has_browser() {
    if [ -n "${CHROME:-}" ]; then
        [ -x "$CHROME" ] && return 0
        echo "CHROME=$CHROME is no program that can be run." >&2
        return 1
    fi
    local name
    for name in google-chrome-stable chromium chromium-browser chrome microsoft-edge-stable; do
        has "$name" && return 0
    done
    [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]
}

# Without a font for Chinese the pages still pass, but the pictures show boxes.
has_chinese_font() {
    [ "$(uname -s)" != Linux ] || { has fc-list && [ -n "$(fc-list :lang=zh)" ]; }
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# A Rust installed with rustup's minimal profile has neither.
install_missing_components() {
    local component
    for component in fmt clippy; do
        cargo "$component" --version >/dev/null 2>&1 && continue
        has rustup || { echo "cargo $component is missing: install it beside Rust." >&2; exit 1; }
        say "rustup component add ${component/#fmt/rustfmt}"
        rustup component add "${component/#fmt/rustfmt}"
    done
}

install_missing() {
    local packages=()
    has_browser || packages+=(chromium)
    has_chinese_font || packages+=(fonts-noto-cjk fontconfig)
    [ ${#packages[@]} -gt 0 ] || return 0
    if has apt-get && grep -qs '^ID=debian' /etc/os-release; then
        say "apt-get install ${packages[*]}"
        as_root apt-get update
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${packages[@]}"
        return 0
    fi
    echo "The tests need these, under the names that this system gives them: ${packages[*]}" >&2
    echo "Chrome will do as well as Chromium; CHROME=/path/to/chrome names one that is not on the PATH." >&2
    has_browser || exit 1
}

run() {
    say "$*"
    "$@"
}

has cargo || { echo "Rust is missing: https://rustup.rs" >&2; exit 1; }
install_missing_components
install_missing
run cargo fmt --all --check
run cargo clippy --workspace --all-targets -- -D warnings
run cargo test
run cargo test --package kafolio-browser-tests
say "All tests pass. Pictures of the pages: ${CARGO_TARGET_DIR:-target}/screenshots/"
