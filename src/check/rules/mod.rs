//! The rules by subject; the lists of all of them.

mod actual_dates;
mod assignments;
mod deadlines;
mod dependencies;
mod dependency_cycle;
mod estimates;
mod fixed_dates;
mod levelled;
mod objectives;
mod outside_period;
mod over_budget;
mod overallocated;
mod redundant_dependency;
mod releases;
mod risks;
mod started_before_dependency;
mod starts_before_dependency;
mod statuses;
mod unused;
mod views;
mod working_time;

use super::facts::Facts;
use crate::diagnostic::{Diagnostics, Rule, rules};

/// A truth about a roadmap, and the rule that says it.
type Check = (&'static Rule, fn(Facts<'_>, &mut Diagnostics));

/// What a roadmap has to hold to mean anything.
const MEANING: &[Check] = &[
    (&rules::DEPENDENCY_CYCLE, dependency_cycle::no_item_waits_for_itself),
    (&rules::DEPENDS_ON_OWN_PART, dependencies::no_item_waits_for_its_own_part),
    (&rules::END_BEFORE_START, fixed_dates::every_fixed_start_is_before_its_end),
    (&rules::STARTED_AFTER_DONE, actual_dates::what_is_done_was_started_before),
    (&rules::NEVER_WORKS, working_time::there_is_working_time_in_reach),
    (&rules::DATE_OUT_OF_RANGE, fixed_dates::every_date_is_one_there_is),
];

/// What a good plan holds.
const QUALITY: &[Check] = &[
    // Dependencies.
    (&rules::DEPENDS_ON_DROPPED, dependencies::what_is_waited_for_will_happen),
    (&rules::REDUNDANT_DEPENDENCY, redundant_dependency::no_dependency_follows_from_others),
    (&rules::WITHIN_EXCEEDED, dependencies::every_limit_is_kept),
    (&rules::FLOATING_MILESTONE, dependencies::every_milestone_is_held),
    // Dates.
    (&rules::DEADLINE_MISSED, deadlines::every_deadline_is_kept),
    (&rules::PROMISE_MISSED, deadlines::every_promise_is_kept),
    (
        &rules::STARTS_BEFORE_DEPENDENCY,
        starts_before_dependency::no_fixed_date_is_before_a_dependency,
    ),
    (&rules::FIXED_DATES_CONTRADICT_ESTIMATE, fixed_dates::fixed_dates_hold_what_is_estimated),
    (&rules::FIXED_ON_DAY_OFF, fixed_dates::fixed_dates_are_working_days),
    (&rules::RELEASE_MISSED, releases::what_ships_is_done_by_its_release),
    (&rules::OUTSIDE_PERIOD, outside_period::parts_keep_the_dates_of_the_whole),
    (&rules::OVERDUE, actual_dates::what_was_to_end_by_now_is_done),
    (&rules::SLIPPED, actual_dates::what_was_not_begun_in_time_is_told),
    (&rules::DONE_IN_FUTURE, actual_dates::nothing_has_happened_yet_that_is_to_come),
    (
        &rules::STARTED_BEFORE_DEPENDENCY,
        started_before_dependency::nothing_has_happened_before_what_it_waits_for,
    ),
    (&rules::CLOSED_FOR_LONG, working_time::no_work_waits_for_years),
    // Resources.
    (&rules::OVERALLOCATED, overallocated::nobody_is_asked_for_more_than_there_is),
    (&rules::LEVELLED, levelled::what_was_moved_is_told),
    (&rules::ASKS_MORE_THAN_EXISTS, assignments::every_assignment_can_be_met),
    (&rules::WORKS_WHILE_AWAY, working_time::nobody_works_while_away),
    (&rules::SHARE_OR_PROGRESS, assignments::no_progress_looks_like_a_share),
    (&rules::UNASSIGNED_WORK, unused::all_work_is_assigned),
    (&rules::UNUSED_RESOURCE, unused::everybody_has_something_to_do),
    (&rules::UNUSED_CALENDAR, unused::something_works_by_every_calendar),
    // Strategy.
    (&rules::MISSING_ESTIMATE, estimates::all_work_is_estimated),
    (&rules::OBJECTIVE_MISSED, objectives::every_objective_is_reached_in_time),
    (&rules::ESTIMATE_OF_WHOLE, estimates::what_has_parts_is_estimated_by_them),
    (&rules::OBJECTIVE_WITHOUT_WORK, objectives::every_objective_is_worked_for),
    (&rules::EMPTY_RELEASE, releases::something_ships_in_every_release),
    (&rules::RISK_WITHOUT_MITIGATION, risks::something_is_done_about_every_risk),
    (&rules::RISK_WITHOUT_SIZE, risks::every_open_risk_can_be_weighed),
    (&rules::RISK_OVERDUE, risks::no_open_risk_is_past_its_day),
    (&rules::STATUS_CONTRADICTS_SCHEDULE, statuses::every_status_agrees_with_the_schedule),
    (&rules::STALE_STATUS, statuses::every_status_is_fresh),
    (&rules::OVER_BUDGET, over_budget::nothing_spends_more_than_its_budget),
    (&rules::EMPTY_VIEW, views::every_view_shows_something),
    (&rules::NO_SUCH_PART, views::every_part_that_is_shown_has_a_place),
];

/// Runs the checks without which dates mean nothing.
pub(super) fn meaning(facts: Facts<'_>, out: &mut Diagnostics) {
    run(MEANING, facts, out);
}

/// Runs the checks that judge the plan.
pub(super) fn quality(facts: Facts<'_>, out: &mut Diagnostics) {
    run(QUALITY, facts, out);
}

/// Whether a rule is one of those without which dates mean nothing.
pub(super) fn is_of_meaning(rule: &'static Rule) -> bool {
    MEANING.iter().any(|(of, _)| *of == rule)
}

fn run(checks: &[Check], facts: Facts<'_>, out: &mut Diagnostics) {
    for (rule, check) in checks {
        if facts.model.levels.is_enabled(rule) {
            check(facts, out);
        }
    }
}
