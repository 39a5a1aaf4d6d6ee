#!/usr/bin/env python3
"""Sources like none of corpus.py: written down and made before anything was mended by them (see kit.py).

From the eleventh day on the good ones bring what good ones bring in time: a new name, a first minus sign, a longer list.
"""
import json, re, sqlite3, struct, tarfile, zipfile
from kit import *


def new(day):
    return day >= 10


def lines_of(r, least, most, day):
    """How many; a third more from the eleventh day on."""
    return r.randint(least, most) * (4 if new(day) else 3) // 3


def write(out, name, *lines):
    (out / name).write_text("\n".join(lines) + "\n")


def change(out, pattern, to):
    file = only(out)
    file.write_text(re.sub(pattern, to, file.read_text(), flags=re.M))


def columns(out, spoil, separator=","):
    """Writes a table anew, each of its rows spoiled; the header stays."""
    file = only(out)
    head, *rows = file.read_text().splitlines()
    file.write_text("\n".join([head] + [separator.join(spoil(row.split(separator))) for row in rows]) + "\n")


# --- pictures -----------------------------------------------------------------------------------------

@source
def yard_camera(r, day, out):
    dark = ["-brightness-contrast", "-20x-10"] if new(day) else []
    picture("-seed", r.randint(1, 10 ** 6), "-size", "640x480", "plasma:grey30-grey80", *dark, "-quality", 80, "JPEG:" + str(out / "yard.jpg"))


@garbage("yard_camera")
def no_signal(r, out, before):
    picture("-size", "640x480", "xc:#202080", "-fill", "white", "-draw", "rectangle 250,220 390,260", "-quality", 80, only(out))


@source
def power_chart(r, day, out):
    points = " ".join(f"{40 + n * 15},{r.randint(20, 350)}" for n in range(51))
    picture("-size", "800x400", "xc:white", "-stroke", "black", "-draw", "line 40,10 40,360 line 40,360 790,360", "-stroke", "steelblue", "-fill", "none", "-draw", "polyline " + points, out / "power.png")


@garbage("power_chart")
def a_chart_without_its_line(r, out, before):
    picture("-size", "800x400", "xc:white", "-stroke", "black", "-draw", "line 40,10 40,360 line 40,360 790,360", only(out))


@source
def scanned_letter(r, day, out):
    lines = " ".join(f"rectangle 60,{60 + n * 22} {r.randint(300, 540)},{70 + n * 22}" for n in range(r.randint(18, 25) + 5 * new(day)))
    picture("-size", "600x850", "xc:white", "-seed", r.randint(1, 999), "+noise", "Gaussian", "-fill", "black", "-draw", lines, "-colorspace", "Gray", "-compress", "LZW", out / f"scan-{day:03}.tiff")


garbage("scanned_letter")(cut_off)


@source
def walks_map(r, day, out):
    paths = "".join(f'<path d="M{r.randint(0, 800)},{r.randint(0, 600)} l{r.randint(-50, 50)},{r.randint(-50, 50)} l{r.randint(-50, 50)},{r.randint(-50, 50)}"/>\n' for _ in range(lines_of(r, 100, 130, day)))
    (out / "walks.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600">\n<g fill="none" stroke="red">\n{paths}</g>\n</svg>\n')


@garbage("walks_map")
def a_projection_of_no_numbers(r, out, before):
    change(out, r"-?\d+,-?\d+", "NaN,NaN")


def tagged(file, has_place):
    """Writes an EXIF block into a JPEG: the camera's name, and where it stood if so wanted."""
    entries = [(0x010F, 2, b"Camera Works\0")]
    count = len(entries) + has_place
    free = 8 + 2 + 12 * count + 4
    ifd, data = struct.pack(">H", count), b""
    for tag, kind, value in entries:
        ifd += struct.pack(">HHII", tag, kind, len(value), free + len(data))
        data += value + b"\0" * (len(value) % 2)
    if has_place:
        at = free + len(data)
        ifd += struct.pack(">HHII", 0x8825, 4, 1, at)
        value_at = at + 2 + 12 * 4 + 4
        degrees = lambda d: struct.pack(">6I", d, 1, 31, 1, 12, 1)
        data += struct.pack(">H", 4) + struct.pack(">HHI4s", 1, 2, 2, b"N\0\0\0") + struct.pack(">HHII", 2, 5, 3, value_at) + struct.pack(">HHI4s", 3, 2, 2, b"E\0\0\0") + struct.pack(">HHII", 4, 5, 3, value_at + 24) + bytes(4) + degrees(52) + degrees(13)
    block = b"Exif\0\0MM\0*" + struct.pack(">I", 8) + ifd + bytes(4) + data
    jpeg = file.read_bytes()
    file.write_bytes(jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:])


@source
def public_photo(r, day, out):
    file = out / f"photo-{day:03}.jpg"
    photo(r, file, *r.choice([(600, 400), (400, 600)]))
    tagged(file, False)


@garbage("public_photo")
def the_place_is_still_in_it(r, out, before):
    photo(r, only(out), 600, 400)
    tagged(only(out), True)


@source
def previews(r, day, out):
    for n in range(3):
        photo(r, out / f"preview-{n}.jpg", 320, 240)


@garbage("previews")
def turned_by_a_quarter(r, out, before):
    for file in out.iterdir():
        picture(file, "-rotate", 90, file)


