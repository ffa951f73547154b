//! `milepost mcp`: serves an assistant until it leaves.

use std::io::{self, IsTerminal as _};
use std::path::Path;

use super::arguments::{Mcp, Today};
use super::input;
use super::output::{self, Artefact, Content, Target};
use super::terminal::{NOTE, Terminal};
use super::{Failure, Verdict};
use crate::mcp::{Ended, World, Write, serve_stdio};

pub(super) fn run(asked: &Mcp, terminal: &Terminal) -> Result<Verdict, Failure> {
    if io::stdin().is_terminal() {
        terminal.say(&format!(
            "this is a server for assistants: one of them starts `milepost mcp`, and talks to it over standard input and output\n  \
             {NOTE}help:{NOTE:#} `milepost help mcp` says how that is set up; Ctrl-D ends this\n"
        ));
    }
    let write = asked.write.then_some(write as Write);
    let today = || input::day(Today::Now);
    match serve_stdio(World { root: asked.root.clone(), today, write })? {
        Ended::Orderly => Ok(Verdict::Fine),
        Ended::NotBegun => {
            terminal.say("the client left before it had begun a session\n");
            Ok(Verdict::Faulty)
        }
    }
}

/// Writes a roadmap, whole or not at all.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let target = Target::File(path.to_owned());
    output::write(&[Artefact { target, content: Content::Text(text.to_owned()) }]).map(drop)
}
