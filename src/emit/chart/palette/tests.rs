use super::*;

const ALL: [(&str, Palette); 4] = [
    ("light", light::INKS),
    ("dark", dark::INKS),
    ("print", print::INKS),
    ("colour-blind", colour_blind::INKS),
];
/// Those that tell by colour, beside shapes and words.
const COLOURED: [(&str, Palette); 3] =
    [("light", light::INKS), ("dark", dark::INKS), ("colour-blind", colour_blind::INKS)];

const WORDS: f64 = 4.5;
const MARKS: f64 = 3.0;

type Matrix = [[f64; 3]; 3];

fn times(matrix: Matrix, colour: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(colour).map(|(part, of)| part * of).sum())
}

/// As everybody sees it; as without the second, the first and the third kind of cones (Machado and others, 2009).
const EYES: [Matrix; 4] = [
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
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

/// How different two inks look (Euclidean in Oklab; Ottosson, 2020).
fn difference(one: Rgb, other: Rgb, eye: Matrix) -> f64 {
    let seen = |ink: Rgb| {
        let light = times(eye, ink.linear()).map(|part| part.clamp(0.0, 1.0));
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

fn bars() -> impl Iterator<Item = [Hue; 3]> {
    (0..=OVER).map(|slot| [Hue::Done(slot), Hue::Tint(slot), Hue::Edge(slot)])
}

fn streams() -> impl Iterator<Item = [Hue; 3]> {
    (0..9).map(Hue::of_stream)
}

/// Each has at least this contrast on each ground.
fn all_reach(least: f64, inks: &[Hue], grounds: &[Hue]) {
    for (name, palette) in ALL {
        for (ink, ground) in inks.iter().flat_map(|ink| grounds.iter().map(move |on| (ink, on))) {
            let contrast = palette.ink(*ink).contrast(palette.ink(*ground));
            assert!(contrast >= least, "{name}: {ink:?} on {ground:?} has {contrast:.2}");
        }
    }
}

#[test]
fn words_reach_aa() {
    use Hue::{
        Band, Cloth, Critical, Faint, GoodGround, Ground, Late, LateGround, Muted, Off, OverGround,
        Release, Text, Today, Warning, WarningGround,
    };
    all_reach(WORDS, &[Text, Muted, Faint, Late, Warning, Release, Critical], &[Ground]);
    all_reach(WORDS, &[Text, Muted, Late, Warning], &[Band, Off]);
    all_reach(WORDS, &[Text, Muted], &[LateGround, WarningGround, GoodGround, OverGround, Cloth]);
    all_reach(WORDS, &[Late], &[LateGround]);
    all_reach(WORDS, &[Release], &[Cloth]);
    all_reach(WORDS, &[Ground], &[Today]);
}

#[test]
fn marks_that_carry_meaning_are_seen() {
    use Hue::{
        Arrow, Band, Critical, Good, GoodGround, Ground, Late, LateGround, Muted, Off, OverGround,
        Release, Today, Warning, WarningGround,
    };
    all_reach(MARKS, &[Arrow, Good, Today], &[Ground]);
    all_reach(MARKS, &[Critical, Late, Warning, Release], &[Ground, Band, Off]);
    let signs =
        [(Late, LateGround), (Warning, WarningGround), (Good, GoodGround), (Muted, OverGround)];
    for (sign, ground) in signs {
        all_reach(MARKS, &[sign], &[ground]);
    }
}

#[test]
fn bars_are_seen_and_words_on_them_read() {
    for [done, tint, edge] in bars() {
        all_reach(WORDS, &[done], &[Hue::Ground]);
        all_reach(WORDS, &[Hue::Text], &[tint]);
        all_reach(MARKS, &[done], &[tint]);
        all_reach(MARKS, &[edge], &[Hue::Ground]);
    }
}

/// At risk, off track, on track: whoever looks, and in greyscale.
#[test]
fn alarm_and_warning_are_told_apart_by_everybody() {
    for (name, palette) in ALL {
        let [late, warning, good] = [Hue::Late, Hue::Warning, Hue::Good].map(|of| palette.ink(of));
        let contrast = late.contrast(warning);
        assert!(contrast >= 1.4, "{name}: {contrast:.2}");
        for eye in EYES {
            assert!(difference(late, warning, eye) >= 0.08, "{name}: {late} and {warning}");
            assert!(difference(late, good, eye) >= 0.08, "{name}: {late} and {good}");
        }
    }
}

#[test]
fn nothing_else_has_the_colour_of_what_is_late() {
    for (name, palette) in COLOURED {
        let [sees, ..] = EYES;
        let late = palette.ink(Hue::Late);
        let inks = streams().flat_map(|[done, _, edge]| [done, edge]);
        let plain = [Hue::Critical, Hue::Today, Hue::Release, Hue::Arrow];
        for hue in inks.chain(plain) {
            let far = difference(palette.ink(hue), late, sees);
            assert!(far >= 0.12, "{name}: {hue:?} is like {late}: {far:.3}");
        }
        for [done, ..] in streams() {
            let far = difference(palette.ink(done), palette.ink(Hue::Warning), sees);
            assert!(far >= 0.085, "{name}: {done:?} is like a warning: {far:.3}");
        }
    }
}

/// Where streams are told by colour, everybody tells them; and nobody takes one for what is late.
#[test]
fn in_the_theme_for_them_eyes_without_some_cones_tell_streams_apart() {
    let inks = colour_blind::INKS;
    let told = |one: Hue, other: Hue| {
        let pair = (inks.ink(one), inks.ink(other));
        EYES.map(|eye| difference(pair.0, pair.1, eye)).into_iter().fold(f64::MAX, f64::min)
    };
    for slot in 1..9 {
        let far = told(Hue::Done(slot), Hue::Late);
        assert!(far >= 0.08, "{slot} is like what is late: {far:.3}");
        for other in slot + 1..9 {
            let far = told(Hue::Done(slot), Hue::Done(other));
            assert!(far >= 0.08, "work done in {slot} and {other}: {far:.3}");
            let far = told(Hue::Tint(slot), Hue::Tint(other));
            assert!(far >= 0.04, "work to come in {slot} and {other}: {far:.3}");
        }
    }
}

/// A printer without colours leaves it as it is.
#[test]
fn on_paper_all_is_grey() {
    let of_streams = streams().flatten();
    for hue in Hue::PLAIN.iter().copied().chain(of_streams) {
        let ink = print::INKS.ink(hue);
        let mut digits = ink.digits();
        let pairs: Vec<_> = std::iter::from_fn(|| Some((digits.next()?, digits.next()?))).collect();
        assert!(pairs.iter().all(|pair| *pair == pairs[0]), "{hue:?} is {ink}");
    }
}

/// What decides the end stands out by how dark it is (by night, how bright): of all lines it has the most contrast.
#[test]
fn the_critical_line_is_the_strongest() {
    for (name, palette) in ALL {
        let inks = streams().flat_map(|[done, _, edge]| [done, edge]);
        for hue in inks.chain([Hue::Arrow, Hue::Late, Hue::Warning]) {
            let contrast = palette.ink(Hue::Critical).contrast(palette.ink(hue));
            assert!(contrast >= 1.4, "{name}: {hue:?} {contrast:.2}");
        }
    }
}

/// A style sheet turns the inks of one theme into those of the other.
#[test]
fn an_ink_by_day_is_one_ink_by_night() {
    assert!(light::INKS.can_turn_into(&dark::INKS) && dark::INKS.can_turn_into(&light::INKS));
}
