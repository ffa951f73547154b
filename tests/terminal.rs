//! Pictures in a terminal, as lines: whatever the roadmap and the width, none is wider than that, and nothing in it acts on a terminal.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_push_string
)]

#[allow(dead_code)]
#[path = "support/plans.rs"]
mod plans;
mod support;

use milepost::emit::terminal::{Line, Tint, picture};
use milepost::model::{ChartKind, Columns, Dimension, View};
use milepost::plan::PlanView;
use milepost::{Compilation, Options, Source, compile};
use unicode_width::UnicodeWidthStr as _;

const KINDS: [ChartKind; 3] = [ChartKind::Gantt, ChartKind::Board, ChartKind::Load];

fn compiled(text: &str) -> Compilation {
    compile(Source::new("plan.roadmap", text), &Options::new())
}

fn drawn(compilation: &Compilation, view: &View, width: usize) -> Vec<Line> {
    let plan = compilation.plan().unwrap_or_else(|problems| panic!("{problems}"));
    let status = plan.status();
    picture(&PlanView::of(plan, &status, view), width, None)
}

fn text(lines: &[Line]) -> String {
    lines.iter().fold(String::new(), |text, line| text + &line.plain() + "\n")
}

/// What every picture keeps.
fn assert_kept(compilation: &Compilation, view: &View, width: usize) {
    let lines = drawn(compilation, view, width);
    assert!(!lines.is_empty());
    for line in &lines {
        let plain = line.plain();
        assert!(plain.width() <= width, "{} of {width} columns: {plain:?}", plain.width());
        assert!(line.width() <= width, "{} of {width} columns: {plain:?}", line.width());
        assert!(!plain.chars().any(char::is_control), "{plain:?}");
        assert!(!plain.contains(['\u{202A}', '\u{202B}', '\u{202D}', '\u{202E}']), "{plain:?}");
        assert_eq!(plain.trim_end_matches(' '), plain, "a line ends in spaces");
        let count = |sign: char| plain.chars().filter(|one| *one == sign).count();
        assert_eq!(count('\u{2068}'), count('\u{2069}'), "an isolate is not closed: {plain:?}");
    }
}

fn all_kept(text: &str, widths: impl Iterator<Item = usize>) {
    let compilation = compiled(text);
    if compilation.plan().is_err() {
        return;
    }
    for width in widths {
        for kind in KINDS {
            assert_kept(&compilation, &View::of(kind), width);
        }
    }
}

#[test]
fn no_line_of_an_example_is_too_wide() {
    for name in support::EXAMPLES {
        let compilation = support::compiled_example(name);
        for width in [1, 7, 20, 33, 40, 61, 80, 107, 108, 120, 200, 300] {
            for kind in KINDS {
                assert_kept(&compilation, &View::of(kind), width);
            }
        }
    }
}

#[test]
fn no_line_of_a_generated_roadmap_is_too_wide() {
    for seed in support::seeds(60) {
        let items = usize::try_from(seed).unwrap() % 40;
        let widths = || (0..4).map(|nth| 20 + usize::try_from(seed * 37 + nth * 71).unwrap() % 280);
        all_kept(&plans::generated(items, seed), widths());
        all_kept(&plans::levelled(items, seed), widths());
    }
}

/// Titles in five scripts, with marks, emoji, and what would act on a terminal.
const TITLES: [&str; 12] = [
    "\\u{1B}[31mred\\u{7}\\u{D}\\n\\u{9B}2J",
    "\\u{202E}gnp.exe \\u{2066}\\u{2069}",
    "計画と実行をすべての国で行うための長い題名",
    "בדיקות קבלה (v2.0) בכל המדינות",
    "مراجعة الأمان لجميع الخدمات",
    "Ελληνικός τίτλος με πολλές λέξεις",
    "Z\\u{301}\\u{301}\\u{301}\\u{301}a\\u{308}l\\u{336}g\\u{336}o\\u{336}",
    "👩\\u{200D}💻👨\\u{200D}👩\\u{200D}👧 🇩🇪🇫🇷 👍🏽",
    "\\u{301}\\u{200D}\\u{FE0F}",
    "",
    "\\u{200B}\\u{FEFF} \\u{2060}",
    "AVeryLongWordThatHasNoPlaceToBreakItAnywhereAtAllInItsWholeLengthOfCharacters",
];

fn hostile() -> String {
    let mut text = String::from(
        "roadmap \"\\u{1B}]0;owned\\u{7} בדיקות\" from 2026-03-02 today 2026-03-16\nperson x \"\\u{1B}[2J計画\"\n",
    );
    for (at, title) in TITLES.iter().enumerate() {
        text += &format!("release r{at} \"{title}\" on 2026-0{}-15\n", 3 + at % 5);
        text += &format!("stream s{at} \"{title}\" {{\n  task t \"{title}\" 5d @x:10%\n");
        text += &format!("  milestone m \"{title}\" after t by 2026-03-03\n");
        text += "  feature f \"f\" {\n    task u 3d blocked \"\\u{1B}[1A\"\n  }\n}\n";
        text += &format!("idea i{at} \"{title}\"\nmarker 2026-04-{:02} \"{title}\"\n", at + 1);
    }
    text
}

#[test]
fn titles_that_mean_harm_stay_in_their_place_at_every_width() {
    let hostile = hostile();
    assert!(compiled(&hostile).plan().is_ok());
    all_kept(&hostile, 20..=300);
    all_kept(&plans::hostile(), (20..=300).step_by(7));
}

