//! What the cells of the template accept: a spreadsheet program rejects everything else, and says what to type.

use rust_xlsxwriter::{
    DataValidation, DataValidationRule, ExcelDateTime, Formula, XlsxError, column_number_to_name,
};
use slot_finder::Date;

/// How far from today a day may be: a year that was mistyped is farther.
const AROUND: i32 = 400;

/// The words for a day that the template names; `build` reads more.
const WORDS: [&str; 8] = [
    "penuh", "habis", "tutup", "libur", "belum", "full", "closed", "?",
];

/// A list that rejects other texts.
pub fn named(list: DataValidation) -> Result<DataValidation, XlsxError> {
    list.set_error_title("Pilih dari daftar")?
        .set_error_message("Pilih dari daftar. / Choose from the list.")
}

/// A day within a year or so.
pub fn date(today: Date) -> Result<DataValidation, XlsxError> {
    let day = |days| ExcelDateTime::parse_from_str(&today.plus(days).to_string());
    let days = DataValidationRule::Between(day(-AROUND)?, day(AROUND)?);
    DataValidation::new()
        .allow_date(days)
        .set_error_title("Tanggal")?
        .set_error_message("Tulis tanggal, seperti 01/12/2026. / Write a date.")
}

/// A whole number, not negative.
pub fn count() -> Result<DataValidation, XlsxError> {
    DataValidation::new()
        .allow_whole_number(DataValidationRule::Between(0, 1_000_000))
        .set_error_title("Angka")?
        .set_error_message("Tulis angka bulat. / Write a whole number.")
}

/// Places left, or a word for a day, in a column of the sheet.
pub fn open(column: u16) -> Result<DataValidation, XlsxError> {
    let cell = format!("{}2", column_number_to_name(column));
    let words = WORDS.map(|word| format!("{cell}=\"{word}\"")).join(",");
    let rule = format!("=IF(ISNUMBER({cell}),AND({cell}>=0,{cell}=INT({cell})),OR({words}))");
    DataValidation::new()
        .allow_custom(Formula::new(rule))
        .set_error_title("Sisa")?
        .set_error_message(
            "Tulis angka bulat, penuh, tutup, libur, belum, atau kosongkan. / Write a whole number, full, closed, or leave it blank.",
        )
}
