//! Documents are put into their form: wholly, in part, and line by line as they are written.

use serde_json::{Value, json};

use super::client::{Client, shown, uri};

const PLAN: &str = "\
roadmap \"Plan\"  from 2026-03-02
stream checkout   {
task api \"The API\"   5d
  task ui \"Päge 🚀\" after api   3d // then

 milestone live \"Live\" after ui
}
task  docs 2d
";

/// Asks for edits of a document, and applies them: the answer, and what comes of it.
fn formed(text: &str, method: &str, more: Value) -> (Value, String) {
    let mut client = Client::new().open("plan.roadmap", text);
    let options = json!({ "tabSize": 8, "insertSpaces": false });
    let mut params = json!({ "textDocument": { "uri": uri("plan.roadmap") }, "options": options });
    params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let edits = client.request(&format!("textDocument/{method}"), params).unwrap();
    client.settled(&uri("plan.roadmap"));
    let mut formed = text.to_owned();
    for edit in edits.as_array().into_iter().flatten().rev() {
        let at = |end: &str| offset(text, &edit["range"][end]);
        formed.replace_range(at("start")..at("end"), edit["newText"].as_str().unwrap());
    }
    (edits, formed)
}

fn offset(text: &str, position: &Value) -> usize {
    let number = |of: &str| usize::try_from(position[of].as_u64().unwrap()).unwrap();
    let mut lines = text.split_inclusive('\n');
    let start: usize = lines.by_ref().take(number("line")).map(str::len).sum();
    let mut units = text[start..].char_indices().scan(0, |units, (at, one)| {
        let before = *units;
        *units += one.len_utf16();
        Some((before, at))
    });
    let found = units.find(|(before, _)| *before >= number("character"));
    start + found.map_or(text.len() - start, |(_, at)| at)
}

fn canonical(text: &str) -> String {
    milepost::format::format(milepost::Source::new("plan.roadmap", text)).unwrap().text()
}

fn at(line: u32, character: u32) -> Value {
    json!({ "line": line, "character": character })
}

fn typed(text: &str, position: Value, what: &str) -> (Value, String) {
    formed(text, "onTypeFormatting", json!({ "position": position, "ch": what }))
}

#[test]
fn a_document_is_put_into_its_form() {
    for text in [PLAN, &PLAN.replace('\n', "\r\n"), "task  a", "\n\n", "\u{FEFF}task  a 1d\n"] {
        let (edits, formed) = formed(text, "formatting", json!({}));
        assert_eq!(formed, canonical(text), "{edits}");
        let (edits, again) = self::formed(&formed, "formatting", json!({}));
        assert_eq!((edits, again), (json!([]), formed));
    }
}

#[test]
fn only_what_changes_is_replaced() {
    let text = canonical(PLAN).replace("\"The API\"  5d", "\"The API\" 5d");
    assert_ne!(text, canonical(PLAN));
    let (edits, _) = formed(&text, "formatting", json!({}));
    insta::assert_snapshot!(shown(&edits));
}

#[test]
fn a_part_is_put_into_its_form() {
    let range = json!({ "start": at(3, 0), "end": at(4, 0) });
    let (edits, formed) = formed(PLAN, "rangeFormatting", json!({ "range": range }));
    insta::assert_snapshot!(format!("{}\n{formed}", shown(&edits)));
    let nothing = json!({ "start": at(4, 0), "end": at(4, 0) });
    let (edits, _) = self::formed(PLAN, "rangeFormatting", json!({ "range": nothing }));
    assert_eq!(edits, Value::Null);
}

#[test]
fn a_line_is_put_into_its_form_when_it_is_ended() {
    let text = PLAN.replace("   5d\n", "   5d\n\n");
    let (_, formed) = typed(&text, at(3, 0), "\n");
    assert_eq!(formed, text.replace("task api \"The API\"   5d\n", "  task api \"The API\"  5d\n"));
    // At the beginning there is no line above.
    assert_eq!(typed(PLAN, at(0, 0), "\n").0, Value::Null);
    let (_, formed) = typed("stream s {\ntask a 1d\n  }\n", at(2, 3), "}");
    assert_eq!(formed, "stream s {\ntask a 1d\n}\n");
    // What nobody has asked for, nobody gets.
    assert_eq!(typed(PLAN, at(3, 0), ";").0, Value::Null);
}

#[test]
fn what_is_being_written_is_left_alone() {
    // The statement goes on behind the cursor.
    let text = "task b 1d\ntask a  after [\n  b,\n]\n";
    assert_eq!(typed(text, at(2, 0), "\n").1, text);
    let wrong = PLAN.replace("after api", "after");
    for (method, more) in [
        ("formatting", json!({})),
        ("rangeFormatting", json!({ "range": { "start": at(0, 0), "end": at(0, 9) } })),
        ("onTypeFormatting", json!({ "position": at(1, 0), "ch": "\n" })),
    ] {
        assert_eq!(formed(&wrong, method, more).0, Value::Null, "{method}");
    }
}
