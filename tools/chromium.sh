#!/bin/sh
# Installs Chromium from Debian's packages when this machine has none; the browser tests need it. The headless shell is
# the same browser without windows and twice as fast; where a release has none, the whole one does.
set -eu

has_browser() {
    for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
        "$name" --version >/dev/null 2>&1 && return 0
    done
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

give_up() {
    printf '%s\n' "The browser tests need Chromium, and it could not be installed ($1)." \
        "Install it yourself, or run the other tests: .venv/bin/python -m pytest -m 'not browser'" >&2
    exit 1
}

has_browser && exit 0
command -v apt-get >/dev/null || give_up "this system has no apt-get"
[ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null || give_up "you are not root and there is no sudo"
export DEBIAN_FRONTEND=noninteractive
as_root apt-get update -qq || give_up "apt-get update failed"
as_root apt-get install -y -qq --no-install-recommends chromium-headless-shell ||
    as_root apt-get install -y -qq --no-install-recommends chromium || give_up "apt-get install chromium failed"
has_browser || give_up "it was installed but does not start"
