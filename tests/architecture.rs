//! The house keeps its shape: who may import whom, which foreign crate lives where, how long a file may be.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used, clippy::indexing_slicing, clippy::format_push_string)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use milepost::diagnostic::rules;

/// The floors, from the top: each imports only from itself and those before it.
const FLOORS: [&str; 17] = [
    "time",
    "text",
    "diagnostic",
    "syntax",
    "format",
    "model",
    "resolve",
    "schedule",
    "plan",
    "check",
    "emit",
    "import",
    "compile",
    "ide",
    "lsp",
    "mcp",
    "cli",
];

/// What `lib.rs` hands on, and the floor it comes from.
const HANDED_ON: [(&str, &str); 6] = [
    ("Compilation", "compile"),
    ("Reading", "compile"),
    ("Options", "compile"),
    ("Problems", "compile"),
    ("Plan", "plan"),
    ("Source", "text"),
];

/// What may be named only in some places: the words, the places, the reason.
const CONFINED: [(&[&str], &[&str], &str); 20] = [
    (
        &["pest", "pest_derive"],
        &["syntax/parse/", "import/"],
        "the parser could be replaced without anyone noticing",
    ),
    (&["miette"], &["diagnostic/render/human"], "it draws one of the forms of a diagnostic"),
    (&["svg"], &["emit/chart/draw/"], "it writes what the layout has placed"),
    (&["resvg"], &["emit/raster"], "all else of a chart is text"),
    (
        &["krilla", "krilla_svg", "svgtypes"],
        &["emit/pdf/"],
        "what stands on which page is decided by numbers",
    ),
    (
        &["usvg", "ttf_parser"],
        &["emit/raster", "emit/typeface", "emit/pdf/"],
        "what a chart is set in is decided once; it looks for installed fonts, and for nothing else",
    ),
    (
        &["ReaderBuilder", "WriterBuilder", "StringRecord"],
        &["emit/sheet/csv", "import/table/csv"],
        "all else of a table is cells",
    ),
    (&["calamine", "zip"], &["import/table/xlsx"], "all else of a workbook is tables"),
    (&["rust_xlsxwriter"], &["emit/sheet/xlsx"], "a workbook is tables until it is written"),
    (
        &["quick_xml", "roxmltree"],
        &["emit/mspdi/xml", "import/"],
        "a plan is no XML until it is written",
    ),
    (
        &["icalendar::parser", "EventLike", "icalendar::{Calendar"],
        &["emit/calendar", "import/icalendar/"],
        "dates are the type `Date` everywhere else",
    ),
    (&["rmcp", "tokio"], &["mcp/"], "what an assistant may do is known without its protocol"),
    (&["clap", "clap_complete", "anstream"], &["cli/"], "a library has no command line"),
    (
        &["lsp_server", "gen_lsp_types", "crossbeam_channel"],
        &["lsp/"],
        "what is known of a roadmap is known without an editor",
    ),
    (&["percent_encoding"], &["lsp/", "mcp/"], "only protocols have addresses"),
    (&["notify"], &["cli/watch"], "it only says when it is time to look"),
    (
        &["pulldown_cmark"],
        &["cli/mdbook", "lsp/plain", "emit/html/markdown"],
        "a book, a hover and a note are Markdown, a roadmap is not",
    ),
    (
        &["jiff"],
        &["time/", "cli/", "import/icalendar/time", "import/mermaid/dates"],
        "dates are the type `Date` everywhere else",
    ),
    // `Folder` is the loader that build scripts would otherwise each write for themselves; which roadmaps lie in a folder, an editor
    // and the command line both ask.
    (
        &["std::fs", "std::env", "SystemTime", "Instant", "std::net", "std::process"],
        &["cli/", "lsp/", "mcp/", "main.rs", "resolve/folder.rs", "resolve/roadmaps.rs"],
        "the same text gives the same bytes: nothing else may look at the world",
    ),
    (
        &["println!", "print!", "eprintln!", "eprint!"],
        &["cli/"],
        "a library says nothing on its own",
    ),
];

