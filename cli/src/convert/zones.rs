//! Lists IANA zones of American states and French départements, by the IANA time zone database.

use super::report::{Kind, Report};

/// Code, name, zone of the state or of its larger part.
const STATES: [(&str, &str, &str); 56] = [
    ("AL", "Alabama", "America/Chicago"),
    ("AK", "Alaska", "America/Anchorage"),
    ("AZ", "Arizona", "America/Phoenix"),
    ("AR", "Arkansas", "America/Chicago"),
    ("CA", "California", "America/Los_Angeles"),
    ("CO", "Colorado", "America/Denver"),
    ("CT", "Connecticut", "America/New_York"),
    ("DE", "Delaware", "America/New_York"),
    ("DC", "District of Columbia", "America/New_York"),
    ("FL", "Florida", "America/New_York"),
    ("GA", "Georgia", "America/New_York"),
    ("HI", "Hawaii", "Pacific/Honolulu"),
    ("ID", "Idaho", "America/Boise"),
    ("IL", "Illinois", "America/Chicago"),
    ("IN", "Indiana", "America/Indiana/Indianapolis"),
    ("IA", "Iowa", "America/Chicago"),
    ("KS", "Kansas", "America/Chicago"),
    ("KY", "Kentucky", "America/New_York"),
    ("LA", "Louisiana", "America/Chicago"),
    ("ME", "Maine", "America/New_York"),
    ("MD", "Maryland", "America/New_York"),
    ("MA", "Massachusetts", "America/New_York"),
    ("MI", "Michigan", "America/Detroit"),
    ("MN", "Minnesota", "America/Chicago"),
    ("MS", "Mississippi", "America/Chicago"),
    ("MO", "Missouri", "America/Chicago"),
    ("MT", "Montana", "America/Denver"),
    ("NE", "Nebraska", "America/Chicago"),
    ("NV", "Nevada", "America/Los_Angeles"),
    ("NH", "New Hampshire", "America/New_York"),
    ("NJ", "New Jersey", "America/New_York"),
    ("NM", "New Mexico", "America/Denver"),
    ("NY", "New York", "America/New_York"),
    ("NC", "North Carolina", "America/New_York"),
    ("ND", "North Dakota", "America/Chicago"),
    ("OH", "Ohio", "America/New_York"),
    ("OK", "Oklahoma", "America/Chicago"),
    ("OR", "Oregon", "America/Los_Angeles"),
    ("PA", "Pennsylvania", "America/New_York"),
    ("RI", "Rhode Island", "America/New_York"),
    ("SC", "South Carolina", "America/New_York"),
    ("SD", "South Dakota", "America/Chicago"),
    ("TN", "Tennessee", "America/Chicago"),
    ("TX", "Texas", "America/Chicago"),
    ("UT", "Utah", "America/Denver"),
    ("VT", "Vermont", "America/New_York"),
    ("VA", "Virginia", "America/New_York"),
    ("WA", "Washington", "America/Los_Angeles"),
    ("WV", "West Virginia", "America/New_York"),
    ("WI", "Wisconsin", "America/Chicago"),
    ("WY", "Wyoming", "America/Denver"),
    ("PR", "Puerto Rico", "America/Puerto_Rico"),
    ("VI", "U.S. Virgin Islands", "America/St_Thomas"),
    ("GU", "Guam", "Pacific/Guam"),
    ("AS", "American Samoa", "Pacific/Pago_Pago"),
    ("MP", "Northern Mariana Islands", "Pacific/Guam"),
];

/// Prefixes of postal codes in a state's smaller zone.
const OTHER_ZONES: [(&str, &str, &str); 24] = [
    ("FL", "324", "America/Chicago"),
    ("FL", "325", "America/Chicago"),
    ("ID", "835", "America/Los_Angeles"),
    ("ID", "838", "America/Los_Angeles"),
    ("IN", "463", "America/Chicago"),
    ("IN", "464", "America/Chicago"),
    ("IN", "476", "America/Chicago"),
    ("IN", "477", "America/Chicago"),
    ("KY", "420", "America/Chicago"),
    ("KY", "421", "America/Chicago"),
    ("KY", "422", "America/Chicago"),
    ("KY", "423", "America/Chicago"),
    ("KY", "424", "America/Chicago"),
    ("ND", "586", "America/Denver"),
    ("NE", "693", "America/Denver"),
    ("OR", "979", "America/Boise"),
    ("SD", "577", "America/Denver"),
    ("TN", "373", "America/New_York"),
    ("TN", "374", "America/New_York"),
    ("TN", "376", "America/New_York"),
    ("TN", "377", "America/New_York"),
    ("TN", "379", "America/New_York"),
    ("TX", "799", "America/Denver"),
    ("TX", "885", "America/Denver"),
];

/// Other states with more than one zone, whose borders follow no postal code.
const SPLIT: [&str; 3] = ["AK", "KS", "MI"];

