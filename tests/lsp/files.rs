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
        self.client_that(json!({}))
    }

    /// A client that works in it, and can this in its workspace.
    fn client_that(&self, can: Value) -> Client {
        let folders = json!([{ "uri": self.uri(""), "name": "plans" }]);
        let mut capabilities = plain();
        capabilities["workspace"] = can;
        Client::with(json!({ "capabilities": capabilities, "workspaceFolders": folders }))
    }

    /// What tells that a file has come (1), changed (2) or gone (3).
    fn watched(&self, name: &str, kind: u32) -> Value {
        json!({ "changes": [{ "uri": self.uri(name), "type": kind }] })
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
    let change = |kind: u32| folder.watched("parts/people.roadmap", kind);
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

#[test]
fn a_roadmap_that_comes_takes_in_a_part_that_is_open() {
    let folder = Folder::new();
    let mut client = folder.client();
    let late = folder.uri("parts/late.roadmap");
    client.open_at(&late, "task b \"B\" 2d after nobody\n");
    let alone = client.settled(&late);
    assert_eq!(messages(&alone).len(), 2, "{alone}");
    let other = "roadmap \"Other\" from 2026-03-02\nimport \"parts/late.roadmap\"\n";
    let folder = folder.write("other.roadmap", other);
    client.notify("workspace/didChangeWatchedFiles", folder.watched("other.roadmap", 1));
    let within = client.settled(&late);
    assert_eq!(messages(&within).len(), 1, "{within}");
    // One that comes to import it by a change counts as well, and what changes is no matter of its own.
    let folder = folder.write("other.roadmap", "roadmap \"Other\" from 2026-03-02\n");
    client.notify("workspace/didChangeWatchedFiles", folder.watched("other.roadmap", 2));
    assert_eq!(client.settled(&late), alone);
    let folder = folder.write("other.roadmap", other);
    client.notify("workspace/didChangeWatchedFiles", folder.watched("other.roadmap", 2));
    assert_eq!(client.settled(&late), within);
    client.forget("textDocument/publishDiagnostics");
}

/// Folders with roadmaps that nobody has open.
fn large() -> Folder {
    let folder = Folder::new();
    for inner in [".hidden", "target", "node_modules", "deep"] {
        fs::create_dir(folder.0.path().join(inner)).unwrap();
    }
    let plan =
        |name: &str| format!("roadmap \"{name}\" from 2026-03-02\ntask {name} 1d after no\n");
    folder
        .write(".hidden/hidden.roadmap", &plan("zhidden"))
        .write("target/target.roadmap", &plan("ztarget"))
        .write("node_modules/brought.roadmap", &plan("zbrought"))
        .write("deep/deep.roadmap", &plan("zdeep"))
        .write("deep/alone.roadmap", "task zalone 1d\n")
        .write("readme.txt", &plan("zreadme"))
}

#[test]
fn names_are_found_in_all_roadmaps_of_the_folders() {
    let folder = large();
    let mut client = folder.client();
    let names = |client: &mut Client, query: &str| -> Vec<String> {
        let found = client.request("workspace/symbol", json!({ "query": query })).unwrap();
        let mut names: Vec<String> = found
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["name"].as_str().unwrap().to_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(&mut client, "z"), ["zalone", "zdeep"]);
    assert_eq!(names(&mut client, "ana"), ["ana Ana"], "a part is looked at in what imports it");
    // Nobody has asked what is wrong with them.
    assert_eq!(client.forget("textDocument/publishDiagnostics"), 0);
    // A client that does not say what comes and goes has it looked for.
    let folder = folder.write("deep/more.roadmap", "task zmore 1d\n");
    assert_eq!(names(&mut client, "z"), ["zalone", "zdeep", "zmore"]);
    client.open_at(&folder.uri("deep/more.roadmap"), "task zother 1d\n");
    assert_eq!(names(&mut client, "z"), ["zalone", "zdeep", "zother"]);
    client.settled(&folder.uri("deep/more.roadmap"));
    client.close(&folder.uri("deep/more.roadmap"));
    assert_eq!(names(&mut client, "z"), ["zalone", "zdeep", "zmore"]);
    client.forget("textDocument/publishDiagnostics");
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        json!({ "event": { "added": [], "removed": [{ "uri": folder.uri(""), "name": "plans" }] } }),
    );
    assert_eq!(names(&mut client, "z"), Vec::<String>::new());
}

