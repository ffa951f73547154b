//! Sheets: what may not be guessed is refused, what is not carried over is told, and no bytes are too strange.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use milepost::import::{DateOrder, Imported, Input, Options, Refusal, columns, import};
use milepost::{Source, compile};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

fn fixtures(format: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(format);
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == format))
        .collect();
    files.sort();
    assert!(files.len() > 10, "{format}: {files:?}");
    files
}

fn read(name: &str, bytes: &[u8], options: &Options) -> Result<Imported, Refusal> {
    import(&Input { name, bytes }, name.rsplit('.').next(), options)
}

fn of(text: &str) -> Imported {
    read("plan.csv", text.as_bytes(), &Options::default()).unwrap()
}

fn fixture(name: &str, options: &Options) -> Result<Imported, Refusal> {
    let format = name.rsplit('.').next().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(format);
    read(name, &fs::read(folder.join(name)).unwrap(), options)
}

fn saved(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().unwrap()
}

fn has(imported: &Imported, line: &str) {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = imported.text.lines().map(squeezed).collect();
    assert!(lines.iter().any(|known| known == line), "no {line:?} in\n{}", imported.text);
}

fn says(imported: &Imported, loss: &str) {
    let human = imported.losses.human();
    assert!(human.contains(loss), "no {loss:?} in\n{human}");
}

#[test]
fn every_fixture_is_read_or_refused_with_a_reason_and_what_is_read_compiles() {
    let refused = [
        "matrix-no-year",
        "matrix-on-its-side",
        "no-header",
        "no-plan",
        "empty",
        "order-unknown",
        "order-contradicts",
    ];
    for path in fixtures("csv").into_iter().chain(fixtures("xlsx")) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_refused = refused.contains(&path.file_stem().unwrap().to_str().unwrap());
        match read(name, &fs::read(&path).unwrap(), &Options::default()) {
            Ok(imported) => {
                assert!(!is_refused, "{name} is read:\n{}", imported.text);
                let compilation = compile(
                    Source::new("plan.roadmap", imported.text.clone()),
                    &milepost::Options::new(),
                );
                let said: Vec<_> =
                    compilation.diagnostics().map(|said| said.message.clone()).collect();
                assert!(compilation.plan().is_ok(), "{name}:\n{}\n{said:#?}", imported.text);
            }
            Err(refusal) => {
                assert!(is_refused, "{name}: {refusal:?}");
                assert!(
                    !refusal.message.is_empty() && refusal.help.is_some(),
                    "{name}: {refusal:?}"
                );
            }
        }
    }
}

#[test]
fn no_bytes_are_too_strange() {
    let try_all = |path: &Path, steps: usize| {
        let bytes = fs::read(path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        for step in 0..steps {
            let at = bytes.len() * step / steps;
            let _ = read(name, &bytes[..at], &Options::default());
            let cut = [&bytes[..at], &bytes[(at + 3).min(bytes.len())..]].concat();
            let _ = read(name, &cut, &Options::default());
            let mut flipped = bytes.clone();
            if let Some(byte) = flipped.get_mut(at) {
                *byte ^= 1 << (step % 8);
            }
            let _ = read(
                name,
                &flipped,
                &Options { date_order: Some(DateOrder::DayFirst), ..Options::default() },
            );
        }
    };
    for (kind, tries) in [("csv", 4), ("xlsx", 12)] {
        for path in &fixtures(kind) {
            try_all(path, tries);
        }
    }
}

/// What is packed in a workbook is flipped where a packed file would only fail its checksum.
#[test]
fn no_sheet_in_a_workbook_is_too_strange() {
    for path in fixtures("xlsx") {
        let bytes = fs::read(&path).unwrap();
        let mut parts = Vec::new();
        let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for at in 0..archive.len() {
            let mut part = archive.by_index(at).unwrap();
            let mut text = Vec::new();
            std::io::copy(&mut part, &mut text).unwrap();
            parts.push((part.name().unwrap().into_owned(), text));
        }
        for (index, (name, text)) in parts.iter().enumerate() {
            if !name.starts_with("xl/") || name.contains("theme") {
                continue;
            }
            for step in 0..4 {
                let at = text.len() * step / 4;
                let mut changed = text.clone();
                changed[at] ^= 1 << (step % 7);
                let all = parts.iter().enumerate().map(|(other, (name, text))| {
                    (name, if other == index { &changed } else { text })
                });
                let _ = read("plan.xlsx", &zipped(all), &Options::default());
            }
        }
    }
}

fn zipped<'p>(parts: impl Iterator<Item = (&'p String, &'p Vec<u8>)>) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn what_grows_a_thousandfold_is_not_opened() {
    let large = vec![b' '; 80 << 20];
    let names =
        ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"].map(String::from);
    let bytes = zipped(names.iter().map(|name| (name, &large)));
    assert!(bytes.len() < 1 << 20);
    let refusal = read("plan.xlsx", &bytes, &Options::default()).unwrap_err();
    assert!(refusal.message.contains("far more than its size"), "{refusal:?}");
}

