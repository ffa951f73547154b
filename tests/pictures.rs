//! The charts as pictures, drawn by a renderer that knows no more of style sheets than most viewers do: what a chart looks like is
//! in its elements, and the style sheet turns the inks of one theme into those of another, no more and no less.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::sync::{Arc, LazyLock};

use milepost::emit::{self, ChartOptions, Theme};
use milepost::{Compilation, Options, Source, compile};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};

/// A font of ours, so that a picture is the same on every machine.
static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(dejavu::sans::regular().to_vec());
    fonts.load_font_data(dejavu::sans::bold().to_vec());
    fonts.set_sans_serif_family("DejaVu Sans");
    Arc::new(fonts)
});

fn drawn(svg: &str) -> Pixmap {
    let options = usvg::Options { fontdb: FONTS.clone(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).unwrap();
    let size = tree.size().to_int_size();
    let mut picture = Pixmap::new(size.width(), size.height()).unwrap();
    resvg::render(&tree, Transform::identity(), &mut picture.as_mut());
    picture
}

/// How many of a million pixels differ by more than the eye could see.
fn difference(one: &Pixmap, other: &Pixmap) -> usize {
    const UNSEEN: u8 = 4;
    assert_eq!((one.width(), one.height()), (other.width(), other.height()));
    if one.data() == other.data() {
        return 0;
    }
    let pixels = one.data().chunks(4).zip(other.data().chunks(4));
    let differs = |(one, other): &(&[u8], &[u8])| {
        one.iter().zip(*other).any(|(one, other)| one.abs_diff(*other) > UNSEEN)
    };
    let (different, all) = (pixels.clone().filter(differs).count(), pixels.count());
    different * 1_000_000 / all
}

/// Lines at the edge of two grounds may blend otherwise.
const TOLERANCE: usize = 20;

/// A chart before its style sheet, the style sheet, and the rest.
fn parts(svg: &str) -> (&str, &str, &str) {
    let (before, rest) = svg.split_once("<style>").unwrap();
    let (sheet, behind) = rest.split_once("</style>").unwrap();
    (before, sheet, behind)
}

fn with_sheet(svg: &str, sheet: &str) -> String {
    let (before, _, behind) = parts(svg);
    format!("{before}<style>{sheet}</style>{behind}")
}

fn without_sheet(svg: &str) -> String {
    let (before, _, behind) = parts(svg);
    format!("{before}{behind}")
}

/// The rules that hold where something is asked for.
fn rules_for(svg: &str, query: &str) -> String {
    let (_, sheet, _) = parts(svg);
    let opening = format!("@media {query}{{");
    let (_, rules) =
        sheet.split_once(&opening).unwrap_or_else(|| panic!("no `{query}` in {sheet}"));
    let mut depth = 1;
    let end = rules.find(|of| {
        depth += i32::from(of == '{') - i32::from(of == '}');
        depth == 0
    });
    rules[..end.unwrap()].to_owned()
}

/// The gallery as it is.
fn gallery() -> Vec<(String, String)> {
    let folder = support::root().join("examples/gallery");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let charts = paths.filter(|path| path.extension().is_some_and(|of| of == "svg"));
    let mut charts: Vec<_> = charts
        .map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap()))
        .collect();
    charts.sort();
    assert!(charts.len() > 9, "{} charts", charts.len());
    charts
}

/// Roadmaps that have a little of everything: late, at risk, open, from right to left.
fn fixtures() -> Vec<Compilation> {
    let right_to_left = "roadmap \"תוכנית\" from 2026-06-01\n\
        task a \"בדיקות קבלה (v2.0)\" 2d\ntask b \"مراجعة التصميم\" 3d after a\n";
    let texts = [
        include_str!("outputs/rich.roadmap"),
        include_str!("outputs/late.roadmap"),
        include_str!("outputs/risky.roadmap"),
        include_str!("outputs/hostile.roadmap"),
        right_to_left,
    ];
    texts.map(|text| compile(Source::new("plan.roadmap", text), &Options::new())).into()
}

fn in_theme(compilation: &Compilation, theme: Theme) -> String {
    emit::svg(&compilation.plan().unwrap(), &ChartOptions::default().theme(theme))
}

