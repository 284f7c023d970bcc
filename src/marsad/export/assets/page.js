// The one-file page: table, map and timeline show the same incidents; the state stands in the address.
const $ = (query, root = document) => root.querySelector(query);
const $$ = (query, root = document) => [...root.querySelectorAll(query)];
const SVG = "http://www.w3.org/2000/svg";
const form = $("#filters"), map = $(".map"), timeline = $(".timeline"), dossiers = $("#dossiers");
const rows = $$(".incidents tbody tr").map((row) => ({
  row, id: row.dataset.incident, family: row.dataset.family, start: row.dataset.start, end: row.dataset.end,
  words: fold(`${row.textContent} ${document.getElementById(row.dataset.incident).textContent}`),
}));
let picked = "";
let isRead = false;
let shown = new Set(rows.map((one) => one.id));

/** Letters that people write in several ways made one, so that a search finds them all. */
function fold(words) {
  return words.normalize("NFKC").toLowerCase().replace(/[\u064b-\u0652\u0670\u0640]/g, "")
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
}

// ---- evidence: one text node per source, marked without touching the letters

/** Offsets in code points as offsets in UTF-16 units of `text`. */
function toUnits(text) {
  const units = [0];
  for (const point of text) units.push(units.at(-1) + point.length);
  return units;
}

function markSource(source) {
  if (!("highlights" in CSS) || source.dataset.marked) return;
  source.dataset.marked = "1";
  const text = source.textContent, units = toUnits(text);
  source.textContent = text;
  for (const [start, end, kind] of JSON.parse(source.dataset.marks)) {
    const range = new Range();
    range.setStart(source.firstChild, units[start]);
    range.setEnd(source.firstChild, units[end]);
    highlightOf(`ev-${kind}`).add(range);
  }
}

function highlightOf(name) {
  if (!CSS.highlights.has(name)) {
    const highlight = new Highlight();
    highlight.priority = ["ev-act", "ev-who", "ev-source", "ev-place", "ev-time", "ev-count"].indexOf(name);
    CSS.highlights.set(name, highlight);
  }
  return CSS.highlights.get(name);
}

// ---- choosing one incident

function pick(id, { scroll = false, push = false, quiet = false } = {}) {
  picked = rows.some((one) => one.id === id) ? id : "";
  for (const one of rows) one.row.classList.toggle("is-picked", one.id === picked);
  for (const mark of $$("[data-incident]", map)) mark.classList.toggle("is-picked", mark.dataset.incident === picked);
  for (const dossier of dossiers.children) dossier.classList.toggle("is-open", dossier.id === picked);
  const dossier = picked && document.getElementById(picked);
  if (dossier) {
    $$(".source", dossier).forEach(markSource);
    keepInView(rows.find((one) => one.id === picked).row);
    if (scroll) dossier.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth", block: "start" });
  }
  if (!quiet) write(push);
}

/** Scrolls the table's own box, never the page. */
function keepInView(row) {
  const box = row.closest(".scroll"), head = $("thead", box).offsetHeight;
  if (row.offsetTop < box.scrollTop + head) box.scrollTop = row.offsetTop - head;
  else if (row.offsetTop + row.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTop = row.offsetTop + row.offsetHeight - box.clientHeight;
}

function step(by) {
  const open = rows.filter((one) => shown.has(one.id));
  const at = open.findIndex((one) => one.id === picked);
  const next = open[Math.min(open.length - 1, Math.max(0, at + by))];
  if (next) pick(next.id);
}

// ---- filters

function filter() {
  const wanted = new FormData(form), families = new Set(wanted.getAll("family"));
  const words = fold(wanted.get("q")).split(/\s+/).filter(Boolean), from = wanted.get("from"), to = wanted.get("to");
  const inTime = (one) => (!from || (one.end && one.end >= from)) && (!to || (one.start && one.start <= to));
  const rest = rows.filter((one) => inTime(one) && words.every((word) => one.words.includes(word)));
  shown = new Set(rest.filter((one) => !families.size || families.has(one.family)).map((one) => one.id));
  for (const one of rows) one.row.hidden = !shown.has(one.id);
  for (const count of $$("[data-count]", form)) count.textContent = rest.filter((one) => one.family === count.dataset.count).length;
  $("[data-shown]").textContent = shown.size;
  $(".nothing").hidden = shown.size > 0;
  const mapped = new Set($$(".pin", map).map((pin) => pin.dataset.incident));
  const unmapped = $("[data-unmapped]");
  if (unmapped) unmapped.textContent = [...shown].filter((id) => !mapped.has(id)).length;
  for (const bar of $$(".bar", timeline)) bar.classList.toggle("is-out", !rows.some((one) => shown.has(one.id) && one.start >= bar.dataset.start && one.start <= bar.dataset.end));
  drawBrush();
  gather();
  write();
}

// ---- the address holds the whole state

function write(push = false) {
  if (!isRead) return;
  const state = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) state.append(name, value);
  const lang = $("[name=lang]:checked").value;
  if (lang !== $("html").dataset.first) state.set("lang", lang);
  const hash = `#${picked}${state.size ? `&${state}` : ""}`;
  if (hash !== (location.hash || "#")) history[push ? "pushState" : "replaceState"](null, "", hash);
}

