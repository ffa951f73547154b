//! The style sheet: a rule a class, its inks from the palette. No variables and no calc: old viewers know neither.

use std::fmt::Write;

use super::super::Theme;
use super::super::palette::{DARK, LIGHT, Palette};

/// What all themes share. A text without a class is the name of a task.
const SHAPES: &str = "\
text{font-family:Inter,\"Segoe UI\",\"Helvetica Neue\",Arial,\"Liberation Sans\",sans-serif;font-size:12.5px}\
a:hover text{text-decoration:underline}\
.T{font-size:22px;font-weight:600;letter-spacing:0}\
.B,.H{font-weight:600}\
.S,.H{font-size:11px}\
.F{font-size:10.5px}\
.e{text-anchor:end}\
.c{text-anchor:middle}\
.h,.hb{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}\
path,rect{stroke-linejoin:round}\
.ar,.ak,.q,.n,.qw,.w,.ww,.x,.y,.tl,.ro,.st,.br{fill:none}\
.ar{stroke-width:1.1}\
.ak{stroke-width:1.5}\
.ho{stroke-dasharray:3.5 2.5}\
.hw{fill:none;stroke:none;stroke-width:9;pointer-events:stroke}\
.tl{stroke-width:1.5}.ta{fill:none;stroke-width:3}\
.ro{stroke-width:1.6}\
.st{stroke-width:3;stroke-linecap:round}\
.br{stroke-width:7}\
.k{fill:none;stroke-width:1.8}\
.r{stroke-dasharray:4 2.5}\
.q,.qw{stroke-width:1.5}\
.n{stroke-width:1.2}\
.w,.ww{stroke-width:2;stroke-dasharray:2 2.5}\
.x,.y{stroke-width:1.8;stroke-linecap:round}\
.z{stroke-width:1.3;stroke-linecap:round}\
.op{stroke-dasharray:2 3}\
.po{stroke-width:1.2;stroke-dasharray:1 3;stroke-linecap:round;fill:none}\
.td{stroke-width:1.5;fill:none}";

/// A selector, a property and the ink it takes.
type Rule = (&'static str, &'static str, fn(&Palette) -> &'static str);

const RULES: &[Rule] = &[
    (".gd", "fill", |p| p.ground),
    ("text", "fill", |p| p.text),
    (".m", "fill", |p| p.muted),
    (".f", "fill", |p| p.faint),
    (".ic", "fill", |p| p.critical),
    (".iw", "fill", |p| p.warning),
    (".ir", "fill", |p| p.release),
    (".od,.ot", "fill", |p| p.ground),
    (".h,.br", "stroke", |p| p.ground),
    (".hb,.bb", "stroke", |p| p.band),
    (".bd", "fill", |p| p.band),
    (".of", "fill", |p| p.off),
    (".g1", "stroke", |p| p.grid),
    (".g2", "stroke", |p| p.coarse_grid),
    (".ar", "stroke", |p| p.arrow),
    (".ah", "fill", |p| p.arrow),
    (".ak,.k,.q,.w", "stroke", |p| p.critical),
    (".kh,.kd", "fill", |p| p.critical),
    (".n", "stroke", |p| p.faint),
    (".qw,.ww,.z", "stroke", |p| p.warning),
    (".z", "fill", |p| p.ground),
    (".x", "stroke", |p| p.ground),
    (".y", "stroke", |p| p.muted),
    (".tb", "fill", |p| p.today),
    (".td", "stroke", |p| p.today),
    (".po", "stroke", |p| p.faint),
    (".pc", "fill", |p| p.cloth),
    (".pp", "fill", |p| p.release),
    (".po.late", "stroke", |p| p.critical),
    (".pc.late", "fill", |p| p.critical_ground),
    (".pp.late", "fill", |p| p.critical),
    (".health0", "fill", |p| p.over_ground),
    (".health1", "fill", |p| p.good_ground),
    (".health2", "fill", |p| p.warning_ground),
    (".health3", "fill", |p| p.critical_ground),
    (".dot0", "fill", |p| p.muted),
    (".dot1", "fill", |p| p.good),
    (".dot2", "fill", |p| p.warning),
    (".dot3", "fill", |p| p.critical),
];

/// The style sheet of a theme. Paper is always light.
pub(super) fn style(theme: Theme) -> String {
    let mut css = String::from(SHAPES);
    let own = if theme == Theme::Dark { &DARK } else { &LIGHT };
    css.push_str(&inks(own));
    if theme == Theme::Auto {
        let _ = write!(css, "@media (prefers-color-scheme:dark){{{}}}", inks(&DARK));
    }
    if theme != Theme::Light {
        let _ = write!(css, "@media print{{{}}}", inks(&LIGHT));
    }
    css.push_str("@media print{*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}");
    css
}

fn inks(palette: &Palette) -> String {
    let mut css = String::new();
    for (selector, property, ink) in RULES {
        let _ = write!(css, "{selector}{{{property}:{}}}", ink(palette));
    }
    for (slot, stream) in palette.streams.iter().enumerate() {
        let (done, tint, edge) = (stream.done, stream.tint, stream.edge);
        let _ = write!(css, ".d{slot},.i{slot}{{fill:{done}}}");
        let _ = write!(css, ".b{slot}{{fill:{tint};stroke:{edge}}}");
        let _ = write!(
            css,
            ".s{slot}{{stroke:{edge}}}.l{slot}{{stroke:{tint}}}.L{slot}{{stroke:{done}}}"
        );
        let _ = write!(css, ".e{slot}{{fill:{edge}}}");
        let _ = write!(css, ".p{slot}{{fill:{tint}}}.c{slot}{{stop-color:{tint}}}");
    }
    css
}
