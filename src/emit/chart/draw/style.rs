//! The style sheet: what a reader's own wishes change. Without it a chart looks the same, in the inks it is written with.
//!
//! An ink of the one palette is one of the other, so that a rule an ink makes a chart dark, or light for paper.

use std::fmt::Write;

use super::super::palette::{Hue, Palette};
use super::super::{Px, Theme};

/// The class of a chart: its rules touch nothing else on a page.
pub(super) const CLASS: &str = "milepost";

/// A link is seen to be one where a pointer or the keyboard is on it.
const LINKS: &str = ".milepost a:hover,.milepost a:focus{text-decoration:underline}";
/// What is at most so many times as high as wide fits paper that lies on its side.
const LYING: (i64, i64) = (3, 4);
/// And upright paper, as one page that can be read.
const UPRIGHT: (i64, i64) = (3, 2);

/// The inks a chart of this theme is written with.
pub(super) const fn palette(theme: Theme) -> Palette {
    match theme {
        Theme::Auto | Theme::Light => Palette::Light,
        Theme::Dark => Palette::Dark,
    }
}

/// The style sheet of a chart in this theme with these streams. Paper is always light.
///
/// Inkscape applies what stands in `@media` whatever it asks for, but passes over what stands in `@supports`.
pub(super) fn sheet(theme: Theme, slots: &[u8], size: (Px, Px)) -> String {
    let mut css = String::from("@supports (color:red){");
    css.push_str(LINKS);
    let change = match theme {
        Theme::Auto => {
            Some(("screen and (prefers-color-scheme:dark)", Palette::Light, Palette::Dark))
        }
        Theme::Dark => Some(("print", Palette::Dark, Palette::Light)),
        Theme::Light => None,
    };
    if let Some((when, from, to)) = change {
        let _ = write!(css, "@media {when}{{{}}}", turned(from, to, slots));
    }
    css.push_str(&paper(size));
    css.push('}');
    css
}

/// A chart is as wide as the paper, and on one page if it can be read so. By itself, not as part of a page, it turns the paper.
fn paper((width, height): (Px, Px)) -> String {
    let fits = |(times, of): (i64, i64)| height.times(of) <= width.times(times);
    let mut css = String::from("@media print{.milepost{width:100%;height:auto;");
    if fits(UPRIGHT) {
        css.push_str("max-height:100vh;");
    }
    css.push_str("-webkit-print-color-adjust:exact;print-color-adjust:exact}");
    if fits(LYING) {
        css.push_str(":root.milepost{page:milepost}@page milepost{size:landscape;margin:10mm}");
    }
    css.push('}');
    css
}

/// Rules that turn each ink of one palette into that of another.
fn turned(from: Palette, to: Palette, slots: &[u8]) -> String {
    let text = to.ink(Hue::Text);
    let mut css = format!(".{CLASS}{{fill:{text}}}");
    let streams =
        slots.iter().flat_map(|slot| [Hue::Done(*slot), Hue::Tint(*slot), Hue::Edge(*slot)]);
    for hue in Hue::PLAIN.iter().copied().chain(streams) {
        let (old, new) = (from.ink(hue), to.ink(hue));
        for property in ["fill", "stroke"] {
            let _ = write!(css, ".{CLASS} [{property}=\"{old}\"]{{{property}:{new}}}");
        }
    }
    css
}
