//! Several files: what is open wins over what is on disk, and a part is looked at in the roadmap that imports it.

use std::fs;

use serde_json::{Value, json};

use super::client::{Client, plain};

const PLAN: &str = "\
roadmap \"Plan\" from 2026-03-02
import \"parts/team.roadmap\"
task a \"A\" 5d @ana
";
const TEAM: &str = "person ana \"Ana\"\n";

/// A folder with files, and the addresses of those.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        fs::create_dir(folder.0.path().join("parts")).unwrap();
        folder.write("plan.roadmap", PLAN).write("parts/team.roadmap", TEAM)
    }

    fn write(self, name: &str, text: &str) -> Self {
        fs::write(self.0.path().join(name), text).unwrap();
        self
    }

    fn uri(&self, name: &str) -> String {
        let place = self.0.path().canonicalize().unwrap().join(name);
        format!("file://{}", place.display())
    }

    /// A client that works in it.
    fn client(&self) -> Client {
        let folders = json!([{ "uri": self.uri(""), "name": "plans" }]);
        Client::with(json!({ "capabilities": plain(), "workspaceFolders": folders }))
    }
}

fn messages(told: &Value) -> Vec<&str> {
    told.as_array().unwrap().iter().map(|one| one["message"].as_str().unwrap()).collect()
}

#[test]
fn imports_are_read_from_the_folder() {
    let folder = Folder::new();
    let mut client = folder.client();
    client.open_at(&folder.uri("plan.roadmap"), PLAN);
    assert_eq!(client.settled(&folder.uri("plan.roadmap")), json!([]));
}

#[test]
fn what_is_open_wins_over_what_is_on_disk() {
    let folder = Folder::new();
    let (plan, team) = (folder.uri("plan.roadmap"), folder.uri("parts/team.roadmap"));
    let mut client = folder.client();
    client.open_at(&plan, PLAN);
    client.open_at(&team, "person bo \"Bo\"\n");
    let told = client.settled(&plan);
    assert_eq!(messages(&told), ["no person, team or resource is named `ana`"]);
    assert_eq!(client.settled(&team), json!([]));
    client.change(&team, json!([{ "text": TEAM }]));
    assert_eq!(client.settled(&plan), json!([]));
    client.close(&team);
    client.forget("textDocument/publishDiagnostics");
    assert_eq!(client.settled(&plan), json!([]));
}

#[test]
fn a_part_without_a_header_is_looked_at_in_what_imports_it() {
    let folder = Folder::new();
    let mut client = folder.client();
    let team = folder.uri("parts/team.roadmap");
    client.open_at(&team, TEAM);
    assert_eq!(client.settled(&team), json!([]));
    client.edit(&team, (0, 7, 0, 10), "eve");
    assert_eq!(client.settled(&team), json!([]));
    let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
    let plan = &all["items"][1];
    assert_eq!(plan["uri"], folder.uri("plan.roadmap"));
    assert_eq!(messages(&plan["items"]), ["no person, team or resource is named `ana`"]);
}

#[test]
fn a_file_that_comes_or_changes_on_disk_is_read_again() {
    let folder = Folder::new();
    let mut client = folder.client();
    let plan = folder.uri("plan.roadmap");
    client.open_at(&plan, &PLAN.replace("parts/team", "parts/people"));
    let told = client.settled(&plan);
    assert_eq!(messages(&told)[0], "there is no file `parts/people.roadmap`");
    let folder = folder.write("parts/people.roadmap", TEAM);
    let change = |kind: u32| json!({ "changes": [{ "uri": folder.uri("parts/people.roadmap"), "type": kind }] });
    client.notify("workspace/didChangeWatchedFiles", change(1));
    assert_eq!(client.settled(&plan), json!([]));
    fs::remove_file(folder.0.path().join("parts/people.roadmap")).unwrap();
    client.notify("workspace/didChangeWatchedFiles", change(3));
    assert_eq!(messages(&client.settled(&plan))[0], "there is no file `parts/people.roadmap`");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let folder = Folder::new();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.roadmap"), TEAM).unwrap();
    let link = folder.0.path().join("parts/link.roadmap");
    std::os::unix::fs::symlink(outside.path().join("secret.roadmap"), link).unwrap();
    let mut client = folder.client();
    let plan = folder.uri("plan.roadmap");
    client.open_at(&plan, &PLAN.replace("parts/team", "parts/link"));
    let told = client.settled(&plan);
    assert_eq!(
        messages(&told)[0],
        "`parts/link.roadmap` is a link that leads out of the root folder"
    );
}

#[test]
fn a_document_without_a_file_imports_nothing() {
    let mut client = Client::new();
    client.open_at(
        "untitled:Untitled-1",
        "roadmap \"Plan\" from 2026-03-02\nimport \"Cargo.toml\"\n",
    );
    let told = client.settled("untitled:Untitled-1");
    assert_eq!(messages(&told)[0], "there is no file `Cargo.toml`");
}

#[test]
fn a_header_that_comes_makes_a_part_a_roadmap() {
    let folder = Folder::new();
    let mut client = folder.client();
    let team = folder.uri("parts/team.roadmap");
    client.open_at(&team, TEAM);
    assert_eq!(client.settled(&team), json!([]));
    client.edit(&team, (0, 0, 0, 0), "roadmap \"Team\" from 2026-03-02\n");
    let told = client.settled(&team);
    assert_eq!(messages(&told), ["`Ana` has nothing to do"]);
    client.edit(&team, (0, 0, 1, 0), "");
    assert_eq!(client.settled(&team), json!([]));
}

#[test]
fn an_import_that_is_typed_takes_a_part_in_and_one_that_is_deleted_lets_it_go() {
    let folder = Folder::new().write("parts/late.roadmap", "");
    let mut client = folder.client();
    let (plan, team) = (folder.uri("other.roadmap"), folder.uri("parts/late.roadmap"));
    client.open_at(&plan, "roadmap \"Other\" from 2026-03-02\ntask a 1d\n");
    client.open_at(&team, "task b 1d\n");
    let alone = client.settled(&team);
    client.edit(&plan, (1, 0, 1, 0), "import \"parts/late.roadmap\"\n");
    assert_eq!(client.settled(&team), json!([]));
    client.edit(&plan, (1, 0, 2, 0), "");
    assert_eq!(client.settled(&team), alone);
    let symbols =
        client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": team } }));
    assert_eq!(symbols.unwrap().as_array().map(Vec::len), Some(1));
}
