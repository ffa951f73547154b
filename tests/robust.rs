//! No input makes the compiler panic, hang, or lose its place: whatever is wrong is a diagnostic.

// A test may panic: that is how it fails.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::format_push_string,
    clippy::format_collect,
    clippy::cast_possible_truncation
)]

#[path = "../benches/roadmaps/random.rs"]
mod random;
mod support;

use std::sync::mpsc;
use std::time::{Duration, Instant};

use milepost::diagnostic::Diagnostics;
use milepost::emit::{self, ChartOptions};
use milepost::syntax::keyword;
use milepost::{Compilation, Options, Source, compile};
use random::Random;
use support::{EXAMPLES, compiled_as, compiled_example, kept, outputs, rounds, text_of};

/// Longer than this nothing here takes, even on a busy machine and without optimisation: it hangs.
const PATIENCE: Duration = Duration::from_mins(10);

/// Runs on a stack of the size that threads have, and does not wait for ever.
fn in_time<T: Send + 'static>(what: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = mpsc::channel();
    let thread = std::thread::spawn(move || drop(sender.send(work())));
    match receiver.recv_timeout(PATIENCE) {
        Ok(value) => value,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{what}: no end after {PATIENCE:?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => match thread.join() {
            Err(panic) => std::panic::resume_unwind(panic),
            Ok(()) => unreachable!("a thread that ends well has sent"),
        },
    }
}

fn compiled(text: impl Into<String>) -> Compilation {
    compile(Source::new("test.roadmap", text), &Options::new())
}

/// Compiles, and looks at what has to hold of every compilation.
fn survives(what: &str, text: impl Into<String>) -> Compilation {
    let text = text.into();
    let named = what.to_owned();
    in_time(what, move || {
        let compilation = compiled(text);
        if let Err(fault) = kept(&compilation) {
            panic!("{named}: {fault}");
        }
        compilation
    })
}

fn errors_of(compilation: &Compilation, rule: &str) -> usize {
    compilation.diagnostics().filter(|diagnostic| diagnostic.rule.name == rule).count()
}

/// So many prefixes of a text, spread over it, and each that ends a word near the start.
fn prefixes(text: &str, count: usize) -> impl Iterator<Item = &str> {
    let step = (text.len() / count).max(1);
    (0..text.len())
        .filter(move |at| *at < 200 || at % step == 0)
        .filter_map(move |at| text.get(..at))
}

/// An example of which many are made: levelled as fast as may be, for how well is another test's.
fn example_to_break(name: &str) -> String {
    text_of(name).replacen(" level {", " level quick {", 1)
}

#[test]
fn every_prefix_of_every_example() {
    for name in EXAMPLES {
        in_time(name, move || {
            let text = example_to_break(name);
            for prefix in prefixes(&text, 120) {
                let compilation = compiled_as(name, prefix);
                kept(&compilation)
                    .unwrap_or_else(|fault| panic!("{name}, {} bytes: {fault}", prefix.len()));
            }
        });
    }
}

#[test]
fn every_line_of_every_example_taken_out() {
    for name in EXAMPLES {
        in_time(name, move || {
            let text = example_to_break(name);
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            for without in 0..lines.len() {
                let kept_lines: String =
                    lines[..without].iter().chain(&lines[without + 1..]).copied().collect();
                let compilation = compiled_as(name, &kept_lines);
                kept(&compilation)
                    .unwrap_or_else(|fault| panic!("{name} without line {}: {fault}", without + 1));
            }
        });
    }
}

/// A line taken out seldom makes more than a handful of errors: one is no consequence of another.
#[test]
fn a_brace_taken_out_is_one_error() {
    for name in ["atlas.roadmap", "software.roadmap", "internal-it.roadmap"] {
        let text = text_of(name);
        let last = text.rfind("\n}").expect("the example has blocks") + 1;
        let without = format!("{}{}", &text[..last], &text[last + 1..]);
        let compilation = survives(name, without);
        let rules: Vec<&str> =
            compilation.diagnostics().map(|diagnostic| diagnostic.rule.name).collect();
        assert_eq!(rules, ["unclosed-block"], "{name}");
    }
}

