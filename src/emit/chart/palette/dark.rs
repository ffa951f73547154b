//! The theme of a dark room, designed as such and not turned inside out.

#![allow(clippy::unreadable_literal, reason = "inks are written as everywhere else")]

use super::{Palette, Rgb, Stream};

pub(super) const INKS: Palette = Palette {
    ground: Rgb::hex(0x0f141c),
    text: Rgb::hex(0xe6eaf2),
    muted: Rgb::hex(0xa3aebf),
    faint: Rgb::hex(0x8793a6),
    grid: Rgb::hex(0x1e2632),
    coarse_grid: Rgb::hex(0x303b4c),
    band: Rgb::hex(0x161d28),
    off: Rgb::hex(0x141b26),
    arrow: Rgb::hex(0x6b7a90),
    critical: Rgb::hex(0xeaeef5),
    late: Rgb::hex(0xff5c6c),
    warning: Rgb::hex(0xfbbf24),
    good: Rgb::hex(0x4ade80),
    today: Rgb::hex(0x60a5fa),
    release: Rgb::hex(0xb8c2d2),
    cloth: Rgb::hex(0x273142),
    late_ground: Rgb::hex(0x2d151a),
    warning_ground: Rgb::hex(0x2b2210),
    good_ground: Rgb::hex(0x10251a),
    over_ground: Rgb::hex(0x1c2430),
    risk_low: Rgb::hex(0x1a222e),
    risk_medium: Rgb::hex(0x40340f),
    risk_high: Rgb::hex(0x78381b),
    streams: [
        Stream::hex(0xa2adbe, 0x2d3745, 0x5b6575),
        Stream::hex(0x7fb0ee, 0x26405f, 0x446690),
        Stream::hex(0x5cc4b2, 0x1d4741, 0x316e64),
        Stream::hex(0xc39be0, 0x42305a, 0x73598d),
        Stream::hex(0x9cc76a, 0x2f4419, 0x516d32),
        Stream::hex(0xe08fd2, 0x4d2a47, 0x87507d),
        Stream::hex(0x62bcd8, 0x174453, 0x306c7f),
        Stream::hex(0xa5a5f0, 0x2f2f5c, 0x5d5d96),
        Stream::hex(0xcfa184, 0x47362a, 0x7b5f4c),
    ],
};
