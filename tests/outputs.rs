//! The outputs that are read by programs and in reports: JSON against its schema, Markdown against a parser of Markdown, both
//! shown as snapshots beside the roadmap they come from.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "outputs/agreement.rs"]
mod agreement;
#[allow(dead_code)]
#[path = "support/plans.rs"]
mod plans;
#[path = "outputs/report.rs"]
mod report;
#[allow(dead_code)]
mod runner;
mod support;

use std::num::NonZeroU32;

use boon::{Compiler, SchemaIndex, Schemas};
use milepost::model::{Audience, ChartKind, View};
use milepost::plan::PlanView;
use milepost::schedule::simulate::{Settings, Simulation, simulate};
use milepost::{Compilation, Options, Source, compile, emit};
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag};
use runner::{Compiled, SuiteFile};
use serde_json::Value;
use support::{EXAMPLES, compiled_example, root};

/// A roadmap that says a little of everything.
const RICH: &str = include_str!("outputs/rich.roadmap");
/// A roadmap of texts that would do harm where they are not escaped.
const HOSTILE: &str = include_str!("outputs/hostile.roadmap");

/// A roadmap that misses what it committed to, in every way there is.
const LATE: &str = include_str!("outputs/late.roadmap");

fn compiled(text: &str) -> Compilation {
    let compilation = compile(Source::new("plan.roadmap", text), &Options::new());
    if let Err(problems) = compilation.plan() {
        panic!("{problems}");
    }
    compilation
}

fn json_of(text: &str) -> String {
    emit::json(&compiled(text).plan().unwrap())
}

fn markdown_of(text: &str) -> String {
    emit::markdown(&compiled(text).plan().unwrap())
}

/// Calls with the name and the plan of every example and of every case of the suite that has one.
fn each_plan(mut ask: impl FnMut(&str, &milepost::Plan<'_>)) {
    let mut count = 0;
    let mut tell = |name: &str, compilation: &Compilation| {
        if let Ok(plan) = compilation.plan() {
            count += 1;
            ask(name, &plan);
        }
    };
    for name in EXAMPLES {
        tell(name, &compiled_example(name));
    }
    for file in SuiteFile::read_all(&root().join("tests/suite")) {
        for case in &file.cases {
            tell(&case.name, Compiled::of(case).compilation());
        }
    }
    assert!(count > EXAMPLES.len(), "the suite has plans too");
}

struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    fn new() -> Self {
        Self::of(emit::json_schema())
    }

    fn of(schema: &str) -> Self {
        let schema: Value = serde_json::from_str(schema).unwrap();
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.enable_format_assertions();
        compiler.add_resource("roadmap.json", schema).unwrap();
        let index = compiler.compile("roadmap.json", &mut schemas).expect("the schema is one");
        Self { schemas, index }
    }

    fn check(&self, json: &Value) -> Result<(), String> {
        self.schemas.validate(json, self.index).map_err(|error| format!("{error:#}"))
    }
}

// ---- JSON ----

#[test]
fn json_of_everything_keeps_to_its_schema() {
    let schema = Schema::new();
    let check = |name: &str, text: &str| {
        assert!(text.ends_with("}\n"), "{name}");
        let json: Value = serde_json::from_str(text).unwrap();
        if let Err(error) = schema.check(&json) {
            panic!("{name}: {error}");
        }
    };
    check("rich", &json_of(RICH));
    check("hostile", &json_of(HOSTILE));
    check("late", &json_of(LATE));
    each_plan(|name, plan| check(name, &emit::json(plan)));
}

/// Breaks something in a file.
type Break = fn(&mut Value);

const FOLLOWERS: &str = "roadmap \"R\" from 2026-03-02 level\nperson ana \"Ana\"\n\
     task a 3d @ana\ntask z 9d after a\ntask b 5d @ana\ntask c 2d after b\nmilestone m after c\n";

/// Of what levelling moved either who had no time is told, or what it follows.
#[test]
fn every_move_has_its_reason() {
    let json: Value = serde_json::from_str(&json_of(FOLLOWERS)).unwrap();
    let moves = json["levelling"]["moves"].as_array().unwrap();
    let told = |of: &Value| {
        let reason = ["resource", "after", "follows"].map(|key| of[key].as_str().unwrap_or("-"));
        format!("{}: {}", of["item"].as_str().unwrap(), reason.join(" "))
    };
    let told: Vec<String> = moves.iter().map(told).collect();
    assert_eq!(told, ["b: ana a -", "c: - - b", "m: - - c"]);
}

