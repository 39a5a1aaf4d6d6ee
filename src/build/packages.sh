# What Fettle needs of the system, and how it gets there; read by fettle and verify, which define say,
# root, build and java_home. Only Debian's apt is driven; elsewhere the user is told what is missing.

. "$root/src/build/progress.sh"

# prepare_for_try [--no-install …]: what `try` needs is here when this returns. A JDK has been looked
# for already.
prepare_for_try() {
    may_install=yes
    for option; do
        [ "$option" != --no-install ] || may_install=no
    done
    missing=
    command -v mvn > /dev/null || [ -e "$build/current" ] || missing="maven"
    imagemagick_is_here || missing="$missing imagemagick"
    if [ -z "$java_home" ]; then
        # Which JDKs there are is known only once the lists have been read.
        [ $may_install = no ] || jdk_package > /dev/null || refresh_package_lists
        package=$(jdk_package) || { explain_missing_jdk && exit 2; }
        missing="$package $missing"
    fi
    # shellcheck disable=SC2086 # packages are words
    set -- $missing
    [ $# -gt 0 ] || return 0
    if [ $may_install = no ]; then
        say "missing: $*"
        printf '  to install: %s\n' "$(install_command "$@")" >&2
        exit 2
    fi
    install_packages ask "$@" || exit 2
    [ -n "$java_home" ] || find_jdk || { explain_missing_jdk && exit 2; }
}

# Some other program may be called convert, and come first.
imagemagick_is_here() {
    for program in magick convert /usr/bin/magick /usr/bin/convert convert-im6.q16; do
        if command -v "$program" > /dev/null; then
            case $("$program" -version 2> /dev/null < /dev/null) in
                *ImageMagick*) return 0 ;;
            esac
        fi
    done
    return 1
}

# Prints the package of a JDK that apt could install; fails where there is none.
jdk_package() {
    command -v apt-cache > /dev/null || return 1
    for name in openjdk-25-jdk-headless temurin-25-jdk openjdk-26-jdk-headless; do
        if LC_ALL=C apt-cache policy "$name" 2> /dev/null | grep -q 'Candidate: [0-9]'; then
            printf '%s\n' "$name"
            return 0
        fi
    done
    return 1
}

# The one command, to be typed by a person.
install_command() {
    if command -v apt-get > /dev/null; then
        printf '%sapt-get install -y --no-install-recommends %s' "$(as_root_words)" "$*"
    else
        printf 'there is no apt-get here; install with your own package manager: %s' "$*"
    fi
}

as_root_words() {
    [ "$(id -u)" = 0 ] || printf 'sudo '
}

# install_packages ask|told PACKAGE…: `ask` asks first, where there is a terminal.
install_packages() {
    asking=$1
    shift
    if ! command -v apt-get > /dev/null || ! can_become_root; then
        say "missing: $*; they cannot be installed from here: $(why_not)"
        printf '  to install: %s\n' "$(install_command "$@")" >&2
        return 1
    fi
    if [ "$asking" = ask ] && [ -t 0 ] && [ -t 2 ] && ! agreed "$@"; then
        say "nothing was installed"
        printf '  to install: %s\n' "$(install_command "$@")" >&2
        return 1
    fi
    refresh_package_lists
    if ! apt_get "installing $*" install -y --no-install-recommends "$@"; then
        say "apt-get could not install $*; its last lines:"
        tail -n 10 "$(install_log)" >&2
        return 1
    fi
}

why_not() {
    if command -v apt-get > /dev/null; then
        echo "that needs root, and there is no sudo that works without a terminal"
    else
        echo "this system has no apt-get"
    fi
}

agreed() {
    printf 'fettle: missing: %s. Install with apt-get? [Y/n] ' "$*" >&2
    read -r answer || return 1
    case $answer in
        '' | [yY]*) return 0 ;;
        *) return 1 ;;
    esac
}

can_become_root() {
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo > /dev/null || return 1
    sudo -n true 2> /dev/null || { [ -t 0 ] && [ -t 2 ]; }
}

# Once for each start. Without a network, the lists stay as they are.
refresh_package_lists() {
    [ -z "${lists_are_fresh-}" ] && can_become_root && command -v apt-get > /dev/null || return 0
    lists_are_fresh=yes
    apt_get "reading the lists of packages" update ||
        say "apt-get update failed; going on with the lists that are here"
}

# apt_get LABEL ARGUMENT…: as root; another apt that works now is waited for.
apt_get() {
    label=$1
    shift
    set -- env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -q -o DPkg::Lock::Timeout=120 \
        -o Acquire::Retries=1 -o Acquire::http::Timeout=20 "$@"
    if [ "$(id -u)" != 0 ]; then
        sudo -v || return 1 # asks for the password now, not beneath the progress line
        set -- sudo "$@"
    fi
    told=
    begin_progress "$label"
    "$@" < /dev/null >> "$(install_log)" 2>&1
    ended=$?
    end_progress
    told=
    return $ended
}

install_log() {
    mkdir -p "$build" 2> /dev/null
    if [ -w "$build" ]; then echo "$build/install.log"; else echo /dev/null; fi
}
