#!/bin/sh
# Copies a SQLite database while others use it, and proves the copy:   ./dump.sh DATABASE FOLDER
# The README beside this script says what it promises.
set -eu
unset CDPATH

main() {
    [ $# -eq 2 ] || fail 'usage: ./dump.sh DATABASE FOLDER'
    database=$1 folder=$2
    command -v sqlite3 >/dev/null || fail 'sqlite3 is not installed: apt-get install sqlite3'
    case $database in
        /*) ;;
        *) database=$PWD/$database ;;
    esac
    # sqlite3 would make one that is not there.
    [ -f "$database" ] || fail "no such database: $database"
    folder=$(cd -- "$folder" && pwd) || fail "no such folder: $folder"
    file=${database##*/}
    name=$(printf '%s' "${file%.*}" | tr -c 'A-Za-z0-9._-' '_')

    work=$(mktemp -d "$folder/.dump-XXXXXX") || fail "nothing can be written here: $folder"
    trap 'rm -rf -- "$work"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    cd -- "$work" || fail "no such folder: $work"
    printf '%s\n' "$rows" >rows.sql

    copy
    restore
    compare
    mv -f -- copy "$folder/$name-$(date +%d).sqlite"
}

# How many rows each table has. What a module keeps elsewhere (CREATE VIRTUAL TABLE) has tables of its
# own, which are counted.
rows=".output tables.sql
SELECT 'SELECT ' || quote(name) || ', count(*) FROM \"' || replace(name, '\"', '\"\"') || '\";'
FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
    AND sql NOT LIKE 'CREATE VIRTUAL %' ORDER BY name;
.output stdout"

# One look at one moment: what is counted is what is copied, whoever writes meanwhile. Writers wait for
# it, unless the database keeps a log of its own (WAL).
copy() {
    sqlite3 -batch -bail "$database" >/dev/null <<'END' || fail 'the database could not be copied'
.timeout 60000
BEGIN;
.read rows.sql
.output counted
.read tables.sql
.output stdout
.backup copy
COMMIT;
END
    [ -s copy ] || fail 'the database could not be copied'
    [ -s counted ] || fail 'there is no table in this database'
}

# The copy on its own, read to its last page, and made a single file.
restore() {
    said=$(sqlite3 -batch -bail copy 'PRAGMA integrity_check' 2>&1) && [ "$said" = ok ] ||
        fail "the copy is damaged, and so is the database: $said"
    sqlite3 -batch -bail copy >/dev/null <<'END' || fail 'the copy cannot be read'
PRAGMA journal_mode = DELETE;
.read rows.sql
.output recounted
.read tables.sql
END
}

compare() {
    diff -- counted recounted || fail 'the copy has other rows (< as copied, > in the copy)'
    awk -F '|' -v name="$name" '{ rows += $NF } END {
        printf "%s: %d tables with %d rows are in the copy\n", name, NR, rows }' counted
}

fail() {
    printf 'dump.sh: %s\n' "$1" >&2
    exit 1
}

main "$@"
