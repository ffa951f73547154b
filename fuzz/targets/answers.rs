//! Any bytes that are a plan: it can be simulated, and every date explained.

#![no_main]

use std::num::NonZeroU32;

use libfuzzer_sys::fuzz_target;
use milepost::emit::{self, ChartOptions};
use milepost::model::Edge;
use milepost::plan::why::{self, Wanted};
use milepost::plan::{Plan, Settings};
use milepost::{Options, Source, compile};

/// So many items of a plan are asked about, from both ends.
const ASKED: usize = 6;

fn simulate(plan: &Plan<'_>) {
    let runs = NonZeroU32::new(16).unwrap_or(NonZeroU32::MIN);
    let simulation = plan.simulate(&Settings::default().runs(runs).threads(NonZeroU32::MIN));
    let options = ChartOptions::default();
    emit::simulation_json(plan, &simulation);
    emit::simulation_markdown(plan, &simulation);
    emit::simulation_svg(plan, &simulation, &options);
    emit::curve_svg(plan, &simulation, &options);
}

fn explain(plan: &Plan<'_>) {
    let (model, schedule) = (plan.model, plan.schedule);
    let is_planned = |item: &milepost::model::ItemWalker<'_>| schedule.timing(item.id).is_scheduled;
    let all: Vec<_> = model.items().filter(is_planned).map(|item| item.id).collect();
    for item in all.iter().take(ASKED).chain(all.iter().rev().take(ASKED)) {
        for edge in [Edge::Start, Edge::End] {
            let why = why::why(model, schedule, *item, edge);
            emit::why::story(model, schedule, &why);
            emit::why::json(model, schedule, &why);
        }
        let wanted = Wanted::By(schedule.timing(*item).start.date());
        let answer = why::why_not(model, schedule, *item, Edge::End, wanted);
        emit::why::barrier(model, schedule, (*item, Edge::End), wanted, &answer);
        emit::why::json_of_answer(model, schedule, (*item, Edge::End), wanted, &answer);
    }
}

fuzz_target!(|bytes: &[u8]| {
    let options = Options::new().level(None);
    let compilation = compile(Source::from_bytes("fuzz.roadmap", bytes.to_vec()), &options);
    if let Ok(plan) = compilation.plan() {
        simulate(&plan);
        explain(&plan);
    }
});
