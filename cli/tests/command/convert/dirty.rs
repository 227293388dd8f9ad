//! Converts large files of dirty data generated from a seed: whatever is in them, the feed has no problem, and a second
//! run gives the same bytes.

use serde_json::{Map, Value, json};

use super::folder::Folder;

/// A generator of the same numbers for the same seed (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    /// A value of a wrong type or form.
    fn rubbish(&mut self) -> Value {
        let long = "€".repeat(2_500);
        self.of(&[
            json!(null),
            json!(true),
            json!(-1),
            json!(1.5),
            json!(1e300),
            json!(""),
            json!("   "),
            json!([]),
            json!({}),
            json!([null]),
            json!("\u{0}\u{202e}<img src=x onerror=alert(1)>"),
            json!("&lt;b&gt;"),
            json!(long),
            json!("99999999999999999999"),
            json!("NaN"),
            json!({"a": [1, {"b": null}]}),
            json!("javascript:alert(1)"),
            json!("0000-00-00"),
            json!("9999-12-31"),
            json!("日本語"),
        ])
    }

    /// The value, or sometimes garbage in its place.
    fn dirty(&mut self, value: Value) -> Value {
        if self.below(12) == 0 {
            self.rubbish()
        } else {
            value
        }
    }

    fn object(&mut self, fields: Value) -> Value {
        let Value::Object(fields) = fields else {
            panic!()
        };
        let fields: Map<_, _> = fields
            .into_iter()
            .filter(|_| self.below(40) > 0)
            .collect::<Vec<_>>()
            .into_iter()
            .map(|(key, value)| {
                let value = self.dirty(value);
                (key, value)
            })
            .collect();
        let value = Value::Object(fields);
        if self.below(60) == 0 {
            self.rubbish()
        } else {
            value
        }
    }

    fn name(&mut self) -> Value {
        json!(self.of(&[
            "RITE AID",
            " Walgreens  ",
            "CVS",
            "Pharmacie de l'Église",
            "<b>Bold</b>",
            "a\u{200b}b",
            "PHARMACIE DES QUATRE-VENTS",
            "名"
        ]))
    }

    fn id(&mut self) -> Value {
        let n = self.below(60);
        self.of(&[
            json!(n),
            json!(format!("id-{n}")),
            json!(format!("a/b {n}")),
            json!("x".repeat(n * 3)),
        ])
    }

    fn link(&mut self) -> Value {
        let n = self.below(9);
        json!(self.of(&[
            format!("https://a.example/{n}"),
            format!("http://a.example/{n}"),
            "www.a.example".to_owned(),
            "ftp://x".to_owned(),
            "https://u@evil.example".to_owned(),
            "https://a.example/a b".to_owned()
        ]))
    }

    fn phone(&mut self) -> Value {
        json!(self.of(&[
            "+33561000000",
            "(203) 265-3600",
            "none",
            "tel:+1 203",
            "\u{202e}123456"
        ]))
    }

    fn degrees(&mut self) -> [Value; 2] {
        self.of(&[
            [json!(43.1), json!(1.6)],
            [json!("43,1"), json!("1.6")],
            [json!(43), json!(1)],
            [json!(0), json!(0)],
            [json!(42.35), json!(-71.06)],
            [json!(-71.06), json!(42.35)],
            [json!(900.5), json!(1.5)],
            [json!(null), json!(null)],
            [json!("x"), json!("y")],
        ])
    }

    fn date(&mut self) -> String {
        let (month, day) = (1 + self.below(12), 1 + self.below(31));
        let year = self.of(&[2021, 2021, 2021, 2021, 2021, 2022, 1, 9999, 2019]);
        match self.below(12) {
            0 => format!("{day:02}-{month:02}-{year:04}"),
            1 => format!("{month:02}/{day:02}/{year:04}"),
            2 => format!("{year:04}{month:02}{day:02}"),
            _ => format!("{year:04}-{month:02}-{day:02}"),
        }
    }

    fn time(&mut self) -> String {
        let date = self.date();
        let (hour, minute) = (self.below(25), self.below(61));
        let zone = self.of(&[
            "Z", "+00:00", "-05:00", "-04:00", "+02:00", "+14:00", "", "+99:99",
        ]);
        format!("{date}T{hour:02}:{minute:02}:00{zone}")
    }

    fn count(&mut self) -> Value {
        let n = self.below(30);
        self.of(&[
            json!(n),
            json!(n),
            json!(n),
            json!(0),
            json!(0),
            json!(n.to_string()),
            json!(5_000_000),
            json!(null),
        ])
    }

    fn univaf(&mut self) -> Value {
        let capacity: Vec<Value> = (0..self.below(30)).map(|_| {
            let record = json!({"date": self.date(), "available": self.of(&["YES", "NO", "UNKNOWN"]), "available_count": self.count(), "unavailable_count": self.count(),
                "products": self.of(&[json!(null), json!(["pfizer"]), json!(["moderna", "<i>"]), json!("a b")]), "dose": self.of(&[json!(null), json!("first_dose_only")])});
            self.object(record)
        }).collect();
        let slots: Vec<Value> = (0..self.below(30)).map(|_| {
            let record = json!({"start": self.time(), "end": self.time(), "available": "YES", "available_count": self.count(), "booking_url": self.link()});
            self.object(record)
        }).collect();
        let availability = json!({"valid_at": self.time(), "checked_at": self.time(), "available": "YES", "available_count": self.count(), "capacity": if self.below(2) == 0 { capacity } else { vec![] }, "slots": slots});
        let [lat, lon] = self.degrees();
        let location = json!({"id": self.id(), "name": self.name(), "state": self.of(&["MA", "WA", "Idaho", "XX", "gu"]), "postal_code": self.of(&["02114", "83814", "x"]),
            "address_lines": [self.name()], "city": self.name(), "location_type": self.of(&["PHARMACY", "MASS_VAX", "<x>"]), "position": {"latitude": lat, "longitude": lon}, "info_phone": self.phone(), "booking_phone": self.phone(),
            "info_url": self.link(), "booking_url": self.link(), "description": self.name(), "requires_waitlist": true, "availability": self.object(availability)});
        self.object(location)
    }

    fn smart(&mut self) -> Value {
        let (location, schedule, slot) = (self.below(20), self.below(40), self.below(1_000));
        let [lat, lon] = self.degrees();
        let extension = |name: &str| {
            format!("http://fhir-registry.smarthealthit.org/StructureDefinition/{name}")
        };
        let resource = match self.below(20) {
            0 => {
                json!({"resourceType": "Location", "id": location.to_string(), "name": self.name(), "telecom": [{"system": "phone", "value": self.phone()}, {"system": "url", "value": self.link()}],
                "address": {"line": [self.name()], "city": "Boston", "state": self.of(&["MA", "ID", "XX"]), "postalCode": "02114"}, "position": {"latitude": lat, "longitude": lon}})
            }
            1 => {
                json!({"resourceType": "Schedule", "id": schedule.to_string(), "actor": [{"reference": format!("Location/{location}")}],
                "serviceType": [{"coding": [{"code": self.of(&["57", "a b", "<x>"]), "display": self.name()}]}],
                "extension": [{"url": extension("vaccine-product"), "valueCoding": {"code": "207", "display": self.name()}}, {"url": extension("has-availability"), "valueCode": "some"}]})
            }
            _ => {
                json!({"resourceType": "Slot", "id": slot.to_string(), "schedule": {"reference": format!("Schedule/{schedule}")}, "status": self.of(&["free", "free", "busy", "busy-unavailable", "odd"]), "start": self.time(), "end": self.time(),
                "extension": [{"url": extension("slot-capacity"), "valueInteger": self.count()}, {"url": extension("booking-deep-link"), "valueUrl": self.link()}, {"url": extension("booking-phone"), "valueString": self.phone()}]})
            }
        };
        self.object(resource)
    }

    fn centre(&mut self) -> Value {
        let [lat, lon] = self.degrees();
        let centre = json!({"departement": self.of(&["09", "974", "2A", "om", "9"]), "nom": self.name(), "url": self.link(), "internal_id": self.id(),
            "location": {"latitude": lat, "longitude": lon, "city": self.name(), "cp": "09100"}, "metadata": {"address": self.name(), "phone_number": self.phone(), "business_hours": {"lundi": "9"}},
            "prochain_rdv": self.time(), "plateforme": "Doctolib", "type": self.of(&["drugstore", "vaccination-center", "<x>"]), "appointment_count": self.count(), "vaccine_type": [self.name()],
            "appointment_by_phone_only": self.below(9) == 0, "erreur": self.of(&[json!(null), json!("503")]), "last_scan_with_availabilities": self.time(), "appointment_schedules": [{"to": self.time(), "total": 3}]});
        self.object(centre)
    }

    fn daily(&mut self) -> Value {
        let places: Vec<Value> = (0..self.below(9)).map(|_| {
            let tags: Vec<Value> = (0..self.below(5)).map(|_| {
                let tag = json!({"tag": self.of(&["all", "third_dose", "kids_first_dose", "<x>", "vaccination"]), "creneaux": self.count()});
                self.object(tag)
            }).collect();
            let place = json!({"lieu": self.id(), "creneaux_par_tag": tags});
            self.object(place)
        }).collect();
        let day = json!({"date": self.date(), "total": self.count(), "creneaux_par_lieu": places});
        self.object(day)
    }
}

