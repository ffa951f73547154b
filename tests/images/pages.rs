//! Charts as pages: what a PDF holds, by its bytes and by the programs of Poppler, where they are installed.

use std::io::Write as _;
use std::process::Command;

use milepost::emit::{self, ChartOptions, Fonts};
use milepost::model::{ChartKind, Page, View};
use milepost::plan::{Plan, PlanView};
use milepost::{Options, Source, compile};

use crate::support;

fn pdf_of(plan: Plan<'_>, page: Option<Page>) -> Vec<u8> {
    let (status, view) = (plan.status(), View::of(ChartKind::Gantt));
    let view = PlanView::of(plan, &status, &view);
    let sheet = emit::view_sheet(&view, &ChartOptions::default());
    emit::pdf(&sheet, page, Fonts::Embedded).unwrap()
}

fn of_text(text: &str, page: Option<Page>) -> Vec<u8> {
    let compilation = compile(Source::new("plan.roadmap", text), &Options::new());
    pdf_of(compilation.plan().unwrap(), page)
}

/// What a program of Poppler says of a PDF; `None` where it is not installed.
fn asked(program: &str, pdf: &[u8], options: &[&str], out: &[&str]) -> Option<Vec<u8>> {
    let required = std::env::var("PROGRAMS_REQUIRED").unwrap_or_default();
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let ran = Command::new(program).args(options).arg(file.path()).args(out).output();
    let Ok(output) = ran else {
        let is_required = required.split_whitespace().any(|name| name == program);
        assert!(!is_required, "{program} is required");
        let _ = writeln!(std::io::stderr(), "skipped: {program} is not installed");
        return None;
    };
    Some(output.stdout)
}

fn text(pdf: &[u8], options: &[&str]) -> Option<String> {
    Some(String::from_utf8(asked("pdftotext", pdf, options, &["-"])?).unwrap())
}

fn count(pdf: &[u8]) -> usize {
    let page = b"/Type/Page";
    let ends = |at: usize| pdf.get(at + page.len()).is_some_and(|byte| *byte != b's');
    let all = pdf.windows(page.len()).enumerate();
    all.filter(|(at, bytes)| **bytes == page[..] && ends(*at)).count()
}

#[test]
fn without_a_page_it_is_one_as_large_as_the_chart() {
    for name in ["hello.roadmap", "atlas.roadmap"] {
        let compilation = support::compiled_example(name);
        let pdf = pdf_of(compilation.plan().unwrap(), None);
        assert!(pdf.starts_with(b"%PDF-1."), "{name}");
        assert_eq!(count(&pdf), 1, "{name}");
    }
}

#[test]
fn it_is_the_same_every_time() {
    let compilation = support::compiled_example("software.roadmap");
    let plan = compilation.plan().unwrap();
    let pdf = pdf_of(plan, Some(Page::A4));
    assert!(pdf == pdf_of(plan, Some(Page::A4)));
    let has = |word: &[u8]| pdf.windows(word.len()).any(|bytes| bytes == word);
    assert!(!has(b"CreationDate") && !has(b"ModDate"), "it has a date");
    assert!(has(b"/Lang"), "it has no language");
}

#[test]
fn each_row_is_on_one_page_and_the_axis_on_all() {
    let tasks = (0..150).map(|at| format!("task t{at} \"Row number {at:03}\" 2d\n"));
    let text_of = tasks.collect::<String>();
    let source = format!("roadmap \"Long\" from 2026-03-02\n{text_of}");
    for (page, most) in [(Page::A4, 12), (Page::A3, 12), (Page::Letter, 12), (Page::Slide, 14)] {
        let pdf = of_text(&source, Some(page));
        let pages = count(&pdf);
        assert!((4..=most).contains(&pages), "{page:?}: {pages}");
        let Some(said) = text(&pdf, &[]) else { return };
        for at in 0..150 {
            let row = format!("Row number {at:03}");
            assert_eq!(said.matches(&row).count(), 1, "{page:?}: {row}");
        }
        let sheets: Vec<_> = said.split('\u{C}').filter(|page| !page.trim().is_empty()).collect();
        assert_eq!(sheets.len(), pages);
        for (at, sheet) in sheets.iter().enumerate() {
            assert!(sheet.contains("Mon 2"), "{page:?}: no axis on page {at}: {sheet}");
            let number = format!("{} / {pages}", at + 1).replace(' ', "");
            assert!(
                sheet.replace(' ', "").contains(&number),
                "{page:?}: no number {number}: {sheet}"
            );
        }
    }
}

