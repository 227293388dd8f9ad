//! Simulates many visitors rushing to one release of the sample feed, with and without a rule that spreads them, to
//! show what happens if everyone sees the same best day.
//!
//! ```text
//! cargo run --example herd                   prints the table
//! cargo run --example herd -- --write        also writes it into www/docs/scale.md, and the picture beside it
//! cargo run --example herd -- --most 1000    with no more visitors than that
//! ```
//!
//! The model, the same for both rules: visitors come within twenty minutes, most of them early. They live in twenty
//! towns of unequal size and come alone, as two or as four. Each asks the engine about the newest published feed (a new
//! one comes every five minutes) and tries the offices in the order of the answer, at most five of them. The booking
//! app shows what is really left at one office: the visitor takes the day that was offered, or else the soonest other
//! day there that holds the party, and fails if there is none. An attempt takes one to three minutes. A visitor who
//! fails looks at the page again, which has the newest feed by then.
//!
//! The rule: among offers whose cost is within half a day of the best one, the order is drawn with chances proportional to
//! places; the other offers follow in their order. The draw is seeded on each visitor's device.

// Reads a clock and files, so the browser build leaves it out.
#![cfg_attr(target_arch = "wasm32", no_main)]
#![cfg(not(target_arch = "wasm32"))]

mod report;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::error::Error;
use std::process::Command;
use std::rc::Rc;

use report::{Panel, Random, grouped};
use serde_json::Value;
use slot_finder::{Date, Feed, Offer, Query, TzZones, parse_rfc3339};

const DAY: &str = "2026-11-27";
const TOWNS: u64 = 20;
const PARTIES: [u32; 3] = [1, 2, 4];
const ARRIVAL_SECONDS: f64 = 1200.0;
const PUBLISHED_EVERY: u32 = 300;
const ATTEMPTS: usize = 5;
/// Draws from offers that cost at most this many days more than the best one.
const SPREAD_DAYS: f64 = 0.5;
const VISITORS: [u32; 5] = [1000, 3000, 10_000, 30_000, 100_000];

type Outcome<T> = Result<T, Box<dyn Error>>;

/// A day of a service, channel and event at an office.
type Slot = (String, String, String, String, String);

/// An offer as a visitor sees it.
struct Choice {
    slot: usize,
    /// Days of travelling.
    travel: f64,
    /// The cost including the risk, as the engine sorts.
    cost: f64,
    open: f64,
}

/// Places really left, whatever the feed says.
struct Offices {
    published: Value,
    slots: HashMap<Slot, usize>,
    names: Vec<Slot>,
    capacity: Vec<i64>,
    taken: Vec<i64>,
    /// Whether a slot can be booked at all, and after how many days.
    wait: Vec<Option<i32>>,
}

fn text(value: &Value, path: &str, default: &str) -> String {
    let text = value.pointer(path).and_then(Value::as_str);
    String::from(text.unwrap_or(default))
}

/// The slot of each feed cell with places, in feed order.
fn each_cell(feed: &mut Value, visit: &mut dyn FnMut(Slot, &mut Value)) -> Outcome<()> {
    let offices = feed.get_mut("offices").and_then(Value::as_array_mut);
    for office in offices.ok_or("the feed has no offices")? {
        let id = text(office, "/id", "");
        let rows = office.get_mut("quota").and_then(Value::as_array_mut);
        for row in rows.into_iter().flatten() {
            let (service, channel) = (text(row, "/service", ""), text(row, "/channel", "app"));
            let event = text(row, "/event/id", "");
            let mut date = Date::parse(&text(row, "/from", "")).ok_or("a row has no date")?;
            let cells = row.get_mut("open").and_then(Value::as_array_mut);
            for cell in cells.into_iter().flatten() {
                if cell.as_i64().is_some_and(|places| places > 0) {
                    let slot = (
                        id.clone(),
                        service.clone(),
                        channel.clone(),
                        event.clone(),
                        date.to_string(),
                    );
                    visit(slot, cell);
                }
                date = date.plus(1);
            }
        }
    }
    Ok(())
}

impl Offices {
    fn new(mut published: Value) -> Outcome<Self> {
        let mut capacity: BTreeMap<Slot, i64> = BTreeMap::new();
        each_cell(&mut published, &mut |slot, cell| {
            *capacity.entry(slot).or_default() += cell.as_i64().unwrap_or_default();
        })?;
        let names: Vec<Slot> = capacity.keys().cloned().collect();
        Ok(Self {
            published,
            slots: names.iter().cloned().zip(0..).collect(),
            taken: vec![0; names.len()],
            wait: vec![None; names.len()],
            names,
            capacity: capacity.into_values().collect(),
        })
    }

