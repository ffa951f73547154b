//! What stands in a plan, and whether it holds.

use std::collections::BTreeSet;

use rmcp::schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::seen::{Seen, seen};
use super::{Asked, first};
use crate::diagnostic::Failure;
use crate::emit;
use crate::mcp::answer::Answer;
use crate::mcp::desk::{Desk, understood};
use crate::model::ItemWalker;
use crate::plan::{Plan, PlanView};

/// The plan in short.
#[derive(Debug, Deserialize, JsonSchema)]
#[schemars(crate = "rmcp::schemars")]
#[serde(deny_unknown_fields)]
pub(super) struct Summary {
    /// The path of a roadmap from the root folder
    file: String,
    /// The name of a view: the items that it shows are told, in place of milestones and releases
    view: Option<String>,
    /// A condition of the language, as in `task and @ana and not done`: the items of which it holds are told
    #[serde(rename = "where")]
    condition: Option<String>,
    /// The day on which the plan is looked at, as `2026-03-02`, or `now`; the day that the roadmap says, if it is left out
    today: Option<String>,
}

impl Asked for Summary {
    const NAME: &'static str = "plan";
    const TITLE: &'static str = "Look at a plan";
    const ABOUT: &'static str = "What stands in a plan: when it ends, how healthy it is and why, its milestones and releases with their dates, deadlines and slack, and what does not hold. \
         With `view` or `where` the items that are asked for instead. Dates are days, an end is the last day of work; amounts of time are minutes.";

    fn answer(self, desk: &Desk) -> Result<Answer, Failure> {
        let today = desk.today(self.today.as_deref())?;
        let place = desk.root().existing(&self.file)?;
        let asked = (self.view.as_deref(), self.condition.as_deref());
        let Seen { compilation, view } = seen(desk, &place, asked, today)?;
        let plan = understood(&compilation)?;
        let status = plan.status();
        let view = view.as_ref().map(|view| PlanView::of(plan, &status, view));
        Ok(match &view {
            // What the public may not know is left out there.
            Some(view) if view.is_public() => Answer::Text(emit::view_markdown(view)),
            _ => Answer::Data(summary(plan, view.as_ref())),
        })
    }
}

/// What is told of an item; all else of it `export` has.
const TOLD: [&str; 24] = [
    "path",
    "kind",
    "title",
    "start",
    "end",
    "startTime",
    "endTime",
    "open",
    "totalSlack",
    "critical",
    "percentComplete",
    "state",
    "health",
    "varianceDays",
    "deadline",
    "promise",
    "baseline",
    "blocked",
    "dependencies",
    "assignments",
    "owner",
    "releases",
    "tags",
    "source",
];

/// The part of the plan's JSON that is asked for: the same fields, which its schema explains.
fn summary(plan: Plan<'_>, view: Option<&PlanView<'_, '_>>) -> Value {
    let whole: Map<String, Value> = serde_json::from_str(&emit::json(&plan)).unwrap_or_default();
    let rows = |name: &str| {
        let rows = whole.get(name).and_then(Value::as_array);
        rows.cloned().unwrap_or_default()
    };
    let is_shown = |item: &ItemWalker<'_>| match view {
        Some(view) => view.shows_item(item.id),
        None => item.kind().is_point(),
    };
    let paths: BTreeSet<String> =
        plan.model.items().filter(is_shown).map(ItemWalker::path).collect();
    let is_asked = |row: &Value| {
        row.get("path").and_then(Value::as_str).is_some_and(|path| paths.contains(path))
    };
    let mut asked: Vec<Value> = rows("items").into_iter().filter(is_asked).collect();
    asked.iter_mut().filter_map(Value::as_object_mut).for_each(|row| {
        row.retain(|name, _| TOLD.contains(&name.as_str()));
    });
    let (items, more) = first(asked);
    let (faults, _) = first(rows("faults"));
    let views: Vec<_> = plan.model.views.iter().map(|view| &*view.name).collect();
    let part = |name: &str| whole.get(name).cloned().unwrap_or_default();
    json!({
        "roadmap": part("roadmap"),
        "summary": part("summary"),
        "holds": plan.fault_count() == 0,
        "faultCount": plan.fault_count(),
        "faults": faults,
        "items": items,
        "moreItems": more,
        "views": views,
    })
}
