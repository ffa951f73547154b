//! The sign of a health: each has its own shape, so that none is told by its colour alone.

use std::fmt::Write;

use super::super::Px;
use super::super::palette::Hue;
use super::canvas::Canvas;
use super::look;
use crate::model::Health;

/// Draws the sign, ten wide and high.
pub(super) fn sign(out: &mut Canvas<'_>, health: Health, x: Px, y: Px) {
    let mut shape = String::new();
    let _ = match health {
        Health::Done | Health::OnTrack => {
            write!(shape, "M{} {y}a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", x - Px::whole(5))
        }
        // An open ring: the inner circle turns the other way.
        Health::Unknown => write!(
            shape,
            "M{} {y}a5 5 0 1 0 10 0a5 5 0 1 0-10 0zM{} {y}a3 3 0 1 1 6 0a3 3 0 1 1-6 0z",
            x - Px::whole(5),
            x - Px::whole(3)
        ),
        Health::AtRisk => write!(shape, "M{x} {}l5.8 10h-11.6z", y - Px(58)),
        Health::OffTrack => {
            write!(shape, "M{} {}h9v9h-9z", x - Px(45), y - Px(45))
        }
    };
    out.path(look::area(hue(health)), shape);
    if health == Health::Done {
        out.path(look::tick(true), format_args!("M{} {y}l2 2 4-4", x - Px::whole(3)));
    }
}

/// What it is drawn with.
const fn hue(health: Health) -> Hue {
    match health {
        Health::Done | Health::Unknown => Hue::Muted,
        Health::OnTrack => Hue::Good,
        Health::AtRisk => Hue::Warning,
        Health::OffTrack => Hue::Late,
    }
}

/// What its words stand on.
pub(super) const fn ground(health: Health) -> Hue {
    match health {
        Health::Done | Health::Unknown => Hue::OverGround,
        Health::OnTrack => Hue::GoodGround,
        Health::AtRisk => Hue::WarningGround,
        Health::OffTrack => Hue::LateGround,
    }
}
