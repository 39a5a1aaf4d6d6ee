"""What the corpora of garbage are made with: their register, writers of files, and the command line.

    SCRIPT list                  a line for each source and each of its kinds of garbage
    SCRIPT make SOURCE FOLDER    FOLDER/learn/00 … 09, and FOLDER/good/KIND and FOLDER/garbage/KIND

A source makes one result a day, from a seed. A kind of garbage spoils the result of a day like any other;
the good one beside it is that of another day. What a program does when it goes wrong is left to that
program where that is the point: gzip, head, ImageMagick, ffmpeg, perl, sqlite3, tar.
"""
import csv, datetime, gzip, hashlib, io, json, os, pathlib, random, shutil, sqlite3, subprocess, sys, tarfile, textwrap, zipfile, zlib

SOURCES, KINDS = {}, {}
WORDS = """apple bridge candle desert engine forest garden harbour island jacket kitchen ladder market needle orange
palace quarter river summer temple umbrella village window yellow winter paper silver copper morning evening station
corner bottle button carpet dinner energy family garage hammer insect jungle kettle letter mirror number office parcel
queen rabbit saddle ticket valley wallet""".split()
NAMES = "Anna Bruno Carla David Erika Fjodor Grète Hélène Igor José Käthe Ludwig Müller Nadia Øystein Peter Renée Søren Tomáš Zoë".split()
CITIES = "Berlin Hamburg München Köln Leipzig Dresden Bremen Bonn Kiel Rostock".split()


def source(f):
    SOURCES[f.__name__] = f
    KINDS[f.__name__] = []
    return f


def garbage(*sources):
    """A kind of garbage of these sources: what spoils a result that lies in `out`."""
    def noted(f):
        for name in sources:
            KINDS[name].append(f)
        return f
    return noted


def sh(line, cwd=None, **more):
    return subprocess.run(["bash", "-c", line], cwd=cwd, capture_output=True, env={**os.environ, **more})


def picture(*words):
    """ImageMagick, which is not always the first `convert` on the PATH."""
    for program in ("/usr/bin/convert", "magick", "convert"):
        if shutil.which(program):
            return subprocess.run([program, *map(str, words)], capture_output=True)
    raise SystemExit("ImageMagick is missing")


def ffmpeg(*words):
    subprocess.run(["ffmpeg", "-y", "-v", "error", *map(str, words)], capture_output=True, stdin=subprocess.DEVNULL)


def day_of(day):
    return datetime.date(2026, 3, 1) + datetime.timedelta(days=day)


def prose(r, words):
    return " ".join(r.choice(WORDS) for _ in range(words)).capitalize() + "."


def cut(file, share):
    size = file.stat().st_size
    os.truncate(file, int(size * share))


def only(out):
    return next(p for p in sorted(out.rglob("*")) if p.is_file())


LOGIN = """<!DOCTYPE html>
<html lang="en"><head><title>Sign in</title></head>
<body><form action="/login" method="post"><input name="user"><input name="password" type="password"></form></body></html>
"""
GATEWAY = "<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n<center><h1>504 Gateway Time-out</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
TRACEBACK = 'Traceback (most recent call last):\n  File "/home/me/bin/export.py", line 41, in <module>\n    main()\nKeyError: \'items\'\n'


def yesterdays_file_again(r, out, before):
    shutil.rmtree(out)
    shutil.copytree(before, out)


def a_login_page(r, out, before):
    only(out).write_text(LOGIN)


def a_gateway_error_page(r, out, before):
    only(out).write_text(GATEWAY)


def cut_off(r, out, before):
    cut(only(out), r.uniform(.55, .95))


def zeros_after_a_power_cut(r, out, before):
    file = only(out)
    data = file.read_bytes()
    keep = len(data) * r.randint(2, 8) // 10
    file.write_bytes(data[:keep] + bytes(len(data) - keep))


def utf16(r, out, before):
    file = only(out)
    file.write_bytes(file.read_text().encode("utf-16"))


def encoded_twice(r, out, before):
    file = only(out)
    file.write_text(file.read_bytes().decode("latin-1"))


def written_behind_the_old_one(r, out, before):
    file = only(out)
    file.write_bytes(file.read_bytes() + file.read_bytes())


def a_disk_that_was_full(r, out, before):
    """What a writer leaves that does not look at the result of its writes: blocks of 4096."""
    file = only(out)
    blocks = file.stat().st_size // 4096
    os.truncate(file, 4096 * r.randint(1, max(1, blocks - 1)) if blocks > 1 else file.stat().st_size // 2)


def a_traceback_in_place(r, out, before):
    only(out).write_text(TRACEBACK)


def rewrite(file, change):
    data = json.loads(file.read_text())
    file.write_text(json.dumps(change(data) or data))


def table(file, header, rows, delimiter=","):
    with open(file, "w", newline="", encoding="utf-8") as f:
        w = csv.writer(f, delimiter=delimiter, lineterminator="\n")
        w.writerow(header)
        w.writerows(rows)


def pack(path, members):
    with tarfile.open(path, "w:gz") as tar:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def photo(r, file, width=640, height=480):
    picture("-seed", r.randint(1, 10 ** 6), "-size", f"{width}x{height}", "plasma:fractal", "-blur", "0x1", "-quality", 85, file)


def pdf(file, pages):
    """A small PDF of so many pages of lines."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages))), len(pages)), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for n, lines in enumerate(pages):
        text = b"BT /F1 12 Tf 50 780 Td 15 TL\n" + b"".join(b"(%s) Tj T*\n" % l.encode("latin-1", "replace").replace(b"(", b"\\(").replace(b")", b"\\)") for l in lines) + b"ET"
        packed = zlib.compress(text)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * n))
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed))
    data, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (n + 1, body)
    table_at = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    file.write_bytes(data + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table_at))


def made(name, day, folder):
    """The result of a day, always the same."""
    folder.mkdir(parents=True)
    SOURCES[name](random.Random(f"{name} {day}"), day, folder)
    return folder


def make(name, to):
    for day in range(10):
        made(name, day, to / "learn" / f"{day:02}")
    for n, spoil in enumerate(KINDS[name]):
        made(name, 10 + 2 * n, to / "good" / spoil.__name__)
        spoiled = made(name, 11 + 2 * n, to / "garbage" / spoil.__name__)
        spoil(random.Random(f"{name} {spoil.__name__}"), spoiled, to / "learn" / "09")


def main(first=()):
    """Takes the words of the command line; a source that is not among the first is listed as a later one."""
    if sys.argv[1:] == ["list"]:
        for name, kinds in KINDS.items():
            for kind in kinds:
                print(name, kind.__name__, "" if name in first else "later")
    elif sys.argv[1:2] == ["make"]:
        make(sys.argv[2], pathlib.Path(sys.argv[3]))
    else:
        sys.exit(__doc__)
