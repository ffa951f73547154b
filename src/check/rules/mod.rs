//! One file a rule; the lists of all of them.

mod asks_more_than_exists;
mod closed_for_long;
mod date_out_of_range;
mod deadline_missed;
mod dependency_cycle;
mod depends_on_dropped;
mod depends_on_own_part;
mod done_in_future;
mod empty_release;
mod end_before_start;
mod estimate_of_whole;
mod fixed_dates_contradict_estimate;
mod fixed_on_day_off;
mod floating_milestone;
mod levelled;
mod missing_estimate;
mod never_works;
mod objective_missed;
mod objective_without_work;
mod outside_period;
mod over_budget;
mod overallocated;
mod overdue;
mod promise_missed;
mod redundant_dependency;
mod release_missed;
mod risk_overdue;
mod risk_without_mitigation;
mod risk_without_size;
mod share_or_progress;
mod slipped;
mod stale_status;
mod started_after_done;
mod started_before_dependency;
mod starts_before_dependency;
mod status_contradicts_schedule;
mod unassigned_work;
mod unused_calendar;
mod unused_resource;
mod within_exceeded;
mod works_while_away;

use super::facts::Facts;
use crate::diagnostic::{Diagnostics, Rule, rules};

/// A truth about a roadmap, and the rule that says it.
type Check = (&'static Rule, fn(Facts<'_>, &mut Diagnostics));

/// What a roadmap has to hold to mean anything.
const MEANING: &[Check] = &[
    (&rules::DEPENDENCY_CYCLE, dependency_cycle::no_item_waits_for_itself),
    (&rules::DEPENDS_ON_OWN_PART, depends_on_own_part::no_item_waits_for_its_own_part),
    (&rules::END_BEFORE_START, end_before_start::every_fixed_start_is_before_its_end),
    (&rules::STARTED_AFTER_DONE, started_after_done::what_is_done_was_started_before),
    (&rules::NEVER_WORKS, never_works::there_is_working_time_in_reach),
    (&rules::DATE_OUT_OF_RANGE, date_out_of_range::every_date_is_one_there_is),
];

/// What a good plan holds.
const QUALITY: &[Check] = &[
    // Dependencies.
    (&rules::DEPENDS_ON_DROPPED, depends_on_dropped::what_is_waited_for_will_happen),
    (&rules::REDUNDANT_DEPENDENCY, redundant_dependency::no_dependency_follows_from_others),
    (&rules::WITHIN_EXCEEDED, within_exceeded::every_limit_is_kept),
    (&rules::FLOATING_MILESTONE, floating_milestone::every_milestone_is_held),
    // Dates.
    (&rules::DEADLINE_MISSED, deadline_missed::every_deadline_is_kept),
    (&rules::PROMISE_MISSED, promise_missed::every_promise_is_kept),
    (
        &rules::STARTS_BEFORE_DEPENDENCY,
        starts_before_dependency::no_fixed_date_is_before_a_dependency,
    ),
    (
        &rules::FIXED_DATES_CONTRADICT_ESTIMATE,
        fixed_dates_contradict_estimate::fixed_dates_hold_what_is_estimated,
    ),
    (&rules::FIXED_ON_DAY_OFF, fixed_on_day_off::fixed_dates_are_working_days),
    (&rules::RELEASE_MISSED, release_missed::what_ships_is_done_by_its_release),
    (&rules::OUTSIDE_PERIOD, outside_period::parts_keep_the_dates_of_the_whole),
    (&rules::OVERDUE, overdue::what_was_to_end_by_now_is_done),
    (&rules::SLIPPED, slipped::what_was_not_begun_in_time_is_told),
    (&rules::DONE_IN_FUTURE, done_in_future::nothing_has_happened_yet_that_is_to_come),
    (
        &rules::STARTED_BEFORE_DEPENDENCY,
        started_before_dependency::nothing_has_happened_before_what_it_waits_for,
    ),
    (&rules::CLOSED_FOR_LONG, closed_for_long::no_work_waits_for_years),
    // Resources.
    (&rules::OVERALLOCATED, overallocated::nobody_is_asked_for_more_than_there_is),
    (&rules::LEVELLED, levelled::what_was_moved_is_told),
    (&rules::ASKS_MORE_THAN_EXISTS, asks_more_than_exists::every_assignment_can_be_met),
    (&rules::WORKS_WHILE_AWAY, works_while_away::nobody_works_while_away),
    (&rules::SHARE_OR_PROGRESS, share_or_progress::no_progress_looks_like_a_share),
    (&rules::UNASSIGNED_WORK, unassigned_work::all_work_is_assigned),
    (&rules::UNUSED_RESOURCE, unused_resource::everybody_has_something_to_do),
    (&rules::UNUSED_CALENDAR, unused_calendar::something_works_by_every_calendar),
    // Strategy.
    (&rules::MISSING_ESTIMATE, missing_estimate::all_work_is_estimated),
    (&rules::OBJECTIVE_MISSED, objective_missed::every_objective_is_reached_in_time),
    (&rules::ESTIMATE_OF_WHOLE, estimate_of_whole::what_has_parts_is_estimated_by_them),
    (&rules::OBJECTIVE_WITHOUT_WORK, objective_without_work::every_objective_is_worked_for),
    (&rules::EMPTY_RELEASE, empty_release::something_ships_in_every_release),
    (&rules::RISK_WITHOUT_MITIGATION, risk_without_mitigation::something_is_done_about_every_risk),
    (&rules::RISK_WITHOUT_SIZE, risk_without_size::every_open_risk_can_be_weighed),
    (&rules::RISK_OVERDUE, risk_overdue::no_open_risk_is_past_its_day),
    (
        &rules::STATUS_CONTRADICTS_SCHEDULE,
        status_contradicts_schedule::every_status_agrees_with_the_schedule,
    ),
    (&rules::STALE_STATUS, stale_status::every_status_is_fresh),
    (&rules::OVER_BUDGET, over_budget::nothing_spends_more_than_its_budget),
];

/// Runs the checks without which dates mean nothing.
pub(super) fn meaning(facts: Facts<'_>, out: &mut Diagnostics) {
    run(MEANING, facts, out);
}

/// Runs the checks that judge the plan.
pub(super) fn quality(facts: Facts<'_>, out: &mut Diagnostics) {
    run(QUALITY, facts, out);
}

fn run(checks: &[Check], facts: Facts<'_>, out: &mut Diagnostics) {
    for (rule, check) in checks {
        if facts.model.levels.is_enabled(rule) {
            check(facts, out);
        }
    }
}
