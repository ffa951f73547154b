//! The inks, light and dark: both designed, every pair that carries meaning with enough contrast (the tests count it).

/// The inks of one stream.
#[derive(Clone, Copy, Debug)]
pub(super) struct StreamInks {
    /// Work done, and words of the stream.
    pub(super) done: &'static str,
    /// Work to come.
    pub(super) tint: &'static str,
    /// The edge of a bar, the tail of its slack.
    pub(super) edge: &'static str,
}

/// The inks of a chart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Palette {
    pub(super) ground: &'static str,
    pub(super) text: &'static str,
    pub(super) muted: &'static str,
    pub(super) faint: &'static str,
    pub(super) grid: &'static str,
    pub(super) coarse_grid: &'static str,
    pub(super) band: &'static str,
    pub(super) off: &'static str,
    pub(super) arrow: &'static str,
    pub(super) critical: &'static str,
    pub(super) warning: &'static str,
    pub(super) good: &'static str,
    pub(super) today: &'static str,
    pub(super) release: &'static str,
    pub(super) cloth: &'static str,
    /// Grounds of what is critical, of a warning, of what is good, and of what is over.
    pub(super) critical_ground: &'static str,
    pub(super) warning_ground: &'static str,
    pub(super) good_ground: &'static str,
    pub(super) over_ground: &'static str,
    /// The first is that of what stands in no stream.
    pub(super) streams: [StreamInks; 9],
}

const fn inks(done: &'static str, tint: &'static str, edge: &'static str) -> StreamInks {
    StreamInks { done, tint, edge }
}

pub(super) const LIGHT: Palette = Palette {
    ground: "#ffffff",
    text: "#1c2330",
    muted: "#525d6f",
    faint: "#667186",
    grid: "#e9ecf2",
    coarse_grid: "#d3d9e3",
    band: "#f5f6fa",
    off: "#f4f6f9",
    arrow: "#7d899e",
    critical: "#c2410c",
    warning: "#a1550a",
    good: "#15803d",
    today: "#2563eb",
    release: "#3f4a5c",
    cloth: "#e3e8f0",
    critical_ground: "#fff1e8",
    warning_ground: "#fff6e0",
    good_ground: "#ebf9f0",
    over_ground: "#eef1f6",
    streams: [
        inks("#586273", "#dde1e8", "#8b929f"),
        inks("#2f6cb3", "#d2e2f5", "#6895ca"),
        inks("#1b7f73", "#c8e8e2", "#4f9e94"),
        inks("#8350a6", "#e5d7f0", "#a883c2"),
        inks("#8a6508", "#f0e2b6", "#ac8e41"),
        inks("#ae3a6c", "#f5d2df", "#cb789b"),
        inks("#14758f", "#c9e6ef", "#529bb0"),
        inks("#4a7a20", "#dbeac6", "#779d53"),
        inks("#7a5a44", "#ead9cd", "#a78d7b"),
    ],
};

pub(super) const DARK: Palette = Palette {
    ground: "#0f141c",
    text: "#e6eaf2",
    muted: "#a3aebf",
    faint: "#8793a6",
    grid: "#1e2632",
    coarse_grid: "#303b4c",
    band: "#161d28",
    off: "#141b26",
    arrow: "#6b7a90",
    critical: "#fb923c",
    warning: "#fbbf24",
    good: "#4ade80",
    today: "#60a5fa",
    release: "#b8c2d2",
    cloth: "#273142",
    critical_ground: "#2a1a10",
    warning_ground: "#2b2210",
    good_ground: "#10251a",
    over_ground: "#1c2430",
    streams: [
        inks("#a3aebf", "#2d3745", "#5b6575"),
        inks("#7fb0ee", "#26405f", "#446690"),
        inks("#5cc4b2", "#1d4741", "#316e64"),
        inks("#c39be0", "#42305a", "#73598d"),
        inks("#d9b44a", "#4a3d14", "#766225"),
        inks("#ec8fb3", "#532b3c", "#8f526a"),
        inks("#62bcd8", "#174453", "#306c7f"),
        inks("#9cc76a", "#2f4419", "#516d32"),
        inks("#cfa184", "#47362a", "#7b5f4c"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(ink: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&ink[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn words_reach_aa() {
        for palette in [LIGHT, DARK] {
            let words = [
                palette.text,
                palette.muted,
                palette.faint,
                palette.critical,
                palette.warning,
                palette.release,
            ];
            for ink in words {
                assert!(contrast(ink, palette.ground) >= 4.5, "{ink} on the ground");
            }
            for ink in [palette.text, palette.muted, palette.critical, palette.warning] {
                assert!(contrast(ink, palette.band) >= 4.5, "{ink} on a band");
                assert!(contrast(ink, palette.off) >= 4.5, "{ink} on a day off");
            }
            let grounds = [
                palette.critical_ground,
                palette.warning_ground,
                palette.good_ground,
                palette.over_ground,
            ];
            for ground in grounds {
                assert!(contrast(palette.muted, ground) >= 4.5, "the reason on {ground}");
            }
            assert!(contrast(palette.release, palette.cloth) >= 4.5);
            assert!(contrast(palette.ground, palette.today) >= 4.5);
        }
    }

    #[test]
    fn bars_are_seen_and_words_on_them_read() {
        for palette in [LIGHT, DARK] {
            for stream in palette.streams {
                assert!(contrast(palette.ground, stream.done) >= 4.5, "words on {}", stream.done);
                assert!(contrast(palette.text, stream.tint) >= 4.5, "words on {}", stream.tint);
                assert!(
                    contrast(stream.done, stream.tint) >= 3.0,
                    "{} beside {}",
                    stream.done,
                    stream.tint
                );
                assert!(contrast(stream.edge, palette.ground) >= 3.0, "the edge {}", stream.edge);
            }
            assert!(contrast(palette.arrow, palette.ground) >= 3.0);
        }
    }
}