    /// The feed as published now.
    fn publish(&self) -> Outcome<Feed> {
        let mut feed = self.published.clone();
        let mut taken = self.taken.clone();
        each_cell(&mut feed, &mut |slot, cell| {
            let places = cell.as_i64().unwrap_or_default();
            let slot = self.slots.get(&slot);
            if let Some(taken) = slot.and_then(|&slot| taken.get_mut(slot)) {
                let gone = places.min(*taken);
                *taken -= gone;
                *cell = Value::from(places - gone);
            }
        })?;
        Ok(Feed::open(feed.to_string().into_bytes(), None, &TzZones)?)
    }

    /// Whether a slot has room for the party.
    fn holds(&self, slot: usize, party: u32) -> bool {
        let number = |list: &[i64]| list.get(slot).copied().unwrap_or_default();
        let can_be_booked = self.wait.get(slot).is_some_and(Option::is_some);
        can_be_booked && number(&self.taken) + i64::from(party) <= number(&self.capacity)
    }

    /// Books the slot, or the soonest other day there, and returns the days of waiting; `None` if no day has room.
    fn book(&mut self, slot: usize, party: u32) -> Option<i32> {
        let (office, service, channel, event, _) = self.names.get(slot)?;
        let same = |&(_, other): &(usize, &Slot)| {
            (&other.0, &other.1, &other.2, &other.3) == (office, service, channel, event)
        };
        // Slots are sorted, so the first one that holds the party is the soonest.
        let mut days = self.names.iter().enumerate().filter(same);
        let booked = if self.holds(slot, party) {
            slot
        } else {
            days.find(|(other, _)| self.holds(*other, party))?.0
        };
        *self.taken.get_mut(booked)? += i64::from(party);
        *self.wait.get(booked)?
    }
}

/// A visitor on the way to a place.
struct Visitor {
    town: usize,
    party: u32,
    /// Attempts left.
    attempts: usize,
    /// The feed that the plan was made from.
    seen: u32,
    /// Slots to try, the next one last, each with the days of travelling.
    plan: Vec<(usize, f64)>,
    device: Random,
}

/// The last published feed, and the answers to questions about it.
struct Page {
    feed: Feed,
    number: u32,
    asked: HashMap<(usize, u32), Rc<Vec<Choice>>>,
    towns: Vec<(f64, f64)>,
    now: i64,
}

impl Page {
    /// Publishes if it is time.
    fn at(&mut self, time: u32, offices: &Offices) -> Outcome<()> {
        if time / PUBLISHED_EVERY > self.number {
            self.number = time / PUBLISHED_EVERY;
            self.feed = offices.publish()?;
            self.asked.clear();
        }
        Ok(())
    }

    /// What a party in a town sees now.
    fn choices(&mut self, town: usize, party: u32, offices: &Offices) -> Outcome<Rc<Vec<Choice>>> {
        if let Some(seen) = self.asked.get(&(town, party)) {
            return Ok(Rc::clone(seen));
        }
        let place = self.towns.get(town).copied().ok_or("no such town")?;
        let query = question(place, party, "office", 20)?;
        let seen = Rc::new(choices(&self.feed, &query, self.now, offices));
        self.asked.insert((town, party), Rc::clone(&seen));
        Ok(seen)
    }
}

impl Visitor {
    fn new(random: &mut Random, towns: usize) -> Self {
        // Squared, to make the first towns the largest.
        let share = random.unit() * random.unit();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "an index of a few towns"
        )]
        let town = (share * towns as f64) as usize;
        let party = usize::try_from(random.below(3)).unwrap_or_default();
        Self {
            town,
            party: PARTIES.get(party).copied().unwrap_or(1),
            attempts: ATTEMPTS,
            seen: 0,
            plan: Vec::new(),
            device: Random(random.bits()),
        }
    }

    /// Looks at the page and plans what to try.
    fn look(&mut self, page: &mut Page, offices: &Offices, spread: bool) -> Outcome<()> {
        let choices = page.choices(self.town, self.party, offices)?;
        self.plan = plan(&choices, spread, &mut self.device);
        self.seen = page.number;
        Ok(())
    }
}

/// The visitors' outcomes.
struct Tally {
    visitors: f64,
    served: f64,
    days: f64,
    failures: f64,
    first_exhausted: Option<u32>,
}

/// The question of a party in a town.
fn question(town: (f64, f64), party: u32, group: &str, limit: u32) -> Outcome<Query> {
    let (lat, lon) = town;
    let json = format!(
        r#"{{"near": {{"lat": {lat}, "lon": {lon}}}, "party": {party}, "group": "{group}", "limit": {limit}}}"#
    );
    Ok(Query::from_json(&json)?)
}

