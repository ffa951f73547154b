//! From text to model, asked by hand: what the cases in `tests/suite` can't see.

use std::fmt::Write as _;

use super::{LoadError, Loader, NoFiles, Settings, resolve};
use crate::diagnostic::{Diagnostics, render};
use crate::model::{
    Anchor, Edge, EstimateBasis, FieldValue, ItemId, ItemWalker, Model, Money, Share, Subject,
    Term, WrittenAs,
};
use crate::text::Source;
use crate::time::{Date, Minutes, Moment};

/// The model of a roadmap that starts on Monday, 2 March 2026 and has no fault.
fn model(text: &str) -> Model {
    let (model, said) = resolved(&format!("roadmap \"Case\" from 2026-03-02\n{text}"));
    assert_eq!(said, "");
    model
}

fn resolved(text: &str) -> (Model, String) {
    let mut out = Diagnostics::new();
    let source = Source::new("plan.roadmap", text);
    let (model, _) = resolve(source, &NoFiles, Settings::default(), &mut out);
    let said = render::short::all(&out, &model.sources);
    (model, said)
}

fn item<'m>(model: &'m Model, path: &str) -> ItemWalker<'m> {
    model.items().find(|item| item.path() == path).expect("there is an item of this path")
}

fn date(month: i8, day: i8) -> Date {
    Date::new(2026, month, day).unwrap()
}

#[test]
fn an_estimate_is_in_minutes_of_its_basis() {
    let model = model(
        "task a 2d\ntask b effort 1w\ntask c elapsed 1d\ntask d 8d..15d\ntask e 1d..2d..6d\n\
         task f elapsed 2d remaining 1d\ntask g 2d remaining 1d",
    );
    let minutes = |path| {
        let estimate = item(&model, path).data().estimate.unwrap();
        [estimate.best.0, estimate.likely.0, estimate.worst.0]
    };
    assert_eq!(minutes("a"), [960; 3]);
    assert_eq!(minutes("b"), [2400; 3]);
    assert_eq!(minutes("c"), [1440; 3]);
    assert_eq!(minutes("d"), [3840, 5520, 7200]);
    assert_eq!(minutes("e"), [480, 960, 2880]);
    let basis = |path| item(&model, path).data().estimate.unwrap().basis;
    assert_eq!(basis("b"), EstimateBasis::Effort);
    assert_eq!(basis("c"), EstimateBasis::Elapsed);
    let remaining = |path| item(&model, path).progress().remaining.unwrap().0;
    assert_eq!(remaining("f"), Minutes(1440));
    assert_eq!(remaining("g"), Minutes(480));
}

#[test]
fn a_date_means_a_moment_by_its_place() {
    let model = model(
        "task a 1d from 2026-03 to 2026-Q2 by 2026-05-04T12:00 promised 2026-Q3\n\
         task b on 2026-03-09\nmilestone m on 2026-03-09\ntask c during 2026-04",
    );
    let dates = item(&model, "a").dates();
    assert_eq!(dates.from.unwrap().moment, Moment::start_of(date(3, 1)));
    assert_eq!(dates.to.unwrap().moment, Moment::end_of(date(6, 30)));
    assert_eq!(dates.by.unwrap().moment, Moment::at(date(5, 4), 720));
    let promise = dates.promised.as_ref().unwrap();
    assert_eq!((promise.date.moment, &*promise.words), (Moment::end_of(date(9, 30)), "Q3 2026"));
    let b = item(&model, "b").dates();
    assert_eq!(b.from.unwrap().moment, Moment::start_of(date(3, 9)));
    assert_eq!(b.to.unwrap().moment, Moment::end_of(date(3, 9)));
    let m = item(&model, "m").dates();
    assert!(m.from.is_none());
    assert_eq!(m.to.unwrap().moment, Moment::end_of(date(3, 9)));
    let c = item(&model, "c").dates();
    assert!(c.is_during);
    assert_eq!(c.to.unwrap().moment, Moment::end_of(date(4, 30)));
}

