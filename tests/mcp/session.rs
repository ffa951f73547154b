//! How a session begins, and what a client finds in it.

use rmcp::model::{ReadResourceRequestParams, ResourceContents};
use serde_json::{Value, json};

use crate::client::{Client, FILES, PEOPLE};

async fn resource(client: &Client, address: &str) -> Result<String, String> {
    let asked = ReadResourceRequestParams::new(address);
    let read = client.running.read_resource(asked).await.map_err(|error| error.to_string())?;
    match read.contents.into_iter().next().unwrap() {
        ResourceContents::TextResourceContents { text, .. } => Ok(text),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_client_is_told_who_it_talks_to_and_what_it_can_ask() {
    let client = Client::new(&FILES).await;
    let server = client.running.peer_info().unwrap();
    let info = serde_json::to_value(&*server).unwrap();
    assert_eq!(info["serverInfo"]["name"], "milepost", "{info}");
    assert!(info["instructions"].as_str().unwrap().contains("propose_edit"), "{info}");
    assert!(info["capabilities"]["tools"].is_object() && info["capabilities"]["prompts"].is_null());
    let tools = client.running.list_all_tools().await.unwrap();
    let names: Vec<_> = tools.iter().map(|tool| &*tool.name).collect();
    let expected = [
        "list_roadmaps",
        "read",
        "check",
        "plan",
        "why",
        "simulate",
        "propose_edit",
        "format",
        "export",
        "import",
    ];
    assert_eq!(names, expected);
    for tool in tools {
        let about = tool.description.unwrap();
        assert!(about.len() > 40, "{}: {about}", tool.name);
        let known = tool.input_schema["properties"].as_object().unwrap();
        for (name, argument) in known {
            assert!(argument["description"].is_string(), "{} {name}", tool.name);
        }
        assert!(tool.input_schema["additionalProperties"] == json!(false), "{}", tool.name);
    }
}

#[tokio::test]
async fn writing_is_spoken_of_only_where_it_is_allowed() {
    for may_write in [false, true] {
        let client =
            if may_write { Client::writing(&FILES).await } else { Client::new(&FILES).await };
        for tool in client.running.list_all_tools().await.unwrap() {
            let writes = may_write && ["propose_edit", "format"].contains(&&*tool.name);
            let known = &tool.input_schema["properties"];
            assert_eq!(known.get("apply").is_some(), writes, "{}", tool.name);
            let has_revision = known.get("revision").is_some();
            assert_eq!(has_revision, writes && tool.name == "propose_edit", "{}", tool.name);
            let hints = tool.annotations.unwrap();
            assert_eq!(hints.read_only_hint, Some(!writes), "{}", tool.name);
            assert_eq!(hints.open_world_hint, Some(false), "{}", tool.name);
        }
    }
}

#[tokio::test]
async fn the_language_the_rules_and_the_roadmaps_can_be_read() {
    let odd = "plans/größe #1 100%.roadmap";
    let client = Client::new(&[FILES[0], FILES[1], (odd, "person bo\n")]).await;
    let all = client.running.list_all_resources().await.unwrap();
    let addresses: Vec<_> = all.iter().map(|one| one.uri.as_str()).collect();
    let expected = [
        "milepost://language",
        "milepost://roadmap/plans/gr%C3%B6%C3%9Fe%20%231%20100%25.roadmap",
        "milepost://roadmap/plans/people.roadmap",
        "milepost://roadmap/plans/shop.roadmap",
    ];
    let mut sorted = addresses.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
    for address in &addresses {
        resource(&client, address).await.unwrap();
    }
    assert_eq!(resource(&client, expected[1]).await.as_deref(), Ok("person bo\n"));
    assert_eq!(resource(&client, expected[2]).await.as_deref(), Ok(PEOPLE));
    let language = resource(&client, "milepost://language").await.unwrap();
    assert!(language.starts_with("# The grammar of the Roadmap language"));
    let rule = resource(&client, "milepost://rule/deadline-missed").await.unwrap();
    assert!(rule.starts_with("# deadline-missed\n"));
    for wrong in [
        "",
        "milepost://",
        "milepost://rule/no-such",
        "milepost://roadmap/",
        "milepost://roadmap/plans/../../etc/passwd",
        "milepost://roadmap/%2E%2E/x.roadmap",
        "milepost://roadmap/no.roadmap",
        "milepost://roadmap/%FF.roadmap",
        "file:///etc/passwd",
    ] {
        let told = resource(&client, wrong).await.unwrap_err();
        assert!(!told.contains("root:"), "{wrong}: {told}");
    }
}

#[tokio::test]
async fn a_tool_that_is_not_there_may_be_another_that_is() {
    let client = Client::new(&FILES).await;
    let call = rmcp::model::CallToolRequestParams::new("chek");
    let told = client.running.call_tool(call).await.unwrap_err().to_string();
    assert!(told.contains("there is no tool `chek`: did you mean `check`?"), "{told}");
}

#[tokio::test]
async fn many_calls_at_once_are_each_answered() {
    let client = Client::new(&FILES).await;
    let file = "plans/shop.roadmap";
    let simulated =
        |seed: u64| client.data("simulate", json!({ "file": file, "runs": 2000, "seed": seed }));
    let (one, two, again, text, checked) = tokio::join!(
        simulated(1),
        simulated(2),
        simulated(1),
        client.text("read", json!({ "file": file })),
        client.data("check", json!({})),
    );
    assert_eq!(one, again);
    assert_ne!(one["end"], two["end"]);
    assert_eq!(text, crate::client::SHOP);
    assert_eq!(checked["errors"], json!(0));
    let calls: Vec<_> = (0..50).map(|_| client.data("plan", json!({ "file": file }))).collect();
    let mut answers: Vec<Value> = Vec::new();
    for call in calls {
        answers.push(call.await);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
}
