//! The inks, light and dark: both designed, every pair that carries meaning with enough contrast (the tests count it).
//!
//! What decides the end is the darkest line there is; what is late has a colour that nothing else has.

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
    /// What decides the end.
    pub(super) critical: &'static str,
    /// What is late, and nothing else.
    pub(super) late: &'static str,
    pub(super) warning: &'static str,
    pub(super) good: &'static str,
    pub(super) today: &'static str,
    pub(super) release: &'static str,
    pub(super) cloth: &'static str,
    /// Grounds of what is late, of a warning, of what is good, and of what is over.
    pub(super) late_ground: &'static str,
    pub(super) warning_ground: &'static str,
    pub(super) good_ground: &'static str,
    pub(super) over_ground: &'static str,
    /// The first is that of what stands in no stream.
    pub(super) streams: [StreamInks; 9],
}

/// An ink by what it is for: the same in both palettes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hue {
    Ground,
    Text,
    Muted,
    Faint,
    Grid,
    CoarseGrid,
    Band,
    Off,
    Arrow,
    Critical,
    Late,
    Warning,
    Good,
    Today,
    Release,
    Cloth,
    LateGround,
    WarningGround,
    GoodGround,
    OverGround,
    /// Work done in a stream, and words of it.
    Done(u8),
    /// Work to come in a stream.
    Tint(u8),
    /// The edges of a stream's bars.
    Edge(u8),
}

impl Hue {
    /// Those of no stream.
    pub(super) const PLAIN: [Self; 20] = [
        Self::Ground,
        Self::Text,
        Self::Muted,
        Self::Faint,
        Self::Grid,
        Self::CoarseGrid,
        Self::Band,
        Self::Off,
        Self::Arrow,
        Self::Critical,
        Self::Late,
        Self::Warning,
        Self::Good,
        Self::Today,
        Self::Release,
        Self::Cloth,
        Self::LateGround,
        Self::WarningGround,
        Self::GoodGround,
        Self::OverGround,
    ];
}