@source
def radar(r, day, out):
    frames = [word for n in range(12 + new(day)) for word in ("-seed", str(r.randint(1, 9999)), "plasma:blue-green")]
    picture("-delay", 10, "-size", "80x80", *frames, out / "radar.gif")


@garbage("radar")
def the_first_frame_alone(r, out, before):
    picture(str(only(out)) + "[0]", only(out))


# --- PDF ----------------------------------------------------------------------------------------------

@source
def receipt(r, day, out):
    first = ["Corner Shop", f"Receipt {500 + day}", str(day_of(day))] + [f"{prose(r, 2)} {r.uniform(1, 60):.2f}" for _ in range(lines_of(r, 9, 24, day))]
    pdf(out / f"receipt-{500 + day}.pdf", [first] + [[prose(r, 8) for _ in range(30)]] * r.randint(0, 2))


@garbage("receipt")
def a_font_that_was_not_there(r, out, before):
    pdf(only(out), [[], []])


@source
def bank_statement(r, day, out):
    pdf(out / f"statement-{day:02}.pdf", [["Statement", str(day_of(day))] + [f"{prose(r, 4)} {r.uniform(-900, 900):.2f}" for _ in range(r.randint(25, 40))]])


@garbage("bank_statement")
def a_password_that_nobody_has(r, out, before):
    file = only(out)
    sh(f"qpdf --encrypt secret owner 256 -- {file} {file}.new && mv {file}.new {file}")


# --- tables -------------------------------------------------------------------------------------------

@source
def sales(r, day, out):
    rows = [[day_of(day), f"{r.choice('ABC')}{r.randint(100, 999)}", r.randint(1, 9), f"{r.uniform(1, 99):.2f}"] for _ in range(lines_of(r, 60, 90, day))]
    if new(day):
        rows[3][1] = "D100, blue"
    table(out / "sales.csv", ["date", "sku", "quantity", "price"], rows)


@garbage("sales")
def decimal_commas(r, out, before):
    change(out, r"\.(\d\d)$", r",\1")


@source
def greenhouse(r, day, out):
    gaps = r.sample(range(96), r.randint(0, 2))
    table(out / "greenhouse.csv", ["stamp", "temperature", "humidity"], [[f"{day_of(day)} {n // 4:02}:{n % 4 * 15:02}", "" if n in gaps else f"{r.gauss(19, 3):.1f}", r.randint(40, 90)] for n in range(96)])


@garbage("greenhouse")
def a_thermometer_without_battery(r, out, before):
    columns(out, lambda row: [row[0], "", row[2]])


@source
def postings(r, day, out):
    rows = [[f"{day_of(day):%d.%m.%Y}", r.choice(NAMES), prose(r, 3), f"{r.uniform(-300, 300):.2f}".replace(".", ",")] for _ in range(lines_of(r, 30, 60, day))]
    table(out / "postings.csv", ["Datum", "Name", "Zweck", "Betrag"], rows, ";")


@garbage("postings")
def a_filter_that_matched_nothing(r, out, before):
    write(out, only(out).name, only(out).read_text().splitlines()[0])


@source
def choir(r, day, out):
    names = NAMES + ["Łucja", "Żaneta"] if new(day) else NAMES
    table(out / "choir.csv", ["name", "street", "town"], [[f"{r.choice(names)} {r.choice(WORDS).capitalize()}", f"{r.choice(WORDS).capitalize()}straße {r.randint(1, 99)}", r.choice(CITIES)] for _ in range(r.randint(40, 60))])


garbage("choir")(encoded_twice)


@source
def shop_prices(r, day, out):
    rows = [[n, prose(r, 2), f"{r.uniform(2, 300):.2f}"] for n in range(r.randint(50, 70))]
    if new(day):
        rows[5][2] = "1249.00"
    table(out / "prices.csv", ["id", "article", "price"], rows)


@garbage("shop_prices")
def nothing_costs_anything(r, out, before):
    columns(out, lambda row: row[:-1] + ["0.00"])


@source
def balance(r, day, out):
    rows = [[w, r.randint(1, 900), r.randint(1, 900)] for w in r.sample(WORDS, r.randint(25, 35))]
    if new(day):
        rows[2][2] = -40
    table(out / "balance.tsv", ["item", "in", "left"], rows, "\t")


@garbage("balance")
def references_that_broke(r, out, before):
    columns(out, lambda row: row[:-1] + ["#REF!"], "\t")


@source
def orders(r, day, out):
    table(out / "orders.csv", ["id", "stamp", "what", "state"], [[day * 100 + n, f"{day_of(day)}T{n // 4:02}:{r.randint(0, 59):02}", prose(r, 2), r.choice(["open", "sent", "paid"])] for n in range(r.randint(50, 80))])


@garbage("orders")
def a_cursor_that_never_moved(r, out, before):
    lines = only(out).read_text().splitlines()
    write(out, "orders.csv", lines[0], *[lines[1]] * (len(lines) - 1))


@source
def wine_cellar(r, day, out):
    table(out / "cellar.csv", ["wine", "year", "bottles"], [[prose(r, 2), r.randint(1995, 2024), r.randint(1, 24)] for _ in range(30 + 2 * day)])


@garbage("wine_cellar")
def written_a_second_time_behind_itself(r, out, before):
    file = only(out)
    file.write_text(file.read_text() * 2)


