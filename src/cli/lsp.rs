//! `milepost lsp`: serves an editor until it leaves.

use std::io::{self, IsTerminal as _};

use super::Verdict;
use super::terminal::{NOTE, Terminal};
use crate::lsp::{Ended, serve_stdio};
use crate::resolve::reason;

pub(super) fn run(terminal: &Terminal) -> Verdict {
    if io::stdin().is_terminal() {
        terminal.say(&format!(
            "this is a language server: an editor starts `milepost lsp`, and talks to it over standard input and output\n  \
             {NOTE}help:{NOTE:#} `milepost check` is for people; Ctrl-D ends this\n"
        ));
    }
    let why = match serve_stdio() {
        Ok(Ended::Orderly) => return Verdict::Fine,
        Ok(Ended::Abruptly) => "the editor left without asking for the end".to_owned(),
        Err(error) => format!("the connection to the editor broke: {}", reason(&error)),
    };
    terminal.say(&format!("{why}\n"));
    Verdict::Faulty
}
