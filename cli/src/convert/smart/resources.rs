//! Reads a `Location` and a `Schedule`.

use std::rc::Rc;

use serde_json::{Value, json};
use slot_finder::{TzZones, Zones};

use super::super::Context;
use super::super::place::Place;
use super::super::report::{Kind, Report};
use super::super::text::{clean, identity, joined_id, link, phone, postal, string, strings};
use super::super::values::{Expected, position};
use super::super::zones::{State, state};
use super::Fields;

/// The base URL of the format's extensions.
const DEFINITIONS: &str = "http://fhir-registry.smarthealthit.org/StructureDefinition/";
/// The format's codes for kinds of service.
const SERVICE_TYPES: &str = "http://fhir-registry.smarthealthit.org/CodeSystem/service-type";

const KNOWN: [&str; 11] = [
    "resourceType",
    "id",
    "name",
    "telecom",
    "address",
    "identifier",
    "position",
    "description",
    "extension",
    "meta",
    "type",
];

/// A schedule of one location.
pub struct Schedule {
    /// Its id.
    pub id: String,
    /// The id of its location.
    pub location: String,
    /// Its place, once found.
    pub place: Option<usize>,
    /// The service to book.
    pub service: Rc<str>,
    /// Whether the schedule itself claims places.
    pub available: Option<bool>,
    /// Whether a slot of it was read.
    pub has_slots: bool,
}

/// The value of the format's extension with this name; [`extensions`] returns all of them.
pub fn extension<'a>(resource: &'a Fields, named: &str) -> Option<&'a Value> {
    extensions(resource, named).next()
}

fn extensions<'a>(resource: &'a Fields, named: &str) -> impl Iterator<Item = &'a Value> {
    let list = resource
        .get("extension")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    list.iter()
        .filter_map(Value::as_object)
        .filter_map(move |extension| {
            let url = extension.get("url")?.as_str()?;
            let is_it = url.strip_prefix(DEFINITIONS) == Some(named) || url == named;
            is_it
                .then(|| extension.iter().find(|(key, _)| key.starts_with("value")))?
                .map(|(_, value)| value)
        })
}

/// The id in a reference: `{"reference": "Location/12"}`, with or without an address before it.
pub fn reference(value: Option<&Value>) -> String {
    let text = value.and_then(|value| value.get("reference")).or(value);
    let text = text.and_then(Value::as_str).unwrap_or_default();
    let text = text.split("/_history/").next().unwrap_or_default();
    text.rsplit(['/', '#'])
        .next()
        .unwrap_or_default()
        .trim_start_matches("urn:uuid:")
        .to_owned()
}

