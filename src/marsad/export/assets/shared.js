// Shared by the one-file page and the workplace: evidence marked in the text, the map, the timeline.
const $ = (query, root = document) => root.querySelector(query);
const $$ = (query, root = document) => [...root.querySelectorAll(query)];
const SVG = "http://www.w3.org/2000/svg";

// ---- evidence: one text node per source, marked without touching the letters

/** Offsets in code points as offsets in UTF-16 units of `text`. */
function toUnits(text) {
  const units = [0];
  for (const point of text) units.push(units.at(-1) + point.length);
  return units;
}

/** Makes the source one text node and marks its evidence by ranges; without the Highlight API the server's marks stay. */
function markSource(source) {
  if (!("highlights" in CSS) || source.dataset.marked) return;
  source.dataset.marked = "1";
  const text = source.textContent, units = toUnits(text);
  source.textContent = text;
  for (const [start, end, kind] of JSON.parse(source.dataset.marks)) highlightOf(`ev-${kind}`).add(rangeOf(source, units[start], units[end]));
}

function rangeOf(source, start, end) {
  const range = new Range();
  range.setStart(source.firstChild, start);
  range.setEnd(source.firstChild, end);
  return range;
}

function highlightOf(name) {
  if (!CSS.highlights.has(name)) {
    const highlight = new Highlight();
    highlight.priority = ["ev-aside", "ev-act", "ev-who", "ev-source", "ev-place", "ev-time", "ev-count", "ev-now"].indexOf(name);
    CSS.highlights.set(name, highlight);
  }
  return CSS.highlights.get(name);
}

/** The latitude of a y on the plane, which is Mercator's. */
const toLatitude = (y) => 2 * Math.atan(Math.exp(-y * Math.PI / 180)) * 180 / Math.PI - 90;

// ---- map: pins keep their size, near ones gather under a number

/**
 * The map's behaviour. `isShown(id)` and `picked()` say what is to be seen; `onPick(id, ids, box)` hears of a chosen pin and
 * of all that lie under it, `onPoint(ids)` of those under the hand.
 */
function wakeMap(map, { isShown, picked, onPick, onPoint = () => {} }) {
  const whole = map.getAttribute("viewBox").split(" ").map(Number);
  let view = [...whole], dragged = null;
  const pins = $$(".pin", map).map((pin) => {
    const [x, y] = pin.getAttribute("transform").match(/-?[\d.]+/g).map(Number);
    return { pin, x, y, id: pin.dataset.incident };
  });

  /** Degrees per pixel as the map is now drawn. */
  const scale = () => { const box = map.getBoundingClientRect(); return Math.max(view[2] / (box.width || 760), view[3] / (box.height || 500)); };
  const toPlane = (event) => { const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse()); return [point.x, point.y]; };

  const sized = $$(".sized", map).map((one) => [one, one.getAttribute("transform").split(" scale")[0]]);

  function gather() {
    const k = scale(), heads = [];
    map.classList.toggle("is-far", k > 0.028);
    map.classList.toggle("is-widest", k > 0.14);
    for (const [one, place] of sized) one.setAttribute("transform", `${place} scale(${k})`);
    for (const one of pins) {
      one.pin.style.display = "none";
      if (!isShown(one.id)) continue;
      const head = heads.find((other) => Math.hypot(other.x - one.x, other.y - one.y) < 24 * k);
      if (head) head.pile.push(one); else { one.pile = [one]; heads.push(one); }
    }
    for (const head of heads) drawPile(head, k);
    for (const circle of $$(".radius", map)) circle.style.display = isShown(circle.dataset.incident) ? "" : "none";
  }

  function drawPile(head, k) {
    const count = new Set(head.pile.map((one) => one.id)).size;
    head.pin.style.display = "";
    head.pin.setAttribute("transform", `translate(${head.x} ${head.y}) scale(${k})`);
    head.pin.classList.toggle("is-picked", head.pile.some((one) => one.id === picked()));
    $("circle", head.pin).setAttribute("r", count > 1 ? 8 + 1.5 * Math.log2(count) : 5.5);
    const label = $("text", head.pin) ?? head.pin.appendChild(document.createElementNS(SVG, "text"));
    label.textContent = count > 1 ? count : "";
  }

  /** West, south, east and north of some corners of the plane, in degrees, as addresses carry them. */
  const boxOf = (xs, ys) => [Math.min(...xs), toLatitude(Math.max(...ys)), Math.max(...xs), toLatitude(Math.min(...ys))].map((edge) => edge.toFixed(4)).join(",");

  function shownBox() {
    const frame = map.getBoundingClientRect(), corners = [[frame.left, frame.top], [frame.right, frame.bottom]].map(([clientX, clientY]) => toPlane({ clientX, clientY }));
    return boxOf(corners.map(([x]) => Math.min(180, Math.max(-180, x))), corners.map(([, y]) => y));
  }

  const headOf = (id) => pins.find((one) => one.pin.style.display !== "none" && one.pile?.some((other) => other.id === id));

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
    const points = pins.filter((one) => isShown(one.id));
    if (!points.length) return look([...whole]);
    const xs = points.map((one) => one.x), ys = points.map((one) => one.y), aspect = whole[2] / whole[3];
    let width = Math.max(1.5, (Math.max(...xs) - Math.min(...xs)) * 1.3), height = Math.max(1, (Math.max(...ys) - Math.min(...ys)) * 1.3);
    width = Math.max(width, height * aspect); height = width / aspect;
    look([(Math.min(...xs) + Math.max(...xs) - width) / 2, (Math.min(...ys) + Math.max(...ys) - height) / 2, width, height]);
  }

  map.addEventListener("pointerdown", (event) => { dragged = { at: toPlane(event), moved: false }; });
  map.addEventListener("pointermove", (event) => {
    if (!dragged || !event.buttons) return;
    const [x, y] = toPlane(event), by = [dragged.at[0] - x, dragged.at[1] - y];
    if (!dragged.moved && Math.hypot(...by) < 4 * scale()) return;
    dragged.moved = true;
    map.classList.add("is-dragged");
    look([view[0] + by[0], view[1] + by[1], view[2], view[3]]);
  });
  addEventListener("pointerup", () => map.classList.remove("is-dragged"));
  map.addEventListener("wheel", (event) => { if (event.ctrlKey || event.metaKey) { event.preventDefault(); zoom(event.deltaY > 0 ? 1.25 : 0.8, ...toPlane(event)); } }, { passive: false });
  map.addEventListener("dblclick", (event) => zoom(0.5, ...toPlane(event)));
  map.addEventListener("dragstart", (event) => event.preventDefault());
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
    else onPick(ids[(ids.indexOf(picked()) + 1) % ids.length], ids, boxOf(head.pile.flatMap(({ x }) => [x - 0.002, x + 0.002]), head.pile.flatMap(({ y }) => [y - 0.002, y + 0.002])));
  });
  map.addEventListener("pointerover", (event) => {
    const pin = event.target.closest(".pin"), head = pins.find((one) => one.pin === pin);
    onPoint(head ? [...new Set(head.pile.map((one) => one.id))] : []);
  });
  map.addEventListener("pointerleave", () => onPoint([]));
  const tools = $(".tools", map.parentElement);
  if (tools) {
    tools.hidden = false;
    for (const button of $$("[data-zoom]", tools)) button.addEventListener("click", () => ({ in: () => zoom(0.6), out: () => zoom(1.6), fit: fitShown })[button.dataset.zoom]());
  }
  new ResizeObserver(gather).observe(map);
  return { gather, shownBox, has: (id) => pins.some((one) => one.id === id), point: (id, isOn) => headOf(id)?.pin.classList.toggle("is-picked", isOn) };
}

