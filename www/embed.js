// The page inside other people's frames. Its address says what to show: attributes of the element by their names
// (embed.html?src=feed.json&lang=en&within-km=100), and the promised style tokens (accent=%23850).
// It reports its height to the page around it, and nothing else: in its own words (see slot-finder-frame.js), as amp-iframe of AMP
// understands them (https://amp.dev/documentation/components/amp-iframe), and, where Pym.js made the frame, as that does.

const ATTRIBUTES = ["src", "places", "calendar", "lang", "near", "place", "within-km", "services", "kinds", "region", "party", "sort", "view", "limit", "storage", "sync-url", "theme", "loading", "booking-origins", "wasm-url"];
/** What Pym.js adds to the address of a frame. */
const PYM = ["initialWidth", "childId", "parentTitle", "parentUrl"];
const TOKENS = ["accent", "on-accent", "bg", "text", "radius", "font"];
/** A dialog needs some room, however short the answer is. */
const LEAST_HEIGHT = 560;

const parameters = new URLSearchParams(location.search);
const pymId = parameters.get("childId");
const finder = document.querySelector("slot-finder");
for (const [name, value] of parameters) {
  if (ATTRIBUTES.includes(name)) finder.setAttribute(name, value);
  else if (TOKENS.includes(name)) document.documentElement.style.setProperty(`--slot-finder-${name}`, value);
  else if (!PYM.includes(name)) console.warn(`embed.html: "${name}" is neither an attribute of slot-finder (${ATTRIBUTES.join(", ")}) nor a token (${TOKENS.join(", ")})`);
}

const follow = () => {
  document.documentElement.lang = finder.lang;
  if (finder.heading) document.title = finder.heading;
};
follow();
new MutationObserver(follow).observe(finder, { attributeFilter: ["lang"] });
finder.addEventListener("slot-finder-results", follow);

const tell = () => {
  const height = Math.max(LEAST_HEIGHT, Math.ceil(document.body.getBoundingClientRect().height));
  parent.postMessage({ slotFinderHeight: height, sentinel: "amp", type: "embed-size", height }, "*");
  if (pymId !== null) parent.postMessage(["pym", pymId, "height", height].join("xPYMx"), "*");
};
if (parent !== window) {
  new ResizeObserver(tell).observe(document.body);
  // The script around may come later, and asks.
  addEventListener("message", ({ source }) => {
    if (source === parent) tell();
  });
}
