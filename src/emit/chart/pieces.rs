//! What pictures have in common, as marks: the heading, the sign of a health.

use super::Px;
use super::colours::{Paint, hue_of};
use super::header::Header;
use super::label::{Label, Style};
use super::look::{self, Look};
use super::page::Entry;
use super::palette::Hue;
use super::scene::{Area, Card, Mark, Point};
use crate::model::Health;
use crate::text::with_isolated_stretches;

/// Half a sign among words of the usual size.
pub const SIGN_RADIUS: Px = Px::whole(5);

/// The sign of a health: each has its own shape, so that none is told by its colour alone.
pub fn sign_of(health: Health, (x, y): Point, radius: Px) -> String {
    let (r, whole) = (radius, radius.times(2));
    match health {
        Health::Done | Health::OnTrack => {
            format!("M{} {y}a{r} {r} 0 1 0 {whole} 0a{r} {r} 0 1 0-{whole} 0z", x - r)
        }
        // An open ring: the inner circle turns the other way.
        Health::Unknown => {
            let (i, inner) = (part(r, 60), part(r, 120));
            let ring = format!("M{} {y}a{r} {r} 0 1 0 {whole} 0a{r} {r} 0 1 0-{whole} 0z", x - r);
            ring + &format!("M{} {y}a{i} {i} 0 1 1 {inner} 0a{i} {i} 0 1 1-{inner} 0z", x - i)
        }
        Health::AtRisk => {
            let half = part(r, 116);
            format!("M{x} {}l{half} {whole}h-{}z", y - half, half.times(2))
        }
        Health::OffTrack => {
            let (half, side) = (part(r, 90), part(r, 180));
            format!("M{} {}h{side}v{side}h-{side}z", x - half, y - half)
        }
    }
}

/// The tick on the sign of what is done.
pub fn tick_of((x, y): Point, radius: Px) -> String {
    let (step, wide) = (part(radius, 40), part(radius, 80));
    format!("M{} {y}l{step} {step} {wide}-{wide}", x - part(radius, 60))
}

const fn part(of: Px, hundredths: i64) -> Px {
    Px(of.0 * hundredths / 100)
}

/// The ground of words about a health.
pub const fn ground_of(health: Health) -> Hue {
    match health {
        Health::Done | Health::Unknown => Hue::OverGround,
        Health::OnTrack => Hue::GoodGround,
        Health::AtRisk => Hue::WarningGround,
        Health::OffTrack => Hue::LateGround,
    }
}

/// The sign of a health in its place.
pub fn health_sign<'m>(health: Health, centre: Point, radius: Px) -> Vec<Mark<'m>> {
    let high = radius.times(2) - part(radius, 84);
    let (x, y) = centre;
    let area = Area {
        left: x - part(radius, 116),
        top: y - part(radius, 116),
        right: x + part(radius, 116),
        bottom: y + high,
    };
    let data = sign_of(health, centre, radius);
    let mut marks = vec![Mark::Path { look: look::area(hue_of(health)), data, area }];
    if health == Health::Done {
        marks.push(Mark::Path { look: look::TICK, data: tick_of(centre, radius), area });
    }
    marks
}

/// The heading of a picture.
pub fn heading<'m>(header: Header<'m>, link: Option<&'m str>) -> Vec<Mark<'m>> {
    let title = header.title;
    let title = Card {
        item: None,
        tooltip: String::new(),
        link,
        area: title.area(),
        marks: vec![Mark::Text(title)],
    };
    let mut marks = vec![Mark::Card(Box::new(title))];
    marks.extend(header.subtitle.into_iter().map(Mark::Text));
    let Some(pill) = header.pill else { return marks };
    let area = Area::new(pill.x, pill.y, pill.width, pill.height);
    let look = look::area(ground_of(pill.health));
    marks.push(Mark::Rect { look, area, radius: Px::whole(8) });
    let size = pill.labels.first().map_or(Style::Strong.size(), |label| label.style.size());
    marks.extend(health_sign(pill.health, pill.sign, part(size, 40)));
    // The reason names items: words of ours, in which some may be written from right to left.
    let said = |label: Label<'m>| {
        let text = with_isolated_stretches(&label.text).into_owned().into();
        Mark::Text(Label { text, ..label })
    };
    marks.extend(pill.labels.into_iter().map(said));
    marks
}

/// A colour of the legend.
pub fn swatch<'m>(paint: Paint, words: String) -> Entry<'m> {
    let look = Look { fill: Some(paint.tint()), stroke: Some(paint.edge()), line: "" };
    Entry::new(Px::whole(20), words, move |x, middle| {
        let area = Area::new(x, middle - Px::whole(6), Px::whole(20), Px::whole(12));
        vec![Mark::Rect { look, area: area.inset(Px(5)), radius: Px::whole(3) }]
    })
}
