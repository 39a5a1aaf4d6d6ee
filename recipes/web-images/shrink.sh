#!/bin/sh
# Makes one photograph ready for the web:   ./shrink.sh photo.jpg folder
# The README beside this script says what it promises; it needs srgb.icc, which lies there too.
set -eu
unset CDPATH

tool='{{tool}}'     # magick (ImageMagick) or vips (libvips: faster, less memory)
format='{{format}}' # jpeg or webp
width='{{width}}'   # pixels; no side of the result is longer, and nothing is enlarged
quality=82

main() {
    [ $# -eq 2 ] || fail 'usage: ./shrink.sh photo.jpg folder'
    photo=$1 folder=$2
    here=. && case $0 in */*) here=${0%/*} ;; esac
    [ -f "$photo" ] || fail "no such photograph: $photo"
    [ -d "$folder" ] || fail "no such folder: $folder"

    name=${photo##*/} # no basename here: $(…) would cut a newline off the end of a name
    target=$folder/${name%.*}.$format
    [ "$format" != jpeg ] || target=$folder/${name%.*}.jpg
    [ ! -d "$target" ] || fail "there is a folder where the picture should go: $target"
    # shellcheck disable=SC3013 # -ef is POSIX since 2024, and in dash, bash, busybox long before
    [ ! "$photo" -ef "$target" ] || fail "the picture would replace the photograph itself: $target"

    # Under its name there is the whole picture or none: it is made beside it and then renamed.
    part=$folder/.shrink-$$.part
    trap 'rm -f -- "$part"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM

    # The tools get the photograph as standard input, never its name: ImageMagick reads a meaning
    # into names (a[1].jpg, 10%d.jpg, @list.jpg, -rf.jpg, msl:x.jpg).
    exec <"$photo" 3>"$part"
    find_kind
    case $tool in
        magick) with_imagemagick ;;
        vips) with_libvips ;;
        *) fail "tool is magick or vips, not $tool" ;;
    esac
    mv -f -- "$part" "$target"
    trap - EXIT
}

# What it is by its first bytes. Left to guess, both tools would open SVG, PostScript and PDF as
# well, which are programs more than pictures; and a photograph often has the wrong ending.
find_kind() {
    case $(od -An -N12 -tx1 <"$photo") in
        ' ff d8 ff'*) kind=jpeg ;;
        ' 89 50 4e 47'*) kind=png ;;
        ' 47 49 46 38'*) kind=gif ;;
        ' 52 49 46 46'*' 57 45 42 50') kind=webp ;;
        ' 49 49 2a 00'* | ' 4d 4d 00 2a'*) kind=tiff ;;
        *' 66 74 79 70 68 65 69 63' | *' 66 74 79 70 6d 69 66 31') kind=heic ;;
        *) fail "not a JPEG, PNG, GIF, WebP, TIFF or HEIC file: $photo" ;;
    esac
}

with_imagemagick() {
    find_imagemagick
    decode='' filter='-filter Catrom'
    [ $kind != jpeg ] || decode_no_more_than_needed
    case $format in # JPEG knows no transparency
        jpeg) encode='-background white -alpha remove -alpha off -sampling-factor 4:2:0' ;;
        webp) encode='' ;;
    esac
    # One thread: several photographs are worked on at once anyway, and it is no slower alone.
    # The colours are converted after the resize, where there are fewer of them. [0]: the first
    # frame. $decode, $filter and $encode are several words on purpose.
    # shellcheck disable=SC2086
    said=$(cd "$here" && MAGICK_THREAD_LIMIT=1 "$convert" $decode "$kind:/dev/stdin[0]" +repage \
        $filter -resize "${width}x$width>" -auto-orient -profile srgb.icc -colorspace sRGB \
        $encode -strip -depth 8 -quality $quality "$format:-" 2>&1 >&3) || fail "$photo: $said"

    # Of half a photograph ImageMagick makes a picture with a grey half, warns, and exits 0. So a
    # warning is a failure, but for a flawed colour profile in a PNG, which harms nothing.
    if [ -n "$said" ] && printf '%s\n' "$said" | grep -qv 'iCCP: '; then fail "$photo: $said"; fi
}

# Debian 12 calls it convert, ImageMagick 7 magick. A program called convert may also be another
# one, so that one is asked; asking costs 10 ms, and the other names need no question.
find_imagemagick() {
    for convert in magick convert-im6.q16 convert-im7.q16 /usr/bin/convert convert; do
        command -v "$convert" >/dev/null || continue
        case $convert in
            magick | convert-im*) return ;;
        esac
        case $("$convert" -version 2>&1) in
            'Version: ImageMagick'*) return ;;
        esac
    done
    fail 'ImageMagick is not installed: apt-get install imagemagick'
}

# A JPEG can be decoded at a half, a third, … of its size, which halves the time of a photograph
# of 12 megapixels. A size beyond the photograph's own would enlarge it: so its own is asked for.
# Catmull-Rom is a fifth faster than the default filter and as sharp; but with any filter named,
# ImageMagick computes each pixel anew even where the size stays.
decode_no_more_than_needed() {
    size=$("$convert" -ping jpeg:/dev/stdin -format '%w %h' info:) || fail "$photo: not readable"
    across=${size% *} down=${size#* }
    times=$(((across > down ? across : down) / width))
    [ $times -gt 0 ] || filter=''
    [ $times -lt 2 ] || decode="-define jpeg:size=$((across / times))x$((down / times))"
}

# VIPS_BLOCK_UNTRUSTED: only the decoders that libvips itself trusts with strangers' files.
with_libvips() {
    command -v vipsthumbnail >/dev/null || fail 'libvips is not installed: apt-get install libvips-tools'
    export VIPS_CONCURRENCY=1 VIPS_BLOCK_UNTRUSTED=1
    # Converting colours takes a third of the time, and most photographs have no profile. In a JPEG
    # that is seen at once: a profile is introduced by this word.
    srgb='--export-profile srgb'
    [ $kind != jpeg ] || LC_ALL=C grep -q ICC_PROFILE <"$photo" || srgb=''
    case $format in
        jpeg) libvips ".jpg[Q=$quality,strip,background=255]" ;;
        webp)
            # Told to strip a WebP, libvips 8.14 leaves the place in it (libvips issue 3340). A PNG
            # it does strip: so one stands between.
            libvips '.png[compression=0,strip]'
            srgb=''
            exec <"$part"
            rm -f -- "$part"
            exec 3>"$part"
            libvips ".webp[Q=$quality,strip]"
            ;;
    esac
}

# Standard input to fd 3; a decoder's warning is a failure, as above.
libvips() {
    # shellcheck disable=SC2086 # $srgb is two words
    vipsthumbnail 'stdin[fail_on=warning]' --size "${width}x$width>" $srgb --output "$1" >&3 ||
        fail "$photo: libvips could not read it wholly, or not write the picture"
}

fail() {
    printf 'shrink.sh: %s\n' "$1" >&2
    exit 1
}

main "$@"
