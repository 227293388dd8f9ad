//! Writes an answer as text for a terminal: a headline, its age, the nearer offices that are full, when more places
//! open, and the offers as a table.

use slot_finder::{
    Alternative, Date, FeedInfo, FreshnessState, LocalTime, Nearer, Offer, Precision, Query,
    Ranking, WALK_IN, parse_rfc3339,
};

use crate::table::{Align, DetailedTable};
use slot_publisher::dates;
use slot_publisher::phrases::{self, count, whole};
use slot_publisher::words::Value::{Number, Text};
use slot_publisher::words::{Value, Words};

/// The whole text of an answer.
pub fn write(
    ranking: &Ranking,
    about: &FeedInfo,
    query: &Query,
    now: i64,
    words: &Words,
) -> String {
    let teller = Teller {
        ranking,
        about,
        query,
        now,
        words,
    };
    let mut text = String::new();
    let mut line = |sentence: String| {
        text.push_str(&sentence);
        text.push('\n');
    };
    if about.sample {
        line(words.t("command.sample", &[]));
    }
    if let Some(headline) = teller.headline() {
        line(headline);
    }
    if let (Some(asked), Some(widened)) = (query.within_km, ranking.widened_to_km) {
        line(words.t(
            "answer.widened",
            &[("a", whole(asked)), ("b", whole(widened))],
        ));
    }
    line(teller.freshness());
    for nearer in &ranking.nearer {
        line(teller.nearer(nearer));
    }
    if let Some(empty) = &ranking.empty {
        let until = empty.until.map(|until| teller.day(until));
        line(phrases::none_at_all(
            words,
            &empty.by_office,
            until.as_deref(),
            query.party,
        ));
    }
    if let Some(sentence) = teller.release() {
        line(sentence);
    }
    if !ranking.offers.is_empty() {
        line(String::new());
        line(teller.table().trim_end().to_owned());
        let shown = ranking.offers.len();
        if shown < ranking.total {
            line(words.t(
                "command.more",
                &[("n", count(shown)), ("m", count(ranking.total))],
            ));
        }
    }
    if !ranking.alternatives.is_empty() {
        line(String::new());
        line(words.t(
            if ranking.offers.is_empty() {
                "try"
            } else {
                "try.also"
            },
            &[],
        ));
        for alternative in &ranking.alternatives {
            line(format!("- {}", teller.alternative(alternative)));
        }
    }
    line(String::new());
    line(words.t("publisher", &[("name", Text(&about.publisher.name.text))]));
    text
}

/// The context of every sentence.
struct Teller<'a> {
    ranking: &'a Ranking<'a>,
    about: &'a FeedInfo,
    query: &'a Query,
    now: i64,
    words: &'a Words,
}

