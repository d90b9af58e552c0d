#!/usr/bin/env bash
# Installs what the tests need where it is lacking, then passes them all. Works from any folder; needs Rust only.
# `bash tests/run.sh tools` stops before the tests. CHROME=/path/to/chrome names a browser that is not on the PATH.
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

# Not on everybody's PATH, and where the tests look for it, too.
has_nginx() {
    has nginx || [ -x /usr/sbin/nginx ] || [ -x /usr/local/sbin/nginx ]
}

# On a Mac there is a program of this name that only says where to get Java.
has_java() {
    has java && java -version >/dev/null 2>&1
}

install_missing() {
    local packages=()
    has_browser || packages+=(chromium)
    has_chinese_font || packages+=(fonts-noto-cjk fontconfig)
    has_nginx || packages+=(nginx)
    has_java || packages+=(default-jre-headless)
    has curl || packages+=(curl ca-certificates)
    [ ${#packages[@]} -gt 0 ] || return 0
    if has apt-get && grep -qs '^ID=debian' /etc/os-release; then
        say "apt-get install ${packages[*]}"
        as_root apt-get update
        # At this run level Debian does not start what it installs: nginx is needed by the tests only.
        as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install --yes --no-install-recommends "${packages[@]}"
        return 0
    fi
    echo "The tests need these, under the names that this system gives them: ${packages[*]}" >&2
    echo "Chrome will do as well as Chromium; CHROME=/path/to/chrome names one that is not on the PATH." >&2
    has_browser && has_nginx && has_java && has curl || exit 1
}

# What judges the pages comes from the registry of npm, each in one version, and lies under target/ from then on.
tools="${CARGO_TARGET_DIR:-target}/test-tools"

registry() {
    local address="${NPM_CONFIG_REGISTRY:-${npm_config_registry:-}}"
    [ -n "$address" ] || ! has npm || address="$(npm config get registry 2>/dev/null || true)"
    case "$address" in http*) ;; *) address="https://registry.npmjs.org/" ;; esac
    printf '%s' "${address%/}"
}

sha512() {
    if has sha512sum; then sha512sum "$1"; else shasum -a 512 "$1"; fi | cut -d ' ' -f 1
}

# A file of a package: fetch NAME VERSION SHA512 FILE
fetch() {
    local name=$1 version=$2 sum=$3 file=$4
    local target="$tools/$(basename "$file")" archive
    [ -s "$target" ] && [ "$(cat "$target.version" 2>/dev/null)" = "$version $sum" ] && return 0
    archive="$(registry)/$name/-/$name-$version.tgz"
    say "$archive"
    mkdir -p "$tools"
    curl --fail --location --silent --show-error --retry 3 --output "$tools/$name.tgz" "$archive" || {
        echo "$name $version cannot be fetched; the tests of the pages need it. It is needed once: with a network, or" >&2
        echo "from another registry (NPM_CONFIG_REGISTRY=https://…), \`bash tests/run.sh tools\` puts it into $tools/." >&2
        exit 1
    }
    [ "$(sha512 "$tools/$name.tgz")" = "$sum" ] || {
        echo "$archive is not what it should be: its SHA-512 is another." >&2
        exit 1
    }
    tar -xzf "$tools/$name.tgz" -C "$tools" --strip-components="$(awk -F/ '{ print NF }' <<<"$file")" "package/$file"
    rm "$tools/$name.tgz"
    printf '%s' "$version $sum" >"$target.version"
}

fetch_tools() {
    fetch axe-core 4.14.1 1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5 \
        axe.min.js
    fetch vnu-jar 26.9.27 4e441de4315f39a582f5e6edbe8cd3b2b1f655aa1dde3620faface791133217c417b12f3f7ead2d8336d8e7efe44f5226618258b44a0860057e9125135e6b428 \
        build/dist/vnu.jar
}

run() {
    say "$*"
    "$@"
}

# Licences, sources and bans of dependencies. It takes minutes to build, so it is not installed here.
check_dependencies() {
    if cargo deny --version >/dev/null 2>&1; then
        run cargo deny --config .deny.toml check licenses bans sources
    else
        say "cargo-deny is not installed: licences and sources of dependencies are not checked."
    fi
}

has cargo || { echo "Rust is missing: https://rustup.rs" >&2; exit 1; }
install_missing_components
install_missing
fetch_tools
[ "${1:-}" != tools ] || exit 0
run cargo fmt --all --check
check_dependencies
run cargo clippy --workspace --all-targets -- -D warnings
# Together, so that everything is compiled once.
export KAFOLIO_IS_BUILT=1
run cargo test --workspace
say "All tests pass. Pictures of the pages: ${CARGO_TARGET_DIR:-target}/screenshots/"
