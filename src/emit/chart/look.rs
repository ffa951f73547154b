//! What things look like, as presentation attributes: every viewer knows those, and many know no style sheet. The style sheet has
//! what a reader's own wishes change: an ink of the one palette is one of the other, so that a rule an ink makes a chart dark.

use std::fmt::Write;

use super::palette::{Hue, Palette, STREAMS};
use super::{Px, Theme};

/// How a shape is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// What it is filled with.
    pub(super) fill: Option<Hue>,
    pub(super) stroke: Option<Hue>,
    /// The attributes of its stroke.
    pub(super) line: &'static str,
}

/// Whether an arrow decides the end of the roadmap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It does not.
    Usual,
    /// It does.
    Critical,
}

impl Weight {
    /// That of an arrow that decides it, or does not.
    pub fn of_deciding(decides: bool) -> Self {
        if decides { Self::Critical } else { Self::Usual }
    }
}

/// Why a stretch of a bar is hatched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Somebody who does it is away.
    Away,
    /// Somebody who does it has more to do than they can.
    Overload,
}

pub(super) const fn area(hue: Hue) -> Look {
    Look { fill: Some(hue), stroke: None, line: "" }
}

pub(super) const fn line(hue: Hue, line: &'static str) -> Look {
    Look { fill: None, stroke: Some(hue), line }
}

// The ground.
pub(super) const GROUND: Look = area(Hue::Ground);
pub(super) const BAND: Look = area(Hue::Band);
pub(super) const OFF: Look = area(Hue::Off);
pub(super) const FINE_LINE: Look = line(Hue::Grid, "");
pub(super) const COARSE_LINE: Look = line(Hue::CoarseGrid, "");
/// A day off where no other ground shows what it is set off from.
pub(super) const OFF_SAMPLE: Look =
    Look { fill: Some(Hue::Off), stroke: Some(Hue::CoarseGrid), line: "" };

// Flags and today.
pub(super) const TODAY: Look = area(Hue::Today);
pub(super) const TODAY_LINE: Look = line(Hue::Today, " stroke-width=\"1.5\"");

/// A flag.
#[derive(Clone, Copy)]
pub(super) struct FlagLook {
    /// Its pole beside its cloth.
    pub(super) pole: Look,
    pub(super) cloth: Look,
    /// The line below it.
    pub(super) line: Look,
}

pub(super) const FLAG: FlagLook =
    FlagLook { pole: area(Hue::Release), cloth: area(Hue::Cloth), line: dotted(Hue::Faint) };
pub(super) const LATE_FLAG: FlagLook =
    FlagLook { pole: area(Hue::Late), cloth: area(Hue::LateGround), line: dotted(Hue::Late) };

const fn dotted(hue: Hue) -> Look {
    line(hue, " stroke-width=\"1.2\" stroke-dasharray=\"1 3\" stroke-linecap=\"round\"")
}

// Arrows.

pub(super) const fn arrow(weight: Weight) -> Look {
    match weight {
        Weight::Usual => line(Hue::Arrow, " stroke-width=\"1.1\""),
        Weight::Critical => line(Hue::Critical, " stroke-width=\"1.5\""),
    }
}

/// The line of a hand-over.
pub(super) const fn hand_over(weight: Weight) -> Look {
    match weight {
        Weight::Usual => line(Hue::Arrow, " stroke-width=\"1.1\" stroke-dasharray=\"3.5 2.5\""),
        Weight::Critical => {
            line(Hue::Critical, " stroke-width=\"1.5\" stroke-dasharray=\"3.5 2.5\"")
        }
    }
}

pub(super) const fn arrow_head(weight: Weight) -> Look {
    area(match weight {
        Weight::Usual => Hue::Arrow,
        Weight::Critical => Hue::Critical,
    })
}

/// Unseen: room for a pointer to rest on.
pub(super) const POINTED: Look =
    Look { fill: None, stroke: None, line: " stroke-width=\"9\" pointer-events=\"stroke\"" };

// Bars and what stands on them.

/// Work to come.
pub(super) const fn bar(slot: u8) -> Look {
    Look { fill: Some(Hue::Tint(slot)), stroke: Some(Hue::Edge(slot)), line: "" }
}

/// Work to come whose estimate is a range.
pub(super) const fn range(slot: u8) -> Look {
    Look { line: " stroke-dasharray=\"4 2.5\"", ..bar(slot) }
}

