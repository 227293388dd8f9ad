//! Positions and the distances between them.
//!
//! Degrees come in, kilometres go out. The last bit of `sin` and `asin` differs between platforms, so every target uses
//! those of the `libm` crate. With the rounding of [`distance_km`] every platform gives the same answer.

use serde::Serialize;

use crate::work::{self, Work};

/// Mean radius of the Earth in km, the R₁ of the International Union of Geodesy and Geophysics.
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A place on the globe: latitude -90..=90 and longitude -180..=180, in degrees, both finite.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Position {
    lat: f64,
    lon: f64,
    /// The cosine of the latitude, which every distance needs.
    #[serde(skip)]
    cosine: f64,
}

impl Position {
    /// The position, if both degrees are in range.
    ///
    /// ```
    /// # use slot_finder::Position;
    /// assert!(Position::new(-7.82, 112.01).is_some());
    /// assert!(Position::new(112.01, -7.82).is_none());
    /// ```
    #[must_use]
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        (lat.abs() <= 90.0 && lon.abs() <= 180.0).then(|| Self {
            lat,
            lon,
            cosine: libm::cos(lat.to_radians()),
        })
    }

    /// Degrees north of the equator.
    #[must_use]
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east of Greenwich.
    #[must_use]
    pub fn lon(self) -> f64 {
        self.lon
    }
}

/// A place as a point on a sphere of radius 1, to a ten-millionth: enough to say what is surely far away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point([f32; 3]);

/// What a [`Point`] may be off, in km, and more: 1e-6 of the Earth's radius is 6 m.
const SLACK_KM: f64 = 0.02;

impl Point {
    pub fn new(position: Position) -> Self {
        // Degrees have at most three digits before the point: single precision is off by a hundred-thousandth.
        let angle = |degrees: f64| libm::sincosf(narrow(degrees.to_radians()));
        let ((up, flat), (side, ahead)) = (angle(position.lat), angle(position.lon));
        Self([flat * ahead, flat * side, up])
    }

    /// The square of the straight line between two points, in radii.
    #[inline]
    pub fn chord_squared(self, other: Self) -> f32 {
        let pairs = self.0.into_iter().zip(other.0);
        pairs.map(|(a, b)| (a - b) * (a - b)).sum()
    }

    /// What [`distance_km`] is at the least for a square of a chord: no arc is shorter than its chord.
    #[inline]
    pub fn least_km(chord_squared: f32) -> f64 {
        (EARTH_RADIUS_KM * f64::from(chord_squared).sqrt() - SLACK_KM).max(0.0)
    }

    /// A square of a chord above which every [`distance_km`] is more than so many km.
    pub fn chord_limit(km: f64) -> f32 {
        let half_angle = (km + SLACK_KM) / EARTH_RADIUS_KM / 2.0;
        if half_angle >= std::f64::consts::FRAC_PI_2 {
            return f32::INFINITY;
        }
        let chord = 2.0 * libm::sin(half_angle) + 2.0 * SLACK_KM / EARTH_RADIUS_KM;
        narrow(chord * chord * (1.0 + 1e-6))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "single precision is wanted"
)]
fn narrow(n: f64) -> f32 {
    n as f32
}

/// The great-circle distance in km by the haversine formula, rounded to a metre.
///
/// Source of the formula: R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (2), 1984.
///
/// ```
/// # use slot_finder::{Position, distance_km};
/// let kediri = Position::new(-7.82, 112.01).unwrap();
/// assert_eq!(distance_km(kediri, kediri), 0.0);
/// ```
#[must_use]
pub fn distance_km(a: Position, b: Position) -> f64 {
    work::add(Work::Distances, 1);
    haversine_km(b.lat - a.lat, b.lon - a.lon, a.cosine * b.cosine)
}

/// The distance of two places by their differences in degrees and the product of the cosines of their latitudes.
fn haversine_km(lat: f64, lon: f64, cosines: f64) -> f64 {
    let sine_of_half = |degrees: f64| libm::sin(degrees.to_radians() / 2.0);
    let (lat, lon) = (sine_of_half(lat), sine_of_half(lon));
    let h = lat * lat + cosines * lon * lon;
    round_to(
        2.0 * EARTH_RADIUS_KM * libm::asin(h.min(1.0).sqrt()),
        1000.0,
    )
}

/// An area between two parallels and two meridians; with west above east it crosses the antimeridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    west: f64,
    south: f64,
    east: f64,
    north: f64,
    /// The least cosine of a latitude in it.
    cosine: f64,
}