#[test]
fn an_order_of_dates_is_taken_from_the_file_or_asked_for() {
    let text = "Task,Start,End\nOne,3/4/2026,3/5/2026\n";
    let refusal = read("plan.csv", text.as_bytes(), &Options::default()).unwrap_err();
    assert!(refusal.help.unwrap().contains("--date-order"));
    let said = |order| {
        read(
            "plan.csv",
            text.as_bytes(),
            &Options { date_order: Some(order), ..Options::default() },
        )
        .unwrap()
    };
    has(&said(DateOrder::DayFirst), "task one \"One\" from 2026-04-03 to 2026-05-03");
    has(&said(DateOrder::MonthFirst), "task one \"One\" from 2026-03-04 to 2026-03-05");
    let told = of("Task,Start,End\nOne,3/4/2026,3/5/2026\nTwo,3/13/2026,3/13/2026\n");
    has(&told, "task one \"One\" from 2026-03-04 to 2026-03-05");
    says(&told, "decided: the order of dates such as `3/4/2026`: `3/13/2026` tells it");
}

#[test]
fn a_map_says_what_columns_mean() {
    let text = "Dings,Von Wem,Los,Schluss,Quatsch\nEins,Ana,2026-03-02,2026-03-06,x\n";
    let refusal = read("plan.csv", text.as_bytes(), &Options::default()).unwrap_err();
    assert!(refusal.help.unwrap().contains("--map"));
    let map = "[columns]\nDings = \"title\"\n\"Von Wem\" = \"people\"\nLos = \"start\"\nSchluss = \"end\"\nQuatsch = \"ignore\"\n";
    let options = Options { columns: columns(map).unwrap(), ..Options::default() };
    let imported = read("plan.csv", text.as_bytes(), &options).unwrap();
    has(&imported, "task eins \"Eins\" @ana from 2026-03-02 to 2026-03-06");
    says(&imported, "left out: column `Quatsch`: the map of columns says so");
    for (map, message) in [
        (
            "[columns]\nDings = \"thing\"\n",
            "the map of columns gives `Dings` the meaning `thing`, which there is not",
        ),
        ("[colums]\nDings = \"title\"\n", "the map of columns can't be read"),
        ("Dings", "the map of columns can't be read"),
    ] {
        let refusal = columns(map).unwrap_err();
        assert!(refusal.message.starts_with(message) && refusal.help.is_some(), "{refusal:?}");
    }
    let options = Options { columns: vec![("Nix".into(), "title".into())], ..Options::default() };
    let refusal = read("plan.csv", b"Task,Start\nOne,2026-03-02\n", &options).unwrap_err();
    assert_eq!(refusal.message, "the map of columns names `Nix`, and the file has no such column");
}

#[test]
fn a_sheet_is_chosen_or_named() {
    let chosen = fixture("several-sheets.xlsx", &Options::default()).unwrap();
    has(&chosen, "task build \"Build\" from 2026-03-09 to 2026-03-13");
    says(&chosen, "left out: the sheet `Notes`");
    let named = |name: &str| {
        fixture("several-sheets.xlsx", &Options { sheet: Some(name.into()), ..Options::default() })
    };
    assert!(named("plan 2026").is_ok());
    let refusal = named("Old plan").unwrap_err();
    assert_eq!(refusal.help.as_deref(), Some("its sheets are `Notes`, `Lookup`, `Plan 2026`"));
}

