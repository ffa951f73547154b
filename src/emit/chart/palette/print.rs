//! The theme of paper: greys on white, which a printer without colours prints as they are.

#![allow(clippy::unreadable_literal, reason = "inks are written as everywhere else")]

use super::{Palette, Rgb, Stream};

pub(super) const INKS: Palette = Palette {
    ground: Rgb::hex(0xffffff),
    text: Rgb::hex(0x111111),
    muted: Rgb::hex(0x4a4a4a),
    faint: Rgb::hex(0x636363),
    grid: Rgb::hex(0xe4e4e4),
    coarse_grid: Rgb::hex(0xbfbfbf),
    band: Rgb::hex(0xf4f4f4),
    off: Rgb::hex(0xf2f2f2),
    arrow: Rgb::hex(0x7a7a7a),
    critical: Rgb::hex(0x000000),
    late: Rgb::hex(0x2b2b2b),
    warning: Rgb::hex(0x595959),
    good: Rgb::hex(0x747474),
    today: Rgb::hex(0x333333),
    release: Rgb::hex(0x3d3d3d),
    cloth: Rgb::hex(0xe0e0e0),
    late_ground: Rgb::hex(0xe8e8e8),
    warning_ground: Rgb::hex(0xf0f0f0),
    good_ground: Rgb::hex(0xf7f7f7),
    over_ground: Rgb::hex(0xeeeeee),
    risk_low: Rgb::hex(0xf5f5f5),
    risk_medium: Rgb::hex(0xd4d4d4),
    risk_high: Rgb::hex(0xababab),
    // Neighbours differ; whose a bar is its stream's name says.
    streams: [
        Stream::hex(0x5a5a5a, 0xdedede, 0x8f8f8f),
        Stream::hex(0x484848, 0xd2d2d2, 0x787878),
        Stream::hex(0x646464, 0xececec, 0x929292),
        Stream::hex(0x505050, 0xdadada, 0x828282),
        Stream::hex(0x686868, 0xf0f0f0, 0x909090),
        Stream::hex(0x444444, 0xcecece, 0x747474),
        Stream::hex(0x606060, 0xe8e8e8, 0x8c8c8c),
        Stream::hex(0x4c4c4c, 0xd6d6d6, 0x7c7c7c),
        Stream::hex(0x5e5e5e, 0xe4e4e4, 0x888888),
    ],
};
