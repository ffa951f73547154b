//! Edits: what they would do, and doing them.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, FILES, PEOPLE, SHOP};

const FILE: &str = "plans/shop.roadmap";
const LINE: &str = "  task design \"Design\"  9d        @ana";

fn longer() -> Value {
    json!({ "file": FILE, "edits": [{ "line": 6, "text": LINE }] })
}

/// Proposes an edit, then applies it.
async fn apply(client: &Client, mut given: Value) -> Value {
    let told = client.data("propose_edit", given.clone()).await;
    given["revision"] = told["revision"].clone();
    client.data("propose_edit", applied(given)).await
}

fn applied(mut given: Value) -> Value {
    given["apply"] = json!(true);
    given
}

#[tokio::test]
async fn an_edit_tells_which_dates_move_and_writes_nothing() {
    for client in [Client::new(&FILES).await, Client::writing(&FILES).await] {
        let told = client.data("propose_edit", longer()).await;
        assert_eq!((&told["changes"], &told["parses"]), (&json!(true), &json!(true)));
        assert_eq!((&told["applied"], &told["isNew"]), (&json!(false), &json!(false)));
        let shop = &told["roadmaps"][0];
        assert_eq!(told["roadmaps"].as_array().unwrap().len(), 1);
        assert_eq!(shop["roadmap"], FILE);
        assert_eq!(
            (&shop["before"]["end"], &shop["after"]["end"]),
            (&json!("2026-03-20"), &json!("2026-03-26"))
        );
        let moved: Vec<_> = shop["moved"].as_array().unwrap().iter().collect();
        let paths: Vec<_> = moved.iter().map(|row| row["path"].as_str().unwrap()).collect();
        assert_eq!(paths, ["checkout", "checkout.design", "checkout.build", "live"]);
        let design = json!({
            "path": "checkout.design", "title": "Design", "workingDaysLater": 4,
            "was": { "start": "2026-03-02", "end": "2026-03-06" },
            "is": { "start": "2026-03-02", "end": "2026-03-12" },
        });
        assert_eq!(*moved[1], design);
        assert_eq!(shop["newDiagnostics"], json!([]));
        assert_eq!(client.file(FILE), SHOP);
    }
}

#[tokio::test]
async fn an_edit_tells_what_goes_wrong_and_what_is_mended() {
    let client = Client::new(&FILES).await;
    let line = "  task design \"Design\"  20d        @ana";
    let late = json!({ "file": FILE, "edits": [{ "line": 6, "text": line }] });
    let told = client.data("propose_edit", late).await;
    let shop = &told["roadmaps"][0];
    assert_eq!(shop["newDiagnostics"][0]["rule"], "deadline-missed");
    assert_eq!((&shop["before"]["holds"], &shop["after"]["holds"]), (&json!(true), &json!(false)));
    assert_eq!(shop["after"]["health"], "off-track");
    let bad = SHOP.replace("after design", "after desing");
    let client = Client::new(&[("plans/shop.roadmap", &bad), FILES[1]]).await;
    let told = client.data("propose_edit", json!({ "file": FILE, "text": SHOP })).await;
    let shop = &told["roadmaps"][0];
    let gone = json!([{ "rule": "unknown-name", "severity": "error", "message": "no item is named `desing`" }]);
    assert_eq!(shop["goneDiagnostics"], gone);
    assert_eq!(
        (&shop["before"]["understood"], &shop["after"]["understood"]),
        (&json!(false), &json!(true))
    );
}

#[tokio::test]
async fn what_is_new_and_what_is_gone_is_told() {
    let client = Client::new(&FILES).await;
    let text = SHOP.replace(
        "milestone live \"Live\"  after checkout.build  by 2026-03-31",
        "task train \"Train\"  2d",
    );
    let told = client.data("propose_edit", json!({ "file": FILE, "text": text })).await;
    let shop = &told["roadmaps"][0];
    let added =
        json!([{ "path": "train", "title": "Train", "start": "2026-03-02", "end": "2026-03-03" }]);
    assert_eq!((&shop["added"], &shop["removed"]), (&added, &json!(["live"])));
}

