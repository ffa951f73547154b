//! Files of other tools, invented, with the traps that real ones have: `tests/import/FORMAT/NAME.EXT`.
//!
//! For each there is a snapshot beside it, `NAME.EXT.snap`: the file, what was lost, the roadmap, its dates. What is said on the
//! command line stands in `NAME.EXT.options`. A second test spoils each file in hundreds of ways: nothing may panic, and what comes
//! out is a roadmap in its syntax or a refusal.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used, clippy::format_push_string)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use milepost::import::{self, DateOrder, Imported, Input, Options, Refusal};
use milepost::time::{Date, Minutes};
use milepost::{Source, compile};

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let files: Vec<_> =
        files_below(&folder).into_iter().map(|file| Case::of(&folder, file)).collect();
    let count = files.len();
    let mut trials = vec![Trial::test("there_are_120_files", move || {
        if count >= 120 { Ok(()) } else { Err(format!("there are {count}").into()) }
    })];
    for case in files {
        let name = case.name.clone();
        trials.push(Trial::test(format!("{name} is read"), {
            let case = case.clone();
            move || {
                case.compare();
                Ok(())
            }
        }));
        trials.push(Trial::test(format!("{name} spoiled"), move || {
            case.spoil();
            Ok(())
        }));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// The fixtures: all files in folders of formats that are neither snapshots nor options.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else if path.parent() != Some(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import"))
        {
            files.push(path);
        }
    }
    let is_input = |path: &PathBuf| {
        !["snap", "new", "options", "rs", "toml", "inc"]
            .iter()
            .any(|end| path.extension().is_some_and(|is| is == *end))
    };
    files.retain(is_input);
    files.sort();
    files
}

#[derive(Clone)]
struct Case {
    name: String,
    path: PathBuf,
    bytes: Vec<u8>,
    options: Options,
    from: Option<String>,
}

impl Case {
    fn of(folder: &Path, path: PathBuf) -> Self {
        let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(&path).unwrap();
        let said = fs::read_to_string(format!("{}.options", path.display())).unwrap_or_default();
        let (mut options, mut from) = (Options::default(), None);
        let mut words = said.split_whitespace();
        while let Some(option) = words.next() {
            let value = words.next().unwrap().to_owned();
            match option {
                "--from" => from = Some(value),
                "--date-order" => options.date_order = Some(order(&value)),
                "--today" => options.today = Some(Date::from_iso(&value).unwrap()),
                "--point" => {
                    options.point = Some(Minutes(
                        value.strip_suffix('h').unwrap().parse::<i64>().unwrap() * 60,
                    ));
                }
                "--sheet" => options.sheet = Some(value),
                // The files are named by their paths then.
                "--beside" => options.reads_beside = value == "yes",
                "--map" => {
                    let map = fs::read_to_string(path.with_file_name(&value)).unwrap();
                    options.columns = import::columns(&map).unwrap();
                }
                _ => panic!("unknown option {option} of {name}"),
            }
        }
        Self { name, path, bytes, options, from }
    }

    fn import(&self, bytes: &[u8]) -> Result<Imported, Refusal> {
        let path = self.path.to_str().unwrap();
        let name = if self.options.reads_beside { path } else { &self.name };
        let input = Input { name, bytes };
        import::import(&input, self.from.as_deref(), &self.options)
    }

    /// Sets what comes of a file beside its snapshot.
    fn compare(&self) {
        let mut settings = insta::Settings::new();
        settings.set_snapshot_path(self.path.parent().unwrap());
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let name = self.path.file_name().unwrap().to_str().unwrap();
        settings.bind(|| insta::assert_snapshot!(name, self.told()));
    }

    fn told(&self) -> String {
        let input = Input { name: &self.name, bytes: &self.bytes };
        let shown = if self.bytes.contains(&0) {
            format!("({} bytes)\n", self.bytes.len())
        } else {
            input.text().into_owned()
        };
        let shown = shown.replace("\r\n", "\n");
        match self.import(&self.bytes) {
            Err(Refusal { message, place, help }) => {
                let help = help.map(|help| format!("\nhelp: {help}")).unwrap_or_default();
                format!("{shown}\n==== refused\n{place}: {message}{help}\n")
            }
            Ok(mut imported) => {
                let source = Source::new("plan.roadmap", imported.text.clone());
                let compilation = compile(source, &milepost::Options::new());
                let dates = match compilation.plan() {
                    Ok(plan) => {
                        import::compare(&imported.stated, plan, &mut imported.losses);
                        dates(&compilation)
                    }
                    Err(problems) => panic!(
                        "what comes of it does not compile: {problems}\n{}\n{:#?}",
                        imported.text,
                        compilation.diagnostics().map(|said| &said.message).collect::<Vec<_>>()
                    ),
                };
                // What it was read as before it was laid out has the same dates, and as much does not hold in it.
                let counted = imported.compile(&milepost::Options::new());
                let counts = |of: &milepost::Compilation| {
                    let report = of.report();
                    [report.errors(), report.warnings(), report.notes()]
                };
                assert_eq!(counted.diagnostics().count(), 0);
                assert_eq!(counts(&counted), counts(&compilation), "{}", imported.text);
                assert_eq!(self::dates(&counted), dates);
                let (format, losses, text) =
                    (imported.format.name, imported.losses.human(), &imported.text);
                format!(
                    "{shown}\n==== {format}\n{losses}\n==== roadmap\n{text}\n==== dates\n{dates}"
                )
            }
        }
    }

    /// Prefixes, deletions and other bytes, spread over the file: some dozens if `SLOW` is set, otherwise some.
    fn spoil(&self) {
        let tries = if std::env::var_os("SLOW").is_some() { 18 } else { 6 };
        let length = self.bytes.len();
        let step = (length / tries).max(1);
        for at in (0..length).step_by(step) {
            let mut shorter = self.bytes.clone();
            shorter.drain(at..(at + step.min(7)).min(length));
            let mut other = self.bytes.clone();
            let mut lower = self.bytes.clone();
            if let (Some(one), Some(two)) = (other.get_mut(at), lower.get_mut(at)) {
                *one ^= 0x41;
                *two = b'"';
            }
            for bytes in [self.bytes.get(..at).unwrap(), &shorter, &other, &lower] {
                if let Ok(imported) = self.import(bytes) {
                    let is_text = milepost::format::format(Source::new(
                        "plan.roadmap",
                        imported.text.clone(),
                    ))
                    .is_ok();
                    assert!(is_text, "byte {at} of {}:\n{}", self.name, imported.text);
                }
            }
        }
    }
}

fn order(word: &str) -> DateOrder {
    match word {
        "dmy" => DateOrder::DayFirst,
        "mdy" => DateOrder::MonthFirst,
        "ymd" => DateOrder::YearFirst,
        _ => panic!("unknown order {word}"),
    }
}

/// The days of each item.
fn dates(compilation: &milepost::Compilation) -> String {
    let Ok(plan) = compilation.plan() else { return String::new() };
    let mut text = String::new();
    for item in plan.model.items() {
        let (first, last) = plan.schedule.timing(item.id).days();
        text += &format!("{} {first} {last}\n", item.path());
    }
    text
}
