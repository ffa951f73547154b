//! The theme for eyes without some cones: streams differ in how dark they are as well as in hue, what is late is the red that no green or
//! brown is taken for, and what is on track is blue.

#![allow(clippy::unreadable_literal, reason = "inks are written as everywhere else")]

use super::{Palette, Rgb, Stream};

pub(super) const INKS: Palette = Palette {
    ground: Rgb::hex(0xffffff),
    text: Rgb::hex(0x161b24),
    muted: Rgb::hex(0x4e5969),
    faint: Rgb::hex(0x646f80),
    grid: Rgb::hex(0xe9ecf2),
    coarse_grid: Rgb::hex(0xd0d6e0),
    band: Rgb::hex(0xf5f6fa),
    off: Rgb::hex(0xf4f6f9),
    arrow: Rgb::hex(0x7d899e),
    critical: Rgb::hex(0x0d1118),
    late: Rgb::hex(0x8b1c0d),
    warning: Rgb::hex(0xa15d02),
    good: Rgb::hex(0x0a77ad),
    today: Rgb::hex(0x0b5cad),
    release: Rgb::hex(0x3f4a5c),
    cloth: Rgb::hex(0xe3e8f0),
    late_ground: Rgb::hex(0xfdeeea),
    warning_ground: Rgb::hex(0xfff5df),
    good_ground: Rgb::hex(0xe8f4fb),
    over_ground: Rgb::hex(0xeef1f6),
    risk_low: Rgb::hex(0xf1f3f8),
    risk_medium: Rgb::hex(0xf3da8c),
    risk_high: Rgb::hex(0xe3a66f),
    streams: [
        Stream::hex(0x586273, 0xdde1e8, 0x8b929f),
        Stream::hex(0x2c5dea, 0xcadaff, 0x6d8ff1),
        Stream::hex(0x697a1d, 0xdde2c6, 0x8d9a53),
        Stream::hex(0xb30db9, 0xf1b1f4, 0xd16bd4),
        Stream::hex(0x2e6d53, 0xa6cabb, 0x719c8a),
        Stream::hex(0x522a7c, 0xd5cddd, 0x9b83b3),
        Stream::hex(0x9a618d, 0xf3ecf1, 0xb185a7),
        Stream::hex(0x0c4b4d, 0xa1b5b6, 0x729798),
        Stream::hex(0x6d4884, 0xc8b1d6, 0xa28ab0),
    ],
};
