//! The formats that can be read: a row each.

use super::draft::Draft;
use super::input::{Input, Options, Refusal, shown};
use super::json::{aha, asana, github, trello};
use super::table::profiles as tools;
use super::{gantt_project, icalendar, mermaid, mspdi, plantuml, sheet, taskjuggler};
use crate::text::did_you_mean;
use crate::text::words::list_or;

/// Whether a file looks like a format.
type LooksLike = fn(&Input<'_>) -> bool;

/// Reads a file of a format.
type Read = fn(&Input<'_>, &Options) -> Result<Draft, Refusal>;

/// A format that can be read.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name on the command line, such as `jira-csv`.
    pub name: &'static str,
    /// What a file of it is called in a sentence, such as `a CSV file of Jira`.
    pub title: &'static str,
    looks_like: LooksLike,
    pub(super) read: Read,
    /// What stands in a file of it at least once for each item.
    pub(super) mark: Option<&'static str>,
    /// Which of the options mean something for its files.
    uses: &'static [Use],
}

/// What files of a format have, of which an option says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// Sheets, where they are workbooks.
    Sheets,
    /// Columns with headers.
    Columns,
    /// Dates such as 3/4/2026.
    Order,
    /// Story points.
    Points,
}

impl Format {
    pub(super) const fn new(
        name: &'static str,
        title: &'static str,
        looks_like: LooksLike,
        read: Read,
    ) -> Self {
        Self { name, title, looks_like, read, uses: &[], mark: None }
    }

    /// A format whose items can be counted before they are read.
    const fn marked(self, mark: &'static str) -> Self {
        Self { mark: Some(mark), ..self }
    }

    /// A format whose files are tables.
    pub(super) const fn table(
        name: &'static str,
        title: &'static str,
        looks_like: LooksLike,
        read: Read,
    ) -> Self {
        Self::new(name, title, looks_like, read).with(&[
            Use::Sheets,
            Use::Columns,
            Use::Order,
            Use::Points,
        ])
    }

    /// Whether a file of it is a table, whose columns a map can name.
    pub(super) fn is_table(&self) -> bool {
        self.uses.contains(&Use::Columns)
    }

    /// The same, for whose files these options mean something.
    const fn with(self, uses: &'static [Use]) -> Self {
        Self { uses, ..self }
    }
}

/// Every format, in the order in which a file is asked what it is.
static FORMATS: &[Format] = &[
    tools::aha::FORMAT,
    Format::table("xlsx", "an Excel workbook", sheet::is_workbook, sheet::read),
    Format::new("mspdi", "an XML file of MS Project", mspdi::looks_like, mspdi::read)
        .marked("<Task>"),
    Format::new("gan", "a file of GanttProject", gantt_project::looks_like, gantt_project::read)
        .marked("<task"),
    Format::new("ics", "an iCalendar file", icalendar::looks_like, icalendar::read)
        .marked("BEGIN:V"),
    Format::new("mermaid", "a gantt chart of Mermaid", mermaid::looks_like, mermaid::read)
        .marked("\n"),
    Format::new("plantuml", "a gantt chart of PlantUML", plantuml::looks_like, plantuml::read)
        .marked("\n"),
    Format::new(
        "taskjuggler",
        "a project of TaskJuggler",
        taskjuggler::looks_like,
        taskjuggler::read,
    )
    .marked("task"),
    tools::jira_plans::FORMAT,
    tools::jira::FORMAT,
    tools::asana::FORMAT,
    tools::linear::FORMAT,
    tools::trello::FORMAT,
    tools::hygger::FORMAT,
    tools::productplan::FORMAT,
    tools::roadmunk::FORMAT,
    tools::ganttproject::FORMAT,
    Format::new("trello", "a JSON export of a Trello board", trello::looks_like, trello::read)
        .with(&[Use::Points]),
    Format::new("asana-json", "JSON of Asana", asana::looks_like, asana::read).with(&[Use::Points]),
    Format::new("aha-json", "JSON of Aha!", aha::looks_like, aha::read)
        .with(&[Use::Order, Use::Points]),
    Format::new("github", "JSON of GitHub", github::looks_like, github::read)
        .marked("\"title\"")
        .with(&[Use::Points]),
    Format::table("csv", "a table of comma-separated values", sheet::is_table, sheet::read),
];

/// Every format that can be read.
pub fn formats() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter()
}

/// The format of that name, or the one that a file looks like.
pub(super) fn of(input: &Input<'_>, name: Option<&str>) -> Result<&'static Format, Refusal> {
    let names: Vec<_> = formats().map(|format| format!("`{}`", format.name)).collect();
    if let Some(name) = name {
        return formats().find(|format| format.name == name).ok_or_else(|| {
            let begun = formats().map(|of| of.name).filter(|of| of.starts_with(name));
            let near = begun
                .min_by_key(|of| of.len())
                .or_else(|| did_you_mean(name, formats().map(|format| format.name)));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it can be {}", list_or(&names)),
            };
            Refusal::new(format!("there is no format {}", shown(name))).help(help)
        });
    }
    if input.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::new("it is empty"));
    }
    if let Some((_, what, help)) = OTHERS.iter().find(|(begin, ..)| input.bytes.starts_with(begin))
    {
        return Err(Refusal::new(format!("it is {what}")).help(*help));
    }
    formats().find(|format| (format.looks_like)(input)).ok_or_else(|| {
        let message = "what this file is can't be told from what is in it";
        Refusal::new(message).help(format!("say it with `--from`: {}", list_or(&names)))
    })
}

/// Which of the options mean something for any of some files.
#[derive(Default)]
pub(super) struct Uses(Vec<Use>);

impl Uses {
    /// Notes what a file of a format has use for.
    pub(super) fn note(&mut self, input: &Input<'_>, format: &Format) {
        let has = |of: &&Use| **of != Use::Sheets || sheet::is_workbook(input);
        self.0.extend(format.uses.iter().filter(has));
    }

    /// Refuses what is said and means nothing for any of the files.
    pub(super) fn refuse_idle(&self, options: &Options) -> Result<(), Refusal> {
        let said = [
            (Use::Sheets, options.sheet.is_some(), "only a workbook has sheets", "--sheet"),
            (Use::Columns, !options.columns.is_empty(), "only a table has columns", "--map"),
            (
                Use::Order,
                options.date_order.is_some(),
                "the dates of such a file have one order",
                "--date-order",
            ),
            (Use::Points, options.point.is_some(), "such a file has no story points", "--point"),
        ];
        match said.into_iter().find(|(of, is_said, ..)| *is_said && !self.0.contains(of)) {
            Some((.., what, option)) => {
                Err(Refusal::new(what).help(format!("leave `{option}` out")))
            }
            None => Ok(()),
        }
    }
}

/// How files begin that are not read, what they are, and what to do with them.
const OTHERS: [(&[u8], &str, &str); 4] = [
    (
        b"\xD0\xCF\x11\xE0",
        "a file of an older Office, or of MS Project",
        "save it as `.xlsx`, or in MS Project as XML",
    ),
    (b"%PDF", "a PDF", "import the file that it was made from"),
    (b"\x89PNG", "a picture", "import the file that it was made from"),
    (b"\xFF\xD8\xFF", "a picture", "import the file that it was made from"),
];
