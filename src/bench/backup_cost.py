#!/usr/bin/env python3
"""What a whole check of a repository of some 300 MB costs, against the tool's own commands in the same run:
its list, a check that reads as much, and a restore of five files.   FETTLE=./fettle python3 src/bench/backup_cost.py"""
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FETTLE = os.path.abspath(os.environ.get("FETTLE", "./fettle"))
ROUNDS = int(os.environ.get("ROUNDS", "5"))


def files(docs):
    for i in range(2000):
        words = random.choices("alpha beta gamma delta".split(), k=random.randint(20, 2000))
        write(docs / f"t{i % 40}" / f"{i}.txt", " ".join(words).encode())
    for i in range(800):
        write(docs / f"b{i % 20}" / f"{i}.bin", random.randbytes(random.randint(20_000, 500_000)))
    for i in range(5):
        write(docs / f"big{i}.iso", random.randbytes(14_000_000))


def write(file, content):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def main(root):
    docs, password, out = root / "docs", root / "password", root / "out"
    files(docs)
    password.write_text("secret\n")
    environment = {
        **os.environ,
        "RESTIC_PASSWORD_FILE": str(password),
        "BORG_PASSCOMMAND": f"cat {password}",
        "XDG_CACHE_HOME": str(root / "cache"),
        "BORG_BASE_DIR": str(root / "base"),
        "FETTLE_HOME": str(root / "home"),
        "FETTLE_STATE": str(root / "state"),
    }

    def run(*words, folder=root):
        ended = subprocess.run([str(w) for w in words], env=environment, cwd=folder, capture_output=True, text=True)
        if ended.returncode:
            sys.exit(f"{words}: {ended.returncode}\n{ended.stdout}{ended.stderr}")

    def timed(*commands):
        begun = time.monotonic()
        for command in commands:
            run(*command, folder=out)
        return time.monotonic() - begun

    def anew(folder):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()

    restic, borg = root / "restic", root / "borg"
    five = [*sorted(docs.rglob("*.bin"))[:4], docs / "big0.iso"]
    bare = ["restic", "--no-cache", "--no-lock", "-r", restic]
    own = {
        "restic": [
            [*bare, "snapshots", "--json"],
            [*bare, "check", "--read-data"],
            [*bare, "restore", "latest", "--target", out, *(word for file in five for word in ("--include", file))],
        ],
        "borg": [
            ["borg", "list", "--json", borg],
            ["borg", "check", borg],
            ["borg", "extract", f"{borg}::one", *(str(file)[1:] for file in five)],
        ],
    }
    run("restic", "-r", restic, "init")
    run("restic", "-r", restic, "backup", docs)
    run("borg", "init", "-e", "repokey-blake2", borg)
    run("borg", "create", f"{borg}::one", docs)
    run(FETTLE, "init", root / "home")
    for kind, commands in own.items():
        write(
            root / "home" / kind / "README.md",
            f"---\ncheck:\n  - {kind}: {{repository: {root / kind}, password-file: {password}, source: [{docs}],"
            f" verify: all, restore: 5 files}}\n---\n# {kind}\n".encode(),
        )
        anew(out)
        run(FETTLE, "run", kind)
        looks, sums = [], []
        for _ in range(ROUNDS):
            anew(out)
            sums.append(timed(*commands))
            looks.append(timed([FETTLE, "run", kind]))
        ratios = [look / whole for look, whole in zip(looks, sums)]
        print(
            f"{kind}: fettle run {statistics.median(looks):.2f} s, its own commands {statistics.median(sums):.2f} s,"
            f" {statistics.median(ratios):.2f} × ({min(ratios):.2f} to {max(ratios):.2f})"
        )


with tempfile.TemporaryDirectory() as place:
    random.seed(1)
    main(Path(place))