fn objects(value: Option<&Value>) -> impl Iterator<Item = &serde_json::Map<String, Value>> {
    let list = match value {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    list.iter().filter_map(Value::as_object)
}

/// The place of a Location. `only_state` is the single state in the manifest.
pub fn place(resource: &Fields, only_state: Option<&str>, context: &mut Context) -> Place {
    context.fields(resource, &KNOWN);
    let report = &mut context.report;
    let parts = objects(resource.get("address"))
        .next()
        .cloned()
        .unwrap_or_default();
    let said = string(parts.get("state")).or_else(|| only_state.map(str::to_owned));
    let state = said.as_deref().and_then(state);
    let code = state
        .map(|state| state.code.to_owned())
        .or_else(|| string(parts.get("state")));
    let address = match string(parts.get("text")) {
        Some(text) if parts.get("line").is_none() && parts.get("city").is_none() => Some(text),
        _ => postal(
            strings(parts.get("line")),
            parts.get("city"),
            code,
            parts.get("postalCode"),
        ),
    };
    let address = address.and_then(|address| clean(&address, report));
    let (id, named) = identity(
        resource.get("id"),
        resource.get("name"),
        &[address.as_deref()],
        report,
    );
    let telecom = |system: &str| {
        let mut all = objects(resource.get("telecom"));
        all.find_map(|telecom| {
            string(telecom.get("value"))
                .filter(|_| telecom.get("system").and_then(Value::as_str) == Some(system))
        })
    };
    let url = telecom("url").and_then(|text| link(&text, report));
    let phone = telecom("phone").and_then(|text| phone(&text, report));
    let zone = context
        .zone
        .clone()
        .or_else(|| own_zone(resource))
        .or_else(|| {
            let postal_code = string(parts.get("postalCode")).unwrap_or_default();
            state.map(|state| state.zone(&postal_code, report).to_owned())
        });
    let degrees = |key: &str| {
        resource
            .get("position")
            .and_then(|position| position.get(key))
    };
    let expected = Expected {
        zone: zone.as_deref().unwrap_or_default(),
        within: state.map(State::within),
    };
    let position = position(
        degrees("latitude"),
        degrees("longitude"),
        &expected,
        &named,
        report,
    );
    let note = string(resource.get("description")).and_then(|text| clean(&text, report));
    Place {
        id,
        name: named,
        address,
        position,
        zone,
        phone,
        web: url.clone(),
        url,
        region: state.map(|state| {
            context
                .source
                .regions
                .id(state.code, || json!(state.name))
                .to_string()
        }),
        notes: note.map(Value::from).into_iter().collect(),
        ..Place::default()
    }
}

/// The zone in FHIR's own extension.
fn own_zone(resource: &Fields) -> Option<String> {
    let zone = extension(resource, "http://hl7.org/fhir/StructureDefinition/timezone")?.as_str()?;
    TzZones.local(zone, 0).map(|_| zone.to_owned())
}

/// The schedule of a Schedule, with a service made from its type, products and dose.
pub fn schedule(resource: &Fields, context: &mut Context) -> Schedule {
    let id = string(resource.get("id")).unwrap_or_default();
    let actors: Vec<String> = match resource.get("actor") {
        Some(Value::Array(actors)) => actors.iter().map(|actor| reference(Some(actor))).collect(),
        actor => vec![reference(actor)],
    };
    if actors.len() > 1 {
        context.report.note(Kind::Record, || {
            format!("Schedule/{id}: more than one actor; the first is taken")
        });
    }
    let (code, name) = service(resource);
    let notes = &context.notes;
    let named = || {
        if name.is_empty() {
            notes.text("service.vaccination", "")
        } else {
            json!(name)
        }
    };
    let service = context.source.service(&code, named, &mut context.report);
    let available = extension(resource, "has-availability").and_then(|value| match value {
        Value::Bool(available) => Some(*available),
        Value::String(word) => match word.as_str() {
            "some" => Some(true),
            "none" => Some(false),
            _ => None,
        },
        _ => None,
    });
    Schedule {
        id,
        location: actors.into_iter().next().unwrap_or_default(),
        place: None,
        service,
        available,
        has_slots: false,
    }
}

/// Id and name of a schedule's service.
fn service(resource: &Fields) -> (String, String) {
    let codings: Vec<_> = objects(resource.get("serviceType"))
        .flat_map(|kind| objects(kind.get("coding")))
        .collect();
    let own = codings
        .iter()
        .find(|coding| coding.get("system").and_then(Value::as_str) == Some(SERVICE_TYPES));
    let kind = own.or_else(|| codings.first());
    let mut codes: Vec<String> = kind
        .and_then(|kind| string(kind.get("code")))
        .into_iter()
        .collect();
    let mut names: Vec<String> = kind
        .and_then(|kind| string(kind.get("display")))
        .into_iter()
        .collect();
    for product in extensions(resource, "vaccine-product").filter_map(Value::as_object) {
        codes.extend(string(product.get("code")).map(|code| format!("cvx{code}")));
        names.extend(string(product.get("display")));
    }
    for dose in extensions(resource, "vaccine-dose").filter_map(|value| string(Some(value))) {
        codes.push(format!("dose{dose}"));
        names.push(format!("dose {dose}"));
    }
    if codes.is_empty() {
        codes.push("vaccination".to_owned());
    }
    let id = joined_id(&codes);
    let name = clean(&names.join(", "), &mut Report::default()).unwrap_or_default();
    (id, name)
}
