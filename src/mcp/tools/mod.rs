//! The tools, each with what it is given: one row, one file a theme.

mod check;
mod consequences;
mod edits;
mod export;
mod files;
#[cfg(feature = "interchange")]
mod import;
mod plan;
mod propose;
mod seen;
mod simulate;
mod why;

use std::sync::Arc;

use rmcp::model::{JsonObject, Tool as Described, ToolAnnotations};
use rmcp::schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::answer::Answer;
use super::desk::Desk;
use super::given;
use crate::diagnostic::{Diagnostic, Failure, render};
use crate::text::Sources;

/// Arguments that speak of writing.
const WRITING: [&str; 2] = ["apply", "revision"];

/// So many rows of a kind are told; the rest is counted.
const MOST: usize = 200;

/// What a tool is asked: its arguments, and how it answers.
trait Asked: DeserializeOwned + JsonSchema + 'static {
    /// The name it is called by.
    const NAME: &'static str;
    /// The name for people.
    const TITLE: &'static str;
    /// What it does, for an assistant that has to choose.
    const ABOUT: &'static str;
    /// Whether it can write, where that is allowed and asked for by `apply`.
    const WRITES: bool = false;

    fn answer(self, desk: &Desk) -> Result<Answer, Failure>;
}

/// A tool, whatever it is asked.
pub(super) struct Tool {
    pub(super) name: &'static str,
    title: &'static str,
    about: &'static str,
    writes: bool,
    schema: fn() -> Arc<JsonObject>,
    pub(super) run: fn(&Desk, JsonObject) -> Result<Answer, Failure>,
}

/// Every tool.
pub(super) static ALL: &[Tool] = &[
    Tool::of::<files::ListRoadmaps>(),
    Tool::of::<files::Read>(),
    Tool::of::<check::Check>(),
    Tool::of::<plan::Summary>(),
    Tool::of::<why::Why>(),
    Tool::of::<simulate::Simulate>(),
    Tool::of::<propose::ProposeEdit>(),
    Tool::of::<files::Format>(),
    Tool::of::<export::Export>(),
    #[cfg(feature = "interchange")]
    Tool::of::<import::Import>(),
];

impl Tool {
    const fn of<A: Asked>() -> Self {
        Self {
            name: A::NAME,
            title: A::TITLE,
            about: A::ABOUT,
            writes: A::WRITES,
            schema: given::schema::<A>,
            run: |desk, given| given::read::<A>(given)?.answer(desk),
        }
    }

    /// What a client is told of it. Where nothing may be written, nothing is said of writing.
    pub(super) fn described(&self, may_write: bool) -> Described {
        let mut schema = (self.schema)();
        if !may_write
            && let Some(Value::Object(known)) = Arc::make_mut(&mut schema).get_mut("properties")
        {
            known.retain(|name, _| !WRITING.contains(&name.as_str()));
        }
        let writes = self.writes && may_write;
        let hints = ToolAnnotations::with_title(self.title)
            .read_only(!writes)
            .destructive(writes)
            .idempotent(!writes)
            .open_world(false);
        Described::new(self.name, self.about, schema).with_title(self.title).with_annotations(hints)
    }
}

/// A diagnostic as the command line gives it to programs.
fn diagnostic(one: &Diagnostic, sources: &Sources) -> Value {
    serde_json::from_str(&render::json::one(one, sources)).unwrap_or_default()
}

/// The first of many rows, and how many more there are.
fn first<T>(mut rows: Vec<T>) -> (Vec<T>, usize) {
    let more = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    (rows, more)
}
