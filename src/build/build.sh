# Compiles Fettle and makes its AOT caches; read by fettle, whose variables it uses: root, build,
# launcher, java_home, release_version, kind, flags, cache, key.
#
# .build/current        names the build in use: a folder of .build, called by a hash of the sources
# .build/HASH/          fettle.jar, lib/, native/, made (a mark as old as the sources), AOT caches
# .build/lib-HASH/      the libraries, made ready once for each pom.xml; builds hold links to them
# .build/maven, *.log   where Maven works, and what it said
#
# A build is put together beside and renamed into place, and never changed afterwards: a daemon goes
# on with the jars that it was started with.

. "$root/src/build/progress.sh"

# Sets current. One start builds, the others wait for it.
build_fettle() {
    lock_build
    mark=$build/mark.$$
    : > "$mark" # before the sources are read: what is edited meanwhile is newer
    hash=$(hash_of fettle pom.xml .mvn src/main src/build)
    if [ ! -e "$build/$hash/made" ]; then
        compile
        put_in_place
    fi
    mv "$mark" "$build/$hash/made" && printf '%s\n' "$hash" > "$build/current.$$" &&
        mv "$build/current.$$" "$build/current" || broken_files
    current=$hash
    remove_old_builds
    unlock_build
}

lock_build() {
    if ! { mkdir -p "$build" && [ -w "$build" ]; } 2> /dev/null; then
        say "Fettle has to be built, since its sources are newer; but $build cannot be written"
        exit 2
    fi
    exec 9> "$build/lock"
    if ! flock -n 9; then
        [ -n "${told-}" ] || say "waiting for another start, which is building …"
        told=yes
        flock 9
    fi
    rm -rf "$build"/mark.* "$build"/new.* "$build"/lib.* "$build"/rehearsal.* # of one that was killed
    trap 'clean_up; exit 130' INT
    trap 'clean_up; exit 143' TERM HUP
}

