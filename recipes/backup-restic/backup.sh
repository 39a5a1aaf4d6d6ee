#!/bin/sh
# Backs up folders with restic:   ./backup.sh REPOSITORY PASSWORD-FILE FOLDER…
# The README beside this script says what it promises; what is left out stands in exclude.txt.
set -eu
unset CDPATH

# Of how many days, weeks and months the newest snapshot is kept.
days={{days}}
weeks={{weeks}}
months={{months}}

main() {
    [ $# -ge 3 ] || fail 'usage: ./backup.sh REPOSITORY PASSWORD-FILE FOLDER…'
    here=. && case $0 in */*) here=${0%/*} ;; esac
    RESTIC_REPOSITORY=$1 RESTIC_PASSWORD_FILE=$2
    export RESTIC_REPOSITORY RESTIC_PASSWORD_FILE
    shift 2
    command -v restic >/dev/null || fail 'restic is not installed: apt-get install restic'
    [ -r "$RESTIC_PASSWORD_FILE" ] || fail "no such password file: $RESTIC_PASSWORD_FILE"
    for folder in "$@"; do
        look_at "$folder"
    done
    back_up "$@"
    forget_old "$@"
}

# Of a folder that is missing restic says so and ends with 0, and an empty one it backs up gladly:
# both are what is left where a disk is not mounted.
look_at() {
    case $1 in
        /*) ;;
        *) fail "name the folder from the root on: $1" ;;
    esac
    [ -d "$1" ] || fail "no such folder: $1 (is its disk mounted?)"
    [ -r "$1" ] && [ -x "$1" ] || fail "the folder may not be read: $1"
    [ -n "$(ls -A -- "$1")" ] || fail "the folder is empty: $1 (is its disk mounted?)"
    case $RESTIC_REPOSITORY/ in
        "${1%/}"/*) fail "the repository lies in what is to be backed up: $1" ;;
    esac
}

back_up() {
    code=0
    restic backup --exclude-caches --exclude-file "$here/exclude.txt" -- "$@" || code=$?
    case $code in
        0) ;;
        3) fail 'a snapshot was made, but without what is named above: it could not be read' ;;
        *) fail "no snapshot was made: restic ended with $code" ;;
    esac
}

# Snapshots of this machine and of just these folders: others may share the repository.
forget_old() {
    count=$#
    for folder in "$@"; do
        set -- "$@" --path "${folder%/}"
    done
    shift "$count"
    restic forget --host "$(uname -n)" "$@" --prune \
        --keep-daily "$days" --keep-weekly "$weeks" --keep-monthly "$months" ||
        fail 'the snapshot was made, but old ones could not be removed'
}

fail() {
    printf 'backup.sh: %s\n' "$1" >&2
    exit 1
}

main "$@"
