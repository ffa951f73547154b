//! What an edit would do, and doing it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rmcp::schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::consequences::consequences;
use super::edits::{LineEdit, edited};
use super::{Asked, MOST, diagnostic};
use crate::diagnostic::{Failure, Severity};
use crate::mcp::answer::Answer;
use crate::mcp::desk::{Desk, Instead, has_header, mistakes};
use crate::mcp::root::{LIMIT, Place, too_large};
use crate::time::Date;

/// An edit of a roadmap.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct ProposeEdit {
    /// The path of a roadmap from the root folder; one that is not there yet is made of `text`
    file: String,
    /// The whole new text
    text: Option<String>,
    /// In place of a whole text: the lines that change
    edits: Option<Vec<LineEdit>>,
    /// The day on which the plan is looked at, as `2026-03-02`, or `now`; the day that the roadmap says, if it is left out
    today: Option<String>,
    /// The `revision` of the file that the same edit was answered with before; a file that is there is written only with it
    revision: Option<String>,
    /// Whether the file is written; only where the server may write, and only if the text can be read as a roadmap
    #[serde(default)]
    apply: bool,
}

impl Asked for ProposeEdit {
    const NAME: &'static str = "propose_edit";
    const TITLE: &'static str = "Propose an edit";
    const ABOUT: &'static str = "What an edit of a roadmap would do, in each roadmap that the file belongs to: which diagnostics come and go, which items move to which dates, what is new and what is gone, and how health and end change. \
         Give the whole new `text`, or `edits` of lines. Nothing is written, unless the server may write and `apply` is true: propose an edit first, look at what it does, then apply it with the `revision` that was answered.";
    const WRITES: bool = true;

    fn answer(self, desk: &Desk) -> Result<Answer, Failure> {
        if self.apply {
            desk.refuse_writing()?;
        }
        let today = desk.today(self.today.as_deref())?;
        // Whoever writes has read what the one before has written.
        let _alone = self.apply.then(|| desk.writing());
        let place = desk.root().place(&self.file)?;
        let (old, new) = self.texts(desk, &place)?;
        self.refuse_other_revisions(&place, old.as_deref())?;
        if new.len() as u64 > LIMIT {
            return Err(too_large("the new text"));
        }
        let (sources, found) = mistakes(&place.path, &new);
        let parses = !found.has_errors();
        let roadmaps = told(desk, &place, (old.as_deref(), &new), today)?;
        let applied = self.apply && parses;
        if applied {
            refuse_change(desk, &place, old.as_deref())?;
            desk.write(&place, &new)?;
        }
        let unread = found.iter().filter(|one| one.severity == Severity::Error).take(MOST);
        let unread: Vec<_> = unread.map(|one| diagnostic(one, &sources)).collect();
        Ok(Answer::Data(json!({
            "file": place.path,
            "isNew": place.is_new,
            "revision": if applied { Some(revision(&new)) } else { old.as_deref().map(revision) },
            "changes": old.as_deref() != Some(new.as_str()),
            "parses": parses,
            "mistakes": unread,
            "applied": applied,
            "roadmaps": roadmaps,
        })))
    }
}

impl ProposeEdit {
    /// Refuses to write what was not proposed before, or over what somebody else has written since.
    fn refuse_other_revisions(&self, place: &Place, old: Option<&str>) -> Result<(), Failure> {
        match (&self.revision, old) {
            (Some(asked), Some(old)) if *asked == revision(old) => Ok(()),
            (None, Some(_)) if self.apply => {
                let failure = Failure::new("`apply` needs the `revision` of the file");
                Err(failure.help("propose the edit without `apply` first: the answer tells it, and what the edit does"))
            }
            (None, _) => Ok(()),
            (Some(_), _) => Err(changed(place)),
        }
    }

    /// The text as it is, and as it would be.
    fn texts(&self, desk: &Desk, place: &Place) -> Result<(Option<String>, String), Failure> {
        let old = if place.is_new { None } else { Some(place.text()?) };
        let new = match (&self.text, &self.edits, &old) {
            (Some(text), None, _) => text.clone(),
            (None, Some(edits), Some(old)) => edited(old, edits)?,
            (None, Some(_), None) => {
                // It is not there: say so as for all others, with what may be meant.
                desk.root().existing(&self.file)?;
                String::new()
            }
            _ => {
                let failure = Failure::new("an edit is either `text` or `edits`");
                return Err(failure.help("give the whole new text, or the lines that change"));
            }
        };
        Ok((old, new))
    }
}

/// What tells a text from all others that a file may have.
fn revision(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
}

/// What becomes of each roadmap that the file is, was, or is a part of.
fn told(
    desk: &Desk,
    place: &Place,
    (old, new): (Option<&str>, &str),
    today: Option<Date>,
) -> Result<Vec<Value>, Failure> {
    let instead = Instead { of: place, text: new };
    let headed = |instead| Ok(has_header(desk.read(place, instead, None)?.model()));
    let has_header = headed(Some(instead))? || old.is_some() && headed(None)?;
    let mut told = Vec::new();
    for whole in desk.wholes(place, has_header)? {
        let before = (!whole.is_new).then(|| desk.compiled(&whole, None, today)).transpose()?;
        let after = desk.compiled(&whole, Some(instead), today)?;
        told.push(consequences(&whole.path, before.as_ref(), &after));
    }
    Ok(told)
}

/// Refuses to write over what somebody else has written meanwhile.
fn refuse_change(desk: &Desk, place: &Place, old: Option<&str>) -> Result<(), Failure> {
    let now = desk.root().place(&place.path)?;
    let text = if now.is_new { None } else { Some(now.text()?) };
    if text.as_deref() == old {
        return Ok(());
    }
    Err(changed(place))
}

fn changed(place: &Place) -> Failure {
    let failure = Failure::new(format!("`{}` has been changed meanwhile", place.path));
    failure.help("read it again, and propose the edit anew")
}