#[test]
fn dependencies_stand_in_order_of_the_item_that_waits() {
    let model = model(
        "task a 1d before c.end\ntask b 1d ends after a.start - elapsed 4h, 2026-03-09\n\
         task c 1d after b + 2d within 5d after a",
    );
    let [a, b, c] = ["a", "b", "c"].map(|path| item(&model, path));
    let of_b = b.dependencies();
    assert_eq!(of_b[0].anchor, Anchor::Item(a.id, Edge::Start));
    assert_eq!((of_b[0].edge, of_b[0].written_as), (Edge::End, WrittenAs::EndsAfter));
    assert_eq!((of_b[0].lag.minutes, of_b[0].lag.is_elapsed), (Minutes(-240), true));
    assert_eq!(of_b[1].anchor, Anchor::Moment(Moment::start_of(date(3, 9))));
    let of_c = c.dependencies();
    assert_eq!(of_c[0].anchor, Anchor::Item(a.id, Edge::End));
    assert_eq!((of_c[0].edge, of_c[0].written_as), (Edge::End, WrittenAs::Before));
    assert_eq!(of_c[1].anchor, Anchor::Item(b.id, Edge::End));
    assert_eq!((of_c[1].lag.minutes, of_c[1].lag.is_elapsed), (Minutes(960), false));
    assert_eq!(c.limits()[0].within.minutes, Minutes(2400));
}

#[test]
fn people_have_capacity_rates_and_absences() {
    let model = model(
        "team web \"Web\" calendar it {\n  person ana 80% rate 800/d role \"Lead\" \
         away 2026-03-09..2026-03-13 \"ski\"\n  person bo away 2026-W15\n}\n\
         team app capacity 3\nteam ops\nresource lab capacity 2 off 2026-03-03\n\
         calendar it work mon-thu 09:00-15:00\ntask t 1d @ana:50%|bo @lab:2 @app @ops",
    );
    let of = |name| model.resources().find(|one| one.name() == name).unwrap().data().clone();
    assert_eq!(of("web").capacity, Share(1800));
    assert_eq!((of("app").capacity, of("ops").capacity), (Share(3000), Share::ONE));
    let ana = of("ana");
    assert_eq!((ana.capacity, ana.rate), (Share(800), Some((Money(800_000), 480))));
    assert_eq!((ana.role.as_deref(), ana.calendar), (Some("Lead"), of("web").calendar));
    assert_eq!((ana.absences[0].first, &*ana.absences[0].title), (date(3, 9), "ski"));
    assert_eq!(of("bo").absences[0].last, date(4, 12));
    let assignments = item(&model, "t").assignments();
    assert_eq!(assignments.len(), 4);
    assert_eq!(assignments[0].units, Share(500));
    assert_eq!(assignments[0].alternatives[0].1, Share::ONE);
    assert_eq!(assignments[1].units, Share(2000));
}

#[test]
fn what_is_inside_inherits() {
    let model = model(
        "person ana\nperson bo\nobjective growth\nrelease v1\n\
         stream s @ana must #web for growth in v1 {\n  feature f {\n    task a 1d\n    \
         task b 1d @bo priority 100 #api\n  }\n}",
    );
    let [a, b] = ["s.f.a", "s.f.b"].map(|path| item(&model, path));
    assert_eq!((a.data().priority, b.data().priority), (900, 100));
    assert_eq!(a.tags(), ["web"]);
    assert_eq!(b.tags(), ["api", "web"]);
    assert_eq!((a.objectives().len(), a.releases().len()), (1, 1));
    assert_eq!((a.assignments().len(), b.assignments().len()), (1, 1));
    assert_ne!(a.assignments()[0].resource, b.assignments()[0].resource);
    let s = item(&model, "s");
    assert!(s.has_parts() && !a.has_parts());
    assert_eq!(s.data().subtree_end, ItemId(b.id.0 + 1));
    assert_eq!(s.descendants().count(), 3);
}