/// Items of one title are told from each other by what they stand in: the nearest thing that does.
#[test]
fn namesakes_are_told_apart() {
    let text = markdown_of(
        "roadmap \"R\" from 2026-03-02 level\nperson ana \"Ana\"\n\
         stream s \"Shop\" {\n feature f \"Cart\" {\n task t \"Test\" 3d @ana\n milestone m \"Live\" after t\n }\n}\n\
         stream w \"Web\" {\n feature f \"Cart\" {\n task t \"Test\" 3d @ana\n milestone m \"Live\" after t\n }\n milestone l \"Over\" after f\n}\n",
    );
    for row in ["| Live (Shop) | ", "| Live (Web) | ", "| Over | ", "| Test (Shop) | "] {
        assert!(text.contains(row), "{row} in {text}");
    }
    assert!(text.contains("Ana, who does Test (Web) first"), "{text}");
}

/// The report names what only follows others, unless that is many.
#[test]
fn the_report_says_what_is_followed() {
    let few = markdown_of(FOLLOWERS);
    assert!(few.contains("; 2 of them only follow others: c (after b), m (after c)."), "{few}");
    let many: String =
        (0..5).fold(FOLLOWERS.to_owned(), |text, at| text + &format!("task t{at} 1d after c\n"));
    let many = markdown_of(&many);
    assert!(many.contains("; 7 of them only follow others. "), "{many}");
    let passed = markdown_of(
        "roadmap \"R\" from 2026-03-02 level\nperson ana \"Ana\" away 2026-03-02..2026-03-20\nperson bo \"Bo\"\n\
         task a 3d @ana|bo\ntask b 2d after a\n",
    );
    let told = "; 1 of them is done by others: a (Bo); 1 of them only follows others: b (after a).";
    assert!(passed.contains(told), "{passed}");
}

#[test]
fn the_schema_rejects_what_is_broken() {
    let schema = Schema::new();
    let good: Value = serde_json::from_str(&json_of(RICH)).unwrap();
    schema.check(&good).unwrap();
    let breaks: [(&str, Break); 8] = [
        ("another version", |json| json["version"] = 2.into()),
        ("no items", |json| drop(json.as_object_mut().unwrap().remove("items"))),
        ("a key that nobody knows", |json| json["items"][0]["colour"] = "red".into()),
        ("an item without a path", |json| {
            drop(json["items"][0].as_object_mut().unwrap().remove("path"));
        }),
        ("a kind that there is not", |json| json["items"][0]["kind"] = "epic".into()),
        ("a date that there is not", |json| json["items"][0]["start"] = "2026-02-30".into()),
        ("slack in words", |json| json["items"][0]["totalSlack"] = "2d".into()),
        ("a link that acts", |json| {
            json["roadmap"]["links"] = serde_json::json!([{ "address": "javascript:alert(1)" }]);
        }),
    ];
    for (what, break_it) in breaks {
        let mut broken = good.clone();
        break_it(&mut broken);
        assert!(schema.check(&broken).is_err(), "{what} is accepted");
    }
}

/// Every object says what it takes and nothing else, and every property says what it is.
#[test]
fn the_schema_describes_everything() {
    let schema: Value = serde_json::from_str(emit::json_schema()).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(schema["$id"].is_string());
    described(&schema, &schema, "schema");
}

fn described(schema: &Value, whole: &Value, place: &str) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                assert!(object.contains_key("additionalProperties"), "{place} is open");
                for (name, property) in properties {
                    assert!(has_description(property, whole), "{place}.{name}");
                }
            }
            object
                .iter()
                .for_each(|(key, inner)| described(inner, whole, &format!("{place}.{key}")));
        }
        Value::Array(values) => values.iter().for_each(|inner| described(inner, whole, place)),
        _ => {}
    }
}

fn has_description(property: &Value, whole: &Value) -> bool {
    let referred =
        property["$ref"].as_str().and_then(|of| whole.pointer(of.trim_start_matches('#')));
    property["description"].is_string() || referred.is_some_and(|of| of["description"].is_string())
}

#[test]
fn the_schema_file_is_formatted() {
    assert!(emit::json_schema().ends_with("}\n"));
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    assert_eq!(json_of(RICH), json_of(RICH));
    assert_eq!(markdown_of(RICH), markdown_of(RICH));
}

// ---- Markdown ----

fn events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    let extensions = Extensions::ENABLE_TABLES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_MATH
        | Extensions::ENABLE_FOOTNOTES;
    Parser::new_ext(markdown, extensions)
}

/// The columns of each row of a table as it is written: a parser would fill up and cut off silently.
fn columns(row: &str) -> usize {
    let mut escaped = false;
    let pipes = row.chars().filter(|c| {
        let counts = *c == '|' && !escaped;
        escaped = *c == '\\' && !escaped;
        counts
    });
    pipes.count() - 1
}

