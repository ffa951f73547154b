//! What a tool is given: read by its schema, which is what the client was told, and refused in plain words.

use std::sync::Arc;

use rmcp::handler::server::tool::schema_for_input;
use rmcp::model::JsonObject;
use rmcp::schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::diagnostic::Failure;
use crate::text::words::list;
use crate::text::{did_you_mean, visible};

/// So many characters of what was found are told.
const SHOWN: usize = 40;

/// What may be given.
pub(super) fn schema<T: JsonSchema + 'static>() -> Arc<JsonObject> {
    let mut schema = schema_for_input::<T>().unwrap_or_default();
    // Of a tool that is given nothing it is said so, too.
    let properties = Arc::make_mut(&mut schema).entry("properties");
    properties.or_insert_with(|| Value::Object(JsonObject::new()));
    schema
}

/// What was given, if it is what may be.
pub(super) fn read<T: DeserializeOwned + JsonSchema + 'static>(
    given: JsonObject,
) -> Result<T, Failure> {
    let given = Value::Object(given);
    checked(&schema::<T>(), &given, "")?;
    T::deserialize(given).map_err(|_| Failure::new("the arguments can't be read"))
}

/// Compares a value with its schema: with as much of one as arguments of tools need.
fn checked(schema: &JsonObject, value: &Value, name: &str) -> Result<(), Failure> {
    if !fits(schema, value) {
        let (expected, found) = (expected(schema), shown(value));
        return Err(Failure::new(format!("`{name}` has to be {expected}, found {found}")));
    }
    match value {
        Value::Object(given) => fields(schema, given, name),
        Value::Array(all) => {
            let Some(Value::Object(inner)) = schema.get("items") else { return Ok(()) };
            let mut all = all.iter().enumerate();
            all.try_for_each(|(at, one)| checked(inner, one, &format!("{name}[{at}]")))
        }
        _ => Ok(()),
    }
}

fn fields(schema: &JsonObject, given: &JsonObject, name: &str) -> Result<(), Failure> {
    let none = JsonObject::new();
    let known = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let inside = |field: &str| {
        if name.is_empty() { field.to_owned() } else { format!("{name}.{field}") }
    };
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    let mut missing =
        required.filter_map(Value::as_str).filter(|field| !given.contains_key(*field));
    if let Some(field) = missing.next() {
        let what = known.get(field).and_then(Value::as_object).map(described).unwrap_or_default();
        return Err(Failure::new(format!("`{}` is missing: {what}", inside(field))));
    }
    for (field, value) in given {
        match known.get(field).and_then(Value::as_object) {
            Some(schema) => checked(schema, value, &inside(field))?,
            None => return Err(unknown(&inside(field), field, known)),
        }
    }
    Ok(())
}

fn unknown(name: &str, field: &str, known: &JsonObject) -> Failure {
    let failure = Failure::new(format!("there is no argument `{}`", visible(name)));
    if known.is_empty() {
        return failure.help("it takes none");
    }
    if let Some(near) = did_you_mean(field, known.keys().map(String::as_str)) {
        return failure.help(format!("did you mean `{near}`?"));
    }
    let names: Vec<_> = known.keys().map(|name| format!("`{name}`")).collect();
    failure.help(format!("there is {}", list(&names, names.len())))
}

/// The types that a value may have.
fn types(schema: &JsonObject) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The least and the most that a number may be.
fn bounds(schema: &JsonObject) -> (Option<u64>, Option<u64>) {
    let bound = |name| schema.get(name).and_then(Value::as_u64);
    (bound("minimum"), bound("maximum"))
}

fn fits(schema: &JsonObject, value: &Value) -> bool {
    let is_of = |kind: &str| match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        "integer" => value.as_u64().is_some_and(|number| {
            let (least, most) = bounds(schema);
            least.is_none_or(|least| least <= number) && most.is_none_or(|most| number <= most)
        }),
        _ => false,
    };
    types(schema).into_iter().any(is_of)
}

/// What a value may be, in words.
fn expected(schema: &JsonObject) -> String {
    match types(schema).first() {
        Some(&"string") => "a text".to_owned(),
        Some(&"boolean") => "`true` or `false`".to_owned(),
        Some(&"array") => "a list".to_owned(),
        Some(&"integer") => match bounds(schema) {
            (Some(least), Some(most)) => format!("a whole number from {least} to {most}"),
            (Some(least), None) => format!("a whole number of at least {least}"),
            _ => "a whole number".to_owned(),
        },
        _ => "an object".to_owned(),
    }
}

/// What a schema says of a value, as the end of a sentence.
fn described(schema: &JsonObject) -> String {
    let text = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let first = text.split(['.', ';', ':']).next().unwrap_or_default().replace('\n', " ");
    let mut letters = first.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

fn shown(value: &Value) -> String {
    let text = value.to_string();
    let more = if text.chars().count() > SHOWN { "…" } else { "" };
    let text: String = text.chars().take(SHOWN).collect();
    format!("`{}{more}`", visible(&text))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    /// Where words go.
    #[derive(Debug, Deserialize, JsonSchema)]
    #[schemars(crate = "rmcp::schemars", inline)]
    #[expect(dead_code, reason = "it is only read")]
    struct Inner {
        /// Which line
        #[schemars(range(min = 1))]
        line: u32,
    }

    #[derive(Debug, Deserialize, JsonSchema)]
    #[schemars(crate = "rmcp::schemars")]
    #[expect(dead_code, reason = "it is only read")]
    struct Outer {
        /// The path of a roadmap; from the folder
        file: String,
        /// How many
        #[schemars(range(min = 1, max = 9))]
        runs: Option<u32>,
        /// What changes
        edits: Option<Vec<Inner>>,
        /// Whether it is written
        #[serde(default)]
        apply: bool,
    }

    fn told(given: &Value) -> String {
        let given = given.as_object().cloned().unwrap_or_default();
        read::<Outer>(given).err().map_or_else(|| "fine".to_owned(), |failure| failure.to_string())
    }

    #[test]
    fn what_is_wrong_with_arguments_is_said_in_plain_words() {
        let cases = [
            (json!({ "file": "a", "runs": 9, "edits": [{ "line": 1 }], "apply": true }), "fine"),
            (json!({ "file": "a", "runs": null }), "fine"),
            (json!({}), "`file` is missing: the path of a roadmap"),
            (json!({ "file": 1 }), "`file` has to be a text, found `1`"),
            (
                json!({ "file": "a", "run": 1 }),
                "there is no argument `run`\nhelp: did you mean `runs`?",
            ),
            (
                json!({ "file": "a", "runs": 10 }),
                "`runs` has to be a whole number from 1 to 9, found `10`",
            ),
            (
                json!({ "file": "a", "runs": -1.5 }),
                "`runs` has to be a whole number from 1 to 9, found `-1.5`",
            ),
            (
                json!({ "file": "a", "edits": [{ "line": 1 }, {}] }),
                "`edits[1].line` is missing: which line",
            ),
            (json!({ "file": "a", "edits": [7] }), "`edits[0]` has to be an object, found `7`"),
            (
                json!({ "file": "a", "apply": "yes" }),
                "`apply` has to be `true` or `false`, found `\"yes\"`",
            ),
        ];
        for (given, expected) in cases {
            assert_eq!(told(&given), expected, "{given}");
        }
    }
}
