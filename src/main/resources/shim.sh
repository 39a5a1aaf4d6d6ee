# Stands between fettle and a program, so that the program outlives fettle. Builtins alone: each program started here
# would cost every run a millisecond. In: $1 the run's folder, $2 umask, $3 working folder, $4 a word that no program
# says, where what is said is to be redacted, else nothing, $5 the door of a control group for the program, or nothing,
# then the program and its arguments. Descriptor 9 holds the run's lock: while it is held, the run works. Whatever is
# changed here must stay readable for older and newer fettles alike: `started` holds the pid, and in its second line the
# exit status, which ends in a newline once it is whole.

# By a handler and never by '', which the program would inherit and then survive TERM. The program gets the default.
trap : HUP INT TERM
umask 077

# The claim: with -C this file must not exist, so that the program cannot be started twice.
set -C
printf '%s\n....' "$$" >"$1/started" || exit 125

# Opened now, and never longer than it is, so that neither a full disk nor a moved folder hides the end.
exec 8<>"$1/started"
umask "$2"

# With secrets, nothing is written that was not redacted, whoever lives: sed reads its script from 3, what the program
# says from 4, writes to the log, and answers on 7 once it has come to the word. It ends with its input and with nothing
# else: a TERM is for the program, whose last words count. A variable of this name is nobody else's, and not exported.
FETTLE_END=$4
if [ -n "$FETTLE_END" ]; then
  ulimit -c 0
  trap : PIPE
  (
    trap '' HUP INT TERM
    PATH=/usr/bin:/bin:$PATH LC_ALL=C
    export PATH LC_ALL
    exec sed -u -n -f /proc/self/fd/3 <&4 4<&- 5>&- 6<&- 8>&- 9>&-
  ) &
  exec >&5 2>&1 3<&- 4<&- 5>&- 7>&-
fi

# Without &, which would make the program ignore INT. A name without a slash could be one of the shell's own words, and
# exec takes it for a program's in any case. Neither the lock nor the status is for the program. Into the control group
# goes what becomes the program, and not this shell, which is to live on when the group is killed.
if cd -- "$3"; then
  FETTLE_GROUP=$5
  shift 5
  unset PWD OLDPWD SHLVL
  case $FETTLE_GROUP:$1 in
  :*/*) "$@" 6<&- 8>&- 9>&- ;;
  :*) (exec "$@") 6<&- 8>&- 9>&- ;;
  *) ({ printf 0 >|"$FETTLE_GROUP"; } 2>/dev/null; exec "$@") 6<&- 8>&- 9>&- ;;
  esac
else
  printf 'fettle: the working folder cannot be entered: %s\n' "$3" >&2
  (exit 126)
fi
FETTLE_STATUS=$?

# What the program left running may hold the pipe for ever. What it said itself is in the log once its end is told.
if [ -n "$FETTLE_END" ]; then
  printf '%s\n' "$FETTLE_END"
  read -r FETTLE_END <&6
fi
printf '%s\n%3d\n' "$$" "$FETTLE_STATUS" >&8
