#!/bin/sh
# Makes this checkout ready to run: system packages, .venv, locked dependencies, fonts, icons, translations.
# With the word "tests": what make test-all needs too. May be called again at any time: what is there is left alone, what was interrupted is done again.
set -eu
cd "$(dirname "$0")/../.."
here=resources/deploy
say() { printf 'setup: %s\n' "$*"; }

# 1. System packages. Newer Ubuntu names some of them with the suffix t64.
installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
if command -v dpkg-query >/dev/null; then
    missing=
    lists="$here/packages.txt"
    if [ "${1:-}" = tests ]; then lists="$lists $here/test-packages.txt"; fi
    # shellcheck disable=SC2086
    for package in $(cat $lists | grep -v '^#'); do
        installed "$package" || installed "${package}t64" || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        install="apt-get install -y --no-install-recommends$missing"
        if [ "$(id -u)" = 0 ]; then as=; elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as="sudo"; else as=none; fi
        if [ "$as" = none ]; then
            say "system packages are missing. Run this, then call make again:"
            printf '    sudo apt-get update && sudo %s\n' "$install" >&2
            exit 1
        fi
        say "1/5 system packages:$missing"
        $as env DEBIAN_FRONTEND=noninteractive apt-get update -q
        # shellcheck disable=SC2086
        $as env DEBIAN_FRONTEND=noninteractive $install
    fi
fi

# 2. A Python that is new enough, in an environment of its own.
if ! [ -x .venv/bin/python ] || ! .venv/bin/python -c 'import pip' 2>/dev/null; then
    python=
    for candidate in python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; then
            python=$candidate
            break
        fi
    done
    if [ -z "$python" ]; then
        say "Python 3.11, 3.12 or 3.13 is needed. On Ubuntu 22.04: sudo apt-get install python3.11 python3.11-venv" >&2
        exit 1
    fi
    say "2/5 environment: .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv
fi

# 3. The locked dependencies, each with its hash, and this project on top.
wanted=$(cat requirements.lock pyproject.toml | sha256sum | cut -d' ' -f1)
stamp=.venv/installed
if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ]; then
    say "3/5 dependencies: exact versions from requirements.lock (about 200 MB the first time)"
    rm -f "$stamp"
    .venv/bin/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock
    say "3/5 the project itself"
    .venv/bin/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation -q -e .
    printf '%s\n' "$wanted" > "$stamp"
fi

# 4 and 5. Fonts and icons from packages, compiled translations: each step checks what is there.
.venv/bin/python -m resources.prepare
.venv/bin/python -m resources.translations
