//! `--check`: are the outputs on disk what would be written?

use super::output::{self, Artefact, Target};
use super::terminal::Terminal;
use super::{Failure, Verdict, diff};

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
        let old = output::present(path)?;
        let text = artefact.content.text();
        if old.as_deref() != Some(text.as_bytes()) {
            let old = old.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            terminal.print(&diff::unified(&name, old.as_deref(), &text))?;
            stale.push((name, old.is_none()));
        }
    }
    for (name, missing) in &stale {
        let what = if *missing { "missing" } else { "stale" };
        terminal.say(&format!("`{name}` is {what}\n"));
    }
    if stale.is_empty() {
        let all = if artefacts.len() == 1 { "the output is" } else { "all outputs are" };
        terminal.mention(&format!("{all} up to date\n"));
        return Ok(Verdict::Fine);
    }
    terminal.mention(&format!("{again} brings it up to date\n"));
    Ok(Verdict::Faulty)
}
