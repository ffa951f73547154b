//! A chart as pixels: PNG.

use resvg::render;
use resvg::tiny_skia::{Pixmap, Transform};

use super::typeface::{Fonts, PictureError, Typesetter};

/// The most pixels of a picture: it takes four bytes a pixel while it is drawn.
const MOST_PIXELS: u64 = 150_000_000;

/// A chart in SVG as PNG, `scale` pixels wide and high for each of its own.
///
/// It is drawn as it is without its style sheet: light, unless it was made dark.
///
/// ```
/// # use milepost::{Options, Source, compile, emit};
/// # let source = Source::new("plan.roadmap", "roadmap \"Plan\" from 2026-03-02\ntask first 5d\n");
/// # let compiled = compile(source, &Options::new());
/// # let plan = compiled.plan().unwrap();
/// let svg = emit::svg(&plan, &emit::ChartOptions::default());
/// let png = emit::png(&svg, 2.0, emit::Fonts::Embedded)?;
/// # Ok::<(), emit::PictureError>(())
/// ```
///
/// # Errors
/// If it would have more than 150 million pixels, or `svg` is no chart.
pub fn png(svg: &str, scale: f32, fonts: Fonts) -> Result<Vec<u8>, PictureError> {
    let tree = Typesetter::new(fonts).set(svg)?;
    let size = tree.size();
    let [width, height] =
        [size.width(), size.height()].map(|length| pixels(f64::from(length) * f64::from(scale)));
    let fits = width.checked_mul(height).is_some_and(|all| all <= MOST_PIXELS);
    let sides = u32::try_from(width).ok().zip(u32::try_from(height).ok()).filter(|_| fits);
    let picture = sides.and_then(|(width, height)| Pixmap::new(width, height));
    let mut picture = picture.ok_or(PictureError::TooLarge { width, height })?;
    render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    picture.encode_png().map_err(|error| PictureError::NoChart(error.to_string()))
}

/// So many whole pixels, one at least.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates")]
fn pixels(length: f64) -> u64 {
    length.ceil().max(1.0) as u64
}
