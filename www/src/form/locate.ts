// The phone's position: asked for on a tap only, kept in memory only.

type Located = { lat: number; lon: number } | "denied" | "timeout" | "unavailable";

const PROBLEMS: Record<number, "denied" | "timeout" | "unavailable"> = { 1: "denied", 2: "unavailable", 3: "timeout" };

/** A rough position is enough to sort offices, and comes sooner. */
export const locate = (): Promise<Located> =>
  new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude }),
      ({ code }) => resolve(PROBLEMS[code] ?? "unavailable"),
      { enableHighAccuracy: false, timeout: 10_000, maximumAge: 300_000 },
    );
  });
