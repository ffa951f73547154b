//! The looks that follow from what is in a row: bars of a timeline, how things stand, who has too much to do. They are rules of the
//! workbook, so that they follow when somebody changes a date.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{
    ConditionalFormat, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatFormula,
    Format, FormatBorder, Worksheet, XlsxError,
};

use super::super::table::{Kind, Sheet, Title, Unit};
use super::looks::ink;
use super::serial;
use crate::model::Health;
use crate::time::Date;

/// The cells of some columns, from the first row below the header to the last.
#[derive(Clone, Copy)]
struct Area {
    top: u32,
    bottom: u32,
    left: u16,
    right: u16,
}

/// Writes all rules of a sheet.
pub(super) fn write(
    page: &mut Worksheet,
    sheet: &Sheet,
    today: Option<Date>,
    header: u32,
) -> Result<(), XlsxError> {
    let rows = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX).min(1_048_560);
    if rows == 0 {
        return Ok(());
    }
    let area = |kind: Kind| {
        let left = sheet.columns.iter().position(|column| column.kind == kind)?;
        let right = sheet.columns.iter().rposition(|column| column.kind == kind)?;
        let (left, right) = (u16::try_from(left).ok()?, u16::try_from(right).ok()?);
        Some(Area { top: header + 1, bottom: header + rows, left, right })
    };
    if let Some(area) = area(Kind::Health) {
        health(page, area)?;
    }
    if let Some(area) = area(Kind::Done) {
        done(page, area)?;
    }
    if let Some(area) = area(Kind::Load) {
        load(page, area)?;
    }
    if let Some(area) = area(Kind::Bar) {
        timeline(page, sheet, today, area)?;
    }
    Ok(())
}

fn add(
    page: &mut Worksheet,
    area: Area,
    rule: &(impl ConditionalFormat + Send + Sync),
) -> Result<(), XlsxError> {
    page.add_conditional_format(area.top, area.left, area.bottom, area.right, rule)?;
    Ok(())
}

/// How something stands, in the ink that says so.
fn health(page: &mut Worksheet, area: Area) -> Result<(), XlsxError> {
    const INKS: [(Health, u32); 5] = [
        (Health::OffTrack, 0xa5_0f_2d),
        (Health::AtRisk, 0x97_65_00),
        (Health::OnTrack, 0x0d_84_67),
        (Health::Unknown, 0x52_5d_6f),
        (Health::Done, 0x8a_93_a3),
    ];
    for (health, color) in INKS {
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(health.label().to_owned()))
            .set_format(Format::new().set_font_color(ink(color)));
        add(page, area, &rule)?;
    }
    Ok(())
}

/// The more is done, the deeper.
fn done(page: &mut Worksheet, area: Area) -> Result<(), XlsxError> {
    const STEPS: [(f64, u32, u32); 3] = [
        (0.999, 0xb9_d2_ee, ink::TEXT),
        (0.5, 0xd2_e2_f5, ink::TEXT),
        (0.0, 0xe8_f0_fa, ink::TEXT),
    ];
    steps(page, area, STEPS)
}

/// Who is asked for more than there is of them, for nearly all, or for some.
fn load(page: &mut Worksheet, area: Area) -> Result<(), XlsxError> {
    const STEPS: [(f64, u32, u32); 3] = [
        (1.0, 0xf3_b6_bf, 0x7d_0a_22),
        (0.8, 0xf8_d9_8f, 0x5f_40_00),
        (0.0, 0xd2_e2_f5, ink::TEXT),
    ];
    steps(page, area, STEPS)
}

/// Grounds and inks of what is above each of some numbers, the largest first.
fn steps(page: &mut Worksheet, area: Area, steps: [(f64, u32, u32); 3]) -> Result<(), XlsxError> {
    for (above, ground, color) in steps {
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::GreaterThan(above))
            .set_format(Format::new().set_background_color(ink(ground)).set_font_color(ink(color)))
            .set_stop_if_true(true);
        add(page, area, &rule)?;
    }
    Ok(())
}

/// A bar from start to end, the part that is done darker; points, deadlines, today.
fn timeline(
    page: &mut Worksheet,
    sheet: &Sheet,
    today: Option<Date>,
    area: Area,
) -> Result<(), XlsxError> {
    let row = area.top + 1;
    let cell = |words: &str| {
        let at = u16::try_from(sheet.column(words)?).ok()?;
        Some(format!("${}{row}", column_number_to_name(at)))
    };
    let unit = sheet.columns.iter().find_map(|column| match column.title {
        Title::Period(_, unit) => Some(unit),
        Title::Words(_) => None,
    });
    let (Some(start), Some(end), Some(done), Some(kind), Some(health), Some(unit)) =
        (cell("Start"), cell("End"), cell("% done"), cell("Kind"), cell("Health"), unit)
    else {
        return Ok(());
    };
    let from = format!("{}${}", column_number_to_name(area.left), area.top);
    let to = match unit {
        Unit::Week => format!("({from}+7)"),
        Unit::Months(months) => format!("EDATE({from},{months})"),
    };
    let is_dated = format!("{start}<>\"\"");
    let holds = |day: &str| format!("{from}<={day},{day}<{to}");
    let in_bar = format!("{is_dated},{from}<=INT({end}),{to}>{start}");
    let is_point = format!("OR({kind}=\"Milestone\",{kind}=\"Release\")");
    let is_late = format!("{health}=\"{}\"", Health::OffTrack.label());
    let point = format!("{is_point},{is_dated},{}", holds(&format!("INT({end})")));
    let is_done = format!(
        "{in_bar},MAX({from},INT({start}))<INT({start})+(INT({end})-INT({start})+1)*{done}"
    );
    let is_stream = format!("{kind}=\"Stream\"");
    let mut rules = vec![
        (format!("AND({point},{is_late})"), fill(0xa5_0f_2d)),
        (format!("AND({point})"), fill(0x1c_23_30)),
        (format!("AND({is_done},{is_stream})"), fill(0x52_5d_6f)),
        (format!("AND({in_bar},{is_stream})"), fill(0xa9_b2_c0)),
        (format!("AND({is_done})"), fill(0x2f_6c_b3)),
        (format!("AND({in_bar},{is_late})"), fill(0xe0_8a_98)),
        (format!("AND({in_bar})"), fill(0x9c_bf_e6)),
    ];
    if let Some(deadline) = cell("Deadline") {
        let due = format!("AND(ISNUMBER({deadline}),{})", holds(&format!("INT({deadline})")));
        let edge = lined().set_border_right(FormatBorder::Thin);
        rules.push((due, edge.set_border_right_color(ink(0xa5_0f_2d))));
    }
    if let Some(today) = today.and_then(serial) {
        rules.push((format!("AND({})", holds(&today.to_string())), fill(0xe3_ec_fd)));
    }
    rules.push((is_stream, fill(ink::BAND)));
    rules.push(("TRUE".to_owned(), lined()));
    for (rule, format) in rules {
        let rule = ConditionalFormatFormula::new()
            .set_rule(&*format!("={rule}"))
            .set_format(format)
            .set_stop_if_true(true);
        add(page, area, &rule)?;
    }
    Ok(())
}

/// The ground of a row, with the line below it.
fn lined() -> Format {
    Format::new().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(ink(ink::LINE))
}

/// A bar, set off from those above and below it.
fn fill(color: u32) -> Format {
    let edge = Format::new().set_border_bottom(FormatBorder::Thin);
    edge.set_border_bottom_color(ink(ink::WHITE)).set_background_color(ink(color))
}
