//! `--check`: are the outputs on disk what would be written? Line ends don't count: Git writes those of the system it runs on.
//! How an output differs from what would be written: a unified diff, of which so much is shown as people read.

use std::borrow::Cow;
use std::fmt::Write as _;

use similar::{DiffOp, DiffTag, TextDiff};

use super::output::{Artefact, Target};
use super::terminal::{ADDED, BOLD, FAINT, REMOVED, Terminal};
use super::{Failure, Verdict, output};
use crate::text::visible;

/// So much more of an output is read than one that is up to date can have: for the difference that is shown.
const MORE: u64 = 1 << 16;

/// Refuses what can't be compared.
pub(super) fn can_be_compared<'t>(
    targets: impl IntoIterator<Item = &'t Target>,
) -> Result<(), Failure> {
    if targets.into_iter().any(|target| target.path().is_none()) {
        return Err(Failure::new("standard output can't be checked: it is not kept"));
    }
    Ok(())
}

/// Says which outputs are not what would be written, how they differ, and what `again` writes them.
pub(super) fn outputs(
    artefacts: &[Artefact<'_>],
    again: &str,
    terminal: &Terminal,
) -> Result<Verdict, Failure> {
    let mut stale = Vec::new();
    for artefact in artefacts {
        let Some(path) = artefact.target.path() else { continue };
        let name = crate::resolve::slashed(path);
        let new = artefact.content.bytes();
        // With other line ends it is twice as long at most; of what is longer the beginning tells that it is stale.
        let old = output::present(path, 2 * new.len() as u64 + MORE)?;
        if !old.as_deref().is_some_and(|old| reads_as(old, &new)) {
            // What is no text has no lines that differ.
            if std::str::from_utf8(&new).is_ok() {
                let old = old.as_deref().map(with_plain_ends);
                let difference = unified(&name, old.as_deref(), &with_plain_ends(&new), SHOWN);
                terminal.print(&difference)?;
            }
            stale.push((name, old.is_none()));
        }
    }
    for (name, missing) in &stale {
        let what = if *missing { "missing" } else { "stale" };
        terminal.say(&format!("`{}` is {what}\n", visible(name)));
    }
    if stale.is_empty() {
        let all = if artefacts.len() == 1 { "the output is" } else { "all outputs are" };
        terminal.mention(&format!("{all} up to date\n"));
        return Ok(Verdict::Fine);
    }
    terminal.mention(&format!("{} brings it up to date\n", visible(again)));
    Ok(Verdict::Faulty)
}

/// Whether a file reads as this text, whatever its line ends are.
fn reads_as(file: &[u8], text: &[u8]) -> bool {
    let are_texts = || [file, text].iter().all(|bytes| std::str::from_utf8(bytes).is_ok());
    file == text || are_texts() && with_plain_ends(file) == with_plain_ends(text)
}

/// A text, each of its lines with the end that outputs are written with.
fn with_plain_ends(bytes: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(bytes);
    if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { text }
}

/// Lines of an output's diff that are shown.
const SHOWN: usize = 60;
/// Lines from the first difference on that are compared: the cost of a diff grows with the product of both texts.
const COMPARED: usize = 2_000;
/// Characters of a line that are shown.
const WIDEST: usize = 160;
/// Characters of a long line that are shown before what differs in it.
const LEAD: usize = 40;
/// Equal lines before and behind a difference.
const CONTEXT: usize = 3;

/// The difference between what stands in a file, if there is one, and what would: so many lines of it.
pub(super) fn unified(name: &str, old: Option<&str>, new: &str, most: usize) -> String {
    let name = visible(name);
    let from = if old.is_some() { &*name } else { "/dev/null" };
    let mut diff = format!("{BOLD}--- {from}\n+++ {name}{BOLD:#}\n");
    let (old, new) = (lines(old.unwrap_or_default()), lines(new));
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let start = same.saturating_sub(CONTEXT);
    let window = |lines: &[String]| -> Vec<String> {
        lines.iter().skip(start).take(COMPARED).cloned().collect()
    };
    let mut rows = hunks(&window(&old), &window(&new), start);
    if rows.is_empty() && old.len().max(new.len()) <= start + COMPARED {
        rows.push(format!("{FAINT}… only bytes that are not UTF-8 differ{FAINT:#}\n"));
    }
    let more = rows.len().saturating_sub(most);
    let cut = old.len().max(new.len()) > start + COMPARED;
    rows.truncate(most);
    diff.extend(rows);
    if more > 0 || cut {
        let lines = match more {
            _ if cut => "further lines of the difference are".to_owned(),
            1 => "1 line of the difference is".to_owned(),
            more => format!("{more} lines of the difference are"),
        };
        let _ = writeln!(diff, "{FAINT}… {lines} not shown{FAINT:#}");
    }
    diff
}

/// Lines without their breaks; that the last has none is said behind it.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if let Some(last) = lines.last_mut().filter(|_| !text.ends_with('\n')) {
        last.push_str(" (no newline at the end)");
    }
    lines
}

