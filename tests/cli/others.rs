//! `milepost explain`, `new`, `schema`, `completions`, and help.

use std::io::Read as _;
use std::process::Stdio;

use crate::program::Test;
use crate::{FINE, UNKNOWN, fine};

#[test]
fn every_rule_is_explained() {
    let list = Test::new().args(["explain"]).any_stdout().run().stdout;
    for rule in milepost::diagnostic::rules::ALL {
        assert!(list.contains(&format!("\n{} ", rule.name)), "{} is not in the list", rule.name);
        let page = Test::new().args(["explain", rule.name]).any_stdout().run().stdout;
        assert!(page.starts_with(&format!("{}\n\n", rule.name)), "{page}");
        assert!(
            !page.contains("```") && !page.contains("##") && !page.contains('\u{1B}'),
            "{page}"
        );
        assert!(
            page.lines().all(|line| line.starts_with("    ") || line.chars().count() <= 100),
            "{page}"
        );
    }
}

#[test]
fn a_rule_can_be_named_as_messages_do() {
    let page = Test::new().args(["explain", "error[unknown-name]"]).any_stdout().run().stdout;
    assert!(page.starts_with("unknown-name\n"));
}

#[test]
fn an_unknown_rule_may_be_another() {
    Test::new()
        .args(["explain", "unknown-nmae"])
        .stderr("error: there is no rule `unknown-nmae`\n  help: did you mean `unknown-name`?\n")
        .code(2)
        .run();
    Test::new()
        .args(["explain", "quux"])
        .stderr("error: there is no rule `quux`\n  help: `milepost explain` lists all rules\n")
        .code(2)
        .run();
}

#[test]
fn each_kind_of_new_roadmap_compiles_without_a_word() {
    for kind in ["product", "software", "developer", "it", "architecture", "hardware"] {
        let ran = Test::new()
            .args(["new", "--kind", kind, "first"])
            .stderr("wrote first.roadmap\n`milepost build first.roadmap` draws it\n")
            .run();
        let lines = ran.read("first.roadmap").lines().count();
        assert!((30..=60).contains(&lines), "{kind}: {lines} lines");
        Test::again(ran)
            .args(["check", "first.roadmap", "--deny", "warnings"])
            .stderr("no errors in first.roadmap\n")
            .run();
    }
}

#[test]
fn a_new_roadmap_is_a_product_roadmap_if_nothing_is_said() {
    let of_a_product =
        Test::new().args(["new", "--kind", "product", "-"]).any_stdout().run().stdout;
    let any = Test::new().args(["new", "-"]).any_stdout().run().stdout;
    assert_eq!(any, of_a_product);
}

#[test]
fn a_new_roadmap_overwrites_nothing() {
    let ran = fine()
        .args(["new", "plan.roadmap"])
        .stderr(
            "
            error: `plan.roadmap` exists
              help: choose another name; a file that exists is never overwritten
            ",
        )
        .code(2)
        .run();
    assert_eq!(ran.read("plan.roadmap"), FINE);
    Test::new()
        .args(["new", "nowhere/plan.roadmap"])
        .stderr("error: can't write `nowhere/plan.roadmap`: there is no folder `nowhere`\n")
        .code(2)
        .run();
}

#[test]
fn the_schema_is_printed() {
    let schema = Test::new().args(["schema"]).any_stdout().run().stdout;
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn the_schema_of_why_is_another() {
    let schema = Test::new().args(["schema", "why"]).any_stdout().run().stdout;
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["$id"], "urn:milepost:schema:why-1");
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = Test::new().args(["completions", shell]).any_stdout().run().stdout;
        assert!(script.contains("milepost") && script.contains("explain"), "{shell}");
    }
}

#[test]
fn help_says_what_exit_codes_mean() {
    for arguments in [["--help", ""], ["help", ""], ["-h", ""]] {
        let [first, _] = arguments;
        let help = Test::new().args([first]).any_stdout().run().stdout;
        assert!(help.contains("Exit codes:") && help.contains("Examples:"), "{help}");
    }
    for command in ["check", "build", "new"] {
        let help = Test::new().args([command, "--help"]).any_stdout().run().stdout;
        assert!(help.contains("Examples:"), "{help}");
    }
}

