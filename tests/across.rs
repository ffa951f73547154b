//! What comes across: each thing that a roadmap can say is written in each format and read back. It is the same again, or somebody
//! was told. The table of the book, `docs/src/import/across.md`, is made here: `UPDATE=1 cargo test --test across` writes it.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used, clippy::format_push_string)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use milepost::diagnostic::{Fate, Loss, Losses};
use milepost::emit::{self, Exchange, Flavour};
use milepost::import::{self, Input};
use milepost::model::View;
use milepost::plan::PlanView;
use milepost::{Compilation, Source, compile};

/// What is written and read back: a heading, the name of a file, and what is written.
const FORMATS: [(&str, &str, Written); 9] = [
    ("Excel", "plan.xlsx", Written::Exchange(Exchange::Workbook)),
    ("CSV", "plan.csv", Written::Exchange(Exchange::List(Flavour::Plan))),
    ("MS Project", "plan.xml", Written::Exchange(Exchange::MsProject)),
    ("TaskJuggler", "plan.tjp", Written::Exchange(Exchange::TaskJuggler)),
    ("Jira", "jira.csv", Written::Exchange(Exchange::List(Flavour::Jira))),
    ("Asana", "asana.csv", Written::Exchange(Exchange::List(Flavour::Asana))),
    ("Trello", "trello.csv", Written::Exchange(Exchange::List(Flavour::Trello))),
    ("Mermaid", "plan.mmd", Written::Mermaid),
    ("PlantUML", "plan.puml", Written::PlantUml),
];

#[derive(Clone, Copy)]
enum Written {
    Exchange(Exchange),
    Mermaid,
    PlantUml,
}

/// What a roadmap can say: what the book calls it, the lines that say it, and what has to stand in the roadmap that comes back.
const THINGS: [(&str, &str, &str); 45] = [
    ("ids and titles", "task api-2 \"Payment API\"  5d", "task api-2 \"Payment API\""),
    (
        "streams, features, tasks",
        "stream s \"S\" {\n  feature f \"F\" {\n    task t \"T\"  5d\n  }\n}",
        "feature f \"F\"",
    ),
    ("milestones", "milestone m \"M\"  after base", "milestone m \"M\" after base"),
    (
        "releases and what ships in them",
        "release v \"V\"  on 2026-06-30\ntask t \"T\"  5d  in v",
        "in v",
    ),
    ("durations", "task t \"T\"  12d", "12d"),
    ("efforts", "task t \"T\"  effort 12d  @ana", "effort 12d"),
    ("clock time", "task t \"T\"  elapsed 2w", "elapsed"),
    ("ranges", "task t \"T\"  8d..10d..15d", "8d..10d..15d"),
    ("finish to start", "task t \"T\"  5d  after base", "after base"),
    ("start to start", "task t \"T\"  5d  after base.start", "after base.start"),
    ("finish to finish", "task t \"T\"  5d  ends after base", "ends after base"),
    ("start to finish", "task t \"T\"  5d  ends after base.start", "ends after base.start"),
    ("lag", "task t \"T\"  5d  after base + 2d", "after base + 2d"),
    ("lead", "task t \"T\"  5d  after base - 2d", "after base - 2d"),
    ("lag on the clock", "task t \"T\"  5d  after base + elapsed 3d", "after base + elapsed 3d"),
    ("no earlier than a day", "task t \"T\"  5d  after 2026-04-01", "after 2026-04-01"),
    ("fixed starts", "task t \"T\"  5d  from 2026-04-01", "from 2026-04-01"),
    ("fixed ends", "task t \"T\"  5d  to 2026-04-30", "to 2026-04-30"),
    ("fixed days", "milestone m \"M\"  on 2026-04-30", "on 2026-04-30"),
    ("deadlines", "task t \"T\"  5d  by 2026-04-30", "by 2026-04-30"),
    ("promises", "task t \"T\"  5d  promised 2026-Q2", "promised 2026-Q2"),
    (
        "as late as possible",
        "task t \"T\"  5d  alap  before last\ntask last \"Last\"  1d  from 2026-06-01",
        "alap",
    ),
    ("who works on it", "task t \"T\"  5d  @ana", "@ana"),
    ("half of somebody", "task t \"T\"  5d  @ana:50%", "@ana:50%"),
    ("units of a team", "team web \"Web\"  capacity 3\ntask t \"T\"  5d  @web:2", "@web:2"),
    ("who answers for it", "task t \"T\"  5d  owner @ana", "owner @ana"),
    ("progress", "task t \"T\"  5d  started 2026-03-02  40%", "40%"),
    ("work that remains", "task t \"T\"  5d  started 2026-03-02  remaining 4d", "remaining 4d"),
    ("when it was started", "task t \"T\"  5d  started 2026-03-03", "started 2026-03-03"),
    ("when it was done", "task t \"T\"  5d  done 2026-03-09", "done 2026-03-09"),
    ("dropped work", "task t \"T\"  5d  dropped", "dropped"),
    (
        "what is blocked",
        "task t \"T\"  5d  blocked \"waiting for legal\"",
        "blocked \"waiting for legal\"",
    ),
    ("priorities", "task t \"T\"  5d  priority 650", "priority 650"),
    ("now, next, later", "task t \"T\"  5d  horizon later", "horizon later"),
    (
        "scores",
        "task t \"T\"  5d  score reach 40 impact 2 confidence 50%",
        "score reach 40 impact 2 confidence 50%",
    ),
    ("costs", "task t \"T\"  5d  cost 1200", "cost 1200"),
    ("tags", "task t \"T\"  5d  #infra", "#infra"),
    ("web addresses", "task t \"T\"  5d  link https://example.com/t", "link https://example.com/t"),
    ("notes", "task t \"T\"  5d  note \"Mind the gap.\"", "note \"Mind the gap.\""),
    (
        "custom fields",
        "field jira \"Jira\" text\ntask t \"T\"  5d  jira: \"PAY-12\"",
        "jira: \"PAY-12\"",
    ),
    ("objectives", "objective growth \"Growth\"\ntask t \"T\"  5d  for growth", "for growth"),
    (
        "ideas",
        "idea i \"An idea\"  score value 5 urgency 3 risk 2  effort 10d",
        "idea i \"An idea\"",
    ),
    ("risks", "risk r \"It may rain\" {\n  probability 30%\n}", "probability 30%"),
    (
        "working hours and holidays",
        "calendar own {\n  work mon-thu 08:00-16:00\n  off 2026-03-18 \"Fair\"\n}\ntask t \"T\"  5d  calendar own",
        "off 2026-03-18",
    ),
    (
        "absences",
        "person bo \"Bo\"  away 2026-04-06..2026-04-10\ntask t \"T\"  5d  @bo",
        "away 2026-04-06..2026-04-10",
    ),
];

