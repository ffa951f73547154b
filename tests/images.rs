//! Charts that are no text any more: what a PNG shows is what the SVG shows, in the font that both are measured for.

#![cfg(feature = "png")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::format_push_string
)]

#[cfg(feature = "pdf")]
#[path = "images/pages.rs"]
mod pages;
mod support;

use std::fs;
use std::sync::{Arc, LazyLock};

use milepost::emit::chart::Px;
use milepost::emit::chart::font::{self, Weight};
use milepost::emit::{self, ChartOptions, Fonts, PictureError, Theme};
use milepost::{Options, Source, compile};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Node, fontdb};

/// The font that PNG and PDF carry.
static OWN: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for style in ["Regular", "SemiBold"] {
        let path = support::root().join(format!("assets/fonts/Inter-{style}.ttf"));
        fonts.load_font_data(fs::read(path).unwrap());
    }
    Arc::new(fonts)
});

fn tree(svg: &str) -> usvg::Tree {
    let options = usvg::Options { fontdb: OWN.clone(), ..usvg::Options::default() };
    usvg::Tree::from_str(svg, &options).unwrap()
}

fn of_text(text: &str, theme: Theme) -> String {
    let compilation = compile(Source::new("plan.roadmap", text), &Options::new());
    emit::svg(&compilation.plan().unwrap(), &ChartOptions::default().theme(theme))
}

fn of_example(name: &str, theme: Theme) -> String {
    let compilation = support::compiled_example(name);
    emit::svg(&compilation.plan().unwrap(), &ChartOptions::default().theme(theme))
}

fn titled(title: &str) -> String {
    of_text(&format!("roadmap \"{title}\" from 2026-03-02\ntask a \"{title}\" 5d\n"), Theme::Light)
}

fn png(svg: &str, scale: f32) -> Pixmap {
    Pixmap::decode_png(&emit::png(svg, scale, Fonts::Embedded).unwrap()).unwrap()
}

#[test]
fn a_png_is_what_the_svg_shows_without_its_style_sheet() {
    for (name, theme) in [
        ("software.roadmap", Theme::Auto),
        ("hardware.roadmap", Theme::Dark),
        ("two-apps.roadmap", Theme::Print),
        ("hello.roadmap", Theme::ColourBlind),
    ] {
        let svg = of_example(name, theme);
        let (before, rest) = svg.split_once("<style>").unwrap();
        let (_, behind) = rest.split_once("</style>").unwrap();
        let tree = tree(&format!("{before}{behind}"));
        let size = tree.size().to_int_size();
        let mut expected = Pixmap::new(size.width(), size.height()).unwrap();
        resvg::render(&tree, Transform::identity(), &mut expected.as_mut());
        let found = png(&svg, 1.0);
        assert_eq!((found.width(), found.height()), (size.width(), size.height()), "{name}");
        let pixels = found.data().chunks(4).zip(expected.data().chunks(4));
        let different = pixels.filter(|(one, other)| one != other).count();
        assert_eq!(different, 0, "{name}, of {} pixels", found.data().len() / 4);
        assert!(found.pixels().iter().all(|pixel| pixel.alpha() == 255), "{name} has a ground");
    }
}

#[test]
fn a_png_is_as_large_as_it_was_asked_for_and_the_same_every_time() {
    let svg = of_example("hello.roadmap", Theme::Auto);
    let (one, two, half) = (png(&svg, 1.0), png(&svg, 2.0), png(&svg, 0.5));
    assert_eq!(one.width(), ChartOptions::README_WIDTH);
    assert_eq!((two.width(), two.height()), (2 * one.width(), 2 * one.height()));
    assert_eq!(half.width(), ChartOptions::README_WIDTH / 2);
    let bytes = || emit::png(&svg, 1.5, Fonts::Embedded).unwrap();
    assert_eq!(bytes(), bytes());
}