fn is_well_formed(name: &str, markdown: &str) {
    assert!(markdown.starts_with("# "), "{name} has no title");
    assert!(markdown.ends_with('\n') && !markdown.ends_with("\n\n"), "{name} ends in one newline");
    let mut tables = 0;
    let lines: Vec<_> = markdown.lines().collect();
    for table in lines.split(|line| !line.starts_with('|')).filter(|table| !table.is_empty()) {
        tables += 1;
        for row in table {
            assert_eq!(columns(row), columns(table[0]), "{name}: {row}");
        }
    }
    let mut found = 0;
    for event in events(markdown) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{name}: HTML {html}"),
            Event::Start(Tag::Table(_)) => found += 1,
            Event::Start(Tag::Link { dest_url, .. }) => {
                let schemes = ["http://", "https://", "mailto:"];
                let address = dest_url.to_ascii_lowercase();
                assert!(schemes.iter().any(|of| address.starts_with(of)), "{name}: {dest_url}");
            }
            Event::Start(
                tag @ (Tag::Image { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::Emphasis),
            ) => panic!("{name}: {tag:?} comes from no section"),
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::Code(_) => {
                panic!("{name}: {event:?} comes from no section")
            }
            _ => {}
        }
    }
    assert_eq!(found, tables, "{name}: tables are tables");
}

#[test]
fn reports_of_everything_are_well_formed() {
    is_well_formed("rich", &markdown_of(RICH));
    is_well_formed("hostile", &markdown_of(HOSTILE));
    is_well_formed("late", &markdown_of(LATE));
    each_plan(|name, plan| is_well_formed(name, &emit::markdown(plan)));
}

/// What the reader sees is what was written, whatever it looks like.
#[test]
fn reports_and_mermaid_of_views_are_well_formed() {
    for (name, text) in [("rich", RICH), ("hostile", HOSTILE), ("late", LATE), ("risky", RISKY)] {
        let compilation = compiled(text);
        let plan = compilation.plan().unwrap();
        let status = plan.status();
        for audience in [Audience::Team, Audience::Public] {
            let view = View { audience, ..View::of(ChartKind::Board) };
            let view = PlanView::of(plan, &status, &view);
            is_well_formed(name, &emit::view_markdown(&view));
            for line in emit::mermaid(&view).lines().skip(6) {
                let is_section = line.starts_with("    section ");
                let task = line.strip_prefix("    ").and_then(|line| line.split_once(" :"));
                let is_plain = |(title, rest): (&str, &str)| {
                    let is_date =
                        rest.chars().all(|c| c.is_ascii_alphanumeric() || "-, ".contains(c));
                    is_date && !title.contains([':', '%', '<', '"'])
                };
                assert!(is_section || task.is_some_and(is_plain), "{name}: {line}");
            }
        }
    }
}

#[test]
fn hostile_texts_read_as_they_were_written() {
    let markdown = markdown_of(HOSTILE);
    let mut shown = String::new();
    for event in events(&markdown) {
        match event {
            // What keeps addresses from being links has no width.
            Event::Text(text) => shown += &text.replace('\u{2060}', ""),
            Event::Start(_) | Event::SoftBreak => shown.push('\n'),
            _ => {}
        }
    }
    let compilation = compiled(HOSTILE);
    for item in compilation.model().items().filter(|item| item.kind().is_point()) {
        let words: Vec<_> = item.title().split_whitespace().collect();
        // The pictures of control characters stand in their order.
        let picture = |c: char| char::from_u32(0x2400 + u32::from(c)).filter(|_| c.is_control());
        let title: String = words.join(" ").chars().map(|c| picture(c).unwrap_or(c)).collect();
        assert!(shown.contains(&title), "{title:?} is not in\n{shown}");
    }
}

/// Dates beside a Hebrew title stand where they stand beside an English one.
#[test]
fn titles_from_right_to_left_reorder_nothing() {
    let markdown = markdown_of(
        "roadmap \"R\" from 2026-06-01 warn deadline-missed\ntask a \"מבחן\" 9d\n\
         milestone m \"בדיקות קבלה (v2.0)\" after a by 2026-06-03\n",
    );
    for told in
        ["| \u{2068}בדיקות קבלה (v2.0)\u{2069} | ", "**: \u{2068}בדיקות קבלה\u{2069} (v2.0) "]
    {
        assert!(markdown.contains(told), "{told} in {markdown}");
    }
    let opened = markdown.matches('\u{2068}').count();
    assert_eq!(opened, markdown.matches('\u{2069}').count(), "{markdown}");
}

