//! A picture with what has to be known of it to print it: where it leads, and where it may be cut into pages.

use super::gantt::layout::Layout;
use super::palette::{Hue, Palette, Rgb};
use super::scene::{Link, Mark, Scene};
use super::{ChartOptions, Px, draw};
use crate::text::written;

/// A picture that can be printed.
#[derive(Debug)]
pub struct Sheet {
    /// The picture.
    pub(in crate::emit) svg: String,
    /// What it is called.
    pub(in crate::emit) title: String,
    /// Its width and height.
    pub(in crate::emit) size: (Px, Px),
    /// What it stands on.
    pub(in crate::emit) ground: Rgb,
    /// Where parts of it lead.
    pub(in crate::emit) links: Vec<Link>,
    /// Its part that each page begins with, from its top to its foot: the axis.
    pub(in crate::emit) head: Option<(Px, Px)>,
    /// Where it may be cut, from the top.
    pub(in crate::emit) cuts: Vec<Cut>,
    options: ChartOptions,
}

/// A place where a picture may be cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) struct Cut {
    /// Where what is above it ends.
    pub(in crate::emit) above: Px,
    /// Where what is below it begins.
    pub(in crate::emit) below: Px,
}

/// Shapes that are higher are grounds: what stands on them may be parted.
const GROUND: Px = Px::whole(160);

impl Sheet {
    pub(super) fn new(title: &str, size: (Px, Px), options: ChartOptions) -> Self {
        let ground = Palette::of(options.theme).ink(Hue::Ground);
        Self {
            svg: String::new(),
            title: title.to_owned(),
            size,
            ground,
            links: Vec::new(),
            head: None,
            cuts: Vec::new(),
            options,
        }
    }

    /// Between its rows, but not between a row and the first of those that it holds; the axis stands on each page.
    pub(super) fn of_rows(layout: &Layout<'_>, options: ChartOptions) -> Self {
        let sheet = Self::new(&layout.header.title.text, (layout.width, layout.height), options);
        let pairs = layout.rows.iter().zip(layout.rows.iter().skip(1));
        let apart = pairs.filter(|(above, below)| above.depth >= below.depth);
        let cuts =
            apart.map(|(above, below)| Cut { above: above.y + layout.row_height, below: below.y });
        let end = Cut { above: layout.bottom, below: layout.bottom };
        Self {
            head: Some((layout.coarse_top - Px::whole(4), layout.top)),
            cuts: cuts.chain([end]).collect(),
            ..sheet
        }
    }

    /// Where there is nothing from its left to its right.
    pub(super) fn of_scene(scene: &Scene<'_>, options: ChartOptions) -> Self {
        let is_ground = |mark: &Mark<'_>| {
            let can_be = matches!(mark, Mark::Rect { .. } | Mark::Path { .. });
            can_be && mark.area().height() > GROUND
        };
        let marks = scene.marks.iter().filter(|mark| !is_ground(mark));
        let mut areas: Vec<_> = marks.map(|mark| (mark.area().top, mark.area().bottom)).collect();
        areas.sort_unstable();
        let mut cuts = Vec::new();
        let mut end = Px::ZERO;
        for (top, bottom) in areas {
            if top > end && end > Px::ZERO {
                cuts.push(Cut { above: end, below: top });
            }
            end = end.max(bottom);
        }
        Self { cuts, ..Self::new(&scene.title, scene.size, options) }
    }

    /// The same with the picture that `draw` writes, and where it leads.
    pub(super) fn drawn(
        mut self,
        draw: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<Vec<Link>>,
    ) -> Self {
        let mut links = Vec::new();
        self.svg = written(|out| {
            links = draw(out)?;
            Ok(())
        });
        Self { links, ..self }
    }

    /// The line below a page, so wide: its title, and which page of how many it is.
    pub(in crate::emit) fn foot(&self, page: usize, count: usize, width: Px) -> String {
        draw::foot(&self.title, &format!("{page} / {count}"), width, self.options)
    }
}