#[test]
fn strategy_is_resolved() {
    let model = model(
        "objective growth \"Growth\" by 2026-Q4 long-term owner @ana {\n  \
         measure share \"Share\" from 20% to 40% now 25%\n}\nperson ana\n\
         stream s {\n  idea i \"Offline\" effort 6w for growth score reach 40k impact 2\n}\n\
         task t 2d cost 1.5k {\n  risk \"Late\" probability 30% impact 1d..3d on t \
         impact 5k..10k mitigation \"Call\" by task t due 2026-04-01 external\n  \
         status 2026-03-03 at-risk \"Slow\"\n}\nstatus 2026-03-04 on-track \"All well\"\n\
         status 2026-03-05 off-track growth\nfield points number\nfield big flag\n\
         task u 1d points: 3.5 big: yes",
    );
    let objective = &model.objectives[0];
    assert_eq!(objective.term, Some(Term::Long));
    assert!(objective.measures[0].is_percent && objective.extras.owner.is_some());
    assert_eq!(objective.measures[0].now.unwrap().0, 25_000);
    let idea = &model.ideas[0];
    assert_eq!(idea.stream, Some(item(&model, "s").id));
    assert_eq!(idea.estimate.unwrap().likely, Minutes(6 * 2400));
    let risk = &model.risks[0];
    assert_eq!((&*risk.name, risk.threatens), ("late", Some(item(&model, "t").id)));
    assert_eq!((risk.probability, risk.impacts.len()), (Some(Share(300)), 2));
    assert!(risk.is_external && !risk.is_closed && risk.mitigations[0].by.is_some());
    let subjects: Vec<_> = model.statuses.iter().map(|status| status.subject).collect();
    assert!(matches!(
        subjects.as_slice(),
        [Subject::Item(_), Subject::Roadmap, Subject::Objective(_)]
    ));
    let custom = &item(&model, "u").extras().custom;
    assert!(matches!(custom[0].value, FieldValue::Number(number) if number.0 == 3500));
    assert_eq!(custom[1].value, FieldValue::Flag(true));
}

#[test]
fn an_item_is_small() {
    assert!(size_of::<crate::model::Item>() <= 200, "{}", size_of::<crate::model::Item>());
}

/// A chain of files, each importing the next, and of `let`s, each resting on the next.
#[test]
fn chains_may_be_long() {
    struct Chain;
    impl Loader for Chain {
        fn load(&self, path: &str) -> Result<Source, LoadError> {
            let number: usize = path.trim_end_matches(".roadmap").parse().unwrap();
            let next = number + 1;
            let text =
                if next < 2000 { format!("import \"{next}.roadmap\"") } else { String::new() };
            Ok(Source::new(path, text))
        }
    }
    let mut text = "roadmap \"X\" from d0\nimport \"0.roadmap\"\n".to_owned();
    for number in 0..20_000 {
        writeln!(text, "let d{number} = d{}", number + 1).unwrap();
    }
    text.push_str("let d20000 = 2026-05-01\n");
    let mut out = Diagnostics::new();
    let source = Source::new("plan.roadmap", text);
    let (model, files) = resolve(source, &Chain, Settings::default(), &mut out);
    assert_eq!(render::short::all(&out, &model.sources), "");
    assert_eq!(files.len(), 2000);
    assert_eq!(model.header.from, Moment::start_of(date(5, 1)));
}

/// Suggestions are for people: a file of nothing but unknown names gets only so many.
#[test]
fn many_unknown_names_cost_no_more_than_many_known_ones() {
    let mut text = "roadmap \"X\" from 2026-03-02\n".to_owned();
    for number in 0..3_000 {
        writeln!(text, "task t{number} 1d after x{number}").unwrap();
    }
    let mut out = Diagnostics::new();
    let source = Source::new("plan.roadmap", text);
    let (model, _) = resolve(source, &NoFiles, Settings::default(), &mut out);
    assert_eq!((out.errors(), model.items.len()), (3_000, 3_000));
}