/// A state of the United States, or one of its territories.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Its two letters.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    zone: &'static str,
}

/// The state for a code or a name, such as `wa`, `US-WA` or `Washington`.
pub fn state(text: &str) -> Option<State> {
    let text = text.trim();
    let bare = text.strip_prefix("US-").unwrap_or(text);
    STATES
        .iter()
        .find(|(code, name, _)| bare.eq_ignore_ascii_case(code) || bare.eq_ignore_ascii_case(name))
        .map(|&(code, name, zone)| State { code, name, zone })
}

impl State {
    /// Bounds of latitude and longitude of its offices.
    pub fn within(self) -> [f64; 4] {
        match self.code {
            "AK" => [51.0, 71.6, -180.0, -129.0],
            "HI" => [18.5, 28.6, -178.5, -154.5],
            "PR" | "VI" => [17.5, 18.7, -68.0, -64.4],
            "GU" | "MP" => [13.0, 20.8, 144.4, 146.3],
            "AS" => [-14.8, -10.8, -171.3, -168.0],
            _ => [24.3, 49.5, -125.0, -66.8],
        }
    }

    /// Its zone, by the postal code if the state has two.
    pub fn zone(self, postal_code: &str, report: &mut Report) -> &'static str {
        let postal_code = postal_code.trim();
        let others = || OTHER_ZONES.iter().filter(|(state, ..)| *state == self.code);
        if let Some((.., zone)) = others().find(|(_, start, _)| postal_code.starts_with(start)) {
            return zone;
        }
        let told =
            postal_code.len() >= 5 && postal_code.bytes().take(5).all(|b| b.is_ascii_digit());
        if SPLIT.contains(&self.code) || (others().next().is_some() && !told) {
            report.note(Kind::ZoneShared, || format!("{}: {}", self.name, self.zone));
        }
        self.zone
    }
}

/// The zone of a French département or overseas collectivity, by its code.
pub fn departement(code: &str) -> Option<&'static str> {
    let digits: String = code.chars().take_while(char::is_ascii_digit).collect();
    Some(match code {
        "971" => "America/Guadeloupe",
        "972" => "America/Martinique",
        "973" => "America/Cayenne",
        "974" => "Indian/Reunion",
        "975" => "America/Miquelon",
        "976" => "Indian/Mayotte",
        "977" => "America/St_Barthelemy",
        "978" => "America/Marigot",
        "986" => "Pacific/Wallis",
        "987" => "Pacific/Tahiti",
        "988" => "Pacific/Noumea",
        "2A" | "2B" | "2a" | "2b" => "Europe/Paris",
        _ if digits == code && matches!(digits.parse(), Ok(1..=95)) => "Europe/Paris",
        _ => return None,
    })
}

/// The département of a postal code: `09100` is in 09, `97410` in 974, `20090` in 2A, `20200` in 2B.
pub fn departement_of(postal_code: &str) -> Option<String> {
    let code = postal_code.trim();
    if code.len() != 5 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (two, three) = (code.get(..2)?, code.get(..3)?);
    Some(match two {
        "97" | "98" => three.to_owned(),
        "20" => if three < "202" { "2A" } else { "2B" }.to_owned(),
        _ => two.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use slot_finder::{TzZones, Zones};

    #[test]
    fn every_zone_is_one_of_the_database() {
        let zones = STATES.iter().chain(&OTHER_ZONES).map(|(.., zone)| *zone);
        for zone in zones.chain((1..=999).filter_map(|code| departement(&format!("{code:02}")))) {
            assert!(TzZones.local(zone, 0).is_some(), "{zone}");
        }
    }

    #[test]
    fn a_state_is_known_by_code_and_name_and_its_zone_by_the_postal_code() {
        let zone = |text: &str, postal_code| {
            let mut report = Report::default();
            let zone = state(text).map(|state| state.zone(postal_code, &mut report));
            (zone.unwrap_or_default(), report.met(Kind::ZoneShared))
        };
        assert_eq!(zone("ma", "02114"), ("America/New_York", 0));
        assert_eq!(zone("Idaho", "83814"), ("America/Los_Angeles", 0));
        assert_eq!(zone("US-ID", "83702-0001"), ("America/Boise", 0));
        assert_eq!(zone("ID", ""), ("America/Boise", 1));
        assert_eq!(zone("MI", "49938"), ("America/Detroit", 1));
        assert_eq!(state("Bavaria"), None);
    }

    #[test]
    fn overseas_has_zones_of_its_own() {
        assert_eq!(departement("01"), Some("Europe/Paris"));
        assert_eq!(departement("2A"), Some("Europe/Paris"));
        assert_eq!(departement("974"), Some("Indian/Reunion"));
        assert_eq!(departement("om"), None);
        assert_eq!(departement_of("97410").as_deref(), Some("974"));
        assert_eq!(departement_of("20200").as_deref(), Some("2B"));
        assert_eq!(departement_of("9210"), None);
    }
}
