#!/usr/bin/env python3
"""Results of automations as real life makes them: good ones, and what came with exit code 0 and was wrong (see kit.py)."""
import gzip, hashlib, json, os, re, shutil, sqlite3, sys, tarfile, textwrap, zipfile
from kit import *

# --- JSON ---------------------------------------------------------------------------------------------

@source
def weather(r, day, out):
    hours = [{"time": f"{day_of(day)}T{h:02}:00", "temperature": round(r.gauss(12, 6), 1), "rain": round(max(0, r.gauss(0, 2)), 1),
              "wind": round(abs(r.gauss(10, 5)), 1) + .1} for h in range(24)]
    (out / "weather.json").write_text(json.dumps({"station": "Berlin-Tempelhof", "day": str(day_of(day)), "unit": "C", "hours": hours}, indent=1))


@source
def products(r, day, out):
    items = [{"id": 1000 + n, "name": prose(r, 3), "price": round(r.uniform(2, 90), 2), "stock": r.randint(0, 50), "tags": r.sample(WORDS, r.randint(1, 4))}
             for n in range(r.randint(38, 55))]
    (out / "products.json").write_text(json.dumps({"status": "ok", "count": len(items), "items": items}))


@source
def rates(r, day, out):
    codes = "USD GBP CHF JPY SEK NOK DKK PLN CZK HUF".split()
    (out / "rates.json").write_text(json.dumps({"success": True, "base": "EUR", "date": str(day_of(day)), "rates": {c: round(r.uniform(.5, 160), 4) for c in codes}}))


