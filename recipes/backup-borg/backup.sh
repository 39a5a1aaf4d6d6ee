#!/bin/sh
# Backs up folders with borg:   ./backup.sh REPOSITORY PASSWORD-FILE FOLDER…
# The README beside this script says what it promises; what is left out stands in exclude.txt.
set -eu
unset CDPATH

# Of how many days, weeks and months the newest archive is kept.
days={{days}}
weeks={{weeks}}
months={{months}}

main() {
    [ $# -ge 3 ] || fail 'usage: ./backup.sh REPOSITORY PASSWORD-FILE FOLDER…'
    case $0 in
        */*) here=$(cd -- "${0%/*}" && pwd) ;;
        *) here=$PWD ;;
    esac
    BORG_REPO=$1 password=$2
    BORG_EXIT_CODES=legacy # 1 is a warning, whatever version it is
    export BORG_REPO BORG_EXIT_CODES
    shift 2
    command -v borg >/dev/null || fail 'borg is not installed: apt-get install borgbackup'
    [ -r "$password" ] || fail "no such password file: $password"
    case $BORG_REPO in
        *::* | *'{'*) fail "borg cannot have a repository of that name: $BORG_REPO" ;;
    esac
    for folder in "$@"; do
        look_at "$folder"
    done
    archives="{hostname}-${here##*/}" # others may share the repository
    warnings=$(mktemp) || fail 'no temporary file can be made'
    trap 'rm -f -- "$warnings"' EXIT
    back_up "$@"
    remove_old
}

# Of a folder that is missing borg makes an empty archive and ends with 1, and an empty one it backs
# up gladly: both are what is left where a disk is not mounted.
look_at() {
    case $1 in
        /*) ;;
        *) fail "name the folder from the root on: $1" ;;
    esac
    [ -d "$1" ] || fail "no such folder: $1 (is its disk mounted?)"
    [ -r "$1" ] && [ -x "$1" ] || fail "the folder may not be read: $1"
    [ -n "$(ls -A -- "$1")" ] || fail "the folder is empty: $1 (is its disk mounted?)"
    case $BORG_REPO/ in
        "${1%/}"/*) fail "the repository lies in what is to be backed up: $1" ;;
    esac
}

back_up() {
    code=0
    ask create --exclude-caches --exclude-from "$here/exclude.txt" \
        "::$archives-{now:%Y-%m-%dT%H:%M:%S}" "$@" 2>"$warnings" || code=$?
    cat "$warnings" >&2
    case $code in
        0) printf 'an archive of %s was made\n' "$*" ;;
        1) tell_warnings ;;
        *) fail "no archive was made: borg ended with $code" ;;
    esac
}

# borg has one exit code for a file that changed while it was read, which is everyday life, and for
# one that could not be read at all, which is missing in the archive.
tell_warnings() {
    if grep -v -e ': file changed while we backed it up$' -e ': \[Errno 2\] ' "$warnings" >/dev/null; then
        fail 'an archive was made, but without what is named above: it could not be read'
    fi
    printf 'warning: an archive was made; the files above changed while they were read\n'
}

remove_old() {
    ask prune --glob-archives "$archives-????-??-??T??:??:??" \
        --keep-daily "$days" --keep-weekly "$weeks" --keep-monthly "$months" &&
        ask compact ||
        fail 'the archive was made, but old ones could not be removed'
}

# The password comes by a descriptor: neither the environment nor the process list shows it.
ask() {
    BORG_PASSPHRASE_FD=3 borg --lock-wait 600 "$@" 3<"$password"
}

fail() {
    printf 'backup.sh: %s\n' "$1" >&2
    exit 1
}

main "$@"
