//! The names of the IANA database, as a table of 16-bit hashes: tells a zone that a browser does not know from a text that
//! is no zone. One in a hundred other texts counts as a name too, and then only keeps an office that has quota.

/// The hashes in order, each as the distance from the one before; 255 is added to the byte after it.
const HASHES: &[u8] = include_bytes!("zone_names.bin");

/// Whether a text is the name of a zone, in whatever case.
pub(crate) fn is_name(text: &str) -> bool {
    let wanted = u32::from(hash(text));
    let mut sum = 0;
    HASHES.iter().any(|&step| {
        sum += u32::from(step);
        step < u8::MAX && sum == wanted
    })
}

/// FNV-1a, folded to 16 bits.
fn hash(text: &str) -> u16 {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in text.bytes() {
        hash ^= u32::from(byte.to_ascii_lowercase());
        hash = hash.wrapping_mul(0x0100_0193);
    }
    u16::try_from((hash >> 16) ^ (hash & 0xffff)).unwrap_or_default()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    /// What the table has to be: the hash of every name of the database.
    fn table() -> Vec<u8> {
        let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
        let mut hashes: Vec<u16> = names.map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let mut table = Vec::new();
        let mut last = 0;
        for hash in hashes {
            let mut step = hash - last;
            while step >= 255 {
                table.push(255);
                step -= 255;
            }
            table.push(u8::try_from(step).unwrap());
            last = hash;
        }
        table
    }

    #[test]
    fn the_table_holds_every_name_of_the_database_and_no_other() {
        if HASHES != table() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/zone_names.bin");
            std::fs::write(path, table()).unwrap();
            panic!("the table is of another database: {path} is rewritten");
        }
    }

    #[test]
    fn zones_are_told_from_other_texts() {
        for zone in chrono_tz::TZ_VARIANTS {
            assert!(is_name(zone.name()));
        }
        for text in ["europe/kyiv", "America/Argentina/ComodRivadavia"] {
            assert!(is_name(text), "{text}");
        }
        for text in [
            "Asia/Kediri",
            "Atlantic/Atlantis",
            "Mars/Olympus",
            "Nowhere",
            "X",
            "",
        ] {
            assert!(!is_name(text), "{text}");
        }
    }
}