/// The slot of an offer.
fn slot_of(offer: &Offer<'_>) -> Slot {
    let event = offer.event.as_ref().map(|event| event.id.clone());
    (
        String::from(offer.office_id),
        String::from(offer.service_id),
        String::from(offer.channel),
        event.unwrap_or_default(),
        offer.date.to_string(),
    )
}

/// The offers of a question, in their order.
fn choices(feed: &Feed, query: &Query, now: i64, offices: &Offices) -> Vec<Choice> {
    let ranking = feed.rank(query, now, &TzZones);
    let offers = ranking.offers.iter().filter_map(|offer| {
        Some(Choice {
            slot: *offices.slots.get(&slot_of(offer))?,
            travel: offer.travel_days,
            cost: offer.cost_days,
            open: f64::from(u32::try_from(offer.open).ok()?),
        })
    });
    offers.collect()
}

/// The order in which a visitor tries offers, first one last: spread, or as ranked by the engine.
fn plan(choices: &[Choice], spread: bool, random: &mut Random) -> Vec<(usize, f64)> {
    let mut order: Vec<&Choice> = choices.iter().collect();
    if let (true, Some(best)) = (spread, choices.first()) {
        let within = |choice: &&&Choice| choice.cost <= best.cost + SPREAD_DAYS;
        let count = order.iter().take_while(within).count();
        let mut drawn: Vec<&Choice> = order.drain(..count).collect();
        let rest = std::mem::take(&mut order);
        while !drawn.is_empty() {
            let places: f64 = drawn.iter().map(|choice| choice.open).sum();
            let mut left = random.unit() * places;
            let hit = drawn.iter().position(|choice| {
                left -= choice.open;
                left < 0.0
            });
            order.push(drawn.remove(hit.unwrap_or_default()));
        }
        order.extend(rest);
    }
    order.truncate(ATTEMPTS);
    order.reverse();
    order
        .into_iter()
        .map(|choice| (choice.slot, choice.travel))
        .collect()
}

/// Towns near offices, largest first.
fn towns(feed: &Value, random: &mut Random) -> Vec<(f64, f64)> {
    let offices = feed.get("offices").and_then(Value::as_array);
    let places: Vec<(f64, f64)> = offices
        .into_iter()
        .flatten()
        .filter_map(|office| {
            let degrees = |name: &str| office.get(name).and_then(Value::as_f64);
            degrees("lat").zip(degrees("lon"))
        })
        .collect();
    let count = u64::try_from(places.len()).unwrap_or_default();
    let mut towns = Vec::new();
    for _ in 0..TOWNS {
        let at = usize::try_from(random.below(count)).unwrap_or_default();
        if let Some((lat, lon)) = places.get(at) {
            let mut near = |degrees: f64| degrees + (random.unit() - 0.5) * 0.4;
            towns.push((near(*lat), near(*lon)));
        }
    }
    towns
}

fn simulate(feed: &Value, visitors: u32, spread: bool) -> Outcome<Tally> {
    let now = parse_rfc3339(&format!("{DAY}T09:00:00+07:00")).ok_or("no time")?;
    let mut random = Random(1);
    let towns = towns(feed, &mut random);
    let mut offices = Offices::new(feed.clone())?;

    // The number of places that each office can offer in all.
    let open = offices.publish()?;
    let anywhere = question((-7.5, 112.5), 1, "none", 1000)?;
    let mut left: HashMap<String, i64> = HashMap::new();
    for offer in open.rank(&anywhere, now, &TzZones).offers {
        *left.entry(String::from(offer.office_id)).or_default() += offer.open;
        let slot = offices.slots.get(&slot_of(&offer)).copied();
        if let Some(wait) = slot.and_then(|slot| offices.wait.get_mut(slot)) {
            *wait = Some(offer.wait_days);
        }
    }

    // Squares an even draw: half of the visitors arrive in the first quarter of the time.
    let mut arrivals: Vec<u32> = Vec::new();
    for _ in 0..visitors {
        let early = random.unit() * random.unit();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most the 1,200 seconds of the arrivals"
        )]
        arrivals.push((early * ARRIVAL_SECONDS) as u32);
    }
    arrivals.sort_unstable();

    let mut result = Tally {
        visitors: f64::from(visitors),
        served: 0.0,
        days: 0.0,
        failures: 0.0,
        first_exhausted: None,
    };
    let mut on_their_way: Vec<Visitor> = Vec::new();
    let mut attempts: BinaryHeap<Reverse<(u32, usize)>> = BinaryHeap::new();
    let mut arrivals = arrivals.into_iter().peekable();
    let mut page = Page {
        feed: open,
        number: 0,
        asked: HashMap::new(),
        towns,
        now,
    };
    loop {
        let next_attempt = attempts.peek().map(|Reverse((time, _))| *time);
        let arrival = arrivals.peek().copied();
        let Some(time) = arrival.into_iter().chain(next_attempt).min() else {
            break;
        };
        page.at(time, &offices)?;
        if arrival == Some(time) {
            arrivals.next();
            let visitor = Visitor::new(&mut random, page.towns.len());
            attempts.push(Reverse((time + minutes(&mut random), on_their_way.len())));
            on_their_way.push(visitor);
            let index = on_their_way.len() - 1;
            if let Some(visitor) = on_their_way.get_mut(index) {
                visitor.look(&mut page, &offices, spread)?;
            }
            continue;
        }
        let Some(Reverse((_, index))) = attempts.pop() else {
            break;
        };
        let Some(visitor) = on_their_way.get_mut(index) else {
            continue;
        };
        let Some((slot, travel)) = visitor.plan.pop() else {
            continue;
        };
        visitor.attempts -= 1;
        if let Some(wait) = offices.book(slot, visitor.party) {
            result.served += 1.0;
            result.days += f64::from(wait) + travel;
            let office = offices.names.get(slot).map(|slot| slot.0.clone());
            let left = left.entry(office.unwrap_or_default()).or_default();
            *left -= i64::from(visitor.party);
            if *left <= 0 {
                result.first_exhausted.get_or_insert(time);
            }
            continue;
        }
        result.failures += 1.0;
        if visitor.attempts > 0 {
            if page.number > visitor.seen {
                visitor.look(&mut page, &offices, spread)?;
            }
            attempts.push(Reverse((time + minutes(&mut random), index)));
        }
    }
    Ok(result)
}

