//! Everybody's work against their time, period by period, counted by hand to the minute.

use milepost::plan::{PeriodLoad, PlanStatus};
use milepost::time::{Date, Moment};

use crate::{ask, item};

/// Weeks from Monday, 2 March 2026.
fn weeks(count: i64) -> Vec<(Moment, Moment)> {
    let monday = Date::new(2026, 3, 2).unwrap();
    let begin = |week: i64| Moment::start_of(monday.plus_days(7 * week).unwrap());
    (0..count).map(|week| (begin(week), begin(week + 1))).collect()
}

fn loads(status: &PlanStatus<'_>, name: &str, periods: &[(Moment, Moment)]) -> Vec<PeriodLoad> {
    let at = status.plan().model.resources().position(|of| of.name() == name).expect(name);
    status.loads_by(periods).swap_remove(at)
}

/// What was done, all work and capacity of each week.
fn minutes(text: &str, name: &str, count: i64) -> Vec<(i64, i64, i64)> {
    ask(text, |status| {
        let loads = loads(status, name, &weeks(count));
        loads.iter().map(|of| (of.done().0, of.work().0, of.capacity.0)).collect()
    })
}

#[test]
fn a_duration_takes_all_of_somebody() {
    let text = "person ana 80%\ntask a 8d @ana";
    assert_eq!(minutes(text, "ana", 3), [(0, 1920, 1920), (0, 1152, 1920), (0, 0, 1920)]);
    let half = "person ana\ntask a 8d @ana:50%";
    assert_eq!(minutes(half, "ana", 2), [(0, 1200, 2400), (0, 720, 2400)]);
}

#[test]
fn two_at_once_are_more_than_there_is() {
    let text = "person ana\ntask a 5d @ana\ntask b 2d @ana";
    ask(text, |status| {
        let loads = loads(status, "ana", &weeks(1));
        assert_eq!(loads[0].percent(), Some(140));
        let items: Vec<_> = loads[0].items.iter().map(|of| (of.item, of.work().0)).collect();
        assert_eq!(items, [(item(status, "a"), 2400), (item(status, "b"), 960)]);
    });
}

#[test]
fn an_effort_is_given_by_each_as_they_are_there() {
    // One and a half people: 4800 minutes are 3200 of the clock.
    let text = "person ana\nperson bo 50%\ntask a effort 10d @ana @bo";
    assert_eq!(minutes(text, "ana", 2), [(0, 2400, 2400), (0, 800, 2400)]);
    assert_eq!(minutes(text, "bo", 2), [(0, 1200, 1200), (0, 400, 1200)]);
    // Bo is away on Thursday and Friday: 2400 and 720 in the first week, then 1.5 of 1680 minutes.
    let away = "person ana\nperson bo 50% away 2026-03-05..2026-03-06\ntask a effort 10d @ana @bo";
    assert_eq!(minutes(away, "ana", 2), [(0, 2400, 2400), (0, 1120, 2400)]);
    assert_eq!(minutes(away, "bo", 2), [(0, 720, 720), (0, 560, 1200)]);
}

#[test]
fn levelled_each_joins_when_they_are_free() {
    // Bo joins on Wednesday: both are done when 2 T - 960 minutes are 4800.
    let text = "roadmap \"Plan\" from 2026-03-02 level {\n  allow levelled\n}\nperson ana\nperson bo\ntask first 2d @bo must\ntask a effort 10d @ana @bo after kick.start\ntask kick 1d";
    assert_eq!(minutes(text, "ana", 2), [(0, 2400, 2400), (0, 480, 2400)]);
    assert_eq!(minutes(text, "bo", 2), [(0, 2400, 2400), (0, 480, 2400)]);
    ask(text, |status| {
        let bo = loads(status, "bo", &weeks(2));
        let first: Vec<_> = bo[0].items.iter().map(|of| of.work().0).collect();
        assert_eq!(first, [960, 1440]);
        let until = |name: &str| {
            let who = status.plan().model.resources().find(|of| of.name() == name).unwrap();
            status.workload().busy_until(who.id).unwrap()
        };
        let monday = Date::new(2026, 3, 9).unwrap();
        assert_eq!(
            (until("ana"), until("bo")),
            (Moment::at(monday, 1020), Moment::at(monday, 1020))
        );
    });
}

