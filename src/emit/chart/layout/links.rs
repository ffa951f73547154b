//! Links: the first is that of a name, further ones are numbers behind it.

use super::super::Px;
use super::super::label::{Align, Ink, Label, Style};
use super::super::rows::{Row, links};
use crate::model::{Extras, Model};

/// So many numbers of one row; the tooltip lists all links.
const MOST: usize = 8;
/// From a name to its first number, and from number to number.
const GAP: Px = Px::whole(6);

/// A link of a row that is not its first.
#[derive(Debug)]
pub struct MoreLink<'m> {
    /// Of which row.
    pub row: usize,
    /// Its number among the links of its item.
    pub number: Label<'m>,
    /// Where it leads.
    pub address: &'m str,
}

fn numbered<'m>(extras: &Extras) -> impl Iterator<Item = (Label<'m>, &str)> {
    let numbers = (2_usize..).zip(links(extras).skip(1)).take(MOST);
    numbers.map(|(at, address)| (Label::new(at.to_string(), Style::Small, Ink::Muted), address))
}

/// How wide the numbers of something are.
pub(in crate::emit::chart) fn links_width(extras: &Extras) -> Px {
    numbered(extras).map(|(number, _)| GAP + number.width).sum()
}

/// The further links of all rows.
pub(super) fn more<'m>(model: &'m Model, rows: &[Row<'m>]) -> Vec<MoreLink<'m>> {
    let mut all = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let (mut x, middle) = (row.title.right(), row.title.baseline - row.title.style.drop());
        for (number, address) in numbered(model.item(row.item).extras()) {
            let drop = number.style.drop();
            let number = number.at(x + GAP, Align::Start, middle + drop);
            x = number.right();
            all.push(MoreLink { row: at, number, address });
        }
    }
    all
}