/// The duration of an attempt, in seconds: one to three minutes.
fn minutes(random: &mut Random) -> u32 {
    60 + u32::try_from(random.below(121)).unwrap_or_default()
}

/// The sample feed of the publisher's command.
fn sample() -> Outcome<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| String::from("cargo"));
    let arguments = [
        "run",
        "--quiet",
        "-p",
        "slot-feed",
        "--",
        "sample",
        "--start",
        DAY,
        "--time",
        "09:00",
        "--days",
        "35",
    ];
    let output = Command::new(cargo).args(arguments).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let after = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1))
    };
    let most = after("--most").map_or(Ok(u32::MAX), |most| most.parse())?;
    let feed = sample()?;
    let (mut rows, mut lines) = (Vec::new(), [(); 4].map(|()| Vec::new()));
    for visitors in VISITORS.into_iter().filter(|visitors| *visitors <= most) {
        for (spread, name) in [(false, "same order for all"), (true, "spread")] {
            let result = simulate(&feed, visitors, spread)?;
            let share = 100.0 * result.served / result.visitors;
            let failures = result.failures / result.visitors;
            rows.push(vec![
                grouped(result.visitors),
                String::from(name),
                format!("{} ({share:.0} %)", grouped(result.served)),
                format!("{:.1}", result.days / result.served.max(1.0)),
                format!("{failures:.2}"),
                result.first_exhausted.map_or_else(
                    || String::from("never"),
                    |seconds| format!("{:.1} minutes", f64::from(seconds) / 60.0),
                ),
            ]);
            let [plain_share, spread_share, plain_failures, spread_failures] = &mut lines;
            let (shares, failed) = if spread {
                (spread_share, spread_failures)
            } else {
                (plain_share, plain_failures)
            };
            shares.push((result.visitors, share));
            failed.push((result.visitors, failures));
        }
    }
    let heads = [
        "visitors",
        "rule",
        "get a place",
        "days of waiting and travelling, mean",
        "failed attempts a visitor",
        "first office exhausted after",
    ];
    let table = report::table(&heads, &rows);
    print!("{table}");
    if arguments.iter().any(|argument| argument == "--write") {
        let [plain_share, spread_share, plain_failures, spread_failures] = lines;
        let names = ["same order for all", "spread"];
        let panels = [
            Panel {
                title: "Visitors who get a place, %",
                logarithmic: false,
                lines: names.into_iter().zip([plain_share, spread_share]).collect(),
            },
            Panel {
                title: "Failed attempts a visitor",
                logarithmic: false,
                lines: names
                    .into_iter()
                    .zip([plain_failures, spread_failures])
                    .collect(),
            },
        ];
        let picture = report::picture(
            &panels,
            "By number of visitors at one release of the sample feed",
        )?;
        std::fs::write("www/docs/herd.svg", picture)?;
        report::fill("www/docs/scale.md", "herd", &table)?;
    }
    Ok(())
}