/// A quote, a brace, a comma or an `@` that somebody forgot is one error in nearly all places, wherever it is missing.
#[test]
fn a_sign_taken_out_is_one_error() {
    let text = text_of("hardware.roadmap");
    for sign in ['"', '{', '}', ',', '@'] {
        let (mut places, mut errors) = (0, 0);
        for (at, _) in text.match_indices(sign) {
            let without = format!("{}{}", &text[..at], &text[at + 1..]);
            places += 1;
            errors += compiled(without).report().errors();
        }
        assert!(errors * 10 <= places * 12, "{errors} errors in {places} places without `{sign}`");
    }
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    for name in EXAMPLES {
        let (first, second) = (outputs(&compiled_example(name)), outputs(&compiled_example(name)));
        assert!(first == second, "{name} gives two outputs");
        assert!(!first.is_empty(), "{name} gives nothing");
    }
}

#[test]
fn braces_without_end() {
    let open = survives("100,000 open braces", "{".repeat(100_000));
    assert!(open.report().has_errors());
    let nested = survives("streams in streams", "stream a {\n".repeat(100_000));
    assert!(errors_of(&nested, "nesting-too-deep") >= 1);
    assert!(nested.report().errors() < 70, "what lies too deep is one message, not one a brace");
    let closed = survives("100,000 closed braces", "}\n".repeat(100_000));
    assert!(errors_of(&closed, "unexpected-brace") >= 1);
}

#[test]
fn deep_but_allowed_nesting() {
    let depth = 60;
    let text = format!(
        "roadmap \"R\" from 2026-01-05\n{}task t 1d\n{}",
        "stream a {\n".repeat(depth),
        "}\n".repeat(depth)
    );
    let compilation = survives("60 streams", text);
    assert_eq!(compilation.report().errors(), 0);
}

#[test]
fn one_line_of_megabytes() {
    let (ten, two, one) = (often(10 << 20), often(2 << 20), often(1 << 20));
    survives("letters", "a".repeat(ten));
    survives("a title without end", format!("task a \"{}", "x".repeat(ten)));
    survives("dependencies", format!("task b after {}a 1d\n", "a, ".repeat(one)));
    survives("an address of commas", format!("task a 1d link http://{}\n", ",".repeat(two)));
    survives("an address of braces", format!("task a 1d link http://{}b\n", "b{".repeat(one)));
    survives("a comment", format!("// {}", "x".repeat(ten)));
}

/// So often if `SLOW` is set, else a quarter of that.
fn often(count: u64) -> usize {
    usize::try_from(rounds(count)).unwrap()
}

#[test]
fn a_large_file() {
    // As much as a debug build reads in a few seconds; the release build reads 50 MB in as many.
    let line = "task t \"A task with a title of the usual length\"  5d  #tag\n";
    let count = (5 << 20) / line.len();
    let lines: String =
        (0..count).map(|number| line.replacen(" t ", &format!(" t{number} "), 1)).collect();
    let compilation =
        survives("a good file of 5 MB", format!("roadmap \"R\" from 2026-01-05\n{lines}"));
    assert_eq!(compilation.report().errors(), 0);
    assert_eq!(compilation.model().items.len(), count);
}

#[test]
fn a_row_of_bad_lines_is_counted_not_kept() {
    let count = often(200_000);
    let started = Instant::now();
    let compilation = survives("bad lines", "tusk design 5 days\n".repeat(count));
    assert!(compilation.report().errors() >= count, "each is counted");
    assert!(compilation.diagnostics().count() <= 2 * Diagnostics::KEPT, "not each is kept");
    assert!(started.elapsed() < PATIENCE);
}

