#!/bin/sh
# Makes the photographs of the tour, by ImageMagick, out of nothing:   sh photographs.sh FOLDER
# Six landscapes of 2400x1600 in FOLDER, each with a camera's metadata and the place where it was
# taken, pines.jpg held upright (orientation 6); and FOLDER/spoiled/spoiled.jpg, which breaks off
# in the middle, as a copy does when the card is pulled out.
set -eu

main() {
    [ $# -eq 1 ] || fail 'usage: photographs.sh FOLDER'
    find_imagemagick
    export MAGICK_THREAD_LIMIT=1
    mkdir -p -- "$1/spoiled"
    cd -- "$1"

    # Two at a time; a shell's wait knows one child's failure only, so each is asked for its own.
    #          name     seed size      sky: top, bottom  sun          ridges: far, near  shape
    photograph fjord    11   1200x800  '#2e4a78' '#f4a66a' 820,430,260 '#8d7f9b' '#1b2233' water & a=$!
    photograph alps     23   1200x800  '#2f6fb8' '#cfe3f2' 300,150,200 '#9db7d3' '#233f33' sharp & b=$!
    wait $a && wait $b || exit 1
    photograph dunes    37   1200x800  '#6fa3cf' '#f3dfc0' 950,200,240 '#e2c08d' '#8a5a2b' soft & a=$!
    photograph lake     41   1200x800  '#5d87b3' '#f2e3d5' 420,380,300 '#a9b6c9' '#2a4638' water & b=$!
    wait $a && wait $b || exit 1
    photograph evening  59   1200x800  '#3a1f4f' '#ff8a3c' 600,480,340 '#a2546a' '#140d1c' sharp & a=$!
    photograph pines    67   800x1200  '#7fa8b8' '#e9efe6' 240,420,320 '#a8bdb4' '#12261d' pines & b=$!
    wait $a && wait $b || exit 1

    half=$(($(wc -c <fjord.jpg) / 2))
    head -c $half fjord.jpg >spoiled/spoiled.jpg
}

# A sky with clouds and a sun, ridges of hills before it that grow darker as they come nearer,
# perhaps a water that mirrors them, and the grain of a sensor.
photograph() {
    name=$1 seed=$2 size=$3 top=$4 bottom=$5 sun=$6 far=$7 near=$8 shape=$9
    wide=${size%x*} high=${size#*x}
    set --
    case $shape in
        water) # the lower third is the upper part upside down, blurred and darker
            shore=$((high * 2 / 3))
            set -- '(' -clone 0 -crop "${wide}x$((high - shore))+0+$((2 * shore - high))" +repage -flip \
                -motion-blur 0x9+90 -modulate 82,85 -attenuate 0.3 +noise Multiplicative \
                -motion-blur 0x6 ')' -gravity south -geometry +0+0 -composite +gravity
            ;;
        pines) set -- "$@" -rotate -90 ;; # as a camera that is held upright stores it
    esac
    orientation=1 && [ "$shape" != pines ] || orientation=6

    "$convert" -seed "$seed" -size "$size" "gradient:$top-$bottom" \
        '(' -size "$((wide / 4))x$((high / 8))" plasma:gray40-gray60 -blur 0x2 -colorspace Gray \
        -auto-level -level '45%,100%' -resize "$size!" ')' -compose screen -composite \
        '(' -size "$((${sun##*,} * 2))x$((${sun##*,} * 2))" "radial-gradient:#fff2d0-black" ')' \
        -geometry "+$((${sun%%,*} - ${sun##*,}))+$(($(second "$sun") - ${sun##*,}))" \
        -compose screen -composite -compose over \
        -draw "$(ridges)" "$@" -filter Triangle -resize 200% -attenuate 3 +noise Uniform \
        -quality 92 "jpeg:$name.part"
    with_camera_data <"$name.part" >"$name.jpg"
    rm "$name.part"
}

second() {
    set -- "${1#*,}"
    echo "${1%,*}"
}

# Five ridges, far to near, in ImageMagick's drawing language: sums of waves with random phases.
ridges() {
    awk -v seed="$seed" -v wide="$wide" -v high="$high" -v far="$far" -v near="$near" -v shape="$shape" '
    function hex(s)          { return (index(D, substr(s, 1, 1)) - 1) * 16 + index(D, substr(s, 2, 1)) - 1 }
    function mixed(i,   f, n) { f = hex(substr(far, i, 2)); n = hex(substr(near, i, 2))
                               return int(f + (n - f) * part) }
    BEGIN {
        D = "0123456789abcdef"; srand(seed)
        last = shape == "water" ? 0.66 : 0.95
        for (ridge = 0; ridge < 5; ridge++) {
            part = ridge / 4
            base = high * (0.48 + (last - 0.48) * part)
            tall = high * (shape == "soft" ? 0.07 : 0.11) * (1 - 0.4 * part)
            waves = shape == "soft" ? 3 : 9
            for (w = 0; w < waves; w++) { phase[w] = rand() * 6.283; long[w] = (1.5 + rand()) * exp(w * 0.62) }
            printf "fill rgb(%d,%d,%d) polygon 0,%d", mixed(2), mixed(4), mixed(6), high
            for (x = 0; x <= wide; x += 4) {
                y = base
                for (w = 0; w < waves; w++) {
                    s = sin(phase[w] + long[w] * x * 6.283 / wide / 2)
                    if (shape == "sharp") s = 1 - 2 * (s < 0 ? -s : s)
                    y -= tall * s / exp(w * 0.55)
                }
                if (shape == "pines" && ridge > 1) y -= spruce(x, (6 + 9 * ridge) * 1.0)
                printf " %d,%.1f", x, y
            }
            printf " %d,%d\n", wide, high
        }
    }
    function spruce(x, gap,   k, at) {
        k = int(x / gap); at = x / gap - k
        return gap * (1.6 + 1.3 * sin(k * 12.9 + ridge * 7.1)) * (1 - 2 * (at < 0.5 ? 0.5 - at : at - 0.5))
    }'
}

# ImageMagick writes no EXIF of its own: put in as the first segment of the JPEG, behind its two
# opening bytes. Camera, orientation, time, and 53° 32′ 30″ N, 9° 58′ 0″ E.
with_camera_data() {
    printf '\377\330\377\341\000\310Exif\0\0MM\0\052\0\0\0\010'
    printf '\0\004\001\017\0\002\0\0\0\007\0\0\0\076'               # make
    # shellcheck disable=SC2059 # the orientation is one digit of the format
    printf "\\001\\022\\0\\003\\0\\0\\0\\001\\0\\00$orientation\\0\\0" # orientation
    printf '\001\062\0\002\0\0\0\024\0\0\0\106'                     # time
    printf '\210\045\0\004\0\0\0\001\0\0\0\132\0\0\0\0'             # where the place is
    printf 'Fettle\0\0002026:07:14 18:30:00\0'
    printf '\0\004\0\001\0\002\0\0\0\002N\0\0\0\0\002\0\005\0\0\0\003\0\0\0\220'
    printf '\0\003\0\002\0\0\0\002E\0\0\0\0\004\0\005\0\0\0\003\0\0\0\250\0\0\0\0'
    printf '\0\0\0\065\0\0\0\001\0\0\0\040\0\0\0\001\0\0\0\036\0\0\0\001'
    printf '\0\0\0\011\0\0\0\001\0\0\0\072\0\0\0\001\0\0\0\0\0\0\0\001'
    tail -c +3
}

# A program called convert may be another one; the other names are ImageMagick's alone.
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

fail() {
    printf 'photographs.sh: %s\n' "$1" >&2
    exit 1
}

main "$@"
