// Plots times over sizes on logarithmic scales: small panels side by side, one line per program, with the spread as a
// band. The picture follows the reader's light or dark theme.

const PANEL = { width: 330, height: 220, left: 46, top: 34, right: 10, bottom: 34 };
const COLUMNS = 2;
const FOOT = 46;

const escape = (text) => text.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);
const n = (value) => value.toFixed(1);
const label = (value) => (value >= 1000 ? `${(value / 1000).toLocaleString("en")}k` : value.toLocaleString("en"));

/** The powers of ten around some values. */
function range(values) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.ceil(Math.log10(Math.max(...values)));
  return [low, Math.max(high, low + 1)];
}

function panel({ title, lines }, x0, y0, colours) {
  const points = Object.values(lines).flat();
  const [xLow, xHigh] = range(points.map(({ x }) => x));
  const [yLow, yHigh] = range(points.flatMap(({ min, p90 }) => [min, p90]).map((ms) => Math.max(ms, 0.01)));
  const inner = { width: PANEL.width - PANEL.left - PANEL.right, height: PANEL.height - PANEL.top - PANEL.bottom };
  const x = (value) => x0 + PANEL.left + ((Math.log10(value) - xLow) / (xHigh - xLow)) * inner.width;
  const y = (value) => y0 + PANEL.top + inner.height - ((Math.log10(Math.max(value, 0.01)) - yLow) / (yHigh - yLow)) * inner.height;
  const parts = [`<text class="title" x="${x0 + PANEL.left}" y="${y0 + 20}">${escape(title)}</text>`];
  for (let power = yLow; power <= yHigh; power += 1) {
    const at = y(10 ** power);
    parts.push(`<line class="grid" x1="${n(x(10 ** xLow))}" x2="${n(x(10 ** xHigh))}" y1="${n(at)}" y2="${n(at)}"/>`);
    parts.push(`<text class="tick" text-anchor="end" x="${n(x0 + PANEL.left - 6)}" y="${n(at + 4)}">${label(10 ** power)}</text>`);
  }
  for (let power = xLow; power <= xHigh; power += 1) {
    parts.push(`<text class="tick" text-anchor="middle" x="${n(x(10 ** power))}" y="${n(y0 + PANEL.height - PANEL.bottom + 16)}">${label(10 ** power)}</text>`);
  }
  for (const [name, line] of Object.entries(lines)) {
    const at = colours.get(name);
    const above = line.map(({ x: size, p90 }) => `${n(x(size))},${n(y(p90))}`);
    const below = [...line].reverse().map(({ x: size, min }) => `${n(x(size))},${n(y(min))}`);
    parts.push(`<polygon class="c${at} band" points="${[...above, ...below].join(" ")}"/>`);
    parts.push(`<polyline class="c${at} line" points="${line.map(({ x: size, median }) => `${n(x(size))},${n(y(median))}`).join(" ")}"/>`);
    for (const { x: size, median } of line) parts.push(`<circle class="c${at} dot" cx="${n(x(size))}" cy="${n(y(median))}" r="2.5"/>`);
  }
  return parts.join("\n");
}

/** A picture of panels `[{title, lines: {name: [{x, min, median, p90}]}}]`, with a sentence below them. */
export function plot(panels, sentence) {
  const names = [...new Set(panels.flatMap(({ lines }) => Object.keys(lines)))];
  const colours = new Map(names.map((name, at) => [name, at]));
  const width = PANEL.width * COLUMNS;
  const height = PANEL.height * Math.ceil(panels.length / COLUMNS) + FOOT;
  const drawn = panels.map((one, at) => panel(one, (at % COLUMNS) * PANEL.width, Math.floor(at / COLUMNS) * PANEL.height, colours));
  const share = (width - 20) / names.length;
  const legend = names.map((name, at) => {
    const x = 14 + at * share;
    return `<line class="c${at} line" x1="${n(x)}" x2="${n(x + 18)}" y1="${height - 30}" y2="${height - 30}"/><text x="${n(x + 23)}" y="${height - 26}">${escape(name)}</text>`;
  });
  const light = ["#0b6e4f", "#b3541e", "#5b4bb5", "#d08a3c", "#9b8fd9", "#777777"];
  const dark = ["#5fd3a8", "#ff9f5a", "#b3a6ff", "#ffc98a", "#d7d0ff", "#aaaaaa"];
  const paint = (palette) => palette.map((colour, at) => `.c${at}{--c:${colour}}`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(sentence)}">
<style>
svg{background:#ffffff;color:#1b1f1d;font:12px system-ui,sans-serif}
text{fill:currentColor}.title{font-weight:600}.tick{font-size:10px;opacity:.75}.grid{stroke:currentColor;opacity:.15}
${paint(light)}
.line{fill:none;stroke:var(--c);stroke-width:2}.dot{fill:var(--c)}.band{fill:var(--c);opacity:.15}
@media (prefers-color-scheme: dark){svg{background:#111715;color:#e6ebe8}${paint(dark)}}
</style>
<rect width="100%" height="100%" fill="none"/>
${drawn.join("\n")}
${legend.join("\n")}
<text class="tick" x="14" y="${height - 8}">${escape(sentence)}</text>
</svg>
`;
}
