//! Which roadmaps there are, their texts, and those in canonical form.

use rmcp::schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::Asked;
use crate::diagnostic::{Failure, render};
use crate::format::format;
use crate::mcp::answer::Answer;
use crate::mcp::desk::{Desk, has_header};
use crate::text::Source;

/// Which roadmaps there are.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct ListRoadmaps {}

impl Asked for ListRoadmaps {
    const NAME: &'static str = "list_roadmaps";
    const TITLE: &'static str = "List roadmaps";
    const ABOUT: &'static str = "The roadmaps in the root folder and below: their paths, titles, and what each imports. One without a title is a part of those that import it.";

    fn answer(self, desk: &Desk) -> Result<Answer, Failure> {
        let (paths, mut notes) = desk.root().roadmaps();
        let mut roadmaps = Vec::new();
        for path in paths {
            let read = desk.root().existing(&path);
            let read = read.and_then(|place| Ok((desk.read(&place, None, None)?, place)));
            desk.go_on()?;
            let (reading, place) = match read {
                Ok(read) => read,
                Err(failure) => {
                    notes.push(failure.message);
                    continue;
                }
            };
            let model = reading.model();
            let title = has_header(model).then_some(&model.header.title);
            let folder = place.real.parent().unwrap_or(&place.real);
            let imports: Vec<_> = reading
                .files()
                .skip(1)
                .map(|file| desk.root().name_of(&folder.join(file)))
                .collect();
            roadmaps.push(json!({ "file": path, "title": title, "imports": imports }));
        }
        Ok(Answer::Data(json!({ "roadmaps": roadmaps, "notes": notes })))
    }
}

/// The text of a roadmap.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct Read {
    /// The path of a roadmap from the root folder
    file: String,
}

impl Asked for Read {
    const NAME: &'static str = "read";
    const TITLE: &'static str = "Read a roadmap";
    const ABOUT: &'static str = "The text of a roadmap, as it is in its file.";

    fn answer(self, desk: &Desk) -> Result<Answer, Failure> {
        Ok(Answer::Text(desk.root().existing(&self.file)?.text()?))
    }
}

/// A roadmap in its canonical form.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct Format {
    /// The path of a roadmap from the root folder
    file: String,
    /// A text to format in place of that of the file
    text: Option<String>,
    /// Whether the file is written so; only where the server may write
    #[serde(default)]
    apply: bool,
}

impl Asked for Format {
    const NAME: &'static str = "format";
    const TITLE: &'static str = "Format a roadmap";
    const ABOUT: &'static str = "A roadmap in its canonical form: words are moved and never changed. One with mistakes in its syntax is refused.";
    const WRITES: bool = true;

    fn answer(self, desk: &Desk) -> Result<Answer, Failure> {
        if self.apply {
            desk.refuse_writing()?;
            if self.text.is_some() {
                let failure =
                    Failure::new("a text is not written by `format`, only the file's own");
                return Err(failure.help("`propose_edit` writes another text"));
            }
        }
        let place = desk.root().place(&self.file)?;
        let _alone = self.apply.then(|| desk.writing());
        let text = match self.text {
            Some(text) => text,
            None => desk.root().existing(&self.file)?.text()?,
        };
        let formatted = format(Source::new(&place.path, text)).map_err(|refusal| {
            let errors = render::short::errors(&refusal.diagnostics, &refusal.sources);
            Failure::new(format!("it has mistakes, and is left as it is:\n{}", errors.trim_end()))
        })?;
        if self.apply {
            desk.write(&place, &formatted.text())?;
        }
        Ok(Answer::Text(formatted.text()))
    }
}
