//! What is plain is searched in slots, whatever the hours are that everybody keeps.

use crate::schedule::level::decode::Found;
use crate::schedule::level::genetic::search;
use crate::schedule::level::pack::plain;
use crate::schedule::level::packed::Packed;
use crate::schedule::level::tests::make::{Wish, look, roadmap};

/// Whether a roadmap is searched in slots.
fn is_plain(text: &str) -> bool {
    let text = format!("roadmap \"R\" from 2026-03-02\n{text}");
    look(&text, |case| plain(case.net).is_some())
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
        look(&roadmap(Wish { tasks: 20, ..Wish::PLAIN }, seed), |case| {
            let plain = plain(case.net).unwrap();
            let mut packed = Packed::<1>::new(&plain.parts);
            let best = search(&mut packed, (50, u64::MAX), None);
            let found = Found::of(case.decoder, case.net, best.list);
            let end = plain.moment(best.sample.cost.end);
            assert_eq!(found.cost.end, end.minutes(), "seed {seed}");
        });
    }
}
