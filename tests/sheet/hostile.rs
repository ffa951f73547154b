//! Texts that would do harm where they are taken for something else, and those that are too long.

use milepost::diagnostic::Fate;
use milepost::emit::Flavour;

use crate::reading::{Book, List, compiled, fate, text};

/// How each is written in a roadmap, and how it is read in a cell.
const TEXTS: [(&str, &str); 12] = [
    ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ("+1+1", "+1+1"),
    ("-2+3", "-2+3"),
    ("@SUM(1,1)", "@SUM(1,1)"),
    ("=HYPERLINK(\\\"http://x\\\")", "=HYPERLINK(\"http://x\")"),
    ("_x0041_ stays", "_x0041_ stays"),
    ("bell \\u{7} and nul \\u{0}", "bell ␇ and nul ␀"),
    ("two\\nlines\\u{d}", "two lines "),
    ("<b>&amp;</b> ]]>", "<b>&amp;</b> ]]>"),
    ("\\u{202e}reversed", "\u{fffd}reversed"),
    ("'quoted'", "'quoted'"),
    ("0012", "0012"),
];

fn roadmap() -> String {
    let task = |(at, (text, _)): (usize, &(&str, &str))| {
        format!("task t{at} \"{text}\" 1d  blocked \"{text}\"  note \"{text}\"\n")
    };
    let tasks: String = TEXTS.iter().enumerate().map(task).collect();
    format!("roadmap \"=1+1\" from 2026-03-02\n{tasks}")
}

#[test]
fn texts_are_texts_and_never_formulas() {
    let book = Book::of(&compiled(&roadmap()));
    assert_eq!(book.formulas, 0);
    let signs = book.losses.iter().find(|loss| loss.what == "a sign in a text that can't be shown");
    let signs = signs.expect("it is told");
    assert_eq!(
        (signs.fate, &signs.places[..]),
        (Fate::Changed, &["t6", "t7", "t9"].map(String::from)[..])
    );
    let plan = book.plan();
    for (at, (_, read)) in TEXTS.iter().enumerate() {
        assert_eq!(text(plan.cell(("ID", &format!("t{at}")), "Title")), *read);
        assert_eq!(text(plan.cell(("ID", &format!("t{at}")), "Blocked")), *read);
    }
}

#[test]
fn no_list_has_a_cell_that_begins_as_a_formula_does() {
    let compilation = compiled(&roadmap());
    for flavour in Flavour::ALL {
        let list = List::of(&compilation, flavour);
        assert!(list.rows.len() == TEXTS.len(), "{}", flavour.word());
        for cell in list.rows.iter().flatten() {
            let is_number = cell.parse::<f64>().is_ok();
            assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
        assert!(list.rows.iter().flatten().any(|cell| cell == "'=cmd|' /C calc'!A0"));
        assert_eq!(fate(&list.losses, "a text that begins as a formula does"), Some(Fate::Changed));
    }
}

#[test]
fn what_is_longer_than_a_cell_is_cut_and_told() {
    let note = "😀 long ".repeat(6_000);
    let text_of = format!("roadmap \"Long\" from 2026-03-02\ntask a \"A\" 1d note \"{note}\"\n");
    let compilation = compiled(&text_of);
    let book = Book::of(&compilation);
    let kept = text(book.plan().cell(("ID", "a"), "Note"));
    let length = kept.encode_utf16().count();
    assert!((32_700..=32_767).contains(&length), "{length}");
    assert!(kept.ends_with('…') && note.starts_with(kept.trim_end_matches('…')));
    assert_eq!(fate(&book.losses, "a text"), Some(Fate::Changed));
    let list = List::of(&compilation, Flavour::Plan);
    assert!(list.value(("ID", "a"), "Note").len() > 40_000);
    assert!(list.losses.is_empty());
}

#[test]
fn an_address_that_is_too_long_is_a_text() {
    let address = format!("https://example.com/{}", "x".repeat(3_000));
    let book = Book::of(&compiled(&format!(
        "roadmap \"Long\" from 2026-03-02\ntask a \"A\" 1d link {address}\n"
    )));
    assert_eq!(text(book.plan().cell(("ID", "a"), "Link")), address);
    assert_eq!(fate(&book.losses, "a link"), Some(Fate::Changed));
}

#[test]
fn titles_of_any_length_and_number_are_no_trouble() {
    let title = "x".repeat(300);
    let deep: String = (0..20).map(|at| format!("stream s{at} \"{title}\" {{\n")).collect();
    let text =
        format!("roadmap \"{title}\" from 2026-03-02\n{deep}task a \"A\" 1d\n{}", "}\n".repeat(20));
    let plan = Book::of(&compiled(&text)).plan();
    assert_eq!(plan.rows.len(), 21);
}

#[test]
fn a_list_of_our_own_is_marked_as_utf_8_where_it_has_to_be() {
    let mark = |title: &str| {
        let text = format!("roadmap \"R\" from 2026-03-02\ntask a \"{title}\" 1d\n");
        crate::csv(compiled(&text).plan().unwrap(), Flavour::Plan).0.starts_with('\u{feff}')
    };
    assert!(!mark("Plain"));
    assert!(mark("Prüfung"));
}