#[test]
fn wrong_use_is_code_2() {
    for arguments in [["check", "--colour"], ["frobnicate", "x"], ["build", "--theme=pink"]] {
        Test::new().args(arguments).any_stderr().code(2).run();
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let test = fine().args(["explain"]);
    let mut child = test.command().spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
    let test = Test::new().file("plan.roadmap", UNKNOWN).args(["check", "plan.roadmap"]);
    let mut child = test.command().stdin(Stdio::null()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn a_roadmap_without_a_command_is_told_the_commands() {
    for args in [["--quiet", "plan.roadmap"], ["plan.roadmap", "--quiet"]] {
        fine()
            .args(args)
            .stderr(
                "
                error: what is to be done with `plan.roadmap` is not said
                  help: `milepost check plan.roadmap`
                  help: `milepost build plan.roadmap`
                ",
            )
            .code(2)
            .run();
    }
}

#[test]
fn commands_that_are_named_can_be_typed() {
    let cases: [(&[&str], i32, &str); 8] = [
        (&["my plan.roadmap"], 2, "`milepost build 'my plan.roadmap'`\n"),
        (&["new", "a b"], 0, "`milepost build 'a b.roadmap'` draws it\n"),
        (&["new", "--", "-x"], 0, "`milepost build ./-x.roadmap` draws it\n"),
        (&["why", "launch"], 2, "`milepost why ./-o.roadmap ITEM`\n"),
        (&["build", "my plan.roadmap", "--check"], 1, "`milepost build 'my plan.roadmap'` "),
        (&["build", "--check", "--", "-o.roadmap"], 1, "`milepost build ./-o.roadmap` "),
        (
            &["simulate", "my plan.roadmap", "-o", "a.md", "--check"],
            1,
            "`milepost simulate 'my plan.roadmap'` ",
        ),
        (&["fmt", "--check", "--", "-o.roadmap", "."], 1, "`milepost fmt ./-o.roadmap .` "),
    ];
    for (args, code, command) in cases {
        let test = Test::new().file("my plan.roadmap", FINE).file("-o.roadmap", FINE);
        let ran = test.arguments(args).code(code).any_stdout().any_stderr().run();
        assert!(ran.stderr.contains(command), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn how_much_is_levelled_is_joined_to_its_option() {
    for args in [
        ["check", "plan.roadmap", "--level", "quick"],
        ["build", "--level", "quick", "plan.roadmap"],
        ["why", "plan.roadmap", "--level", "quick"],
    ] {
        fine()
            .args(args)
            .stderr(
                "
                error: `--level quick` is written with a `=`
                  help: `--level=quick`
                ",
            )
            .code(2)
            .run();
    }
    for args in [
        ["check", "plan.roadmap", "--level", "fast", "-q"],
        ["build", "plan.roadmap", "--level", "fast", "-q"],
        ["simulate", "plan.roadmap", "--level", "fast", "-q"],
        ["why", "plan.roadmap", "build", "--level", "fast"],
    ] {
        fine()
            .args(args)
            .stderr(
                "
                error: expected `off`, `quick`, `normal` or `thorough` for `--level`, found `fast`
                  help: `--level=normal`
                ",
            )
            .code(2)
            .run();
    }
    // An item may stand there.
    fine().args(["why", "--level", "build"]).any_stdout().run();
    // What is a file is taken for one.
    fine()
        .file("quick", FINE)
        .args(["check", "plan.roadmap", "--level", "quick"])
        .stderr("no errors in 2 files\n")
        .run();
}

#[test]
fn what_people_read_is_called_text_too() {
    fine()
        .args(["check", "plan.roadmap", "--diagnostics", "text"])
        .stderr("no errors in plan.roadmap\n")
        .run();
    fine().args(["why", "plan.roadmap", "build", "-f", "text"]).any_stdout().run();
}