/// Work done, while some is to come.
pub(super) const fn done(slot: u8) -> Look {
    area(Hue::Done(slot))
}

/// Work of which nothing is to come: it recedes.
pub(super) const fn over(slot: u8) -> Look {
    area(Hue::Edge(slot))
}

/// What decides the end.
pub(super) const CRITICAL: Look = line(Hue::Critical, " stroke-width=\"1.8\"");
pub(super) const CRITICAL_RANGE: Look =
    line(Hue::Critical, " stroke-width=\"1.8\" stroke-dasharray=\"4 2.5\"");

/// Work to come without an edge: a bar that has no end, the beam beside a stream, what lies below a curve.
pub(super) const fn tint(slot: u8) -> Look {
    area(Hue::Tint(slot))
}

/// The edge of a bar that has no end.
pub(super) const fn open_edge(slot: u8) -> Look {
    line(Hue::Edge(slot), " stroke-width=\"1.5\" stroke-dasharray=\"2 3\"")
}
pub(super) const CRITICAL_OPEN_EDGE: Look =
    line(Hue::Critical, " stroke-width=\"1.8\" stroke-dasharray=\"2 3\"");

/// Lines over a bar.
pub(super) const fn hatch(why: Why) -> Look {
    match why {
        Why::Away => line(Hue::Muted, " stroke-width=\"1\""),
        Why::Overload => line(Hue::Warning, " stroke-width=\"1.4\""),
    }
}

/// Lines over the time in which somebody is away.
pub(super) const AWAY: Look = line(Hue::CoarseGrid, " stroke-width=\"1\"");
/// How much there is of somebody.
pub(super) const LIMIT: Look = line(Hue::Arrow, " stroke-width=\"1\"");
/// What is asked of them beyond that.
pub(super) const TOO_MUCH: Look =
    Look { fill: Some(Hue::WarningGround), stroke: Some(Hue::Warning), line: "" };

/// What was planned, as a curve.
pub(super) const PLANNED_WORK: Look =
    line(Hue::Faint, " stroke-width=\"1.5\" stroke-dasharray=\"2 3\" stroke-linecap=\"round\"");
/// All the work there is.
pub(super) const SCOPE: Look = line(Hue::Release, " stroke-width=\"1.2\"");
/// What is to come, as a curve.
pub(super) const fn forecast(slot: u8) -> Look {
    line(Hue::Done(slot), " stroke-width=\"2\" stroke-dasharray=\"6 4\"")
}

/// A label of an item.
pub(super) const CHIP: Look =
    Look { fill: Some(Hue::Ground), stroke: Some(Hue::CoarseGrid), line: "" };

/// From a name to its bar.
pub(super) const LEADER: Look = line(Hue::Grid, " stroke-dasharray=\"1.5 2.5\"");

/// Where work pauses.
pub(super) const PAUSE: Look = FLAG.line;

pub(super) const fn slack(slot: u8) -> Look {
    line(Hue::Tint(slot), " stroke-width=\"3\"")
}

/// The end of slack; what ties a milestone to its band.
pub(super) const fn thin(slot: u8) -> Look {
    line(Hue::Edge(slot), " stroke-width=\"1.5\"")
}

pub(super) const fn bracket(slot: u8) -> Look {
    line(Hue::Edge(slot), " stroke-width=\"1.6\"")
}

/// The line over a stream.
pub(super) const fn span(slot: u8) -> Look {
    line(Hue::Tint(slot), " stroke-width=\"3\" stroke-linecap=\"round\"")
}

/// As far as its work is done.
pub(super) const fn span_done(slot: u8) -> Look {
    line(Hue::Done(slot), " stroke-width=\"3\" stroke-linecap=\"round\"")
}

/// Keeps what runs below a line at a distance from it.
pub(super) const fn clearing(ground: Hue) -> Look {
    line(ground, " stroke-width=\"7\"")
}

pub(super) const LATE: Look = area(Hue::Late);

/// A date that was committed to.
pub(super) const DUE: Look = line(Hue::Faint, " stroke-width=\"1.2\"");
pub(super) const MISSED: Look = line(Hue::Late, " stroke-width=\"1.5\"");

/// From a missed date to where it will be.
pub(super) const OVERRUN: Look = line(Hue::Late, " stroke-width=\"2\" stroke-dasharray=\"2 2.5\"");

/// Where something stood in a plan of earlier.
pub(super) const BASELINE: Look = area(Hue::Faint);