fn hunks(old: &[String], new: &[String], start: usize) -> Vec<String> {
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&old, &new);
    let mut rows = Vec::new();
    for group in diff.grouped_ops(CONTEXT) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        // Of no lines the place is the line before them.
        let range = |from: usize, to: usize| {
            format!("{},{}", from + start + usize::from(to > from), to - from)
        };
        let was = range(first.old_range().start, last.old_range().end);
        let is = range(first.new_range().start, last.new_range().end);
        rows.push(format!("{FAINT}@@ -{was} +{is} @@{FAINT:#}\n"));
        for operation in group {
            rows.extend(changes(&operation, &old, &new));
        }
    }
    rows
}

/// The rows of one change: what was there, then what would be. Long lines are shown from where they differ.
fn changes(operation: &DiffOp, old: &[&str], new: &[&str]) -> Vec<String> {
    let was = old.get(operation.old_range()).unwrap_or_default();
    let is = new.get(operation.new_range()).unwrap_or_default();
    if operation.tag() == DiffTag::Equal {
        return was.iter().map(|line| format!(" {}\n", shown(line, 0))).collect();
    }
    let same = |at: usize| match (was.get(at), is.get(at)) {
        (Some(was), Some(is)) => was.chars().zip(is.chars()).take_while(|(a, b)| a == b).count(),
        _ => 0,
    };
    let deleted = was.iter().enumerate();
    let deleted =
        deleted.map(|(at, line)| format!("{REMOVED}-{}{REMOVED:#}\n", shown(line, same(at))));
    let added = is.iter().enumerate();
    let added = added.map(|(at, line)| format!("{ADDED}+{}{ADDED:#}\n", shown(line, same(at))));
    deleted.chain(added).collect()
}

/// As much of a line as is shown: its beginning, or if the first so many characters are `same` in another, what follows them.
fn shown(line: &str, same: usize) -> String {
    let skipped = if same + LEAD < WIDEST { 0 } else { same - LEAD };
    let mut rest = line.chars().skip(skipped);
    let part: String = rest.by_ref().take(WIDEST).collect();
    let before = if skipped > 0 { "…" } else { "" };
    let behind = if rest.next().is_some() { "…" } else { "" };
    format!("{before}{}{behind}", visible(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(before: &str, behind: &str, lines: usize) -> String {
        (1..=lines)
            .flat_map(|line| [before.to_owned(), line.to_string(), behind.to_owned()])
            .collect()
    }

    fn plain(old: Option<&str>, new: &str) -> String {
        anstream::adapter::strip_str(&unified("a.svg", old, new, SHOWN)).to_string()
    }

    #[test]
    fn a_change_far_down_has_its_line_numbers() {
        let old = numbered("line ", "\n", 100);
        let new = old.replace("line 50\n", "line fifty\n");
        assert_eq!(
            plain(Some(&old), &new),
            "--- a.svg\n+++ a.svg\n@@ -47,7 +47,7 @@\n line 47\n line 48\n line 49\n-line 50\n+line fifty\n line 51\n line 52\n line 53\n"
        );
    }

    #[test]
    fn a_missing_file_and_a_missing_newline() {
        assert_eq!(plain(None, "a\n"), "--- /dev/null\n+++ a.svg\n@@ -0,0 +1,1 @@\n+a\n");
        assert_eq!(
            plain(Some("a"), "a\n"),
            "--- a.svg\n+++ a.svg\n@@ -1,1 +1,1 @@\n-a (no newline at the end)\n+a\n"
        );
    }

    #[test]
    fn a_long_difference_is_cut() {
        let old = numbered("", "\n", 50_000);
        let new = numbered("", "!\n", 50_000);
        let diff = plain(Some(&old), &new);
        assert_eq!(diff.lines().count(), 63);
        assert!(diff.ends_with("… further lines of the difference are not shown\n"), "{diff}");
    }

    #[test]
    fn long_lines_are_shown_where_they_differ() {
        let old = format!("{}b{}\n", "a".repeat(1000), "c".repeat(1000));
        let diff = plain(Some(&old), &old.replace('b', "d"));
        let row = |sign: char, differs: char| {
            format!("{sign}…{}{differs}{}…", "a".repeat(40), "c".repeat(119))
        };
        assert!(diff.contains(&row('-', 'b')) && diff.contains(&row('+', 'd')), "{diff}");
    }

    /// What stood there was decoded: where bytes were none of UTF-8, two lines may read alike.
    #[test]
    fn a_difference_is_never_empty() {
        assert!(plain(Some("a\u{FFFD}\n"), "a\u{FFFD}\n").contains("not UTF-8"));
    }
}