@source
def places(r, day, out):
    features = [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [round(r.uniform(6, 15), 5), round(r.uniform(47, 55), 5)]},
                 "properties": {"name": r.choice(CITIES), "visits": r.randint(1, 90)}} for _ in range(r.randint(20, 30))]
    (out / "places.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))


@source
def events(r, day, out):
    lines = [json.dumps({"at": f"{day_of(day)}T{n // 60 % 24:02}:{n % 60:02}:00Z", "level": r.choice(["info", "warn"]), "text": prose(r, 5)}) for n in range(r.randint(200, 300))]
    (out / "events.jsonl").write_text("\n".join(lines) + "\n")


@garbage("weather", "products")
def an_error_message_in_json(r, out, before):
    only(out).write_text(json.dumps({"error": {"code": 429, "message": "quota exceeded"}}))


@garbage("rates")
def an_answer_that_says_no(r, out, before):
    only(out).write_text(json.dumps({"success": False, "error": "invalid access key"}))


@garbage("weather")
def no_values_from_the_sensor(r, out, before):
    def change(data):
        for hour in data["hours"]:
            hour["temperature"] = None
    rewrite(only(out), change)


@garbage("weather")
def the_new_version_calls_it_otherwise(r, out, before):
    def change(data):
        for hour in data["hours"]:
            hour["temp"] = hour.pop("temperature")
    rewrite(only(out), change)


@garbage("products")
def a_list_without_items(r, out, before):
    rewrite(only(out), lambda d: {**d, "count": 0, "items": []})


@garbage("products")
def the_first_page_alone(r, out, before):
    rewrite(only(out), lambda d: {**d, "count": 10, "items": d["items"][:10]})


@garbage("products")
def prices_that_are_texts_now(r, out, before):
    def change(data):
        for item in data["items"]:
            item["price"] = f"{item['price']:.2f} €"
    rewrite(only(out), change)


@garbage("products")
def names_that_a_lookup_did_not_find(r, out, before):
    def change(data):
        for item in data["items"]:
            item["name"] = ""
    rewrite(only(out), change)


@garbage("rates")
def rates_that_are_all_zero(r, out, before):
    rewrite(only(out), lambda d: {**d, "rates": {c: 0 for c in d["rates"]}})


@garbage("places")
def an_empty_collection(r, out, before):
    rewrite(only(out), lambda d: {**d, "features": []})


@garbage("places")
def an_object_that_was_printed(r, out, before):
    """What `str()` or a template makes of a structure."""
    only(out).write_text(str(json.loads(only(out).read_text())))


garbage("weather", "places", "events")(cut_off)
garbage("rates", "events")(yesterdays_file_again)
garbage("rates")(a_login_page)
garbage("products")(written_behind_the_old_one)
garbage("events")(zeros_after_a_power_cut)


@garbage("events")
def a_warning_among_the_lines(r, out, before):
    lines = only(out).read_text().splitlines()
    lines.insert(len(lines) // 2, "WARNING: connection lost, reconnecting")
    only(out).write_text("\n".join(lines) + "\n")


# --- tables -------------------------------------------------------------------------------------------

@source
def members(r, day, out):
    rows = [[100 + n, r.choice(NAMES), f"{r.choice(WORDS)}{n}@example.org", r.choice(CITIES), day_of(-r.randint(1, 2000)), r.choice(["active", "paused"])] for n in range(r.randint(80, 120))]
    table(out / "members.csv", ["id", "name", "email", "city", "since", "state"], rows)


@source
def account(r, day, out):
    rows = [[day_of(day - n // 3), prose(r, 3), f"{r.uniform(-300, 500):.2f}".replace(".", ","), "EUR"] for n in range(r.randint(40, 70))]
    table(out / f"account-{day_of(day)}.csv", ["Datum", "Text", "Betrag", "Währung"], rows, ";")


@source
def sensors(r, day, out):
    rows = [[f"{day_of(day)} {n // 12:02}:{n % 12 * 5:02}:00", f"{r.gauss(20, 2):.2f}", f"{r.uniform(30, 60):.1f}", r.randint(400, 900)] for n in range(288)]
    table(out / "sensors.csv", ["time", "temperature", "humidity", "co2"], rows)


@source
def hours_worked(r, day, out):
    rows = [[r.choice(NAMES), r.choice(WORDS), day_of(day - n % 30), r.randint(1, 9), prose(r, 4)] for n in range(r.randint(60, 90))]
    table(out / "hours.tsv", ["who", "project", "day", "hours", "what"], rows, "\t")


@garbage("members")
def columns_shifted_by_an_empty_one(r, out, before):
    lines = only(out).read_text().splitlines()
    only(out).write_text("\n".join([lines[0]] + [",".join([""] + l.split(",")[:-1]) for l in lines[1:]]) + "\n")


@garbage("members", "sensors")
def nothing_but_the_header(r, out, before):
    only(out).write_text(only(out).read_text().splitlines()[0] + "\n")


@garbage("members")
def a_join_that_found_nothing(r, out, before):
    rows = [l.split(",") for l in only(out).read_text().splitlines()]
    only(out).write_text("\n".join(",".join(row[:3] + [row[3] if n == 0 else ""] + row[4:]) for n, row in enumerate(rows)) + "\n")


@garbage("account")
def a_comma_where_a_semicolon_was(r, out, before):
    file = only(out)
    rows = list(csv.reader(io.StringIO(file.read_text()), delimiter=";"))
    table(file, rows[0], rows[1:], ",")


@garbage("members")
def dates_as_a_spreadsheet_shows_them(r, out, before):
    file = only(out)
    rows = list(csv.reader(io.StringIO(file.read_text())))
    table(file, rows[0], [row[:4] + ["{2}/{1}/{0}".format(*row[4].split("-")), row[5]] for row in rows[1:]])


@garbage("sensors")
def a_sensor_that_lost_its_wire(r, out, before):
    file = only(out)
    rows = list(csv.reader(io.StringIO(file.read_text())))
    table(file, rows[0], [row[:1] + ["nan", "nan", row[3]] for row in rows[1:]])


@garbage("sensors")
def an_error_of_the_database_in_the_last_line(r, out, before):
    cut(only(out), .8)
    text = only(out).read_text()
    only(out).write_text(text[:text.rindex("\n") + 1] + "ERROR 2013 (HY000): Lost connection to MySQL server during query\n")


@garbage("account")
def a_formula_that_broke(r, out, before):
    file = only(out)
    rows = list(csv.reader(io.StringIO(file.read_text()), delimiter=";"))
    table(file, rows[0], [row[:2] + ["#REF!"] + row[3:] for row in rows[1:]], ";")


@garbage("hours_worked")
def appended_with_its_header_again(r, out, before):
    file = only(out)
    file.write_text(only(before).read_text() + file.read_text())


@garbage("hours_worked")
def a_column_that_is_gone(r, out, before):
    file = only(out)
    file.write_text("".join("\t".join(l.split("\t")[:-1]) + "\n" for l in file.read_text().splitlines()))


garbage("members")(encoded_twice)
garbage("members", "account")(utf16)
garbage("sensors", "members")(cut_off)
garbage("account", "hours_worked")(a_gateway_error_page)
garbage("hours_worked", "sensors")(yesterdays_file_again)


@garbage("account")
def a_name_without_its_date(r, out, before):
    only(out).rename(out / "account-.csv")


# --- texts --------------------------------------------------------------------------------------------

@source
def disk_report(r, day, out):
    lines = [f"Disk report of {day_of(day)}", "=" * 25, ""]
    sizes = [r.randint(10, 900) for _ in range(r.randint(25, 35))]
    lines += [f"{size:>6} GB  {r.choice(WORDS)}-{n:02}" for n, size in enumerate(sizes)]
    (out / "report.txt").write_text("\n".join(lines + ["", f"{len(sizes)} disks, {sum(sizes)} GB in all", "end of report"]) + "\n")


@source
def digest(r, day, out):
    parts = [f"# What happened on {day_of(day)}\n"] + [f"## {r.choice(WORDS).capitalize()} {n}\n\n" + textwrap.fill(prose(r, r.randint(30, 60)), 80) + "\n" for n in range(r.randint(6, 9))]
    (out / "digest.md").write_text("\n".join(parts) + "\n---\nMade by digest.sh\n")


@source
def blocklist(r, day, out):
    names = sorted({f"{r.choice(WORDS)}-{r.choice(WORDS)}.{r.choice(['com', 'net', 'org'])}" for _ in range(r.randint(900, 1100))})
    (out / "hosts.txt").write_text(f"# blocklist of {day_of(day)}\n" + "".join(f"0.0.0.0 {n}\n" for n in names))


@source
def database_dump(r, day, out):
    lines = ["--", "-- PostgreSQL database dump", "--", "", "SET client_encoding = 'UTF8';", "", "CREATE TABLE note (id integer, text text);", "", "COPY note (id, text) FROM stdin;"]
    lines += [f"{n}\t{prose(r, 8)}" for n in range(r.randint(300, 400))]
    (out / "notes.sql").write_text("\n".join(lines + ["\\.", "", "--", "-- PostgreSQL database dump complete", "--", ""]) + "\n")


@source
def calendar(r, day, out):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//me//calendar//EN"]
    for n in range(r.randint(12, 20)):
        at = day_of(day + r.randint(1, 60)).strftime("%Y%m%d")
        lines += ["BEGIN:VEVENT", f"UID:{day}-{n}@example.org", f"DTSTAMP:{at}T080000Z", f"DTSTART:{at}T{r.randint(8, 20):02}0000Z", f"SUMMARY:{prose(r, 3)}", "END:VEVENT"]
    (out / "calendar.ics").write_bytes("\r\n".join(lines + ["END:VCALENDAR", ""]).encode())


@source
def settings(r, day, out):
    lines = ["# written by make-config", "[server]", f"address = 192.168.1.{r.randint(2, 250)}", "port = 8080", f"name = {r.choice(WORDS)}", "", "[users]"]
    lines += [f"{r.choice(WORDS)}{n} = {hashlib.sha1(str(r.random()).encode()).hexdigest()}" for n in range(r.randint(8, 12))]
    (out / "server.ini").write_text("\n".join(lines) + "\n")


@source
def transcript(r, day, out):
    lines = [f"[{n // 60:02}:{n % 60:02}] {textwrap.shorten(prose(r, 12), 70)}" for n in range(0, r.randint(1500, 2000), 7)]
    (out / f"meeting-{day:02}.txt").write_text("\n".join(lines) + "\n")


@garbage("disk_report")
def a_buffer_that_was_never_flushed(r, out, before):
    """perl ends by _exit: what it printed last stays in its buffer."""
    file = only(out)
    sh('perl -e \'use POSIX; open my $in, "<", $ARGV[0]; open my $out, ">", $ARGV[1]; $n = 0; while (<$in>) { print $out $_; if (++$n == 20) { $out->flush } } POSIX::_exit(0)\' "$A" "$B"', A=str(file), B=str(file) + ".new")
    os.replace(str(file) + ".new", file)


@garbage("blocklist", "database_dump")
def a_buffer_of_8192_bytes_that_was_never_flushed(r, out, before):
    """A program writes its output in pieces and is ended by an exit that flushes nothing."""
    file = only(out)
    sh('python3 -c "import os, sys; d = open(sys.argv[1]).read(); f = open(sys.argv[2], \'w\'); [f.write(l) for l in d.splitlines(True)]; os._exit(0)" "$A" "$B"', A=str(file), B=str(file) + ".new")
    os.replace(str(file) + ".new", file)


@garbage("transcript")
def a_stream_whose_error_handler_swallows(r, out, before):
    """Each piece that cannot be encoded is dropped by a handler that is empty, and so is what follows."""
    text = only(out).read_text().splitlines(True)
    keep = len(text) * r.randint(5, 7) // 10
    only(out).write_text("".join(text[:keep]) + text[keep][: len(text[keep]) // 2])


@garbage("disk_report")
def a_template_that_was_not_filled_in(r, out, before):
    file = only(out)
    text = file.read_text().splitlines()
    text[-2] = "{{ count }} disks, {{ sum }} GB in all"
    file.write_text("\n".join(text) + "\n")


@garbage("disk_report")
def a_command_that_was_not_found(r, out, before):
    file = only(out)
    text = file.read_text().splitlines()
    file.write_text("\n".join(text[:3] + ["sh: 1: lsblk: not found", "", "0 disks, 0 GB in all", "end of report"]) + "\n")


@garbage("digest")
def a_traceback_at_its_end(r, out, before):
    file = only(out)
    text = file.read_text()
    file.write_text(text[: text.rindex("\n---\n")] + "\n" + TRACEBACK)


@garbage("digest")
def nothing_to_tell(r, out, before):
    only(out).write_text("# What happened on 2026-04-01\n\n---\nMade by digest.sh\n")


@garbage("blocklist")
def an_error_page_below_the_comment(r, out, before):
    only(out).write_text(only(out).read_text().splitlines()[0] + "\n" + GATEWAY.replace("\r", "") * 40)


@garbage("blocklist")
def one_of_two_lists_did_not_come(r, out, before):
    lines = only(out).read_text().splitlines(True)
    only(out).write_text("".join(lines[: len(lines) // 3]))


@garbage("settings")
def variables_that_were_not_set(r, out, before):
    file = only(out)
    file.write_text("\n".join("address = " if l.startswith("address") else "name = " if l.startswith("name") else l for l in file.read_text().splitlines()) + "\n")


@garbage("settings")
def a_merge_conflict(r, out, before):
    file = only(out)
    lines = file.read_text().splitlines()
    lines[4:5] = ["<<<<<<< HEAD", lines[4], "=======", "name = other", ">>>>>>> theirs"]
    file.write_text("\n".join(lines) + "\n")


@garbage("calendar")
def a_calendar_without_events(r, out, before):
    only(out).write_bytes(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//me//calendar//EN\r\nEND:VCALENDAR\r\n")


@garbage("transcript")
def colours_of_a_terminal(r, out, before):
    lines = only(out).read_text().splitlines()
    only(out).write_text("".join(f"\x1b[32m{l[:7]}\x1b[0m{l[7:]}\n" for l in lines))


@garbage("transcript")
def the_same_sentence_over_and_over(r, out, before):
    """A speech recogniser in a loop."""
    lines = only(out).read_text().splitlines()
    only(out).write_text("".join(f"{l[:8]}Thank you.\n" for l in lines))


garbage("database_dump", "calendar")(cut_off)
garbage("digest", "blocklist", "calendar")(yesterdays_file_again)
garbage("settings")(a_traceback_in_place)
garbage("transcript", "database_dump")(zeros_after_a_power_cut)
garbage("disk_report")(written_behind_the_old_one)
garbage("database_dump")(a_disk_that_was_full)


# --- pages and feeds ----------------------------------------------------------------------------------

@source
def price_page(r, day, out):
    rows = "".join(f"<tr><td>{prose(r, 2)}</td><td class=\"price\">{r.uniform(1, 99):.2f}</td></tr>\n" for _ in range(r.randint(30, 40)))
    (out / "index.html").write_text(f"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Prices of {day_of(day)}</title></head>\n<body>\n<h1>Prices</h1>\n<table id=\"prices\">\n{rows}</table>\n<footer>made by prices.py</footer>\n</body></html>\n")


@source
def site(r, day, out):
    for name in ("index", "about", "contact", "articles/first", "articles/second"):
        (out / name).parent.mkdir(exist_ok=True)
        (out / f"{name}.html").write_text(f"<!DOCTYPE html>\n<html><head><title>{name.split('/')[-1]} – my site</title><link rel=\"stylesheet\" href=\"/style.css\"></head>\n<body><nav>menu</nav>\n" + "".join(f"<p>{prose(r, r.randint(20, 40))}</p>\n" for _ in range(r.randint(5, 8))) + f"<footer>{day_of(day)}</footer></body></html>\n")
    (out / "style.css").write_text("body { font-family: sans-serif; max-width: 60em; }\n" + "".join(f".{w} {{ color: #{r.randint(0, 0xffffff):06x}; }}\n" for w in WORDS[:20]))


@source
def feed(r, day, out):
    items = "".join(f"<item><title>{prose(r, 4)}</title><link>https://example.org/{r.randint(1, 9999)}</link><description>{prose(r, 30)}</description></item>\n" for _ in range(r.randint(18, 25)))
    (out / "feed.xml").write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>My feed</title><lastBuildDate>{day_of(day)}</lastBuildDate>\n{items}</channel></rss>\n')


@source
def chart(r, day, out):
    points = " ".join(f"{n * 4},{r.randint(5, 195)}" for n in range(120))
    bars = "".join(f'<rect x="{n * 20}" y="10" width="15" height="{r.randint(10, 180)}"/>\n' for n in range(24))
    (out / "chart.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="500" height="200">\n{bars}<polyline points="{points}"/>\n<text x="5" y="12">{day_of(day)}</text>\n</svg>\n')


@garbage("price_page")
def a_table_without_rows(r, out, before):
    text = only(out).read_text()
    start, end = text.index("<tr>"), text.rindex("</tr>")
    only(out).write_text(text[:start] + text[end + 6:])


@garbage("price_page")
def undefined_in_each_cell(r, out, before):
    import re
    only(out).write_text(re.sub(r'(class="price">)[^<]*', r"\1undefined", only(out).read_text()))


@garbage("price_page")
def a_fatal_error_within_the_page(r, out, before):
    text = only(out).read_text()
    at = text.index("</table>")
    only(out).write_text(text[:at] + "<b>Fatal error</b>: Uncaught PDOException: SQLSTATE[HY000] in <b>/var/www/prices.php</b> on line <b>12</b><br/>\n" + text[at:])


@garbage("site")
def a_page_that_is_missing(r, out, before):
    (out / "articles" / "second.html").unlink()


@garbage("site")
def a_style_that_is_empty(r, out, before):
    (out / "style.css").write_text("")


@garbage("site")
def one_page_that_is_an_error(r, out, before):
    (out / "about.html").write_text(GATEWAY)


@garbage("feed")
def a_feed_without_items(r, out, before):
    text = only(out).read_text()
    only(out).write_text(text[: text.index("<item>")] + text[text.rindex("</item>") + 8:])


@garbage("feed")
def an_error_in_xml(r, out, before):
    only(out).write_text('<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>7A4B</RequestId></Error>\n')


@garbage("feed")
def entities_escaped_twice(r, out, before):
    text = only(out).read_text()
    only(out).write_text(text.replace("<description>", "<description>&amp;lt;p&amp;gt;"))


@garbage("chart")
def a_chart_of_no_data(r, out, before):
    import re
    text = re.sub(r"<rect[^>]*/>\n", "", only(out).read_text())
    only(out).write_text(re.sub(r'points="[^"]*"', 'points=""', text))


@garbage("chart")
def coordinates_that_are_no_numbers(r, out, before):
    import re
    only(out).write_text(re.sub(r'height="\d+"/', 'height="NaN"/', only(out).read_text()))


garbage("price_page", "feed")(a_login_page)
garbage("price_page", "feed", "chart")(cut_off)
garbage("feed")(yesterdays_file_again)


# --- archives and dumps -------------------------------------------------------------------------------

def documents(r):
    return [(f"documents/{w}-{n}.txt", prose(r, r.randint(50, 400)).encode()) for n, w in enumerate(r.sample(WORDS, r.randint(20, 26)))]


@source
def home_archive(r, day, out):
    pack(out / f"home-{day_of(day)}.tar.gz", documents(r) + [(f"pictures/{n}.raw", r.randbytes(3000)) for n in range(r.randint(8, 12))])


@source
def zipped_dump(r, day, out):
    lines = ["-- MySQL dump 10.19", "--"] + [f"INSERT INTO `note` VALUES ({n},'{prose(r, 10)}');" for n in range(r.randint(400, 500))] + [f"-- Dump completed on {day_of(day)}  2:30:00", ""]
    (out / "dump.sql.gz").write_bytes(gzip.compress("\n".join(lines).encode()))


@source
def album(r, day, out):
    with zipfile.ZipFile(out / "album.zip", "w") as z:
        for n in range(r.randint(14, 20)):
            z.writestr(f"photo-{n:03}.jpg", b"\xff\xd8\xff" + r.randbytes(r.randint(4000, 6000)))
        z.writestr("index.html", "<html><body>" + prose(r, 200) + "</body></html>")


@source
def workbook(r, day, out):
    rows = "".join(f'<row r="{n}"><c><v>{r.randint(1, 9999)}</v></c><c t="inlineStr"><is><t>{prose(r, 4)}</t></is></c></row>' for n in range(r.randint(150, 200)))
    with zipfile.ZipFile(out / "report.xlsx", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>')
        z.writestr("xl/workbook.xml", '<?xml version="1.0"?><workbook><sheets><sheet name="Report"/></sheets></workbook>')
        z.writestr("xl/worksheets/sheet1.xml", f'<?xml version="1.0"?><worksheet><sheetData>{rows}</sheetData></worksheet>')


@garbage("zipped_dump")
def cat_missing_into_gzip(r, out, before):
    sh("cat missing.sql | gzip > dump.sql.gz", cwd=out)


@garbage("zipped_dump")
def a_dump_that_died_into_gzip(r, out, before):
    """The pipe ends, gzip makes a whole file of what it was given."""
    sh("gunzip < dump.sql.gz > whole; head -c 25000 whole | gzip > dump.sql.gz; rm whole", cwd=out)


@garbage("zipped_dump")
def an_error_message_into_gzip(r, out, before):
    sh('echo "mysqldump: Got error: 1045: Access denied for user" | gzip > dump.sql.gz', cwd=out)


@garbage("home_archive")
def one_of_two_folders_was_not_there(r, out, before):
    pack(only(out), documents(r))


@garbage("home_archive")
def an_archive_of_empty_folders(r, out, before):
    file = only(out)
    sh(f"mkdir documents pictures; tar czf {file.name} documents pictures; rmdir documents pictures", cwd=out)


@garbage("album")
def members_without_content(r, out, before):
    with zipfile.ZipFile(out / "album.zip", "w") as z:
        for n in range(16):
            z.writestr(f"photo-{n:03}.jpg", b"")
        z.writestr("index.html", "")


@garbage("album")
def an_archive_with_the_index_alone(r, out, before):
    with zipfile.ZipFile(out / "album.zip", "w") as z:
        z.writestr("index.html", "<html><body>" + prose(r, 200) + "</body></html>")


@garbage("workbook")
def a_sheet_without_rows(r, out, before):
    with zipfile.ZipFile(out / "report.xlsx", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>')
        z.writestr("xl/workbook.xml", '<?xml version="1.0"?><workbook><sheets><sheet name="Report"/></sheets></workbook>')
        z.writestr("xl/worksheets/sheet1.xml", '<?xml version="1.0"?><worksheet><sheetData></sheetData></worksheet>')


garbage("home_archive", "album", "zipped_dump")(cut_off)
garbage("workbook")(a_login_page)
garbage("home_archive", "workbook")(yesterdays_file_again)


# --- pictures, documents, sound and film --------------------------------------------------------------

@source
def photographs(r, day, out):
    photo(r, out / f"IMG_{1000 + day * 7}.jpg", *r.choice([(640, 480), (600, 450), (480, 640)]))


@source
def webcam(r, day, out):
    photo(r, out / "now.jpg")


@source
def plot(r, day, out):
    points = " ".join(f"{n * 5},{r.randint(10, 190)}" for n in range(100))
    picture("-size", "500x200", "xc:white", "-fill", "none", "-stroke", "blue", "-draw", f"polyline {points}", "-fill", "black", "-stroke", "none", "-pointsize", "12", "-annotate", "+10+15", str(day_of(day)), out / "plot.png")


@source
def invoice(r, day, out):
    first = ["My Company Ltd.", f"Invoice {2000 + day}", f"Date: {day_of(day)}", ""] + [f"{prose(r, 3)}  {r.uniform(5, 500):.2f} EUR" for _ in range(r.randint(10, 20))]
    pdf(out / f"invoice-{2000 + day}.pdf", [first] + [[prose(r, 8) for _ in range(40)] for _ in range(r.randint(2, 3))] + [["Total", f"{r.uniform(100, 9000):.2f} EUR", "Thank you"]])


@source
def speech(r, day, out):
    ffmpeg("-f", "lavfi", "-i", f"sine=frequency={r.randint(200, 800)}:duration={r.uniform(5, 7):.2f}", "-f", "lavfi", "-i", f"anoisesrc=duration=5:amplitude=0.2:seed={r.randint(1, 9999)}", "-filter_complex", "amix=inputs=2", "-c:a", "libmp3lame", "-b:a", "64k", out / "speech.mp3")


@source
def clip(r, day, out):
    ffmpeg("-f", "lavfi", "-i", f"testsrc2=size=320x240:rate=12:duration={r.uniform(3, 4.5):.2f}", "-f", "lavfi", "-i", f"sine=frequency={r.randint(200, 800)}:duration=3", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", out / f"clip-{day:03}.mp4")


@source
def note_database(r, day, out):
    with sqlite3.connect(out / "notes.sqlite") as db:
        db.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL, at TEXT)")
        db.execute("CREATE TABLE tag (note INTEGER, word TEXT)")
        for n in range(r.randint(200, 260) + day * 3):
            db.execute("INSERT INTO note VALUES (?, ?, ?)", (n, prose(r, 12), str(day_of(day))))
            db.execute("INSERT INTO tag VALUES (?, ?)", (n, r.choice(WORDS)))
    db.close()


@garbage("photographs", "webcam")
def a_truncated_jpeg_made_whole_by_imagemagick(r, out, before):
    file = only(out)
    half = out / "half.jpg"
    photo(r, half)
    cut(half, .5)
    picture(half, "-quality", 85, file)
    half.unlink()


@garbage("webcam")
def the_lens_cap(r, out, before):
    picture("-size", "640x480", "xc:black", "-quality", 85, only(out))


@garbage("photographs")
def a_placeholder(r, out, before):
    picture("-size", "640x480", "xc:#dddddd", "-pointsize", "30", "-gravity", "center", "-annotate", "0", "image not available", "-quality", 85, only(out))


@garbage("photographs")
def a_thumbnail(r, out, before):
    picture(only(out), "-resize", "120x120", only(out))


@garbage("webcam")
def a_pixel(r, out, before):
    picture("-size", "1x1", "xc:white", only(out))


@garbage("plot")
def axes_without_a_line(r, out, before):
    picture("-size", "500x200", "xc:white", "-pointsize", "12", "-annotate", "+10+15", "2026-04-01", only(out))


@garbage("invoice")
def an_error_page_printed_to_pdf(r, out, before):
    pdf(only(out), [["504 Gateway Time-out", "nginx"]])


@garbage("invoice")
def another_document(r, out, before):
    pdf(only(out), [[prose(r, 8) for _ in range(40)] for _ in range(4)])


@garbage("invoice")
def one_page_that_is_blank(r, out, before):
    pdf(only(out), [[]])


@garbage("speech")
def a_second_of_it(r, out, before):
    file = only(out)
    ffmpeg("-i", file, "-t", "1", "-c", "copy", out / "short.mp3")
    os.replace(out / "short.mp3", file)


@garbage("clip")
def a_film_without_frames(r, out, before):
    file = only(out)
    ffmpeg("-f", "lavfi", "-i", "sine=frequency=300:duration=0.05", "-c:a", "aac", file)


@garbage("clip")
def a_film_without_sound(r, out, before):
    file = only(out)
    ffmpeg("-i", file, "-an", "-c", "copy", out / "mute.mp4")
    os.replace(out / "mute.mp4", file)


@garbage("note_database")
def tables_without_rows(r, out, before):
    sh('sqlite3 notes.sqlite "DELETE FROM note; DELETE FROM tag; VACUUM"', cwd=out)


@garbage("note_database")
def a_table_that_is_gone(r, out, before):
    sh('sqlite3 notes.sqlite "DROP TABLE tag; VACUUM"', cwd=out)


@garbage("note_database")
def a_database_that_was_just_made(r, out, before):
    only(out).unlink()
    sh('sqlite3 notes.sqlite "CREATE TABLE settings (name, value); INSERT INTO settings VALUES (1, 2)"', cwd=out)


garbage("photographs", "invoice", "clip", "speech", "note_database", "plot")(cut_off)
garbage("photographs", "invoice", "speech")(a_login_page)
garbage("webcam", "plot", "note_database")(yesterdays_file_again)


# --- written after the rules were made, to see whether they hold for others ------------------------------

FIRST = list(SOURCES)


@source
def access_log(r, day, out):
    lines = [f'192.168.1.{r.randint(2, 250)} - - [{day_of(day):%d/%b/%Y}:{n // 60 % 24:02}:{n % 60:02}:{r.randint(0, 59):02} +0100] "GET /{r.choice(WORDS)}/{r.randint(1, 99)} HTTP/1.1" {r.choice([200, 200, 304, 404])} {r.randint(100, 90000)}' for n in range(r.randint(300, 420))]
    (out / "access.log").write_text("\n".join(lines) + "\n")


@source
def translations(r, day, out):
    lines = ['msgid ""', 'msgstr ""', '"Content-Type: text/plain; charset=UTF-8\\n"', f'"PO-Revision-Date: {day_of(day)}\\n"', ""]
    for n in range(r.randint(60, 75)):
        lines += [f"#: src/{r.choice(WORDS)}.c:{r.randint(1, 900)}", f'msgid "{prose(r, 3)}"', f'msgstr "{r.choice(NAMES)} {prose(r, 3)}"', ""]
    (out / "de.po").write_text("\n".join(lines))


@source
def track(r, day, out):
    points = "".join(f'<trkpt lat="{52 + n / 5000 + r.random() / 999:.6f}" lon="{13 + n / 4000:.6f}"><ele>{r.uniform(30, 90):.1f}</ele><time>{day_of(day)}T10:{n // 60 % 60:02}:{n % 60:02}Z</time></trkpt>\n' for n in range(r.randint(200, 330)))
    (out / f"track-{day_of(day):%Y%m%d}.gpx").write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="watch" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>Run</name><trkseg>\n{points}</trkseg></trk></gpx>\n')


@source
def address_book(r, day, out):
    cards = "".join(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{r.choice(NAMES)} {r.choice(WORDS).capitalize()}\r\nTEL:+49 30 {r.randint(10000, 99999)}\r\nEND:VCARD\r\n" for _ in range(r.randint(40, 48)))
    (out / "contacts.vcf").write_bytes(cards.encode())


@source
def stock(r, day, out):
    table(out / "stock.csv", ["sku", "name", "count", "price"], [[f"A-{1000 + n}", prose(r, 2), r.randint(0, 40), f"{r.uniform(3, 80):.2f}"] for n in range(r.randint(140, 150))])


@source
def state(r, day, out):
    machines = {f"node-{n}": {"up": r.random() < .95, "load": round(r.uniform(.2, 3), 2), "disks": [{"name": d, "free": r.randint(10, 900)} for d in ("root", "data")]} for n in range(r.randint(16, 20))}
    (out / "state.json").write_text(json.dumps({"version": 2, "source": {"host": "monitor", "at": f"{day_of(day)}T06:00:00Z"}, "machines": machines}, indent=2))


@source
def thumbnails(r, day, out):
    for n in range(r.randint(3, 5)):
        photo(r, out / f"{r.choice(WORDS)}-{n}.png", 160, 120)


@source
def e_book(r, day, out):
    with zipfile.ZipFile(out / "weekly.epub", "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        z.writestr("META-INF/container.xml", "<container/>")
        for n in range(r.randint(6, 9)):
            z.writestr(f"OEBPS/chapter-{n}.xhtml", f"<html><body>{prose(r, r.randint(300, 500))}</body></html>")


@garbage("access_log")
def a_log_of_another_program(r, out, before):
    only(out).write_text("".join(f"2026-04-02 {n // 60 % 24:02}:{n % 60:02}:00 app[{r.randint(100, 999)}]: {prose(r, 9)}\n" for n in range(350)))


@garbage("access_log", "address_book")
def lines_of_a_rotated_file(r, out, before):
    file = only(out)
    file.write_bytes(b"".join(file.read_bytes().splitlines(True)[:30]))


@garbage("translations")
def nothing_is_translated(r, out, before):
    lines = only(out).read_text().splitlines()
    only(out).write_text("\n".join(lines[:5]) + "\n")


@garbage("translations", "stock")
def decoded_as_another_alphabet(r, out, before):
    file = only(out)
    file.write_bytes(file.read_text().replace("a", "ä").encode("latin-1", "replace"))


@garbage("track")
def a_watch_without_satellites(r, out, before):
    import re
    only(out).write_text(re.sub(r"<trkpt.*</trkpt>\n", "", only(out).read_text()))


@garbage("track", "stock", "address_book", "translations")
def a_message_in_place_of_it(r, out, before):
    only(out).write_text("curl: (22) The requested URL returned error: 503\n")


@garbage("stock")
def every_price_is_zero(r, out, before):
    file = only(out)
    rows = list(csv.reader(io.StringIO(file.read_text())))
    table(file, rows[0], [row[:3] + ["0.00"] for row in rows[1:]])


@garbage("stock")
def a_separator_of_another_country(r, out, before):
    file = only(out)
    rows = list(csv.reader(io.StringIO(file.read_text())))
    table(file, rows[0], rows[1:], ";")


@garbage("state")
def no_machine_answered(r, out, before):
    rewrite(only(out), lambda d: {**d, "machines": {}})


@garbage("state")
def machines_without_their_disks(r, out, before):
    def change(data):
        for machine in data["machines"].values():
            del machine["disks"]
    rewrite(only(out), change)


@garbage("state")
def the_error_of_one_machine(r, out, before):
    def change(data):
        data["machines"]["node-3"] = {"error": "timed out"}
    rewrite(only(out), change)


@garbage("thumbnails")
def empty_frames(r, out, before):
    for file in out.iterdir():
        picture("-size", "160x120", "xc:white", file)


@garbage("thumbnails")
def a_text_among_the_pictures(r, out, before):
    (out / "errors.txt").write_text("could not open 3 files\n")


@garbage("thumbnails")
def pictures_in_their_full_size(r, out, before):
    for file in out.iterdir():
        photo(r, file, 800, 600)


@garbage("e_book")
def a_book_without_chapters(r, out, before):
    with zipfile.ZipFile(only(out), "w") as z:
        z.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        z.writestr("META-INF/container.xml", "<container/>")


@garbage("e_book")
def chapters_without_text(r, out, before):
    with zipfile.ZipFile(only(out), "w") as z:
        z.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        z.writestr("META-INF/container.xml", "<container/>")
        for n in range(7):
            z.writestr(f"OEBPS/chapter-{n}.xhtml", "<html><body></body></html>")


garbage("e_book", "thumbnails", "track", "address_book")(cut_off)
garbage("access_log", "state")(yesterdays_file_again)
garbage("access_log", "translations")(zeros_after_a_power_cut)


if __name__ == "__main__":
    main(FIRST)
