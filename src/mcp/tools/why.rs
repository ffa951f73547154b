//! Why an item is when it is.

use std::fmt::Write as _;

use rmcp::schemars::JsonSchema;
use serde::Deserialize;

use super::Asked;
use crate::diagnostic::Failure;
use crate::emit::why::{Story, Told, barrier, story};
use crate::mcp::answer::Answer;
use crate::mcp::desk::{Desk, day, planned};
use crate::model::Edge;
use crate::plan::why::{Wanted, why, why_not};
use crate::plan::{item_named, last_item};
use crate::text::{Sources, Span};

/// How many sentences are told of a chain, and how many of what is beside it.
const LINKS: usize = 40;
const BESIDE: usize = 8;

/// Why an item is when it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct Why {
    /// The path of a roadmap from the root folder
    file: String,
    /// The item by its path, as in `checkout.api`, or by the end of it; its start is `checkout.api.start`; what ends last, if it is left out
    item: Option<String>,
    /// A day or period, as `2026-05-01` or `2026-Q2`: then it is told why the item can't be there by then
    by: Option<String>,
    /// The day on which the plan is looked at, as `2026-03-02`, or `now`; the day that the roadmap says, if it is left out
    today: Option<String>,
}

impl Asked for Why {
    const NAME: &'static str = "why";
    const TITLE: &'static str = "Say why a date is what it is";
    const ABOUT: &'static str = "Why an item is when it is: the chain of reasons, each with its line; what else is waited for; and what would win a day, which was tried. \
         With `by`, the fewest lines that together forbid that it is there by then.";

    fn answer(self, desk: &Desk) -> Result<Answer, Failure> {
        let today = desk.today(self.today.as_deref())?;
        let place = desk.root().existing(&self.file)?;
        let compilation = desk.compiled(&place, None, today)?;
        planned(&compilation)?;
        let (model, schedule) = (compilation.model(), compilation.schedule());
        let (item, edge) = match &self.item {
            Some(path) => item_named(model, schedule, path)?,
            None => (last_item(model, schedule)?, Edge::End),
        };
        if !schedule.timing(item).is_scheduled {
            let path = model.item(item).path();
            return Err(Failure::new(format!("`{path}` is dropped, and has no dates")));
        }
        let mut page = Page { text: String::new(), sources: compilation.sources() };
        match &self.by {
            None => page.story(&story(model, schedule, &why(model, schedule, item, edge))),
            Some(by) => {
                let wanted = Wanted::By(day(by)?.1);
                let answer = why_not(model, schedule, item, edge, wanted);
                let told = barrier(model, schedule, (item, edge), wanted, &answer);
                page.line(&told.headline);
                for label in &told.labels {
                    page.sentence(&label.message, std::slice::from_ref(&label.span));
                }
                told.help.iter().for_each(|help| page.line(&format!("note: {help}")));
            }
        }
        Ok(Answer::Text(page.text))
    }
}

/// Sentences, each with the lines that it speaks of.
struct Page<'s> {
    text: String,
    sources: &'s Sources,
}

impl Page<'_> {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn sentence(&mut self, sentence: &str, places: &[Span]) {
        let mut said: Vec<String> = Vec::new();
        for place in places {
            let source = self.sources.source(self.sources.source_of(*place));
            let name = source.map_or("", |source| source.name());
            let place = format!("{name}:{}", self.sources.place(*place).line);
            if !said.contains(&place) {
                said.push(place);
            }
        }
        let places =
            if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) };
        self.line(&format!("- {sentence}{places}"));
    }

    fn story(&mut self, story: &Story) {
        self.line(&story.headline);
        self.part("Because", &story.chain, LINKS);
        self.part("What else is waited for", &story.beside, BESIDE);
        let plain = |sentences: &[String]| -> Vec<Told> {
            let told = |sentence: &String| Told { sentence: sentence.clone(), places: Vec::new() };
            sentences.iter().map(told).collect()
        };
        self.part("Who works on this chain", &plain(&story.people), LINKS);
        self.part("What would win a day", &plain(&story.wins), LINKS);
    }

    fn part(&mut self, heading: &str, told: &[Told], most: usize) {
        if told.is_empty() {
            return;
        }
        self.line(&format!("\n{heading}:"));
        for one in told.iter().take(most) {
            self.sentence(&one.sentence, &one.places);
        }
        let more = told.len().saturating_sub(most);
        if more > 0 {
            let _ = writeln!(self.text, "- … and {more} more");
        }
    }
}