#[test]
fn a_client_that_watches_no_files_has_it_seen_that_they_changed() {
    let folder = large().write("deep/plan.roadmap", &PLAN.replace("parts/team", "team"));
    let mut client = folder.client();
    let said_of = |client: &mut Client, name: &str| -> Value {
        let all = json!({ "previousResultIds": [] });
        let report = client.request("workspace/diagnostic", all).unwrap();
        client.forget("textDocument/publishDiagnostics");
        let items = report["items"].as_array().unwrap();
        let of = items.iter().find(|item| item["uri"] == folder.uri(name));
        of.map_or(Value::Null, |item| item["items"].clone())
    };
    let said = said_of(&mut client, "deep/plan.roadmap");
    assert_eq!(messages(&said)[0], "there is no file `team.roadmap`");
    let write = |name: &str, text: &str| fs::write(folder.0.path().join(name), text).unwrap();
    // A file that a closed roadmap has asked for has come.
    write("deep/team.roadmap", TEAM);
    assert_eq!(said_of(&mut client, "deep/plan.roadmap"), json!([]));
    // It has another length, and then only another time.
    write("deep/team.roadmap", "person eva \"Eva\"\nperson bo\n");
    let said = said_of(&mut client, "deep/plan.roadmap");
    assert_eq!(messages(&said)[0], "no person, team or resource is named `ana`");
    std::thread::sleep(std::time::Duration::from_millis(50));
    write("deep/team.roadmap", "person ana \"Ana\"\nperson bo\n");
    assert_eq!(said_of(&mut client, "deep/plan.roadmap"), json!([]));
    // What is open imports what is closed.
    let plan = folder.uri("plan.roadmap");
    client.open_at(&plan, PLAN);
    assert_eq!(client.settled(&plan), json!([]));
    write("parts/team.roadmap", "person eva \"Eva\"\n");
    let said = said_of(&mut client, "plan.roadmap");
    assert_eq!(messages(&said)[0], "no person, team or resource is named `ana`");
}

#[test]
fn what_is_wrong_is_told_of_all_roadmaps_of_the_folders() {
    let folder = large();
    let mut client =
        folder.client_that(json!({ "didChangeWatchedFiles": { "dynamicRegistration": true } }));
    client.asked("client/registerCapability", Value::Null);
    let plan = folder.uri("plan.roadmap");
    client.open_at(&plan, PLAN);
    assert_eq!(client.settled(&plan), json!([]));
    let ask = |client: &mut Client, known: &[(String, String)]| -> Vec<(String, String, String)> {
        let known: Vec<Value> =
            known.iter().map(|(uri, id)| json!({ "uri": uri, "value": id })).collect();
        let report =
            client.request("workspace/diagnostic", json!({ "previousResultIds": known })).unwrap();
        let items = report["items"].as_array().unwrap().iter();
        items
            .map(|item| {
                let said = match item["items"].as_array() {
                    Some(_) => messages(&item["items"]).join("; "),
                    None => item["kind"].as_str().unwrap().to_owned(),
                };
                let id = item["resultId"].as_str().unwrap_or_default().to_owned();
                (item["uri"].as_str().unwrap().to_owned(), said, id)
            })
            .collect()
    };
    let brief = |items: &[(String, String, String)]| -> Vec<String> {
        let root = folder.uri("");
        items.iter().map(|(uri, said, _)| format!("{}: {said}", &uri[root.len()..])).collect()
    };
    let first = ask(&mut client, &[]);
    insta::assert_snapshot!(brief(&first).join("\n"));
    let known: Vec<(String, String)> =
        first.iter().map(|(uri, _, id)| (uri.clone(), id.clone())).collect();
    let same = ask(&mut client, &known);
    assert!(same.iter().all(|(_, said, _)| said == "unchanged"), "{same:?}");
    // What changes on disk is read again, and what is gone has nothing wrong.
    fs::write(
        folder.0.path().join("deep/deep.roadmap"),
        "roadmap \"Deep\" from 2026-03-02\ntask a 1d\n",
    )
    .unwrap();
    client.notify("workspace/didChangeWatchedFiles", folder.watched("deep/deep.roadmap", 2));
    fs::remove_file(folder.0.path().join("deep/alone.roadmap")).unwrap();
    client.notify("workspace/didChangeWatchedFiles", folder.watched("deep/alone.roadmap", 3));
    let then = ask(&mut client, &known);
    insta::assert_snapshot!(brief(&then).join("\n"));
    client.forget("textDocument/publishDiagnostics");
}

