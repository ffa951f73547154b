//! Lists for other tools, against what their importers ask for.

use std::collections::BTreeSet;

use milepost::diagnostic::Fate;
use milepost::emit::Flavour;

use crate::reading::{EVERYTHING, List, compiled, fate};
use crate::support::{EXAMPLES, compiled_example};

#[test]
fn jira_gets_its_columns_and_levels() {
    let jira = List::of(&compiled(EVERYTHING), Flavour::Jira);
    let mut titles = jira.titles.clone();
    titles.dedup();
    assert_eq!(
        titles,
        [
            "Summary",
            "Issue ID",
            "Issue Type",
            "Parent",
            "Status",
            "Resolution",
            "Priority",
            "Assignee",
            "Start date",
            "Due date",
            "Original estimate",
            "Remaining Estimate",
            "Component",
            "Fix versions",
            "Labels",
            "Outward issue link (Blocks)",
            "Description",
        ]
    );
    let said = |summary: &str, title: &str| jira.values(("Summary", summary), title).join("|");
    assert_eq!(said("Express checkout", "Issue Type"), "Epic");
    assert_eq!(said("Payment API", "Issue Type"), "Task");
    assert_eq!(said("Payment API", "Parent"), said("Express checkout", "Issue ID"));
    assert_eq!(said("Payment API", "Status"), "Done");
    assert_eq!(said("Payment API", "Assignee"), "Ana Silva");
    assert_eq!(said("Payment API", "Due date"), "13/Mar/26 12:00 AM");
    assert_eq!(said("Payment API", "Original estimate"), (10 * 8 * 3600).to_string());
    assert_eq!(said("Payment API", "Fix versions"), "First release");
    assert_eq!(said("Payment API", "Component"), "Core");
    assert_eq!(said("Payment page", "Status"), "In Progress");
    assert_eq!(said("Not to be", "Resolution"), "Won't Do");
    // What nobody has estimated has no day on which it is due.
    assert_eq!(
        (said("Nobody knows", "Start date"), said("Nobody knows", "Due date")),
        ("18/Mar/26 12:00 AM".into(), String::new())
    );
    assert_eq!(said("Review", "Labels"), "backend|milestone");
    assert_eq!(said("Review", "Description"), "Deadline: 2026-06-30\nObjectives: growth");
    assert_eq!(said("Just in time", "Remaining Estimate"), (8 * 3600).to_string());
    let blocked = said("Payment API", "Outward issue link (Blocks)");
    let pages = [said("Payment page", "Issue ID"), said("Wallet", "Issue ID")];
    assert_eq!(blocked, pages.join("|"));
}

#[test]
fn jira_reads_what_something_stands_in_before_it() {
    for name in EXAMPLES {
        let jira = List::of(&compiled_example(name), Flavour::Jira);
        let (id, parent) = (jira.column("Issue ID"), jira.column("Parent"));
        let mut above = BTreeSet::new();
        let all: BTreeSet<&str> = jira.rows.iter().map(|row| &*row[id]).collect();
        for row in &jira.rows {
            assert!(row[parent].is_empty() || above.contains(&row[parent]), "{name}: {row:?}");
            above.insert(row[id].clone());
            let links = jira.titles.iter().zip(row).filter(|(title, _)| title.contains("Blocks"));
            assert!(links.filter(|(_, to)| !to.is_empty()).all(|(_, to)| all.contains(&**to)));
        }
    }
}

#[test]
fn asana_gets_names_it_can_find() {
    let asana = List::of(&compiled(EVERYTHING), Flavour::Asana);
    let start =
        ["Name", "Description", "Section", "Assignee", "Collaborators", "Start Date", "Due Date"];
    assert_eq!(asana.titles[..7], start);
    let said = |name: &str, title: &str| asana.value(("Name", name), title);
    assert_eq!(said("Payment API", "Subtask of"), "Express checkout");
    assert_eq!(said("Payment page", "Dependencies"), "Payment API");
    assert_eq!(said("Payment page", "Due Date"), "03/23/2026");
    assert_eq!(said("Review", "Type"), "Milestone");
    assert_eq!(said("Audit, external", "Collaborators"), "Web");
    // A name with a comma in it can't be told from two.
    assert_eq!(said("Review", "Dependencies"), "Just in time");
    assert_eq!(fate(&asana.losses, "a dependency on a name with a comma"), Some(Fate::Changed));
    assert!(said("Review", "Description").contains("Blocked by: Audit, external"));
}

#[test]
fn asana_reads_what_something_waits_for_before_it() {
    let twice = compiled(
        "roadmap \"Twice\" from 2026-03-02\ntask b \"Test\" 1d after f.a\nfeature f \"F\" {\n  task a \"Test\" 1d after c\n}\ntask c \"Build\" 1d\n",
    );
    let all = EXAMPLES.into_iter().map(compiled_example).chain([compiled(EVERYTHING), twice]);
    for compilation in all {
        let asana = List::of(&compilation, Flavour::Asana);
        let [name, parent, awaited] =
            ["Name", "Subtask of", "Dependencies"].map(|title| asana.column(title));
        let mut above: BTreeSet<&str> = BTreeSet::new();
        for row in &asana.rows {
            let found =
                row[awaited].split(',').chain([&*row[parent]]).filter(|one| !one.is_empty());
            for one in found {
                assert!(above.contains(one), "`{one}` stands above {row:?}");
            }
            assert!(above.insert(&row[name]), "`{}` is there once", row[name]);
        }
    }
}

#[test]
fn trello_gets_cards_in_lists() {
    let trello = List::of(&compiled(EVERYTHING), Flavour::Trello);
    assert_eq!(
        trello.titles,
        [
            "Card ID",
            "Card Name",
            "Card Description",
            "Labels",
            "Members",
            "Due Date",
            "List Name",
            "Board Name",
            "Archived",
            "Start Date",
            "Due Complete",
        ]
    );
    let said = |name: &str, title: &str| trello.value(("Card Name", name), title);
    assert_eq!(said("Payment API", "List Name"), "Core");
    assert_eq!(said("Deep", "List Name"), "Inner");
    assert_eq!(said("Loose", "List Name"), "Plan");
    assert_eq!(said("Payment API", "Board Name"), "Checkout 2026");
    assert_eq!(said("Payment API", "Due Complete"), "true");
    assert_eq!(said("Not to be", "Archived"), "true");
    assert_eq!(said("Audit, external", "Members"), "Inês Duarte, Web");
    assert_eq!(
        said("Payment page", "Card Description"),
        "Part of: Express checkout\nBlocked by: Payment API\nShips in: First release\nObjectives: growth"
    );
}

#[test]
fn what_a_tool_has_no_place_for_is_told_with_where_it_is() {
    let compilation = compiled(EVERYTHING);
    let told: String = Flavour::ALL
        .into_iter()
        .map(|flavour| {
            format!("{}\n{}\n", flavour.word(), List::of(&compilation, flavour).losses.human())
        })
        .collect();
    let path = std::path::Path::new(file!()).with_file_name("losses.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &told).unwrap();
    }
    assert_eq!(told, std::fs::read_to_string(&path).unwrap());
}