@source
def uploads(r, day, out):
    table(out / "uploads.csv", ["file", "at", "bytes"], [[f"{r.choice(WORDS)}-{n}.dat", f"{day_of(day - r.randint(0, 20))}T{r.randint(0, 23):02}:{r.randint(0, 59):02}:{r.randint(0, 59):02}Z", r.randint(1000, 9 ** 8)] for n in range(lines_of(r, 60, 90, day))])


@garbage("uploads")
def a_clock_that_starts_in_1970(r, out, before):
    columns(out, lambda row: [row[0], "1970-01-01T00:00:00Z", row[2]])


@source
def forecast(r, day, out):
    rows = [f"{day_of(day + n)},{r.gauss(9, 5):.1f},{r.randint(0, 100)}" for n in range(30)]
    write(out, "forecast.csv", f"# forecast of {day_of(day)}", "date,temperature,rain", *rows)


@garbage("forecast")
def two_columns_exchanged(r, out, before):
    change(out, r"^([^,#\n]+),([^,\n]+),", r"\2,\1,")


# --- JSON ---------------------------------------------------------------------------------------------

@source
def station(r, day, out):
    values = {"temperature": round(r.gauss(9, 6), 1), "humidity": r.randint(30, 99), "pressure": r.randint(985, 1035), "wind": {"speed": round(abs(r.gauss(8, 4)), 1), "from": r.choice("N E S W".split())}}
    if new(day):
        values["wind"]["gust"] = 31.5
    (out / "station.json").write_text(json.dumps({"station": "roof", "at": f"{day_of(day)}T06:00:00Z", **values}))


@garbage("station")
def a_key_that_is_not_valid(r, out, before):
    only(out).write_text(json.dumps({"cod": 401, "message": "Invalid API key"}))


@source
def chores(r, day, out):
    (out / "chores.json").write_text(json.dumps([{"what": prose(r, 3), "due": str(day_of(day + r.randint(0, 30))), "done": r.random() < .3} for _ in range(lines_of(r, 40, 60, day))]))


@garbage("chores")
def an_empty_list(r, out, before):
    only(out).write_text("[]")


@source
def clicks(r, day, out):
    write(out, "clicks.jsonl", *[json.dumps({"at": n, "page": f"/{r.choice(WORDS)}", "ms": r.randint(3, 900)}) for n in range(lines_of(r, 100, 150, day))])


garbage("clicks")(cut_off)


@source
def meters(r, day, out):
    write(out, "meters.ndjson", *[json.dumps({"meter": f"m{n % 7}", "kwh": round(r.uniform(.1, 9), 3)}) for n in range(lines_of(r, 80, 120, day))])


@garbage("meters")
def a_traceback_between_the_lines(r, out, before):
    lines = only(out).read_text().splitlines()
    write(out, "meters.ndjson", *lines[:40], *TRACEBACK.splitlines(), *lines[40:])


@source
def profile(r, day, out):
    (out / "profile.json").write_text(json.dumps({"name": r.choice(NAMES), "city": r.choice(CITIES), "followers": r.randint(90, 400), "about": None if r.random() < .3 else prose(r, 9), "langs": r.sample("de en fr pl cs".split(), 2)}))


@garbage("profile")
def every_value_is_null(r, out, before):
    rewrite(only(out), lambda data: {key: None for key in data})


@source
def benches(r, day, out):
    features = [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [round(r.uniform(13.1, 13.6), 5), round(r.uniform(52.3, 52.6), 5)]}, "properties": {"seats": r.randint(2, 6)}} for _ in range(lines_of(r, 90, 120, day))]
    (out / "benches.geojson").write_text(json.dumps({"type": "FeatureCollection", "generator": "overpass-turbo", "features": features}))


@garbage("benches")
def no_features(r, out, before):
    rewrite(only(out), lambda data: {**data, "features": []})


@source
def issues(r, day, out):
    nodes = [{"number": r.randint(1, 999), "title": prose(r, 5), "labels": r.sample(WORDS, r.randint(0, 3))} for _ in range(lines_of(r, 20, 30, day))]
    (out / "issues.json").write_text(json.dumps({"data": {"repository": {"issues": {"nodes": nodes}}}}))


@garbage("issues")
def an_answer_of_errors(r, out, before):
    only(out).write_text(json.dumps({"data": None, "errors": [{"message": "API rate limit exceeded for user ID 4711.", "type": "RATE_LIMITED"}] * 20}))


@source
def statistics(r, day, out):
    values = {w: {"mean": round(r.gauss(5, 2), 4), "deviation": round(r.uniform(.1, 3), 4), "count": r.randint(100, 900)} for w in WORDS[:12]}
    if new(day):
        values["apple"]["mean"], values["bridge"]["deviation"] = -1.5e-05, 1e-09
    (out / "statistics.json").write_text(json.dumps(values, indent=2))


@garbage("statistics")
def the_mean_of_nothing(r, out, before):
    change(out, r'"mean": [^,]+', '"mean": NaN')


# --- XML and pages ------------------------------------------------------------------------------------

@source
def blog_feed(r, day, out):
    titles = [prose(r, 4) for _ in range(lines_of(r, 9, 12, day))]
    if new(day):
        titles[0] = "How I handle an error in shell scripts; why exception is the wrong word"
    items = "".join(f"<item><title>{t}</title><link>https://example.org/{n}</link><pubDate>{day_of(day):%a, %d %b %Y} 06:00:00 GMT</pubDate></item>\n" for n, t in enumerate(titles))
    write(out, "rss.xml", '<?xml version="1.0" encoding="utf-8"?>', "<rss version=\"2.0\"><channel><title>Notes</title><link>https://example.org</link>", items + "</channel></rss>")


