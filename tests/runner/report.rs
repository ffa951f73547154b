//! How a case that fails tells it.

use super::annotation::Annotation;
use super::case::{Case, Section};

/// Sets what is expected beside what was found, as sets; near misses are shown as pairs.
pub(crate) fn compare(
    section: &Section,
    expected: &[(usize, Annotation)],
    found: &[(usize, Annotation)],
) -> Vec<String> {
    let mut found: Vec<&(usize, Annotation)> = found.iter().collect();
    let mut missing = Vec::new();
    for entry in expected {
        match found.iter().position(|other| other.0 == entry.0 && entry.1.expects(&other.1)) {
            Some(index) => drop(found.remove(index)),
            None => missing.push(entry),
        }
    }
    let mut told = Vec::new();
    for (line, annotation) in missing {
        let near = nearest(*line, annotation, &found).map(|index| found.remove(index));
        told.push(difference(section, Some((*line, annotation)), near));
    }
    told.extend(found.into_iter().map(|entry| difference(section, None, Some(entry))));
    told
}

/// The same rule, best on the same line; or anything else on the same line.
fn nearest(line: usize, annotation: &Annotation, found: &[&(usize, Annotation)]) -> Option<usize> {
    let is_same_rule = |entry: &&(usize, Annotation)| entry.1.rule == annotation.rule;
    let is_same_line = |entry: &&(usize, Annotation)| entry.0 == line;
    found
        .iter()
        .position(|entry| is_same_rule(entry) && is_same_line(entry))
        .or_else(|| found.iter().position(is_same_rule))
        .or_else(|| found.iter().position(is_same_line))
}

fn difference(
    section: &Section,
    expected: Option<(usize, &Annotation)>,
    found: Option<&(usize, Annotation)>,
) -> String {
    let line = expected.map(|(line, _)| line).or(found.map(|(line, _)| *line)).unwrap_or(0);
    let mut text = excerpt(section, line);
    text += &match expected {
        Some((_, annotation)) => format!("\n  expected {annotation}"),
        None => "\n  expected nothing".to_owned(),
    };
    match found {
        Some((other, annotation)) if *other == line => {
            text += &format!("\n  found    {annotation}");
        }
        Some((other, annotation)) => {
            text += &format!("\n  found    {annotation}\n  at {}", excerpt(section, *other));
        }
        None => text += "\n  found    nothing",
    }
    text
}

fn excerpt(section: &Section, line: usize) -> String {
    match section.source().nth(line) {
        Some((number, text)) => format!("line {number}: {}", text.trim_end()),
        None => format!("the end of {}", section.name),
    }
}

/// All that is wrong with a case.
pub(crate) fn failure(case: &Case, differences: &[String]) -> String {
    format!(
        "{}\n\n{}\n\n`UPDATE=1 cargo test --test suite {}` makes the case expect what was found",
        case.place(),
        differences.join("\n\n"),
        case.test_name(),
    )
}
