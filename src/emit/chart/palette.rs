//! The inks, light and dark: both designed, every pair that carries meaning with enough contrast (the tests count it).
//!
//! What decides the end is the darkest line there is; what is late has a colour that nothing else has.

/// Which inks a chart is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Palette {
    Light,
    Dark,
}

macro_rules! hues {
    ($($(#[$doc:meta])* $hue:ident $light:literal $dark:literal;)+) => {
        /// An ink by what it is for: the same in both palettes.
        #[allow(missing_docs)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Hue {
            $($(#[$doc])* $hue,)+
            /// Work done in a stream, and words of it.
            Done(u8),
            /// Work to come in a stream.
            Tint(u8),
            /// The edges of a stream's bars, the tail of their slack.
            Edge(u8),
        }

        impl Hue {
            /// Of which stream it is the colour.
            pub(super) const fn slot(self) -> Option<u8> {
                match self {
                    Self::Done(slot) | Self::Tint(slot) | Self::Edge(slot) => Some(slot),
                    _ => None,
                }
            }

            /// Those of no stream.
            pub(super) const PLAIN: &[Self] = &[$(Self::$hue),+];

            /// Its inks, light and dark.
            fn inks(self) -> [&'static str; 2] {
                match self {
                    $(Self::$hue => [$light, $dark],)+
                    Self::Done(slot) => of_stream(slot, 0),
                    Self::Tint(slot) => of_stream(slot, 1),
                    Self::Edge(slot) => of_stream(slot, 2),
                }
            }
        }
    };
}

hues! {
    Ground "#ffffff" "#0f141c";
    Text "#1c2330" "#e6eaf2";
    Muted "#525d6f" "#a3aebf";
    Faint "#667186" "#8793a6";
    Grid "#e9ecf2" "#1e2632";
    CoarseGrid "#d3d9e3" "#303b4c";
    Band "#f5f6fa" "#161d28";
    Off "#f4f6f9" "#141b26";
    Arrow "#7d899e" "#6b7a90";
    /// What decides the end.
    Critical "#1a212d" "#eaeef5";
    /// What is late, and nothing else.
    Late "#a50f2d" "#ff5c6c";
    Warning "#976500" "#fbbf24";
    Good "#0f8a6d" "#4ade80";
    Today "#2563eb" "#60a5fa";
    Release "#3f4a5c" "#b8c2d2";
    Cloth "#e3e8f0" "#273142";
    /// Grounds of what is late, of a warning, of what is good, and of what is over.
    LateGround "#fdeef0" "#2d151a";
    WarningGround "#fff6e0" "#2b2210";
    GoodGround "#ebf9f0" "#10251a";
    OverGround "#eef1f6" "#1c2430";
}

/// Work done, work to come and the edges of bars, each light and dark. The first are those of what stands in no stream.
const STREAMS: [[[&str; 2]; 3]; 9] = [
    [["#586273", "#a2adbe"], ["#dde1e8", "#2d3745"], ["#8b929f", "#5b6575"]],
    [["#2f6cb3", "#7fb0ee"], ["#d2e2f5", "#26405f"], ["#6895ca", "#446690"]],
    [["#1b7f73", "#5cc4b2"], ["#c8e8e2", "#1d4741"], ["#4f9e94", "#316e64"]],
    [["#8350a6", "#c39be0"], ["#e5d7f0", "#42305a"], ["#a883c2", "#73598d"]],
    [["#4a7a20", "#9cc76a"], ["#dbeac6", "#2f4419"], ["#779d53", "#516d32"]],
    [["#94408a", "#e08fd2"], ["#f0d9ec", "#4d2a47"], ["#bd7db4", "#87507d"]],
    [["#14758f", "#62bcd8"], ["#c9e6ef", "#174453"], ["#529bb0", "#306c7f"]],
    [["#5b5bb5", "#a5a5f0"], ["#dcdcf3", "#2f2f5c"], ["#8f8fcf", "#5d5d96"]],
    [["#735a4c", "#cfa184"], ["#ead9cd", "#47362a"], ["#a78d7b", "#7b5f4c"]],
];

fn of_stream(slot: u8, part: usize) -> [&'static str; 2] {
    let [outside, ..] = &STREAMS;
    let inks = STREAMS.get(usize::from(slot)).unwrap_or(outside);
    inks.get(part).copied().unwrap_or_default()
}

impl Palette {
    /// The ink of this hue.
    pub(super) fn ink(self, hue: Hue) -> &'static str {
        let [light, dark] = hue.inks();
        match self {
            Self::Light => light,
            Self::Dark => dark,
        }
    }
}

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
        for palette in [Palette::Light, Palette::Dark] {
            let words = [
                palette.ink(Hue::Text),
                palette.ink(Hue::Muted),
                palette.ink(Hue::Faint),
                palette.ink(Hue::Late),
                palette.ink(Hue::Warning),
                palette.ink(Hue::Release),
            ];
            for ink in words {
                assert!(contrast(ink, palette.ink(Hue::Ground)) >= 4.5, "{ink} on the ground");
            }
            for ink in [
                palette.ink(Hue::Text),
                palette.ink(Hue::Muted),
                palette.ink(Hue::Late),
                palette.ink(Hue::Warning),
            ] {
                assert!(contrast(ink, palette.ink(Hue::Band)) >= 4.5, "{ink} on a band");
                assert!(contrast(ink, palette.ink(Hue::Off)) >= 4.5, "{ink} on a day off");
            }
            let grounds = [
                palette.ink(Hue::LateGround),
                palette.ink(Hue::WarningGround),
                palette.ink(Hue::GoodGround),
                palette.ink(Hue::OverGround),
            ];
            for ground in grounds {
                assert!(contrast(palette.ink(Hue::Muted), ground) >= 4.5, "the reason on {ground}");
            }
            assert!(contrast(palette.ink(Hue::Late), palette.ink(Hue::LateGround)) >= 4.5);
            assert!(contrast(palette.ink(Hue::Release), palette.ink(Hue::Cloth)) >= 4.5);
            assert!(contrast(palette.ink(Hue::Ground), palette.ink(Hue::Today)) >= 4.5);
        }
    }

    /// At risk, off track, on track: whoever looks, and in greyscale.
    #[test]
    fn alarm_and_warning_are_told_apart_by_everybody() {
        for palette in [Palette::Light, Palette::Dark] {
            let (late, warning) = (palette.ink(Hue::Late), palette.ink(Hue::Warning));
            assert!(contrast(late, warning) >= 1.4, "{}", contrast(late, warning));
            for eye in EYES {
                assert!(difference(late, warning, eye) >= 0.08, "{late} and {warning}");
                assert!(
                    difference(late, palette.ink(Hue::Good), eye) >= 0.08,
                    "{late}, {}",
                    palette.ink(Hue::Good)
                );
            }
        }
    }

    #[test]
    fn nothing_else_has_the_colour_of_what_is_late() {
        for palette in [Palette::Light, Palette::Dark] {
            let [sees, ..] = EYES;
            let streams = (0..9)
                .flat_map(|slot| [palette.ink(Hue::Done(slot)), palette.ink(Hue::Edge(slot))]);
            let plain = [
                palette.ink(Hue::Critical),
                palette.ink(Hue::Today),
                palette.ink(Hue::Release),
                palette.ink(Hue::Arrow),
            ];
            for ink in streams.chain(plain) {
                let far = difference(ink, palette.ink(Hue::Late), sees);
                assert!(far >= 0.12, "{ink} is like {}: {far:.3}", palette.ink(Hue::Late));
            }
            for ink in (0..9).map(|slot| palette.ink(Hue::Done(slot))) {
                let far = difference(ink, palette.ink(Hue::Warning), sees);
                assert!(far >= 0.085, "{ink} is like {}: {far:.3}", palette.ink(Hue::Warning));
            }
        }
    }

    /// What decides the end stands out by how dark it is (by night, how bright): of all lines it has the most contrast.
    #[test]
    fn the_critical_line_is_the_strongest() {
        for palette in [Palette::Light, Palette::Dark] {
            let edges = (0..9)
                .flat_map(|slot| [palette.ink(Hue::Edge(slot)), palette.ink(Hue::Done(slot))]);
            for ink in edges.chain([
                palette.ink(Hue::Arrow),
                palette.ink(Hue::Late),
                palette.ink(Hue::Warning),
            ]) {
                assert!(contrast(palette.ink(Hue::Critical), ink) >= 1.4, "{ink}");
            }
        }
    }

    /// A style sheet turns one palette into the other by its inks.
    #[test]
    fn an_ink_of_one_palette_is_one_ink_of_the_other() {
        let streams = (0..9).flat_map(|slot| [Hue::Done(slot), Hue::Tint(slot), Hue::Edge(slot)]);
        let all: Vec<_> = Hue::PLAIN.iter().copied().chain(streams).collect();
        for (at, one) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                let is_same = |palette: Palette| palette.ink(*one) == palette.ink(*other);
                assert_eq!(
                    is_same(Palette::Light),
                    is_same(Palette::Dark),
                    "{one:?} and {other:?}"
                );
            }
        }
    }

    #[test]
    fn bars_are_seen_and_words_on_them_read() {
        for palette in [Palette::Light, Palette::Dark] {
            for slot in 0..9 {
                let ink = |hue| palette.ink(hue);
                let [done, tint, edge] =
                    [Hue::Done(slot), Hue::Tint(slot), Hue::Edge(slot)].map(ink);
                assert!(contrast(palette.ink(Hue::Ground), done) >= 4.5, "words on {done}");
                assert!(contrast(palette.ink(Hue::Text), tint) >= 4.5, "words on {tint}");
                assert!(contrast(done, tint) >= 3.0, "{done} beside {tint}");
                assert!(contrast(edge, palette.ink(Hue::Ground)) >= 3.0, "the edge {edge}");
            }
            assert!(contrast(palette.ink(Hue::Arrow), palette.ink(Hue::Ground)) >= 3.0);
        }
    }
}