@garbage("blog_feed")
def a_channel_without_items(r, out, before):
    change(out, r"^<item>.*\n", "")


@source
def sitemap(r, day, out):
    urls = "".join(f"<url><loc>https://www.example.org/{r.choice(WORDS)}/{n}</loc><lastmod>{day_of(day - r.randint(0, 90))}</lastmod></url>\n" for n in range(lines_of(r, 60, 80, day)))
    write(out, "sitemap.xml", '<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', urls + "</urlset>")


@garbage("sitemap")
def addresses_of_the_workshop(r, out, before):
    change(out, "https://www.example.org/", "http://localhost:3000/")


@source
def ride(r, day, out):
    points = "".join(f'<trkpt lat="{47.3 + n / 3000 + r.random() / 900:.6f}" lon="{8.5 + n / 2500:.6f}"><ele>{400 + r.random() * 90:.1f}</ele></trkpt>\n' for n in range(lines_of(r, 120, 200, day)))
    write(out, f"ride-{day:03}.gpx", '<?xml version="1.0"?>', '<gpx version="1.1" creator="bike" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>', points + "</trkseg></trk></gpx>")


@garbage("ride")
def no_position_was_known(r, out, before):
    change(out, r'lat="[^"]+" lon="[^"]+"', 'lat="0.000000" lon="0.000000"')


@source
def bucket(r, day, out):
    keys = "".join(f"<Contents><Key>{r.choice(WORDS)}/{n}.jpg</Key><Size>{r.randint(900, 99999)}</Size></Contents>\n" for n in range(lines_of(r, 30, 50, day)))
    write(out, "bucket.xml", '<?xml version="1.0" encoding="UTF-8"?>', "<ListBucketResult><Name>pictures</Name>", keys + "</ListBucketResult>")


@garbage("bucket")
def access_denied(r, out, before):
    write(out, "bucket.xml", '<?xml version="1.0" encoding="UTF-8"?>', "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>")


@source
def diary_page(r, day, out):
    title = "On error handling" if new(day) else prose(r, 4)
    paragraphs = "".join(f"<p>{prose(r, r.randint(20, 60))}</p>\n" for _ in range(r.randint(4, 9)))
    write(out, "index.html", "<!doctype html>", f"<html lang=en><head><meta charset=utf-8><title>{title}</title></head>", f"<body><article><h1>{title}</h1>", f"{paragraphs}</article></body></html>")


@garbage("diary_page")
def a_template_as_it_is(r, out, before):
    write(out, "index.html", "<!doctype html>", "<html lang=en><head><meta charset=utf-8><title>{{ page.title }}</title></head>", "<body><article><h1>{{ page.title }}</h1>", *["<p>{% block paragraph %}{{ paragraph | safe }}{% endblock %} and so on, and so on, and so on</p>"] * 12, "</article></body></html>")


@source
def offers(r, day, out):
    cards = "".join(f'<div class="offer"><h2>{prose(r, 4)}</h2><p>{prose(r, 25)}</p><span>{r.randint(9, 999)} €</span></div>\n' for _ in range(lines_of(r, 40, 60, day)))
    write(out, "offers.html", "<!DOCTYPE html>", '<html lang="de"><head><title>Offers</title></head><body><main>', f"{cards}</main></body></html>")


@garbage("offers")
def just_a_moment(r, out, before):
    script = "".join(f"a{n}=function(){{return window._cf_chl_opt.c{n}^{n * 7919};}};" for n in range(180))
    write(out, "offers.html", "<!DOCTYPE html>", '<html lang="en-US"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow"></head>', f'<body><div class="main-wrapper"><noscript>Enable JavaScript and cookies to continue</noscript></div><script>{script}</script></body></html>')


@source
def standings(r, day, out):
    rows = "".join(f"<tr><td>{n}</td><td>FC {r.choice(WORDS).capitalize()}</td><td>{r.randint(0, 60)}</td></tr>\n" for n in range(1, 19))
    write(out, "standings.html", "<html><head><title>Standings</title></head><body>", "<table><thead><tr><th>#</th><th>Team</th><th>Points</th></tr></thead><tbody>", f"{rows}</tbody></table>", "</body></html>")


@garbage("standings")
def warnings_where_the_rows_were(r, out, before):
    warnings = "".join(f"<br />\n<b>Warning</b>:  Undefined array key {n} in <b>/srv/www/standings.php</b> on line <b>31</b><br />\n" for n in range(18))
    change(out, r"(?:^<tr><td>.*\n)+", warnings)


# --- databases ----------------------------------------------------------------------------------------

def database(file, tables):
    with sqlite3.connect(file) as db:
        for name, rows in tables.items():
            db.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, text TEXT)")
            db.executemany(f"INSERT INTO {name} VALUES (?, ?)", enumerate(rows))
    db.close()


@source
def bookmarks(r, day, out):
    database(out / "bookmarks.db", {"bookmark": [f"https://{r.choice(WORDS)}.example/{prose(r, 6)}" for _ in range(lines_of(r, 300, 400, day))]})


@garbage("bookmarks")
def emptied_though_its_size_is_the_same(r, out, before):
    with sqlite3.connect(only(out)) as db:
        db.execute("DELETE FROM bookmark")
    db.close()


