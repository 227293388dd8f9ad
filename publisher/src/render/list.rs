//! Writes the list as HTML: turns an answer of the engine into a section or a whole page.
//!
//! maud escapes every text. Texts of a feed also lose invisible and direction-changing characters, and are isolated
//! from the direction of their surroundings. Links are https and `tel:`. A sample has no booking links: there is
//! nothing to book.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use slot_finder::{
    Booking, Date, FeedInfo, FreshnessState, Localized, Offer, Precision, Query, Ranking, WALK_IN,
    parse_rfc3339,
};

use crate::dates;
use crate::phrases::{self, count};
use crate::words::Value::{Number, Text};
use crate::words::{Value, Words, plain};

/// The style of the whole page; a section inherits the style of the page around it.
const STYLE: &str = include_str!("page.css");

/// An answer, and the context to present it.
pub struct List<'a> {
    pub ranking: &'a Ranking<'a>,
    pub about: &'a FeedInfo,
    pub query: &'a Query,
    /// The moment of the question, in ms since 1970.
    pub now: i64,
    pub words: &'a Words,
    /// The language of the messages.
    pub lang: &'a str,
}

impl List<'_> {
    /// A standalone page, with its style in it.
    pub fn page(&self) -> Markup {
        let title = self.t("render.title");
        html! {
            (DOCTYPE)
            html lang=(self.lang) {
                head {
                    meta charset="utf-8";
                    title { (title) }
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    style { (PreEscaped(STYLE)) }
                }
                body { main {
                    h1 { (title) }
                    (self.body(true))
                } }
            }
        }
    }

    /// A section to put into a page.
    pub fn section(&self) -> Markup {
        html! {
            section.slot-list lang=(self.lang) aria-label=(self.t("render.title")) {
                h2 { (self.t("render.title")) }
                (self.body(false))
            }
        }
    }

    fn body(&self, is_page: bool) -> Markup {
        html! {
            @if self.about.sample { p.slot-sample { strong { (self.t("command.sample")) } } }
            @for sentence in self.truth() { p { (sentence) } }
            @for alert in self.alerts() { (alert) }
            @if !self.ranking.nearer.is_empty() {
                ul { @for sentence in self.nearer() { li { (sentence) } } }
            }
            @if let Some(sentence) = self.missing() { p { strong { (sentence) } } }
            @for sentence in self.none() { p { (sentence) } }
            @if !self.ranking.offers.is_empty() {
                ol { @for offer in &self.ranking.offers { li { (self.offer(offer, is_page)) } } }
            }
            @if let Some(sentence) = self.more() { p { (sentence) } }
            @if let Some(sentence) = self.release() { p { (sentence) } }
            (self.foot())
        }
    }

    /// The freshness of the list, in absolute times.
    fn truth(&self) -> Vec<String> {
        let freshness = &self.ranking.freshness;
        let made = self.moment(&freshness.generated_at);
        let as_of = |key| self.words.t(key, &[("moment", Text(&made))]);
        let mut sentences = vec![match freshness.state {
            FreshnessState::Expired => as_of("render.expired"),
            FreshnessState::Future => as_of("render.future"),
            _ => as_of("render.as_of"),
        }];
        if freshness.state == FreshnessState::BeforeRelease {
            sentences.push(self.t("release.before.plain"));
        }
        if let Some(until) = self.until() {
            sentences.push(self.words.t("render.until", &[("moment", Text(&until))]));
        }
        sentences
    }

    /// When the first number of the list expires.
    fn until(&self) -> Option<String> {
        let offers = self.ranking.offers.iter();
        let observed = offers.filter_map(|offer| {
            let rfc3339 = &*offer.office.observed_at;
            Some((parse_rfc3339(rfc3339)?, rfc3339))
        });
        let (oldest, rfc3339) = observed.min()?;
        let life = self.about.expires_after.saturating_mul(1000);
        let end = oldest.saturating_add(life);
        let zone = phrases::zone(self.ranking);
        Some(dates::moment(self.words, end, zone, rfc3339))
    }

    /// The publisher's current and future notices.
    fn alerts(&self) -> Vec<Markup> {
        let zone = phrases::zone(self.ranking);
        let today = dates::local(self.now, zone, &self.about.generated_at);
        let today = today.map(|(local, _)| local.date);
        let alerts = self.about.alerts.iter();
        let current = alerts.filter(|alert| alert.to >= today || alert.to.is_none());
        let told = current.map(|alert| {
            let days: Vec<String> = [alert.from, alert.to]
                .into_iter()
                .flatten()
                .map(|date| self.day(date))
                .collect();
            html! {
                p.alert {
                    (self.text(&alert.text))
                    @if !days.is_empty() { " (" (days.join(" \u{2013} ")) ")" }
                    @if let Some(url) = https(alert.url.as_ref()) {
                        " " (link(url, host(url)))
                    }
                }
            }
        });
        told.collect()
    }

    /// The nearer offices, and why they have no offers.
    fn nearer(&self) -> Vec<String> {
        let told = self.ranking.nearer.iter().map(|nearer| {
            let name = ("office", Text(&nearer.office.short.text));
            let office = nearer.distance_km.map_or_else(
                || self.words.t("nearer.office.nowhere", &[name]),
                |km| {
                    let km = self.words.kilometres(km, &nearer.office);
                    self.words.t("nearer.office", &[name, ("km", Text(&km))])
                },
            );
            let until = nearer.until.map(|date| self.day(date));
            phrases::why_none(
                self.words,
                nearer,
                &office,
                until.as_deref(),
                self.query.party,
            )
        });
        told.collect()
    }

    /// The message in place of offers.
    fn none(&self) -> Vec<String> {
        let Some(empty) = &self.ranking.empty else {
            return Vec::new();
        };
        let until = empty.until.map(|date| self.day(date));
        let party = self.query.party;
        let answer = || {
            self.words
                .t("answer.no", &[("p", Number(i64::from(party)))])
        };
        // `missing` says why "none" can't be claimed.
        let answer = self.missing().is_none().then(answer);
        answer
            .into_iter()
            .chain([phrases::none_at_all(
                self.words,
                &empty.by_office,
                until.as_deref(),
                party,
            )])
            .collect()
    }

    /// What of the feed could not be read.
    fn missing(&self) -> Option<String> {
        phrases::missing(self.words, &self.about.problems)
    }

    fn offer(&self, offer: &Offer, is_page: bool) -> Markup {
        let name = self.text(&offer.office.name);
        let differs = offer.office.observed_at != self.ranking.freshness.generated_at;
        html! {
            @if is_page { h2 { (name) } } @else { h3 { (name) } }
            p {
                strong { time datetime=(offer.date) { (self.day(offer.date)) } ": " (self.open(offer)) }
            }
            p { (self.service(offer)) }
            @let circumstances = self.circumstances(offer);
            @if !circumstances.is_empty() { p { (circumstances.join(" \u{b7} ")) } }
            @if let Some(address) = &offer.office.address { p { bdi { (plain(address)) } } }
            @if differs {
                @let moment = self.moment(&offer.office.observed_at);
                p { (self.words.t("render.checked", &[("moment", Text(&moment))])) }
            }
            @if !self.about.sample { (self.doors(offer)) }
        }
    }

    /// "sisa kuota 12 dari 40".
    fn open(&self, offer: &Offer) -> String {
        let key = match offer.precision {
            Precision::Exact => "render.left",
            Precision::AtLeast => "render.left.at_least",
            Precision::Estimate => "render.left.estimate",
        };
        let left = self.words.t(key, &[("n", Number(offer.open))]);
        match offer.total {
            Some(total) => format!(
                "{left} {}",
                self.words.t("left.of", &[("n", Number(total))])
            ),
            None => left,
        }
    }

    /// The service, its surcharge, and its event.
    fn service(&self, offer: &Offer) -> Markup {
        let services = &self.about.services;
        let service = services.iter().find(|info| info.id == offer.service_id);
        let fee = service.and_then(|info| info.surcharge.as_ref()).map(|fee| {
            let amount = phrases::money(self.words, fee);
            let key = if fee.per == "person" {
                "fee"
            } else {
                "fee.other"
            };
            self.words.t(key, &[("amount", Text(&amount))])
        });
        html! {
            (self.text(&offer.service))
            @if let Some(fee) = fee { " (" (fee) ")" }
            @if let Some(event) = &offer.event {
                ", " (self.text(&event.name))
                @if let Some(note) = &event.note { ": " (self.text(note)) }
            }
        }
    }

    /// Whether to walk in, the hours, the distance, and when the document is ready.
    fn circumstances(&self, offer: &Offer) -> Vec<String> {
        let words = self.words;
        let mut sentences = Vec::new();
        if offer.channel == WALK_IN {
            sentences.push(self.t("book.walkin"));
        }
        let hours: Vec<String> = offer
            .sessions
            .iter()
            .map(|session| {
                let values = [
                    ("start", Text(&session.start)),
                    ("end", Text(&session.end)),
                    ("n", Number(session.open)),
                ];
                words.t("hours.one", &values)
            })
            .collect();
        if !hours.is_empty() {
            let zone = dates::zone_name(&offer.office.time_zone);
            let list = format!("{} {zone}", hours.join(", "));
            sentences.push(if offer.together {
                list
            } else {
                words.t("hours.split", &[("list", Text(&list))])
            });
        }
        sentences.extend(offer.distance_km.map(|km| {
            let km = words.kilometres(km, &offer.office);
            words.t("distance", &[("km", Text(&km))])
        }));
        if offer.ready_on != offer.date {
            let ready = self.day(offer.ready_on);
            sentences.push(words.t("ready", &[("date", Text(&ready))]));
        }
        sentences
    }

    /// Booking links and telephone numbers.
    fn doors(&self, offer: &Offer) -> Markup {
        let Booking {
            web, android, ios, ..
        } = &*offer.booking;
        let doors = [
            ("book.web", web),
            ("book.android", android),
            ("book.ios", ios),
        ];
        let doors = doors
            .into_iter()
            .filter_map(|(key, url)| Some((key, https(url.as_ref())?)));
        let doors: Vec<_> = doors.collect();
        let phone = offer.booking.phone.as_ref().or(offer.office.phone.as_ref());
        let phone = phone.map(|phone| (phone, tel(phone)));
        html! {
            @if offer.channel != WALK_IN {
                @for (key, url) in doors { p { (link(url, &format!("{} ({})", self.t(key), host(url)))) } }
            }
            @if let Some((phone, number)) = phone {
                @let call = self.words.t("book.phone", &[("phone", Text(phone))]);
                p { @if number.is_empty() { (call) } @else { a href={ "tel:" (number) } { (call) } } }
            }
        }
    }

    fn more(&self) -> Option<String> {
        let (shown, total) = (self.ranking.offers.len(), self.ranking.offices);
        let values = [("n", count(shown)), ("m", count(total))];
        (0 < shown && shown < total).then(|| self.words.t("command.more", &values))
    }

    fn release(&self) -> Option<String> {
        let (_, rfc3339) = phrases::next_release(self.ranking, self.now)?;
        let moment = self.moment(rfc3339);
        Some(self.words.t("render.release", &[("moment", Text(&moment))]))
    }

    /// The publisher and licence, and a disclaimer.
    fn foot(&self) -> Markup {
        let about = self.about;
        let publisher = &about.publisher;
        let official = if publisher.official {
            "official.yes"
        } else {
            "official"
        };
        html! {
            p {
                (self.words.t("publisher", &[("name", Text(&publisher.name.text))]))
                @if let Some(url) = https(publisher.url.as_ref()) { " (" (link(url, host(url))) ")" }
                @if let Some(contact) = &publisher.contact { ", " bdi { (plain(contact)) } }
            }
            @if let Some(attribution) = &about.attribution { p { (self.text(attribution)) } }
            @if let Some(license) = &about.license {
                p { (self.words.t("license", &[("name", Text(license))])) }
            }
            p { (self.t(official)) }
        }
    }

    fn t(&self, key: &str) -> String {
        self.words.t(key, &[] as &[(&str, Value)])
    }

    fn day(&self, date: Date) -> String {
        dates::day_in_full(self.words, date)
    }

    fn moment(&self, rfc3339: &str) -> String {
        dates::moment_of(self.words, rfc3339, phrases::zone(self.ranking))
    }

    /// A text of the feed, marked if its language differs from its surroundings.
    fn text(&self, text: &Localized) -> Markup {
        let asked = self.query.lang.as_deref().filter(|lang| *lang != self.lang);
        let lang = text.lang.as_deref().or(asked);
        html! { bdi lang=[lang] { (plain(&text.text)) } }
    }
}

fn link(url: &str, text: &str) -> Markup {
    html! { a href=(url) rel="noopener noreferrer" { (text) } }
}

/// An address that a page may link to.
fn https(url: Option<&String>) -> Option<&str> {
    let scheme = url?.get(..8)?;
    scheme
        .eq_ignore_ascii_case("https://")
        .then_some(url?.as_str())
}

/// The host of an address.
fn host(url: &str) -> &str {
    let rest = url.split_once("//").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

/// The dialable part of a number.
fn tel(phone: &str) -> String {
    let plus = phone.trim_start().starts_with('+');
    let digits = phone.chars().filter(char::is_ascii_digit);
    plus.then_some('+').into_iter().chain(digits).collect()
}
