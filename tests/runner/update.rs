//! `UPDATE=1`: a file of cases is written anew with what its cases raise.

use std::fs;

use super::annotation::Annotation;
use super::case::{Case, Flag, Line, Section, SuiteFile};
use super::compiled::Compiled;
use super::dates;

impl SuiteFile {
    /// Rewrites what the wanted cases expect; all else stays as it is.
    pub(crate) fn update(&mut self, is_wanted: impl Fn(&Case) -> bool) {
        let before = fs::read_to_string(&self.path).unwrap_or_default();
        let mut text = self.prose.clone();
        for (index, case) in self.cases.iter().enumerate() {
            if index > 0 {
                text.push('\n');
            }
            text += &written(case, is_wanted(case));
        }
        if text != before {
            fs::write(&self.path, text).expect("the suite can be written");
        }
    }
}

fn written(case: &Case, is_wanted: bool) -> String {
    let compiled = is_wanted.then(|| Compiled::of(case));
    let mut heading = vec![case.name.clone()];
    heading.extend(case.words.iter().cloned());
    let mut text = format!("--- {} ---\n", heading.join(" "));
    for (index, section) in case.sections.iter().enumerate() {
        if index > 0 {
            text += &format!("// file: {}\n", section.name);
        }
        text += &match &compiled {
            Some(compiled) => rewritten(case, section, compiled),
            None => as_it_was(section),
        };
        if index == 0 {
            let missing = compiled.iter().flat_map(|compiled| compiled.undated(case));
            text.extend(missing.map(|line| line + "\n"));
        }
    }
    text
}

fn as_it_was(section: &Section) -> String {
    let lines = section.lines.iter().map(|line| match line {
        Line::Source { text, .. } | Line::Dates { text, .. } => format!("{text}\n"),
        Line::Annotation(annotation) => format!("{annotation}\n"),
    });
    lines.collect()
}

fn rewritten(case: &Case, section: &Section, compiled: &Compiled) -> String {
    let old = section.annotations();
    let found = compiled.annotations(section, case.options.has(Flag::Full));
    let end = section.source().count();
    let at = |line: usize| {
        let here = found.iter().filter(move |(at, _)| *at == line);
        here.map(|(_, annotation)| open_as_before(annotation, line, &old)).collect::<String>()
    };
    let mut text = String::new();
    let mut line = 0;
    for entry in &section.lines {
        match entry {
            Line::Source { text: source, .. } => {
                text += &at(line);
                text += source;
                text.push('\n');
                line += 1;
            }
            Line::Dates { text: assertion, .. } => {
                text += &dates::rewritten(assertion, compiled.compilation());
                text.push('\n');
            }
            Line::Annotation(_) => {}
        }
    }
    text + &at(end)
}

fn open_as_before(found: &Annotation, line: usize, old: &[(usize, Annotation)]) -> String {
    let before = old.iter().find(|(at, annotation)| *at == line && annotation.rule == found.rule);
    let annotation = match before {
        Some((_, before)) => found.clone().opened_like(before),
        None => found.clone(),
    };
    format!("{annotation}\n")
}
