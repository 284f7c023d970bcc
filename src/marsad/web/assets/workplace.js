// The workplace: everything here makes a page quicker to use; without it every page still works.
const source = $("#source");
const wantsKeys = () => localStorage.getItem("marsad.keys") !== "off";

// ---- maps and timelines

const filters = ["incidents", "public"].includes(document.body.dataset.page) ? $("#filters") : null;
const rowsOf = (id) => $$(`tr[data-incident="${CSS.escape(id)}"]`);

for (const map of $$(".map")) {
  const lang = document.documentElement.lang, folder = document.body.dataset.page.startsWith("public") ? "public" : "incidents";
  const awake = wakeMap(map, {
    isShown: () => true,
    picked: () => "",
    onPick(id, ids, box) {
      if (ids.length === 1) location.href = $(`.pin[data-incident="${CSS.escape(id)}"]`, map).getAttribute("href");
      else if (filters?.elements.box) narrow(box);
      else location.href = `/${lang}/${folder}?box=${box}`;
    },
    onPoint(ids) {
      for (const row of $$("tr.is-pointed")) row.classList.remove("is-pointed");
      for (const row of ids.flatMap(rowsOf)) row.classList.add("is-pointed");
    },
  });
  for (const row of $$("tr[data-incident]")) {
    for (const [kind, isOn] of [["pointerenter", true], ["pointerleave", false], ["focusin", true], ["focusout", false]]) row.addEventListener(kind, () => awake.point(row.dataset.incident, isOn));
  }
  const button = $("#narrow-to-map");
  if (!button) continue;
  button.hidden = $$(".pin, .pile", map).length === 0;
  button.addEventListener("click", () => narrow(awake.shownBox()));
}

/** The list of what lies in a part of the map, with all other filters as they are. */
function narrow(box) {
  filters.elements.box.value = box;
  filters.requestSubmit();
}

if (filters) {
  const { from, to } = filters.elements;
  const time = wakeTimeline($(".timeline", filters), (since, until) => { from.value = since; to.value = until; time.show(since, until); }, () => filters.requestSubmit());
  time.show(from.value, to.value);
  filters.addEventListener("formdata", ({ formData }) => { for (const [name, value] of [...formData]) if (!value) formData.delete(name); });
  addEventListener("pageshow", (event) => { if (event.persisted) { filters.reset(); time.show(from.value, to.value); } });
  filters.elements.order.addEventListener("change", () => filters.requestSubmit());
}

// ---- evidence

for (const one of $$(".source")) markSource(one);

/** Shows the marks of one event, or of all. */
function showMarks(card) {
  if (!source || !("highlights" in CSS)) return;
  for (const highlight of CSS.highlights.values()) highlight.clear();
  const text = source.textContent, units = toUnits(text);
  const all = JSON.parse(source.dataset.marks), marks = card ? JSON.parse(card.dataset.marks) : [];
  const shown = card ? [...marks, ...all.filter(([, , kind]) => kind === "aside")] : all;
  for (const [start, end, kind] of shown) highlightOf(`ev-${kind}`).add(rangeOf(source, units[start], units[end]));
  if (card && marks.length) bringIntoView(rangeOf(source, units[marks[0][0]], units[marks[0][1]]));
}

/** Scrolls the text's own box so that a range stands in its upper third. */
function bringIntoView(range) {
  const box = source.closest(".reading"), at = range.getBoundingClientRect(), frame = box.getBoundingClientRect();
  if (at.top < frame.top + 40 || at.bottom > frame.bottom - 40) box.scrollTop += at.top - frame.top - frame.height / 3;
}

// ---- review by keyboard: physical keys, only while a card has the focus

const cards = $$(".event");

function cardAt(node) {
  return node?.closest?.(".event") ?? null;
}

function step(from, by) {
  const at = cards.indexOf(from);
  cards[Math.min(cards.length - 1, Math.max(0, at + by))]?.focus();
}

function press(card, code) {
  if (code === "KeyJ") return step(card, 1);
  if (code === "KeyK") return step(card, -1);
  if (code === "KeyN") return addMissed();
  if (code === "KeyT") return source.focus();
  if (code === "KeyL") return $(".cards-head [data-key=KeyL]").click();
  const button = $(`[data-key=${code}]`, card);
  if (!button?.checkVisibility()) return;
  const reason = code === "KeyX" && $("input[name=why]", card);
  if (reason && !reason.value) reason.focus(); else button.click();
}

/** The keys at «Next report», where the focus is once all events are judged: K and U are about the event last judged. */
function pressAtNext(code, last, isJudged) {
  if (code === "KeyK") return last.focus();
  if (code !== "KeyU" || isJudged) press(last, code);
}

/** Opens the form for a missed event; the words selected in the text go into it with their offset in code points. */
function addMissed() {
  const box = $("#missed"), form = $("form", box);
  if (!box.checkVisibility()) return;
  box.open = true;
  fillMissed(form);
  box.scrollIntoView({ block: "nearest" });
  form.elements[form.elements.words.value ? "type" : "words"].focus();
}

