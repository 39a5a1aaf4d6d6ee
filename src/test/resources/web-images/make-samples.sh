#!/bin/sh
# Makes the samples of recipes/web-images anew:   ./make-samples.sh   (needs ImageMagick 6.9)
# The inputs are drawn here; the expected outputs are what shrink.sh makes of them with the default
# answers, so look at them before you commit them.
set -eu
cd -- "$(dirname -- "$0")"
recipe=../../../../recipes/web-images
convert=/usr/bin/convert-im6.q16
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

sh ../../../main/resources/try/photographs.sh "$work/photographs"
./icc.sh srgb >"$recipe/srgb.icc"
./icc.sh p3 >"$work/p3.icc"

input() { # CASE FILE: where the input of a case goes; nothing else stays in the case
    rm -rf "${recipe:?}/samples/$1"
    mkdir -p "$recipe/samples/$1/input" "$recipe/samples/$1/output"
    file=$recipe/samples/$1/input/$2
}

input upright pines.jpg # a location, orientation 6, longer than 1600: turned, shrunk, stripped
"$convert" "$work/photographs/pines.jpg" -resize 2000x -blur 0x1.5 -quality 50 "jpeg:$file"

input transparent badge.png # white behind it
"$convert" -size 320x200 xc:'rgba(42,127,98,0)' -fill '#2a7f62' -draw 'circle 160,100 160,20' \
    -channel A -blur 0x6 +channel -define png:exclude-chunks=date,time "png:$file"

input small lake.jpg # must not grow
"$convert" "$work/photographs/lake.jpg" -resize 480x -strip -quality 85 "jpeg:$file"

input wide-gamut patches.jpg # the numbers are Display P3; in sRGB the same colours have others
"$convert" -size 120x90 xc:'rgb(200,120,60)' xc:'rgb(90,150,80)' xc:'rgb(70,90,170)' +append \
    -sampling-factor 4:4:4 -profile "$work/p3.icc" -quality 95 "jpeg:$file"

input print dunes.jpg # CMYK, as a printer's file is
"$convert" "$work/photographs/dunes.jpg" -resize 360x -blur 0x1 -strip -colorspace CMYK -quality 85 \
    "jpeg:$file"

sed 's/{{tool}}/magick/; s/{{format}}/jpeg/; s/{{width}}/1600/' "$recipe/shrink.sh" >"$work/shrink.sh"
cp "$recipe/srgb.icc" "$work"
for case in "$recipe"/samples/*/; do
    for photo in "$case"input/*; do sh "$work/shrink.sh" "$photo" "${case}output"; done
done