#[test]
fn of_very_many_roadmaps_some_are_looked_at_and_that_is_said() {
    let folder = Folder::new();
    for number in 0..500 {
        let text = format!("roadmap \"{number}\" from 2026-03-02\ntask z{number} 1d\n");
        fs::write(folder.0.path().join(format!("{number:03}.roadmap")), text).unwrap();
    }
    let mut client = folder.client();
    let found = client.request("workspace/symbol", json!({ "query": "z" })).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 500);
    let said = client.notified("window/logMessage");
    insta::assert_snapshot!(said["message"].as_str().unwrap());
    // Once.
    client.request("workspace/symbol", json!({ "query": "z" })).unwrap();
    assert_eq!(client.forget("window/logMessage"), 0);
}

#[test]
fn folders_in_too_many_folders_are_passed_over_and_that_is_said() {
    let folder = Folder::new();
    let deep = ["d"; 65].join("/");
    fs::create_dir_all(folder.0.path().join(&deep)).unwrap();
    let folder = folder.write(&format!("{}/in.roadmap", &deep[..127]), "task zin 1d\n");
    let folder = folder.write(&format!("{deep}/out.roadmap"), "task zout 1d\n");
    let mut client = folder.client();
    let found = client.request("workspace/symbol", json!({ "query": "z" })).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 1, "{found}");
    let said = client.notified("window/logMessage");
    let place = folder.0.path().canonicalize().unwrap().join(&deep);
    let place = place.display();
    let why = format!("can't read the folder `{place}`: it lies more than 64 folders deep");
    assert_eq!(said["message"], why);
}

#[test]
fn files_are_offered_where_an_import_is_written() {
    let folder = Folder::new().write("other.roadmap", PLAN);
    let mut client = folder.client();
    let plan = folder.uri("plan.roadmap");
    client.open_at(&plan, &PLAN.replace("parts/team.roadmap", ""));
    let mut offered = |line: u32, character: u32| -> Vec<String> {
        let position = json!({ "line": line, "character": character });
        let params = json!({ "textDocument": { "uri": plan }, "position": position });
        let list = client.request("textDocument/completion", params).unwrap();
        let items = list["items"].as_array().unwrap().iter();
        let files = items.filter(|item| item["kind"] == 17);
        files.map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(offered(1, 8), ["parts/team.roadmap", "other.roadmap"]);
    assert_eq!(offered(2, 0), Vec::<String>::new());
    client.settled(&plan);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folders = json!([{ "uri": "file:///nowhere/plans", "name": "plans" }]);
    let mut client = Client::with(json!({ "capabilities": plain(), "workspaceFolders": folders }));
    assert_eq!(client.request("workspace/symbol", json!({ "query": "" })), Ok(json!([])));
    let said = client.notified("window/logMessage");
    assert_eq!(said["message"], "can't read the folder `/nowhere/plans`: there is no such file");
}

/// What a client is asked to change, as `file: line text`.
fn changes(folder: &Folder, edit: &Value) -> Vec<String> {
    let mut said = Vec::new();
    for (uri, edits) in edit["changes"].as_object().into_iter().flatten() {
        let name = uri.strip_prefix(&folder.uri("")).unwrap();
        for edit in edits.as_array().unwrap() {
            let line = &edit["range"]["start"]["line"];
            said.push(format!("{name}: {line} {}", edit["newText"].as_str().unwrap()));
        }
    }
    said
}

#[test]
fn imports_follow_what_is_renamed() {
    let folder = Folder::new().write(
        "other.roadmap",
        "roadmap \"Other\" from 2026-03-02\nimport \"parts/team.roadmap\"\n",
    );
    let mut client = folder.client();
    client.open_at(&folder.uri("plan.roadmap"), PLAN);
    client.settled(&folder.uri("plan.roadmap"));
    let mut renamed = |old: &str, new: &str| {
        let files = json!([{ "oldUri": folder.uri(old), "newUri": folder.uri(new) }]);
        let edit = client.request("workspace/willRenameFiles", json!({ "files": files })).unwrap();
        changes(&folder, &edit)
    };
    // The file itself, and the folder that it lies in; what is not open follows too.
    assert_eq!(
        renamed("parts/team.roadmap", "people.roadmap"),
        ["other.roadmap: 1 \"people.roadmap\"", "plan.roadmap: 1 \"people.roadmap\""]
    );
    assert_eq!(
        renamed("parts", "people"),
        ["other.roadmap: 1 \"people/team.roadmap\"", "plan.roadmap: 1 \"people/team.roadmap\""]
    );
    // What imports it moves too: the root is its folder then.
    assert_eq!(renamed("plan.roadmap", "parts/plan.roadmap"), ["plan.roadmap: 1 \"team.roadmap\""]);
    // Nothing can be imported from outside of the root.
    assert_eq!(renamed("plan.roadmap", "plans/plan.roadmap"), <[String; 0]>::default());
    assert_eq!(renamed("plan.roadmap", "main.roadmap"), <[String; 0]>::default());
}