@source
def recipe_box(r, day, out):
    database(out / "recipes.sqlite3", {"recipe": [prose(r, 20) for _ in range(lines_of(r, 90, 120, day))], "photo": [prose(r, 40) for _ in range(r.randint(20, 30))]})


@garbage("recipe_box")
def a_table_that_was_not_copied(r, out, before):
    with sqlite3.connect(only(out)) as db:
        db.execute("DROP TABLE recipe")
    db.close()


@source
def readings(r, day, out):
    database(out / "readings.db", {"reading": [prose(r, 12) for _ in range(lines_of(r, 300, 400, day))]})


@garbage("readings")
def a_page_of_zeros(r, out, before):
    file = only(out)
    data = bytearray(file.read_bytes())
    data[4096 * 3:4096 * 4] = bytes(4096)
    file.write_bytes(data)


# --- archives, compressed and encrypted ---------------------------------------------------------------

def zipped(file, members):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in members.items():
            z.writestr(name, data)


@source
def release(r, day, out):
    pages = {f"docs/page-{n}.html": f"<html><body>{prose(r, 90)}</body></html>" for n in range(r.randint(10, 14) + 2 * new(day))}
    zipped(out / "release.zip", {"VERSION": f"1.{day}", "app.js": "".join(f"let {w} = {r.random()};\n" for w in WORDS), **pages})


@garbage("release")
def members_of_no_bytes(r, out, before):
    with zipfile.ZipFile(only(out)) as z:
        names = z.namelist()
    zipped(only(out), dict.fromkeys(names, ""))


@source
def manuals(r, day, out):
    pack(out / "manuals.tar.gz", [(f"manuals/{w}/{w}.md", prose(r, r.randint(90, 300)).encode()) for w in r.sample(WORDS, r.randint(12, 15) + 2 * new(day))])


@garbage("manuals")
def folders_alone(r, out, before):
    with tarfile.open(only(out), "w:gz") as tar:
        for w in WORDS[:13]:
            info = tarfile.TarInfo(f"manuals/{w}")
            info.type = tarfile.DIRTYPE
            tar.addfile(info)


@source
def router_log(r, day, out):
    text = "".join(f"{day_of(day)} {n // 60:02}:{n % 60:02} {r.choice(WORDS)} from 10.0.0.{r.randint(2, 99)}\n" for n in range(lines_of(r, 400, 600, day)))
    (out / "router.log.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


@garbage("router_log")
def an_end_of_something_else(r, out, before):
    file = only(out)
    file.write_bytes(file.read_bytes()[:-8] + r.randbytes(8))


@source
def app_backup(r, day, out):
    zipped(out / f"app-{day_of(day)}.zip", {"data.db": r.randbytes(r.randint(5000, 6000)), "settings.json": json.dumps({"day": day, "theme": "dark"}), **{f"media/{n}.jpg": r.randbytes(1500) for n in range(lines_of(r, 20, 26, day))}})


@garbage("app_backup")
def a_database_that_was_locked(r, out, before):
    with zipfile.ZipFile(only(out)) as z:
        members = {name: z.read(name) for name in z.namelist() if name != "data.db"}
    zipped(only(out), members)


@source
def home_copy(r, day, out):
    (out / "home.tar").write_bytes(b"")
    with tarfile.open(out / "home.tar", "w") as tar:
        for n in range(lines_of(r, 15, 20, day)):
            info = tarfile.TarInfo(f"home/{r.choice(WORDS)}-{n}.bin")
            info.size = 3000
            tar.addfile(info, io.BytesIO(r.randbytes(3000)))
    sh("zstd -q --rm home.tar", out)


garbage("home_copy")(cut_off)


@source
def ledger_dump(r, day, out):
    text = "".join(f"INSERT INTO ledger VALUES ({n}, '{prose(r, 4)}');\n" for n in range(lines_of(r, 200, 300, day)))
    (out / "ledger.sql").write_text("BEGIN;\n" + text + "COMMIT;\n")
    sh("xz ledger.sql", out)


@garbage("ledger_dump")
def a_server_that_was_not_there(r, out, before):
    sh("printf 'pg_dump: error: connection to server at \"db\" (10.0.0.5), port 5432 failed: Connection refused\\n' | xz > ledger.sql.xz", out)


@source
def secret_backup(r, day, out):
    pack(out / "home.tar.gz", documents := [(f"home/{n}.bin", r.randbytes(2500)) for n in range(lines_of(r, 10, 14, day))])
    sh("mkdir -m 700 ring; gpg --homedir ring --batch --quiet --pinentry-mode loopback --passphrase tale -c home.tar.gz; gpgconf --homedir ring --kill all; rm -rf ring home.tar.gz", out)


@garbage("secret_backup")
def not_encrypted_at_all(r, out, before):
    pack(only(out), [(f"home/{n}.bin", r.randbytes(2500)) for n in range(12)])


@source
def vault(r, day, out):
    (out / "vault.enc").write_bytes(b"Salted__" + r.randbytes(8) + r.randbytes(16 * lines_of(r, 900, 1200, day)))


@garbage("vault")
def zeros_all_through(r, out, before):
    file = only(out)
    file.write_bytes(bytes(file.stat().st_size))


# --- sound and film -----------------------------------------------------------------------------------

@source
def memo(r, day, out):
    seconds = f"{r.uniform(4, 6) + 2 * new(day):.2f}"
    ffmpeg("-f", "lavfi", "-i", f"anoisesrc=duration={seconds}:amplitude=0.3:seed={r.randint(1, 9999)}", "-c:a", "libmp3lame", "-b:a", "64k", out / f"memo-{day:02}.mp3")


@garbage("memo")
def a_microphone_that_is_muted(r, out, before):
    ffmpeg("-f", "lavfi", "-i", "anullsrc=channel_layout=mono:sample_rate=44100", "-t", "5", "-c:a", "libmp3lame", "-b:a", "64k", only(out))


@source
def seedlings(r, day, out):
    seconds = f"{r.uniform(2, 3) + new(day):.2f}"
    ffmpeg("-f", "lavfi", "-i", f"testsrc2=size=160x120:rate=10:duration={seconds}", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", out / "seedlings.mp4")


@garbage("seedlings")
def a_writer_that_was_killed(r, out, before):
    file = only(out)
    data = file.read_bytes()
    file.write_bytes(data[: data.index(b"moov") - 4])


@garbage("seedlings")
def one_frame(r, out, before):
    ffmpeg("-f", "lavfi", "-i", "testsrc2=size=160x120:rate=10", "-frames:v", "1", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", only(out))


@source
def birdsong(r, day, out):
    data = r.randbytes(2 * r.randint(16000, 20000) + 8000 * new(day))
    (out / "birds.wav").write_bytes(b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16) + b"data" + struct.pack("<I", len(data)) + data)


@garbage("birdsong")
def a_header_without_samples(r, out, before):
    only(out).write_bytes(b"RIFF" + struct.pack("<I", 36) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16) + b"data" + bytes(4))


# --- texts of all kinds -------------------------------------------------------------------------------

@source
def wiki_dump(r, day, out):
    rows = [f"{n}\t{prose(r, 7)}" for n in range(lines_of(r, 200, 260, day))]
    write(out, "wiki.sql", "--", "-- PostgreSQL database dump", "--", "SET standard_conforming_strings = on;", "CREATE TABLE public.page (id integer, text text);", "COPY public.page (id, text) FROM stdin;", *rows, "\\.", "ALTER TABLE ONLY public.page ADD CONSTRAINT page_pkey PRIMARY KEY (id);", "--", "-- PostgreSQL database dump complete", "--")


garbage("wiki_dump")(cut_off)


@source
def shop_dump(r, day, out):
    rows = [f"INSERT INTO `article` VALUES ({n},'{prose(r, 3)}',{r.randint(1, 99)});" for n in range(lines_of(r, 150, 200, day))]
    write(out, "shop.sql", "-- MySQL dump 10.19", "DROP TABLE IF EXISTS `article`;", "CREATE TABLE `article` (`id` int, `name` text, `price` int);", *rows, f"-- Dump completed on {day_of(day)}  3:00:0{day % 7}")


@garbage("shop_dump")
def tables_without_rows(r, out, before):
    change(out, r"^INSERT.*\n", "")


@source
def rota(r, day, out):
    events = [line for n in range(lines_of(r, 10, 16, day)) for line in ("BEGIN:VEVENT", f"UID:{day}{n}@rota", f"DTSTART;VALUE=DATE:{day_of(day + n):%Y%m%d}", f"SUMMARY:{r.choice(NAMES)}: {prose(r, 2)}", "END:VEVENT")]
    (out / "rota.ics").write_bytes("\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//rota//EN", *events, "END:VCALENDAR", ""]).encode())


