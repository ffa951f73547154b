//! What all readers of JSON share.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::board::Role;
use super::html::markdown;
use super::mentions::{mentions, tasks};
use super::value::{self, Fields as _, Json};
use super::{fields, period, unread};
use crate::import::{Draft, Horizon, Input, Options, import};
use crate::time::Date;

#[test]
fn lists_are_states_where_their_names_say_so() {
    let roles = [
        ("Now", Role::Stands(Horizon::Now)),
        ("🚀 In Progress (WIP 3)", Role::Stands(Horizon::Now)),
        ("To-Do", Role::Stands(Horizon::Next)),
        ("TODO after the fair", Role::Stands(Horizon::Next)),
        ("Backlog/Future Work/Ideas", Role::Stands(Horizon::Later)),
        ("Ideas from customers", Role::Ideas),
        ("Done ✅", Role::Done),
        ("Done in March", Role::Done),
        ("Won't do", Role::Dropped),
        ("Blocked by Dependencies", Role::Blocked),
        ("Milestones", Role::Milestones),
        ("In Arbeit – diese Woche", Role::Stands(Horizon::Now)),
        // Words that begin the names of themes too.
        ("Next generation platform", Role::Theme),
        ("Live events", Role::Theme),
        ("Now Playing", Role::Theme),
        ("Releases", Role::Releases),
        ("Donations", Role::Theme),
        ("", Role::Theme),
    ];
    for (name, role) in roles {
        assert_eq!(Role::of(name), role, "{name}");
    }
}

#[test]
fn texts_say_what_waits() {
    let found = |text: &'static str| -> Vec<_> {
        mentions(text).into_iter().map(|it| (it.is_reverse, it.of)).collect()
    };
    assert_eq!(found("BLOCKED BY #33."), [(false, "#33")]);
    assert_eq!(
        found("Depends on #3, acme/shop#4 and https://github.com/a/b/issues/5."),
        [(false, "#3"), (false, "acme/shop#4"), (false, "https://github.com/a/b/issues/5")]
    );
    assert_eq!(found("Blocks #4 & #5"), [(true, "#4"), (true, "#5")]);
    assert_eq!(
        found("Blocked by:\n- #1 A title, with #9 in it\n- [x] #2\n\nSee #7."),
        [(false, "#1"), (false, "#2")]
    );
    assert_eq!(
        found("depends on [the spec](https://example.com/a(b)."),
        [(false, "https://example.com/a")]
    );
    assert_eq!(found("It is not blocked by #3, and no longer blocked by #4."), []);
    assert_eq!(
        found("<!-- Depends on #99 -->\n```\nblocked by #98\n```\nDepends on #1"),
        [(false, "#1")]
    );
    assert_eq!(found("Fixes #3. It blocks nobody. Unblocked by #3?"), []);
    assert_eq!(found("waits for the API, #3"), []);
    assert_eq!(
        tasks("- [ ] #12\n* [x] acme/shop#3 title\n- [ ] a mail to #4\n#5"),
        ["#12", "acme/shop#3"]
    );
}

#[test]
fn formatted_text_becomes_markdown() {
    assert_eq!(markdown("plain, 3 > 2"), "plain, 3 > 2");
    assert_eq!(
        markdown("<p>One</p><p>Two &amp; <b>three</b><br>four</p>"),
        "One\n\nTwo & **three**\nfour"
    );
    assert_eq!(markdown("<ul><li>a</li><li>b</li></ul>"), "- a\n- b");
    assert_eq!(
        markdown("<a class='x' href=\"https://example.com/\">here</a>"),
        "[here](https://example.com/)"
    );
    assert_eq!(markdown("<a href=\"javascript:x()\">here</a><script>alert(1)</script>"), "here");
    assert_eq!(markdown("&#8364; &#x20AC; &unknown; &#xFFFFFF;"), "€ € &unknown; &#xFFFFFF;");
}

#[test]
fn periods_are_said_as_a_roadmap_says_them() {
    let said = |first: &str, last: &str| {
        period(Date::from_iso(first).unwrap(), Date::from_iso(last).unwrap())
    };
    assert_eq!(said("2026-01-01", "2026-12-31"), "2026");
    assert_eq!(said("2026-07-01", "2026-12-31"), "2026-H2");
    assert_eq!(said("2026-04-01", "2026-06-30"), "2026-Q2");
    assert_eq!(said("2028-02-01", "2028-02-29"), "2028-02");
    assert_eq!(said("2026-02-01", "2026-04-30"), "2026-04-30");
    assert_eq!(said("2026-10-01", "2027-03-31"), "2027-03-31");
}

#[test]
fn priorities_are_numbers() {
    let all = ["Critical", "P1", "medium", "Nice to have", "whenever"].map(fields::priority);
    assert_eq!(all, [Some(900), Some(700), Some(500), Some(300), None]);
}

