//! `releases.ics`: what a phone can subscribe to. One event for the next release of each office, with an alarm shortly
//! before, and one for each day of a *Paspor Simpatik* or another event.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use icalendar::{Alarm, Calendar, Class, Component, Event, EventLike, Property, Trigger};
use slot_finder::{Board, Date, Feed, FeedInfo, OfficeInfo, Query, SummaryQuery, parse_rfc3339};

use crate::dates;
use crate::words::Value::{Number, Text};
use crate::words::{Words, plain};
use crate::zones::LocalZones;

/// How long before a release a phone reminds.
const REMINDER: TimeDelta = TimeDelta::minutes(10);
/// How long the event of a release is: places go fast.
const RELEASE: TimeDelta = TimeDelta::minutes(30);
/// How often phones are asked to look for a newer calendar.
const REFRESH: TimeDelta = TimeDelta::hours(1);

/// A feed, and what its calendar is about.
pub struct Releases<'a> {
    pub feed: &'a Feed,
    pub about: &'a FeedInfo,
    /// Its region, kinds and offices restrict the calendar; its other fields do not.
    pub query: &'a Query,
    /// When it is asked, in ms since 1970.
    pub now: i64,
    pub words: &'a Words,
    /// The language of the feed's texts.
    pub lang: Option<&'a str>,
}

impl Releases<'_> {
    /// The text of the file.
    pub fn file(&self) -> String {
        let offices = self.offices();
        let mut calendar = Calendar::new();
        calendar.name(&self.marked(&self.words.t("releases.title", &[])));
        calendar.ttl(&REFRESH);
        calendar.append_property(Property::new("METHOD", "PUBLISH"));
        for office in &offices {
            if let Some(event) = self.release(office) {
                calendar.push(event);
            }
        }
        calendar.extend(self.events(&offices));
        calendar.to_string()
    }

    fn offices(&self) -> Vec<OfficeInfo> {
        let query = Query {
            region: self.query.region.clone(),
            kinds: self.query.kinds.clone(),
            offices: self.query.offices.clone(),
            lang: self.lang.map(str::to_owned),
            // A table of one date reads next to nothing of the quota.
            from: Some(Date::MIN),
            to: Some(Date::MIN),
            ..Query::default()
        };
        let Board { offices, .. } = self.feed.board(&query, self.now, &LocalZones);
        offices
    }

    /// The next release of an office, if it is still to come.
    fn release(&self, office: &OfficeInfo) -> Option<Event> {
        let rfc3339 = office.next_release_at.as_deref()?;
        let ms = parse_rfc3339(rfc3339).filter(|ms| *ms >= self.now)?;
        let start = DateTime::<Utc>::from_timestamp_millis(ms)?;
        let name = plain(&office.name.text);
        let title = self.words.t("releases.release", &[("office", Text(&name))]);
        let title = self.marked(&title);
        let moment = dates::moment(self.words, ms, Some(&office.time_zone), rfc3339);
        let moment = [("moment", Text(&moment))];
        let mut text = vec![self.words.t("render.release", &moment)];
        text.extend(office.release_rule.as_ref().map(|rule| plain(&rule.text)));
        let mut event = self.event(office, "release", &title, text);
        event.starts(start).ends(start + RELEASE);
        let mut alarm = Alarm::display(&title, Trigger::before_start(REMINDER));
        // Without these the crate writes a random id and the time of the build.
        alarm.uid(&format!("alarm/{}@slot-feed", office.id));
        if let Some(made) = self.made() {
            alarm.timestamp(made);
        }
        event.alarm(alarm);
        Some(event.done())
    }

    /// The days of events, full ones too: places are taken back.
    fn events(&self, offices: &[OfficeInfo]) -> Vec<Event> {
        let services = self.about.services.iter();
        let question = SummaryQuery::of(&Query {
            region: self.query.region.clone(),
            kinds: self.query.kinds.clone(),
            services: services.map(|service| service.id.clone()).collect(),
            lang: self.lang.map(str::to_owned),
            ..Query::default()
        });
        let summary = self.feed.summary(&question, self.now, &LocalZones);
        let offices: BTreeMap<&str, &OfficeInfo> =
            offices.iter().map(|office| (&*office.id, office)).collect();
        let days = summary.events.iter().filter_map(|day| {
            let office = offices.get(day.office_id)?;
            let date: NaiveDate = day.date.to_string().parse().ok()?;
            let [event, name] = [&day.name.text, &office.name.text].map(|text| plain(text));
            let title = self.words.t(
                "releases.event",
                &[("event", Text(&event)), ("office", Text(&name))],
            );
            let title = self.marked(&title);
            let left = self.words.t("render.left", &[("n", Number(day.open))]);
            let checked =
                dates::moment_of(self.words, &office.observed_at, Some(&office.time_zone));
            let checked = self
                .words
                .t("render.checked", &[("moment", Text(&checked))]);
            let kind = format!("event/{date}/{event}");
            let mut event = self.event(office, &kind, &title, vec![format!("{left}."), checked]);
            event.starts(date).ends(date + TimeDelta::days(1));
            Some(event.done())
        });
        days.collect()
    }

    /// What both kinds of events have. A later calendar changes the event of the same id.
    fn event(&self, office: &OfficeInfo, kind: &str, title: &str, mut text: Vec<String>) -> Event {
        let publisher = [("name", Text(&self.about.publisher.name.text))];
        text.push(self.words.t("publisher", &publisher));
        let official = if self.about.publisher.official {
            "official.yes"
        } else {
            "official"
        };
        text.push(self.words.t(official, &[]));
        let mut event = Event::with_uid(&format!("{kind}/{}@slot-feed", office.id));
        event.summary(title).description(&text.join("\n"));
        event.class(Class::Public);
        if let Some(address) = &office.address {
            event.location(&plain(address));
        }
        if let (Some(lat), Some(lon)) = (office.lat, office.lon) {
            event.append_property(Property::new("GEO", format!("{lat};{lon}")));
        }
        if let Some(made) = self.made() {
            event.timestamp(made);
        }
        // What is not booked keeps no time busy.
        event.add_property("TRANSP", "TRANSPARENT");
        event
    }

    /// When the feed was made.
    fn made(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(parse_rfc3339(&self.about.generated_at)?)
    }

    /// Titles of invented data say that it is invented.
    fn marked(&self, title: &str) -> String {
        if self.about.sample {
            self.words.t("sample.prefix", &[("text", Text(title))])
        } else {
            title.to_owned()
        }
    }
}
