//! The two streams: colour, width, and what happens when nobody listens.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};

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
/// How wide pictures are where there is no terminal to ask, and how wide at most.
const PICTURE: usize = 80;
const WIDEST_PICTURE: usize = 1_000;
/// Clears a screen and leaves what was scrolled out of it.
const CLEAR: &str = "\u{1B}[H\u{1B}[2J";

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
    watch: Option<Watch>,
}

/// What holds while files are watched.
#[derive(Debug, Default)]
struct Watch {
    /// What is good to know: it becomes one line.
    news: RefCell<Vec<String>>,
    /// Whether what stands on the screen is of a time before: it is cleared when there is something to say.
    is_stale: Cell<bool>,
}

/// Writes to standard output, byte for byte.
pub(super) fn write(text: &(impl AsRef<[u8]> + ?Sized)) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    heard(out.write_all(text.as_ref()).and_then(|()| out.flush()))
}

/// Writes a line to standard error in place of the one that was written so before; nothing is left of an empty one.
pub(super) fn rewrite(line: &str) {
    let mut stderr = io::stderr().lock();
    let _ = write!(stderr, "\r\u{1B}[2K{line}").and_then(|()| stderr.flush());
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
            watch: None,
        }
    }

    /// The same for a command that goes on: what is good to know is gathered, for [`Terminal::news`].
    #[cfg_attr(not(feature = "watch"), expect(dead_code, reason = "only `--watch` goes on"))]
    pub(super) fn watching(&self) -> Self {
        Self { watch: Some(Watch::default()), ..*self }
    }

    /// Whether a command goes on.
    pub(super) const fn is_watching(&self) -> bool {
        self.watch.is_some()
    }

    /// What was gathered since it was asked for.
    #[cfg_attr(not(feature = "watch"), expect(dead_code, reason = "only `--watch` goes on"))]
    pub(super) fn news(&self) -> Vec<String> {
        self.watch.as_ref().map(|watch| watch.news.take()).unwrap_or_default()
    }

    /// What is said from now on takes the place of all before, where that is a screen. It may have another width by now.
    #[cfg_attr(not(feature = "watch"), expect(dead_code, reason = "only `--watch` goes on"))]
    pub(super) fn turn_page(&mut self) {
        self.width = columns(terminal_size_of(io::stderr()));
        if let Some(watch) = &self.watch {
            let is_screen = io::stdout().is_terminal() && io::stderr().is_terminal();
            watch.is_stale.set(is_screen && !is_dumb());
        }
    }

    /// Writes to standard output, in colour if that is wanted there.
    pub(super) fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = AutoStream::new(io::stdout().lock(), self.color);
        heard(out.write_all(inert(text).as_bytes()).and_then(|()| out.flush()))
    }

    /// Writes to standard error what people read.
    pub(super) fn say(&self, text: &str) {
        self.hand_on(&inert(text));
    }

    /// Writes to standard error what programs read.
    pub(super) fn hand_on(&self, text: &str) {
        let mut stderr = io::stderr().lock();
        if self.watch.as_ref().is_some_and(|watch| watch.is_stale.take()) {
            // Not through what takes colours out: a page is turned without them too.
            let _ = stderr.write_all(CLEAR.as_bytes());
        }
        let mut out = AutoStream::new(stderr, self.color);
        // Where standard error is closed there is nobody to tell.
        let _ = out.write_all(text.as_bytes());
    }

    /// Writes to standard error what is good to know, unless only errors are wanted.
    pub(super) fn mention(&self, text: &str) {
        match &self.watch {
            _ if text.is_empty() => {}
            Some(watch) => watch.news.borrow_mut().push(text.trim_end().to_owned()),
            None => self.hint(text),
        }
    }

    /// Writes to standard error what helps with it, unless only errors are wanted.
    pub(super) fn hint(&self, text: &str) {
        if !self.quiet {
            self.say(text);
        }
    }

    /// Says why a command failed.
    pub(super) fn fail(&self, failure: &Failure) {
        let message = crate::text::visible(&failure.message);
        let mut text = format!("{ERROR}error{ERROR:#}{BOLD}: {message}{BOLD:#}\n");
        if let Some(help) = &failure.help {
            let lines = wrap(help, self.width() - 8);
            let _ = writeln!(text, "  {NOTE}help:{NOTE:#} {}", lines.join("\n        "));
        }
        self.say(&text);
    }

    /// Whether somebody looks at standard error who may want to know how far something is.
    pub(super) fn has_a_reader(&self) -> bool {
        !self.quiet && io::stderr().is_terminal() && !is_dumb()
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

/// The text with nothing in it that a build server takes for a command of its own: a line that begins with `::`, or `##[` and `##vso[`
/// anywhere. The name of a file or a title could hold one. A character without width keeps the two signs apart.
fn inert(text: &str) -> Cow<'_, str> {
    let is_command = |line: &str| behind_styles(line).starts_with("::");
    let has_mark = ["##[", "##vso["].iter().any(|mark| text.contains(mark));
    if !has_mark && !text.lines().any(is_command) {
        return Cow::Borrowed(text);
    }
    let text = text.replace("##[", "#\u{2060}#[").replace("##vso[", "#\u{2060}#vso[");
    let apart = |line: &str| line.replacen("::", ":\u{2060}:", usize::from(is_command(line)));
    Cow::Owned(text.split_inclusive('\n').map(apart).collect())
}

/// A line without the white space and the changes of style that it begins with.
fn behind_styles(line: &str) -> &str {
    let mut rest = line.trim_start();
    while let Some((_, behind)) = rest.strip_prefix('\u{1B}').and_then(|rest| rest.split_once('m'))
    {
        rest = behind.trim_start();
    }
    rest
}

/// How many columns pictures on standard output have: all there are, as far as can be known.
pub(super) fn picture_width() -> usize {
    let said = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let is_some = |columns: &usize| (1..=WIDEST_PICTURE).contains(columns);
    let own = terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    own.or_else(said).filter(is_some).unwrap_or(PICTURE)
}

/// Whether a terminal says that it can do nothing but print.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
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

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn no_line_is_a_command_of_a_build_server() {
        assert_eq!(inert("a ::b\n- ::c\n"), "a ::b\n- ::c\n");
        assert_eq!(inert("a\n  ::error::b\n"), "a\n  :\u{2060}:error::b\n");
        assert_eq!(inert("\u{1B}[1m ::b"), "\u{1B}[1m :\u{2060}:b");
        assert_eq!(inert("a ##[x]\n##vso[y]"), "a #\u{2060}#[x]\n#\u{2060}#vso[y]");
    }
}
