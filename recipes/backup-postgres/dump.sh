#!/bin/sh
# Dumps a PostgreSQL database, and proves that it comes back:   ./dump.sh DATABASE FOLDER
# DATABASE is a name, or what psql takes: postgresql://me@host/name. The README beside this script
# says what it promises.
set -eu
unset CDPATH

main() {
    [ $# -eq 2 ] || fail 'usage: ./dump.sh DATABASE FOLDER'
    DATABASE=$1 folder=$2
    export DATABASE
    export PGOPTIONS="${PGOPTIONS-} --client-min-messages=warning"
    for program in psql pg_dump pg_restore; do
        command -v $program >/dev/null ||
            fail "$program is not installed: apt-get install postgresql-client"
    done
    folder=$(cd -- "$folder" && pwd) || fail "no such folder: $folder"
    name=$(printf '%s' "${DATABASE%%\?*}" | sed 's|.*/||' | tr -c 'A-Za-z0-9._-' '_')
    trial=$(printf 'trial_of_%.40s' "$name" | tr 'A-Z.-' 'a-z__')

    work=$(mktemp -d) || fail 'no temporary folder can be made'
    PART=$folder/.$name.part
    export PART
    trap 'clean_up' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    cd -- "$work" || fail "no such folder: $work"

    dump
    restore
    compare
    mv -f -- "$PART" "$folder/$name-$(date +%d).dump"
}

ask() {
    psql -X -q -A -t -F '	' -v ON_ERROR_STOP=1 -d "$DATABASE" "$@"
}

# One look at one moment: what is counted is what is dumped, whoever writes meanwhile.
dump() {
    printf '%s\n' "$rows" >rows.sql
    ask -f - <<'END' || fail 'the database could not be dumped'
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT pg_export_snapshot() AS snapshot \gset
\setenv SNAPSHOT :snapshot
\! pg_dump --format=custom --snapshot="$SNAPSHOT" --file="$PART" --dbname="$DATABASE" </dev/null && : >dumped
\o counted
\i rows.sql
COMMIT;
END
    [ -e dumped ] && [ -s "$PART" ] || fail 'the database could not be dumped'
    [ -s counted ] || fail 'there is no table in this database'
}

# How many rows each table has, those that belong to an extension left out.
rows='SELECT format($$SELECT %L, count(*) FROM %I.%I$$, n.nspname || $$.$$ || c.relname, n.nspname, c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = $$r$$ AND n.nspname !~ $$^pg_$$ AND n.nspname <> $$information_schema$$
    AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = $$pg_class$$::regclass AND d.objid = c.oid AND d.deptype = $$e$$)
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C" \gexec'

# Into a database of its own beside the true one, which is dropped again.
restore() {
    ask -c "DROP DATABASE IF EXISTS \"$trial\"" -c "CREATE DATABASE \"$trial\" TEMPLATE template0" ||
        fail 'no database can be made for the trial: its user needs the right CREATEDB'
    made=yes
    {
        printf '\\connect "%s"\n' "$trial"
        # Nothing goes on in the true one, whatever became of the line above.
        printf "SELECT 1 / (current_database() = '%s')::int;\n" "$trial"
        pg_restore --no-owner --no-privileges --no-publications --no-subscriptions --file=- "$PART" &&
            : >restored
        printf '\\o recounted\n\\i rows.sql\n'
    } | ask -f - >/dev/null || fail 'the dump could not be restored'
    [ -e restored ] || fail 'the dump could not be restored'
}

compare() {
    diff -- counted recounted || fail 'the dump came back with other rows (< as dumped, > as restored)'
    awk -F '	' -v name="$name" '{ rows += $2 } END {
        printf "%s: %d tables with %d rows came back\n", name, NR, rows }' counted
}

clean_up() {
    [ -z "${made-}" ] || ask -c "DROP DATABASE IF EXISTS \"$trial\"" || :
    rm -rf -- "$work"
    rm -f -- "$PART"
}

fail() {
    printf 'dump.sh: %s\n' "$1" >&2
    exit 1
}

main "$@"