/// Converts twice to the same feed; the conversion itself checks its problems and JSON.
fn twice(folder: &Folder, from: &str, name: &str, options: &[&str]) {
    let first = folder.convert(from, name, options);
    assert!(first.figure("offices") > 0 && first.figure("open") > 0);
    assert_eq!(folder.convert(from, name, options).bytes, first.bytes);
}

#[test]
fn dirty_univaf_makes_a_clean_feed() {
    for seed in 1..=2 {
        let mut random = Random(seed * 7_919);
        let locations: Vec<Value> = (0..60).map(|_| random.univaf()).collect();
        let lines: Vec<String> = locations.iter().map(Value::to_string).collect();
        let folder = Folder::with(&[
            ("list.json", &Value::Array(locations).to_string()),
            ("lines.ndjson", &lines.join("\n")),
        ]);
        twice(&folder, "univaf", "list.json", &[]);
        assert_eq!(
            folder.convert("univaf", "lines.ndjson", &[]).bytes,
            folder.convert("univaf", "list.json", &[]).bytes
        );
    }
}

#[test]
fn dirty_smart_scheduling_links_make_a_clean_feed() {
    for seed in 1..=2 {
        let mut random = Random(seed * 104_729);
        let mut lines = vec![
            json!({"resourceType": "Location", "id": "0", "name": "A", "address": {"state": "MA"}})
                .to_string(),
        ];
        lines.extend((0..1_000).map(|_| {
            if random.below(99) == 0 {
                "{oops".to_owned()
            } else {
                random.smart().to_string()
            }
        }));
        lines.push("{}".to_owned());
        let folder = Folder::with(&[("all.ndjson", &lines.join("\n"))]);
        twice(&folder, "smart", "all.ndjson", &[]);
    }
}

#[test]
fn dirty_vitemadose_makes_a_clean_feed() {
    for seed in 1..=2 {
        let mut random = Random(seed * 1_299_709);
        let folder = Folder::new();
        for code in ["09", "2A", "974"] {
            let mut list = |n: usize| -> Vec<Value> { (0..n).map(|_| random.centre()).collect() };
            let file = json!({"last_updated": "2021-05-11T18:16:24+02:00", "centres_disponibles": list(20), "centres_indisponibles": list(10)});
            folder.put(&format!("{code}.json"), file.to_string().as_bytes());
            let days: Vec<Value> = (0..40).map(|_| random.daily()).collect();
            folder.put(
                &format!("{code}/creneaux-quotidiens.json"),
                json!({"creneaux_quotidiens": days}).to_string().as_bytes(),
            );
        }
        twice(&folder, "vitemadose", "", &[]);
        twice(&folder, "vitemadose", "", &["--by-dose"]);
    }
}
