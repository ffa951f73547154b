//! Inks and formats of cells.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::super::table::{Kind, Look};

/// The inks of a workbook: those of charts, on white.
pub(super) mod ink {
    pub(in crate::emit::sheet) const TEXT: u32 = 0x1c_23_30;
    pub(in crate::emit::sheet) const MUTED: u32 = 0x52_5d_6f;
    pub(in crate::emit::sheet) const FAINT: u32 = 0x8a_93_a3;
    pub(in crate::emit::sheet) const HEAD: u32 = 0x3f_4a_5c;
    pub(in crate::emit::sheet) const LINE: u32 = 0xe2_e6_ed;
    pub(in crate::emit::sheet) const BAND: u32 = 0xee_f1_f6;
    pub(in crate::emit::sheet) const TODAY: u32 = 0x25_63_eb;
    pub(in crate::emit::sheet) const LINK: u32 = 0x2f_6c_b3;
    pub(in crate::emit::sheet) const WHITE: u32 = 0xff_ff_ff;
}

/// An ink of a sheet.
pub(super) const fn ink(code: u32) -> Color {
    Color::RGB(code)
}

/// Words on white.
pub(super) fn plain() -> Format {
    Format::new().set_font_name("Arial").set_font_size(10).set_font_color(ink(ink::TEXT))
}

/// What stands above a column, on this ground.
pub(super) fn title_of(ground: u32) -> Format {
    let format = plain().set_bold().set_font_color(ink(ink::WHITE));
    format.set_background_color(ink(ground)).set_align(FormatAlign::VerticalCenter)
}

/// How a cell looks: by what is in it, whether that has a part of a whole, how its row looks and how deep it stands.
pub(super) fn format_of(
    (kind, has_cents, look, indent): (Kind, bool, Look, u8),
    currency: &str,
) -> Format {
    let before = if currency.is_empty() { String::new() } else { format!("\"{currency}\" ") };
    let format = plain()
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(ink(ink::LINE))
        .set_indent(indent);
    // The hour of a date is there, but not shown: the day is what people look for.
    let format = match kind {
        Kind::Date => format.set_num_format("d mmm yyyy").set_align(FormatAlign::Left),
        Kind::Share | Kind::Done => format.set_num_format("0%").set_align(FormatAlign::Center),
        Kind::Load => format.set_num_format("0%").set_align(FormatAlign::Center).set_font_size(8),
        Kind::Days => format.set_num_format("General\" d\"").set_align(FormatAlign::Center),
        Kind::Number => format.set_align(FormatAlign::Center),
        Kind::Money if has_cents => {
            format.set_num_format(before + "#,##0.00").set_align(FormatAlign::Right)
        }
        Kind::Money => format.set_num_format(before + "#,##0").set_align(FormatAlign::Right),
        Kind::Index => format.set_font_color(ink(ink::FAINT)).set_align(FormatAlign::Center),
        _ => format,
    };
    match look {
        Look::Plain => format,
        Look::Whole => format.set_bold(),
        Look::Part => format.set_bold().set_background_color(ink(ink::BAND)),
        Look::Done => format.set_font_color(ink(ink::MUTED)),
        Look::Dropped => format.set_font_color(ink(ink::FAINT)).set_font_strikethrough(),
    }
}