#[test]
fn a_viewer_that_drops_style_sheets_shows_the_same() {
    let drawn_of = |svg: &str| (drawn(svg), drawn(&without_sheet(svg)));
    for (name, svg) in gallery() {
        let (with, without) = drawn_of(&svg);
        let many = difference(&with, &without);
        assert!(many <= TOLERANCE, "{name}: {many} of a million pixels");
    }
    for compilation in fixtures() {
        for theme in [Theme::Auto, Theme::Light, Theme::Dark] {
            let (with, without) = drawn_of(&in_theme(&compilation, theme));
            let many = difference(&with, &without);
            assert!(many <= TOLERANCE, "{theme:?}: {many} of a million pixels");
        }
    }
}

#[test]
fn the_style_sheet_makes_of_a_chart_what_the_theme_makes_of_it() {
    for compilation in fixtures() {
        let [auto, light, dark] =
            [Theme::Auto, Theme::Light, Theme::Dark].map(|theme| in_theme(&compilation, theme));
        let by_night = rules_for(&auto, "screen and (prefers-color-scheme:dark)");
        let on_paper = rules_for(&dark, "print");
        let (day, night) = (drawn(&light), drawn(&dark));
        assert!(difference(&day, &night) > 900_000, "the themes are two");
        let turned = [(&auto, by_night, &night), (&dark, on_paper, &day)];
        for (svg, rules, expected) in turned {
            let many = difference(&drawn(&with_sheet(svg, &rules)), expected);
            assert!(many <= TOLERANCE, "{many} of a million pixels\n{rules}");
        }
    }
}

/// What the tests above look for they would see: an ink, a size or a weight that the style sheet alone knows.
#[test]
fn what_only_a_style_sheet_knows_is_missed() {
    let compilation = &fixtures()[1];
    let svg = in_theme(compilation, Theme::Auto);
    let late = r##" fill="#a50f2d""##;
    for (attribute, rule) in [
        (late, ".x{fill:#a50f2d}"),
        (r#" font-size="11""#, ".x{font-size:11px}"),
        (r#" stroke-dasharray="2 2.5""#, ".x{stroke-dasharray:2 2.5}"),
    ] {
        assert!(svg.contains(attribute), "{attribute}");
        let (before, sheet, behind) = parts(&svg);
        let behind = behind.replace(attribute, " class=\"x\"");
        let moved = format!("{before}<style>{rule}{sheet}</style>{behind}");
        assert!(difference(&drawn(&moved), &drawn(&svg)) <= TOLERANCE);
        assert!(difference(&drawn(&moved), &drawn(&without_sheet(&moved))) > TOLERANCE);
    }
}

/// A chart uses what every viewer knows: those that were looked at are named in `docs/src/outputs.md`.
#[test]
fn nothing_is_used_that_some_viewer_passes_over() {
    const ELEMENTS: &str = "svg title desc style g a rect path circle text";
    const ATTRIBUTES: &str = "class viewBox width height role aria-labelledby aria-hidden id \
        font-family font-size font-weight text-anchor fill stroke stroke-width \
        stroke-linejoin stroke-linecap stroke-dasharray pointer-events x y rx cx cy r d href target rel";
    let known = |words: &'static str| words.split_whitespace().collect::<BTreeSet<_>>();
    let (elements, attributes) = (known(ELEMENTS), known(ATTRIBUTES));
    let fixtures = fixtures().iter().map(|of| in_theme(of, Theme::Auto)).collect::<Vec<_>>();
    for svg in gallery().into_iter().map(|(_, svg)| svg).chain(fixtures) {
        let document = roxmltree::Document::parse(&svg).unwrap();
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let name = node.tag_name().name();
            assert!(elements.contains(name), "<{name}>");
            for attribute in node.attributes() {
                let (key, value) = (attribute.name(), attribute.value());
                assert!(attributes.contains(key), "{key} in <{name}>");
                let is_plain = !["var(", "currentColor", "inherit", "calc("]
                    .iter()
                    .any(|word| key != "href" && value.contains(word));
                assert!(is_plain, "{key}=\"{value}\"");
                assert!(key != "class" || name == "svg", "a class in <{name}>");
            }
            // Some keep the space round a text, and move it by that.
            let text = node.text().filter(|_| name == "text").unwrap_or_default();
            assert_eq!(text, text.trim(), "a text begins and ends with what is seen");
        }
    }
}
