//! The regions of provinces, by their names and by the short forms that people write.

use serde::Deserialize;
use serde_json::{Value, json};

use super::PROVINCES;
use super::vocabulary::{fold, nearest};

/// A province.
#[derive(Deserialize)]
struct Province {
    name: String,
    en: String,
    region: String,
}

/// The provinces of Papua since 2022, which the sample does not have: region, names.
const NEWER: [(&str, &str, &str); 4] = [
    ("ID-PS", "Papua Selatan", "South Papua"),
    ("ID-PT", "Papua Tengah", "Central Papua"),
    ("ID-PE", "Papua Pegunungan", "Highland Papua"),
    ("ID-PD", "Papua Barat Daya", "Southwest Papua"),
];

/// Short forms and other names, by region.
const ALSO: [(&str, &str); 29] = [
    ("ID-AC", "nad, nanggroe aceh darussalam"),
    ("ID-SU", "sumut"),
    ("ID-SB", "sumbar"),
    ("ID-SS", "sumsel"),
    ("ID-BB", "babel, bangka belitung, kep bangka belitung"),
    ("ID-KR", "kepri, kep riau"),
    ("ID-JK", "dki, jakarta, daerah khusus jakarta, dkj"),
    ("ID-JB", "jabar"),
    ("ID-JT", "jateng"),
    ("ID-YO", "diy, di yogyakarta, yogyakarta, jogja, yogya"),
    ("ID-JI", "jatim"),
    ("ID-NB", "ntb"),
    ("ID-NT", "ntt"),
    ("ID-KB", "kalbar"),
    ("ID-KT", "kalteng"),
    ("ID-KS", "kalsel"),
    ("ID-KI", "kaltim"),
    ("ID-KU", "kaltara"),
    ("ID-SA", "sulut"),
    ("ID-ST", "sulteng"),
    ("ID-SN", "sulsel"),
    ("ID-SG", "sultra"),
    ("ID-SR", "sulbar"),
    ("ID-MU", "malut"),
    ("ID-PB", "pabar"),
    ("ID-PS", "papsel"),
    ("ID-PT", "papteng"),
    ("ID-PE", "papeg, papua pengunungan"),
    ("ID-PD", "pbd"),
];

/// All provinces.
pub struct Regions(Vec<Province>);

impl Regions {
    /// The provinces built in.
    ///
    /// # Errors
    /// If the built-in file is broken.
    pub fn new() -> Result<Self, serde_json::Error> {
        let mut all: Vec<Province> = serde_json::from_str(PROVINCES)?;
        all.extend(NEWER.map(|(region, name, en)| Province {
            name: name.to_owned(),
            en: en.to_owned(),
            region: region.to_owned(),
        }));
        Ok(Self(all))
    }

    /// The id and the name of the region that a text means: a province's name, id or short form, also after the word
    /// `Provinsi`.
    pub fn find(&self, text: &str) -> Option<(String, Value)> {
        let folded = fold(text);
        // As in D.I. Yogyakarta.
        let folded = folded.replace('.', "");
        let folded = ["provinsi ", "prov "]
            .iter()
            .find_map(|before| folded.strip_prefix(before))
            .unwrap_or(&folded);
        let also = ALSO
            .iter()
            .find(|(_, names)| names.split(", ").any(|name| name == folded));
        let found = self.0.iter().find(|province| {
            also.is_some_and(|(region, _)| *region == province.region)
                || [&province.name, &province.en, &province.region]
                    .iter()
                    .any(|name| fold(name) == folded)
        })?;
        let name = json!({"id": found.name, "en": found.en});
        Some((found.region.clone(), name))
    }

    /// The province whose name is nearest to a text that means none, if one is close.
    pub fn near(&self, text: &str) -> Option<&str> {
        nearest(text, self.0.iter().map(|province| province.name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_province_is_one_region_however_it_is_written() {
        let regions = Regions::new().unwrap();
        for (texts, id) in [
            (
                &[
                    "Jatim",
                    "JAWA TIMUR",
                    "East Java",
                    "id-ji",
                    "Provinsi Jawa Timur",
                    "Prov. Jatim",
                ][..],
                "ID-JI",
            ),
            (
                &["DIY", "D.I. Yogyakarta", "DI Yogyakarta", "Yogyakarta"],
                "ID-YO",
            ),
            (
                &["Jakarta", "DKI", "dki jakarta", "D.K.I. Jakarta"],
                "ID-JK",
            ),
            (&["Papua"], "ID-PA"),
            (&["Papua Barat", "West Papua"], "ID-PB"),
            (&["Papua Selatan"], "ID-PS"),
            (&["Papua Tengah", "Central Papua"], "ID-PT"),
            (&["Papua Pegunungan"], "ID-PE"),
            (&["Papua Barat Daya", "Southwest Papua"], "ID-PD"),
        ] {
            for text in texts {
                assert_eq!(
                    regions.find(text).map(|(id, _)| id).as_deref(),
                    Some(id),
                    "{text}"
                );
            }
        }
        assert!(regions.find("Kediri Raya").is_none());
    }

    #[test]
    fn no_short_form_means_two_regions() {
        let names = ALSO.iter().flat_map(|(_, names)| names.split(", "));
        let mut names: Vec<&str> = names.collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
