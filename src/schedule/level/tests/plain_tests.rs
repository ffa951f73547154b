//! What is plain is searched in slots, whatever the hours are that everybody keeps.

use crate::schedule::crew::crews::Crews;
use crate::schedule::engine::dates::Dates;
use crate::schedule::engine::mobility::UnlevelledDates;
use crate::schedule::engine::mobility::holds;
use crate::schedule::level::general::General;
use crate::schedule::level::genetic::search;
use crate::schedule::level::pack::plain;
use crate::schedule::level::packed::Packed;
use crate::schedule::level::passes::Found;
use crate::schedule::level::problem_index::ProblemIndex;
use crate::schedule::level::tests::make::{Wish, by_the_calendar, problem};
use crate::schedule::level::{Budget, build, check, level};
use crate::schedule::network::Network;
use crate::schedule::network::cycles::untie;
use crate::schedule::progress::States;
use crate::{Options, Source, compile};

/// Whether a roadmap is searched in slots.
fn is_plain(text: &str) -> bool {
    let text = format!("roadmap \"R\" from 2026-03-02 level\n{text}");
    let compilation = compile(Source::new("case.roadmap", text), &Options::new());
    let model = compilation.model();
    let mut network = Network::new(model);
    let (order, _) = untie(&mut network);
    let states = States::new(model);
    let crews = Crews::with_choices(&network);
    let dates = Dates::plain(&network, &crews, states, &order);
    let holds = holds(&network, states, &dates.timings);
    let timings = &dates.timings;
    let built =
        build(UnlevelledDates { network: &network, crews: &crews, states, holds: &holds, timings });
    plain(&ProblemIndex::new(&built.problem)).is_some()
}

const CREW: &str = "team crew {\n  person ana\n  person bo\n}\nresource rig\n";

#[test]
fn who_keeps_the_same_hours_is_searched_in_slots() {
    for work in [
        "task a 2d @ana\ntask b 3d @ana @bo after a\ntask c 1d @crew ends after b + 1d",
        "task a 2d @ana\ntask b effort 3d @ana\nmilestone done after a, b",
        "feature f {\n  task a 2d @ana\n  task b 3d @ana after a\n}\ntask c 1d @rig after f",
        "task a 2d @ana\ntask b 90min @ana:50% after a + 2h",
    ] {
        assert!(is_plain(&format!("{CREW}{work}")), "{work}");
    }
}

#[test]
fn what_is_not_plain_is_searched_in_minutes() {
    for work in [
        "person di away 2026-03-05\ntask a 2d @ana\ntask b 2d @di",
        "calendar late {\n  work mon-fri 13:00-21:00\n}\ntask a 2d @ana\ntask b 2d @ana calendar late",
        "task a 2d @ana\ntask b 2d @ana after a + elapsed 1d",
        "task a 2d @ana\ntask b effort 3d @ana @bo",
        "task a elapsed 2d @ana\ntask b 2d @ana",
        "task a 2d @ana|bo\ntask b 2d @ana",
        "task a 2d @ana split\ntask b 2d @ana",
        "task a 2d @ana by 2026-03-06\ntask b 2d @ana",
        "task a 2d @ana must\ntask b 2d @ana could",
        "task a 2d @ana from 2026-03-06\ntask b 2d @ana",
        "feature f {\n  task a 2d @ana\n}\ntask b 2d @ana after f.start + 1d",
    ] {
        assert!(!is_plain(&format!("{CREW}{work}")), "{work}");
    }
}

#[test]
fn slots_end_when_the_hours_do() {
    for seed in 0..100 {
        let problem = by_the_calendar(problem(Wish { activities: 20, ..Wish::SIMPLE }, seed));
        let net = ProblemIndex::new(&problem);
        let plain = plain(&net).unwrap();
        let mut packed = Packed::<1>::new(&plain.parts);
        let best = search(&mut packed, (50, u64::MAX), None);
        let found = Found::of(&mut General::new(&net), &net, best.list);
        let end = plain.end(best.sample.cost.end);
        assert_eq!(found.cost.end, end.minutes(), "seed {seed}");
        let solution = level(&problem, Budget::Schedules(50));
        assert_eq!(check(&problem, &solution), Ok(()), "seed {seed}");
    }
}
