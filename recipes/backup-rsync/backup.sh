#!/bin/sh
# Copies a folder into a new, whole snapshot:   ./backup.sh FOLDER SNAPSHOTS
# The README beside this script says what it promises; what is left out stands in exclude.txt.
set -eu
unset CDPATH

keep={{keep}} # snapshots

shape='[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]_[0-9][0-9][0-9][0-9][0-9][0-9]'

main() {
    [ $# -eq 2 ] || fail 'usage: ./backup.sh FOLDER SNAPSHOTS'
    case $0 in
        */*) here=$(cd -- "${0%/*}" && pwd) ;;
        *) here=$PWD ;;
    esac
    source=${1%/} snapshots=${2%/}
    command -v rsync >/dev/null || fail 'rsync is not installed: apt-get install rsync'
    case $source:$snapshots in
        /*:/*) ;;
        *) fail 'name both folders from the root on' ;;
    esac
    case $snapshots/ in
        "$source"/*) fail "the snapshots lie in what is to be copied: $source" ;;
    esac
    # What is left where a disk is not mounted is an empty folder.
    [ -d "$source" ] || fail "no such folder: $source (is its disk mounted?)"
    [ -n "$(ls -A -- "$source")" ] || fail "the folder is empty: $source (is its disk mounted?)"
    cd -- "$snapshots" || fail "no such folder: $snapshots (is its disk mounted?)"

    hard_links_work
    find_newest
    begin
    copy
    settle
    remove_old
}

# The names sort by time.
find_newest() {
    newest=''
    for name in $shape; do
        [ ! -d "$name" ] || newest=$name
    done
}

# Without them each snapshot would take the room of all files.
hard_links_work() {
    rm -f .link-a .link-b
    : >.link-a && ln .link-a .link-b 2>/dev/null ||
        fail "there are no hard links on this file system: $snapshots (it needs ext4, xfs, btrfs or the like)"
    rm -f .link-a .link-b
}

# What an earlier run left half done is gone on with only where none of its files can be a link into a
# snapshot: rsync would change that one's rights and times too.
begin() {
    [ ! -e .removing ] || remove .removing
    [ -z "$newest" ] || [ ! -e .incomplete ] || remove .incomplete
    mkdir -p .incomplete || fail "nothing can be written here: $snapshots"
}

copy() {
    code=0
    rsync -aH --numeric-ids --delete --delete-excluded --stats --exclude-from="$here/exclude.txt" \
        ${newest:+"--link-dest=../$newest"} -- "$source/" .incomplete/ || code=$?
    case $code in
        0) ;;
        24) printf 'warning: files vanished while they were copied (above)\n' ;;
        23) fail 'no snapshot was made: what is named above could not be copied' ;;
        *) fail "no snapshot was made: rsync ended with $code" ;;
    esac
}

# The name appears only once all of it is on the disk.
settle() {
    snapshot=$(date +%Y-%m-%d_%H%M%S)
    while [ -e "$snapshot" ]; do # of this very second
        sleep 1
        snapshot=$(date +%Y-%m-%d_%H%M%S)
    done
    sync -f .incomplete || fail 'what was copied could not be brought to the disk'
    mv -T -- .incomplete "$snapshot" || fail 'the snapshot could not be given its name'
    ln -sfn -- "$snapshot" .latest && mv -fT -- .latest latest || fail 'latest could not be set'
    printf 'snapshot %s\n' "$snapshot"
}

remove_old() {
    # shellcheck disable=SC2086 # a pattern
    set -- $shape
    while [ $# -gt "$keep" ]; do
        mv -T -- "$1" .removing && remove .removing ||
            fail 'the snapshot was made, but old ones could not be removed'
        printf 'removed %s\n' "$1"
        shift
    done
}

# Folders may be read-only, as they were at their source.
remove() {
    find "./$1" -type d ! -perm -700 -exec chmod u+rwx {} \; && rm -rf -- "./$1"
}

fail() {
    printf 'backup.sh: %s\n' "$1" >&2
    exit 1
}

main "$@"
