//! Pictures that are no text: what their options mean, and what can't be meant so.

use std::io::{self, IsTerminal as _};

use super::Failure;
use super::arguments::{Format, Image};
use super::output::{Content, Target};
use crate::emit::{self, Fonts};

/// On screens of today and on paper a chart is sharp with so many pixels for each of its own.
const SCALE: f32 = 2.0;

/// Refuses options that say nothing of these outputs, and a picture in a terminal.
pub(super) fn refuse_contradictions(
    image: &Image,
    wanted: &[(Target, Format)],
) -> Result<(), Failure> {
    let pictures = || wanted.iter().filter(|(_, format)| *format == Format::Png);
    if image.scale.is_some() && pictures().count() == 0 {
        let message = "`--scale` is for PNG, and no output is one";
        let help = "name an output that ends in `.png`, as in `-o plan.png`";
        return Err(Failure::new(message).help(help));
    }
    let is_shown = pictures().any(|(target, _)| *target == Target::Stdout);
    if is_shown && io::stdout().is_terminal() {
        let message = "a terminal can't show a picture";
        return Err(Failure::new(message).help("name an output file with `-o`"));
    }
    Ok(())
}

/// A chart as pixels.
pub(super) fn png(svg: &Content<'_>, image: &Image) -> Result<Content<'static>, Failure> {
    let svg = svg.bytes();
    let png =
        emit::png(&String::from_utf8_lossy(&svg), image.scale.unwrap_or(SCALE), Fonts::Installed);
    png.map(Content::Bytes).map_err(|error| {
        Failure::new(error.to_string())
            .help("a smaller `--scale` or fewer rows, by `--depth`, make it smaller")
    })
}