#[test]
fn work_that_pauses_is_no_load_meanwhile() {
    let text = "roadmap \"Plan\" from 2026-03-02 level {\n  allow levelled\n}\nperson ana\ntask long 8d @ana split\ntask fixed 3d @ana from 2026-03-09 must";
    ask(text, |status| {
        let ana = loads(status, "ana", &weeks(3));
        let of =
            |week: usize| -> Vec<i64> { ana[week].items.iter().map(|of| of.work().0).collect() };
        assert_eq!((of(0), of(1), of(2)), (vec![2400], vec![960, 1440], vec![480]));
    });
}

#[test]
fn a_team_has_what_it_states_and_is_asked_in_units() {
    let text = "team web capacity 9\ntask a 3d @web:2";
    assert_eq!(minutes(text, "web", 2), [(0, 2880, 21600), (0, 0, 21600)]);
}

#[test]
fn a_team_has_what_its_persons_have() {
    let text = "team web {\n  person ana\n  person bo 50% away 2026-03-03..2026-03-04\n}\ntask a 3d @ana\ntask b 2d @web";
    // Of the team one unit is asked for beside what Ana is.
    assert_eq!(minutes(text, "web", 2), [(0, 1440 + 960, 2400 + 720), (0, 0, 3600)]);
    ask(text, |status| {
        let web = loads(status, "web", &weeks(1));
        assert_eq!((web[0].away.0, web[0].regular.0), (480, 3600));
    });
}

#[test]
fn an_absence_with_a_time_takes_its_hours_alone() {
    let text = "person ana away 2026-03-04T13:00..2026-03-05T11:00 \"dentist\"\ntask a 5d @ana";
    // Four hours on Wednesday, two on Thursday: the last six are worked on Monday.
    assert_eq!(minutes(text, "ana", 2), [(0, 2040, 2040), (0, 360, 2400)]);
    ask(text, |status| {
        let ana = loads(status, "ana", &weeks(1));
        assert_eq!((ana[0].away.0, ana[0].regular.0), (360, 2400));
    });
}

#[test]
fn a_day_off_is_no_absence() {
    let text = "roadmap \"Plan\" from 2026-03-02 calendar own\ncalendar own {\n  work mon-fri 09:00-17:00\n  off 2026-03-04 \"Carnival\"\n}\nperson ana\ntask a 4d @ana";
    ask(text, |status| {
        let ana = loads(status, "ana", &weeks(1));
        let of = &ana[0];
        assert_eq!((of.work().0, of.capacity.0, of.away.0, of.regular.0), (1920, 1920, 0, 2400));
    });
}

#[test]
fn what_was_done_lies_before_today() {
    let header = "roadmap \"Plan\" from 2026-03-02 today 2026-03-11\nperson ana\n";
    // Four of ten days were done in seven, the other six follow from Wednesday on.
    let under_way = format!("{header}task a 10d @ana started 2026-03-02 40%");
    let expected = [(1371, 1371, 2400), (549, 1989, 2400), (0, 1440, 2400)];
    assert_eq!(minutes(&under_way, "ana", 3), expected);
    let over = format!("{header}task a 5d @ana done 2026-03-06");
    assert_eq!(minutes(&over, "ana", 2), [(2400, 2400, 2400), (0, 0, 2400)]);
    // Five days of work in three: more was done than there was time for.
    let hurried = format!("{header}task a 5d @ana started 2026-03-03 done 2026-03-05");
    assert_eq!(minutes(&hurried, "ana", 1), [(2400, 2400, 2400)]);
}

