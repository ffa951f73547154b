//! Pictures that are no text: what their options mean, and what can't be meant so.

use std::io::{self, IsTerminal as _};

use super::Failure;
use super::arguments::{Format, Image};
use super::output::{Content, Target};
use crate::emit::{self, ChartOptions, Fonts};

/// On screens of today and on paper a chart is sharp with so many pixels for each of its own.
#[cfg(feature = "png")]
const SCALE: f32 = 2.0;

/// Refuses options that say nothing of these outputs, and a picture in a terminal.
pub(super) fn refuse_contradictions(
    image: &Image,
    wanted: &[(Target, Format)],
) -> Result<(), Failure> {
    let has = |format: Format| wanted.iter().any(|(_, of)| *of == format);
    #[cfg(feature = "png")]
    if image.scale.is_some() && !has(Format::Png) {
        return Err(without_output("--scale", "PNG", "png"));
    }
    #[cfg(feature = "pdf")]
    if image.page().is_some() && !has(Format::Pdf) {
        return Err(without_output("--page", "PDF", "pdf"));
    }
    let is_text = |format: Format| !format.is_picture() || format == Format::Svg;
    let is_shown =
        wanted.iter().any(|(target, format)| *target == Target::Stdout && !is_text(*format));
    if is_shown && io::stdout().is_terminal() {
        let message = "a terminal can't show a picture";
        return Err(Failure::new(message).help("name an output file with `-o`"));
    }
    Ok(())
}

fn without_output(option: &str, format: &str, end: &str) -> Failure {
    let message = format!("`{option}` is for {format}, and no output is one");
    Failure::new(message)
        .help(format!("name an output that ends in `.{end}`, as in `-o plan.{end}`"))
}

/// An SVG may name a font that its readers have; what is no text any more is set here.
fn refuse_missing_font(options: &ChartOptions) -> Result<(), Failure> {
    match options.font {
        Some(font) if !emit::is_installed(font.as_str()) => {
            let message = format!("no font `{}` is installed here", font.as_str());
            Err(Failure::new(message)
                .help("PNG and PDF carry their font: install it, or name another with `--font`"))
        }
        _ => Ok(()),
    }
}

/// A chart as pixels.
#[cfg(feature = "png")]
pub(super) fn png(
    svg: &Content<'_>,
    options: &ChartOptions,
    image: &Image,
) -> Result<Content<'static>, Failure> {
    refuse_missing_font(options)?;
    let svg = svg.bytes();
    let scale = image.scale.unwrap_or(SCALE);
    let png = emit::png(&String::from_utf8_lossy(&svg), scale, Fonts::Installed);
    png.map(Content::Bytes).map_err(|error| {
        Failure::new(error.to_string())
            .help("a smaller `--scale` or fewer rows, by `--depth`, make it smaller")
    })
}

/// A picture as pages.
#[cfg(feature = "pdf")]
pub(super) fn pdf(
    sheet: &emit::Sheet,
    options: &ChartOptions,
    page: Option<crate::model::Page>,
) -> Result<Content<'static>, Failure> {
    refuse_missing_font(options)?;
    let pdf = emit::pdf(sheet, page, Fonts::Installed);
    pdf.map(Content::Bytes).map_err(|error| Failure::new(error.to_string()))
}