impl Teller<'_> {
    fn party(&self) -> (&'static str, Value<'static>) {
        ("p", Number(i64::from(self.query.party)))
    }

    /// The headline; none if the data is too old to answer, which [`Teller::freshness`] explains.
    fn headline(&self) -> Option<String> {
        let ranking = self.ranking;
        if !ranking.offers.is_empty() {
            let offices = ("n", count(ranking.offices));
            return Some(self.words.t("answer.yes", &[self.party(), offices]));
        }
        if ranking.freshness.state == FreshnessState::Expired {
            return None;
        }
        let counts = ranking.empty.as_ref().map(|empty| empty.by_office);
        let not_released = counts
            .is_some_and(|counts| counts.not_released > 0 && counts.full + counts.too_few == 0);
        if let Some(missing) = phrases::missing(self.words, &self.about.problems) {
            return Some(missing);
        }
        let key = if not_released {
            "answer.notReleased"
        } else {
            "answer.no"
        };
        Some(self.words.t(key, &[self.party()]))
    }

    fn freshness(&self) -> String {
        let freshness = &self.ranking.freshness;
        let (date, time) = self.moment(&freshness.generated_at).unwrap_or_default();
        let age = self.age(freshness.age_seconds);
        let key = match freshness.state {
            FreshnessState::Fresh => "fresh",
            FreshnessState::Stale => "stale.page",
            FreshnessState::Expired => "expired",
            FreshnessState::Future => "fresh.future",
            FreshnessState::BeforeRelease => "release.before.plain",
        };
        self.words.t(
            key,
            &[
                ("age", Text(&age)),
                ("date", Text(&date)),
                ("time", Text(&time)),
            ],
        )
    }

    /// A nearer office without an offer: "Kediri, nearest (10 km): full until ...".
    fn nearer(&self, nearer: &Nearer) -> String {
        let words = self.words;
        let offer = self
            .ranking
            .highlights
            .nearest
            .as_ref()
            .and_then(|offer| offer.distance_km);
        let first = self
            .ranking
            .nearer
            .first()
            .is_some_and(|first| first.office_id == nearer.office_id);
        let name = ("office", Text(&nearer.office.short.text));
        let office = match nearer.distance_km {
            Some(km) => {
                let nearest = first && offer.is_none_or(|offer| km < offer);
                words.t(
                    if nearest {
                        "nearer.nearest"
                    } else {
                        "nearer.office"
                    },
                    &[name, ("km", Text(&words.kilometres(km, &nearer.office)))],
                )
            }
            None => words.t("nearer.office.nowhere", &[name]),
        };
        let until = nearer.until.map(|until| self.day(until));
        phrases::why_none(words, nearer, &office, until.as_deref(), self.query.party)
    }

    /// When the next places open at an office of the answer.
    fn release(&self) -> Option<String> {
        let (at, text) = phrases::next_release(self.ranking, self.now)?;
        let days = self
            .local(at, text)?
            .0
            .date
            .days_since(self.local(self.now, text)?.0.date);
        let (date, time) = self.moment(text)?;
        let in_days = self.in_days(days);
        Some(self.words.t(
            "release",
            &[
                ("date", Text(&date)),
                ("time", Text(&time)),
                ("in", Text(&in_days)),
            ],
        ))
    }

    fn alternative(&self, alternative: &Alternative) -> String {
        let words = self.words;
        let service = self
            .about
            .services
            .iter()
            .find(|service| service.id == alternative.service_id);
        let name = service.map_or(alternative.service_id, |service| &service.name.text);
        let amount = alternative.surcharge.as_ref();
        let amount = amount.map(|surcharge| phrases::money(words, surcharge));
        let key = match (alternative.channel == WALK_IN, &amount) {
            (true, _) => "try.walkin.service",
            (false, Some(_)) => "try.service.fee",
            (false, None) => "try.service",
        };
        let amount = amount.unwrap_or_default();
        self.words.t(
            key,
            &[
                ("name", Text(name)),
                ("amount", Text(&amount)),
                ("n", count(alternative.offices)),
            ],
        )
    }

    fn table(&self) -> String {
        let words = self.words;
        let heading = |key| words.t(key, &[]);
        let mut table = DetailedTable::new(&[
            ("#".to_owned(), Align::Right),
            (heading("command.office"), Align::Left),
            (heading("command.date"), Align::Left),
            (heading("command.days"), Align::Left),
            (heading("command.open"), Align::Right),
            (heading("command.distance"), Align::Right),
            (heading("command.service"), Align::Left),
            (heading("command.age"), Align::Left),
        ]);
        for (rank, offer) in (1..).zip(&self.ranking.offers) {
            let cells = [
                words.number(rank),
                offer.office.short.text.clone(),
                self.day(offer.date),
                self.in_days(offer.wait_days),
                self.open(offer),
                distance(offer),
                self.service(offer),
                self.offer_age(offer),
            ];
            table.add(cells, self.hours(offer));
        }
        table.to_string()
    }

    fn open(&self, offer: &Offer) -> String {
        let number = self.words.number(offer.open);
        match offer.precision {
            Precision::Exact => number,
            Precision::AtLeast => format!("{} {number}", self.words.t("left.atleast", &[])),
            Precision::Estimate => format!("{} {number}", self.words.t("left.estimate", &[])),
        }
    }

    /// The service, and its special conditions.
    fn service(&self, offer: &Offer) -> String {
        let mut service = offer.service.text.clone();
        if let Some(event) = &offer.event {
            service = format!("{service}, {}", event.name.text);
        }
        match offer.channel {
            "app" => service,
            WALK_IN => format!("{service} ({})", self.words.t("command.walkin", &[])),
            channel => format!("{service} ({channel})"),
        }
    }

    fn offer_age(&self, offer: &Offer) -> String {
        let age = self.age(offer.age_seconds);
        match (offer.expired, offer.stale) {
            (true, _) => format!("{age} !!"),
            (false, true) => format!("{age} !"),
            (false, false) => age,
        }
    }

    /// The hours, if no single session holds the party.
    fn hours(&self, offer: &Offer) -> Option<String> {
        if offer.together {
            return None;
        }
        let hour = |session: &slot_finder::SessionInfo| {
            let values = [
                ("start", Text(&session.start)),
                ("end", Text(&session.end)),
                ("n", Number(session.open)),
            ];
            self.words.t("hours.one", &values)
        };
        let list = offer
            .sessions
            .iter()
            .map(hour)
            .collect::<Vec<_>>()
            .join(", ");
        Some(self.words.t("hours.split", &[("list", Text(&list))]))
    }

    /// Day and time of an instant: "Thu 2026-11-26" and "09:00 WIB".
    fn moment(&self, instant: &str) -> Option<(String, String)> {
        let (local, zone) = self.local(parse_rfc3339(instant)?, instant)?;
        let (hours, minutes) = (local.seconds / 3_600, local.seconds / 60 % 60);
        Some((
            self.day(local.date),
            format!("{hours:02}:{minutes:02} {zone}"),
        ))
    }

    /// An instant in the zone of all times, and that zone's name: the zone of the answer's first office, or else the
    /// offset in `rfc3339`.
    fn local<'w>(&'w self, instant: i64, rfc3339: &'w str) -> Option<(LocalTime, &'w str)> {
        dates::local(instant, phrases::zone(self.ranking), rfc3339)
    }

    fn day(&self, date: Date) -> String {
        dates::day(self.words, date)
    }

    fn in_days(&self, days: i32) -> String {
        let key = match days {
            0 => "in.0",
            1 => "in.1",
            2 => "in.2",
            _ => "in.days",
        };
        self.words.t(key, &[("n", Number(i64::from(days)))])
    }

    fn age(&self, seconds: f64) -> String {
        let (key, unit) = match seconds {
            ..60.0 => ("age.now", 1.0),
            ..3_600.0 => ("age.minutes", 60.0),
            ..86_400.0 => ("age.hours", 3_600.0),
            _ => ("age.days", 86_400.0),
        };
        self.words.t(key, &[("n", whole((seconds / unit).floor()))])
    }
}

/// Whole kilometres, marked where the office's position is approximate.
fn distance(offer: &Offer) -> String {
    let about = if offer.office.approx_km.is_some() {
        "~"
    } else {
        ""
    };
    match offer.distance_km {
        Some(..1.0) => "<1 km".to_owned(),
        Some(km) => format!("{about}{km:.0} km"),
        None => "-".to_owned(),
    }
}