function read() {
  const [id, ...rest] = decodeURIComponent(location.hash.slice(1)).split("&");
  const state = new URLSearchParams(rest.join("&"));
  for (const name of ["q", "from", "to"]) form.elements[name].value = state.get(name) ?? "";
  for (const box of $$("[name=family]", form)) box.checked = state.getAll("family").includes(box.value);
  const lang = state.get("lang") ?? $("html").dataset.first;
  $$("[name=lang]").forEach((one) => { one.checked = one.value === lang; });
  speak();
  pick(id, { quiet: true });
  filter();
}

function speak() {
  const lang = $("[name=lang]:checked").value;
  document.documentElement.lang = lang;
  document.documentElement.dir = lang === "ar" ? "rtl" : "ltr";
  for (const name of ["placeholder", "aria-label"]) {
    for (const one of $$(`[data-said-${name}]`)) one.setAttribute(name, one.getAttribute(`data-said-${name}`).split("|")[lang === "ar" ? 0 : 1]);
  }
}

// ---- timeline: drag to choose days

const bars = $$(".bar", timeline);
const first = $("[name=from]", form).min, last = $("[name=from]", form).max;

function shareOf(event) {
  const box = timeline.getBoundingClientRect(), x = (event.clientX - box.left) / box.width;
  return Math.min(1, Math.max(0, document.documentElement.dir === "rtl" ? 1 - x : x));
}

/** The bars between two shares of the width, by where they are drawn. */
function barsBetween(a, b) {
  return bars.filter((bar) => {
    const rect = $("rect", bar), x = parseFloat(rect.getAttribute("x")) / 100, width = parseFloat(rect.getAttribute("width")) / 100;
    return x + width >= Math.min(a, b) && x <= Math.max(a, b);
  });
}

function drawBrush() {
  $(".brush", timeline)?.remove();
  const { from, to } = form.elements;
  if (!from.value && !to.value) return;
  const inside = bars.filter((bar) => (!from.value || bar.dataset.end >= from.value) && (!to.value || bar.dataset.start <= to.value));
  if (!inside.length) return;
  const x = (bar) => parseFloat($("rect", bar).getAttribute("x"));
  const brush = document.createElementNS(SVG, "rect");
  const start = x(inside[0]), end = x(inside.at(-1)) + parseFloat($("rect", inside.at(-1)).getAttribute("width"));
  for (const [name, value] of Object.entries({ class: "brush", x: `${start}%`, width: `${end - start}%`, y: "0", height: "78%" })) brush.setAttribute(name, value);
  timeline.prepend(brush);
}

let brushed = null;
timeline.addEventListener("pointerdown", (event) => { brushed = shareOf(event); timeline.setPointerCapture(event.pointerId); });
timeline.addEventListener("pointermove", (event) => { if (brushed !== null) brush(brushed, shareOf(event)); });
timeline.addEventListener("pointerup", (event) => {
  if (Math.abs(shareOf(event) - brushed) < 0.004) brush(brushed - 0.002, brushed + 0.002);
  brushed = null;
});

function brush(a, b) {
  const inside = barsBetween(a, b), { from, to } = form.elements;
  from.value = inside.length ? clamp(inside[0].dataset.start) : "";
  to.value = inside.length ? clamp(inside.at(-1).dataset.end) : "";
  filter();
}

const clamp = (day) => (day < first ? first : day > last ? last : day);

// ---- map: pins keep their size, near ones gather under a number

const whole = map.getAttribute("viewBox").split(" ").map(Number);
let view = [...whole];
const pins = $$(".pin", map).map((pin) => {
  const [x, y] = pin.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
  return { pin, x, y, id: pin.dataset.incident };
});

/** Degrees per pixel as the map is now drawn. */
const scale = () => { const box = map.getBoundingClientRect(); return Math.min(view[2] / (box.width || 760), view[3] / (box.height || 500)); };

function gather() {
  const k = scale(), heads = [];
  for (const one of pins) {
    one.pin.style.display = "none";
    if (!shown.has(one.id)) continue;
    const head = heads.find((other) => Math.hypot(other.x - one.x, other.y - one.y) < 24 * k);
    if (head) { head.pile.push(one); if (one.id === picked) head.chosen = one; } else { one.pile = [one]; one.chosen = one; heads.push(one); }
  }
  for (const head of heads) drawPile(head, k);
  for (const circle of $$(".radius", map)) circle.style.display = shown.has(circle.dataset.incident) ? "" : "none";
}