#[test]
fn characters_that_no_one_types() {
    for text in [
        "\0",
        "\u{FEFF}",
        "\u{FEFF}\u{FEFF}",
        "\r",
        "\r\r\n",
        "\t\t\t",
        "\u{2028}",
        "task \0 5d",
        "task a\0b 5d\n",
        "task a \"\u{202E}\" 5d",
        "\u{1F469}\u{200D}\u{1F680}",
        "task \u{0301}a 5d",
        "task e\u{0301} 5d",
        "\"",
        "\"\"\"",
        "\"\"\"\"",
        "{",
        "}",
        "//",
        "/",
        ",",
        ",\n,",
        "@",
        "#",
        ":",
        "..",
        "+",
        "-",
        "|",
        "%",
        "=",
        "task",
        "task ",
        "after",
        "roadmap",
        "task a after",
        "task a 5d,",
        "task a 5d,\n",
        "task a 5d,\n}",
        "roadmap \"R\" from",
        "status",
        "let",
        "let x =",
        "\\",
        "\u{7f}",
    ] {
        survives(&format!("{text:?}"), text);
        survives(
            &format!("{text:?} in a file"),
            format!("roadmap \"R\" from 2026-01-05\n{text}\ntask z 1d\n"),
        );
    }
}

#[test]
fn numbers_and_dates_at_the_edge() {
    for value in [
        "99999999999999d",
        "99999999999999999999999999d",
        "0d",
        "-5d",
        "1e9d",
        "5.5.5d",
        "0.0000000001d",
        "elapsed 999999999w",
        "9223372036854775807min",
        "effort 9999999999mo",
        "1d..0d",
        "from 0000-01-01",
        "from 0001-01-01",
        "from 9999-12-31 5d",
        "from 10000-01-01",
        "from 2026-02-30",
        "from 2026-13-01",
        "from 2026-W54",
        "from 2026-Q5",
        "from 2026-H3",
        "by 9999",
        "from 9999-12-31T23:59 elapsed 2w",
        "from 2026-01-05T24:00",
        "from 2026-01-05T25:00",
        "after 9999-12-31 + 9999999d",
        "after 0001-01-01 - 9999999d",
        "on 2026-06-31",
        "during 0001",
        "during 9999",
        "101%",
        "99999999999%",
        "-1%",
        "priority 99999999999",
        "cost 999999999999999999M",
        "@nobody:99999999999",
        "within 9999999999w after a",
        "started 9999-12-31",
        "done 0001-01-01",
        "remaining 99999999999d",
        "score reach 1e400 impact 2",
    ] {
        survives(
            value,
            format!(
                "roadmap \"R\" from 2026-01-05\ntask a 5d\ntask b {value} after a\ntask c after b 5d\n"
            ),
        );
        survives(
            value,
            format!(
                "roadmap \"R\" from 2026-01-05 today 2026-01-06 {value}\ntask b {value}\nmilestone m after b {value}\n"
            ),
        );
    }
}

#[test]
fn calendars_at_the_edge() {
    for line in [
        "off every 02-29",
        "off every 02-30",
        "off every 13-01",
        "work mon-fri 17:00-09:00",
        "work mon-fri 09:00-09:00",
        "work mon-fri 00:00-24:00",
        "work mon-fri 09:00-25:00",
        "work sun-mon 09:00-10:00",
        "off 0001-01-01..9999-12-31",
        "off 2026-12-31..2026-01-01",
        "day 0h",
        "day 9999999h",
        "work mon 09:00-10:00, 09:30-11:00",
        "open 9999-12-31 09:00-10:00",
        "extends c",
    ] {
        let text = format!(
            "roadmap \"R\" from 2026-01-05 calendar c\ncalendar c {{\n  {line}\n}}\ntask a 5d\ntask b 3w after a\n"
        );
        survives(line, text);
    }
    survives(
        "extends itself",
        "roadmap \"R\" from 2026-01-05 calendar c\ncalendar c extends c {\n}\ntask a 5d\n",
    );
    survives(
        "one minute a year",
        "roadmap \"R\" from 2026-01-05 calendar c\ncalendar c {\n day 8h\n off 0001-01-01..9999-12-30\n open 2026-12-25 09:00-09:01\n}\ntask a 500w\n",
    );
}

