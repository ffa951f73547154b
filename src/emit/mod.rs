//! From a [`Plan`](crate::plan::Plan) to text: one file or folder a format.

mod bars;
#[cfg(feature = "interchange")]
mod calendar;
pub mod chart;
#[cfg(feature = "interchange")]
mod exchange;
#[cfg(feature = "interchange")]
mod hours;
#[cfg(feature = "html")]
mod html;
mod json;
mod markdown;
mod mermaid;
#[cfg(feature = "interchange")]
mod mspdi;
#[cfg(feature = "interchange")]
mod notes;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "interchange")]
mod plantuml;
#[cfg(feature = "png")]
mod raster;
#[cfg(feature = "interchange")]
mod sheet;
#[cfg(feature = "interchange")]
mod taskjuggler;
pub mod terminal;
#[cfg(any(feature = "png", feature = "pdf"))]
mod typeface;
#[cfg(feature = "interchange")]
mod unsaid;
pub mod why;

pub use chart::{
    Brand, ChartOptions, Family, Marks, Theme, curve_svg, mark_of, simulation_svg, svg, view_svg,
    write_svg, write_view,
};
#[cfg(feature = "pdf")]
pub use chart::{Sheet, curve_sheet, simulation_sheet, view_sheet};
#[cfg(feature = "interchange")]
pub use exchange::Exchange;
#[cfg(feature = "html")]
pub use html::{
    PreviewEntry, html, page_views, preview, preview_index, preview_of_nothing, write_html,
};
pub use json::{json, json_schema, simulation_json, simulation_json_schema, write_json};
pub(crate) use markdown::escaped;
pub use markdown::{markdown, simulation_markdown, view_markdown};
pub use mermaid::mermaid;
#[cfg(feature = "interchange")]
pub use mermaid::mermaid_losses;
#[cfg(feature = "pdf")]
pub use pdf::pdf;
#[cfg(feature = "interchange")]
pub use plantuml::plantuml;
#[cfg(feature = "png")]
pub use raster::png;
#[cfg(feature = "interchange")]
pub use sheet::Flavour;
#[cfg(any(feature = "png", feature = "pdf"))]
pub use typeface::{Fonts, PictureError, is_installed};
