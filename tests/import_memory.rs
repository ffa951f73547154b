//! How much memory an import takes: at most ten times its file, and for the first items of a file what an item takes, however little
//! is written of each.

// A test may panic: that is how it fails.
#![allow(clippy::panic)]

use std::fmt::Write as _;

use milepost::import::{Input, Options, import};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What a file may take for each of its bytes.
const A_BYTE: usize = 10;
/// What an item may take: what is said of it, its place among the others, its lines.
const AN_ITEM: usize = 2_400;
/// Of so many items; a file of more has to say more of each.
const ITEMS: usize = 50_000;
/// Tables of words, and what grows by leaps.
const ALL: usize = 4 << 20;

/// A format: what a file begins with, an item of the least size, and what it ends with.
struct Format {
    name: &'static str,
    head: &'static str,
    item: fn(&mut String, usize),
    foot: &'static str,
}

macro_rules! item {
    ($($text:tt)*) => {
        |out, number| {
            let _ = write!(out, $($text)*, number = number);
        }
    };
}

const FORMATS: &[Format] = &[
    Format { name: "a.csv", head: "Task,Owner\n", item: |out, _| out.push_str("a,\n"), foot: "" },
    Format {
        name: "a.json",
        head: r#"[{"number":0,"title":"a","url":"u","state":"OPEN"}"#,
        item: item!(r#",{{"number":{number},"title":"a"}}"#),
        foot: "]",
    },
    Format {
        name: "a.xml",
        head: r#"<Project xmlns="http://schemas.microsoft.com/project"><Tasks>"#,
        item: item!(
            "<Task><UID>{number}</UID><Name>title</Name><OutlineLevel>1</OutlineLevel></Task>\n"
        ),
        foot: "</Tasks></Project>",
    },
    Format {
        name: "a.ics",
        head: "BEGIN:VCALENDAR\nVERSION:2.0\n",
        item: item!("BEGIN:VTODO\nUID:{number}\nSUMMARY:a\nEND:VTODO\n"),
        foot: "END:VCALENDAR\n",
    },
    Format {
        name: "a.tjp",
        head: "project a \"a\" 2026-03-02 +1y\n",
        item: item!("task a{number} \"a\"{{}}\n"),
        foot: "",
    },
    Format { name: "a.mmd", head: "gantt\n", item: |out, _| out.push_str("a:1d\n"), foot: "" },
    Format {
        name: "a.puml",
        head: "@startgantt\n",
        item: item!("[{number}] lasts 1 day\n"),
        foot: "@endgantt\n",
    },
];

#[test]
fn an_import_takes_ten_times_its_file_and_what_its_items_take() {
    let is_slow = std::env::var_os("SLOW").is_some();
    let counts: &[usize] = if is_slow { &[500, 5_000, 49_000, 190_000] } else { &[500, 2_000] };
    let mut told = String::new();
    for format in FORMATS {
        for count in counts {
            let mut text = format.head.to_owned();
            (0..*count).for_each(|number| (format.item)(&mut text, number));
            text.push_str(format.foot);
            let most = A_BYTE * text.len() + AN_ITEM * (*count).min(ITEMS) + ALL;
            let input = Input { name: format.name, bytes: text.as_bytes() };
            let before = MEMORY.current_usage();
            MEMORY.reset_peak_usage();
            let outcome = import(&input, None, &Options::default());
            let taken = MEMORY.peak_usage().saturating_sub(before);
            let is_read = match &outcome {
                Ok(_) => true,
                Err(refusal) if refusal.message.contains("so many") => false,
                Err(refusal) => panic!("{count} of {}: {refusal:?}", format.name),
            };
            assert_eq!(is_read, *count <= ITEMS, "{count} of {}", format.name);
            let _ =
                writeln!(told, "{count} of {}: {taken} of {most} for {}", format.name, text.len());
            assert!(taken <= most, "{told}");
        }
    }
}
