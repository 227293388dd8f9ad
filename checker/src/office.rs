//! Checks one office: its fields, texts, position and quota.

use super::facts::{Facts, Seen, can_book};
use super::positions::folded;
use super::tree::Node;
use super::{Checker, rules, shape};
use slot_finder::Position;
use slot_finder::work::{self, Work};

impl Checker<'_> {
    /// Checks an office, and collects what the check of all offices needs.
    pub fn office(&mut self, office: &Node<'_>, index: usize, facts: &mut Facts) {
        if office.members().is_empty() {
            return;
        }
        self.shape(office, shape::OFFICE);
        self.short_name(office);
        self.listed(office, "kind", "kinds", &facts.kinds);
        self.listed(office, "region", "regions", &facts.regions);
        let age = self.office_times(office, facts);
        let position = self.position(office);
        let own_zone = office.string_of("time_zone");
        // The reader knows no longer name of a zone; each office has a copy of it.
        let zone = own_zone
            .or(facts.zone.as_deref())
            .filter(|zone| zone.len() <= 64)
            .unwrap_or_default()
            .to_owned();
        work::add(Work::Bytes, zone.len());
        if let Some(position) = position {
            self.zone_fits(office, position, &zone);
        }
        facts.can_book |= can_book(office);
        self.quota(office, &zone, facts);
        facts.zones.insert(zone.clone());
        let observed = office
            .get("observed_at")
            .map_or(office, |observed| observed);
        facts.offices.push(Seen {
            index,
            names: super::names(office),
            folded: super::name(office).map(folded),
            at: observed.at(),
            parent: office.get("parent").and_then(|parent| {
                let id = parent.string()?;
                Some((id.to_owned(), parent.at()))
            }),
            observed: super::facts::time(office, "observed_at"),
            age,
            position,
            zone,
        });
    }

    /// Checks the position of a single office. `None` without a valid one.
    fn position(&mut self, office: &Node<'_>) -> Option<Position> {
        let (lat, lon) = (office.get("lat"), office.get("lon"));
        if lat.is_none() && lon.is_none() {
            self.find(rules::NO_POSITION, office.at(), &[]);
        }
        let (lat_deg, lon_deg) = (office.number_of("lat")?, office.number_of("lon")?);
        let position = Position::new(lat_deg, lon_deg)?;
        let at = lat?.at();
        let text = |node: Option<&Node<'_>>| {
            node.map_or_else(String::new, |node| super::excerpt(node.span.of(self.text)))
        };
        let (lat, lon) = (text(lat), text(lon));
        let values = [("lat", &*lat), ("lon", &*lon)];
        if lat_deg.abs() < 0.01 && lon_deg.abs() < 0.01 {
            self.within(&["lat"], |checker| {
                checker.find(rules::ZERO_POSITION, at, &values);
            });
            return None;
        }
        if lat_deg.trunc() == lat_deg && lon_deg.trunc() == lon_deg {
            self.within(&["lat"], |checker| {
                checker.find(rules::WHOLE_DEGREES, at, &values);
            });
        }
        Some(position)
    }
}
