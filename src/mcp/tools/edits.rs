//! Edits of whole lines.

use rmcp::schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostic::Failure;
use crate::text::words::counted;

/// An edit of lines
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars", inline)]
#[serde(deny_unknown_fields)]
pub(super) struct LineEdit {
    /// The first line that is replaced, counted from 1 in the text as it is now; new lines go before it, if none is replaced
    #[schemars(range(min = 1))]
    line: usize,
    /// How many lines are replaced: 1, if it is left out; 0 to insert
    count: Option<usize>,
    /// What stands there then: any number of whole lines; an empty text takes lines away
    text: String,
    /// What stands in those lines now: where something else does, the edit is refused
    was: Option<String>,
}

/// The text with these edits, whose lines are all counted in the text as it is.
pub(super) fn edited(text: &str, edits: &[LineEdit]) -> Result<String, Failure> {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut edits: Vec<&LineEdit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.line, edit.count.unwrap_or(1)));
    let mut new = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let (first, count) = (edit.line.saturating_sub(1), edit.count.unwrap_or(1));
        let behind = first.saturating_add(count);
        if behind > lines.len() {
            return Err(too_far(edit, lines.len()));
        }
        if first < done {
            return Err(Failure::new(format!("two edits replace line {}", edit.line)));
        }
        let kept = lines.get(done..first).unwrap_or_default();
        let replaced = lines.get(first..behind).unwrap_or_default();
        refuse_others(edit, replaced)?;
        let lines = kept.iter().copied().chain(edit.text.lines());
        new.extend(lines.flat_map(|line| ended(line, line_end)));
        done = behind;
    }
    let rest = lines.get(done..).unwrap_or_default();
    new.extend(rest.iter().flat_map(|line| ended(line, line_end)));
    // Where the last line had no end, it has none.
    if !text.is_empty() && !text.ends_with('\n') && !rest.is_empty() {
        new.truncate(new.trim_end_matches(['\r', '\n']).len());
    }
    Ok(new)
}

fn ended<'l>(line: &'l str, line_end: &'l str) -> [&'l str; 2] {
    [line.trim_end_matches(['\r', '\n']), line_end]
}

fn too_far(edit: &LineEdit, lines: usize) -> Failure {
    let failure = Failure::new(format!(
        "line {} with {} can't be replaced: the text has {}",
        edit.line,
        counted(edit.count.unwrap_or(1), "line"),
        counted(lines, "line"),
    ));
    failure
        .help(format!("to add lines at the end, insert before line {}, with `count` 0", lines + 1))
}

/// Refuses an edit of lines that are not what its author thinks.
fn refuse_others(edit: &LineEdit, replaced: &[&str]) -> Result<(), Failure> {
    let Some(was) = &edit.was else { return Ok(()) };
    let is_same = replaced.iter().map(|line| line.trim()).eq(was.lines().map(str::trim));
    if is_same {
        return Ok(());
    }
    let found: String = replaced.concat();
    let failure = Failure::new(format!("line {} is not what `was` says", edit.line));
    Err(failure.help(format!("there stands `{}`", found.trim_end())))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn after(text: &str, edits: Value) -> Result<String, String> {
        let edits: Vec<LineEdit> = serde_json::from_value(edits).unwrap();
        edited(text, &edits).map_err(|failure| failure.to_string())
    }

    #[test]
    fn lines_are_replaced_inserted_and_taken_away() {
        let text = "a\nb\nc\n";
        let cases = [
            (json!([]), "a\nb\nc\n"),
            (json!([{ "line": 2, "text": "x" }]), "a\nx\nc\n"),
            (json!([{ "line": 2, "text": "x\ny\n" }]), "a\nx\ny\nc\n"),
            (json!([{ "line": 2, "text": "" }]), "a\nc\n"),
            (json!([{ "line": 1, "count": 3, "text": "x" }]), "x\n"),
            (json!([{ "line": 4, "count": 0, "text": "d" }]), "a\nb\nc\nd\n"),
            (
                json!([{ "line": 1, "count": 0, "text": "z" }, { "line": 1, "text": "A" }]),
                "z\nA\nb\nc\n",
            ),
            (json!([{ "line": 3, "text": "C" }, { "line": 1, "text": "A" }]), "A\nb\nC\n"),
            (json!([{ "line": 2, "text": "x", "was": " b" }]), "a\nx\nc\n"),
        ];
        for (edits, expected) in cases {
            assert_eq!(after(text, edits.clone()).as_deref(), Ok(expected), "{edits}");
        }
        assert_eq!(after("a\nb", json!([{ "line": 1, "text": "x" }])).as_deref(), Ok("x\nb"));
        assert_eq!(
            after("a\r\nb\r\n", json!([{ "line": 1, "text": "x" }])).as_deref(),
            Ok("x\r\nb\r\n")
        );
        assert_eq!(
            after("", json!([{ "line": 1, "count": 0, "text": "x" }])).as_deref(),
            Ok("x\n")
        );
    }

    #[test]
    fn what_can_not_be_meant_is_refused() {
        let text = "a\nb\nc\n";
        let told = |edits| after(text, edits).unwrap_err();
        assert_eq!(
            told(json!([{ "line": 4, "text": "d" }])),
            "line 4 with 1 line can't be replaced: the text has 3 lines\nhelp: to add lines at the end, insert before line 4, with `count` 0"
        );
        assert_eq!(
            told(json!([{ "line": 1, "count": 2, "text": "" }, { "line": 2, "text": "" }])),
            "two edits replace line 2"
        );
        assert_eq!(
            told(json!([{ "line": 2, "text": "x", "was": "c" }])),
            "line 2 is not what `was` says\nhelp: there stands `b`"
        );
        assert!(after(text, json!([{ "line": 1, "count": u64::MAX, "text": "" }])).is_err());
    }
}
