//! The generated roadmap in the Roadmap language.

use std::fmt::{Result, Write};

use super::{Feature, Generated, Task};

impl Generated {
    /// As a `.roadmap` file.
    pub(crate) fn to_roadmap(&self) -> String {
        let mut text = String::new();
        // Writing to a `String` cannot fail.
        let _ = self.write_roadmap(&mut text);
        text
    }

    fn write_roadmap(&self, out: &mut String) -> Result {
        writeln!(out, "roadmap \"Generated\" from 2026-01-05 calendar office\n")?;
        writeln!(out, "calendar office {{\n  day 8h\n  work mon-fri 09:00-12:30, 13:00-17:30")?;
        writeln!(out, "  off every 12-25 \"Christmas\"\n  off 2026-04-03 \"Good Friday\"\n}}\n")?;
        for (feature, Feature { away, .. }) in self.features.iter().enumerate() {
            write!(out, "person p{feature} \"Person {feature}\"")?;
            if let Some(week) = away {
                write!(out, "  away 2026-W{week:02}")?;
            }
            writeln!(out)?;
        }
        for features in self.streams() {
            let stream = features.first().and_then(|(first, _)| self.stream(*first));
            if let Some(stream) = stream {
                writeln!(out, "\nstream s{stream} \"Stream {stream}\" {{")?;
            }
            for (index, feature) in features {
                self.write_feature(index, feature, out)?;
            }
            if stream.is_some() {
                writeln!(out, "}}")?;
            }
        }
        Ok(())
    }

    fn write_feature(&self, id: usize, feature: &Feature, out: &mut String) -> Result {
        writeln!(out, "  feature f{id} \"Feature {id} of the product\" @p{id}:50% {{")?;
        for (task, Task { days, after }) in feature.tasks.iter().enumerate() {
            write!(out, "    task t{task} \"Task {task} of feature {id}\"  {days}d")?;
            for (index, other) in after.iter().enumerate() {
                write!(out, "{}{}", if index == 0 { "  after " } else { ", " }, self.path(*other))?;
            }
            writeln!(out)?;
        }
        writeln!(out, "  }}")
    }
}