#[test]
fn what_would_be_too_large_is_told() {
    let svg = of_example("hello.roadmap", Theme::Auto);
    let error = emit::png(&svg, 100.0, Fonts::Embedded).unwrap_err();
    assert!(matches!(error, PictureError::TooLarge { width: 83_800, .. }), "{error:?}");
    assert!(error.to_string().starts_with("a picture of 83800 × "), "{error}");
    let error = emit::png("<p>", 1.0, Fonts::Embedded).unwrap_err();
    assert!(matches!(error, PictureError::NoChart(_)), "{error:?}");
}

/// Titles in scripts that the font lacks.
const OTHERS: [&str; 5] = ["計画と実行", "مراجعة التصميم", "בדיקות קבלה", "योजना", "🚀 Launch"];

#[test]
fn without_any_font_for_it_a_script_is_drawn_all_the_same() {
    for title in OTHERS {
        assert_eq!(png(&titled(title), 1.0).width(), ChartOptions::README_WIDTH, "{title}");
    }
}

#[test]
fn a_script_is_drawn_in_a_font_of_the_system_that_has_it() {
    let mut system = fontdb::Database::new();
    system.load_system_fonts();
    let has = |letter: char| {
        system.faces().any(|face| {
            let glyph = system.with_face_data(face.id, |data, index| {
                ttf_parser::Face::parse(data, index).ok()?.glyph_index(letter)
            });
            glyph.flatten().is_some()
        })
    };
    for title in OTHERS {
        if !has(title.chars().next().unwrap()) {
            continue;
        }
        let svg = titled(title);
        let drawn = |fonts| emit::png(&svg, 1.0, fonts).unwrap();
        assert_ne!(drawn(Fonts::Installed), drawn(Fonts::Embedded), "{title}");
        assert_eq!(drawn(Fonts::Installed), drawn(Fonts::Installed), "{title}");
    }
    let latin = titled("Größe, Ålesund, План, Σχέδιο → ≥ 5 %");
    let drawn = |fonts| emit::png(&latin, 1.0, fonts).unwrap();
    assert_eq!(drawn(Fonts::Installed), drawn(Fonts::Embedded), "it has Latin, Cyrillic, Greek");
}

/// Texts of a tree with their size, their weight and how wide they are.
fn texts(group: &usvg::Group, found: &mut Vec<(String, f32, u16, f32)>) {
    for node in group.children() {
        match node {
            Node::Group(group) => texts(group, found),
            Node::Text(text) => {
                let chunk = &text.chunks()[0];
                let span = &chunk.spans()[0];
                let width = text.bounding_box().width();
                let style = (span.font_size().get(), span.font().weight());
                found.push((chunk.text().to_owned(), style.0, style.1, width));
            }
            _ => {}
        }
    }
}

#[test]
fn no_text_is_wider_than_it_was_taken_for() {
    let mut found = Vec::new();
    for name in support::EXAMPLES {
        texts(tree(&of_example(name, Theme::Light)).root(), &mut found);
    }
    let letters = ('!'..='~').chain('¡'..'\u{250}').chain("–—‘’“”„…€→←↑↓≤≥−×·".chars());
    let words: Vec<_> = letters.map(|letter| format!("no{letter}wn")).collect();
    texts(tree(&titled_with(&words)).root(), &mut found);
    assert!(found.len() > 1_000, "{}", found.len());
    for (text, size, weight, width) in found {
        let weight = if weight > 400 { Weight::Bold } else { Weight::Regular };
        #[allow(clippy::cast_possible_truncation, reason = "sizes have one decimal")]
        let taken = font::width(&text, Px((size * 10.0).round() as i64), weight);
        #[allow(clippy::cast_precision_loss, reason = "a picture is some thousand pixels wide")]
        let taken = taken.0 as f32 / 10.0;
        assert!(width <= taken + 0.05, "`{text}` is {width} wide, {taken} were taken for it");
    }
}

fn titled_with(titles: &[String]) -> String {
    let mut text = String::from("roadmap \"Words\" from 2026-03-02\n");
    for (at, title) in titles.iter().enumerate() {
        let title = title.replace('\\', "\\\\").replace('"', "\\\"");
        text += &format!("feature f{at} \"{title}\" {{\n  task t{at} \"{title}\" 1d\n}}\n");
    }
    of_text(&text, Theme::Light)
}
