//! Finds a quotation mark in CSV that was opened by mistake: the reader would take the rows up to the next one for one cell.

/// The line, from 1, of a quotation mark that is never closed, or only after rows of the table.
pub fn open_quote(text: &str, delimiter: u8) -> Option<usize> {
    let delimiter = char::from(delimiter);
    let heading = text.lines().find(|line| line.contains(delimiter));
    let width = heading.map_or(0, |heading| heading.matches(delimiter).count());
    let mut chars = text.chars().peekable();
    let mut line = 1;
    // Where the quoted cell began, and what it holds since the last line end in it.
    let mut opened: Option<usize> = None;
    let mut swallowed = String::new();
    let mut at_start = true;
    while let Some(c) = chars.next() {
        line += usize::from(c == '\n');
        match (opened, c) {
            (Some(_), '"') if chars.peek() == Some(&'"') => drop(chars.next()),
            (Some(first), '"') => {
                // After the mark that ends a cell comes the next cell or row, and nothing else.
                let is_end = chars.peek().is_none_or(|&c| c == delimiter || c == '\n');
                if !is_end || line > first && is_row(&swallowed, delimiter, width) {
                    return Some(first);
                }
                opened = None;
            }
            (Some(first), '\n') => {
                if line > first + 1 && is_row(&swallowed, delimiter, width) {
                    return Some(first);
                }
                swallowed.clear();
            }
            (Some(_), c) => swallowed.push(c),
            (None, '"') if at_start => {
                opened = Some(line);
                swallowed.clear();
            }
            _ => {}
        }
        at_start = opened.is_none() && (c == delimiter || c == '\n');
    }
    opened
}

/// Whether a line in a quoted cell is a row of the table: as wide, and with a number or a date in a cell. An address has
/// lines too, with a postal code.
fn is_row(line: &str, delimiter: char, width: usize) -> bool {
    let is_number = |cell: &str| {
        let cell = cell.trim();
        let is_postal = cell.len() == 5 && cell.bytes().all(|b| b.is_ascii_digit());
        !is_postal
            && cell.contains(|c: char| c.is_ascii_digit())
            && cell
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | ':'))
    };
    width > 1 && line.matches(delimiter).count() == width && line.split(delimiter).any(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_eats_rows_is_found_by_the_line_where_it_begins() {
        let table = |note: &str| {
            format!(
                "Kantor,Tanggal,Sisa,Catatan\na,2026-12-01,1,{note}\na,2026-12-02,2,ok\na,2026-12-03,3,ok\n"
            )
        };
        for text in [
            table("\"x"),
            table("\"x").replace("3,ok", "3,\"y\""),
            table("\"x").replace("2,ok", "2,\"y\""),
            table("\"x").replace("2,ok", "2,y\""),
            table("\"x").replace(",ok\n", "\n"),
            table("\"x\" y"),
        ] {
            assert_eq!(open_quote(&text, b','), Some(2), "{text}");
            let with_semicolons = text.replace(',', ";");
            assert_eq!(open_quote(&with_semicolons, b';'), Some(2), "{text}");
        }
        for text in [
            table("x"),
            table("\"x\""),
            table("5\" x"),
            table("\"Jl. A 1,\nKec. B, Kota C, X,\nProv. D, Indonesia, RT 2, 64111\""),
            table("\"a \"\"b\"\"\nc\""),
        ] {
            assert_eq!(open_quote(&text, b','), None, "{text}");
        }
    }
}