// ---- timeline: drag to choose days

/** The timeline's behaviour. `onBrush(from, to)` hears of chosen days, `onDone` when the hand lets go. */
function wakeTimeline(timeline, onBrush, onDone = () => {}) {
  const bars = $$(".bar", timeline).map((bar) => {
    const rect = $("rect", bar), x = parseFloat(rect.getAttribute("x")), width = parseFloat(rect.getAttribute("width"));
    return { bar, start: bar.dataset.start, end: bar.dataset.end, x, width };
  });
  let from = null;

  /** Where the hand is, in percent of the width from the first day. */
  function shareOf(event) {
    const box = timeline.getBoundingClientRect(), x = 100 * (event.clientX - box.left) / box.width;
    return Math.min(100, Math.max(0, document.documentElement.dir === "rtl" ? 100 - x : x));
  }

  function brush(a, b) {
    const inside = bars.filter((one) => one.x + one.width >= Math.min(a, b) && one.x <= Math.max(a, b));
    onBrush(inside[0]?.start ?? "", inside.at(-1)?.end ?? "");
  }

  timeline.addEventListener("pointerdown", (event) => { from = shareOf(event); timeline.setPointerCapture(event.pointerId); });
  timeline.addEventListener("pointermove", (event) => { if (from !== null) brush(from, shareOf(event)); });
  timeline.addEventListener("pointerup", (event) => {
    if (Math.abs(shareOf(event) - from) < 0.4) brush(from - 0.2, from + 0.2);
    from = null;
    onDone();
  });

  return {
    fade: (isIn) => { for (const one of bars) one.bar.classList.toggle("is-out", !isIn(one)); },
    show(since, until) {
      $(".brush", timeline)?.remove();
      const inside = bars.filter((one) => (!since || one.end >= since) && (!until || one.start <= until));
      if ((!since && !until) || !inside.length) return;
      const start = inside[0].x, end = inside.at(-1).x + inside.at(-1).width;
      const brush = document.createElementNS(SVG, "rect");
      for (const [name, value] of Object.entries({ class: "brush", x: `${start}%`, width: `${end - start}%`, y: "0", height: "78%" })) brush.setAttribute(name, value);
      timeline.prepend(brush);
    },
  };
}
