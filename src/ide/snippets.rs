//! How declarations mostly go on, with places to fill in.

use super::Analysis;
use crate::syntax::ast::Declaration;
use crate::syntax::keyword::DeclarationKind as K;
use crate::time::Date;

/// How a declaration mostly goes on: with a name that nothing has yet, and with a day near the plan's, if one is known.
pub(super) fn snippet(kind: K, analysis: &Analysis, near: Option<Date>) -> String {
    let form = form(kind);
    let name = if kind == K::Cadence { "sprint" } else { "name" };
    let all = analysis.index().declarations().map(|(_, one)| one);
    let form = form.replace("NAME", &free_name(analysis, all, name));
    let day = near.map(|day| day.to_string()).unwrap_or_default();
    let quarter = near.map(|day| format!("{}-Q{}", day.year(), day.quarter())).unwrap_or_default();
    form.replace("DAY", &day).replace("QUARTER", &quarter)
}

/// A name that none of these declarations has: with a number behind it where it is taken.
pub(super) fn free_name<'a>(
    analysis: &Analysis,
    among: impl Iterator<Item = &'a Declaration>,
    name: &str,
) -> String {
    let names = among.filter_map(|one| Some(analysis.sources().text(one.name?)));
    let taken: Vec<&str> = names.filter(|one| one.starts_with(name)).collect();
    let numbered = (2_usize..).map(|number| format!("{name}-{number}"));
    let mut all = std::iter::once(name.to_owned()).chain(numbered);
    all.find(|one| !taken.contains(&one.as_str())).unwrap_or_default()
}

const fn form(kind: K) -> &'static str {
    match kind {
        K::Roadmap => "roadmap \"${1:Title}\" from ${2:DAY}$0",
        K::Import => "import \"${1:teams.roadmap}\"$0",
        K::Calendar => "calendar ${1:NAME} {\n  work mon-fri ${2:09:00-17:00}\n  $0\n}",
        K::Team => "team ${1:NAME} \"${2:Title}\" {\n  $0\n}",
        K::Person => "person ${1:NAME} \"${2:Full Name}\"$0",
        K::Resource => "resource ${1:NAME} \"${2:Title}\"$0",
        K::Objective => "objective ${1:NAME} \"${2:Title}\" by ${3:QUARTER}$0",
        K::Measure => "measure ${1:NAME} \"${2:Title}\" from ${3:0} to ${4:100}$0",
        K::Stream => "stream ${1:NAME} \"${2:Title}\" {\n  $0\n}",
        K::Feature => "feature ${1:NAME} \"${2:Title}\" {\n  $0\n}",
        K::Task => "task ${1:NAME} \"${2:Title}\" ${3:5d}$0",
        // What it waits for is somebody's own: there is no name that would be right.
        K::Milestone => "milestone ${1:NAME} \"${2:Title}\" after ${3:}$0",
        K::Release => "release ${1:NAME} \"${2:Title}\"$0",
        K::Idea => "idea ${1:NAME} \"${2:Title}\"$0",
        K::Risk => {
            "risk ${1:NAME} \"${2:What may go wrong}\" probability ${3:30%} impact ${4:5d}$0"
        }
        K::Status => "status ${1:DAY} ${2:on-track} \"${3:What is new}\"$0",
        K::Field => "field ${1:NAME} ${2:text}$0",
        K::Cadence => "cadence ${1:NAME} every ${2:2w} from ${3:DAY}$0",
        K::Let => "let ${1:NAME} = ${2:DAY}$0",
        K::View => "view ${1:NAME} \"${2:Title}\" {\n  chart ${3:swimlane}\n  $0\n}",
        K::Marker => "marker ${1:DAY} \"${2:Title}\"$0",
        K::Baseline => "baseline \"${1:plan.json}\"$0",
        K::Theme => "theme ${1:NAME} {\n  accent \"${2:#0b5fff}\"\n  $0\n}",
    }
}
