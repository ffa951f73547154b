#!/usr/bin/env python3
"""Makes assets/fonts/*.ttf, the font that PNG and PDF carry: Inter without what a chart never uses.

Letters from Latin to Cyrillic with their accents, punctuation, arrows, mathematics and shapes are kept; styles that have to be asked
for by name, and hints for screens of few pixels, are not. Development only; needs fontTools and brotli, and the web fonts of Inter as
the npm package `inter-ui` has them:

    npm pack inter-ui@4.1.1 && tar xf inter-ui-4.1.1.tgz
    python3 tools/fonts.py package/web
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# Those of the weights that charts are set in: 400 and 600.
STYLES = ["Regular", "SemiBold"]
CODES = [*range(0x0020, 0x0530), *range(0x1E00, 0x2000), *range(0x2000, 0x2C00), 0xFB01, 0xFB02, 0xFFFD]
KEPT = ["ccmp", "kern", "locl", "mark", "mkmk"]

for style in STYLES:
    font = TTFont(Path(sys.argv[1]) / f"Inter-{style}.woff2", recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = KEPT
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CODES)
    subsetter.subset(font)
    font.flavor = None
    font.save(Path(__file__).parent.parent / f"assets/fonts/Inter-{style}.ttf")