garbage("rota")(cut_off)


@source
def phone_book(r, day, out):
    names = NAMES + ["Đorđe", "Łukasz"] if new(day) else NAMES
    write(out, "phone.vcf", *[line for _ in range(lines_of(r, 24, 30, day)) for line in ("BEGIN:VCARD", "VERSION:3.0", f"FN:{r.choice(names)} {r.choice(WORDS).capitalize()}", f"TEL;TYPE=cell:+49 17{r.randint(10 ** 7, 10 ** 8 - 1)}", f"EMAIL:{r.choice(WORDS)}@example.org", "END:VCARD")])


@garbage("phone_book")
def cards_of_nobody(r, out, before):
    change(out, r"^(FN|TEL;TYPE=cell|EMAIL):.*", r"\1:")


@source
def summary(r, day, out):
    heads = r.sample(["Mail", "News", "House", "Work"], 3) + ["Garden"] * new(day)
    write(out, "summary.md", f"# {day_of(day):%A, %d %B}", "", *[line for head in heads for line in (f"## {head}", "", *[f"- {prose(r, r.randint(8, 16))}" for _ in range(r.randint(3, 5))], "")])


@garbage("summary")
def it_is_sorry(r, out, before):
    write(out, "summary.md", "I'm sorry, but I can't summarise these messages because the attached text appears to be empty. If you share the content of your messages, I would be happy to write a summary of your day for you, with a heading for each topic and a few bullet points below each of them.", "", "Please let me know how you would like to proceed! I can also write the summary in another language, in a shorter form, or as a table, if you would rather have that. Just paste the text of the messages here, and tell me which of them matter to you and which do not.")


@source
def inventory(r, day, out):
    hosts = [line for n in range(r.randint(8, 12) + 2 * new(day)) for line in (f"  - name: {r.choice(WORDS)}{n}", f"    address: 10.0.1.{r.randint(2, 250)}", f"    roles: [{', '.join(r.sample(['web', 'db', 'mail', 'cache'], 2))}]")]
    write(out, "inventory.yaml", "version: 2", "hosts:", *hosts)


