//! Other tools' files as roadmaps.

use rmcp::schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::Asked;
use crate::diagnostic::Failure;
use crate::import::{Input, Options, import};
use crate::mcp::answer::Answer;
use crate::mcp::desk::Desk;

/// A roadmap from the text of another tool's file.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct Import {
    /// The text of the file: CSV, JSON, XML, iCalendar, Mermaid and others; no workbook, which is no text
    text: String,
    /// What the file is called, as in `board.json`
    name: String,
    /// The format, where the text does not tell it, as in `csv` or `trello`
    from: Option<String>,
}

impl Asked for Import {
    const NAME: &'static str = "import";
    const TITLE: &'static str = "Import a plan";
    const ABOUT: &'static str = "The text of a file of another tool (Trello, Asana, Aha!, Jira, Linear, GitHub, MS Project, GanttProject, TaskJuggler, Mermaid, PlantUML, iCalendar, CSV) as a roadmap, and what could not be carried over. \
         Nothing is written: `propose_edit` with the roadmap as `text` says what comes of it.";

    fn answer(self, _: &Desk) -> Result<Answer, Failure> {
        let input = Input { name: &self.name, bytes: self.text.as_bytes() };
        let imported = import(&input, self.from.as_deref(), &Options::default());
        let imported = imported.map_err(|refusal| {
            let place = if refusal.place.is_empty() {
                String::new()
            } else {
                format!("{}: ", refusal.place)
            };
            Failure { message: format!("{place}{}", refusal.message), help: refusal.help }
        })?;
        let losses: Vec<_> = imported.losses.iter().collect();
        Ok(Answer::Data(json!({
            "format": imported.format.name,
            "roadmap": imported.text,
            "losses": losses,
        })))
    }
}
