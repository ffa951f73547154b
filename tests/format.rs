//! A formatted roadmap is the same roadmap: it means the same, has the same comments, and is formatted already.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/plans.rs"]
#[allow(dead_code)]
mod plans;
#[allow(dead_code)]
mod runner;
mod support;

use std::path::Path;

use milepost::format::format;
use milepost::{Compilation, Options, Source, compile, emit};
use runner::{Compiled, SuiteFile};
use support::{EXAMPLES, compiled_as, root, text_of};

fn formatted(text: &str) -> Option<String> {
    format(Source::new("plan.roadmap", text)).ok().map(|formatted| formatted.text())
}

/// The text formatted, or as it is where it is refused.
fn formatted_or_same(text: &str) -> String {
    formatted(text).unwrap_or_else(|| text.to_owned())
}

/// What a roadmap means: its data and what is raised, but for the places in the text.
fn meaning(compilation: &Compilation) -> (Option<serde_json::Value>, Vec<String>) {
    let data = compilation.plan().ok().map(|plan| {
        let mut data = serde_json::from_str(&emit::json(&plan)).expect("it is JSON");
        without_places(&mut data);
        data
    });
    let mut raised: Vec<String> = compilation
        .diagnostics()
        .map(|one| format!("{:?} {}", one.severity, one.rule.name))
        .collect();
    raised.sort();
    (data, raised)
}

fn without_places(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(entries) => {
            entries.remove("line");
            entries.remove("column");
            entries.values_mut().for_each(without_places);
            // Faults stand in order of place.
            if let Some(serde_json::Value::Array(faults)) = entries.get_mut("faults") {
                faults.sort_by_key(ToString::to_string);
            }
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(without_places),
        _ => {}
    }
}

/// The comments of a text, sorted, without the blanks at their ends. Read without the help of the compiler.
fn comments(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut before = '\n';
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        if let Some(block) = rest.strip_prefix("\"\"\"") {
            length = 3 + block.find("\"\"\"").map_or(block.len(), |end| end + 3);
        } else if let Some(text) = rest.strip_prefix('"') {
            let mut is_escaped = false;
            let end = text.find(|char| {
                let is_end = char == '"' && !is_escaped;
                is_escaped = char == '\\' && !is_escaped;
                is_end
            });
            length = 1 + end.map_or(text.len(), |end| end + 1);
        } else if rest.starts_with("//") && " \t\r\n,{}".contains(before) {
            length = rest.find('\n').unwrap_or(rest.len());
            found.push(rest[..length].trim_end().to_owned());
        }
        before = rest[..length].chars().last().unwrap_or(first);
        rest = &rest[length..];
    }
    found.sort();
    found
}

/// What is wrong with the form of a text; nothing, if it is refused.
fn faults(text: &str) -> Vec<String> {
    let Some(once) = formatted(text) else { return Vec::new() };
    let mut faults = Vec::new();
    match formatted(&once) {
        None => faults.push(format!("its form is refused:\n{once}")),
        Some(twice) if twice != once => {
            faults.push(format!("its form has another:\n{once}\n──\n{twice}"));
        }
        Some(_) => {}
    }
    if comments(text) != comments(&once) {
        faults.push(format!("{:?} became {:?}", comments(text), comments(&once)));
    }
    let is_untidy = |line: &str| line.ends_with([' ', '\t']);
    if once.lines().any(is_untidy) || once.contains("\n\n\n") || once.starts_with('\n') {
        faults.push(format!("its form is untidy:\n{once}"));
    }
    if !once.is_empty() && once != "\u{FEFF}" && (!once.ends_with('\n') || once.ends_with("\n\n")) {
        faults.push(format!("its form ends otherwise than in one line end:\n{once:?}"));
    }
    let anew = disturbed(&once);
    if formatted(&anew).as_deref() != Some(&*once) {
        faults.push(format!(
            "with other blanks it has another form:\n{anew}\n──\n{:?}",
            formatted(&anew)
        ));
    }
    faults
}

/// A text in its canonical form with other blanks between its words, and at both ends of its lines.
fn disturbed(text: &str) -> String {
    let mut anew = String::new();
    let mut number = 0_usize;
    let mut is_block = false;
    for line in text.lines() {
        let is_block_before = is_block;
        if line.matches("\"\"\"").count() % 2 == 1 {
            is_block = !is_block;
        }
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        if is_block || is_block_before || line.contains("//") {
            anew = anew + line + end;
            continue;
        }
        number += 1;
        let blanks = [" ", "\t", "   ", " \t"][number % 4];
        let (mark, line) =
            line.strip_prefix('\u{FEFF}').map_or(("", line), |line| ("\u{FEFF}", line));
        let mut is_text = false;
        let mut before = ' ';
        anew.push_str(mark);
        // What is deeper than a line without a block might be meant for it: all lines keep how they stand to each other.
        let depth = (line.len() - line.trim_start().len()) / 2;
        anew.push_str(&"\t".repeat(depth));
        for char in line.trim_start().chars() {
            if char == '"' && before != '\\' {
                is_text = !is_text;
            }
            match (char, is_text) {
                (' ', false) if before == ' ' => {}
                (' ', false) => anew.push_str(blanks),
                _ => anew.push(char),
            }
            before = if before == '\\' && char == '\\' { ' ' } else { char };
        }
        anew = anew + blanks + end;
    }
    anew
}

