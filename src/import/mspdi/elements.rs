//! What becomes of each element of the format: it is read, or told with the reason why it is not.

use roxmltree::Node;
use rustc_hash::FxHashMap;

use crate::import::draft::Draft;
use crate::import::unread::Unread;
use crate::import::xml::{Lines, content, elements};

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Treat {
    /// It is read.
    Read,
    /// It follows from what is read.
    Computed,
    /// It has no counterpart, for this reason.
    Left(&'static str),
}

use Treat::{Computed, Left, Read};

const SHOWN: Treat = Left("it says how MS Project shows or edits a plan, not what the plan is");
const FILE: Treat = Left("it speaks of the file or its author, not of the plan");
const LEVELLING: Treat = Left("how people are shared is said once for all: `level` in the header");
const BUDGET: Treat = Left("a budget is an attribute of the roadmap or of an item");
const OVERTIME: Treat = Left("there is no overtime: a person has one share of each day");
const PERSON: Treat = Left("a person has a name, a team and a role, and no address");
const UNEVEN: Treat = Left("work is spread evenly from start to end");
const PAID: Treat = Left("what somebody costs is one rate for their time");
const SERVER: Treat = Left("it belongs to the server or the board that the plan stands on");
const MASKS: Treat = Left("ids are names: there is no scheme of numbers");
const BASELINE: Treat = Left(
    "what was planned is a file of its own: import the plan as it was then, and name that file, `baseline \"before.roadmap\"`",
);

/// By parent: what becomes of the elements in it.
const TABLE: &[(&str, Treat, &str)] = &[
    (
        "Project",
        Read,
        "SaveVersion Title Name StartDate FinishDate CurrentDate StatusDate ScheduleFromStart CalendarUID MinutesPerDay CurrencyCode CurrencySymbol ExtendedAttributes OutlineCodes Calendars Tasks Resources Assignments",
    ),
    (
        "Project",
        FILE,
        "BuildNumber UID GUID Subject Category Company Manager Author CreationDate Revision LastSaved ExtendedCreationDate Keywords Comments HyperlinkBase Template RemoveFileProperties ProjectExternallyEdited",
    ),
    (
        "Project",
        SHOWN,
        "FYStartDate FiscalYearStart CriticalSlackLimit CurrencyDigits CurrencySymbolPosition DefaultStartTime DefaultFinishTime MinutesPerWeek DaysPerMonth DefaultTaskType DefaultFixedCostAccrual DefaultStandardRate DefaultOvertimeRate DurationFormat WorkFormat EditableActualCosts HonorConstraints EarnedValueMethod InsertedProjectsLikeSummary MultipleCriticalPaths NewTasksEffortDriven NewTasksEstimated SplitsInProgressTasks SpreadActualCost SpreadPercentComplete TaskUpdatesResource WeekStartDay MoveCompletedEndsBack MoveRemainingStartsBack MoveRemainingStartsForward MoveCompletedEndsForward BaselineForEarnedValue AutoAddNewResourcesAndTasks MicrosoftProjectServerURL Autolink NewTaskStartDate NewTasksAreManual DefaultTaskEVMethod BaselineCalendar UpdateManuallyScheduledTasksWhenEditingLinks KeepTaskOnNearestWorkingTimeWhenMadeAutoScheduled Views Filters Groups Tables Maps Reports Drawings DataLinks VBAProjects",
    ),
    ("Project", SERVER, "ActualsInSync AdminProject"),
    ("Project", MASKS, "WBSMasks"),
    ("ExtendedAttributes", Read, "ExtendedAttribute"),
    (
        "ExtendedAttribute",
        Read,
        "FieldID FieldName Alias Value ValueID ValueGUID ValueList DurationFormat",
    ),
    ("ExtendedAttribute", FILE, "UID Guid SecondaryPID SecondaryGuid Ltuid PhoneticAlias"),
    (
        "ExtendedAttribute",
        SHOWN,
        "CFType ElemType MaxMultiValues UserDef AutoRollDown DefaultGuid RollupType CalculationType RestrictValues ValuelistSortOrder AppendNewValues Default",
    ),
    (
        "ExtendedAttribute",
        Left("a custom field holds what somebody writes: its values are kept, not the formula"),
        "Formula",
    ),
    ("ValueList", Read, "Value"),
    ("OutlineCodes", Read, "OutlineCode"),
    ("OutlineCode", Read, "FieldID FieldName Alias Values ValueID ValueGUID"),
    ("OutlineCode", FILE, "UID Guid PhoneticAlias"),
    (
        "OutlineCode",
        SHOWN,
        "Enterprise EnterpriseOutlineCodeAlias ResourceSubstitutionEnabled LeafOnly AllLevelsRequired OnlyTableValuesAllowed ShowIndent",
    ),
    ("OutlineCode", MASKS, "Masks"),
    ("Values", Read, "Value"),
    ("Value", Read, "ValueID ID FieldGUID Value"),
    ("Value", SHOWN, "Type IsCollapsed"),
    (
        "Value",
        Left("a value is kept by itself, not with what it stands under"),
        "ParentValueID Description Phonetic",
    ),
    ("Calendars", Read, "Calendar"),
    ("Calendar", Read, "UID Name IsBaseCalendar BaseCalendarUID WeekDays Exceptions WorkWeeks"),
    ("Calendar", FILE, "GUID IsBaselineCalendar"),
    ("WeekDays", Read, "WeekDay"),
    ("WeekDay", Read, "DayType DayWorking TimePeriod WorkingTimes"),
    ("WorkingTimes", Read, "WorkingTime"),
    ("WorkingTime", Read, "FromTime ToTime"),
    ("TimePeriod", Read, "FromDate ToDate"),
    ("Exceptions", Read, "Exception"),
    (
        "Exception",
        Read,
        "EnteredByOccurrences TimePeriod Occurrences Name Type Period DaysOfWeek MonthItem MonthPosition Month MonthDay DayWorking WorkingTimes",
    ),
    ("WorkWeeks", Read, "WorkWeek"),
    ("WorkWeek", Read, "TimePeriod Name WeekDays"),
    ("Tasks", Read, "Task"),
    (
        "Task",
        Read,
        "UID ID Name Active Manual Type IsNull WBS OutlineNumber OutlineLevel Priority Start Finish ManualStart ManualFinish Duration ManualDuration DurationFormat EffortDriven Recurring Estimated Milestone Summary IsSubproject ExternalTask FixedCost PercentComplete RemainingDuration ActualStart ActualFinish ConstraintType ConstraintDate CalendarUID IgnoreResourceCalendar Deadline LevelingDelay LevelingDelayFormat Hyperlink HyperlinkAddress HyperlinkSubAddress Notes PredecessorLink ExtendedAttribute OutlineCode Contact StartText FinishText DurationText",
    ),
    (
        "Task",
        Computed,
        "Work Critical EarlyStart EarlyFinish LateStart LateFinish StartVariance FinishVariance WorkVariance DurationVariance FreeSlack TotalSlack StartSlack FinishSlack PercentWorkComplete Cost ActualDuration ActualCost ActualWork RegularWork RemainingCost RemainingWork ACWP CV BCWS BCWP Stop Resume ResumeValid OverAllocated TimephasedData CostVariance SV VAC EAC",
    ),
    ("Task", FILE, "GUID CreateDate"),
    (
        "Task",
        SHOWN,
        "FixedCostAccrual HideBar Rollup DisplayAsSummary IsSubprojectReadOnly EarnedValueMethod FreeformDurationFormat DisplayOnTimeline",
    ),
    ("Task", LEVELLING, "LevelAssignments LevelingCanSplit PreLeveledStart PreLeveledFinish"),
    (
        "Task",
        OVERTIME,
        "OvertimeCost OvertimeWork ActualOvertimeCost ActualOvertimeWork RemainingOvertimeCost RemainingOvertimeWork",
    ),
    ("Task", Left("progress is the share of the time that is over"), "PhysicalPercentComplete"),
    ("Task", Left("what stands in another file is not read"), "SubprojectName ExternalTaskProject"),
    (
        "Task",
        SERVER,
        "IsPublished StatusManager CommitmentStart CommitmentFinish CommitmentType ActualWorkProtected ActualOvertimeWorkProtected BoardStatusColumnOrderingID SprintColumnOrderingID NextAvailableBoardStatusColumnOrderingID NextAvailableSprintOrderingID BoardStatus SprintID",
    ),
    ("Task", BASELINE, "Baseline"),
    (
        "PredecessorLink",
        Read,
        "PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat",
    ),
    ("Resources", Read, "Resource"),
    (
        "Resource",
        Read,
        "UID ID Name Code Notes Type IsNull Group MaxUnits StandardRate StandardRateFormat CalendarUID IsGeneric IsCostResource IsBudget",
    ),
    (
        "Resource",
        Computed,
        "PeakUnits OverAllocated Work RegularWork ActualWork RemainingWork PercentWorkComplete Cost ActualCost RemainingCost WorkVariance CostVariance SV CV ACWP BCWS BCWP Start Finish TimephasedData",
    ),
    ("Resource", FILE, "GUID Initials Phonetics CreationDate"),
    (
        "Resource",
        PERSON,
        "EmailAddress NTAccount WindowsUserAccount Hyperlink HyperlinkAddress HyperlinkSubAddress ExtendedAttribute OutlineCode",
    ),
    ("Resource", SHOWN, "AccrueAt MaterialLabel WorkGroup"),
    ("Resource", LEVELLING, "CanLevel"),
    (
        "Resource",
        OVERTIME,
        "OvertimeWork ActualOvertimeWork RemainingOvertimeWork OvertimeRate OvertimeRateFormat OvertimeCost ActualOvertimeCost RemainingOvertimeCost",
    ),
    ("Resource", PAID, "CostPerUse Rates"),
    (
        "Resource",
        Left("a person has the same share of every day: write `away` for the time before or after"),
        "AvailableFrom AvailableTo AvailabilityPeriods",
    ),
    (
        "Resource",
        SERVER,
        "IsInactive IsEnterprise BookingType ActualWorkProtected ActualOvertimeWorkProtected ActiveDirectoryGUID AssnOwner AssnOwnerGuid IsTeam",
    ),
    ("Resource", BASELINE, "Baseline"),
    ("Assignments", Read, "Assignment"),
    (
        "Assignment",
        Read,
        "UID TaskUID ResourceUID Units Work LevelingDelayFormat Notes Hyperlink HyperlinkAddress HyperlinkSubAddress",
    ),
    (
        "Assignment",
        Computed,
        "Start Finish ActualStart ActualFinish Stop Resume StartVariance FinishVariance CV CostVariance WorkVariance SV VAC PercentWorkComplete Cost ActualCost ActualWork RegularWork RemainingCost RemainingWork ACWP BCWS BCWP PeakUnits TimephasedData Milestone Overallocated Summary",
    ),
    ("Assignment", FILE, "GUID CreationDate"),
    ("Assignment", SHOWN, "HasFixedRateUnits FixedMaterial RateScale LinkedFields"),
    ("Assignment", UNEVEN, "WorkContour Delay"),
    ("Assignment", LEVELLING, "LevelingDelay"),
    (
        "Assignment",
        OVERTIME,
        "OvertimeCost OvertimeWork ActualOvertimeCost ActualOvertimeWork RemainingOvertimeCost RemainingOvertimeWork",
    ),
    ("Assignment", PAID, "CostRateTable"),
    ("Assignment", BUDGET, "BudgetCost BudgetWork"),
    (
        "Assignment",
        SERVER,
        "BookingType Confirmed ResponsePending UpdateNeeded ActualWorkProtected ActualOvertimeWorkProtected AssnOwner AssnOwnerGuid",
    ),
    ("Assignment", Left("custom fields are those of tasks"), "ExtendedAttribute OutlineCode"),
    ("Assignment", BASELINE, "Baseline"),
];

/// Values that are there because Project writes every element: they say no more than the element's absence.
const NEUTRAL: [&str; 9] =
    ["0", "0.0", "0.00", "false", "PT0H0M0S", "-1", "1984-01-01T00:00:00", "NA", "{}"];
/// Elements that Project writes of everything, with the value that says nothing.
const USUAL: [(&str, &str); 10] = [
    ("DaysPerMonth", "20"),
    ("CanLevel", "1"),
    ("LevelAssignments", "1"),
    ("LevelingCanSplit", "1"),
    ("IsPublished", "1"),
    ("HasFixedRateUnits", "1"),
    ("CommitmentType", "0"),
    ("FixedCostAccrual", "3"),
    ("AccrueAt", "3"),
    ("OvertimeRateFormat", "2"),
];

/// Tells of all elements that are not read.
pub(super) fn tell(project: Node<'_, '_>, lines: &Lines, draft: &mut Draft) {
    const AGAIN: &str = "MS Project computes it from the rest, and milepost does anew";
    let known: FxHashMap<(&str, &str), Treat> = TABLE
        .iter()
        .flat_map(|(parent, treat, names)| {
            names.split(' ').map(move |name| ((*parent, name), *treat))
        })
        .collect();
    let mut unread = Unread::default();
    let mut open = vec![project];
    while let Some(parent) = open.pop() {
        let parent_name = parent.tag_name().name();
        for node in elements(parent) {
            let name = node.tag_name().name();
            let treat = known.get(&(parent_name, name)).copied();
            match treat.unwrap_or(Left("it is not known here")) {
                Read => open.push(node),
                _ if !says_something(node, name) => {}
                Computed => unread.computed((parent_name, name), AGAIN, lines.number(node)),
                Left(why) => unread.left_out((parent_name, name), why, lines.number(node)),
            }
        }
    }
    unread.tell(draft);
}

fn says_something(node: Node<'_, '_>, name: &str) -> bool {
    let value = content(node);
    let is_empty = value.is_none() && !node.has_children();
    let is_leaf = !node.children().any(|inner| inner.is_element());
    let is_usual = |value| NEUTRAL.contains(&value) || USUAL.contains(&(name, value));
    !(is_empty || is_leaf && value.is_none_or(is_usual))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustc_hash::FxHashSet;

    #[test]
    fn each_element_is_known_once() {
        let mut known = FxHashSet::default();
        for (parent, _, names) in TABLE {
            for name in names.split(' ') {
                assert!(known.insert((*parent, name)), "{parent}/{name} stands twice");
            }
        }
    }

    #[test]
    fn what_has_parts_that_are_read_is_read() {
        let is_read = |name: &str| {
            let rows = TABLE.iter().filter(|(_, treat, _)| *treat == Read);
            rows.flat_map(|(_, _, names)| names.split(' ')).any(|known| known == name)
        };
        for (parent, ..) in TABLE {
            assert!(*parent == "Project" || is_read(parent), "nothing reads {parent}");
        }
    }
}
