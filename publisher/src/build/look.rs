//! Tells what a person sees of a cell: how its number is shown, and whether it can be read at all.

use calamine::{Color, FillPattern, Style};

use super::cell::Cell;
use super::format::disguise;

/// The look of a cell.
#[derive(Clone)]
pub struct Look {
    /// The number format; `None` for the general one.
    format: Option<String>,
    /// Why the content is not meant for readers: the key of a message.
    unread: Option<&'static str>,
}

impl Look {
    /// The look of a style; `None` for a plain one.
    pub fn new(style: &Style) -> Option<Self> {
        let format = style.number_format.as_ref();
        let format = format.map(|format| format.format_code.clone());
        let format = format.filter(|code| code != "General");
        let is_struck = style.font.as_ref().is_some_and(|font| font.strikethrough);
        let unread = if is_invisible(style) {
            Some("build.invisible")
        } else {
            is_struck.then_some("build.struck")
        };
        (format.is_some() || unread.is_some()).then_some(Self { format, unread })
    }

    /// A cell as it looks.
    pub fn of(&self, cell: Cell) -> Cell {
        match (&cell, self.unread) {
            (Cell::Blank | Cell::Broken(..), _) => return cell,
            // A table may give its headings a dark paper, of which the cells do not know.
            (Cell::Text(text), Some("build.invisible"))
                if !text.contains(|c: char| c.is_ascii_digit()) =>
            {
                return cell;
            }
            (_, Some(key)) => return Cell::Broken(key, cell.shown()),
            _ => {}
        }
        match (&cell, &self.format) {
            (Cell::Number(number), Some(format)) => match disguise(format, *number) {
                Some(key) => Cell::Disguised(*number, key),
                None => cell,
            },
            _ => cell,
        }
    }
}

/// Whether the letters have the colour of the paper.
fn is_invisible(style: &Style) -> bool {
    let parts = |color: Color| [color.red, color.green, color.blue];
    let ink = style.font.as_ref().and_then(|font| font.color);
    let ink = ink.map_or([0; 3], parts);
    let paper = match &style.fill {
        Some(fill) if fill.pattern == FillPattern::Solid => match fill.get_color() {
            Some(color) => parts(color),
            None => return false,
        },
        Some(fill) if fill.is_visible() => return false,
        _ => [255; 3],
    };
    ink == paper
}