#[tokio::test]
async fn an_edit_of_a_part_is_told_in_the_roadmaps_that_import_it() {
    let client = Client::new(&FILES).await;
    let text = "person ana \"Ana Silva\"  away 2026-03-04..2026-03-06\n";
    let told =
        client.data("propose_edit", json!({ "file": "plans/people.roadmap", "text": text })).await;
    let roadmaps = told["roadmaps"].as_array().unwrap();
    assert_eq!(roadmaps.len(), 1, "{told}");
    assert_eq!(roadmaps[0]["roadmap"], FILE);
    assert_eq!(roadmaps[0]["after"]["end"], "2026-03-25");
    let gone =
        client.data("propose_edit", json!({ "file": "plans/people.roadmap", "text": "" })).await;
    assert_eq!(gone["roadmaps"][0]["newDiagnostics"][0]["rule"], "unknown-name");
    assert_eq!(client.file("plans/people.roadmap"), PEOPLE);
}

#[tokio::test]
async fn a_file_that_others_import_and_is_not_there_is_told_in_them() {
    let client = Client::new(&FILES[..1]).await;
    let given = json!({ "file": "plans/people.roadmap", "text": PEOPLE });
    let told = client.data("propose_edit", given).await;
    assert_eq!(told["isNew"], json!(true));
    let roadmaps = told["roadmaps"].as_array().unwrap();
    assert_eq!(roadmaps.len(), 1, "{told}");
    assert_eq!(roadmaps[0]["roadmap"], FILE);
    assert_eq!(roadmaps[0]["before"]["understood"], json!(false));
    assert_eq!(roadmaps[0]["after"]["understood"], json!(true));
    assert!(!client.path("plans/people.roadmap").exists());
}

#[tokio::test]
async fn an_edit_is_written_where_that_is_allowed_and_said() {
    let client = Client::writing(&FILES).await;
    let told = apply(&client, longer()).await;
    assert_eq!(told["applied"], json!(true));
    assert_eq!(client.file(FILE), SHOP.replace("  task design \"Design\"  5d        @ana", LINE));
    let new = json!({ "file": "plans/new.roadmap", "text": "roadmap \"New\" from 2026-03-02\ntask a 1d\n" });
    let told = apply(&client, new).await;
    assert_eq!((&told["isNew"], &told["applied"]), (&json!(true), &json!(true)));
    assert_eq!(told["roadmaps"][0]["before"], json!(null));
    assert!(client.file("plans/new.roadmap").starts_with("roadmap \"New\""));
    let format = json!({ "file": "plans/new.roadmap", "apply": true });
    let text = client.text("format", format.clone()).await;
    assert_eq!(client.file("plans/new.roadmap"), text);
    let mut other = format;
    other["text"] = json!("task b 1d");
    let told = client.refusal("format", other).await;
    assert!(told.starts_with("a text is not written by `format`"), "{told}");
}

#[tokio::test]
async fn a_server_that_only_reads_writes_nothing() {
    let client = Client::new(&FILES).await;
    let new = json!({ "file": "plans/new.roadmap", "text": "roadmap \"New\" from 2026-03-02\n" });
    let format = json!({ "file": FILE });
    for (tool, given) in [("propose_edit", longer()), ("propose_edit", new), ("format", format)] {
        let told = client.refusal(tool, applied(given)).await;
        assert_eq!(
            told,
            "this server only reads, and nothing was written\nhelp: started as `milepost mcp --write` it may write roadmaps"
        );
    }
    assert_eq!(client.file(FILE), SHOP);
    assert!(!client.path("plans/new.roadmap").exists());
}

#[tokio::test]
async fn a_text_that_is_no_roadmap_is_not_written() {
    let client = Client::writing(&FILES).await;
    let told = apply(&client, json!({ "file": FILE, "text": "{ \"this\": \"is JSON\" }" })).await;
    assert_eq!((&told["parses"], &told["applied"]), (&json!(false), &json!(false)));
    assert!(!told["mistakes"].as_array().unwrap().is_empty());
    assert_eq!(client.file(FILE), SHOP);
}