#[test]
fn periods_add_up_to_the_whole() {
    for name in crate::EXAMPLES {
        let text =
            std::fs::read_to_string(format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR")));
        ask(&text.unwrap(), |status| {
            let schedule = status.plan().schedule;
            let (start, end) = (schedule.start, schedule.end);
            let middle = Moment::from_minutes(i64::midpoint(start.minutes(), end.minutes()));
            let halves = status.loads_by(&[(start, middle), (middle, end)]);
            let whole = status.loads_by(&[(start, end)]);
            for ((halves, whole), load) in halves.iter().zip(&whole).zip(status.loads()) {
                let sum = |of: fn(&PeriodLoad) -> i64| halves.iter().map(of).sum::<i64>();
                // Each item is rounded once a half.
                let items = i64::try_from(whole[0].items.len()).unwrap();
                assert!((sum(|of| of.work().0) - whole[0].work().0).abs() <= items, "{name}");
                assert!((sum(|of| of.capacity.0) - whole[0].capacity.0).abs() <= 2, "{name}");
                assert!((whole[0].capacity.0 - load.capacity.0).abs() <= 1, "{name}");
                assert!(
                    (whole[0].work().0 - load.work.0).abs() <= items,
                    "{name}: {load:?}, {}",
                    whole[0].work().0
                );
            }
        });
    }
}

/// 11 March is a Wednesday. Of the first nothing is left; of the second six days from then on, with the third behind it.
const UNDER_WAY: &str = "roadmap \"Plan\" from 2026-03-02 today 2026-03-11\ntask a 5d done 2026-03-06\ntask b 10d started 2026-03-09 40%\ntask c 5d after b\ntask d \"Nobody knows\"";

/// Midnights at the start of these days of March.
fn march(days: &[i8]) -> Vec<Moment> {
    days.iter().map(|day| Moment::start_of(Date::new(2026, 3, *day).unwrap())).collect()
}

#[test]
fn work_over_time_is_what_was_done_and_what_is_scheduled() {
    ask(UNDER_WAY, |status| {
        let progression = status.progression(status.plan().model.items());
        assert_eq!((progression.total().0, progression.done().0), (9600, 4320));
        assert_eq!((progression.counted, progression.uncounted), (3, 1));
        let done = progression.done_by(status, &march(&[2, 4, 7, 10, 11, 30]));
        let done: Vec<_> = done.into_iter().map(|of| of.0).collect();
        assert_eq!(done, [0, 960, 2400, 3360, 4320, 4320]);
        let ahead = progression.ahead_by(status, &march(&[11, 12, 14, 16, 19, 25, 26]));
        let ahead: Vec<_> = ahead.into_iter().map(|of| of.0).collect();
        assert_eq!(ahead, [0, 480, 1440, 1440, 2880, 4800, 5280]);
        let last = Date::new(2026, 3, 25).unwrap();
        assert_eq!(progression.end(), Some(Moment::at(last, 1020)));
    });
}

#[test]
fn what_was_planned_is_the_schedule_without_what_happened() {
    ask(UNDER_WAY, |status| {
        let progression = status.progression(status.plan().model.items());
        let planned = progression.planned(status.plan(), None).expect("something has happened");
        let by = progression.planned_by(status, &planned, &march(&[7, 11, 14, 21]));
        let by: Vec<_> = by.into_iter().map(|of| of.0).collect();
        assert_eq!(by, [4800, 5760, 7200, 9600]);
    });
    ask("task a 5d", |status| assert!(status.plan().as_planned().is_none()));
}

#[test]
fn what_pauses_is_not_done_meanwhile() {
    let text = "roadmap \"Plan\" from 2026-03-02 level {\n  allow levelled\n}\nperson ana\ntask long 8d @ana split\ntask fixed 3d @ana from 2026-03-09 must";
    ask(text, |status| {
        let model = status.plan().model;
        let long = model.items().filter(|item| item.name() == "long");
        let progression = status.progression(long);
        let ahead = progression.ahead_by(status, &march(&[7, 9, 12, 14, 17]));
        let ahead: Vec<_> = ahead.into_iter().map(|of| of.0).collect();
        assert_eq!(ahead, [2400, 2400, 2400, 3360, 3840]);
    });
}
