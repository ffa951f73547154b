//! What things look like, as presentation attributes: every viewer knows those, and many know no style sheet, or not all of it.

use super::super::palette::Hue;

/// How a shape is drawn.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// What it is filled with.
    pub(super) fill: Option<Hue>,
    pub(super) stroke: Option<Hue>,
    /// The attributes of its stroke.
    pub(super) line: &'static str,
}

pub(super) const fn area(hue: Hue) -> Look {
    Look { fill: Some(hue), stroke: None, line: "" }
}

const fn line(hue: Hue, line: &'static str) -> Look {
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

/// The line below a flag.
pub(super) const fn pole(is_late: bool) -> Look {
    const DOTTED: &str = " stroke-width=\"1.2\" stroke-dasharray=\"1 3\" stroke-linecap=\"round\"";
    line(if is_late { Hue::Late } else { Hue::Faint }, DOTTED)
}

/// The pole of a flag beside its cloth.
pub(super) const fn flag(is_late: bool) -> Look {
    area(if is_late { Hue::Late } else { Hue::Release })
}

pub(super) const fn cloth(is_late: bool) -> Look {
    area(if is_late { Hue::LateGround } else { Hue::Cloth })
}

// Arrows.

/// The line of an arrow; that of a hand-over is dashed.
pub(super) const fn arrow(is_critical: bool, is_hand_over: bool) -> Look {
    match (is_critical, is_hand_over) {
        (false, false) => line(Hue::Arrow, " stroke-width=\"1.1\""),
        (false, true) => line(Hue::Arrow, " stroke-width=\"1.1\" stroke-dasharray=\"3.5 2.5\""),
        (true, false) => line(Hue::Critical, " stroke-width=\"1.5\""),
        (true, true) => line(Hue::Critical, " stroke-width=\"1.5\" stroke-dasharray=\"3.5 2.5\""),
    }
}

pub(super) const fn arrow_head(is_critical: bool) -> Look {
    area(if is_critical { Hue::Critical } else { Hue::Arrow })
}

/// Unseen: room for a pointer to rest on.
pub(super) const POINTED: Look =
    Look { fill: None, stroke: None, line: " stroke-width=\"9\" pointer-events=\"stroke\"" };

// Bars and what stands on them.

/// Work to come; its edge is dashed where its estimate is a range.
pub(super) const fn bar(slot: u8, is_range: bool) -> Look {
    Look {
        fill: Some(Hue::Tint(slot)),
        stroke: Some(Hue::Edge(slot)),
        line: if is_range { " stroke-dasharray=\"4 2.5\"" } else { "" },
    }
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
pub(super) const fn critical(is_range: bool) -> Look {
    let edge = if is_range {
        " stroke-width=\"1.8\" stroke-dasharray=\"4 2.5\""
    } else {
        " stroke-width=\"1.8\""
    };
    line(Hue::Critical, edge)
}

/// Work to come without an edge: a bar that has no end, the beam beside a stream, what lies below a curve.
pub(super) const fn tint(slot: u8) -> Look {
    area(Hue::Tint(slot))
}

/// The edge of a bar that has no end.
pub(super) const fn open_edge(slot: u8, is_critical: bool) -> Look {
    if is_critical {
        line(Hue::Critical, " stroke-width=\"1.8\" stroke-dasharray=\"2 3\"")
    } else {
        line(Hue::Edge(slot), " stroke-width=\"1.5\" stroke-dasharray=\"2 3\"")
    }
}

/// Lines over a bar: somebody is away, or has more to do than they can.
pub(super) const fn hatch(is_overload: bool) -> Look {
    if is_overload {
        line(Hue::Warning, " stroke-width=\"1.4\"")
    } else {
        line(Hue::Muted, " stroke-width=\"1\"")
    }
}

/// A label of an item.
pub(super) const CHIP: Look =
    Look { fill: Some(Hue::Ground), stroke: Some(Hue::CoarseGrid), line: "" };

/// From a name to its bar.
pub(super) const LEADER: Look = line(Hue::Grid, " stroke-dasharray=\"1.5 2.5\"");

/// Where work pauses.
pub(super) const PAUSE: Look = pole(false);

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
pub(super) const fn due(is_missed: bool) -> Look {
    if is_missed {
        line(Hue::Late, " stroke-width=\"1.5\"")
    } else {
        line(Hue::Faint, " stroke-width=\"1.2\"")
    }
}

/// From a missed date to where it will be.
pub(super) const OVERRUN: Look = line(Hue::Late, " stroke-width=\"2\" stroke-dasharray=\"2 2.5\"");

/// What was planned elsewhere: an outline.
pub(super) const PLANNED: Look =
    line(Hue::Faint, " stroke-width=\"1.2\" stroke-dasharray=\"2 1.5\"");

/// The tick of what is done, on its bar or beside it.
pub(super) const fn tick(is_on_bar: bool) -> Look {
    let hue = if is_on_bar { Hue::Ground } else { Hue::Muted };
    line(hue, " stroke-width=\"1.8\" stroke-linecap=\"round\"")
}

pub(super) const RISK: Look = Look {
    fill: Some(Hue::Ground),
    stroke: Some(Hue::Warning),
    line: " stroke-width=\"1.3\" stroke-linecap=\"round\"",
};
