//! What is remembered of a text is what would have been read: the tree, what each name means and every report, after edits at random.
//!
//! `SLOW=1` makes ten times as many, as continuous integration does.

use std::fs;
use std::path::{Path, PathBuf};

use milepost::ide::{Analysis, Memory};
use milepost::{Folder, Options, Source};

use super::random::Random;

/// What is typed, besides letters and what stands elsewhere.
const TYPED: [&str; 21] = [
    "\ntask\n",
    "\n  person\n",
    "\n      ",
    "\n    note \"x\"\n",
    "\ncalendar ",
    "task x \"X\" 3d\n",
    "\n",
    " ",
    "{",
    "}",
    "\"",
    ", ",
    "  after ",
    "}\n",
    "{\n",
    "\r\n",
    "stream s {\n",
    "// ",
    "\u{A0}",
    "é",
    "\t",
];

fn roadmaps(folder: &str) -> Vec<PathBuf> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "roadmap") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// All that is known of a text without its dates.
fn known(analysis: &Analysis) -> [String; 2] {
    [format!("{:?}", analysis.index()), format!("{:?}", analysis.diagnostics())]
}

fn assert_same(file: &Path, text: &str, memory: &mut Memory) {
    let name = file.file_name().unwrap().to_str().unwrap();
    let folder = Folder::new(file.parent().unwrap());
    let options = Options::new().loader(&folder);
    let again = known(&Analysis::names_again(Source::new(name, text), &options, memory));
    let whole = known(&Analysis::names(Source::new(name, text), &options));
    if let Some((again, whole)) = again.iter().zip(&whole).find(|(one, other)| one != other) {
        let first = again.bytes().zip(whole.bytes()).position(|(one, other)| one != other);
        let from = first.unwrap_or(0).saturating_sub(200);
        let shown = |of: &str| of.chars().skip(from).take(400).collect::<String>();
        let (again, whole) = (shown(again), shown(whole));
        panic!("{}: remembered\n{again}\nread\n{whole}\nof\n{text}", file.display());
    }
}

fn edit(text: &mut String, random: &mut Random) {
    let mut below = |limit: usize| usize::try_from(random.below(limit as u64)).unwrap();
    let border =
        |text: &str, at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap();
    let start = border(text, below(text.len() + 1));
    let end = border(text, (start + below(4) * below(12)).min(text.len())).max(start);
    let typed = match below(4) {
        0 => String::new(),
        1 => "x".to_owned(),
        2 => TYPED[below(TYPED.len())].to_owned(),
        _ => {
            let from = border(text, below(text.len() + 1));
            let to = border(text, (from + below(90)).min(text.len())).max(from);
            text[from..to].to_owned()
        }
    };
    text.replace_range(start..end, &typed);
}

#[test]
fn what_has_moved_is_what_stands_there() {
    let files = roadmaps("examples").into_iter().chain(roadmaps("tests/suite"));
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let mut memory = Memory::default();
        assert_same(&file, &text, &mut memory);
        assert_same(&file, &format!("// What is new.\n{text}"), &mut memory);
        assert_same(&file, &format!("{text}\ntask last"), &mut memory);
    }
}

#[test]
fn edits_leave_no_trace() {
    let edits = if std::env::var_os("SLOW").is_some() { 300 } else { 20 };
    for (seed, file) in (1..).zip(roadmaps("examples")) {
        let original = fs::read_to_string(&file).unwrap();
        let (mut text, mut memory, mut random) =
            (original.clone(), Memory::default(), Random::new(seed));
        for number in 0..edits {
            if number % 10 == 9 {
                text.clone_from(&original);
            }
            edit(&mut text, &mut random);
            assert_same(&file, &text, &mut memory);
            // Of a text that is not changed most is remembered.
            assert_same(&file, &text, &mut memory);
        }
    }
}

/// What stands alone is taken out of the tree when all is read.
#[test]
fn a_keyword_alone_does_not_shift_what_is_known() {
    let file = Path::new("plan.roadmap");
    for texts in [
        ["task\ntask b 5d\n", "task \ntask b 5d\n", "task a\ntask b 5d\n"],
        ["task a 5d\n\ntask", "task a 6d\n\ntask", "task a 6d\n\ntask \"B\""],
        [
            "task a 5d\ntask\ntask b 5d\ntask c 5d after b\ntask d 5d after c\ntask e 5d\n",
            "task a 5d\ntask\ntask b 5d\ntask c 5d after b\ntask d 5d after c\ntask e 6d\n",
            "task a 5d\ntask\ntask b 5d\ntask c 5d after b\ntask d 5d\ntask e 6d\n",
        ],
        [
            "feature f {\n task\n task b 5d\n task c 5d\n}\nmilestone m after f\n",
            "feature f {\n task x 5d\n task b 5d\n task c 5d\n}\nmilestone m after f\n",
            "feature f {\n task x 5d\n task\n task c 5d\n}\nmilestone m after f\n",
        ],
        // A block whose lines are indented as they like.
        [
            "stream s {\n      task a 1d\n  task b 1d\n  task c 1d\n    note \"x\"\n}\n",
            "stream s {\n      task a 1d\n  task b 1d\n  task c 1d\n    note \"xy\"\n}\n",
            "stream s {\n      task a 1d\n  task b 1d\n  task c 1d\n    note \"x\"\n}\n",
        ],
    ] {
        let mut memory = Memory::default();
        for text in texts {
            assert_same(file, &format!("roadmap \"R\" from 2026-03-02\n{text}"), &mut memory);
        }
    }
}
