#!/bin/sh
# Makes .venv with the packages of a requirements file. At once when they are there, anew when it was cut off.
#   sh tools/install.sh requirements.txt
set -eu

requirements=$1
stamp=.venv/installed-$(echo "$requirements" | tr / -)
wanted="$(cksum requirements.txt tests/requirements.txt)"

say() { printf '%s\n' "$*" >&2; }

give_up() {
    say "$@"
    exit 1
}

works() { .venv/bin/python -c '' 2>/dev/null; }

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    found=$(python3 --version 2>/dev/null || echo "no Python at all")
    give_up "Mentor Sync needs Python 3.11 or newer; here is $found. Install it from https://www.python.org/downloads/"
}

has_room() {
    free=$(df -Pk . | awk 'NR == 2 { print $4 }')
    [ "$free" -gt 2000000 ] || give_up "The packages need 2 GB, and this disk has $((free / 1024)) MB left. Make room."
}

with_uv() {
    uv --version >/dev/null 2>&1 || return 1
    [ -x .venv/bin/python ] || uv venv --quiet --python "$python" .venv || return 1
    uv pip install --quiet --python .venv/bin/python -r "$requirements"
}

with_pip() {
    [ -x .venv/bin/pip ] || "$python" -m venv --clear .venv ||
        give_up "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$requirements"
}

[ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && works && exit 0

python=$(find_python)
has_room
say "Installing what Mentor Sync needs into .venv; this happens once ..."
ls .venv/installed-* >/dev/null 2>&1 && works || rm -rf .venv
with_uv || with_pip || give_up "The packages could not be installed; see above. Without a connection try again later."
echo "$wanted" >"$stamp"
