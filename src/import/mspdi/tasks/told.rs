//! What a task is beside work, which a roadmap does not say.

use super::Task;
use crate::import::draft::Draft;
use crate::import::input::shown;
use crate::import::mspdi::values::{self, flag};
use crate::import::values::Number;
use crate::import::xml::text;

/// What a task is beside work.
pub(super) fn tell_oddities(task: &mut Task<'_, '_>, draft: &mut Draft) {
    let (name, place) = (&task.name, &task.item.place);
    let says = |flag_name: &str| flag(task.node, flag_name);
    let mut tell = |is_so: bool, what: &str, why: &str| {
        if is_so {
            draft.changed(format!("{what} {name}"), why, place);
        }
    };
    let is_long = says("Milestone") && !task.is_milestone;
    tell(is_long && !task.is_summary, "the milestone", "it takes time, and is a task here");
    tell(is_long && task.is_summary, "the milestone", "it has parts, which span it here");
    let is_manual = says("Manual");
    let why = "it stands where somebody put it: its start is fixed";
    tell(is_manual && !task.is_summary, "the manually scheduled task", why);
    tell(says("Recurring"), "the recurring task", "each time that it comes is a task of its own");
    tell(says("ExternalTask"), "the task of another file", "its start is fixed");
    tell(says("IsSubproject"), "the inserted project", "its file is not read: it is one task");
    let duration_text = text(task.node, "Duration").filter(|said| values::minutes(said).is_none());
    if let Some(said) = duration_text {
        let why = format!("{} is no amount of time that a plan can have", shown(said));
        draft.left_out(format!("the duration of {name}"), why, place);
    }
    let words = [("StartText", "start"), ("FinishText", "end"), ("DurationText", "duration")];
    let mut said =
        words.iter().filter_map(|(element, what)| Some((what, text(task.node, element)?)));
    if let Some((what, said)) = said.next() {
        let why = format!("{} is no date or amount", shown(said));
        draft.left_out(format!("the {what} of {name}"), why, place);
    }
    let own = |field: Option<Number>| field.is_some_and(|cost| cost.0 < 0);
    if own(task.item.cost) {
        draft.left_out(format!("the cost of {name}"), "it is less than nothing", place);
        task.item.cost = None;
    }
}