impl Area {
    /// The whole globe.
    pub const WORLD: Self = Self {
        west: -180.0,
        south: -90.0,
        east: 180.0,
        north: 90.0,
        cosine: 0.0,
    };

    /// The area between west, south, east and north, in degrees, if they are in range.
    pub fn of(edges: &[f64]) -> Option<Self> {
        let [west, south, east, north] = *edges else {
            return None;
        };
        let corners = (Position::new(south, west)?, Position::new(north, east)?);
        (south <= north).then_some(Self {
            west,
            south,
            east,
            north,
            // The cosine is concave between the poles: it is least at an edge.
            cosine: corners.0.cosine.min(corners.1.cosine).max(0.0),
        })
    }

    /// Whether a place is in the area or on its edge.
    pub fn contains(&self, at: Position) -> bool {
        let by_lon = if self.west <= self.east {
            self.west <= at.lon && at.lon <= self.east
        } else {
            at.lon >= self.west || at.lon <= self.east
        };
        by_lon && self.south <= at.lat && at.lat <= self.north
    }

    /// What [`distance_km`] is at the least from a place to any place in the area.
    ///
    /// Each of the two terms of the haversine is at least what it is for the smallest difference in degrees.
    pub fn least_km(&self, from: Position) -> f64 {
        let lat = (self.south - from.lat).max(from.lat - self.north).max(0.0);
        // How far it is to go east to the western edge, and west to the eastern one; 0 within the area.
        let eastwards = |from: f64, to: f64| {
            if to < from {
                to + 360.0 - from
            } else {
                to - from
            }
        };
        let (width, ahead) = (
            eastwards(self.west, self.east),
            eastwards(self.west, from.lon),
        );
        let lon = if ahead <= width {
            0.0
        } else {
            (ahead - width).min(360.0 - ahead)
        };
        // Rounding is off by half a metre, and close to antipodes the formula itself by more.
        let km = haversine_km(lat, lon, from.cosine * self.cosine);
        (km * (1.0 - 1e-5) - 0.001).max(0.0)
    }
}