/// Rules that no text raises: a case is UTF-8, and less than 128 MiB.
const BEYOND_CASES: [&str; 2] = ["invalid-utf8", "source-too-large"];

/// Longer than this a file is two.
const LONGEST: usize = 600;

struct File {
    /// Below `src/`, with `/`.
    path: String,
    /// Its code: without comments, without its unit tests.
    code: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_below(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files_below(&path, extension, found);
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
}

fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    files_below(&root().join(folder), "rs", &mut found);
    found
}

fn from_root(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

fn sources() -> Vec<File> {
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a source file can be read");
        let path = from_root(&path).trim_start_matches("src/").to_owned();
        File { code: code_of(&text), path }
    };
    // Unit tests may stand on any floor they like.
    rust_files("src")
        .into_iter()
        .map(read)
        .filter(|file| !file.path.ends_with("tests.rs") && !file.path.contains("/tests/"))
        .collect()
}

fn code_of(text: &str) -> String {
    let without_tests = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    let lines = without_tests.lines().map(|line| match line.split_once("//") {
        // The `//` of an address is no comment.
        Some((before, _)) if !before.ends_with(':') => before,
        _ => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn floor_of(name: &str) -> Option<usize> {
    let name =
        HANDED_ON.iter().find(|(handed, _)| *handed == name).map_or(name, |(_, floor)| *floor);
    FLOORS.iter().position(|floor| *floor == name)
}

/// The first name behind each `crate::`, those of a group in braces too.
fn imported(code: &str) -> BTreeSet<String> {
    let paths = uses_of(code).into_iter().filter_map(|one| {
        let path = one.path.strip_prefix("crate::")?;
        Some(path.split("::").next().unwrap_or_default().to_owned())
    });
    paths.collect()
}

#[test]
fn floors_import_only_from_above() {
    let mut faults = String::new();
    for file in sources() {
        let name = file.path.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        if matches!(name, "lib" | "main") {
            continue;
        }
        let own = floor_of(name).unwrap_or_else(|| panic!("src/{} stands on no floor", file.path));
        for import in imported(&file.code) {
            if floor_of(&import).is_some_and(|other| other > own) {
                faults += &format!(
                    "src/{} imports `crate::{import}`, which stands below `{name}`\n",
                    file.path
                );
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// Rooms of which some files still use each other in circles: they become fewer.
const IN_CIRCLES: &[&str] = &[
    "emit::chart",
    "emit::chart::gantt::layout",
    "emit::chart::gantt::rows",
    "import::table",
    "plan",
    "schedule",
    "schedule::crew",
    "schedule::engine",
    "schedule::ledger",
    "schedule::level",
];

#[test]
fn files_of_a_floor_use_each_other_in_one_direction() {
    let files = sources();
    let uses: BTreeMap<String, Vec<Use>> =
        files.iter().map(|file| (module_of(&file.path), uses_of(&file.code))).collect();
    let mut handed_on = BTreeMap::new();
    for (module, uses) in &uses {
        for one in uses.iter().filter(|one| one.is_handed_on) {
            handed_on.insert(format!("{module}::{}", one.name), absolute(module, &one.path));
        }
    }
    let folders: BTreeSet<String> = files
        .iter()
        .filter(|it| it.path.ends_with("mod.rs"))
        .map(|it| module_of(&it.path))
        .collect();
    let modules: BTreeSet<&str> = uses.keys().map(String::as_str).collect();
    let is_file = |module: &str| !folders.contains(module);
    let mut left = BTreeMap::new();
    for (module, uses) in uses.iter().filter(|(module, _)| is_file(module)) {
        let files = uses.iter().filter_map(|one| {
            let path = where_it_is(absolute(module, &one.path), &handed_on);
            let found = beginnings(&path).into_iter().rev().find(|it| modules.contains(*it))?;
            Some(found.to_owned()).filter(|found| found != module && is_file(found))
        });
        left.insert(module.as_str(), files.collect::<BTreeSet<String>>());
    }
    assert!(left.len() > 300, "there are {} files", left.len());
    loop {
        let before = left.len();
        let names: BTreeSet<String> = left.keys().map(|name| (*name).to_owned()).collect();
        let wanted: BTreeSet<String> = left.values().flatten().cloned().collect();
        left.retain(|name, uses| wanted.contains(*name) && !uses.is_disjoint(&names));
        if left.len() == before {
            break;
        }
    }
    let rooms: BTreeSet<&str> =
        left.keys().map(|it| it.rsplit_once("::").map_or(*it, |(room, _)| room)).collect();
    let known: BTreeSet<&str> = IN_CIRCLES.iter().copied().collect();
    assert_eq!(rooms, known, "files that use each other in a circle: {left:#?}");
}

/// A path that a file names, of a `use` or in its code.
struct Use {
    path: String,
    /// What it is called from here on.
    name: String,
    /// Whether others may name it here too.
    is_handed_on: bool,
}

fn uses_of(code: &str) -> Vec<Use> {
    let mut uses = Vec::new();
    let mut rest = String::new();
    for statement in code.split_inclusive(';') {
        let start = statement.rfind("use ").filter(|at| {
            let line = statement[..*at].rsplit('\n').next().unwrap_or_default().trim();
            line.is_empty() || line.starts_with("pub")
        });
        let Some(start) = start else {
            rest += statement;
            continue;
        };
        let is_handed_on =
            statement[..start].trim_end().rsplit('\n').next().is_some_and(|it| it.contains("pub"));
        let tree = statement[start + 4..]
            .trim_end_matches(';')
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        for path in branches(&tree) {
            let (path, name) = path
                .split_once(" as ")
                .unwrap_or((&path, path.rsplit("::").next().unwrap_or_default()));
            uses.push(Use { path: path.to_owned(), name: name.to_owned(), is_handed_on });
        }
        rest += &statement[..start];
    }
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in rest.match_indices(start) {
            let is_inner =
                |before: char| before.is_alphanumeric() || matches!(before, '_' | ':' | '$');
            let end = rest[at..].find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | ':'));
            if !rest[..at].ends_with(is_inner) {
                let path = rest[at..].get(..end.unwrap_or(rest.len() - at)).unwrap_or_default();
                uses.push(Use { path: path.to_owned(), name: String::new(), is_handed_on: false });
            }
        }
    }
    uses
}

/// The paths of a tree of a `use`: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn branches(tree: &str) -> Vec<String> {
    let Some((before, group)) = tree.split_once('{') else { return vec![tree.trim().to_owned()] };
    let group = group.trim_end().strip_suffix('}').unwrap_or(group);
    let mut depth = 0;
    let parts = group.split(|c: char| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts.flat_map(branches).map(|part| format!("{}{part}", before.trim())).collect()
}

/// `syntax::parse` of `syntax/parse/mod.rs`.
fn module_of(path: &str) -> String {
    path.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::")
}

/// What a path in a module means, from the top of the crate.
fn absolute(module: &str, path: &str) -> String {
    let (mut around, mut rest) = (module, path);
    while let Some(outer) = rest.strip_prefix("super::") {
        (around, rest) = (around.rsplit_once("::").map_or("", |(outer, _)| outer), outer);
    }
    match path.strip_prefix("crate::") {
        Some(path) => path.to_owned(),
        None => format!("{around}::{}", rest.trim_start_matches("self::")),
    }
}

/// A path and all that it begins with, the shortest first.
fn beginnings(path: &str) -> Vec<&str> {
    path.match_indices("::").map(|(at, _)| &path[..at]).chain([path]).collect()
}

/// Where that is which a path names, through all that hand it on.
fn where_it_is(mut path: String, handed_on: &BTreeMap<String, String>) -> String {
    /// So often nothing is handed on.
    const MOST: usize = 10;
    for _ in 0..MOST {
        let known =
            beginnings(&path).into_iter().find_map(|it| Some((it.len(), handed_on.get(it)?)));
        let Some((length, other)) = known else { break };
        path = format!("{other}{}", &path[length..]);
    }
    path
}

#[test]
fn foreign_crates_and_the_outer_world_stay_where_they_belong() {
    let mut faults = String::new();
    for file in sources() {
        for (words, places, reason) in CONFINED {
            if places.iter().any(|place| file.path.starts_with(place)) {
                continue;
            }
            for word in words.iter().filter(|word| names_word(&file.code, word)) {
                faults += &format!(
                    "src/{} names `{word}`, which belongs in {places:?}: {reason}\n",
                    file.path
                );
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// A crate is named as a path (`pest::`) or imported whole; macros and paths of `std` as they are.
fn names_word(code: &str, word: &str) -> bool {
    let is_crate = word.chars().all(|c| c.is_lowercase() || c == '_');
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + word.len()..];
        let begins = !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '.'));
        let is_path =
            after.starts_with("::") || (code[..at].ends_with("use ") && after.starts_with(';'));
        let ends = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if is_crate {
            begins && is_path && !code[..at].ends_with("crate::")
        } else {
            begins && ends
        }
    })
}

#[test]
fn no_file_is_too_long() {
    let mut faults = String::new();
    for folder in ["src", "tests", "benches", "examples"] {
        for path in rust_files(folder) {
            let lines =
                fs::read_to_string(&path).expect("a source file can be read").lines().count();
            if lines > LONGEST {
                faults += &format!(
                    "{} has {lines} lines: it holds more than one thing\n",
                    from_root(&path)
                );
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_rule_has_its_page() {
    for rule in rules::ALL {
        let page = root().join(format!("src/diagnostic/rules/{}.md", rule.name));
        let text =
            fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
        assert!(
            text.starts_with(&format!("# {}\n", rule.name)),
            "{} begins with its name",
            page.display()
        );
        for part in ["## Example", "## Use instead"] {
            assert!(text.contains(part), "{} has no `{part}`", page.display());
        }
    }
}

#[test]
fn every_page_has_its_rule() {
    let mut pages = Vec::new();
    files_below(&root().join("src/diagnostic/rules"), "md", &mut pages);
    for page in pages {
        let name =
            page.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        assert!(rules::by_name(&name).is_some(), "{} is the page of no rule", page.display());
    }
}

#[test]
fn every_rule_has_a_case_in_the_suite() {
    let mut cases = Vec::new();
    files_below(&root().join("tests/suite"), "roadmap", &mut cases);
    let text: String = cases.iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
    let without: Vec<&str> = rules::ALL
        .iter()
        .map(|rule| rule.name)
        .filter(|name| !BEYOND_CASES.contains(name) && !text.contains(&format!("[{name}]")))
        .collect();
    assert!(without.is_empty(), "no case in tests/suite raises {without:?}");
}

#[test]
fn the_readers_of_code_read_it_right() {
    let code = "use crate::{text::Span, model::{Item, cli}};\nlet a = crate::emit::json();\nuse other_crate::cli;";
    assert_eq!(imported(code), ["text", "model", "emit"].map(str::to_owned).into());
    let code = "use super::far::{near, a::{b, c as d}};\npub use inner::Thing;\nlet c = super::super::e();";
    let uses = uses_of(code);
    let uses: Vec<_> = uses.iter().map(|it| (absolute("x::y::z", &it.path), &*it.name)).collect();
    let far = ["near", "a::b", "a::c"].map(|it| format!("x::y::far::{it}"));
    let paths = far.into_iter().chain(["x::y::z::inner::Thing".into(), "x::e".into()]);
    let names = ["near", "b", "d", "Thing", ""];
    assert_eq!(uses, paths.zip(names).collect::<Vec<_>>());
    assert!(names_word("use pest::Parser;", "pest"));
    assert!(!names_word("use tempest::Parser;", "pest"));
    assert!(!names_word("emit::svg(plan)", "svg"));
    assert!(!names_word("emit::svg::write(plan)", "svg"));
    assert!(names_word("svg::Document::new()", "svg"));
    assert!(names_word("std::fs::read(path)", "std::fs"));
    assert!(!names_word("eprintln!()", "println!"));
}

/// The rooms of the schedule, from the ground up: each uses only those before it, and what the schedule is made of.
const ROOMS: [&str; 8] =
    ["working_time", "network", "crew", "ledger", "engine", "level", "simulate", "explain"];

#[test]
fn rooms_of_the_schedule_use_only_those_before_them() {
    let mut faults = String::new();
    for file in sources() {
        let Some(path) = file.path.strip_prefix("schedule/") else { continue };
        let Some(own) = ROOMS.iter().position(|room| path.starts_with(&format!("{room}/"))) else {
            continue;
        };
        for later in &ROOMS[own + 1..] {
            if file.code.contains(&format!("crate::schedule::{later}::")) {
                faults += &format!("src/{} uses `{later}`, which stands behind it\n", file.path);
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// The places of the house that a page names.
fn places_in(page: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(root().join(page)).expect("there is such a page");
    let is_place = |word: &&str| {
        let tops =
            ["src/", "tests/", "grammar/", "docs/", "fuzz/", "benches/", "schema/", "examples/"];
        tops.iter().any(|top| word.starts_with(top))
    };
    let named: BTreeSet<String> =
        text.split('`').skip(1).step_by(2).filter(is_place).map(str::to_owned).collect();
    for path in &named {
        assert!(root().join(path).exists(), "{page} names `{path}`, which is not there");
    }
    named
}

#[test]
fn what_contributors_read_names_what_there_is() {
    let named = places_in("CONTRIBUTING.md");
    assert!(named.len() > 25, "it names {} places", named.len());
}

#[test]
fn the_walk_through_an_attribute_names_all_that_it_touches() {
    let named = places_in("docs/contributing/add-an-attribute.md");
    let touched = rust_files("src").into_iter().map(|path| from_root(&path)).filter(|path| {
        let text = fs::read_to_string(root().join(path)).expect("a source file can be read");
        let code = code_of(&text);
        ["A::Blocked", "Kind::Blocked", "Cause::Blocked", "blocked()"]
            .iter()
            .any(|it| code.contains(it))
    });
    let touched: BTreeSet<String> = touched.collect();
    let missing: Vec<_> = touched.difference(&named).collect();
    assert!(missing.is_empty(), "the walk does not name {missing:?}");
    // A format of another tool has its own row or place for it.
    let of_formats = ["src/import/", "src/emit/mspdi/", "src/emit/sheet/", "src/emit/unsaid.rs"];
    let own = touched.iter().filter(|path| !of_formats.iter().any(|of| path.starts_with(of)));
    assert!((4..=9).contains(&own.count()), "an attribute touches {touched:?}");
}

#[test]
fn the_map_of_the_house_names_what_there_is() {
    let named = places_in("docs/architecture.md");
    assert!(named.len() > 40, "the map names {} places", named.len());
    let rooms = fs::read_dir(root().join("src")).expect("there is code").filter_map(Result::ok);
    for room in rooms.filter(|entry| entry.path().is_dir()) {
        let room = format!("src/{}/", room.file_name().to_string_lossy());
        assert!(named.contains(room.as_str()), "docs/architecture.md does not name `{room}`");
    }
    for room in ROOMS {
        let room = format!("src/schedule/{room}/");
        assert!(named.contains(room.as_str()), "docs/architecture.md does not name `{room}`");
    }
}