/// Work of many sorts: streams, arrows, milestones, deadlines.
fn much(items: usize) -> String {
    let mut text = String::from("roadmap \"Much\" from 2026-03-02\nperson ana \"Ana\"\n");
    for first in (0..items).step_by(10) {
        text += &format!("stream s{first} \"Stream {first}\" {{\n");
        for at in first..first + 9 {
            let after = if at > first { format!(" after t{}", at - 1) } else { String::new() };
            text += &format!("  task t{at} \"Work {at}\" 2d @ana{after}\n");
        }
        text += &format!("  milestone m{first} after t{first}, t{} by 2026-05-01\n}}\n", first + 8);
    }
    text
}

#[test]
fn a_page_holds_what_it_shows() {
    let [few, many] = [300, 600].map(|items| of_text(&much(items), Some(Page::A4)).len());
    assert!(many * 10 < few * 22, "{few} bytes, of twice as much {many}");
}

#[test]
fn words_can_be_found_once() {
    let source = "roadmap \"Found\" from 2026-03-02\ntask a \"Ärger mit Δ & <x>\" 5d #chip\n\
                  milestone m \"Stone\" after a by 2026-03-20\n";
    let Some(said) = text(&of_text(source, None), &["-layout"]) else { return };
    for word in ["Found", "Ärger mit Δ & <x>", "#chip", "critical path", "6 Mar · due 20 Mar"] {
        assert_eq!(said.matches(word).count(), 1, "{word}: {said}");
    }
}

#[test]
fn links_lead_where_they_led() {
    let source = "roadmap \"Led\" from 2026-03-02 {\n  link https://example.com/plan\n}\n\
                  task a \"A\" 5d {\n  link https://example.com/a?x=1&y=2\n}\n";
    let pdf = of_text(source, Some(Page::A4));
    let said = String::from_utf8_lossy(&pdf);
    for address in ["https://example.com/plan", "https://example.com/a?x=1&y=2"] {
        assert_eq!(said.matches(address).count(), 1, "{address}");
    }
    assert_eq!(said.matches("/Subtype/Link").count(), 2);
}

#[test]
fn a_page_shows_what_the_png_shows() {
    let compilation = support::compiled_example("hello.roadmap");
    let plan = compilation.plan().unwrap();
    // A pixel of the chart is three quarters of a point.
    let Some(drawn) = asked("pdftoppm", &pdf_of(plan, None), &["-r", "96", "-png"], &[]) else {
        return;
    };
    let drawn = resvg::tiny_skia::Pixmap::decode_png(&drawn).unwrap();
    let expected = crate::png(&emit::svg(&plan, &ChartOptions::default()), 1.0);
    assert_eq!(drawn.width(), expected.width());
    assert!(drawn.height().abs_diff(expected.height()) <= 1);
    // Two programs smooth letters each its own way: what is compared is how dark each square of eight pixels is.
    let dark = |picture: &resvg::tiny_skia::Pixmap, left: u32, top: u32| {
        let pixels = (0..64).filter_map(|at| picture.pixel(left + at % 8, top + at / 8));
        pixels
            .map(|of| 255 * 3 - u32::from(of.red()) - u32::from(of.green()) - u32::from(of.blue()))
            .sum::<u32>()
    };
    let (mut apart, mut squares) = (0, 0);
    for top in (0..expected.height() - 8).step_by(8) {
        for left in (0..expected.width() - 8).step_by(8) {
            squares += 1;
            let (one, other) = (dark(&drawn, left, top), dark(&expected, left, top));
            apart += u32::from(one.abs_diff(other) > 64 * 3 * 255 / 5);
        }
    }
    assert!(apart * 200 < squares, "{apart} of {squares} squares differ");
}

#[test]
fn a_file_that_the_programs_read_has_its_title() {
    let pdf = of_text("roadmap \"Größe\" from 2026-03-02\ntask a 5d\n", Some(Page::A4));
    let Some(said) = asked_info(&pdf) else { return };
    assert!(said.contains("Größe") && said.contains("841.89 x 595.276"), "{said}");
}

fn asked_info(pdf: &[u8]) -> Option<String> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let output = Command::new("pdfinfo").arg(file.path()).output().ok()?;
    Some(String::from_utf8(output.stdout).unwrap())
}