#[test]
fn values_of_formulas_are_read() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (column, title) in ["Task", "Start", "End", "Progress"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap(), title).unwrap();
    }
    sheet.write(1, 0, Formula::new("=\"De\"&\"sign\"").set_result("Design")).unwrap();
    sheet.write_with_format(1, 1, ExcelDateTime::from_ymd(2026, 3, 2).unwrap(), &day).unwrap();
    sheet.write_with_format(1, 2, Formula::new("=B2+4").set_result("46087"), &day).unwrap();
    sheet.write(1, 3, Formula::new("=1/4").set_result("0.25")).unwrap();
    let imported = read("plan.xlsx", &saved(book), &Options::default()).unwrap();
    has(&imported, "task design \"Design\" from 2026-03-02 to 2026-03-06 25%");
}

#[test]
fn milepost_reads_its_own_tables() {
    for name in ["own.xlsx", "own.csv"] {
        let imported = fixture(name, &Options::default()).unwrap();
        for line in [
            "task page \"Page\" 4d..8d @bo after api + 2d {",
            "task test \"Test\" effort 6d @web:2 after page.start + 1d ends after page + 1d started 2026-03-16 40%",
            "task soak \"Soak\" elapsed 3d after test - 1d",
            "milestone review \"Review\" after soak promised 2026-Q2",
            "task wait \"Wait\" 2d @bo after 2026-05-04 link \"Plan\" https://example.com/a",
            "task fixed \"Fixed\" from 2026-05-11 to 2026-05-15 priority 620",
            "task late \"Late\" 2d alap",
            "task gone \"Gone\" dropped",
            "task stuck \"Stuck\" 3d after wait, fixed blocked \"waits for legal\"",
        ] {
            has(&imported, line);
        }
    }
    let imported = fixture("own.xlsx", &Options::default()).unwrap();
    for line in [
        "roadmap \"Own\" from 2026-03-02 today 2026-03-16",
        "person ana \"Ana Silva\" rate 800/d role \"Lead\" away 2026-07-06..2026-07-17 \"vacation\"",
        "person bo \"Bo Lind\" 80%",
        "team web \"Web\" capacity 3",
        "measure m1 \"Payments per day\" from 200 to 1000 now 310",
        "idea off \"Offline\" 30d score reach 40000 impact 2 confidence 50%",
    ] {
        has(&imported, line);
    }
}

#[test]
fn what_is_not_kept_is_told() {
    let imported = of("Task,Start,End,,Extra,Created\nOne,soon,2026-03-06,hm,7,2026-01-01\n");
    has(&imported, "task one \"One\" by 2026-03-06 extra: 7");
    says(&imported, "left out: `soon` in column `Start`: it can't be read as a date (line 2)");
    says(&imported, "left out: column D without a header: nothing says what it is (line 1)");
    says(
        &imported,
        "left out: column `Created`: a roadmap does not keep when an item was noted (line 1)",
    );
}

#[test]
fn what_is_in_progress_says_so_with_a_deadline_and_without_a_start() {
    let text = "Summary,Issue key,Issue Type,Status,Due date,Start date\nE,P-1,Story,In Progress,2026-04-30,\nU,P-4,Story,In Progress,2026-04-30,2026-04-01\n";
    let options = Options::default();
    let input = Input { name: "js.csv", bytes: text.as_bytes() };
    let imported = import(&input, Some("jira-csv"), &options).unwrap();
    has(&imported, "task p-1 \"E\" by 2026-04-30 horizon now");
    has(&imported, "task p-4 \"U\" from 2026-04-01 to 2026-04-30 started 2026-04-01");
}

#[test]
fn a_due_date_is_the_end_of_what_has_a_start_and_no_length() {
    let imported =
        of("Task,Start,Due,Days\nWork,2026-04-01,2026-04-03,\nB,2026-04-06,2026-04-10,2\n");
    has(&imported, "task work \"Work\" from 2026-04-01 to 2026-04-03");
    has(&imported, "task b \"B\" 2d from 2026-04-06 by 2026-04-10");
}

