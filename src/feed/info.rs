//! What a feed says about itself, in one language.
#![cfg_attr(
    target_arch = "wasm32",
    allow(
        clippy::useless_conversion,
        reason = "there an answer's parts are the JSON itself"
    )
)]

use super::fields::Fields;
use super::problem::{Report, Step};
use super::record::{Form, Record, flag};
use super::tables::{BOOKING, INFO, PUBLISHER, SERVICE};
use super::text::Languages;
use super::{Feed, FeedInfo};
use crate::json::{Json, Reader};

impl Feed {
    /// What the feed says about itself, in the language asked for or the feed's own, without reading its quota.
    #[must_use]
    pub fn about(&self, lang: Option<&str>) -> FeedInfo {
        self.read_info(self.languages(lang), &mut Report::silent())
            .into()
    }

    /// What the feed says about itself in its own language, and all its problems. This reads the whole feed.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn info(&self) -> FeedInfo {
        FeedInfo {
            problems: Some(self.problems()),
            ..self.about(None)
        }
    }

    pub(super) fn read_info(&self, languages: Languages<'_>, report: &mut Report) -> Json {
        let envelope = &self.envelope;
        let mut info = Record::new(INFO);
        info.set_text("version", &envelope.version);
        info.set_text("generated_at", &self.time_text(envelope.generated()));
        info.set_text("language", &envelope.language);
        info.set("publisher", Record::new(PUBLISHER).json());
        for (name, n) in [
            ("ttl", envelope.ttl),
            ("stale_after", envelope.stale_after),
            ("expires_after", envelope.expires_after),
            (
                "offices",
                i64::try_from(self.heads.len()).unwrap_or(i64::MAX),
            ),
        ] {
            if let Some(json) = info.value(name) {
                json.integer(n);
            }
        }
        info.set("services_overlap", flag(envelope.services_overlap));
        let mut fields = Fields {
            reader: Reader::new(&self.text),
            report,
        };
        for field @ (key, form) in INFO {
            if let Some(span) = envelope.raw(key).some()
                && !matches!(form, Form::Set)
            {
                fields.reader.move_to(span);
                info.set(key, self.field_value(&mut fields, field, languages));
            }
        }
        info.set("services", self.services_json(languages, report));
        let path = report.enter(&[Step::Key("booking")]);
        let booking = &mut Record::new(BOOKING);
        self.read_record(booking, envelope.raw("booking"), languages, report);
        report.leave(path);
        info.json()
    }

    fn services_json(&self, languages: Languages<'_>, report: &mut Report) -> Json {
        let mut services = self.envelope.services.iter().map(|service| {
            let mut record = Record::new(SERVICE);
            record.set_text("id", &service.id);
            record.set("is_default", flag(service.is_default));
            let path = report.enter(&[Step::Key("services"), Step::Index(service.index)]);
            self.read_record(&mut record, service.whole, languages, report);
            report.leave(path);
            record.json()
        });
        Json::of_list(&mut services)
    }
}
