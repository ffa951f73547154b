#!/usr/bin/env python3
"""Makes src/emit/chart/font/table.rs: how wide a character is at most, in the fonts a chart may be shown with.

Charts name a stack of fonts and can't know which one a reader has, so that a label is laid out with the widest of them.
Development only; needs fontTools and the Debian packages fonts-inter, fonts-dejavu-core, fonts-liberation.

    python3 tools/font-widths.py > src/emit/chart/font/table.rs
"""

import math
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path("/usr/share/fonts")
# The font that PNG and PDF carry.
OWN = Path(__file__).parent.parent / "assets/fonts"
REGULAR = [
    OWN / "Inter-Regular.ttf",
    "opentype/inter/Inter-Regular.otf",
    "truetype/dejavu/DejaVuSans.ttf",
    "truetype/liberation/LiberationSans-Regular.ttf",
]
BOLD = [
    OWN / "Inter-SemiBold.ttf",
    "opentype/inter/Inter-SemiBold.otf",
    "opentype/inter/Inter-Bold.otf",
    "truetype/dejavu/DejaVuSans-Bold.ttf",
    "truetype/liberation/LiberationSans-Bold.ttf",
]
# Latin to Cyrillic, general punctuation and currency, arrows and mathematics: what titles of roadmaps are made of.
BLOCKS = [("LETTERS", 0x0020, 0x0530), ("SYMBOLS", 0x2010, 0x2300)]
# What no font at hand has is taken for as wide as a capital letter of a wide face.
MISSING = 100


class Face:
    def __init__(self, path):
        font = TTFont(FOLDER / path)
        self.em = font["head"].unitsPerEm
        self.advances = font["hmtx"].metrics
        self.glyphs = font.getBestCmap()

    def width(self, code):
        glyph = self.glyphs.get(code)
        return math.ceil(100 * self.advances[glyph][0] / self.em) if glyph else None


def widest(faces, code):
    widths = [width for face in faces if (width := face.width(code)) is not None]
    return min(max(widths, default=MISSING), 255)


def table(name, faces, first, end):
    digits = max(widest(faces, ord(digit)) for digit in "0123456789")
    codes = range(first, end)
    widths = [digits if chr(code) in "0123456789" else widest(faces, code) for code in codes]
    print(f"/// From U+{first:04X}, in hundredths of an em.")
    print("#[rustfmt::skip]")
    print(f"pub(super) const {name}: [u8; {len(widths)}] = [")
    for row in range(0, len(widths), 24):
        print("    " + " ".join(f"{width}," for width in widths[row : row + 24]))
    print("];\n")


print("//! Made by `tools/font-widths.py`: the widest advance of each character in Inter, `DejaVu` Sans and Liberation Sans (which")
print("//! has the metrics of Arial and Helvetica). All digits count as wide as the widest, as tabular figures are.\n")
for weight, paths in [("REGULAR", REGULAR), ("BOLD", BOLD)]:
    faces = [Face(path) for path in paths]
    for block, first, end in BLOCKS:
        table(f"{weight}_{block}", faces, first, end)