#[test]
fn what_only_looks_like_markup() {
    let compilation = survives(
        "a title that would end the chart",
        "roadmap \"</text><script>alert(1)</script>\" from 2026-01-05\ntask a \"]]> & <b> | `x` \\\"\" 5d\nmilestone m \"\\u{1}\" after a\n",
    );
    let plan = compilation.plan().expect("strange titles are no errors");
    let chart = emit::svg(&plan, &ChartOptions::default());
    assert!(!chart.contains("<script") && chart.contains("&lt;script"), "the chart escapes it");
    assert!(
        !chart.contains(|c: char| c.is_control() && !c.is_whitespace()),
        "XML has no such characters"
    );
    let report = emit::markdown(&plan).replace("\\<", "");
    assert!(!report.contains('<'), "the report escapes it\n{report}");
    let linked = survives(
        "a link that runs",
        "roadmap \"R\" from 2026-01-05\ntask a 5d link javascript:alert(1)\n",
    );
    assert_eq!(errors_of(&linked, "invalid-link"), 1);
}

#[test]
fn cycles_of_every_length() {
    for length in [1, 2, 3, 1_000, 20_000] {
        let tasks: String =
            (0..length).map(|i| format!("task t{i} 1d after t{}\n", (i + 1) % length)).collect();
        let compilation = survives(
            &format!("a cycle of {length}"),
            format!("roadmap \"R\" from 2026-01-05\n{tasks}"),
        );
        assert_eq!(compilation.report().errors(), 1, "one report of a cycle of {length}");
    }
}

#[test]
fn a_chain_as_long_as_a_plan() {
    let tasks: String = (1..50_000).map(|i| format!("task t{i} 1h after t{}\n", i - 1)).collect();
    let compilation = survives(
        "a chain of 50,000",
        format!("roadmap \"R\" from 2026-01-05\ntask t0 1h\n{tasks}"),
    );
    assert_eq!(compilation.report().errors(), 0);
}

#[test]
fn everything_waits_for_everything_before() {
    let size = 400;
    let tasks: String = (0..size)
        .map(|i| {
            let before: Vec<String> = (0..i).map(|j| format!("t{j}")).collect();
            let after = if before.is_empty() {
                String::new()
            } else {
                format!(" after {}", before.join(", "))
            };
            format!("task t{i} 1h{after}\n")
        })
        .collect();
    let compilation =
        survives("80,000 dependencies", format!("roadmap \"R\" from 2026-01-05\n{tasks}"));
    assert_eq!(compilation.report().errors(), 0);
}

#[test]
fn random_bytes() {
    let mut random = Random::new(1);
    for round in 0..rounds(300) {
        // Without NUL: bytes with it that are not UTF-8 are no text, and are not read at all.
        let byte = |random: &mut Random| (1 + random.below(255)) as u8;
        let bytes: Vec<u8> = (0..random.index(600)).map(|_| byte(&mut random)).collect();
        let compilation = compile(Source::from_bytes("test.roadmap", bytes), &Options::new());
        kept(&compilation).unwrap_or_else(|fault| panic!("round {round}: {fault}"));
    }
}

#[test]
fn bytes_that_are_no_text() {
    for bytes in [
        &b"task a 5d\n\xFF\n"[..],
        b"\xFE\xFFt\0a\0s\0k",
        b"roadmap \"R\xC3\" from 2026-01-05\n",
        b"PK\x03\x04\0\xFF",
    ] {
        let compilation =
            compile(Source::from_bytes("test.roadmap", bytes.to_vec()), &Options::new());
        kept(&compilation).unwrap_or_else(|fault| panic!("{bytes:?}: {fault}"));
        assert_eq!(errors_of(&compilation, "invalid-utf8"), 1, "{bytes:?}");
    }
}