clean_up() {
    end_progress
    rm -rf "$build"/*."$$"
}

unlock_build() {
    trap - INT TERM HUP
    exec 9>&-
}

# Editors' own files are no sources.
hash_of() {
    (
        cd "$root" &&
            find "$@" -type f ! -name '*~' ! -name '.*.sw?' ! -name '.#*' -print0 |
            LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-16
    )
}

compile() {
    if ! command -v mvn > /dev/null; then
        . "$root/src/build/packages.sh"
        rm -f "$mark"
        say "Maven is needed to build Fettle, and there is no mvn on the PATH ($PATH)"
        printf '  to install it: %s\n' "$(install_command maven)" >&2
        exit 2
    fi
    if [ -e "$build/current" ]; then
        begin_progress "building Fettle, its sources changed"
    else
        begin_progress "building Fettle (once, about a minute)"
    fi
    log=$build/build.log
    rm -rf "$build/maven/classes" "$build/maven/lib" # Maven leaves what has no source any more
    # Without a look at the network first: that is quicker, and works on a train.
    if ! run_maven -o; then
        if ! grep -q -e 'offline mode' -e 'has not been downloaded from it before' "$log" ||
            ! run_maven; then
            explain_broken_build
            exit 2
        fi
    fi
    end_progress
}

# A JDK newer than the one we know may warn of more: a user's build does not fail of that.
run_maven() {
    (
        cd "$root" &&
            JAVA_HOME=$java_home mvn -q -B -Dstyle.color=never "$@" "-Dfettle.target=$build/maven" \
                -Dfettle.warnings=-nowarn -Dmaven.test.skip=true package < /dev/null > "$log" 2>&1
    )
}

explain_broken_build() {
    clean_up
    say "the build is broken"
    {
        if grep -q '^\[ERROR\] .*\.java:\[' "$log"; then
            sed -n "s|^\[ERROR\] $root/\(.*\.java:\[.*\)|  \1|p" "$log" | sort -u
        else
            tail -n 30 "$log"
        fi
        printf '  the whole log: %s\n' "$log"
    } >&2
}

# Everything is made beside, then renamed.
put_in_place() {
    new=$build/new.$$
    library=$build/lib-$(hash_of pom.xml src/build/build.sh src/build/RaiseClasses.java)
    if [ ! -d "$library" ]; then
        mkdir "$build/lib.$$" && cp -r "$build/maven/lib" "$build/lib.$$/lib" &&
            prepare_library "$build/lib.$$" && mv "$build/lib.$$" "$library" || broken_files
    fi
    mkdir "$new" && cp "$build/maven/fettle.jar" "$new/" || broken_files
    cp -alt "$new" "$library"/* 2> /dev/null || cp -rt "$new" "$library"/* || broken_files
    : > "$new/made"
    touch -r "$mark" "$new/made"
    rm -rf "${build:?}/$hash"
    mv "$new" "$build/$hash" || broken_files
}

broken_files() {
    clean_up
    say "the build could not be put into $build"
    exit 2
}

# Picocli's classes are too old for an AOT cache, and SQLite would unpack 1 MB at each start.
prepare_library() {
    "$java_home/bin/java" "$root/src/build/RaiseClasses.java" "$1"/lib/picocli-*.jar || return 1
    platform=$("$java_home/bin/java" -cp "$(echo "$1"/lib/sqlite-jdbc-*.jar)" \
        org.sqlite.util.OSInfo) || return 1
    mkdir "$1/native" && cd "$1/native" &&
        "$java_home/bin/jar" -xf ../lib/sqlite-jdbc-*.jar "org/sqlite/native/$platform/" &&
        mv "org/sqlite/native/$platform"/* . && rm -r org && cd "$OLDPWD"
}

# The last three stay, and those whose jars a running program still needs.
remove_old_builds() {
    (
        cd "$build" || exit
        ls -td [0-9a-f]*/made | tail -n +4 | while IFS= read -r old; do
            old=${old%/made}
            [ "$old" = "$hash" ] || grep -qsF "$build/$old" /proc/[0-9]*/cmdline || rm -rf "$old"
        done
        ls -td lib-*/ | tail -n +3 | while IFS= read -r old; do rm -rf "$old"; done
    )
}

# --- AOT caches -----------------------------------------------------------------------------------

# Makes $cache.aot from a rehearsal. Where that fails, starts are slower and nothing else; the key is
# written all the same, so that it is not tried each time.
make_cache() {
    [ -w "$build/$current" ] || return 0
    lock_build
    [ ! -r "$cache.key" ] || IFS= read -r known < "$cache.key"
    if [ "$known" = "$key" ]; then # made by the start that we waited for
        unlock_build
        return 0
    fi
    . "$root/src/build/rehearsals.sh"
    begin_progress "making starts fast"
    rehearsal=$build/rehearsal.$$
    mkdir "$rehearsal"
    rm -f "$cache.aot"
    (
        HOME=$rehearsal/home FETTLE_HOME=$rehearsal/home/automations FETTLE_STATE=$rehearsal/state
        LC_ALL=C.UTF-8
        export HOME FETTLE_HOME FETTLE_STATE LC_ALL
        unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
        mkdir "$HOME" && cd "$HOME" && "rehearse_$kind"
    ) < /dev/null > "$build/rehearsal-$kind.log" 2>&1
    [ ! -s "$rehearsal/aot" ] || mv "$rehearsal/aot" "$cache.aot"
    printf '%s\n' "$key" > "$cache.key"
    rm -rf "$rehearsal"
    end_progress
    unlock_build
}

# program CLASS [ARGUMENT…]: the program as it will be started, with the cache as its result.
program() {
    unrecorded "-XX:AOTCacheOutput=$rehearsal/aot" "$@"
}

# The same without a cache.
unrecorded() {
    # shellcheck disable=SC2086 # flags are words
    "$java_home/bin/java" $flags "-Dfettle.root=$root" "-Dfettle.launcher=$launcher" \
        "-Dorg.sqlite.lib.path=$build/$current/native" -cp "$build/$current/fettle.jar" "$@"
}
