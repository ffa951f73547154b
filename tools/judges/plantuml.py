"""Lets PlantUML draw the chart, and looks for every title in the picture and for the days of every bar in the plan.

usage: plantuml.py FILE.roadmap          needs: PlantUML from 1.2021 on; `PLANTUML` says how it is called
"""

import html
import os
import re
import shlex
import subprocess
import sys

import common

BAR = re.compile(r"^\[(?P<title>.*)\] as \[t\d+\] (starts (?P<first>\S+) and ends (?P<last>\S+)|happens (?P<day>\S+))$")


def shown(title):
    """A title as it is drawn: signs stand there by their numbers."""
    return " ".join(re.sub(r"<U\+([0-9A-F]+)>", lambda of: chr(int(of[1], 16)), title).split())


def main(roadmap):
    plan = common.plan(roadmap)
    chart = common.built(roadmap, "puml")
    program = shlex.split(os.environ.get("PLANTUML", "plantuml"))
    run = subprocess.run([*program, "-charset", "UTF-8", "-tsvg", str(chart)], capture_output=True, text=True, check=False)
    picture = chart.with_suffix(".svg")
    if run.returncode or not picture.exists():
        common.verdict(roadmap, [run.stderr.strip() or "no picture"], 0)
    svg = picture.read_text(encoding="utf-8")
    drawn = html.unescape(" ".join(re.findall(r"<text[^>]*>([^<]*)", svg))).replace("\u00a0", " ")
    lines = chart.read_text(encoding="utf-8").splitlines()
    bars = [match for match in map(BAR.match, lines) if match]
    days = {(item["start"], item["end"]) for item in plan["byPath"].values()}
    ends = {item["end"] for item in plan["byPath"].values()}
    found = []
    for bar in bars:
        title = shown(bar["title"])
        if title not in " ".join(drawn.split()):
            found.append(f"`{title}` is not drawn")
        if bar["day"] is None and (bar["first"], bar["last"]) not in days:
            found.append(f"`{title}` stands from {bar['first']} to {bar['last']}, where the plan has nothing")
        if bar["day"] is not None and bar["day"] not in ends:
            found.append(f"`{title}` stands on {bar['day']}, where the plan has nothing")
    common.verdict(roadmap, found, len(bars))


if __name__ == "__main__":
    main(sys.argv[1])
