# Finds a JDK of 25 or newer; read by fettle and verify, which define say, read_release and build.

oldest_jdk=25

# Sets java_home and release_version, and remembers them. JAVA_HOME wins where it is new enough;
# else the oldest that will do, since that is what Fettle is tested with.
find_jdk() {
    java_home= best_major= best_version= looked=
    if [ -n "${JAVA_HOME-}" ]; then
        weigh_jdk "JAVA_HOME" "$JAVA_HOME"
    fi
    if [ -z "$java_home" ]; then
        for jdk in /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* \
            "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
            "${ASDF_DATA_DIR:-$HOME/.asdf}"/installs/java/* \
            "$HOME"/.local/share/mise/installs/java/* "$HOME"/.jdks/*; do
            weigh_jdk "" "$jdk"
        done
        on_path=$(command -v java) && on_path=$(readlink -f -- "$on_path") &&
            weigh_jdk "java on the PATH" "${on_path%/bin/java}"
    fi
    [ -n "$java_home" ] || return 1
    release_version=$best_version
    remember_jdk
}

# weigh_jdk HOW FOLDER: a compiler is wanted too, so a JRE does not count.
weigh_jdk() {
    [ -x "$2/bin/java" ] || return 0
    if ! read_release "$2"; then
        release_version=$("$2/bin/java" -version 2>&1 | sed -n 's/.*version "\(.*\)".*/\1/p')
        release_major=${release_version%%[!0-9]*}
    fi
    without=
    [ -x "$2/bin/javac" ] || without=", without a compiler"
    looked="$looked
    ${1:+$1, }$2: ${release_version:-unknown version}$without"
    [ -z "$without" ] && [ "${release_major:-0}" -ge "$oldest_jdk" ] || return 0
    if [ -z "$best_major" ] || [ "$release_major" -lt "$best_major" ]; then
        java_home=$2 best_major=$release_major best_version=$release_version
    fi
}

# Where .build cannot be written, the next start searches again.
remember_jdk() {
    mkdir -p "$build" 2> /dev/null && [ -w "$build" ] || return 0
    printf '%s\n%s\n' "JAVA_HOME=${JAVA_HOME-}" "$java_home" > "$build/jdk.$$" &&
        mv "$build/jdk.$$" "$build/jdk"
}

explain_missing_jdk() {
    . "$root/src/build/packages.sh"
    say "no JDK $oldest_jdk or newer found"
    cat >&2 << END
  looked at JAVA_HOME, /usr/lib/jvm, /usr/java, /opt, ~/.sdkman, ~/.asdf, ~/.local/share/mise,
  ~/.jdks and the PATH; found:${looked:-" none at all"}
END
    if package=$(jdk_package); then
        printf '  to install one: %s\n' "$(install_command "$package")" >&2
    elif apt_knows_nothing; then
        printf '  whether apt has one is not known before: %s\n' "$(as_root_words)apt-get update" >&2
    else
        cat >&2 << END
  this system's packages have none: get one at https://adoptium.net/temurin/releases/?version=25
  and unpack it to ~/.jdks or /opt, or set JAVA_HOME to where it is
END
    fi
}

# A fresh machine has no lists of packages yet.
apt_knows_nothing() {
    command -v apt-get > /dev/null || return 1
    for list in /var/lib/apt/lists/*_Packages*; do
        [ ! -e "$list" ] || return 1
    done
}
