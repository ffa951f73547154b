//! The same roadmap in the input language of utf8proj, so that both compilers can be measured on one plan.

use std::fmt::{Result, Write};

use crate::roadmaps::{Feature, Generated, Task};

impl Generated {
    /// As a `.proj` file.
    pub(crate) fn to_utf8proj(&self) -> String {
        let mut text = String::new();
        // Writing to a `String` cannot fail.
        let _ = self.write_utf8proj(&mut text);
        text
    }

    fn write_utf8proj(&self, out: &mut String) -> Result {
        writeln!(out, "project \"Generated\" {{\n  start: 2026-01-05\n  calendar: office\n}}\n")?;
        writeln!(out, "calendar \"office\" {{\n  working_hours: 09:00-12:30, 13:00-17:30")?;
        writeln!(out, "  working_days: mon-fri\n  holiday \"Christmas\" 2026-12-25")?;
        writeln!(out, "  holiday \"Good Friday\" 2026-04-03\n}}\n")?;
        for (feature, Feature { away, .. }) in self.features.iter().enumerate() {
            write!(out, "resource p{feature} \"Person {feature}\" {{\n  capacity: 1\n")?;
            if let Some(week) = away {
                writeln!(out, "  leave: {}", days_of_week(*week))?;
            }
            writeln!(out, "}}")?;
        }
        for features in self.streams() {
            let stream = features.first().and_then(|(first, _)| self.stream(*first));
            if let Some(stream) = stream {
                writeln!(out, "\ntask s{stream} \"Stream {stream}\" {{")?;
            }
            for (index, feature) in features {
                self.write_proj_feature(index, feature, out)?;
            }
            if stream.is_some() {
                writeln!(out, "}}")?;
            }
        }
        Ok(())
    }

    fn write_proj_feature(&self, id: usize, feature: &Feature, out: &mut String) -> Result {
        writeln!(out, "  task f{id} \"Feature {id} of the product\" {{")?;
        for (task, Task { days, after }) in feature.tasks.iter().enumerate() {
            writeln!(
                out,
                "    task t{task} \"Task {task} of feature {id}\" {{\n      duration: {days}d"
            )?;
            writeln!(out, "      assign: p{id}@50%")?;
            if !after.is_empty() {
                let paths: Vec<String> = after.iter().map(|other| self.path(*other)).collect();
                writeln!(out, "      depends: {}", paths.join(", "))?;
            }
            writeln!(out, "    }}")?;
        }
        writeln!(out, "  }}")
    }
}

/// The Monday to Sunday of an ISO week of 2026.
fn days_of_week(week: u64) -> String {
    let date = |weekday| {
        let week = i8::try_from(week).unwrap_or(1);
        milepost::time::Date::from_iso_week(2026, week, weekday)
            .map_or(String::new(), |date| date.to_string())
    };
    format!("{}..{}", date(milepost::time::Weekday::Monday), date(milepost::time::Weekday::Sunday))
}
