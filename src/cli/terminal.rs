//! The two streams: colour, width, and what happens when nobody listens.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use super::Failure;
use super::arguments::{Color, Screen};
use crate::diagnostic::render::wrap::wrap;

/// How wide reports are where there is no terminal to ask, and how wide at most.
const WIDTH: usize = 100;
const WIDEST: usize = 120;
const NARROWEST: usize = 40;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const ERROR: Style = AnsiColor::Red.on_default().bold();
pub(super) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(super) const NOTE: Style = AnsiColor::Cyan.on_default().bold();
pub(super) const CODE: Style = AnsiColor::Cyan.on_default();
pub(super) const ADDED: Style = AnsiColor::Green.on_default();
pub(super) const REMOVED: Style = AnsiColor::Red.on_default();
pub(super) const FAINT: Style = Style::new().dimmed();

/// Where to write.
#[derive(Debug)]
pub(super) struct Terminal {
    quiet: bool,
}

impl Terminal {
    pub(super) fn new(screen: &Screen) -> Self {
        let choice = match screen.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        choice.write_global();
        Self { quiet: screen.quiet }
    }

    /// Writes to standard output, in colour if that is wanted there.
    pub(super) fn print(&self, text: &str) -> Result<(), Failure> {
        heard(AutoStream::auto(io::stdout().lock()).write_all(text.as_bytes()))
    }

    /// Writes to standard output, byte for byte.
    pub(super) fn print_raw(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        heard(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
    }

    /// Writes to standard error.
    pub(super) fn say(&self, text: &str) {
        // Where standard error is closed there is nobody to tell.
        let _ = AutoStream::auto(io::stderr().lock()).write_all(text.as_bytes());
    }

    /// Writes to standard error what is good to know, unless only errors are wanted.
    pub(super) fn mention(&self, text: &str) {
        if !self.quiet {
            self.say(text);
        }
    }

    /// Says why a command failed.
    pub(super) fn fail(&self, failure: &Failure) {
        let message = crate::diagnostic::render::visible(&failure.message);
        let mut text = format!("{ERROR}error{ERROR:#}{BOLD}: {message}{BOLD:#}\n");
        if let Some(help) = &failure.help {
            let lines = wrap(&crate::diagnostic::render::visible(help), self.width() - 8);
            text.push_str(&format!("  {NOTE}help:{NOTE:#} {}\n", lines.join("\n        ")));
        }
        self.say(&text);
    }

    /// The columns of the terminal that reports go to; a fixed number where it is none.
    pub(super) fn width(&self) -> usize {
        terminal_size::terminal_size_of(io::stderr()).map_or(WIDTH, |(width, _)| fitting(width.0))
    }

    /// The columns of the terminal that standard output is.
    pub(super) fn page_width(&self) -> usize {
        terminal_size::terminal_size_of(io::stdout()).map_or(WIDTH, |(width, _)| fitting(width.0))
    }
}

fn fitting(columns: u16) -> usize {
    usize::from(columns).clamp(NARROWEST, WIDEST)
}

/// A pipe that was closed at its other end has heard all it wanted.
fn heard(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(format!(
            "can't write to standard output: {}",
            crate::resolve::reason(&error)
        ))),
        _ => Ok(()),
    }
}