#[tokio::test]
async fn nothing_is_written_that_was_not_proposed_nor_over_what_others_wrote() {
    let client = Client::writing(&FILES).await;
    let told = client.refusal("propose_edit", applied(longer())).await;
    assert!(told.starts_with("`apply` needs the `revision` of the file\n"), "{told}");
    let mut edit = longer();
    edit["revision"] = client.data("propose_edit", longer()).await["revision"].clone();
    let others = format!("{SHOP}// by hand\n");
    fs::write(client.path(FILE), &others).unwrap();
    let changed = "`plans/shop.roadmap` has been changed meanwhile\nhelp: read it again, and propose the edit anew";
    assert_eq!(client.refusal("propose_edit", applied(edit.clone())).await, changed);
    assert_eq!(client.refusal("propose_edit", edit).await, changed);
    // Of a file that is there now, and was not.
    let new = json!({ "file": "plans/new.roadmap", "text": "task a 1d\n" });
    client.data("propose_edit", new.clone()).await;
    fs::write(client.path("plans/new.roadmap"), "task b 1d\n").unwrap();
    let told = client.refusal("propose_edit", applied(new)).await;
    assert!(told.starts_with("`apply` needs the `revision`"), "{told}");
    assert_eq!(client.file(FILE), others);
    assert_eq!(client.file("plans/new.roadmap"), "task b 1d\n");
    // What is applied tells the revision for the next.
    let told = apply(&client, longer()).await;
    let back = json!({ "file": FILE, "text": SHOP, "revision": told["revision"] });
    assert_eq!(client.data("propose_edit", applied(back)).await["applied"], json!(true));
    assert_eq!(client.file(FILE), SHOP);
}

#[tokio::test]
async fn an_edit_of_other_lines_than_meant_is_refused() {
    let client = Client::writing(&FILES).await;
    let edit = json!({ "line": 6, "text": LINE, "was": "  task build" });
    let told = client.refusal("propose_edit", json!({ "file": FILE, "edits": [edit] })).await;
    assert!(
        told.starts_with("line 6 is not what `was` says\nhelp: there stands `  task design"),
        "{told}"
    );
    let cases = [
        (json!({ "file": FILE }), "an edit is either `text` or `edits`"),
        (json!({ "file": FILE, "text": "", "edits": [] }), "an edit is either `text` or `edits`"),
        (
            json!({ "file": "plans/shp.roadmap", "edits": [] }),
            "there is no roadmap `plans/shp.roadmap`",
        ),
        (
            json!({ "file": FILE, "edits": [{ "line": 99, "text": "" }] }),
            "line 99 with 1 line can't be replaced: the text has 17 lines",
        ),
        (
            json!({ "file": FILE, "edits": [{ "line": 0, "text": "" }] }),
            "`edits[0].line` has to be a whole number of at least 1, found `0`",
        ),
    ];
    for (given, expected) in cases {
        let told = client.refusal("propose_edit", applied(given)).await;
        assert!(told.starts_with(expected), "{told}");
    }
    assert_eq!(client.file(FILE), SHOP);
}

#[tokio::test]
async fn of_edits_at_once_one_is_written() {
    let client = Client::writing(&[("a.roadmap", "roadmap \"A\" from 2026-03-02\n")]).await;
    let edit = |n: usize| {
        let edit = json!({ "line": 2, "count": 0, "text": format!("task t{n}  1d") });
        json!({ "file": "a.roadmap", "edits": [edit] })
    };
    let revision = client.data("propose_edit", edit(0)).await["revision"].clone();
    let write = |n: usize| {
        let mut given = applied(edit(n));
        given["revision"] = revision.clone();
        client.call("propose_edit", given)
    };
    let (a, b, c, d) = tokio::join!(write(1), write(2), write(3), write(4));
    let written = [a, b, c, d].iter().filter(|told| told.is_error != Some(true)).count();
    assert_eq!(written, 1);
    assert_eq!(client.file("a.roadmap").lines().count(), 2);
}

#[tokio::test]
async fn line_ends_of_windows_stay() {
    let text = "roadmap \"A\" from 2026-03-02\r\ntask a  1d\r\n";
    let client = Client::writing(&[("a.roadmap", text)]).await;
    let edit = json!({ "line": 2, "text": "task b  2d\ntask c  1d" });
    apply(&client, json!({ "file": "a.roadmap", "edits": [edit] })).await;
    let expected = "roadmap \"A\" from 2026-03-02\r\ntask b  2d\r\ntask c  1d\r\n";
    assert_eq!(fs::read_to_string(client.path("a.roadmap")).unwrap(), expected);
}
