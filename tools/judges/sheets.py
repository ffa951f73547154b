#!/usr/bin/env python3
"""Judges workbooks and lists by programs that know nothing of us: openpyxl, LibreOffice, and Python's own csv.

    MILEPOST=target/debug/milepost tools/judges/sheets.py FILE.roadmap...

Each roadmap is built as `plan.xlsx`, as `plan.csv` and as a CSV for each tool, twice: the bytes have to be the same. The workbook has
to open without a repair, say the dates that `plan.json` says, have no formula, and be converted by LibreOffice. What is wrong is
printed, a line each; the exit code is 1 then. Without LibreOffice (`soffice`) that part is left out, and said so.
"""

import csv
import datetime
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import warnings

import openpyxl

LISTS = ["csv", "jira-csv", "asana-csv", "trello-csv"]
HEADER = 4

warnings.simplefilter("error")


def built(roadmap: str, form: str) -> bytes:
    command = [os.environ.get("MILEPOST", "milepost"), "build", roadmap, "--format", form, "-o", "-"]
    run = subprocess.run(command, capture_output=True, check=False)
    if not run.stdout:
        raise SystemExit(f"{' '.join(command)}: {run.stderr.decode()}")
    return run.stdout


def day(value) -> str | None:
    """A date of a cell as JSON has it."""
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.strftime("%Y-%m-%d")
    return value or None


def shown(title: str) -> str:
    """A title on one line, with pictures of control characters, and a sign for what XML has no place for."""
    breaks = "\t\n\v\f\r\x85\u2028\u2029"
    signs = (" " if sign in breaks else chr(0x2400 + ord(sign)) if sign < " " else sign for sign in title)
    return "".join("\ufffd" if sign in "\ufffe\uffff" else sign for sign in signs)


def workbook(content: bytes, plan: dict) -> list[str]:
    wrong = []
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        formulas = [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]
        wrong += [f"{sheet.title}: {cell} is a formula" for cell in formulas]
        if not sheet.freeze_panes or not sheet.auto_filter.ref:
            wrong.append(f"{sheet.title}: no frozen header, or no filter")
    sheet = book["Plan"]
    titles = [cell.value for cell in sheet[HEADER]]
    rows = list(sheet.iter_rows(min_row=HEADER + 1, values_only=True))
    items = {item["path"]: item for item in plan["items"]}
    if not items:
        return wrong
    if len(rows) != len(items):
        wrong.append(f"Plan: {len(rows)} rows of {len(items)} items")
    for number, row in enumerate(rows, 1):
        read = dict(zip(titles, row))
        item = items.get(read["ID"])
        if item is None:
            wrong.append(f"Plan: row {number} has no item")
            continue
        depth, folds = read["ID"].count("."), sheet.row_dimensions[HEADER + number].outlineLevel
        if folds != min(depth, 6):
            wrong.append(f"Plan: {read['ID']} folds at level {folds}")
        told = (read["#"], read["Title"], day(read["Start"]), day(read["End"]))
        expected = (number, shown(item["title"]), item["start"], item["end"])
        if told != expected:
            wrong.append(f"Plan: {told}, not {expected}")
    if not list(sheet.conditional_formatting):
        wrong.append("Plan: no bars")
    return wrong


def converted(content: bytes) -> list[str]:
    """Whether LibreOffice opens the workbook, and reads as many rows of the plan from it."""
    rows = openpyxl.load_workbook(io.BytesIO(content))["Plan"].max_row
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        (path / "plan.xlsx").write_bytes(content)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command += ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", folder]
        subprocess.run([*command, str(path / "plan.xlsx")], capture_output=True, check=False)
        lists = list(path.glob("*.csv"))
        if not lists:
            return ["LibreOffice does not open the workbook"]
        text = lists[0].read_text(encoding="utf-8")
    read = len(list(csv.reader(io.StringIO(text, newline=""))))
    return [] if read == rows else [f"LibreOffice reads {read} rows, openpyxl {rows}"]


def table(content: bytes, form: str) -> list[str]:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if not rows:
        return [f"{form}: nothing in it"]
    wrong = [f"{form}: row {at} has {len(row)} cells" for at, row in enumerate(rows) if len(row) != len(rows[0])]
    for row in rows[1:]:
        for cell in row:
            if cell[:1] in "=+-@" and cell and not cell.lstrip("+-").replace(".", "", 1).isdigit():
                wrong.append(f"{form}: `{cell[:40]}` begins as a formula does")
    return wrong


def judged(roadmap: str) -> list[str]:
    plan = json.loads(built(roadmap, "json"))
    book = built(roadmap, "xlsx")
    wrong = [] if book == built(roadmap, "xlsx") else ["two workbooks of one plan differ"]
    wrong += workbook(book, plan)
    if shutil.which("soffice"):
        wrong += converted(book)
    for form in LISTS:
        wrong += table(built(roadmap, form), form)
    return wrong


def main() -> int:
    roadmaps = sys.argv[1:]
    if not roadmaps:
        print(__doc__, file=sys.stderr)
        return 2
    if not shutil.which("soffice"):
        print("soffice is not there: LibreOffice is not asked")
    code = 0
    for roadmap in roadmaps:
        wrong = judged(roadmap)
        print(f"{roadmap}: {'; '.join(wrong) if wrong else 'good'}")
        code |= bool(wrong)
    return code


if __name__ == "__main__":
    sys.exit(main())