#[test]
fn all_columns_of_a_board_have_their_cards() {
    let text = "roadmap \"Plan\" from 2026-01-05\ncadence sprint \"Sprint\" every 2w from 2026-01-05\n\
        task a \"Early\" 5d\ntask b \"Late\" 90d after a\ntask c \"Placed\" horizon later\nidea d \"Thought of\"\n";
    let compilation = compiled(text);
    let board = |columns| View { columns, ..View::of(ChartKind::Board) };
    for columns in Columns::WORDS.into_iter().map(Some).chain([None, Some(Columns::Cadence(0))]) {
        let view = board(columns);
        let drawn = text_of(&compilation, &view, 120);
        for title in ["Early", "Late", "Placed", "Thought of"] {
            assert!(drawn.contains(title), "{columns:?} has no `{title}`:\n{drawn}");
        }
        for width in 20..200 {
            assert_kept(&compilation, &view, width);
        }
    }
    let drawn = text_of(&compilation, &board(Some(Columns::Cadence(0))), 120);
    assert!(drawn.contains("Sprint 1 · 5 Jan"), "{drawn}");
}

fn text_of(compilation: &Compilation, view: &View, width: usize) -> String {
    text(&drawn(compilation, view, width))
}

#[test]
fn what_is_critical_or_late_is_told_by_a_sign_too() {
    let compilation = compiled(
        "roadmap \"Plan\" from 2026-03-02\ntask a \"Design\" 5d\ntask b \"Build\" 5d after a by 2026-03-10\ntask c \"Words\" 2d\n",
    );
    let lines = drawn(&compilation, &View::of(ChartKind::Gantt), 80);
    for line in &lines {
        let has = |tint| line.pieces.iter().any(|piece| piece.tint == tint);
        let plain = line.plain();
        assert!(!has(Tint::Critical) || plain.contains('•'), "{plain}");
        let is_told = plain.contains(['‼', '⚑']) || plain.starts_with("Off track");
        assert!(!has(Tint::Late) || is_told || plain.starts_with("  "), "{plain}");
    }
    assert!(text(&lines).contains("‼ 13 Mar · 3 d late"), "{}", text(&lines));
}

#[test]
fn the_public_is_told_quarters_and_nobody_s_name() {
    let compilation = compiled(
        "roadmap \"Plan\" from 2026-03-02 today 2026-03-16\nperson ana \"Ana Silva\"\n\
         task a \"Design\" 5d @ana by 2026-03-03\ntask b \"Build\" 40d @ana after a blocked \"legal\"\n\
         risk r \"Secret\" probability 20%\n",
    );
    for kind in KINDS {
        let mut view = View::of(kind);
        view.audience = milepost::model::Audience::Public;
        let drawn = text_of(&compilation, &view, 120);
        for secret in ["Ana", "late", "track", "risk", "legal", "Secret", "13 Mar", "‼", "hold"] {
            assert!(!drawn.contains(secret), "{kind:?} tells `{secret}`:\n{drawn}");
        }
        assert_kept(&compilation, &view, 60);
    }
    let mut view = View::of(ChartKind::Gantt);
    view.audience = milepost::model::Audience::Public;
    assert!(text_of(&compilation, &view, 120).contains("Q1 to Q2 2026"));
}

/// What a view says of colours holds in a terminal too, on bars and cards, and is told below.
#[test]
fn the_colours_that_a_view_asks_for_are_told() {
    let text = "roadmap \"Plan\" from 2026-03-02 today 2026-03-04\nstream s \"Shop\" {\n  task a \"Design\" 5d started 2026-03-02\n  task b \"Build\" 5d after a by 2026-03-10\n}\nstream o \"Other\" {\n  task c \"Words\" 2d\n}\n";
    let compilation = compiled(text);
    let coloured = |chart, colour| View { colour: Some(colour), ..View::of(chart) };
    let tint = |view: &View, title: &str, signs: [char; 2]| {
        // Columns of a board stand below one another.
        let lines = drawn(&compilation, view, if view.chart == ChartKind::Board { 30 } else { 80 });
        let mut of_it = lines.iter().filter(|line| line.plain().contains(title));
        let drawn = of_it.find_map(|line| line.pieces.iter().find(|one| one.text.contains(signs)));
        drawn.expect("a bar or an edge").tint
    };
    for (dimension, tints) in [
        (Dimension::Health, [Tint::Late, Tint::Good]),
        (Dimension::Stream, [Tint::Stream(1), Tint::Stream(2)]),
    ] {
        let gantt = coloured(ChartKind::Gantt, dimension);
        let seen = ["Build", "Words"].map(|title| tint(&gantt, title, ['━', '╸']));
        assert_eq!(seen, tints, "{dimension:?}");
        let board = coloured(ChartKind::Board, dimension);
        let seen = ["Build", "Words"].map(|title| tint(&board, title, ['▎', '▏']));
        assert_eq!(seen, tints, "{dimension:?}");
    }
    let told = text_of(&compilation, &coloured(ChartKind::Load, Dimension::Stream), 80);
    assert!(told.contains("■ Shop   ■ Other"), "{told}");
    let plain = text_of(&compilation, &View::of(ChartKind::Gantt), 80);
    assert!(!plain.contains('■'), "{plain}");
}