#[test]
fn lower_case_behind_a_comma_is_another_name_and_the_told_name_is_of_the_file() {
    has(&of("Task,Who\nA,\"ana, bo\"\n"), "task a \"A\" @ana @bo");
    says(&of("Task,Who\nA,\"Berg, Mia\"\n"), "decided: names such as `Berg, Mia`");
}

#[test]
fn a_tool_that_is_asked_for_needs_its_titles() {
    let text = "Summary,Issue key,Status,Description\nLogin,P-1,To Do,x\n";
    let input = Input { name: "j.csv", bytes: text.as_bytes() };
    let refusal = import(&input, Some("linear-csv"), &Options::default()).unwrap_err();
    assert!(refusal.message.contains("no column `title`"), "{refusal:?}");
}

#[test]
fn a_formula_that_was_never_counted_is_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, title) in ["Task", "Start", "End"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(at).unwrap(), title).unwrap();
    }
    sheet.write(1, 0, "One").unwrap();
    sheet.write(1, 1, "2026-03-02").unwrap();
    sheet.write_formula(1, 2, Formula::new("=B2+2")).unwrap();
    let bytes = saved(book);
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        let text = text.replace("</f><v>0</v>", "</f><v></v>");
        parts.push((part.name().unwrap().into_owned(), text.into_bytes()));
    }
    let bytes = zipped(parts.iter().map(|(name, text)| (name, text)));
    let imported = read("plan.xlsx", &bytes, &Options::default()).unwrap();
    says(&imported, "left out: a formula without a value");
    says(&imported, "Sheet1!C2");
}

#[test]
fn so_many_rows_are_no_plan() {
    let text = format!("Task,Start\n{}", "A,2026-03-02\n".repeat(200_005));
    let refusal = read("plan.csv", text.as_bytes(), &Options::default()).unwrap_err();
    assert_eq!(refusal.message, "it has 200006 rows: no roadmap has so many items");
}

#[test]
fn months_that_begin_at_a_weekend_begin_on_the_monday_behind_it() {
    let imported = of("Roadmap 2026,,,\nTeam,Mar,Apr,May\nWeb,Login,Search,Pay\n");
    has(&imported, "task login \"Login\" from 2026-03-02 to 2026-03-31");
    says(&imported, "the starts of weeks and months");
}

#[test]
fn all_labels_of_a_matrix_are_read() {
    let imported =
        of("Task,Owner,2026-03-02,2026-03-09,2026-03-16\nLogin,Ana,x,x,\nSearch,Bo,,x,x\n");
    has(&imported, "task login \"Login\" @ana from 2026-03-02 to 2026-03-13");
    has(&imported, "task search \"Search\" @bo from 2026-03-09 to 2026-03-20");
    let teams = of(
        "Team,Stream,Place,2026-03-02,2026-03-09,2026-03-16\nWeb,Shop,Here,Login,,\n,Blog,,,Posts,\n",
    );
    has(&teams, "stream shop \"Shop\" owner @web {");
    has(&teams, "stream blog \"Blog\" owner @web {");
    says(&teams, "left out: column `Place`");
}

#[test]
fn several_files_that_overlap_have_each_person_and_item_once() {
    let one = "Task ID,Name,Assignee,Completed At,Projects,Notes\nx1,Login,Ana Silva,,P,\n";
    let two = "Task ID,Name,Assignee,Completed At,Projects,Notes\nx1,Login,Ana Silva,,P,more\nx2,Pay,Ana Silva,,P,\n";
    let inputs =
        [("a.csv", one), ("b.csv", two)].map(|(name, text)| Input { name, bytes: text.as_bytes() });
    let imported =
        milepost::import::import_all(inputs, Some("asana-csv"), &Options::default()).unwrap();
    assert_eq!(imported.text.matches("\"Login\"").count(), 1, "{}", imported.text);
    assert!(imported.text.contains("more"), "{}", imported.text);
    says(&imported, "decided: items that stand in several files");
}
