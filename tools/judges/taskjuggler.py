"""Lets TaskJuggler schedule the project, and compares the dates of its report with those of the plan.

usage: taskjuggler.py FILE.roadmap          needs: tj3 (Debian package `tj3`)
"""

import csv
import subprocess
import sys
from datetime import datetime, timedelta

import common


def days(row, is_moment):
    """The first and the last day of a row: midnight at its end belongs to the day that it closes."""
    start, end = (datetime.strptime(row[name], "%Y-%m-%d-%H:%M") for name in ("Start", "End"))
    last = end - timedelta(minutes=1) if (end.hour, end.minute) == (0, 0) and end > start else end
    return (str(last.date()) if is_moment else str(start.date())), str(last.date())


def main(roadmap):
    plan = common.plan(roadmap)
    project = common.built(roadmap, "tjp")
    run = subprocess.run(["tj3", "--silent", "--no-color", "--output-dir", str(project.parent), str(project)],
                         capture_output=True, text=True, check=False)
    said = [line for line in run.stderr.splitlines() if "Error:" in line or "Fatal" in line]
    report = project.parent / "plan.csv"
    if run.returncode or said or not report.exists():
        common.verdict(roadmap, said or [run.stderr or "no report"], 0)
    if "-v" in sys.argv:
        print("\n".join(line for line in run.stderr.splitlines() if "Warning" in line))
    differences, seen = [], set()
    spans = common.wholes(plan)
    with report.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            path = row["Path"]
            item = plan["byPath"].get(path)
            seen.add(path)
            if item is None:
                differences.append(f"{path} is no item of the plan")
                continue
            is_moment = item["kind"] in ("milestone", "release")
            # What holds parts spans them there: a period of its own is told as a loss.
            wanted = spans.get(path, (item["end"] if is_moment else item["start"], item["end"]))
            got = days(row, is_moment)
            if got != wanted:
                differences.append(f"{path} is {got}, the plan says {wanted} ({row['Start']} to {row['End']})")
    differences += [f"{path} is missing" for path in plan["byPath"] if path not in seen]
    common.verdict(roadmap, differences, len(seen))


if __name__ == "__main__":
    main(sys.argv[1])
