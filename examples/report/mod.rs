//! Output for both examples: Markdown tables, blocks of the documentation, pictures.

#![allow(dead_code, reason = "each example uses its part")]

use std::error::Error;
use std::fmt::Write;
use std::fs;

/// A random number generator with the same output for the same seed on every machine (`SplitMix64`).
pub struct Random(pub u64);

impl Random {
    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number in `0..1`.
    pub fn unit(&mut self) -> f64 {
        let upper = u32::try_from(self.bits() >> 32).unwrap_or_default();
        f64::from(upper) / 4_294_967_296.0
    }

    /// An integer below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        self.bits() % n.max(1)
    }
}

/// A Markdown table: column headings, then rows.
pub fn table(heads: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let heads: Vec<String> = heads.iter().map(|&head| String::from(head)).collect();
    let rule: Vec<String> = heads.iter().map(|_| String::from("---")).collect();
    let mut table = line(&heads) + &line(&rule);
    for row in rows {
        table += &line(row);
    }
    table
}

/// Puts a table between its named marks in a page of the documentation.
pub fn fill(page: &str, name: &str, table: &str) -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(page)?;
    let (begin, end) = (
        format!("<!-- generated: {name} -->\n"),
        format!("<!-- /generated: {name} -->"),
    );
    let missing = || format!("{page} has no block {begin}");
    let (before, rest) = text.split_once(&begin).ok_or_else(missing)?;
    let (_, after) = rest.split_once(&end).ok_or_else(missing)?;
    fs::write(page, format!("{before}{begin}\n{table}\n{end}{after}"))?;
    Ok(())
}

