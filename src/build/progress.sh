# Progress on standard error; read by build.sh and packages.sh. A terminal sees one line that counts
# the seconds; elsewhere one line is written, and no second for what belongs to the first.

begin_progress() {
    progress=
    if [ ! -t 2 ]; then
        [ -n "${told-}" ] || printf '%s …\n' "$1" >&2
        told=yes
        return
    fi
    (
        trap 'exit 0' TERM
        seconds=0
        while kill -0 $$ 2> /dev/null; do
            printf '\r%s … %d s' "$1" "$seconds" >&2
            sleep 1
            seconds=$((seconds + 1))
        done
    ) 9>&- &
    progress=$!
}

end_progress() {
    [ -n "${progress-}" ] || return 0
    kill "$progress" 2> /dev/null
    wait "$progress" 2> /dev/null
    progress=
    printf '\r\033[K' >&2
}
