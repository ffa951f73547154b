//! What of a file of `GanttProject` is not read.

use roxmltree::Node;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::import::draft::Draft;
use crate::import::unread::Unread;
use crate::import::xml::{Lines, content, elements};

const SHOWN: &str = "it says how GanttProject shows a plan, not what the plan is";
const UNKNOWN: &str = "it is not known here";
const FILE: &str = "it speaks of the file, not of the plan";
const BASELINE: &str = "what was planned is a file of its own: import the plan as it was then, and name that file, `baseline \"before.roadmap\"`";
const PERSON: &str = "a person has a name, a team and a role";

/// Elements and attributes that are not read, with the reason; `""` stands for the element itself.
const LEFT: &[(&str, &str, &str)] = &[
    (
        "project",
        "company webLink version view-date view-index gantt-divider-location resource-divider-location locale",
        FILE,
    ),
    ("description", "", "a roadmap has no text of its own: notes stand on items"),
    ("view", "", SHOWN),
    ("calendars", "base-id", FILE),
    ("task", "shape expand color2 webLinkTitle", SHOWN),
    ("previous-tasks", "", BASELINE),
    ("custom-property", "", PERSON),
    ("custom-property-definition", "", PERSON),
];

/// Elements that are read, or whose content is told elsewhere.
const READ: &str = "project calendars day-types day-type default-week only-show-weekends overriden-day-types days date tasks taskproperties taskproperty task depend notes customproperty resources resource rate allocations allocation vacations vacation previous roles role simple-select field option timeline";
/// Attributes that are read, or say nothing beside others.
const READ_ATTRIBUTES: &str = "id uid name color meeting start duration complete thirdDate thirdDate-constraint priority webLink fixed-start cost-manual-value cost-calculated type difference hardness taskproperty-id value valuetype defaultvalue function contacts phone task-id resource-id responsible load end resourceid year month date sun mon tue wed thu fri sat empty-milestones roleset-name select width order url user-id calculated";

/// Tells of what is not read.
pub(super) fn tell(project: Node<'_, '_>, lines: &Lines, draft: &mut Draft) {
    let left: FxHashMap<(&str, &str), &str> = LEFT
        .iter()
        .flat_map(|(element, names, why)| {
            names.split(' ').map(move |name| ((*element, name), *why))
        })
        .collect();
    let read: FxHashSet<&str> = READ.split(' ').collect();
    let read_attributes: FxHashSet<&str> = READ_ATTRIBUTES.split(' ').collect();
    let mut unread = Unread::default();
    let mut open = vec![project];
    while let Some(node) = open.pop() {
        let (name, line) = (node.tag_name().name(), lines.number(node));
        let parent = node.parent_element().map_or("file", |parent| parent.tag_name().name());
        let says = elements(node).next().is_some()
            || content(node).is_some()
            || node.attributes().len() > 0;
        match left.get(&(name, "")) {
            Some(_) if !says => continue,
            Some(why) => {
                unread.left_out((parent, name), why, line);
                continue;
            }
            None if !read.contains(name) => {
                unread.left_out((parent, name), UNKNOWN, line);
                continue;
            }
            None => {}
        }
        for attribute in node.attributes().filter(|attribute| !attribute.value().trim().is_empty())
        {
            let why = left.get(&(name, attribute.name())).copied();
            if why.is_some() || !read_attributes.contains(attribute.name()) {
                unread.left_out((name, attribute.name()), why.unwrap_or(UNKNOWN), line);
            }
        }
        open.extend(elements(node));
    }
    unread.tell(draft);
}