/// What stands round each of them.
fn roadmap(lines: &str) -> String {
    format!(
        "roadmap \"Plan\" from 2026-03-02 today 2026-03-16 {{\n  allow overallocated, slipped, unused-resource, unassigned-work\n}}\n\
         person ana \"Ana\"\ntask base \"Base\"  5d  @ana\n{lines}\n"
    )
}

/// What was read back, and all that was told on the way.
struct Journey {
    text: String,
    losses: Losses,
}

impl Journey {
    fn of(lines: &str, name: &str, written: Written) -> Self {
        let compilation = compiled(&roadmap(lines));
        let plan = compilation.plan().unwrap();
        let status = plan.status();
        let view = View::default();
        let view = PlanView::of(plan, &status, &view);
        let (bytes, mut losses) = match written {
            Written::Exchange(exchange) => exchange.write(plan),
            Written::Mermaid => (emit::mermaid(&view).into_bytes(), emit::mermaid_losses(&view)),
            Written::PlantUml => {
                let (text, losses) = emit::plantuml(&view);
                (text.into_bytes(), losses)
            }
        };
        let input = Input { name, bytes: &bytes };
        let imported = import::import(&input, None, &import::Options::default())
            .unwrap_or_else(|refusal| panic!("{name}: {refusal:?}\n{lines}"));
        losses.append(imported.losses);
        let again =
            compile(Source::new("plan.roadmap", imported.text.clone()), &milepost::Options::new());
        assert!(again.plan().is_ok(), "{name} of {lines}\n{}", imported.text);
        Self { text: imported.text, losses }
    }

    /// What was told, each once.
    fn told(&self) -> BTreeSet<(bool, String, String, usize)> {
        let row = |loss: &Loss| {
            (loss.fate == Fate::LeftOut, loss.what.clone(), loss.why.clone(), loss.count)
        };
        self.losses.iter().map(row).collect()
    }
}

fn compiled(text: &str) -> Compilation {
    let compilation = compile(Source::new("plan.roadmap", text), &milepost::Options::new());
    let said: Vec<_> = compilation.diagnostics().map(|said| &said.message).collect();
    assert!(compilation.plan().is_ok(), "{text}\n{said:#?}");
    compilation
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_does_not_come_across_is_told() {
    let mut table = String::from("|  |");
    for (title, ..) in FORMATS {
        table += &format!(" {title} |");
    }
    table += "\n| --- |";
    table += &" :-: |".repeat(FORMATS.len());
    table += "\n";
    let mut silent = String::new();
    let usual: Vec<_> =
        FORMATS.iter().map(|(_, name, written)| Journey::of("", name, *written).told()).collect();
    for (thing, lines, probe) in THINGS {
        table += &format!("| {thing} |");
        for ((title, name, written), usual) in FORMATS.iter().zip(&usual) {
            let journey = Journey::of(lines, name, *written);
            let told: Vec<_> = journey.told().difference(usual).cloned().collect();
            let is_back = squeezed(&journey.text).contains(probe);
            let is_left_out = told.iter().any(|(is_left_out, ..)| *is_left_out);
            table += match (is_back, told.is_empty(), is_left_out) {
                (true, ..) => " yes |",
                (false, false, false) => " near |",
                (false, false, true) => " no |",
                (false, true, _) => {
                    silent += &format!("{title}: {thing}\n{}\n", journey.text);
                    " ? |"
                }
            };
        }
        table += "\n";
    }
    assert!(silent.is_empty(), "nobody was told:\n{silent}");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/src/import/across.md");
    let old = fs::read_to_string(&page).unwrap();
    let (before, _) = old.split_once("|  |").unwrap_or((&old, ""));
    let new = format!("{before}{table}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&page, &new).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&page).unwrap(),
        new,
        "`UPDATE=1 cargo test --test across` writes it"
    );
}
