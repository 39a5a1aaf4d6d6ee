# What is rehearsed for the AOT caches: classes that are loaded here start fast later. Extend these
# two, and nothing else; read by build.sh. HOME, FETTLE_HOME and FETTLE_STATE are empty folders.

# One command line a line, words parted by |, all in one JVM. What cannot be done does no harm.
rehearse_verbs() {
    lay_home
    tr '|' '\t' << 'END' | program dev.fettle.Rehearsal verbs
--version
--help
status
run|copy|HOME/one.txt
run|copy|HOME/one.txt|--json
status
status
status|--json
runs
runs|--json
log|copy
lint
doctor
recover
secret|list
next|--schedule|daily at 02:30|--schedule|*/15 * * * *
status|nobody
END
}

# A plain `status` whose answer was kept by the one before.
rehearse_status() {
    lay_home
    printf 'run\tcopy\tHOME/one.txt\nstatus\nstatus\n' | unrecorded dev.fettle.Rehearsal verbs
    program dev.fettle.cli.KeptStatus status || echo "nothing was kept"
}

# The daemon with a file that is dropped and a schedule.
rehearse_daemon() {
    lay_home
    mkdir -p "$FETTLE_HOME/often"
    printf -- '---\nschedule: every 1s\nrun: "true"\n---\n# Often\n' > "$FETTLE_HOME/often/README.md"
    program dev.fettle.Rehearsal daemon "$HOME/inbox" "$HOME/out"
}

lay_home() {
    mkdir -p "$FETTLE_HOME/copy" "$HOME/inbox" "$HOME/out"
    echo one > "$HOME/one.txt"
    echo 'web: 127.0.0.1:0' > "$FETTLE_HOME/fettle.yaml"
    cat > "$FETTLE_HOME/copy/README.md" << END
---
watch: $HOME/inbox
pattern: "*.{txt,jpg}"
run: cp -- {input} {output}
output: $HOME/out
accept: [not-empty]
check:
  - count: {min: 1}
  - type: [text/plain]
timeout: 1m
---
# Copy
Copies.

## What it depends on
Nothing.

## What breaks it
Nothing.

## When it breaks
Nothing.
END
}
