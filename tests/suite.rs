//! The cases written in the language itself: `tests/suite/<floor>/<subject>.roadmap`, many to a file, each a test of its own.
//!
//! How a case is written stands in `tests/README.md`. `UPDATE=1 cargo test --test suite` rewrites what the cases expect.

// A test may panic: that is how it fails.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::format_push_string
)]

mod runner;

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use runner::{Case, Compiled, SuiteFile};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let mut files = SuiteFile::read_all(&folder);
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        for file in &mut files {
            file.update(|case| is_wanted(&arguments, case));
        }
        files = SuiteFile::read_all(&folder);
    }
    let mut trials = vec![names_are_unique(&files), ten_mistakes_are_ten(&files)];
    for case in files.into_iter().flat_map(|file| file.cases) {
        trials.push(Trial::test(case.test_name(), move || {
            runner::check(&case).map_err(Failed::from)
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn is_wanted(arguments: &Arguments, case: &Case) -> bool {
    let name = case.test_name();
    arguments
        .filter
        .as_ref()
        .is_none_or(|filter| if arguments.exact { *filter == name } else { name.contains(filter) })
}

/// Each roadmap with ten mistakes is told ten things, each at a place of its own: an update of what it expects can't change that.
fn ten_mistakes_are_ten(files: &[SuiteFile]) -> Trial {
    let ten = files
        .iter()
        .flat_map(|file| &file.cases)
        .filter(|case| case.name.starts_with("ten-mistakes"));
    let mut faults = String::new();
    for case in ten {
        let compiled = Compiled::of(case);
        let places: std::collections::BTreeSet<_> =
            compiled.compilation().diagnostics().map(|told| told.primary.span).collect();
        let count = compiled.compilation().diagnostics().count();
        if (count, places.len()) != (10, 10) {
            faults +=
                &format!("{} is told {count} things at {} places\n", case.place(), places.len());
        }
    }
    Trial::test("ten-mistakes-are-ten", move || {
        if faults.is_empty() { Ok(()) } else { Err(Failed::from(faults)) }
    })
}

fn names_are_unique(files: &[SuiteFile]) -> Trial {
    let mut seen = std::collections::BTreeMap::new();
    let mut twice = String::new();
    for case in files.iter().flat_map(|file| &file.cases) {
        if let Some(first) = seen.insert(case.name.clone(), case.place()) {
            twice += &format!("`{}` at {first} and at {}\n", case.name, case.place());
        }
    }
    Trial::test("names-are-unique", move || {
        if twice.is_empty() {
            Ok(())
        } else {
            Err(Failed::from(format!("one name, two cases:\n{twice}")))
        }
    })
}
