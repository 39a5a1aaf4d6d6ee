#!/bin/sh
# Writes an ICC profile (version 4, RGB display, D50, the tone curve of sRGB) to standard output:
#   ./icc.sh srgb | p3
# The recipe's srgb.icc comes from here, since a plain Debian with ImageMagick has no sRGB profile.
# The numbers are the primaries of IEC 61966-2-1 and of Display P3, adapted to D50 by Bradford.
set -eu
case ${1:-} in
srgb) title="sRGB" colorants="0.43607 0.22249 0.01392 0.38515 0.71687 0.09708 0.14307 0.06061 0.71410" ;;
p3) title="P3 " colorants="0.51512 0.24120 -0.00105 0.29198 0.69225 0.04189 0.15710 0.06657 0.78407" ;;
*) echo "icc.sh: srgb or p3" >&2; exit 2 ;;
esac

# awk prints the bytes as octal escapes for printf(1): it cannot be trusted with NUL bytes itself.
# shellcheck disable=SC2059 # the escapes are the format
printf "$(LC_ALL=C awk -v title="$title" -v colorants="$colorants" '
function byte(n)       { printf "\\%03o", n; written++ }
function u16(n)        { byte(int(n / 256)); byte(n % 256) }
function u32(n)        { u16(int(n / 65536)); u16(n % 65536) }
function text(s,    i) { for (i = 1; i <= length(s); i++) byte(index(ASCII, substr(s, i, 1)) + 31) }
function zeros(n)      { while (n-- > 0) byte(0) }
function fixed(x,   n) { n = int(x * 65536 + (x < 0 ? -0.5 : 0.5)); u32(n < 0 ? n + 4294967296 : n) }
function xyz(x, y, z)  { text("XYZ "); u32(0); fixed(x); fixed(y); fixed(z) }
function mluc(s,    i) { text("mluc"); u32(0); u32(1); u32(12); text("enUS"); u32(2 * length(s)); u32(28)
                         for (i = 1; i <= length(s); i++) { byte(0); text(substr(s, i, 1)) } }
function tag(name, offset, size) { text(name); u32(offset); u32(size) }
BEGIN {
    for (i = 32; i < 127; i++) ASCII = ASCII sprintf("%c", i)
    split(colorants, c, " ")
    # header, 128 bytes
    u32(388); u32(0); u32(4 * 16777216 + 2 * 1048576); text("mntrRGB XYZ ")
    u16(2026); u16(11); u16(25); zeros(6); text("acsp"); zeros(28); fixed(0.9642); fixed(1); fixed(0.82491)
    zeros(48)
    # nine tags; the three curves are one
    u32(9)
    tag("desc", 240, 36); tag("cprt", 240, 36); tag("wtpt", 276, 20)
    tag("rXYZ", 296, 20); tag("gXYZ", 316, 20); tag("bXYZ", 336, 20)
    tag("rTRC", 356, 32); tag("gTRC", 356, 32); tag("bTRC", 356, 32)
    mluc(substr(title "    ", 1, 4))
    xyz(0.9642, 1, 0.82491)
    xyz(c[1], c[2], c[3]); xyz(c[4], c[5], c[6]); xyz(c[7], c[8], c[9])
    text("para"); u32(0); u16(3); u16(0)
    fixed(2.4); fixed(1 / 1.055); fixed(0.055 / 1.055); fixed(1 / 12.92); fixed(0.04045)
}')"