/** Chooses the next or previous word or line's word, or lengthens what is chosen; the first word where none is yet. */
function chooseWords(isForward, unit, isLonger) {
  const words = getSelection(), way = isForward ? "forward" : "backward";
  const isNew = !words.rangeCount || !source.contains(words.anchorNode);
  if (isNew) words.collapse(source.firstChild, 0);
  if (isLonger && !isNew) words.modify("extend", way, unit);
  else {
    if (!isNew && unit === "word") words[isForward ? "collapseToEnd" : "collapseToStart"]();
    if (!isNew && (unit === "line" || !isForward)) words.modify("move", way, unit);
    words.modify("extend", "forward", "word");
  }
  bringIntoView(words.getRangeAt(0));
}

let chosen = null;

/** Notes the words that are chosen in the text now; those chosen before stay noted where none are. */
function noteChosen() {
  const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
  if (!range || range.collapsed || !source.contains(range.startContainer) || !source.contains(range.endContainer)) return;
  const before = new Range();
  before.setStart(source, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString(), lead = words.length - words.trimStart().length;
  chosen = { words: words.trim(), at: [...before.toString()].length + [...words.slice(0, lead)].length };
}

function fillMissed(form) {
  noteChosen();
  if (!chosen) return;
  form.elements.words.value = chosen.words;
  form.elements.at.value = chosen.at;
}

if (source) {
  document.addEventListener("selectionchange", noteChosen);
  source.tabIndex = 0;
  source.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return (cards.find((card) => card.dataset.state === "draft") ?? cards[0])?.focus();
    const ahead = getComputedStyle(source).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (!/^Arrow/.test(event.key)) return;
    event.preventDefault();
    chooseWords([ahead, "ArrowDown"].includes(event.key), /Up|Down/.test(event.key) ? "line" : "word", event.shiftKey);
  });
  // the words are chosen with the mouse or in the text itself, so that N must work without a card's focus
  document.addEventListener("keydown", (event) => {
    if (event.code !== "KeyN" || event.ctrlKey || event.metaKey || event.altKey || !wantsKeys()) return;
    if (event.defaultPrevented || cardAt(event.target) || event.target.closest("input, select, textarea, summary")) return;
    if (event.target !== source && (!chosen || getSelection().isCollapsed)) return;
    event.preventDefault();
    addMissed();
  });
  $("#missed").addEventListener("toggle", (event) => { if (event.target.open) fillMissed($("form", event.target)); });
}

if (cards.length) {
  for (const card of cards) card.addEventListener("focusin", () => showMarks(card));
  $("#cards").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest("input, select, textarea")) return cardAt(event.target)?.focus();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, summary") || !wantsKeys()) return;
    const card = cardAt(event.target), isAtNext = event.target.matches(".cards-head [data-key=KeyL]");
    if (!card && !isAtNext || !(card ? /^Key[JKAXEULNSMT]$/ : /^Key[JKULNT]$/).test(event.code)) return;
    event.preventDefault();
    if (card) press(card, event.code); else pressAtNext(event.code, here, isDone);
  });
  for (const form of $$(".event form")) form.addEventListener("submit", () => sessionStorage.setItem("marsad.judged", cardAt(form).id));
  const judged = sessionStorage.getItem("marsad.judged");
  sessionStorage.removeItem("marsad.judged");
  // after a fault the page shows what was written: the focus goes there, and nothing was judged
  const clash = cardAt($(".conflict"));
  const here = clash ?? document.getElementById(judged ?? location.hash.slice(1)) ?? cards.find((card) => card.dataset.state === "draft") ?? cards[0];
  const isDone = judged && !clash && here.dataset.state !== "draft";
  const following = isDone ? cards.slice(cards.indexOf(here) + 1).concat(cards).find((card) => card.dataset.state === "draft") : here;
  if (judged && !clash) $("#said").textContent = `${$("h3", here)?.textContent ?? ""}: ${$(".badge.state", here)?.textContent ?? ""}`;
  const form = $("#missed[open] .edit") ?? $(".edit", here);
  // the browser would move the focus to the address's event after us
  if (judged || form) history.replaceState(null, "", location.pathname + location.search);
  if (form) $("input:checked, input:not([type=hidden], [type=radio]), select, textarea", form).focus();
  else if (following) following.focus({ preventScroll: !judged && !location.hash });
  else $(".cards-head [data-key=KeyL]").focus();
  const box = $("#keys-on");
  box.checked = wantsKeys();
  box.addEventListener("change", () => localStorage.setItem("marsad.keys", box.checked ? "on" : "off"));
}

addEventListener("keydown", (event) => {
  if (event.code !== "KeyR" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea") || !wantsKeys()) return;
  $("main > .head [data-key=KeyR]")?.click();
});