impl Palette {
    /// The ink of this hue.
    pub(super) fn ink(&self, hue: Hue) -> &'static str {
        match hue {
            Hue::Ground => self.ground,
            Hue::Text => self.text,
            Hue::Muted => self.muted,
            Hue::Faint => self.faint,
            Hue::Grid => self.grid,
            Hue::CoarseGrid => self.coarse_grid,
            Hue::Band => self.band,
            Hue::Off => self.off,
            Hue::Arrow => self.arrow,
            Hue::Critical => self.critical,
            Hue::Late => self.late,
            Hue::Warning => self.warning,
            Hue::Good => self.good,
            Hue::Today => self.today,
            Hue::Release => self.release,
            Hue::Cloth => self.cloth,
            Hue::LateGround => self.late_ground,
            Hue::WarningGround => self.warning_ground,
            Hue::GoodGround => self.good_ground,
            Hue::OverGround => self.over_ground,
            Hue::Done(slot) => self.stream(slot).done,
            Hue::Tint(slot) => self.stream(slot).tint,
            Hue::Edge(slot) => self.stream(slot).edge,
        }
    }

    fn stream(&self, slot: u8) -> &StreamInks {
        let [outside, ..] = &self.streams;
        self.streams.get(usize::from(slot)).unwrap_or(outside)
    }
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
    critical: "#1a212d",
    late: "#a50f2d",
    warning: "#976500",
    good: "#0f8a6d",
    today: "#2563eb",
    release: "#3f4a5c",
    cloth: "#e3e8f0",
    late_ground: "#fdeef0",
    warning_ground: "#fff6e0",
    good_ground: "#ebf9f0",
    over_ground: "#eef1f6",
    streams: [
        inks("#586273", "#dde1e8", "#8b929f"),
        inks("#2f6cb3", "#d2e2f5", "#6895ca"),
        inks("#1b7f73", "#c8e8e2", "#4f9e94"),
        inks("#8350a6", "#e5d7f0", "#a883c2"),
        inks("#4a7a20", "#dbeac6", "#779d53"),
        inks("#94408a", "#f0d9ec", "#bd7db4"),
        inks("#14758f", "#c9e6ef", "#529bb0"),
        inks("#5b5bb5", "#dcdcf3", "#8f8fcf"),
        inks("#735a4c", "#ead9cd", "#a78d7b"),
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
    critical: "#eaeef5",
    late: "#ff5c6c",
    warning: "#fbbf24",
    good: "#4ade80",
    today: "#60a5fa",
    release: "#b8c2d2",
    cloth: "#273142",
    late_ground: "#2d151a",
    warning_ground: "#2b2210",
    good_ground: "#10251a",
    over_ground: "#1c2430",
    streams: [
        inks("#a2adbe", "#2d3745", "#5b6575"),
        inks("#7fb0ee", "#26405f", "#446690"),
        inks("#5cc4b2", "#1d4741", "#316e64"),
        inks("#c39be0", "#42305a", "#73598d"),
        inks("#9cc76a", "#2f4419", "#516d32"),
        inks("#e08fd2", "#4d2a47", "#87507d"),
        inks("#62bcd8", "#174453", "#306c7f"),
        inks("#a5a5f0", "#2f2f5c", "#5d5d96"),
        inks("#cfa184", "#47362a", "#7b5f4c"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Red, green and blue as light adds up.
    fn linear(ink: &str) -> [f64; 3] {
        [1, 3, 5].map(|at| {
            let value = f64::from(u8::from_str_radix(&ink[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn times(matrix: [[f64; 3]; 3], colour: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row.iter().zip(colour).map(|(part, of)| part * of).sum())
    }

    /// Relative luminance (WCAG 2.2): all that is left of an ink in greyscale.
    fn luminance(ink: &str) -> f64 {
        times([[0.2126, 0.7152, 0.0722]; 3], linear(ink))[0]
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// As everybody sees it, as without the second, and as without the first kind of cones (Machado and others, 2009).
    const EYES: [[[f64; 3]; 3]; 3] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ];

    /// How different two inks look (Euclidean in Oklab; Ottosson, 2020).
    fn difference(one: &str, other: &str, eye: [[f64; 3]; 3]) -> f64 {
        let seen = |ink| {
            let light = times(eye, linear(ink)).map(|part| part.clamp(0.0, 1.0));
            let cones = times(
                [
                    [0.412_221, 0.536_333, 0.051_446],
                    [0.211_903, 0.680_700, 0.107_397],
                    [0.088_302, 0.281_719, 0.629_979],
                ],
                light,
            );
            times(
                [
                    [0.210_454, 0.793_618, -0.004_072],
                    [1.977_998, -2.428_592, 0.450_594],
                    [0.025_904, 0.782_772, -0.808_676],
                ],
                cones.map(f64::cbrt),
            )
        };
        let squares = seen(one).into_iter().zip(seen(other)).map(|(a, b)| (a - b).powi(2));
        squares.sum::<f64>().sqrt()
    }

    #[test]
    fn words_reach_aa() {
        for palette in [LIGHT, DARK] {
            let words = [
                palette.text,
                palette.muted,
                palette.faint,
                palette.late,
                palette.warning,
                palette.release,
            ];
            for ink in words {
                assert!(contrast(ink, palette.ground) >= 4.5, "{ink} on the ground");
            }
            for ink in [palette.text, palette.muted, palette.late, palette.warning] {
                assert!(contrast(ink, palette.band) >= 4.5, "{ink} on a band");
                assert!(contrast(ink, palette.off) >= 4.5, "{ink} on a day off");
            }
            let grounds = [
                palette.late_ground,
                palette.warning_ground,
                palette.good_ground,
                palette.over_ground,
            ];
            for ground in grounds {
                assert!(contrast(palette.muted, ground) >= 4.5, "the reason on {ground}");
            }
            assert!(contrast(palette.late, palette.late_ground) >= 4.5);
            assert!(contrast(palette.release, palette.cloth) >= 4.5);
            assert!(contrast(palette.ground, palette.today) >= 4.5);
        }
    }

    /// At risk, off track, on track: whoever looks, and in greyscale.
    #[test]
    fn alarm_and_warning_are_told_apart_by_everybody() {
        for palette in [LIGHT, DARK] {
            let (late, warning) = (palette.late, palette.warning);
            assert!(contrast(late, warning) >= 1.4, "{}", contrast(late, warning));
            for eye in EYES {
                assert!(difference(late, warning, eye) >= 0.08, "{late} and {warning}");
                assert!(difference(late, palette.good, eye) >= 0.08, "{late}, {}", palette.good);
            }
        }
    }

    #[test]
    fn nothing_else_has_the_colour_of_what_is_late() {
        for palette in [LIGHT, DARK] {
            let [sees, ..] = EYES;
            let streams = palette.streams.iter().flat_map(|of| [of.done, of.edge]);
            let plain = [palette.critical, palette.today, palette.release, palette.arrow];
            for ink in streams.chain(plain) {
                let far = difference(ink, palette.late, sees);
                assert!(far >= 0.12, "{ink} is like {}: {far:.3}", palette.late);
            }
            for ink in palette.streams.map(|of| of.done) {
                let far = difference(ink, palette.warning, sees);
                assert!(far >= 0.085, "{ink} is like {}: {far:.3}", palette.warning);
            }
        }
    }

    /// What decides the end stands out by how dark it is (by night, how bright): of all lines it has the most contrast.
    #[test]
    fn the_critical_line_is_the_strongest() {
        for palette in [LIGHT, DARK] {
            let edges = palette.streams.iter().flat_map(|of| [of.edge, of.done]);
            for ink in edges.chain([palette.arrow, palette.late, palette.warning]) {
                assert!(contrast(palette.critical, ink) >= 1.4, "{ink}");
            }
        }
    }

    /// A style sheet turns one palette into the other by its inks.
    #[test]
    fn an_ink_of_one_palette_is_one_ink_of_the_other() {
        let streams = (0..9).flat_map(|slot| [Hue::Done(slot), Hue::Tint(slot), Hue::Edge(slot)]);
        let all: Vec<_> = Hue::PLAIN.into_iter().chain(streams).collect();
        for (at, one) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                let is_same = |palette: Palette| palette.ink(*one) == palette.ink(*other);
                assert_eq!(is_same(LIGHT), is_same(DARK), "{one:?} and {other:?}");
            }
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
