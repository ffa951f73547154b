"""Lets TaskJuggler schedule a project of its own, and compares its dates with those of the roadmap that `milepost import` makes of it.

usage: read_taskjuggler.py FILE.tjp          needs: tj3 (Debian package `tj3`)

Items are compared by their titles, where no two have the same. Work that several share is levelled by each program in its own way: where
its order differs, so do its dates, and `-v` tells what TaskJuggler warns of.
"""

import csv
import os
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import common
from taskjuggler import days

REPORT = """
taskreport judged "judged" {
  formats csv
  timeformat "%Y-%m-%d-%H:%M"
  columns name { title "Name" }, start { title "Start" }, end { title "End" }
  hideresource 1
}
"""


def is_free(one, other):
    """Whether no more than the evening of a day and a weekend lie between two days."""
    one, other = sorted((date.fromisoformat(one), date.fromisoformat(other)))
    between = [one + timedelta(days=days) for days in range(1, (other - one).days)]
    return len(between) < 4 and all(day.weekday() > 4 for day in between)


def main(project):
    folder = Path(tempfile.mkdtemp(prefix="judge-"))
    roadmap = folder / "plan.roadmap"
    program = os.environ.get("MILEPOST", "milepost")
    subprocess.run([program, "import", project, "-o", str(roadmap)], check=False, capture_output=True)
    plan = common.plan(str(roadmap))
    copy = folder / "plan.tjp"
    copy.write_text(Path(project).read_text(encoding="utf-8") + REPORT)
    run = subprocess.run(["tj3", "--silent", "--no-color", "--output-dir", str(folder), str(copy)],
                         capture_output=True, text=True, check=False)
    report = folder / "judged.csv"
    if not report.exists():
        common.verdict(project, [run.stderr or "no report"], 0)
    if "-v" in sys.argv:
        print(run.stderr)
    titles = Counter(item["title"] for item in plan["items"])
    items = {item["title"]: item for item in plan["items"] if titles[item["title"]] == 1}
    spans = common.wholes(plan)
    differences, count = [], 0
    with report.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            item = items.get(row["Name"].strip())
            if item is None:
                continue
            count += 1
            is_moment = item["kind"] in ("milestone", "release")
            wanted = days(row, is_moment)
            got = spans.get(item["path"], (item["end"] if is_moment else item["start"], item["end"]))
            if wanted != got and (is_moment or wanted[1] == got[1]) and is_free(wanted[0], got[0]):
                # Nothing is done between the two: a milestone stands before or behind days off, work begins behind them.
                got = wanted
            if wanted != got:
                differences.append(f"{item['path']} is {got}, TaskJuggler says {row['Start']} to {row['End']}")
    common.verdict(project, differences, count)


if __name__ == "__main__":
    main(sys.argv[1])