#[test]
fn random_words_of_the_language() {
    in_time("token soup", || {
        let words = vocabulary();
        let mut random = Random::new(2);
        for round in 0..rounds(1_500) {
            let mut text = "roadmap \"R\" from 2026-01-05\nteam q {\n person p\n}\n".to_owned();
            for _ in 0..=random.index(60) {
                text += &words[random.index(words.len())];
                text += if random.below(4) == 0 { "\n" } else { " " };
            }
            let compilation = compiled(text.as_str());
            kept(&compilation).unwrap_or_else(|fault| panic!("round {round}: {fault}\n{text}"));
            outputs(&compilation);
        }
    });
}

/// Lines that are right one by one, thrown together: the likeliest to get far.
#[test]
fn random_lines_of_the_examples() {
    in_time("line soup", || {
        let all: Vec<String> = EXAMPLES.iter().map(|name| text_of(name)).collect();
        let lines: Vec<&str> = all.iter().flat_map(|text| text.lines()).collect();
        let mut random = Random::new(3);
        for round in 0..rounds(400) {
            let mut text = "roadmap \"R\" from 2026-01-05 today 2026-03-02\n".to_owned();
            for _ in 0..=random.index(40) {
                text += lines[random.index(lines.len())];
                text.push('\n');
            }
            let compilation = compiled(text.as_str());
            kept(&compilation).unwrap_or_else(|fault| panic!("round {round}: {fault}\n{text}"));
            outputs(&compilation);
        }
    });
}

fn vocabulary() -> Vec<String> {
    let declarations = keyword::DECLARATIONS.iter().map(|row| row.lexeme.to_owned());
    let attributes = keyword::ATTRIBUTES.iter().map(|row| row.lexeme.to_owned());
    let forms =
        keyword::ATTRIBUTES.iter().flat_map(keyword::AttributeWord::examples).map(str::to_owned);
    let others = [
        "a",
        "b",
        "c",
        "p",
        "q",
        "a.b",
        "a.start",
        "b.end",
        "\"Title\"",
        "\"",
        "\"\"\"",
        "{",
        "}",
        "{",
        "}",
        ",",
        ",\n",
        "5d",
        "2w",
        "0d",
        "3d..9d",
        "+ 2d",
        "- 1d",
        "2026-02-02",
        "2026-Q3",
        "2026-03-02..2026-03-06",
        "@p",
        "@q:2",
        "@p:50%",
        "@p|q",
        "#tag",
        "x: 5",
        "//",
        "=",
        ":",
        "->",
        "today",
        "12-25",
        "mon-fri",
        "09:00-17:00",
        "at-risk",
        "on-track",
        "40%",
        "12k",
        "https://example.com",
    ];
    declarations.chain(attributes).chain(forms).chain(others.map(str::to_owned)).collect()
}

#[test]
fn one_task_with_twenty_thousand_alternatives() {
    let people: String = (0..20_000).map(|i| format!("person p{i}\n")).collect();
    let names: Vec<String> = (0..20_000).map(|i| format!("p{i}")).collect();
    let text = format!(
        "roadmap \"R\" from 2026-01-05 level quick\n{people}task a 1d @{}\n",
        names.join("|")
    );
    let compilation = survives("20,000 alternatives", text);
    assert_eq!(compilation.report().errors(), 0);
}

#[test]
fn tags_that_all_inherit() {
    let tags: String = (0..2_000).map(|i| format!(" #t{i}")).collect();
    let tasks: String = (0..300).map(|i| format!("  task a{i} 1d\n")).collect();
    let text = format!("roadmap \"R\" from 2026-01-05\nstream s{tags} {{\n{tasks}}}\n");
    let compilation = survives("2,000 tags of 300 tasks", text);
    let json = in_time("its JSON", move || emit::json(&compilation.plan().expect("it is a plan")));
    assert!(json.contains("\"t1999\""));
}

#[test]
fn a_file_that_is_too_large_is_told() {
    let mut sources = milepost::text::Sources::default();
    let most = milepost::text::Sources::LIMIT;
    assert!(sources.add(Source::new("a", " ".repeat(most + 1))).is_none());
    assert!(sources.add(Source::new("a", " ".repeat(most))).is_some());
    assert!(sources.add(Source::new("b", " ")).is_none());
}
