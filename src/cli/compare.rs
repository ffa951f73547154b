//! `--check`: are the outputs on disk what would be written? Line ends don't count: Git writes those of the system it runs on.

use std::borrow::Cow;

use super::output::{self, Artefact, Target};
use super::terminal::Terminal;
use super::{Failure, Verdict, diff};
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
        let text = artefact.content.text();
        // With other line ends it is twice as long at most; of what is longer the beginning tells that it is stale.
        let old = output::present(path, 2 * text.len() as u64 + MORE)?;
        if !old.as_deref().is_some_and(|old| reads_as(old, &text)) {
            let old = old.as_deref().map(with_plain_ends);
            terminal.print(&diff::unified(
                &name,
                old.as_deref(),
                &with_plain_ends(text.as_bytes()),
            ))?;
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
fn reads_as(file: &[u8], text: &str) -> bool {
    file == text.as_bytes()
        || std::str::from_utf8(file).is_ok()
            && with_plain_ends(file) == with_plain_ends(text.as_bytes())
}

/// A text, each of its lines with the end that outputs are written with.
fn with_plain_ends(bytes: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(bytes);
    if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { text }
}
