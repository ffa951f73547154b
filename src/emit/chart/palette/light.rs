//! The theme of a bright room: near-white ground, one grid ink at the edge of sight.

#![allow(clippy::unreadable_literal, reason = "inks are written as everywhere else")]

use super::{Palette, Rgb, Stream};

pub(super) const INKS: Palette = Palette {
    ground: Rgb::hex(0xffffff),
    text: Rgb::hex(0x1c2330),
    muted: Rgb::hex(0x525d6f),
    faint: Rgb::hex(0x667186),
    grid: Rgb::hex(0xe9ecf2),
    coarse_grid: Rgb::hex(0xd3d9e3),
    band: Rgb::hex(0xf5f6fa),
    off: Rgb::hex(0xf4f6f9),
    arrow: Rgb::hex(0x7d899e),
    critical: Rgb::hex(0x1a212d),
    late: Rgb::hex(0xa50f2d),
    warning: Rgb::hex(0x976500),
    good: Rgb::hex(0x0d8467),
    today: Rgb::hex(0x2563eb),
    release: Rgb::hex(0x3f4a5c),
    cloth: Rgb::hex(0xe3e8f0),
    late_ground: Rgb::hex(0xfdeef0),
    warning_ground: Rgb::hex(0xfff6e0),
    good_ground: Rgb::hex(0xebf9f0),
    over_ground: Rgb::hex(0xeef1f6),
    risk_low: Rgb::hex(0xf1f3f8),
    risk_medium: Rgb::hex(0xf8d98f),
    risk_high: Rgb::hex(0xeda883),
    streams: [
        Stream::hex(0x586273, 0xdde1e8, 0x8b929f),
        Stream::hex(0x2f6cb3, 0xd2e2f5, 0x6895ca),
        Stream::hex(0x1b7f73, 0xc8e8e2, 0x4f9e94),
        Stream::hex(0x8350a6, 0xe5d7f0, 0xa883c2),
        Stream::hex(0x4a7a20, 0xdbeac6, 0x779d53),
        Stream::hex(0x94408a, 0xf0d9ec, 0xbd7db4),
        Stream::hex(0x14758f, 0xc9e6ef, 0x529bb0),
        Stream::hex(0x5b5bb5, 0xdcdcf3, 0x8f8fcf),
        Stream::hex(0x735a4c, 0xead9cd, 0xa78d7b),
    ],
};
