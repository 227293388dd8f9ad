// Small hand-written feeds whose expected results can be worked out on paper. The morning of ux: Sunday, 22 November
// 2026, 08.12 WIB, someone in Kota Kediri; the data is twelve minutes old.

/** Parts of a feed in the format; tests add what they need. */
type Json = Record<string, unknown>;
export interface Row extends Json {
  service: string;
  open: (number | null)[];
}
export interface Office extends Json {
  id: string;
  name: string;
  quota: Row[];
}
export interface Feed extends Json {
  offices: Office[];
}

export const SUNDAY_MORNING = "2026-11-22T08:12:00+07:00";
/** The Monday after; the first day of every row below. */
const MONDAY = "2026-11-23";

/** A row of the ordinary service from Monday on: Mon 23, Tue 24, Wed 25, Thu 26, Fri 27, Sat 28, Sun 29, Mon 30. */
export const week = (open: (number | null)[], more: Json = {}): Row => ({ service: "regular", from: MONDAY, open, ...more });

const kanim = (place: string, grade: string, lat: number, lon: number, quota: Row[], more: Json = {}): Office => ({
  id: `kanim-${place.toLowerCase()}`, name: `Kantor Imigrasi ${grade} ${place}`, short: place, kind: "kanim", region: "ID-JI", lat, lon, quota, ...more,
});

// Kilometres from Kota Kediri (-7.8233, 112.0156 in the gazetteer), by an independent haversine:
// Kediri 10.5, Blitar 27.3, Trenggalek 42.5, Madiun 48.2, Ponorogo 58.3, Malang 70.9, Surabaya 95.5.
export const kediri = kanim("Kediri", "Kelas II Non TPI", -7.75517, 111.94975, [week([0, 0, 0, 0, 0, -1, -1, 0])]);
export const blitar = kanim("Blitar", "Kelas II Non TPI", -8.062395, 112.070374, [week([0, 1, 0, 12, 0, -1, -1, 2])]);
export const trenggalek: Office = {
  ...kanim("Trenggalek", "", -8.05039, 111.70501, [
    week([0, 0, 4, 0, 0, -1, -1, 0]),
    week([15, 15, 15, 15, 15, -1, -1, 15], { channel: "walk_in" }),
  ]),
  id: "mpp-trenggalek", name: "MPP Trenggalek", kind: "mpp",
};
export const madiun = kanim("Madiun", "Kelas II Non TPI", -7.549431, 111.677, [
  week([0, 0, 0, 0, 18, -1, -1, 0]),
  { service: "regular", from: "2026-11-28", open: [4], event: { id: "simpatik", name: "Paspor Simpatik" } },
]);
export const ponorogo = kanim("Ponorogo", "Kelas II Non TPI", -7.87037, 111.48838, [week([null, null, 0, 0, 0, -1, -1, 0])]);
export const malang = kanim("Malang", "Kelas I TPI", -7.931411, 112.649809, [
  week([3, 0, 5, 30, 42, -1, -1, 0]),
  week([2, 2, 2, 2, 2, -1, -1, 2], { service: "percepatan" }),
]);
export const surabaya = kanim("Surabaya", "Kelas I Khusus TPI", -7.380766, 112.758306, [week([40, 0, 0, 0, 0, -1, -1, 0])], {
  observed_at: "2026-11-22T05:12:00+07:00",
});

export const feed = (offices: Office[], more: Json = {}): Feed => ({
  format: "slot-feed",
  version: "1.0",
  generated_at: "2026-11-22T08:00:00+07:00",
  language: "id",
  publisher: { name: { id: "Kantor Contoh", en: "Example Office" }, url: "https://publisher.example/", contact: "kuota@publisher.example" },
  license: "CC-BY-4.0",
  attribution: "Data: Kantor Contoh",
  time_zone: "Asia/Jakarta",
  services: [
    { id: "regular", name: { id: "Paspor biasa", en: "Ordinary passport" }, default: true, ready_days: 4, bring: [{ id: "KTP asli", en: "Original identity card" }] },
    { id: "percepatan", name: "Percepatan", ready_days: 0, surcharge: { amount: 1_000_000, currency: "IDR", per: "person" } },
  ],
  regions: [{ id: "ID-JI", name: "Jawa Timur" }],
  booking: {
    web: "https://booking.example/start",
    android: "https://play.google.com/store/apps/details?id=example",
    ios: "https://apps.apple.com/id/app/example/id1",
    lead_days: 1,
    max_party: 5,
    steps: [{ id: "Bayar dalam 2 jam.", en: "Pay within 2 hours." }],
  },
  release: { next_at: "2026-11-27T09:00:00+07:00" },
  exempt: { id: "Anak di bawah 6 tahun boleh datang langsung.", en: "Children under 6 may walk in." },
  offices,
  ...more,
});

/** For three people from Kota Kediri, in days of cost (waiting + km / 20 + 7 x 3 / open, the last times age in hours when stale):
 *  Blitar 4 + 1.4 + 1.8 = 7.1, Surabaya 1 + 4.8 + 0.5 x 3 = 7.4, Malang 4 + 3.5 + 0.7 = 8.2, Madiun 5 + 2.4 + 1.2 = 8.6, Trenggalek 3 + 2.1 + 5.3 = 10.4. */
export const sundayMorning = (more: Json = {}): Feed =>
  feed([kediri, blitar, trenggalek, madiun, ponorogo, malang, surabaya], more);

/** The same offices with other rows. */
export const withRows = (office: Office, ...quota: Row[]): Office => ({ ...office, quota });
export const full = (office: Office): Office => withRows(office, week([0, 0, 0, 0, 0, -1, -1, 0]));