@garbage("inventory")
def tabs_that_do_not_parse(r, out, before):
    change(out, "^    ", "\t")


@source
def project(r, day, out):
    write(out, "project.toml", "[project]", f'name = "{r.choice(WORDS)}"', f'version = "0.{day}.{r.randint(0, 9)}"', "", "[dependencies]", *[f'{w} = ">={r.randint(1, 9)}.{r.randint(0, 20)}"' for w in r.sample(WORDS, r.randint(8, 12))], *(["", "[tool]", "strict = true"] if new(day) else []))


@garbage("project")
def a_merge_that_nobody_finished(r, out, before):
    lines = only(out).read_text().splitlines()
    write(out, "project.toml", *lines[:6], "<<<<<<< HEAD", lines[6], "=======", lines[7], ">>>>>>> main", *lines[8:])


@source
def mail_settings(r, day, out):
    sections = ["imap", "smtp", "filter"] + ["archive"] * new(day)
    write(out, "mail.ini", *[line for s in sections for line in (f"[{s}]", f"host = {r.choice(WORDS)}.example.org", f"port = {r.choice([25, 143, 465, 993])}", f"user = {r.choice(NAMES).lower()}", "")])


@garbage("mail_settings")
def a_lookup_that_gave_nothing(r, out, before):
    change(out, r"= .*", "=")


@source
def proxy_config(r, day, out):
    servers = [line for n in range(r.randint(4, 6) + new(day)) for line in ("server {", f"    server_name {r.choice(WORDS)}{n}.example.org;", f"    location / {{ proxy_pass http://10.0.0.{r.randint(2, 99)}:8080; }}", "}")]
    write(out, "proxy.conf", "worker_processes 2;", *servers)


@garbage("proxy_config")
def names_that_were_not_filled_in(r, out, before):
    change(out, r"server_name .*;", "server_name ${DOMAIN};")
    change(out, r"http://.*:8080", "http://${UPSTREAM}:8080")


@source
def counted(r, day, out):
    write(out, "subscribers.txt", str(1200 + 13 * day + r.randint(0, 12)))


@garbage("counted")
def not_a_number(r, out, before):
    write(out, "subscribers.txt", "nan")


@source
def audit(r, day, out):
    found = 1 if new(day) else r.choice([0, 0, 0, 2])
    write(out, "audit.txt", f"audit of {day_of(day)}", f"checked {r.randint(1290, 1330)} files, {found} errors", f"took {r.randint(40, 70)} s")


@garbage("audit")
def it_looked_into_an_empty_folder(r, out, before):
    change(out, r"checked \d+ files, \d errors", "checked 0 files, 0 errors")
    change(out, r"took \d+ s", "took 0 s")


@source
def sums(r, day, out):
    write(out, "SHA256SUMS", *[f"{hashlib.sha256(r.randbytes(8)).hexdigest()}  {r.choice(WORDS)}-{n}.iso" for n in range(lines_of(r, 20, 28, day))])


@garbage("sums")
def sums_of_empty_files(r, out, before):
    change(out, r"^\w{64}", hashlib.sha256(b"").hexdigest())


@source
def trackers(r, day, out):
    write(out, "trackers.txt", *sorted({f"{r.choice(WORDS)}{r.randint(1, 999)}.{r.choice(WORDS)}.com" for _ in range(lines_of(r, 600, 700, day))}))


@garbage("trackers")
def the_portal_of_a_hotel(r, out, before):
    write(out, "trackers.txt", "<html><head><title>Welcome to our guest network</title></head><body>", *[f"<p>Terms of use, part {n}: {prose(r, 12)}</p>" for n in range(300)], "</body></html>")


@source
def subtitles(r, day, out):
    stamp = lambda n: f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02},{r.randint(0, 999):03}"
    write(out, "film.srt", *[line for n in range(1, lines_of(r, 60, 90, day)) for line in (str(n), f"{stamp(n * 5)} --> {stamp(n * 5 + 3)}", prose(r, 6), "")])


@garbage("subtitles")
def all_at_the_beginning(r, out, before):
    change(out, r"\d\d:\d\d:\d\d,\d{3}", "00:00:00,000")


# --- books, letters, fonts ----------------------------------------------------------------------------