function drawPile(head, k) {
  const count = new Set(head.pile.map((one) => one.id)).size;
  head.pin.style.display = "";
  head.pin.setAttribute("transform", `translate(${head.x} ${head.y}) scale(${k})`);
  $("circle", head.pin).setAttribute("r", count > 1 ? 8 + 1.5 * Math.log2(count) : 5.5);
  let label = $("text", head.pin);
  if (!label) label = head.pin.appendChild(document.createElementNS(SVG, "text"));
  label.textContent = count > 1 ? count : "";
}

function look(next) {
  view = next;
  map.setAttribute("viewBox", view.join(" "));
  gather();
}

function zoom(by, x = view[0] + view[2] / 2, y = view[1] + view[3] / 2) {
  const width = Math.min(whole[2] * 4, Math.max(0.15, view[2] * by)), ratio = width / view[2];
  look([x - (x - view[0]) * ratio, y - (y - view[1]) * ratio, width, view[3] * ratio]);
}

function fitShown() {
  const points = pins.filter((one) => shown.has(one.id));
  if (!points.length) return look([...whole]);
  const xs = points.map((one) => one.x), ys = points.map((one) => one.y), aspect = whole[2] / whole[3];
  let width = Math.max(1.5, (Math.max(...xs) - Math.min(...xs)) * 1.3), height = Math.max(1, (Math.max(...ys) - Math.min(...ys)) * 1.3);
  width = Math.max(width, height * aspect); height = width / aspect;
  look([(Math.min(...xs) + Math.max(...xs) - width) / 2, (Math.min(...ys) + Math.max(...ys) - height) / 2, width, height]);
}

const toPlane = (event) => { const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse()); return [point.x, point.y]; };
let dragged = null;
map.addEventListener("pointerdown", (event) => { dragged = { at: toPlane(event), moved: false }; });
map.addEventListener("pointermove", (event) => {
  if (!dragged || !event.buttons) { dragged = event.buttons ? dragged : null; return; }
  const [x, y] = toPlane(event), by = [dragged.at[0] - x, dragged.at[1] - y];
  if (!dragged.moved && Math.hypot(...by) < 4 * scale()) return;
  dragged.moved = true;
  map.classList.add("is-dragged");
  look([view[0] + by[0], view[1] + by[1], view[2], view[3]]);
});
addEventListener("pointerup", () => map.classList.remove("is-dragged"));
map.addEventListener("wheel", (event) => { if (event.ctrlKey || event.metaKey) { event.preventDefault(); zoom(event.deltaY > 0 ? 1.25 : 0.8, ...toPlane(event)); } }, { passive: false });
map.addEventListener("dblclick", (event) => zoom(0.5, ...toPlane(event)));
map.addEventListener("keydown", (event) => {
  const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (move) { event.preventDefault(); look([view[0] + move[0] * view[2] / 8, view[1] + move[1] * view[3] / 8, view[2], view[3]]); }
  if (event.key === "+" || event.key === "=") zoom(0.7);
  if (event.key === "-") zoom(1.4);
});
map.addEventListener("click", (event) => {
  const pin = event.target.closest(".pin");
  if (!pin) return;
  event.preventDefault();
  if (dragged?.moved) return;
  const head = pins.find((one) => one.pin === pin), ids = [...new Set(head.pile.map((one) => one.id))];
  const apart = Math.max(...head.pile.map((one) => Math.hypot(one.x - head.x, one.y - head.y)));
  if (ids.length > 1 && apart > 0.01) zoom(0.35, head.x, head.y);
  else pick(ids[(ids.indexOf(picked) + 1) % ids.length], { push: true });
});
for (const button of $$("[data-zoom]")) button.addEventListener("click", () => ({ in: () => zoom(0.6), out: () => zoom(1.6), fit: fitShown })[button.dataset.zoom]());
new ResizeObserver(gather).observe(map);

// ---- wiring

$("html").dataset.first = document.documentElement.lang;
dossiers.classList.add("is-live");
form.hidden = false;
$(".tools").hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => queueMicrotask(() => setTimeout(filter)));
for (const one of $$("[name=lang]")) one.addEventListener("change", () => { speak(); write(); });
$(".incidents tbody").addEventListener("click", (event) => {
  const row = event.target.closest("tr");
  event.preventDefault();
  pick(row.dataset.incident, { scroll: true, push: true });
});
addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, .map") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.code === "KeyJ") step(1);
  if (event.code === "KeyK") step(-1);
});
addEventListener("popstate", read);
read();
isRead = true;
if (!picked && rows.length) pick(rows[0].id, { quiet: true });
