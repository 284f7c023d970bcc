// The one-file page: table, map and timeline show the same incidents; the state stands in the address.
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

// ---- choosing one incident

function pick(id, { scroll = false, push = false, quiet = false } = {}) {
  picked = rows.some((one) => one.id === id) ? id : "";
  for (const one of rows) one.row.classList.toggle("is-picked", one.id === picked);
  for (const circle of $$(".radius", map)) circle.classList.toggle("is-picked", circle.dataset.incident === picked);
  atlas.gather();
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
  const unmapped = $("[data-unmapped]");
  if (unmapped) unmapped.textContent = [...shown].filter((id) => !atlas.has(id)).length;
  time.fade((bar) => rows.some((one) => shown.has(one.id) && one.start >= bar.start && one.start <= bar.end));
  time.show(from, to);
  atlas.gather();
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

// ---- map and timeline

const first = form.elements.from.min, last = form.elements.from.max;
const clamp = (day) => (day && day < first ? first : day > last ? last : day);
const atlas = wakeMap(map, { isShown: (id) => shown.has(id), picked: () => picked, onPick: (id) => pick(id, { push: true }) });
const time = wakeTimeline(timeline, (from, to) => {
  form.elements.from.value = clamp(from);
  form.elements.to.value = clamp(to);
  filter();
});

// ---- wiring

$("html").dataset.first = document.documentElement.lang;
dossiers.classList.add("is-live");
form.hidden = false;
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
