//! Levels the instances of PSPLIB (Kolisch and Sprecher, *PSPLIB: a project scheduling problem library*, 1996).
//!
//! ```text
//! cargo run --release --example psplib -- --schedules N [--bounds FILE] FOLDER
//! cargo run --release --example psplib -- --schedules N --generate ACTIVITIES
//! ```
//!
//! Reads the `.sm` files of a folder, in order of their names, and prints `instance,makespan`, one a line. Every generation
//! pass counts as a schedule. Each schedule is checked by the sums below before it is told.
//! With a table of bounds (`instance,lower,upper,cpm,…`) the average deviations are told on standard error.
//!
//! Without files: 60 projects of so many activities, generated as those of PSPLIB are, and how far they are over their critical
//! paths.

// An example may panic: that is how it fails. It prints, it sums up in floating point what is told to people only, and its
// projects are small.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)]

#[path = "../benches/projects/mod.rs"]
mod projects;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use milepost::schedule::level::{Budget, Problem, Solution, level};
use projects::{Project, measures, project};

fn main() {
    let (mut schedules, mut bounds, mut folder, mut activities) = (5_000, None, None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_else(|| panic!("{argument} needs a value"));
        match argument.as_str() {
            "--schedules" => schedules = value().parse().expect("a number of schedules"),
            "--generate" => activities = Some(value().parse().expect("a number of activities")),
            "--bounds" => bounds = Some(PathBuf::from(value())),
            _ => folder = Some(PathBuf::from(&argument)),
        }
    }
    if let Some(activities) = activities {
        return generated(activities, schedules);
    }
    let folder = folder.expect("expected: --schedules N [--bounds FILE] FOLDER");
    let mut found = BTreeMap::new();
    for file in files(&folder) {
        let name = file.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let instance = read(&fs::read_to_string(file).expect("the file can be read"));
        let makespan = makespan(&name, &instance, schedules);
        println!("{name},{makespan}");
        found.insert(name, makespan);
    }
    if let Some(bounds) = bounds {
        tell_deviations(&bounds, &found);
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.filter_map(Result::ok).map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "sm")).collect();
    files.sort();
    files
}

/// Projects of so many activities that no file holds.
fn generated(activities: usize, schedules: u64) {
    let mut over_path = 0.0;
    let all = measures();
    for (number, measures) in (0..).zip(&all) {
        let (name, project) = (format!("{number}"), project(activities, *measures, number));
        let (makespan, path) = (makespan(&name, &project, schedules), project.critical_path());
        println!("{name},{makespan},{path}");
        over_path += (makespan - path) as f64 * 100.0 / path as f64;
    }
    eprintln!("{:.3} % over the critical path, on average", over_path / all.len() as f64);
}

fn makespan(name: &str, instance: &Project, schedules: u64) -> i64 {
    let problem = problem(instance);
    let solution = level(&problem, Budget::Schedules(schedules)).expect("a plain problem");
    assert!(solution.schedules <= schedules.max(2), "{name}: more schedules than were asked for");
    prove(name, instance, &solution)
}

/// The three tables of a `.sm` file, told apart by their headings.
fn read(text: &str) -> Project {
    let mut instance = Project::default();
    let mut table = "";
    for line in text.lines() {
        if let Some(heading) = line.trim_end().strip_suffix(':') {
            table = heading;
            continue;
        }
        let numbers = line.split_whitespace().map(str::parse);
        let Ok(numbers) = numbers.collect::<Result<Vec<i64>, _>>() else { continue };
        match (table, numbers.as_slice()) {
            ("PRECEDENCE RELATIONS", [_, _, _, successors @ ..]) => {
                let jobs = successors.iter().map(|job| usize::try_from(job - 1).expect("a job"));
                instance.successors.push(jobs.collect());
            }
            ("REQUESTS/DURATIONS", [_, _, duration, requests @ ..]) => {
                instance.durations.push(*duration);
                instance.requests.push(units(requests));
            }
            ("RESOURCEAVAILABILITIES", capacities @ [_, ..]) => {
                instance.capacities = units(capacities);
            }
            _ => {}
        }
    }
    let jobs = instance.durations.len();
    assert!(jobs > 0 && instance.successors.len() == jobs, "not a file of one mode a job");
    instance
}

fn units(numbers: &[i64]) -> Vec<u32> {
    numbers.iter().map(|units| u32::try_from(*units).expect("an amount")).collect()
}

fn problem(instance: &Project) -> Problem {
    let links = (0..).zip(&instance.successors).flat_map(|(from, successors)| {
        successors.iter().map(move |to| (from, u32::try_from(*to).expect("a job")))
    });
    let spans = instance.durations.iter().map(|span| u32::try_from(*span).expect("a duration"));
    let wide = |units: &Vec<u32>| units.iter().copied().map(u64::from).collect();
    Problem {
        spans: spans.collect(),
        demands: instance.requests.iter().map(wide).collect(),
        capacity: wide(&instance.capacities),
        links: links.collect(),
    }
}

/// The makespan, after every precedence, and what is asked for in every period, was added up from the file alone.
fn prove(name: &str, instance: &Project, solution: &Solution) -> i64 {
    let starts = &solution.starts;
    let end = |job: usize| starts[job] + instance.durations[job];
    let jobs = 0..instance.durations.len();
    let makespan = jobs.clone().map(end).max().unwrap_or(0);
    for job in jobs.clone() {
        let too_early = instance.successors[job].iter().find(|next| starts[**next] < end(job));
        assert!(starts[job] >= 0 && too_early.is_none(), "{name}: job {} is not kept", job + 1);
    }
    for period in 0..makespan {
        let running = jobs.clone().filter(|job| starts[*job] <= period && period < end(*job));
        let running: Vec<usize> = running.collect();
        for (pool, capacity) in instance.capacities.iter().enumerate() {
            let asked: u32 = running.iter().map(|job| instance.requests[*job][pool]).sum();
            assert!(asked <= *capacity, "{name}: too much of R{} in {period}", pool + 1);
        }
    }
    makespan
}

fn tell_deviations(bounds: &Path, found: &BTreeMap<String, i64>) {
    let text = fs::read_to_string(bounds).expect("the bounds can be read");
    let (mut over_best, mut over_path, mut count) = (0.0, 0.0, 0_u32);
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let Some(makespan) = found.get(fields[0]) else { continue };
        let over = |field: usize| {
            let bound: i64 = fields[field].parse().expect("a bound");
            (*makespan - bound) as f64 * 100.0 / bound as f64
        };
        over_best += over(2);
        over_path += over(3);
        count += 1;
    }
    let count = f64::from(count.max(1));
    eprintln!(
        "{:.3} % over the best known, {:.3} % over the critical path, on average",
        over_best / count,
        over_path / count
    );
}
