//! Other tools' files as roadmaps.

use std::borrow::Cow;

use rmcp::schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use super::Asked;
use crate::diagnostic::Failure;
use crate::import::{DateOrder, Input, Options, Refusal, columns, import};
use crate::mcp::answer::Answer;
use crate::mcp::desk::Desk;
use crate::time::Minutes;

/// A roadmap from another tool's file: its text, or a workbook of the folder.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct Import {
    /// The text of the file: CSV, JSON, XML, iCalendar, Mermaid and others; a workbook is no text, and named by `file`
    text: Option<String>,
    /// What the file is called whose text that is, as in `board.json`
    name: Option<String>,
    /// The path of a workbook of Excel, as in `exports/plan.xlsx`, in place of `text`
    file: Option<String>,
    /// The sheet of the workbook, where it is not the first that holds a plan
    sheet: Option<String>,
    /// The format, where the text does not tell it, as in `csv` or `trello`
    from: Option<String>,
    /// The order of dates such as 3/4/2026, where the text does not tell it
    date_order: Option<Order>,
    /// How many hours of work a story point is; points stay a custom field if nothing is said
    point: Option<f64>,
    /// What columns mean whose words don't tell: TOML, as in `[columns]` and `Wer = "people"` below it
    map: Option<String>,
}

/// In which order a date of three numbers is written.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(rename_all = "lowercase")]
enum Order {
    /// 31/12/2026
    Dmy,
    /// 12/31/2026
    Mdy,
    /// 2026/12/31
    Ymd,
}

impl Import {
    /// What the text can't say itself.
    fn options(&self) -> Result<Options, Failure> {
        let date_order = self.date_order.map(|order| match order {
            Order::Dmy => DateOrder::DayFirst,
            Order::Mdy => DateOrder::MonthFirst,
            Order::Ymd => DateOrder::YearFirst,
        });
        let point = self.point.map(hours).transpose()?;
        let columns = self.map.as_deref().map(columns).transpose().map_err(failure)?;
        Ok(Options {
            date_order,
            point,
            columns: columns.unwrap_or_default(),
            sheet: self.sheet.clone(),
            ..Options::default()
        })
    }
}

/// An amount of work in hours.
fn hours(hours: f64) -> Result<Minutes, Failure> {
    const MOST: f64 = 100_000.0;
    if !(hours > 0.0 && hours <= MOST) {
        return Err(Failure {
            message: format!("a story point of {hours} hours is no amount of work"),
            help: Some("say more than 0, as in 4 or 0.5".into()),
        });
    }
    // Within these bounds nothing is cut off.
    #[allow(clippy::cast_possible_truncation)]
    Ok(Minutes((hours * 60.0).round() as i64))
}

fn failure(refusal: Refusal) -> Failure {
    let at = if refusal.place.is_empty() { String::new() } else { format!("{}: ", refusal.place) };
    Failure { message: format!("{at}{}", refusal.message), help: refusal.help }
}

impl Asked for Import {
    const NAME: &'static str = "import";
    const TITLE: &'static str = "Import a plan";
    const ABOUT: &'static str = "A file of another tool (its text: Trello, Asana, Aha!, Jira, Linear, GitHub, MS Project, GanttProject, TaskJuggler, Mermaid, PlantUML, iCalendar, CSV; or a workbook of Excel in the folder) as a roadmap, and what could not be carried over. \
         Nothing is written: `propose_edit` with the roadmap as `text` says what comes of it.";

    fn answer(self, desk: &Desk) -> Result<Answer, Failure> {
        let (name, bytes) = match (&self.text, &self.file) {
            (Some(text), None) => (self.name.as_deref().unwrap_or("plan"), text.as_bytes().into()),
            (None, Some(file)) if self.name.is_none() => {
                (file.as_str(), desk.root().workbook(file)?.into())
            }
            _ => {
                let failure = Failure::new("one file is imported: its text, or a workbook");
                return Err(failure.help("say `text` and `name`, or `file`"));
            }
        };
        let bytes: Cow<'_, [u8]> = bytes;
        let input = Input { name, bytes: &bytes };
        let imported = import(&input, self.from.as_deref(), &self.options()?).map_err(failure)?;
        let losses: Vec<_> = imported.losses.iter().collect();
        Ok(Answer::Data(json!({
            "format": imported.format.name,
            "roadmap": imported.text,
            "losses": losses,
        })))
    }
}
