//! Interprets a cell as a date, a time, places left ... or reports the problem. Never guesses.

use slot_finder::Date;

use super::cell::{Cell, clock};
use super::complaint::{Wrong, cut};
use super::vocabulary::{Vocabulary, fold, meaning, nearest};

/// The value of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    /// As in the feed: places left, 0 full, -1 no service, `None` not known.
    Day(Option<i32>),
    /// The released days end before this one.
    Ends,
}

/// The most places in a cell of the format.
const MAX_OPEN: u32 = 1_000_000;

/// A problem with a cell: a message with the text of the cell, and its other values.
pub fn wrong<T>(
    key: &'static str,
    cell: &Cell,
    values: &[(&'static str, &str)],
) -> Result<T, Wrong> {
    let mut all = vec![("text", cell.shown())];
    all.extend(
        values
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    match cell {
        Cell::Broken(key, text) => Err((key, vec![("text", text.clone())])),
        _ => Err((key, all)),
    }
}

/// Places left, or one of the words for a day.
pub fn open(cell: &Cell, words: &Vocabulary) -> Result<Open, Wrong> {
    match cell {
        Cell::Blank => return Ok(Open::Day(None)),
        Cell::Text(text) => {
            match meaning(&words.open, text) {
                Some("full") => return Ok(Open::Day(Some(0))),
                Some("none") => return Ok(Open::Day(Some(-1))),
                Some("unknown") => return Ok(Open::Day(None)),
                Some("ends") => return Ok(Open::Ends),
                _ => {}
            }
            let number = text.split_whitespace().next().unwrap_or_default();
            let is_one = text
                .chars()
                .all(|c| c.is_ascii_digit() || c.is_whitespace());
            if number.len() < text.len()
                && number.bytes().all(|b| b.is_ascii_digit())
                && !text.contains(is_share)
                // `1 000` is not 1.
                && !is_one
            {
                return wrong("build.open_words", cell, &[("number", number)]);
            }
            if !text.contains(|c: char| c.is_ascii_digit() || fullwidth(c).is_some()) {
                let known = words.open.values().flatten().map(String::as_str);
                return match nearest(text, known) {
                    Some(near) => wrong("build.open_near", cell, &[("near", near)]),
                    None => wrong("build.open", cell, &[]),
                };
            }
        }
        Cell::Number(number) if *number < 0.0 => return wrong("build.negative", cell, &[]),
        _ => {}
    }
    let number = count(cell)?.and_then(|n| i32::try_from(n).ok());
    Ok(Open::Day(number))
}

/// A whole number from 0 to a million.
pub fn count(cell: &Cell) -> Result<Option<u32>, Wrong> {
    let number = match cell {
        Cell::Blank => return Ok(None),
        Cell::Number(number) => *number,
        Cell::Text(text) => {
            let digits: String = text.chars().map(|c| fullwidth(c).unwrap_or(c)).collect();
            if digits.contains(is_share) {
                return wrong("build.percent", cell, &[]);
            }
            if digits.starts_with(['-', '−', '–']) && digits.contains(|c: char| c.is_ascii_digit())
            {
                return wrong("build.negative", cell, &[]);
            }
            if !digits.bytes().all(|b| b.is_ascii_digit()) {
                return wrong("build.count", cell, &[]);
            }
            digits.parse().unwrap_or(f64::INFINITY)
        }
        Cell::Moment(..) | Cell::Time(_) => return wrong("build.is_date", cell, &[]),
        Cell::Disguised(_, key) => return wrong(key, cell, &[]),
        _ => return wrong("build.count", cell, &[]),
    };
    if number < 0.0 {
        wrong("build.negative", cell, &[])
    } else if number > f64::from(MAX_OPEN) {
        wrong("build.too_many", cell, &[])
    } else {
        // Rejects numbers with decimals, and NaN, which equals nothing.
        let whole = format!("{number:.0}").parse().ok();
        match whole.filter(|&whole| f64::from(whole) == number) {
            Some(whole) => Ok(Some(whole)),
            None => wrong("build.fraction", cell, &[]),
        }
    }
}

/// Whether a sign makes a number a share.
fn is_share(c: char) -> bool {
    matches!(c, '%' | '‰' | '％')
}

/// The digit that a wide one of an East Asian keyboard means.
fn fullwidth(c: char) -> Option<char> {
    let digit = u32::from(c).checked_sub(u32::from('０'))?;
    char::from_digit(digit, 10)
}

/// A text; whole numbers become text as the sheet displays them.
pub fn text(cell: &Cell) -> Result<Option<String>, Wrong> {
    match cell {
        Cell::Blank => Ok(None),
        Cell::Text(text) => Ok(Some(text.clone())),
        Cell::Number(_) | Cell::Disguised(..) | Cell::Moment(..) | Cell::Time(_) => {
            Ok(Some(cell.shown()))
        }
        Cell::Bool(_) | Cell::Broken(..) => wrong("build.text", cell, &[]),
    }
}

/// Yes or no.
pub fn yes(cell: &Cell, words: &Vocabulary) -> Result<Option<bool>, Wrong> {
    match cell {
        Cell::Blank => Ok(None),
        Cell::Bool(yes) => Ok(Some(*yes)),
        Cell::Text(text) => match meaning(&words.yes, text) {
            Some(answer) => Ok(Some(answer == "yes")),
            None => wrong("build.yes", cell, &[]),
        },
        _ => wrong("build.yes", cell, &[]),
    }
}

/// A date: Excel's, `2026-12-01`, `01/12/2026` with the day first, or `1 Des 2026`; a matching weekday may precede it.
pub fn date(cell: &Cell, words: &Vocabulary) -> Result<Date, Wrong> {
    let text = match cell {
        Cell::Moment(date, 0) if *date < first_year() => {
            return wrong("build.date_serial", cell, &[]);
        }
        Cell::Moment(date, 0) => return Ok(*date),
        Cell::Moment(..) | Cell::Time(_) => return wrong("build.date_time", cell, &[]),
        Cell::Text(text) => text,
        Cell::Blank => return wrong("build.date_blank", cell, &[]),
        Cell::Number(number) | Cell::Disguised(number, _) if (1.0..=31.0).contains(number) => {
            return wrong("build.date_day", cell, &[]);
        }
        Cell::Number(_) | Cell::Disguised(..) => return wrong("build.date_number", cell, &[]),
        _ => return wrong("build.date", cell, &[]),
    };
    let text = text.strip_suffix("T00:00:00").unwrap_or(text);
    let text = text.strip_suffix(" 00:00:00").unwrap_or(text);
    if let Some(date) = Date::parse(text) {
        return Ok(date);
    }
    let parts = text
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '.' | ',' | '(' | ')'))
        .filter(|part| !part.is_empty() && !is_date_word(part));
    let parts: Vec<&str> = parts.collect();
    let (weekday, parts) = match parts.as_slice() {
        [first, rest @ ..] if rest.len() > 2 => (meaning(&words.weekdays, first), rest),
        all => (None, all),
    };
    let [day, month, year] = parts else {
        return match parts {
            [day, _] if digits(day, 2).is_some() => wrong("build.date_year", cell, &[]),
            _ => wrong("build.date", cell, &[]),
        };
    };
    // A four-digit year leads, as in 2026/12/01.
    let (day, year) = if day.len() == 4 {
        (year, day)
    } else {
        (day, year)
    };
    let named = meaning(&words.months, month);
    if full_year(year).is_none() && digits(year, 2).is_some() {
        return wrong("build.date_year", cell, &[]);
    }
    let (Some(day), Some(month), Some(year)) = (
        digits(day, 2),
        digits(named.unwrap_or(month), 2),
        full_year(year),
    ) else {
        return wrong("build.date", cell, &[]);
    };
    let Some(date) = Date::new(year, month, day).filter(|_| year > 999) else {
        let is_year_last = parts.first().is_some_and(|part| part.len() < 4);
        let is_swapped = is_year_last && named.is_none() && Date::new(year, day, month).is_some();
        let key = if is_swapped {
            "build.month_first"
        } else {
            "build.date_none"
        };
        return wrong(key, cell, &[]);
    };
    match weekday {
        Some(weekday) if weekday != date.weekday().to_string() => {
            wrong("build.date_weekday", cell, &[])
        }
        None if text_has_a_fourth_part(text, parts) => wrong("build.date", cell, &[]),
        _ => Ok(date),
    }
}

/// The year, from four digits or from the last two of this century. Rejects years before 2020: `26/12/01` is more
/// likely to begin with the year.
fn full_year(text: &str) -> Option<i32> {
    let year = digits(text, 4).and_then(|year| i32::try_from(year).ok())?;
    match text.len() {
        4 => Some(year),
        2 if year >= 20 => Some(2_000 + year),
        _ => None,
    }
}

/// Quota is of this century: an earlier date comes from a day count formatted as a date.
fn first_year() -> Date {
    Date::new(2_000, 1, 1).unwrap_or(Date::MIN)
}

/// The weekday that a cell names, 1 for Monday; `None` if it is blank.
pub fn weekday(cell: &Cell, words: &Vocabulary) -> Result<Option<u8>, Wrong> {
    match cell {
        Cell::Blank => Ok(None),
        Cell::Moment(date, _) => Ok(Some(date.weekday())),
        Cell::Text(text) => match meaning(&words.weekdays, text).and_then(|day| day.parse().ok()) {
            Some(day) => Ok(Some(day)),
            None => wrong("build.weekday", cell, &[]),
        },
        _ => wrong("build.weekday", cell, &[]),
    }
}

/// Whether something other than a weekday precedes the date.
fn text_has_a_fourth_part(text: &str, parts: &[&str]) -> bool {
    let start = text
        .split(['(', ' '])
        .find(|part| !part.is_empty() && !is_date_word(part));
    let start = start.unwrap_or_default();
    parts.first().is_some_and(|day| !start.starts_with(day))
}

/// A word before a date that says nothing.
fn is_date_word(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']).to_lowercase();
    ["hari", "tanggal", "tgl"].contains(&word.as_str())
}

fn digits(text: &str, most: usize) -> Option<u32> {
    let good = (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    good.then(|| text.parse().ok()).flatten()
}

/// A time of day, in seconds since midnight: Excel's, `08:00` or `08.00`.
pub fn time(cell: &Cell) -> Result<Option<u32>, Wrong> {
    let seconds = match cell {
        Cell::Blank => return Ok(None),
        Cell::Time(seconds) => Some(*seconds),
        Cell::Text(text) => clock_of(text),
        // Rejects decimals: 0.3333 is not an hour that people mean, and 8.0 is ambiguous.
        _ => None,
    };
    match seconds.filter(|seconds| seconds % 60 == 0) {
        Some(seconds) => Ok(Some(seconds)),
        None => wrong("build.time", cell, &[]),
    }
}

fn clock_of(text: &str) -> Option<u32> {
    let mut parts = text.split([':', '.']);
    let (hour, minute) = (digits(parts.next()?, 2)?, parts.next()?);
    let minute = digits(minute, 2).filter(|&m| m < 60 && minute.len() == 2)?;
    let second = parts.next().map_or(Some(0), |second| digits(second, 2))?;
    (hour < 24 && second < 60 && parts.next().is_none())
        .then_some(hour * 3_600 + minute * 60 + second)
}

/// Two times of day separated by a dash, as `HH:MM`.
pub fn session(cell: &Cell) -> Result<Option<[String; 2]>, Wrong> {
    let Cell::Text(text) = cell else {
        return match cell {
            Cell::Blank => Ok(None),
            _ => wrong("build.session", cell, &[]),
        };
    };
    let lower = text.to_lowercase();
    let ends = ["-", "–", "—", "s/d", "s.d.", "s.d", "sd", "sampai", " to "]
        .iter()
        .find_map(|between| lower.split_once(between));
    let ends = ends.and_then(|(start, end)| {
        let start = clock_of(start.trim())?;
        Some((start, clock_of(end.trim())?))
    });
    match ends.filter(|(start, end)| start < end) {
        Some((start, end)) => Ok(Some([clock(start), clock(end)])),
        None => wrong("build.session", cell, &[]),
    }
}

/// A date and a time of day: Excel's, or a date followed by a time.
pub fn moment(cell: &Cell, words: &Vocabulary) -> Result<Option<(Date, u32)>, Wrong> {
    let text = match cell {
        Cell::Blank => return Ok(None),
        Cell::Moment(date, seconds) => return Ok(Some((*date, *seconds))),
        Cell::Text(text) => text,
        _ => return wrong("build.moment", cell, &[]),
    };
    let parts = text.rsplit_once([' ', 'T']);
    let moment = parts.and_then(|(day, time)| {
        let day = Cell::text(day.trim_end_matches([' ', ',']));
        Some((date(&day, words).ok()?, clock_of(time)?))
    });
    match moment {
        Some(moment) => Ok(Some(moment)),
        None => wrong("build.moment", cell, &[]),
    }
}

/// Degrees between `-most` and `most`; accepts a decimal comma.
pub fn degrees(cell: &Cell, most: f64) -> Result<Option<f64>, Wrong> {
    let degrees = match cell {
        Cell::Blank => return Ok(None),
        Cell::Number(number) | Cell::Disguised(number, _) => Some(*number),
        Cell::Text(text) => decimal(text),
        _ => None,
    };
    match degrees {
        Some(degrees) if degrees.abs() <= most => Ok(Some(degrees)),
        Some(_) => wrong("build.degrees_range", cell, &[("most", &most.to_string())]),
        None => wrong("build.degrees", cell, &[]),
    }
}

/// `-7.82, 112.01`: degrees north and east, as copied from web maps.
pub fn position(cell: &Cell) -> Result<Option<[f64; 2]>, Wrong> {
    let parts = match cell {
        Cell::Blank => return Ok(None),
        Cell::Text(text) => text
            .split_once([',', ';'])
            .and_then(|(lat, lon)| Some([decimal(lat)?, decimal(lon)?])),
        _ => None,
    };
    match parts {
        Some([lat, lon]) if lat.abs() <= 90.0 && lon.abs() <= 180.0 => Ok(Some([lat, lon])),
        _ => wrong("build.position", cell, &[]),
    }
}

fn decimal(text: &str) -> Option<f64> {
    let text = text.trim().replace(',', ".").replace('−', "-");
    let good = text
        .bytes()
        .all(|b| b.is_ascii_digit() || b"-.".contains(&b));
    text.parse().ok().filter(|_| good)
}

/// The channel of a row.
pub fn channel(cell: &Cell, words: &Vocabulary) -> Result<Option<String>, Wrong> {
    let Some(text) = text(cell)? else {
        return Ok(None);
    };
    let found = meaning(&words.channel, &text).map(str::to_owned);
    let found = found.or_else(|| {
        let mut ids = words.channel.keys();
        ids.find(|id| fold(id) == fold(&text)).cloned()
    });
    match found {
        Some(channel) => Ok(Some(channel)),
        None => wrong("build.channel", cell, &[]),
    }
}

/// The text for a message about a value that is not a cell.
pub fn about_text(key: &'static str, text: &str) -> Wrong {
    (key, vec![("text", cut(text))])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Vocabulary {
        Vocabulary::new().unwrap()
    }

    #[test]
    fn a_date_may_be_written_in_many_ways() {
        let expected = Date::new(2026, 12, 1).unwrap();
        for text in [
            "2026-12-01",
            "2026-12-01T00:00:00",
            "2026-12-01 00:00:00",
            "2026/12/01",
            "01/12/2026",
            "1/12/2026",
            "01-12-2026",
            "1.12.2026",
            "1 Des 2026",
            "1 Desember 2026",
            "01 DEC 2026",
            "1 December 2026",
            "1-Des-2026",
            "Selasa, 1 Desember 2026",
            "Tue 1 Dec 2026",
            "Sel, 01/12/2026",
            "Selasa 01/12/26",
            "1 Des 26",
            "Selasa (01/12/2026)",
            "Hari Selasa, tanggal 1 Desember 2026",
            "tgl. 1 Des 2026",
        ] {
            assert_eq!(date(&Cell::text(text), &words()), Ok(expected), "{text}");
        }
        assert_eq!(date(&Cell::Moment(expected, 0), &words()), Ok(expected));
    }

    #[test]
    fn a_date_that_could_be_another_is_refused() {
        for (text, key) in [
            ("26/12/01", "build.date_year"),
            ("1 Des", "build.date_year"),
            ("12/13/2026", "build.month_first"),
            ("Desember 2026", "build.date"),
            ("Kediri, 22 November 2026", "build.date"),
            ("31 Nov 2026", "build.date_none"),
            ("Rabu, 1 Desember 2026", "build.date_weekday"),
            ("kira-kira 1 Des 2026", "build.date"),
            ("Besok 1 Des 2026", "build.date"),
            ("besok", "build.date"),
            ("2026/13/01", "build.date_none"),
        ] {
            let read = date(&Cell::text(text), &words());
            assert_eq!(read.unwrap_err().0, key, "{text}");
        }
        assert_eq!(
            date(&Cell::Number(46_357.0), &words()).unwrap_err().0,
            "build.date_number"
        );
    }

    #[test]
    fn every_month_is_known_in_both_languages() {
        let months = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des May Aug Oct Dec Agustus Pebruari Nopember Djan Peb Mrt Agust Nop";
        let numbers = [
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 5, 8, 10, 12, 8, 2, 11, 1, 2, 3, 8, 11,
        ];
        for (month, number) in months.split(' ').zip(numbers) {
            let read = date(&Cell::text(&format!("7 {month} 2026")), &words());
            assert_eq!(read, Ok(Date::new(2026, number, 7).unwrap()), "{month}");
        }
    }

    #[test]
    fn every_word_for_a_day_says_one_thing() {
        for (texts, meant) in [
            (
                &["penuh", "PENUH ", "habis", "full", "0"][..],
                Open::Day(Some(0)),
            ),
            (
                &["tutup", "Libur", "-", "–", "closed", "holiday"],
                Open::Day(Some(-1)),
            ),
            (&["", "  ", "?", "unknown"], Open::Day(None)),
            (&["belum", "Belum dibuka", "not yet"], Open::Ends),
            (
                &["12", " 12 ", "12\u{a0}", "\u{2009}12", "１２"],
                Open::Day(Some(12)),
            ),
        ] {
            for text in texts {
                assert_eq!(open(&Cell::text(text), &words()), Ok(meant), "{text}");
            }
        }
        assert_eq!(open(&Cell::Number(12.0), &words()), Ok(Open::Day(Some(12))));
    }

    #[test]
    fn a_number_that_is_not_whole_is_not_rounded() {
        for (cell, key) in [
            (Cell::Number(12.5), "build.fraction"),
            (Cell::Number(-1.0), "build.negative"),
            (Cell::Number(f64::NAN), "build.fraction"),
            (Cell::Number(1e300), "build.too_many"),
            (Cell::text("-3"), "build.negative"),
            (Cell::text("1.000"), "build.count"),
            (Cell::text("1 000"), "build.count"),
            (Cell::text("1\u{2009}000"), "build.count"),
            (Cell::text("50 %"), "build.percent"),
            (Cell::text("100%"), "build.percent"),
            (Cell::text("−5"), "build.negative"),
            (Cell::text("≥5"), "build.count"),
            (Cell::text("5+"), "build.count"),
            (Cell::text("0?"), "build.count"),
            (Cell::text("12,5"), "build.count"),
            (Cell::text("12 orang"), "build.open_words"),
            (Cell::text("1000001"), "build.too_many"),
            (Cell::text("penhu"), "build.open_near"),
            (Cell::text("rusak"), "build.open"),
            (Cell::Bool(true), "build.count"),
            (
                Cell::Broken("build.formula", "#REF!".to_owned()),
                "build.formula",
            ),
        ] {
            assert_eq!(open(&cell, &words()).unwrap_err().0, key, "{cell:?}");
        }
    }

    #[test]
    fn times_are_those_of_a_clock() {
        for text in ["08:00", "8:00", "08.00", "08:00:00"] {
            assert_eq!(time(&Cell::text(text)), Ok(Some(28_800)), "{text}");
        }
        for text in ["24:00", "8", "08:60", "08:0", "8 pagi"] {
            assert_eq!(
                time(&Cell::text(text)).unwrap_err().0,
                "build.time",
                "{text}"
            );
        }
        let expected = Ok(Some(["08:00".to_owned(), "09:30".to_owned()]));
        for text in [
            "08.00 – 09.30",
            "08.00 s/d 09.30",
            "8:00 S.D. 9:30",
            "08.00 sampai 09.30",
        ] {
            assert_eq!(session(&Cell::text(text)), expected, "{text}");
        }
        assert!(session(&Cell::text("09:30-08:00")).is_err());
    }
}