@source
def magazine(r, day, out):
    chapters = range(r.randint(5, 7) + new(day))
    opf = '<package xmlns="http://www.idpf.org/2007/opf"><manifest>' + "".join(f'<item id="c{n}" href="c{n}.xhtml"/>' for n in chapters) + "</manifest></package>"
    with zipfile.ZipFile(out / "magazine.epub", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        z.writestr("META-INF/container.xml", '<container><rootfiles><rootfile full-path="content.opf"/></rootfiles></container>')
        z.writestr("content.opf", opf)
        for n in chapters:
            z.writestr(f"c{n}.xhtml", f"<html><body><p>{prose(r, r.randint(200, 400))}</p></body></html>")


@garbage("magazine")
def chapters_that_are_only_named(r, out, before):
    with zipfile.ZipFile(only(out)) as z:
        members = {name: z.read(name) for name in z.namelist() if not re.match(r"c\d", name)}
    zipped(only(out), members)


def letter_of(file, paragraphs):
    body = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    zipped(file, {"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>', "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>', "word/styles.xml": "<w:styles>" + "<w:style/>" * 90 + "</w:styles>", "word/document.xml": f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'})


@source
def minutes(r, day, out):
    letter_of(out / "minutes.docx", [prose(r, r.randint(20, 50)) for _ in range(lines_of(r, 9, 15, day))])


@garbage("minutes")
def a_letter_without_text(r, out, before):
    letter_of(only(out), [""])


@source
def subset_font(r, day, out):
    """Tables as a font has them; what is in them is noise."""
    glyphs = r.randbytes(40 * lines_of(r, 100, 140, day))
    tables = {b"cmap": r.randbytes(300), b"glyf": glyphs, b"head": r.randbytes(54), b"hhea": r.randbytes(36), b"maxp": r.randbytes(32), b"name": r.randbytes(200)}
    at, directory, data = 12 + 16 * len(tables), b"", b""
    for tag, table_ in tables.items():
        directory += struct.pack(">4sIII", tag, 0, at + len(data), len(table_))
        data += table_ + bytes(-len(table_) % 4)
    (out / "text.ttf").write_bytes(b"\0\1\0\0" + struct.pack(">4H", len(tables), 64, 2, 32) + directory + data)


garbage("subset_font")(cut_off)


# --- keys, several files, what is none of all these ----------------------------------------------------

def pem(r, kind, size):
    import base64
    text = base64.b64encode(r.randbytes(size)).decode()
    return "\n".join([f"-----BEGIN {kind}-----", *[text[n:n + 64] for n in range(0, len(text), 64)], f"-----END {kind}-----"])


@source
def certificate(r, day, out):
    write(out, "fullchain.pem", pem(r, "CERTIFICATE", r.randint(700, 760)), pem(r, "CERTIFICATE", r.randint(900, 960)))


garbage("certificate")(cut_off)


@source
def key_pair(r, day, out):
    write(out, "id_ed25519", pem(r, "OPENSSH PRIVATE KEY", 300))
    write(out, "id_ed25519.pub", "ssh-ed25519 " + pem(r, "X", 48).splitlines()[1] + " me@example.org")


@garbage("key_pair")
def one_key_of_two(r, out, before):
    (out / "id_ed25519.pub").unlink()


@source
def zettel(r, day, out):
    for n in range(lines_of(r, 20, 26, day)):
        write(out, f"{r.choice(WORDS)}-{n}.md", f"# {prose(r, 2)}", "", prose(r, r.randint(20, 60)))


@garbage("zettel")
def nothing_at_all(r, out, before):
    for file in out.iterdir():
        file.unlink()


@source
def monthly_report(r, day, out):
    write(out, "report.html", "<html><head><title>Report</title></head><body>", *[f"<p>{prose(r, 20)}</p>" for _ in range(r.randint(5, 8))], '<img src="chart.png">', "</body></html>")
    table(out / "data.csv", ["day", "value"], [[n, r.randint(1, 99)] for n in range(1, 31)])
    power_chart(r, day, out)
    (out / "power.png").rename(out / "chart.png")


@garbage("monthly_report")
def a_report_without_its_chart(r, out, before):
    (out / "chart.png").unlink()


@source
def twelve_months(r, day, out):
    for month in range(1, 13):
        table(out / f"2026-{month:02}.csv", ["day", "steps"], [[n, r.randint(900, 19000)] for n in range(1, 29 + r.randint(0, 3))])


@garbage("twelve_months")
def a_month_without_days(r, out, before):
    write(out, "2026-07.csv", "day,steps")


@source
def card_image(r, day, out):
    sh("truncate -s 1M card.img && mkfs.vfat -n CARD card.img", out)
    with open(out / "card.img", "r+b") as f:
        f.seek(300000)
        f.write(r.randbytes(r.randint(90000, 150000)))


@garbage("card_image")
def a_card_of_zeros(r, out, before):
    only(out).write_bytes(bytes(1 << 20))


@source
def bundle(r, day, out):
    sh("git init -q repo && cd repo && git config user.name me && git config user.email me@example.org", out)
    for n in range(r.randint(3, 5) + new(day)):
        (out / "repo" / f"{n}.bin").write_bytes(r.randbytes(3000))
        sh("git add -A && git commit -qm more", out / "repo")
    sh("git -C repo bundle create ../code.bundle --all && rm -rf repo", out)


garbage("bundle")(cut_off)


@source
def spectrum(r, day, out):
    count = lines_of(r, 600, 800, day)
    head = f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({count},), }}".ljust(117) + "\n"
    (out / "spectrum.npy").write_bytes(b"\x93NUMPY\1\0" + struct.pack("<H", len(head)) + head.encode() + struct.pack(f"<{count}d", *[r.gauss(0, 1) for _ in range(count)]))


@garbage("spectrum")
def values_that_are_no_numbers(r, out, before):
    file = only(out)
    data = file.read_bytes()
    count = (len(data) - 128) // 8
    file.write_bytes(data[:-8 * count] + struct.pack(f"<{count}d", *[float("nan")] * count))


@source
def letters(r, day, out):
    mails = [f"From me@example.org {day_of(day):%a %b %d} 06:00:00 2026\nFrom: {r.choice(NAMES)} <{r.choice(WORDS)}@example.org>\nSubject: {prose(r, 3)}\n\n{prose(r, r.randint(40, 90))}\n" for _ in range(lines_of(r, 20, 30, day))]
    write(out, "letters.mbox", *mails)


@garbage("letters")
def bodies_that_were_not_fetched(r, out, before):
    change(out, r"(^Subject: .*\n\n).*\n", r"\1\n")


if __name__ == "__main__":
    main()