/// `n`, not negative, rounded to whole parts, `per_unit` of them in one; halves go up. Numbers too large to have such
/// parts stay as they are.
pub(crate) fn round_to(n: f64, per_unit: f64) -> f64 {
    let parts = (n * per_unit).round();
    if parts.is_finite() {
        parts / per_unit
    } else {
        n
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Position {
        Position::new(lat, lon).unwrap()
    }

    /// The angle between two unit vectors, from cross and dot product: another formula, and the platform's own functions.
    fn reference_km(a: Position, b: Position) -> f64 {
        let vector = |p: Position| {
            let (lat, lon) = (p.lat.to_radians(), p.lon.to_radians());
            [lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()]
        };
        let (u, v) = (vector(a), vector(b));
        let cross = [
            u[1] * v[2] - u[2] * v[1],
            u[2] * v[0] - u[0] * v[2],
            u[0] * v[1] - u[1] * v[0],
        ];
        let dot: f64 = u.iter().zip(v).map(|(x, y)| x * y).sum();
        let sine = cross.iter().map(|x| x * x).sum::<f64>().sqrt();
        6371.0088 * sine.atan2(dot)
    }

    #[test]
    fn the_whole_globe_agrees_with_the_angle_between_vectors() {
        let lats: Vec<f64> = (-90..=90)
            .step_by(15)
            .map(f64::from)
            .chain([-89.999, 0.001, 89.999])
            .collect();
        let lons: Vec<f64> = (-180..=180)
            .step_by(20)
            .map(f64::from)
            .chain([-179.999, 0.001, 179.999])
            .collect();
        for &a_lat in &lats {
            for &b_lat in &lats {
                for &a_lon in &lons {
                    for &b_lon in &lons {
                        let (a, b) = (at(a_lat, a_lon), at(b_lat, b_lon));
                        let (found, expected) = (distance_km(a, b), reference_km(a, b));
                        // Close to antipodes the haversine itself loses digits: 2 sqrt(2⁻⁵³) R is 0.13 km.
                        let allowed = if expected > 20_000.0 { 0.2 } else { 0.000_6 };
                        assert!(
                            (found - expected).abs() <= allowed,
                            "{a:?} {b:?}: {found} {expected}"
                        );
                        assert_eq!(found.to_bits(), distance_km(b, a).to_bits(), "{a:?} {b:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn no_place_is_nearer_than_its_chord_says() {
        // Places all over the globe, and close to each other by a metre up to some hundred kilometres.
        let steps = [
            0.0, 1e-5, 3e-4, 0.01, 0.2, 1.3, 9.0, 47.0, 90.0, 135.0, 179.9,
        ];
        for lat in (-90..=90).step_by(10).map(f64::from) {
            for lon in (-180..=180).step_by(30).map(f64::from) {
                let from = at(lat, lon);
                for north in steps.iter().flat_map(|step| [*step, -step]) {
                    for east in steps.iter().flat_map(|step| [*step, -step]) {
                        let Some(to) = Position::new(lat + north, lon + east) else {
                            continue;
                        };
                        let km = distance_km(from, to);
                        let chord = Point::new(from).chord_squared(Point::new(to));
                        assert!(Point::least_km(chord) <= km, "{from:?} {to:?}");
                        assert!(chord <= Point::chord_limit(km), "{from:?} {to:?}");
                        // And both say something: to 50 m where places are near.
                        if km < 100.0 {
                            assert!(Point::least_km(chord) >= km - 0.05, "{from:?} {to:?}");
                            let limit = Point::chord_limit((km - 0.15).max(0.0));
                            assert!(km < 0.2 || chord > limit, "{from:?} {to:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn no_place_of_an_area_is_nearer_than_the_area_says() {
        let areas = [
            [110.0, -8.5, 114.5, -6.0],
            [178.0, -19.0, -178.0, -15.0],
            [-180.0, -90.0, 180.0, 90.0],
            [-180.0, 60.0, 180.0, 90.0],
            [95.0, 2.0, 95.0, 2.0],
            [-30.0, -20.0, 170.0, 40.0],
        ];
        for edges in areas {
            let area = Area::of(&edges).unwrap();
            let [west, south, east, north] = edges;
            let width = if west > east { east + 360.0 } else { east } - west;
            for lat in (-90..=90).step_by(9).map(f64::from) {
                for lon in (-180..=180).step_by(12).map(f64::from) {
                    let from = at(lat, lon);
                    let mut nearest = f64::INFINITY;
                    for north_by in 0..=20 {
                        for east_by in 0..=20 {
                            let lat = south + (north - south) * f64::from(north_by) / 20.0;
                            let lon = west + width * f64::from(east_by) / 20.0;
                            let lon = if lon > 180.0 { lon - 360.0 } else { lon };
                            nearest = nearest.min(distance_km(from, at(lat, lon)));
                        }
                    }
                    let least = area.least_km(from);
                    assert!(least <= nearest, "{edges:?} {from:?}: {least} {nearest}");
                    // It says something: where an area is not far, at least three quarters of the distance.
                    if nearest > 100.0 && nearest < 2000.0 && lat.abs() < 50.0 && width < 10.0 {
                        assert!(
                            least > 0.75 * nearest,
                            "{edges:?} {from:?}: {least} {nearest}"
                        );
                    }
                }
            }
        }
        let pacific = Area::of(&[170.0, -10.0, -170.0, 10.0]).unwrap();
        assert!(pacific.contains(at(10.0, 175.0)) && pacific.contains(at(0.0, -170.0)));
        assert!(!pacific.contains(at(0.0, 0.0)) && !pacific.contains(at(11.0, 175.0)));
        assert_eq!(Area::of(&[0.0, 1.0, 0.0, -1.0]), None);
        assert_eq!(Area::of(&[0.0, 1.0, 0.0]), None);
        assert_eq!(Area::of(&[0.0, -91.0, 0.0, 1.0]), None);
    }

    #[test]
    fn the_antimeridian_is_no_wall() {
        // One degree of longitude on the equator: R * pi / 180.
        assert_eq!(distance_km(at(0.0, 179.5), at(0.0, -179.5)), 111.195);
        assert_eq!(distance_km(at(0.0, 180.0), at(0.0, -180.0)), 0.0);
    }

    #[test]
    fn at_a_pole_longitude_does_not_matter() {
        assert_eq!(distance_km(at(90.0, 10.0), at(90.0, -170.0)), 0.0);
        // A quarter of the way round: R * pi / 2.
        assert_eq!(distance_km(at(-90.0, 77.0), at(0.0, 12.0)), 10_007.557);
    }

    #[test]
    fn antipodes_are_half_the_way_round() {
        assert_eq!(distance_km(at(0.0, 0.0), at(0.0, 180.0)), 20_015.114);
        assert_eq!(distance_km(at(-0.0, 0.0), at(0.0, -180.0)), 20_015.114);
    }

    #[test]
    fn degrees_out_of_range_are_no_position() {
        assert_eq!(Position::new(90.001, 0.0), None);
        assert_eq!(Position::new(0.0, -180.001), None);
        assert_eq!(Position::new(f64::NAN, 0.0), None);
        assert!(Position::new(-90.0, 180.0).is_some());
    }
}
