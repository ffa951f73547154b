//! Runs of a levelled plan, counted anew: nobody ever does more than they can, and all that is done stands where its item does.

use crate::schedule::ledger::Allocation;
use crate::schedule::simulate::random::Stream;
use crate::schedule::simulate::variables::Variables;
use crate::schedule::simulate::{Ordered, States};
use crate::{Options, Source, compile};

const CROWDED: &str = r#"roadmap "Crowded" from 2026-03-02 today 2026-03-04 level quick
team crew capacity 2 {
  person ana
  person bo
  person cy 50%
}
task a 3d..5d..12d @ana started 2026-03-02 20%
task b effort 2d..4d..9d @ana:50% @bo
task c 2d..3d..8d @ana|bo split
task d 1d..6d @crew:2 after a.start
task e 4d..5d..9d @cy after c
task f 2d..4d @bo from 2026-03-09
task g effort 1d..2d..5d @ana ends after e
task h 1d..2d..9d @bo priority 900 after 2026-03-12
task i 3d..4d..8d @bo split
risk r {
  probability 40%
  impact 2d..9d on b
}
"#;

/// How much of the resource of a take is taken in the moment in which it begins.
fn at_once(takes: &[Allocation], of: &Allocation) -> i64 {
    let same = takes.iter().filter(|one| one.resource == of.resource);
    same.filter(|one| one.start <= of.start && of.start < one.end).map(|one| one.units).sum()
}

#[test]
fn nobody_does_more_than_they_can_in_any_run() {
    let compilation = compile(Source::new("crowded.roadmap", CROWDED), &Options::new());
    let (model, schedule) = (compilation.model(), compilation.schedule());
    let states = States::new(model);
    let ordered = Ordered::new(model, schedule, states);
    let (course, mut pass) = ordered.course(states, schedule);
    let variables = Variables::of(model, schedule);
    let mut draw = variables.likely();
    let (mut waited, mut split) = (0, 0);
    for run in 0..200 {
        variables.draw(Stream::of_run(1, run), &mut draw);
        course.run(&mut pass, &draw);
        let takes = pass.turns.as_ref().map_or(&[][..], |turns| turns.ledger.takes());
        assert!(takes.len() >= 9, "everybody is asked for");
        for take in takes {
            let capacity = model.resource(take.resource).data().capacity.0;
            assert!(at_once(takes, take) <= capacity, "run {run}: {take:?} in {takes:#?}");
            let (start, end) = (pass.start_of(take.item), pass.end_of(take.item));
            assert!(!take.is_last || take.end == end, "run {run}: {take:?} ends at {end}");
            let goes_on = pass.start_of(take.item) < schedule.start.max(states.today().unwrap());
            assert!(!take.is_first || take.start == start || goes_on, "run {run}: {take:?}");
        }
        let turns = pass.turns.as_ref().unwrap();
        waited += model.items().filter(|item| turns.blocked(item.id).start.is_some()).count();
        split += takes.iter().filter(|take| !take.is_last).count();
    }
    assert!(waited > 200 && split > 20, "{waited} waited, {split} gave way");
}
