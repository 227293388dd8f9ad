//! Sorts sixteen characters at once: by SIMD in the Wasm, one after the other elsewhere.

/// How many bytes a block has.
pub const BLOCK: usize = 16;

/// Which bytes of a block may be part of a list of cells, a bit for each, the first byte's lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CellMarks {
    pub digits: u32,
    pub zeros: u32,
    pub ones: u32,
    pub minuses: u32,
    pub commas: u32,
    pub spaces: u32,
}

#[cfg(target_arch = "wasm32")]
pub use simd::{cell_ends, cell_marks, specials};
#[cfg(not(target_arch = "wasm32"))]
pub use twin::{cell_ends, cell_marks, specials};

#[cfg(target_arch = "wasm32")]
mod simd {
    use std::arch::wasm32::{
        u8x16_bitmask, u8x16_eq, u8x16_lt, u8x16_splat, u8x16_sub, u64x2, v128, v128_or,
    };

    use super::{BLOCK, CellMarks};

    #[inline]
    fn load(block: &[u8; BLOCK]) -> v128 {
        match block.as_chunks::<8>().0 {
            [low, high] => u64x2(u64::from_le_bytes(*low), u64::from_le_bytes(*high)),
            _ => u64x2(0, 0),
        }
    }

    /// The marks of a block of cells.
    #[inline]
    pub fn cell_marks(block: &[u8; BLOCK]) -> CellMarks {
        let bytes = load(block);
        let equal = |byte: u8| u8x16_eq(bytes, u8x16_splat(byte));
        let are = |byte: u8| u32::from(u8x16_bitmask(equal(byte)));
        let lines = v128_or(equal(b'\n'), equal(b'\r'));
        let spaces = v128_or(v128_or(equal(b' '), equal(b'\t')), lines);
        let digits = u8x16_lt(u8x16_sub(bytes, u8x16_splat(b'0')), u8x16_splat(10));
        CellMarks {
            digits: u32::from(u8x16_bitmask(digits)),
            zeros: are(b'0'),
            ones: are(b'1'),
            minuses: are(b'-'),
            commas: are(b','),
            spaces: u32::from(u8x16_bitmask(spaces)),
        }
    }

    /// Which bytes come after a cell.
    #[inline]
    pub fn cell_ends(block: &[u8; BLOCK]) -> u32 {
        let bytes = load(block);
        let commas = u8x16_eq(bytes, u8x16_splat(b','));
        let brackets = u8x16_eq(bytes, u8x16_splat(b']'));
        u32::from(u8x16_bitmask(v128_or(commas, brackets)))
    }

    /// Which bytes end a string, begin an escape or are control characters.
    #[inline]
    pub fn specials(block: &[u8; BLOCK]) -> u32 {
        let bytes = load(block);
        let quotes = u8x16_eq(bytes, u8x16_splat(b'"'));
        let escapes = u8x16_eq(bytes, u8x16_splat(b'\\'));
        let controls = u8x16_lt(bytes, u8x16_splat(0x20));
        u32::from(u8x16_bitmask(v128_or(v128_or(quotes, escapes), controls)))
    }
}

#[cfg(any(test, not(target_arch = "wasm32")))]
mod twin {
    use super::{BLOCK, CellMarks};
    use crate::json::is_white_space;

    fn marks(block: &[u8; BLOCK], is_marked: impl Fn(u8) -> bool) -> u32 {
        let bits = block.iter().zip(0..);
        bits.fold(0, |marks, (byte, bit)| {
            marks | u32::from(is_marked(*byte)) << bit
        })
    }

    /// The marks of a block of cells.
    #[inline]
    pub fn cell_marks(block: &[u8; BLOCK]) -> CellMarks {
        CellMarks {
            digits: marks(block, |byte| byte.is_ascii_digit()),
            zeros: marks(block, |byte| byte == b'0'),
            ones: marks(block, |byte| byte == b'1'),
            minuses: marks(block, |byte| byte == b'-'),
            commas: marks(block, |byte| byte == b','),
            spaces: marks(block, is_white_space),
        }
    }

    /// Which bytes come after a cell.
    #[inline]
    pub fn cell_ends(block: &[u8; BLOCK]) -> u32 {
        marks(block, |byte| matches!(byte, b',' | b']'))
    }

    /// Which bytes end a string, begin an escape or are control characters.
    #[inline]
    pub fn specials(block: &[u8; BLOCK]) -> u32 {
        marks(block, |byte| matches!(byte, b'"' | b'\\' | 0..0x20))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
    #[cfg_attr(not(target_arch = "wasm32"), test)]
    fn every_byte_at_every_place_has_its_marks() {
        for place in 0..BLOCK {
            for byte in 0..=255 {
                for others in [b'a', b'0', b'"', 0xff] {
                    let mut block = [others; BLOCK];
                    block[place] = byte;
                    assert_eq!(cell_marks(&block), twin::cell_marks(&block), "{block:?}");
                    assert_eq!(cell_ends(&block), twin::cell_ends(&block), "{block:?}");
                    assert_eq!(specials(&block), twin::specials(&block), "{block:?}");
                    let is_special = byte < 0x20 || byte == b'"' || byte == b'\\';
                    assert_eq!(specials(&block) >> place & 1, u32::from(is_special));
                    let marks = cell_marks(&block);
                    let is_digit = u32::from(byte.is_ascii_digit());
                    assert_eq!(marks.digits >> place & 1, is_digit);
                }
            }
        }
    }
}