#[test]
fn every_case_keeps_its_meaning() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in SuiteFile::read_all(&root().join("tests/suite")).iter().flat_map(|file| &file.cases)
    {
        let compiled = Compiled::of(case);
        count += compiled.texts().values().filter(|text| formatted(text).is_some()).count();
        let mut found: Vec<String> =
            compiled.texts().values().flat_map(|text| faults(text)).collect();
        let anew = compiled.with(case, formatted_or_same);
        let (was, is) = (meaning(compiled.compilation()), meaning(&anew));
        if was != is {
            let (was_raised, is_raised) = (was.1, is.1);
            let data = if was.0 == is.0 { "its data is the same" } else { "its data differs" };
            let texts: Vec<String> =
                compiled.texts().values().map(|text| formatted_or_same(text)).collect();
            found.push(format!(
                "{data}; {was_raised:?} became {is_raised:?}\n{}",
                texts.join("\n──\n")
            ));
        }
        wrong.extend(
            found.into_iter().map(|fault| format!("{} {}: {fault}", case.place(), case.name)),
        );
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(count > 600, "only {count} texts were formatted");
}

#[test]
fn every_example_is_formatted() {
    let mut texts = Vec::new();
    for folder in
        ["examples", "examples/mobile", "examples/build-script/plans", "src/cli/templates"]
    {
        let entries = std::fs::read_dir(root().join(folder)).expect("the folder can be read");
        for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
            if path.extension().is_some_and(|extension| extension == "roadmap") {
                texts.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(texts.len() > 18, "{}", texts.len());
    let not: Vec<&str> = texts
        .iter()
        .filter(|(_, text)| formatted(text).as_ref() != Some(text))
        .map(|(name, _)| &**name)
        .collect();
    assert_eq!(not, [""; 0], "`milepost fmt` formats them");
    let wrong: Vec<String> = texts.iter().flat_map(|(_, text)| faults(text)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_example_keeps_its_meaning() {
    for name in EXAMPLES {
        let text = text_of(name);
        // With each word on a line too short, and with none in a column.
        let anew = formatted(&disturbed(&text)).expect("an example can be read");
        assert_eq!(
            meaning(&compiled_as(name, &text)),
            meaning(&compiled_as(name, &anew)),
            "{name}"
        );
    }
}

#[test]
fn roadmaps_made_at_random_keep_their_meaning() {
    let plans = support::seeds(40)
        .map(|seed| plans::generated(20 + 7 * usize::try_from(seed).unwrap_or(0), seed));
    let levelled = support::seeds(8).map(|seed| plans::levelled(30, seed));
    for text in plans.chain(levelled).chain([plans::hostile()]) {
        let wrong = faults(&text);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let compiled = |text: &str| compile(Source::new("plan.roadmap", text), &Options::new());
        let anew = formatted(&text).expect("it can be read");
        let (was, is) = (meaning(&compiled(&text)), meaning(&compiled(&anew)));
        assert_eq!(was, is, "{anew}");
    }
}

/// A line by itself is given what it has in the form of the whole.
#[test]
fn a_part_is_whole_lines() {
    for name in EXAMPLES {
        let text = disturbed(&text_of(name));
        let formatted = format(Source::new(name, &*text)).expect("an example can be read");
        let whole = formatted.text();
        let all = formatted.part(&(0..text.len())).expect("something stands there");
        assert_eq!(all.text, whole, "{name}");
        let mut start = 0;
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let range = start..start + line.len();
            start = range.end;
            if number % 7 > 0 {
                continue;
            }
            let Some(part) = formatted.part(&range) else { continue };
            let is_start = part.range.start == 0 || text[..part.range.start].ends_with('\n');
            assert!(is_start && text[..part.range.end].ends_with('\n'), "{part:?}");
            assert!(whole.contains(&part.text) && part.text.ends_with('\n'), "{part:?}");
            let mut anew = text.clone();
            anew.replace_range(part.range, &part.text);
            assert_eq!(self::formatted(&anew).as_deref(), Some(&*whole), "{name}: {line}");
        }
    }
}

/// What stands in `tests/format/NAME.roadmap` becomes what stands in the snapshot of that name.
#[test]
fn layouts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format");
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    assert!(entries.len() >= 4);
    for path in entries {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let wrong = faults(&text);
        assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
        let anew = formatted(&text).unwrap_or_else(|| panic!("{name} is refused"));
        insta::with_settings!({ description => text, omit_expression => true, prepend_module_to_snapshot => true }, {
            insta::assert_snapshot!(name, anew);
        });
    }
}

#[test]
fn what_has_mistakes_is_refused() {
    for text in [
        "task a \"A\" 5d aftr {\n",
        "task a \"A\" 5d\n}\n",
        "task a \"A\" 5d 6d\n",
        "tsk a\n",
        "stream a {\n",
    ] {
        let refusal = format(Source::new("plan.roadmap", text)).expect_err(text);
        assert!(refusal.diagnostics.has_errors());
    }
}
