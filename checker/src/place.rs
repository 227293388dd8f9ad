//! Finds line and column for many positions in one text.

/// Bytes between two stored character counts.
const BLOCK: usize = 1024;

/// The starts of the lines of a text, and the number of characters before each block.
pub struct Lines {
    starts: Vec<usize>,
    characters: Vec<usize>,
}

impl Lines {
    /// Scans the text once.
    pub fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0)
            .chain(ends.map(|(at, _)| at + 1))
            .collect();
        let mut sum = 0;
        let blocks = text.as_bytes().chunks(BLOCK).map(|block| {
            let before = sum;
            sum += characters(block);
            before
        });
        let characters = blocks.collect();
        Self { starts, characters }
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn place(&self, text: &str, at: usize) -> (u32, u32) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = self
            .before(text, at)
            .saturating_sub(self.before(text, start))
            + 1;
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        (small(line), small(column))
    }

    /// The number of characters before a byte offset.
    fn before(&self, text: &str, at: usize) -> usize {
        let block = at / BLOCK;
        let within = text.as_bytes().get(block * BLOCK..at).unwrap_or_default();
        self.characters.get(block).copied().unwrap_or_default() + characters(within)
    }
}

fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}
