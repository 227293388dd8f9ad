//! Writes the template as an Excel workbook: headings in two languages, drop-down lists, and instructions first.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Workbook,
    Worksheet, XlsxError,
};

use super::{Grid, Record, Template, grid, valid};
use slot_finder::Date;

/// Lists and formats extend to this row.
const LAST: u32 = 2_000;

/// The bytes of the workbook.
pub fn make(template: &Template) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // `build` takes the age of the numbers from this date. Excel writes its own when the workbook is saved.
    let made = ExcelDateTime::from_timestamp(template.now / 1_000)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    instructions(book.add_worksheet().set_name("Petunjuk")?, template)?;
    quota(book.add_worksheet().set_name("Kuota")?, template)?;
    let sheet = book.add_worksheet().set_name("Kantor")?;
    fill(sheet, &template.offices())?;
    let zones = DataValidation::new().allow_list_strings(&["WIB", "WITA", "WIT"])?;
    list(sheet, &template.offices(), "Zona waktu", &zones)?;
    let sheet = book.add_worksheet().set_name("Layanan")?;
    let services = grid(&template.words.services, &template.texts.services);
    fill(sheet, &services)?;
    list(sheet, &services, "Utama", &yes()?)?;
    about(book.add_worksheet().set_name("Penerbit")?, template)?;
    let closed = template.holidays.iter().map(|holiday| {
        let fields = [
            ("from", &holiday.date),
            ("to", &holiday.date),
            ("reason", &holiday.id),
            ("reason@en", &holiday.en),
        ];
        fields
            .into_iter()
            .map(|(path, text)| (path.to_owned(), text.clone()))
            .collect()
    });
    let closed: Vec<Record> = closed.collect();
    let sheet = book.add_worksheet().set_name("Libur")?;
    let closed = grid(&template.words.closed, &closed);
    fill(sheet, &closed)?;
    for heading in ["Dari", "Sampai"] {
        list(sheet, &closed, heading, &valid::date(template.today)?)?;
    }
    book.save_to_buffer()
}

fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00DC_E9F5))
}

fn yes() -> Result<DataValidation, XlsxError> {
    DataValidation::new().allow_list_strings(&["ya", "tidak"])
}

fn instructions(sheet: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    let (title, text) = (
        Format::new().set_bold().set_font_size(14).set_text_wrap(),
        Format::new().set_text_wrap().set_align(FormatAlign::Top),
    );
    let english = Format::new()
        .set_text_wrap()
        .set_italic()
        .set_align(FormatAlign::Top)
        .set_font_color(Color::RGB(0x0055_5555));
    sheet.set_column_width(0, 110)?;
    let mut row = 0;
    for (index, line) in template.texts.instructions.iter().enumerate() {
        let [indonesian, below] = line;
        let format = if index == 0 { &title } else { &text };
        sheet.write_string_with_format(row, 0, indonesian, format)?;
        sheet.write_string_with_format(row + 1, 0, below, &english)?;
        row += 3;
    }
    Ok(())
}

fn quota(sheet: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    let grid = &template.quota;
    fill(sheet, grid)?;
    let names = |sheet: &str, column: char| {
        let range = format!("={sheet}!${column}$2:${column}${LAST}");
        DataValidation::new().allow_list_formula(Formula::new(range))
    };
    // Names are in the second columns there.
    for (heading, names) in [
        ("Kantor", names("Kantor", 'B')),
        ("Layanan", names("Layanan", 'B')),
    ] {
        list(sheet, grid, heading, &valid::named(names)?)?;
    }
    let channels = ["aplikasi", "web", "telepon", "datang langsung"];
    let channels = DataValidation::new().allow_list_strings(&channels)?;
    list(sheet, grid, "Saluran", &valid::named(channels)?)?;
    list(sheet, grid, "Tanggal", &valid::date(template.today)?)?;
    list(sheet, grid, "Kuota", &valid::count()?)?;
    for (column, heading) in (0..).zip(grid.headings.iter().map(|[id, _]| id)) {
        if heading == "Sisa" || Date::parse(heading).is_some() {
            list(sheet, grid, heading, &valid::open(column)?)?;
        }
    }
    Ok(())
}