#[test]
fn values_keep_the_order_of_the_file() {
    let values =
        value::read("{\"b\":1,\"a\":\"x\\u00e9\",\"b\":2} [true,null] 18446744073709551615")
            .unwrap();
    let [object, list, number] = values.as_slice() else { panic!("{values:?}") };
    let keys: Vec<_> = object.entries().iter().map(|entry| entry.key.as_ref()).collect();
    assert_eq!(keys, ["b", "a", "b"]);
    assert_eq!(object.said("b").as_deref(), Some("2"), "the last of repeated keys counts");
    assert_eq!(object.text("a"), Some("xé"));
    assert_eq!(list.elements().len(), 2);
    assert_eq!(number.as_text(), Some("18446744073709551615"), "long ids keep their digits");
    let mut draft = Draft::default();
    unread::tell(&values, &[], &mut draft);
    assert_eq!(
        draft.losses.human(),
        "left out: field `b`: a roadmap has no place for it (answer 1: b)\n",
        "the first is told"
    );
}

#[test]
fn what_is_no_export_is_refused() {
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let many = format!("[{}1]", "1,".repeat(200_000));
    for text in ["{\"a\":", "[1,]", "", "nothing", &deep, &many] {
        for format in ["trello", "asana-json", "aha-json", "github"] {
            let input = Input { name: "x.json", bytes: text.as_bytes() };
            assert!(
                import(&input, Some(format), &Options::default()).is_err(),
                "{format}: {text:.20}"
            );
        }
    }
    let input = Input { name: "x.json", bytes: b"{\n  \"lists\": [" };
    let refusal = import(&input, Some("trello"), &Options::default()).unwrap_err();
    assert_eq!(
        (refusal.place.as_str(), refusal.message.as_str()),
        ("line 2, column 12", "this is no JSON: EOF while parsing a list")
    );
}

/// A field that no reader knows is told wherever it stands: in the answer itself, and in each thing of its lists.
#[test]
fn no_field_is_lost_in_silence() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import");
    let mut tried = 0;
    for format in ["trello", "asana-json", "aha-json", "github"] {
        let Ok(files) = fs::read_dir(folder.join(format)) else { continue };
        let paths = files
            .map(|file| file.unwrap().path())
            .filter(|path| path.extension().is_some_and(|end| end == "json"));
        for path in paths {
            let text = fs::read_to_string(&path).unwrap();
            let answers = serde_json::Deserializer::from_str(&text).into_iter::<Value>();
            let answers: Vec<_> = answers.map(Result::unwrap).collect();
            for index in 0..answers.len() {
                for place in places(&answers[index]) {
                    let mut answers = answers.clone();
                    let object = answers[index].pointer_mut(&place).unwrap();
                    object.as_object_mut().unwrap().insert("brand_new".into(), Value::from(7));
                    let text: String = answers.iter().map(Value::to_string).collect();
                    let input = Input { name: "x.json", bytes: text.as_bytes() };
                    let Ok(done) = import(&input, Some(format), &Options::default()) else {
                        continue;
                    };
                    // A project of GitHub has fields of its own: they are carried over.
                    let is_told = done.text.contains("Brand_new")
                        || done.losses.iter().any(|loss| loss.what.contains("brand_new"));
                    let is_whole = done
                        .losses
                        .iter()
                        .any(|loss| is_told_as_a_whole(&loss.why, &loss.what, &place));
                    assert!(
                        is_told || is_whole,
                        "{place} of {}: {}",
                        path.display(),
                        done.losses.human()
                    );
                    tried += usize::from(is_told);
                }
            }
        }
    }
    assert!(tried > 100 || !folder.join("trello").exists(), "{tried}");
}

/// Whether a thing is left out with all that it says, or is in a field that is.
fn is_told_as_a_whole(why: &str, what: &str, place: &str) -> bool {
    const REASONS: [&str; 5] = [
        "it is a template",
        "it is not a card of work",
        "it is a heading",
        "is of the plan or of an item",
        "horizon `later`",
    ];
    let field = place.rsplit('/').nth(1).filter(|field| field.parse::<usize>().is_err());
    let is_in = |field: &str| what.contains(&format!("{field}`"));
    field.is_some_and(is_in) || REASONS.iter().any(|known| why.contains(known))
}

/// The objects that are an answer, or stand in a list of one.
fn places(answer: &Value) -> Vec<String> {
    let mut places = Vec::new();
    let mut open = vec![(String::new(), answer)];
    while let Some((place, value)) = open.pop() {
        match value {
            Value::Object(fields) if place.matches('/').count() <= 2 => {
                places.push(place.clone());
                let skipped = [
                    "actions",
                    "memberships",
                    "limits",
                    "prefs",
                    "labelNames",
                    "columns",
                    "rows",
                    "cells",
                ];
                let inner = fields
                    .iter()
                    .filter(|(key, value)| value.is_array() && !skipped.contains(&key.as_str()));
                open.extend(inner.map(|(key, value)| (format!("{place}/{key}"), value)));
            }
            Value::Array(list) => {
                open.extend(
                    list.iter()
                        .enumerate()
                        .map(|(index, value)| (format!("{place}/{index}"), value)),
                );
            }
            _ => {}
        }
    }
    places
}

#[test]
fn outlines_are_enough_to_tell_a_format() {
    let outline =
        value::outline("{\"cards\":[{\"id\":{\"deep\":[1]}},{\"id\":2}],\"x\":1}").unwrap();
    assert_eq!(outline.peek("cards").elements().len(), 1);
    assert!(matches!(outline.peek("x"), Json::Whole(1)));
    assert!(value::outline("a,b\n1,2").is_none());
    assert!(value::outline("[1,2").is_none());
}
