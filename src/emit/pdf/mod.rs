//! A chart as pages: PDF, its texts as texts, its links as links.

mod excerpt;
mod pages;

use krilla::Document;
use krilla::action::LinkAction;
use krilla::annotation::{LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::Metadata;
use krilla::page::{Page as PdfPage, PageSettings};
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla_svg::{SurfaceExt as _, SvgSettings};

use super::chart::Px;
use super::chart::scene::Link;
use super::chart::sheet::Sheet;
use super::typeface::{Fonts, PictureError, Typesetter};
use crate::model::Page;
use excerpt::Elements;
use pages::{Pages, pages, points};

/// From the picture to the line below it.
const FOOT_GAP: f32 = 6.0;

/// A picture as PDF: on pages of this kind, or on one that is as large as itself.
///
/// What is higher than a page goes on on the next, cut between rows, with its axis above it. The font is part of the file, as far as it
/// is used. The same picture gives the same bytes.
///
/// # Errors
/// If the picture can't be read or written.
pub fn pdf(sheet: &Sheet, page: Option<Page>, fonts: Fonts) -> Result<Vec<u8>, PictureError> {
    let pages = pages(sheet, page);
    let elements = Elements::of(&sheet.svg);
    let mut setter = Typesetter::new(fonts);
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title(sheet.title.clone()).language("en".to_owned()));
    for (at, part) in pages.parts.iter().enumerate() {
        let settings = PageSettings::from_wh(pages.size.0, pages.size.1).ok_or_else(no_size)?;
        let mut page = document.start_page_with(settings);
        let head = pages.head.filter(|_| at > 0);
        let mut surface = page.surface();
        ground(&mut surface, sheet, pages.size);
        let mut strips: Vec<(Px, Px)> = head.into_iter().collect();
        strips.push(*part);
        let mut top = pages.corner.1;
        let mut placed = Vec::new();
        for strip in strips {
            let part = elements.excerpt(strip, &mut setter)?;
            let tree = setter.set(&part)?;
            let place = Place { strip, left: pages.corner.0, top, scale: pages.scale };
            draw(&mut surface, &tree, sheet.size.0, place);
            top += points(strip.1 - strip.0) * pages.scale;
            placed.push(place);
        }
        if pages.parts.len() > 1 && pages.corner.1 > 0.0 {
            foot(&mut surface, sheet, &pages, at, &mut setter)?;
        }
        surface.finish();
        for (link, place) in
            sheet.links.iter().flat_map(|link| placed.iter().map(move |at| (link, at)))
        {
            annotate(&mut page, link, *place);
        }
        page.finish();
    }
    document.finish().map_err(|error| PictureError::NoChart(format!("{error:?}")))
}

fn no_size() -> PictureError {
    PictureError::NoChart("it has no size".to_owned())
}

/// Where a strip of a picture stands on a page, in points.
#[derive(Clone, Copy)]
struct Place {
    strip: (Px, Px),
    left: f32,
    top: f32,
    scale: f32,
}

impl Place {
    /// From the picture to the page.
    fn transform(self) -> Transform {
        let down = self.top - points(self.strip.0) * self.scale;
        Transform::from_row(self.scale, 0.0, 0.0, self.scale, self.left, down)
    }
}

/// What a picture stands on, all over the page where it is not white as paper is.
fn ground(surface: &mut Surface<'_>, sheet: &Sheet, (width, height): (f32, f32)) {
    let [red, green, blue] = sheet.ground.parts();
    let all = Rect::from_xywh(0.0, 0.0, width, height).and_then(rectangle);
    let Some(all) = all.filter(|_| [red, green, blue] != [u8::MAX; 3]) else { return };
    let paint = rgb::Color::new(red, green, blue).into();
    surface.set_fill(Some(Fill { paint, ..Fill::default() }));
    surface.draw_path(&all);
    surface.set_fill(None);
}

/// Draws what of a picture stands there, and nothing beside it.
fn draw(surface: &mut Surface<'_>, tree: &usvg::Tree, width: Px, place: Place) {
    let (from, to) = place.strip;
    let room = Rect::from_ltrb(0.0, points(from), points(width), points(to)).and_then(rectangle);
    let size = Size::from_wh(tree.size().width(), tree.size().height());
    let (Some(room), Some(size)) = (room, size) else { return };
    surface.push_transform(&place.transform());
    surface.push_clip_path(&room, &FillRule::NonZero);
    // It has a size, all that this could fail for.
    let _ = surface.draw_svg(tree, size, SvgSettings::default());
    surface.pop();
    surface.pop();
}

fn rectangle(area: Rect) -> Option<krilla::geom::Path> {
    let mut path = PathBuilder::new();
    path.push_rect(area);
    path.finish()
}

/// The line below a page.
fn foot(
    surface: &mut Surface<'_>,
    sheet: &Sheet,
    pages: &Pages,
    at: usize,
    setter: &mut Typesetter,
) -> Result<(), PictureError> {
    let width = sheet.size.0;
    let tree = setter.set(&sheet.foot(at + 1, pages.parts.len(), width))?;
    let strip = (Px::ZERO, Px::whole(16));
    let top = pages.size.1 - pages.corner.1 + FOOT_GAP;
    draw(surface, &tree, width, Place { strip, left: pages.corner.0, top, scale: pages.scale });
    Ok(())
}

/// Makes a link of the part that leads somewhere, as far as it stands there.
fn annotate(page: &mut PdfPage<'_>, link: &Link, place: Place) {
    let (from, to) = place.strip;
    let (top, bottom) = (link.area.top.max(from), link.area.bottom.min(to));
    if top >= bottom {
        return;
    }
    let corner = |x: Px, y: Px| Point::from_xy(points(x), points(y));
    let (start, end) = (corner(link.area.left, top), corner(link.area.right, bottom));
    let area = Rect::from_ltrb(start.x, start.y, end.x, end.y);
    let Some(area) = area.and_then(|area| area.transform(place.transform())) else { return };
    let target = Target::Action(LinkAction::new(link.address.clone()).into());
    page.add_annotation(LinkAnnotation::new(area, target).into());
}
