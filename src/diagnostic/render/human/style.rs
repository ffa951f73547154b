//! The colours of a report.

use miette::{GraphicalTheme, ThemeCharacters, ThemeStyles};
use owo_colors::{OwoColorize as _, Style};

use crate::diagnostic::Severity;

/// The colours of a report of one severity.
pub(super) struct Paint {
    primary: Style,
}

impl Paint {
    pub(super) fn of(severity: Severity) -> Self {
        let primary = match severity {
            Severity::Error => Style::new().red(),
            Severity::Warning => Style::new().yellow(),
            Severity::Note | Severity::Allow => Style::new().cyan(),
        };
        Self { primary: primary.bold() }
    }

    pub(super) fn severity(&self, text: &str) -> String {
        text.style(self.primary).to_string()
    }

    pub(super) fn bold(text: &str) -> String {
        text.bold().to_string()
    }

    pub(super) fn help(text: &str) -> String {
        text.cyan().bold().to_string()
    }

    pub(super) fn added(text: &str) -> String {
        text.green().to_string()
    }

    /// How a line's number begins.
    pub(super) const NUMBER: &str = "\u{1B}[34m";

    pub(super) fn faint(text: &str) -> String {
        text.blue().to_string()
    }

    /// What miette draws with; `primary` tells of each mark, in order of place, whether it is the primary one.
    pub(super) fn theme(&self, primary: impl Iterator<Item = bool>) -> GraphicalTheme {
        let secondary = Style::new().blue().bold();
        let highlights = primary.map(|primary| if primary { self.primary } else { secondary });
        let link = Style::new();
        let styles = ThemeStyles {
            link,
            linum: Style::new().blue(),
            highlights: highlights.collect(),
            ..ThemeStyles::none()
        };
        GraphicalTheme { characters: ThemeCharacters::unicode(), styles }
    }

    /// What miette drew, the line under the primary mark heavy: so it can be told from the others without colour too.
    pub(super) fn heavy(&self, drawn: &str) -> String {
        let sample = self.severity("|");
        let (on, off) = sample.split_once('|').unwrap_or_default();
        let mut pieces = drawn.split(on);
        let mut heavy = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (marked, rest) = piece.split_once(off).unwrap_or((piece, ""));
            heavy.push_str(on);
            heavy.push_str(&if is_underline(marked) { heavier(marked) } else { marked.to_owned() });
            heavy.push_str(off);
            heavy.push_str(rest);
        }
        heavy
    }
}

fn is_underline(marked: &str) -> bool {
    marked.chars().all(|character| matches!(character, ' ' | '─' | '┬'))
}

fn heavier(marked: &str) -> String {
    marked.replace('─', "━").replace('┬', "┯")
}
