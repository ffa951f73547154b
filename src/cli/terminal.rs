//! The two streams: colour, width, and what happens when nobody listens.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use terminal_size::{Height, Width, terminal_size_of};

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

/// Where to write, and how.
#[derive(Debug)]
pub(super) struct Terminal {
    color: ColorChoice,
    quiet: bool,
    width: usize,
    page_width: usize,
}

/// Writes to standard output, byte for byte.
pub(super) fn write(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    heard(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

impl Terminal {
    pub(super) fn new(screen: &Screen) -> Self {
        let color = match screen.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self {
            color,
            quiet: screen.quiet,
            width: columns(terminal_size_of(io::stderr())),
            page_width: columns(terminal_size_of(io::stdout())),
        }
    }

    /// Writes to standard output, in colour if that is wanted there.
    pub(super) fn print(&self, text: &str) -> Result<(), Failure> {
        heard(AutoStream::new(io::stdout().lock(), self.color).write_all(text.as_bytes()))
    }

    /// Writes to standard error.
    pub(super) fn say(&self, text: &str) {
        // Where standard error is closed there is nobody to tell.
        let _ = AutoStream::new(io::stderr().lock(), self.color).write_all(text.as_bytes());
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
            let _ = writeln!(text, "  {NOTE}help:{NOTE:#} {}", lines.join("\n        "));
        }
        self.say(&text);
    }

    /// Whether only errors are wanted.
    pub(super) const fn quiet(&self) -> bool {
        self.quiet
    }

    /// How many columns reports on standard error have.
    pub(super) const fn width(&self) -> usize {
        self.width
    }

    /// How many columns pages on standard output have.
    pub(super) const fn page_width(&self) -> usize {
        self.page_width
    }
}

/// The columns of a terminal; a fixed number where there is none.
fn columns(size: Option<(Width, Height)>) -> usize {
    size.map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(NARROWEST, WIDEST))
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
