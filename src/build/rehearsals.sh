# What is rehearsed for the AOT caches: classes that are loaded here start fast later. Extend these
# two, and nothing else; read by build.sh. HOME, FETTLE_HOME and FETTLE_STATE are empty folders.

# One command line a line, words parted by tabs, all in one JVM. What cannot be done does no harm.
rehearse_verbs() {
    tr '|' '\t' << 'END' | program dev.fettle.Rehearsal
--version
--help
status
END
}

# Nothing yet: the daemon starts without.
rehearse_daemon() {
    :
}
