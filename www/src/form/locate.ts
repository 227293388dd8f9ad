// The phone's position: requested only on a tap, kept in memory only.

type Located = { lat: number; lon: number } | "denied" | "timeout" | "unavailable";

const PROBLEMS: Record<number, "denied" | "timeout" | "unavailable"> = { 1: "denied", 2: "unavailable", 3: "timeout" };

interface PolicyDocument {
  featurePolicy?: { allowsFeature(name: string): boolean };
}

/** Whether a button makes sense: not on an insecure page, nor if the embedding page forbids it. */
export function canLocate(): boolean {
  const policy = (document as PolicyDocument).featurePolicy;
  return isSecureContext && "geolocation" in navigator && (policy?.allowsFeature("geolocation") ?? true);
}

/** A rough position is enough to sort offices, and comes sooner. */
export const locate = (): Promise<Located> =>
  new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude }),
      ({ code }) => resolve(PROBLEMS[code] ?? "unavailable"),
      { enableHighAccuracy: false, timeout: 10_000, maximumAge: 300_000 },
    );
  });