#[test]
fn a_small_roadmap_has_a_short_report() {
    let markdown = markdown_of("roadmap \"Trip\" from 2026-03-02\ntask pack \"Pack\" 1d\n");
    assert!(markdown.lines().count() < 14, "{markdown}");
    assert_eq!(markdown.matches("##").count(), 1, "{markdown}");
    assert!(markdown.contains("| Pack | 2 Mar 2026 | 2 Mar 2026 | waiting |"), "{markdown}");
}

// ---- simulations ----

/// A roadmap with ranges, risks, money, and dates to keep.
const RISKY: &str = include_str!("outputs/risky.roadmap");

fn simulated(plan: &milepost::Plan<'_>, runs: u32) -> Simulation {
    let settings = Settings::default().runs(NonZeroU32::new(runs).unwrap());
    simulate(plan.model, plan.schedule, &settings)
}

#[test]
fn simulations_of_everything_keep_to_their_schema_and_are_well_formed() {
    let schema = Schema::of(emit::simulation_json_schema());
    let check = |name: &str, plan: &milepost::Plan<'_>| {
        let simulation = simulated(plan, 30);
        let text = emit::simulation_json(plan, &simulation);
        assert!(text.ends_with("}\n"), "{name}");
        if let Err(error) = schema.check(&serde_json::from_str(&text).unwrap()) {
            panic!("{name}: {error}");
        }
        is_well_formed(name, &emit::simulation_markdown(plan, &simulation));
    };
    for (name, text) in [("rich", RICH), ("hostile", HOSTILE), ("late", LATE), ("risky", RISKY)] {
        check(name, &compiled(text).plan().unwrap());
    }
    each_plan(check);
}

#[test]
fn the_schema_of_simulations_rejects_what_is_broken() {
    let schema = Schema::of(emit::simulation_json_schema());
    let compilation = compiled(RISKY);
    let plan = compilation.plan().unwrap();
    let good: Value =
        serde_json::from_str(&emit::simulation_json(&plan, &simulated(&plan, 200))).unwrap();
    schema.check(&good).unwrap();
    let breaks: [(&str, Break); 5] = [
        ("another version", |json| json["version"] = 2.into()),
        ("a key that nobody knows", |json| json["end"]["p99"] = "2026-05-01".into()),
        ("a share of more than all", |json| json["end"]["plannedShare"] = 1.5.into()),
        ("a date in words", |json| json["items"][0]["p80"] = "in May".into()),
        ("a contribution of nothing", |json| {
            drop(json["contributions"][0].as_object_mut().unwrap().remove("risk"));
        }),
    ];
    for (what, break_it) in breaks {
        let mut bad = good.clone();
        break_it(&mut bad);
        assert!(schema.check(&bad).is_err(), "{what} passes");
    }
}

#[test]
fn a_report_says_what_varies_and_what_does_not() {
    let report = |more: &str| {
        let text = format!("roadmap \"Plan\" from 2026-03-02 currency EUR\ntask a 5d\n{more}");
        let compilation = compiled(&text);
        let plan = compilation.plan().unwrap();
        emit::simulation_markdown(&plan, &simulated(&plan, 200))
    };
    let risk = |impact: &str| {
        format!("risk r {{\n  probability 50%\n  impact {impact}\n  mitigation \"Wait\"\n}}\n")
    };
    assert!(report("").contains("no range and no risk moves that"));
    let money = report(&risk("5k..9k"));
    assert!(money.contains("in every run; what it costs varies") && money.contains("## Costs"));
    let time = report(&risk("2d..9d on a"));
    assert!(time.contains("In 80% of all runs") && !time.contains("## Costs"), "{time}");
}

#[test]
fn what_may_go_wrong_is_told() {
    let compilation = compiled(RISKY);
    let plan = compilation.plan().unwrap();
    let simulation = simulated(&plan, 2000);
    show("risky_simulation_json", RISKY, &emit::simulation_json(&plan, &simulation));
    show("risky_simulation_report", RISKY, &emit::simulation_markdown(&plan, &simulation));
}

// ---- snapshots ----

fn show(name: &str, source: &str, output: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_description(source);
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(true);
    settings.bind(|| insta::assert_snapshot!(name, output));
}

#[test]
fn the_hello_example() {
    let text = support::text_of("hello.roadmap");
    show("hello_json", &text, &json_of(&text));
    show("hello_report", &text, &markdown_of(&text));
}

#[test]
fn a_little_of_everything() {
    show("rich_json", RICH, &json_of(RICH));
    show("rich_report", RICH, &markdown_of(RICH));
}

#[test]
fn what_is_late_says_why() {
    show("late_report", LATE, &markdown_of(LATE));
}

#[test]
fn the_big_example() {
    let compilation = compiled_example("atlas.roadmap");
    let plan = compilation.plan().unwrap();
    show("atlas_report", "examples/atlas.roadmap", &emit::markdown(&plan));
}