/// A number with thousands separated by commas.
pub fn grouped(n: f64) -> String {
    let digits = format!("{n:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A size in bytes, in a fitting unit.
pub fn size(bytes: f64) -> String {
    let mut size = bytes;
    for unit in ["B", "kB", "MB", "GB"] {
        if size < 1000.0 {
            return format!("{size:.1} {unit}");
        }
        size /= 1000.0;
    }
    format!("{size:.1} TB")
}

/// A panel of a picture: lines over the same sizes, on a logarithmic axis.
pub struct Panel<'a> {
    /// The title, with the unit.
    pub title: &'a str,
    /// Whether values are logarithmic too; otherwise the axis begins at 0.
    pub logarithmic: bool,
    /// The name and points of each line.
    pub lines: Vec<(&'a str, Vec<(f64, f64)>)>,
}

const WIDTH: f64 = 330.0;
const HEIGHT: f64 = 230.0;
const LEFT: f64 = 50.0;
const TOP: f64 = 34.0;
const INNER_WIDTH: f64 = 262.0;
const INNER_HEIGHT: f64 = 160.0;

const STYLE: &str = "<style>
svg{background:#ffffff;color:#1b1f1d;font:12px system-ui,sans-serif}
text{fill:currentColor}.title{font-weight:600}.tick{font-size:10px;opacity:.75}.grid{stroke:currentColor;opacity:.15}
.c0{--c:#0b6e4f}.c1{--c:#b3541e}.c2{--c:#5b4bb5}
.line{fill:none;stroke:var(--c);stroke-width:2}.dot{fill:var(--c)}
@media (prefers-color-scheme: dark){svg{background:#111715;color:#e6ebe8}.c0{--c:#5fd3a8}.c1{--c:#ff9f5a}.c2{--c:#b3a6ff}}
</style>
";

/// The position of a value between two others, from 0 to 1.
struct Scale {
    low: f64,
    high: f64,
    logarithmic: bool,
}

impl Scale {
    fn of(values: impl Iterator<Item = f64> + Clone, logarithmic: bool) -> Self {
        let high = values.clone().fold(f64::MIN_POSITIVE, f64::max);
        let low = values.fold(high, f64::min);
        if !logarithmic {
            return Self {
                low: 0.0,
                high,
                logarithmic,
            };
        }
        let low = libm::floor(libm::log10(low));
        Self {
            low,
            high: libm::ceil(libm::log10(high)).max(low + 1.0),
            logarithmic,
        }
    }

    fn place(&self, value: f64) -> f64 {
        let value = if self.logarithmic {
            libm::log10(value)
        } else {
            value
        };
        (value - self.low) / (self.high - self.low)
    }

    /// The values to label on the axis.
    fn ticks(&self) -> Vec<f64> {
        let steps = if self.logarithmic {
            self.high - self.low
        } else {
            4.0
        };
        let mut ticks = Vec::new();
        let mut step = 0.0;
        while step <= steps {
            let at = self.low + step * (self.high - self.low) / steps;
            ticks.push(if self.logarithmic {
                libm::pow(10.0, at)
            } else {
                at
            });
            step += 1.0;
        }
        ticks
    }
}

fn short(value: f64) -> String {
    match value {
        0.0 => String::from("0"),
        _ if value >= 1e9 => format!("{:.0}G", value / 1e9),
        _ if value >= 1e6 => format!("{:.0}M", value / 1e6),
        _ if value >= 1e3 => format!("{:.0}k", value / 1e3),
        _ if value >= 10.0 => format!("{value:.0}"),
        _ => format!("{value:.1}"),
    }
}

/// Draws panels side by side, with a sentence below them.
pub fn picture(panels: &[Panel<'_>], sentence: &str) -> Result<String, Box<dyn Error>> {
    let columns = f64::from(u32::try_from(panels.len())?);
    let (width, height) = (WIDTH * columns, HEIGHT + 44.0);
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{sentence}">
{STYLE}"#
    );
    let mut left = LEFT;
    for panel in panels {
        let points = || panel.lines.iter().flat_map(|(_, points)| points);
        let xs = Scale::of(points().map(|(x, _)| *x), true);
        let ys = Scale::of(points().map(|(_, y)| *y), panel.logarithmic);
        let x = |value| left + xs.place(value) * INNER_WIDTH;
        let y = |value| TOP + INNER_HEIGHT - ys.place(value) * INNER_HEIGHT;
        writeln!(
            svg,
            r#"<text class="title" x="{left}" y="20">{}</text>"#,
            panel.title
        )?;
        for tick in ys.ticks() {
            let (at, end) = (y(tick), left + INNER_WIDTH);
            writeln!(
                svg,
                r#"<line class="grid" x1="{left}" x2="{end}" y1="{at:.1}" y2="{at:.1}"/><text class="tick" text-anchor="end" x="{:.1}" y="{:.1}">{}</text>"#,
                left - 6.0,
                at + 4.0,
                short(tick)
            )?;
        }
        for tick in xs.ticks() {
            writeln!(
                svg,
                r#"<text class="tick" text-anchor="middle" x="{:.1}" y="{:.1}">{}</text>"#,
                x(tick),
                TOP + INNER_HEIGHT + 16.0,
                short(tick)
            )?;
        }
        for (colour, (_, points)) in panel.lines.iter().enumerate() {
            let path: Vec<String> = points
                .iter()
                .map(|(px, py)| format!("{:.1},{:.1}", x(*px), y(*py)))
                .collect();
            writeln!(
                svg,
                r#"<polyline class="c{colour} line" points="{}"/>"#,
                path.join(" ")
            )?;
            for (px, py) in points {
                writeln!(
                    svg,
                    r#"<circle class="c{colour} dot" cx="{:.1}" cy="{:.1}" r="2.5"/>"#,
                    x(*px),
                    y(*py)
                )?;
            }
        }
        left += WIDTH;
    }
    let mut at = 14.0;
    for (colour, (name, _)) in panels.iter().flat_map(|panel| &panel.lines).enumerate() {
        let known = panels
            .first()
            .is_some_and(|panel| colour >= panel.lines.len());
        if known {
            break;
        }
        writeln!(
            svg,
            r#"<line class="c{colour} line" x1="{at}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}">{name}</text>"#,
            at + 18.0,
            HEIGHT + 6.0,
            HEIGHT + 6.0,
            at + 23.0,
            HEIGHT + 10.0
        )?;
        at += 200.0;
    }
    writeln!(
        svg,
        r#"<text class="tick" x="14" y="{}">{sentence}</text>
</svg>"#,
        HEIGHT + 32.0
    )?;
    Ok(svg)
}
