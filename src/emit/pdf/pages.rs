//! Which part of a picture stands on which page: pure geometry.

use super::super::chart::Px;
use super::super::chart::sheet::{Cut, Sheet};
use crate::model::Page;

/// Points of a page for a pixel: 96 pixels and 72 points are an inch.
const POINTS: f32 = 0.75;
/// What printers leave white.
const MARGIN: f32 = 28.0;
/// A page is no higher: readers refuse what is beyond 200 inches.
const HIGHEST: f32 = 14_000.0;
/// What is so many hundredths as high as a page is made smaller rather than cut.
const NEARLY: i64 = 125;

/// From where to where of a picture, downwards.
pub(super) type Strip = (Px, Px);

/// A page, in points, and how pictures stand on it.
#[derive(Debug, PartialEq)]
pub(super) struct Pages {
    /// Its width and height.
    pub(super) size: (f32, f32),
    /// Points for a pixel of the picture.
    pub(super) scale: f32,
    /// Where the picture begins, from the left and from the top.
    pub(super) corner: (f32, f32),
    /// Of each page, from where to where of the picture it shows.
    pub(super) parts: Vec<Strip>,
    /// What all but the first begin with.
    pub(super) head: Option<Strip>,
}

/// Width and height of a page that lies.
const fn paper(page: Page) -> (f32, f32) {
    match page {
        Page::A4 => (841.89, 595.276),
        Page::A3 => (1190.551, 841.89),
        Page::Letter => (792.0, 612.0),
        Page::Slide => (960.0, 540.0),
    }
}

/// A picture on pages; without a kind of page on one that is as large as itself.
pub(super) fn pages(sheet: &Sheet, page: Option<Page>) -> Pages {
    let (width, height) = (points(sheet.size.0), points(sheet.size.1));
    let Some(page) = page else {
        let size = (width * POINTS, (height * POINTS).min(HIGHEST));
        let (head, parts) = parts(sheet, pixels(size.1 / POINTS));
        return Pages { size, scale: POINTS, corner: (0.0, 0.0), parts, head };
    };
    let size = paper(page);
    // What is one slide is shown whole: a picture has room round it.
    let margin = if page == Page::Slide { 0.0 } else { MARGIN };
    let room = (size.0 - 2.0 * margin, size.1 - 2.0 * margin);
    let fitting = room.0 / width;
    if sheet.size.1.times(100) <= pixels(room.1 / fitting).times(NEARLY) {
        let scale = fitting.min(room.1 / height);
        // In the middle, where it is made smaller for its height.
        let corner = (margin + (room.0 - width * scale) / 2.0, margin);
        return Pages { size, scale, corner, parts: vec![(Px::ZERO, sheet.size.1)], head: None };
    }
    let scale = (size.0 - 2.0 * MARGIN) / width;
    let (head, parts) = parts(sheet, pixels((size.1 - 2.0 * MARGIN) / scale));
    Pages { size, scale, corner: (MARGIN, MARGIN), parts, head }
}

/// A picture in parts of at most this height, and what stands above all but the first.
fn parts(sheet: &Sheet, room: Px) -> (Option<Strip>, Vec<Strip>) {
    // A head that takes half of the page leaves too little of it.
    let head = sheet.head.filter(|(top, foot)| (*foot - *top).times(2) < room);
    let taken = head.map_or(Px::ZERO, |(top, foot)| foot - top);
    let cut = |room: Px| cut(sheet.size.1, &sheet.cuts, room, taken);
    let mut best = cut(room);
    // As many pages, and on the last not much less than on the others.
    let (mut low, mut high) = (room.half(), room);
    while high - low > Px::whole(4) {
        let middle = low + (high - low).half();
        let parts = cut(middle);
        if parts.len() > best.len() {
            low = middle;
        } else {
            (high, best) = (middle, parts);
        }
    }
    (head, best)
}

/// Cuts a height: as far down as each page has room.
fn cut(height: Px, cuts: &[Cut], room: Px, head: Px) -> Vec<Strip> {
    let mut parts = Vec::new();
    let mut from = Px::ZERO;
    loop {
        let room = if parts.is_empty() { room } else { room - head };
        let most = from + room.max(Px::whole(1));
        if height <= most {
            parts.push((from, height));
            return parts;
        }
        let end = cuts.partition_point(|cut| cut.above <= most);
        let last = cuts.get(..end).and_then(<[_]>::last).filter(|cut| cut.above > from);
        let cut = last.copied().unwrap_or(Cut { above: most, below: most });
        parts.push((from, cut.above));
        from = cut.below.max(cut.above);
    }
}

/// A length as a number.
#[allow(clippy::cast_precision_loss, reason = "pictures are less than a million pixels high")]
pub(super) fn points(length: Px) -> f32 {
    length.0 as f32 / 10.0
}

/// A number of pixels as a length, rounded down.
#[allow(clippy::cast_possible_truncation, reason = "it saturates")]
fn pixels(length: f32) -> Px {
    Px((length * 10.0) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: i64 = 28;

    fn rows(count: i64) -> Vec<Cut> {
        (1..count).map(|at| Px::whole(100 + ROW * at)).map(|y| Cut { above: y, below: y }).collect()
    }

    #[test]
    fn pages_are_cut_between_rows_and_nothing_is_lost() {
        for count in [10, 57, 300, 4_000] {
            let (cuts, height) = (rows(count), Px::whole(100 + ROW * count));
            let parts = cut(height, &cuts, Px::whole(600), Px::whole(60));
            assert_eq!(parts.first().unwrap().0, Px::ZERO);
            assert_eq!(parts.last().unwrap().1, height);
            for pair in parts.windows(2) {
                assert_eq!(pair[0].1, pair[1].0);
                assert!(cuts.iter().any(|cut| cut.above == pair[0].1), "{pair:?}");
            }
            for (at, (from, to)) in parts.iter().enumerate() {
                let head = if at == 0 { 0 } else { 60 };
                assert!(*to - *from + Px::whole(head) <= Px::whole(600), "{from:?} to {to:?}");
            }
        }
    }

    #[test]
    fn what_can_be_cut_nowhere_is_cut_where_the_page_ends() {
        let parts = cut(Px::whole(1_000), &[], Px::whole(400), Px::whole(100));
        let expected = [(0, 400), (400, 700), (700, 1_000)];
        assert_eq!(parts, expected.map(|(from, to)| (Px::whole(from), Px::whole(to))));
    }

    #[test]
    fn what_stands_between_two_rows_is_on_no_page() {
        let gap = Cut { above: Px::whole(380), below: Px::whole(420) };
        let parts = cut(Px::whole(800), &[gap], Px::whole(400), Px::ZERO);
        assert_eq!(parts, [(Px::ZERO, gap.above), (gap.below, Px::whole(800))]);
    }
}
