//! What is wrong, as clients are told.

use serde_json::{Value, json};

use super::client::{Client, plain, shown, uri};

const LATE: &str = "\
roadmap \"Launch\" from 2026-03-02

task design  \"Design\"     8d
task build   \"Build\"      15d  after design
milestone live \"Go live\"  after build  by 2026-03-30
person bo
";

/// What was said of a version, and the last that was said of it.
fn of_version(client: &mut Client, version: i32) -> Value {
    loop {
        let told = client.notified("textDocument/publishDiagnostics");
        if told["version"] == version {
            return told;
        }
    }
}

fn rules(told: &Value) -> Vec<&str> {
    let of = told.get("diagnostics").unwrap_or(told).as_array().unwrap();
    of.iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn a_diagnostic_has_all_that_a_client_can_show() {
    let mut client = Client::new().open("plan.roadmap", LATE);
    insta::assert_snapshot!(shown(&client.settled(&uri("plan.roadmap"))));
}

#[test]
fn a_client_without_related_places_reads_the_help_in_the_message() {
    let client = Client::with(json!({ "capabilities": {} }));
    let mut client = client.open("plan.roadmap", LATE);
    let told = client.settled(&uri("plan.roadmap"));
    insta::assert_snapshot!(told[0]["message"].as_str().unwrap());
    assert_eq!(told[0].get("relatedInformation"), None);
    assert_eq!(told[0].get("data"), None);
}

#[test]
fn what_the_text_says_is_told_before_the_dates_are_known() {
    let mut client =
        Client::new().open("plan.roadmap", &LATE.replace("after design", "after desing"));
    let first = of_version(&mut client, 1);
    assert_eq!(rules(&first), ["unknown-name"]);
    let then = of_version(&mut client, 1);
    assert_eq!(rules(&then), ["unknown-name", "unused-resource"]);
}

#[test]
fn what_was_said_of_the_dates_stays_until_there_are_new_ones() {
    let mut client = Client::new().open("plan.roadmap", LATE);
    assert_eq!(
        rules(&client.settled(&uri("plan.roadmap"))),
        ["deadline-missed", "unused-resource"]
    );
    // A line more above, and a mistake in it.
    client.edit(&uri("plan.roadmap"), (1, 0, 1, 0), "\ntask x 5\n");
    let first = of_version(&mut client, 2);
    assert_eq!(rules(&first), ["invalid-duration", "deadline-missed", "unused-resource"]);
    assert_eq!(first["diagnostics"][1]["range"]["start"]["line"], 6);
    let last = client.settled(&uri("plan.roadmap"));
    assert_eq!(last[1]["range"]["start"]["line"], 6);
}

#[test]
fn of_the_place_that_is_typed_at_no_old_dates_are_told() {
    let mut client = Client::new().open("plan.roadmap", LATE);
    client.settled(&uri("plan.roadmap"));
    client.edit(&uri("plan.roadmap"), (4, 50, 4, 51), "1");
    let first = of_version(&mut client, 2);
    assert_eq!(rules(&first), ["unused-resource"]);
    client.settled(&uri("plan.roadmap"));
}

#[test]
fn columns_are_counted_as_agreed() {
    let text = "roadmap \"🚀\" from 2026-03-02\ntask \"Größe 🚀\" 5d after nobody\n";
    let mut client = Client::new().open("plan.roadmap", text);
    let start = |told: Value| told[0]["range"]["start"]["character"].as_u64().unwrap();
    assert_eq!(start(client.settled(&uri("plan.roadmap"))), 25);
    let general = json!({ "positionEncodings": ["utf-8"] });
    let client = Client::with(json!({ "capabilities": { "general": general } }));
    let mut client = client.open("plan.roadmap", text);
    assert_eq!(start(client.settled(&uri("plan.roadmap"))), 29);
}

#[test]
fn of_very_many_mistakes_a_thousand_of_each_severity_are_told() {
    let mut text = "roadmap \"Plan\" from 2026-03-02\nperson bo\n".to_owned();
    for number in 0..1_001 {
        text += &format!("task t{number} 1d after nobody{number}\n");
    }
    let mut client = Client::new().open("plan.roadmap", &text);
    let told = client.settled(&uri("plan.roadmap"));
    let of = |name: &str| rules(&told).into_iter().filter(|rule| *rule == name).count();
    assert_eq!((of("unknown-name"), of("unused-resource")), (1_000, 1));
    // The first are told, and where one is mended the next is.
    client.edit(&uri("plan.roadmap"), (2, 10, 2, 24), "");
    let told = client.settled(&uri("plan.roadmap"));
    let last = told.as_array().unwrap().last().unwrap();
    assert_eq!(last["range"]["start"]["line"], 1_002);
}

fn pulling() -> Client {
    let mut capabilities = plain();
    capabilities["textDocument"]["diagnostic"] = json!({ "dynamicRegistration": false });
    capabilities["workspace"] = json!({ "diagnostics": { "refreshSupport": true } });
    Client::with(json!({ "capabilities": capabilities }))
}

#[test]
fn a_client_that_asks_is_not_told_as_well() {
    let mut client = pulling().open("plan.roadmap", LATE);
    let ask = json!({ "textDocument": { "uri": uri("plan.roadmap") } });
    client.request("textDocument/diagnostic", ask.clone()).unwrap();
    client.asked("workspace/diagnostic/refresh", Value::Null);
    let report = client.request("textDocument/diagnostic", ask.clone()).unwrap();
    assert_eq!(report["kind"], "full");
    assert_eq!(rules(&report["items"]), ["deadline-missed", "unused-resource"]);
    let mut again = ask;
    again["previousResultId"] = report["resultId"].clone();
    let same = client.request("textDocument/diagnostic", again).unwrap();
    assert_eq!(same, json!({ "kind": "unchanged", "resultId": report["resultId"] }));
}

#[test]
fn all_files_are_asked_for_at_once() {
    let mut client = pulling().open("plan.roadmap", LATE).open("other.roadmap", "task\n");
    let report =
        client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
    let items = report["items"].as_array().unwrap();
    let of: Vec<&str> = items.iter().map(|item| item["uri"].as_str().unwrap()).collect();
    assert_eq!(of, [uri("other.roadmap"), uri("plan.roadmap")]);
    assert_eq!(rules(&items[1]["items"]), ["deadline-missed", "unused-resource"]);
    let known = json!([{ "uri": of[1], "value": items[1]["resultId"] }]);
    let report =
        client.request("workspace/diagnostic", json!({ "previousResultIds": known })).unwrap();
    assert_eq!(report["items"][1]["kind"], "unchanged");
    client.asked("workspace/diagnostic/refresh", Value::Null);
    client.asked("workspace/diagnostic/refresh", Value::Null);
}

#[test]
fn what_is_closed_is_not_spoken_of_any_more() {
    let mut client = Client::new().open("plan.roadmap", LATE);
    client.settled(&uri("plan.roadmap"));
    client.close(&uri("plan.roadmap"));
    let told = client.notified("textDocument/publishDiagnostics");
    assert_eq!(told, json!({ "uri": uri("plan.roadmap"), "diagnostics": [] }));
}

#[test]
fn a_client_that_asks_is_told_when_the_pages_of_rules_lie_elsewhere() {
    let mut client = pulling().open("plan.roadmap", LATE);
    let ask = json!({ "textDocument": { "uri": uri("plan.roadmap") } });
    client.request("textDocument/diagnostic", ask.clone()).unwrap();
    client.asked("workspace/diagnostic/refresh", Value::Null);
    let report = client.request("textDocument/diagnostic", ask.clone()).unwrap();
    let pages = json!({ "rulePages": "https://plans.example/rules.html#" });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": pages }));
    client.asked("workspace/diagnostic/refresh", Value::Null);
    let mut again = ask;
    again["previousResultId"] = report["resultId"].clone();
    let report = client.request("textDocument/diagnostic", again).unwrap();
    let page = &report["items"][0]["codeDescription"]["href"];
    assert_eq!(page, "https://plans.example/rules.html#deadline-missed");
}