/// Adds a drop-down list to the cells under a heading.
fn list(
    sheet: &mut Worksheet,
    grid: &Grid,
    heading: &str,
    list: &DataValidation,
) -> Result<(), XlsxError> {
    let column = grid.headings.iter().position(|[id, _]| id == heading);
    if let Some(column) = column.and_then(|column| u16::try_from(column).ok()) {
        sheet.add_data_validation(1, column, LAST - 1, column, list)?;
    }
    Ok(())
}

/// Writes headings and rows; dates as dates, numbers as numbers.
fn fill(sheet: &mut Worksheet, grid: &Grid) -> Result<(), XlsxError> {
    let date = Format::new().set_num_format("dd/mm/yyyy");
    for (column, [indonesian, english]) in (0..).zip(&grid.headings) {
        let mut width = 14;
        if Date::parse(indonesian).is_some() {
            let day = ExcelDateTime::parse_from_str(indonesian)?;
            let format = heading().set_num_format("dd/mm/yyyy");
            sheet.write_datetime_with_format(0, column, &day, &format)?;
        } else {
            let both = if indonesian == english {
                indonesian.clone()
            } else {
                format!("{indonesian}\n{english}")
            };
            sheet.write_string_with_format(0, column, both, &heading())?;
        }
        if matches!(indonesian.as_str(), "Tanggal" | "Dari" | "Sampai") {
            sheet.set_column_format(column, &date)?;
        }
        if [
            "Nama",
            "Alamat",
            "Penjelasan",
            "Yang",
            "Kantor",
            "Alasan",
            "Layanan",
        ]
        .iter()
        .any(|long| indonesian.starts_with(long))
        {
            width = 28;
        }
        sheet.set_column_width(column, width)?;
    }
    sheet.set_row_height(0, 32)?;
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in (1..).zip(&grid.rows) {
        for (column, cell) in (0..).zip(cells) {
            write(sheet, row, column, cell, &date)?;
        }
    }
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &str,
    date: &Format,
) -> Result<(), XlsxError> {
    if cell.is_empty() {
        return Ok(());
    }
    if Date::parse(cell).is_some() {
        sheet.write_datetime_with_format(
            row,
            column,
            &ExcelDateTime::parse_from_str(cell)?,
            date,
        )?;
    } else if cell.starts_with('+') {
        sheet.write_string(row, column, cell)?;
    } else if let Ok(number) = cell.parse::<f64>() {
        sheet.write_number(row, column, number)?;
    } else {
        sheet.write_string(row, column, cell)?;
    }
    Ok(())
}

/// The publisher's sheet: label, value, and explanation.
fn about(sheet: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    let (label, text) = (
        heading(),
        Format::new().set_text_wrap().set_align(FormatAlign::Top),
    );
    let hint = text.clone().set_font_color(Color::RGB(0x0055_5555));
    for (column, width) in [(0, 36), (1, 60), (2, 60)] {
        sheet.set_column_width(column, width)?;
    }
    for (row, [path, value, indonesian, english]) in (0..).zip(&template.texts.about) {
        let fields = &template.words.about;
        let Some(field) = fields.iter().find(|field| field.path == *path) else {
            continue;
        };
        sheet.write_string_with_format(row, 0, format!("{}\n{}", field.id, field.en), &label)?;
        if let Ok(number) = value.parse::<f64>() {
            sheet.write_number_with_format(row, 1, number, &text)?;
        } else if !value.is_empty() {
            // As text: a hyperlink in Excel is limited to 255 characters.
            sheet.write_string_with_format(row, 1, value, &text)?;
        }
        let both = [indonesian.as_str(), english];
        let both: Vec<&str> = both.into_iter().filter(|text| !text.is_empty()).collect();
        sheet.write_string_with_format(row, 2, both.join("\n"), &hint)?;
        if ["sample", "publisher.official", "services_overlap"].contains(&path.as_str()) {
            sheet.add_data_validation(row, 1, row, 1, &yes()?)?;
        }
    }
    Ok(())
}