/// What was planned elsewhere: an outline.
pub(super) const PLANNED: Look =
    line(Hue::Faint, " stroke-width=\"1.2\" stroke-dasharray=\"2 1.5\"");

/// The tick of what is done, on its bar.
pub(super) const TICK: Look = tick(Hue::Ground);
/// And beside it.
pub(super) const TICK_BESIDE: Look = tick(Hue::Muted);

const fn tick(hue: Hue) -> Look {
    line(hue, " stroke-width=\"1.8\" stroke-linecap=\"round\"")
}

pub(super) const RISK: Look = Look {
    fill: Some(Hue::Ground),
    stroke: Some(Hue::Warning),
    line: " stroke-width=\"1.3\" stroke-linecap=\"round\"",
};

// Networks.

/// A link that decides the end: nothing else is as thick.
pub(super) const LINK_CRITICAL: Look = line(Hue::Critical, " stroke-width=\"2.4\"");
/// The same where it is somebody who hands over.
pub(super) const HAND_OVER_CRITICAL: Look =
    line(Hue::Critical, " stroke-width=\"2.4\" stroke-dasharray=\"5 3.5\"");
/// A card that is over.
pub(super) const CARD_OVER: Look = area(Hue::OverGround);
/// A release on its card.
pub(super) const RELEASE: Look = area(Hue::Release);
/// The end of a whole.
pub(super) const END_OF_WHOLE: Look =
    Look { fill: Some(Hue::Band), stroke: Some(Hue::CoarseGrid), line: "" };

// Risks and priorities.

/// A numbered disc.
pub(super) const DISC: Look = area(Hue::Text);
/// Round a disc whose day has passed.
pub(super) const DISC_RING: Look = line(Hue::Late, " stroke-width=\"2\"");

/// The class of a chart: its rules touch nothing else on a page.
pub(super) const CLASS: &str = "milepost";

/// A link is seen to be one where a pointer or the keyboard is on it.
const LINKS: &str = ".milepost a:hover,.milepost a:focus{text-decoration:underline}";
/// What is at most so many times as high as wide fits paper that lies on its side.
const LYING: (i64, i64) = (3, 4);
/// And upright paper, as one page that can be read.
const UPRIGHT: (i64, i64) = (3, 2);

/// The style sheet of a chart in this theme with these streams. Paper is always light.
///
/// Inkscape applies what stands in `@media` whatever it asks for, but passes over what stands in `@supports`.
pub(super) fn sheet(theme: Theme, slots: &[u8], size: (Px, Px)) -> String {
    let mut css = String::from("@supports (color:red){");
    css.push_str(LINKS);
    if let Some((when, to)) = Palette::turned(theme) {
        let turned = turned(&Palette::of(theme), &to, slots);
        let _ = write!(css, "@media {when}{{{turned}}}");
    }
    css.push_str(&paper(size));
    css.push('}');
    css
}

/// The inks of a theme as variables of a style sheet: `--late-ground:#fdeef0;`.
#[cfg(feature = "html")]
pub(super) fn variables(theme: Theme) -> String {
    let palette = Palette::of(theme);
    Hue::PLAIN.iter().fold(String::new(), |mut css, hue| {
        css.push_str("--");
        for (at, letter) in format!("{hue:?}").char_indices() {
            if at > 0 && letter.is_ascii_uppercase() {
                css.push('-');
            }
            css.push(letter.to_ascii_lowercase());
        }
        let _ = write!(css, ":{};", palette.ink(*hue));
        css
    })
}

/// Rules that turn any chart from the inks of one theme into those of another.
#[cfg(feature = "html")]
pub(super) fn all_turned(from: Theme, to: Theme) -> String {
    turned(&Palette::of(from), &Palette::of(to), &[0, 1, 2, 3, 4, 5, 6, 7, 8])
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
fn turned(from: &Palette, to: &Palette, slots: &[u8]) -> String {
    let text = to.ink(Hue::Text);
    let mut css = format!(".{CLASS}{{fill:{text}}}");
    let streams = slots.iter().filter(|slot| **slot < STREAMS);
    let streams = streams.flat_map(|slot| Hue::of_stream(*slot));
    for hue in Hue::PLAIN.iter().copied().chain(streams) {
        let (old, new) = (from.ink(hue), to.ink(hue));
        for property in ["fill", "stroke"] {
            let _ = write!(css, ".{CLASS} [{property}=\"{old}\"]{{{property}:{new}}}");
        }
    }
    css
}
