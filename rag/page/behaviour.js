// Runs once, with what gradio gives the article panel: element, server, trigger.
// Listeners sit on the document because gradio patches the conversation's nodes as answers grow.

const find = (selector, within = document) => within.querySelector(selector);
const reader = find("#reader", element);
const pane = find(".pane", reader);
const wide = window.matchMedia("(min-width: 64rem)");
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const mouse = window.matchMedia("(pointer: fine)");
const input = () => find("#question textarea");
const glide = () => (calm.matches ? "auto" : "smooth");

let asked = 0; // the newest request for the panel; an older reply that comes late is dropped
let opener = null; // the control that opened the article, where focus goes back to
let listing = pane.innerHTML;

// --- the article panel

function show(view, content) {
  reader.dataset.view = view;
  pane.innerHTML = content;
  pane.scrollTop = 0;
}

function sheet(open) {
  document.body.classList.toggle("reading", open);
  const covered = open && !wide.matches;
  for (const part of ["#masthead", "#log", "#composer"]) find(part).inert = covered;
}

function point(control) {
  for (const old of document.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
  if (control) control.setAttribute("aria-current", "true");
}

async function open(control) {
  const mine = ++asked;
  opener = control;
  point(control);
  sheet(true);
  const { source, start, end } = control.dataset;
  let content;
  try {
    content = await server.read_article({ source, start: Number(start), end: Number(end) });
  } catch {
    content = '<p class="failed">The article could not be loaded. Is the page still running?</p>';
  }
  if (mine !== asked) return;
  show("article", content);
  const mark = find("mark", pane);
  if (mark) {
    const away = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
    const seen = away < pane.clientHeight * 0.55; // then the headline may stay in sight too
    if (!seen) pane.scrollTo({ top: away - pane.clientHeight / 3, behavior: glide() });
  }
  (mark || find("h2", pane) || pane).focus({ preventScroll: true });
}

async function list({ focus = true } = {}) {
  const mine = ++asked;
  point(null);
  show("list", listing);
  if (focus) find("h2", pane)?.focus({ preventScroll: true });
  const fresh = await server.list_articles({}).catch(() => listing);
  if (mine !== asked || fresh === listing) return;
  listing = fresh;
  show("list", fresh);
}

async function filter(words) {
  const mine = ++asked;
  const found = await server.list_articles({ words }).catch(() => null);
  if (mine === asked && found !== null) find("[data-listing]", pane).innerHTML = found;
}

function close() {
  sheet(false);
  const back = opener?.isConnected && !pane.contains(opener) ? opener : input();
  back?.focus();
}

// --- the conversation

const busy = () => find('.turn[aria-busy="true"]') !== null;

function hint(text) {
  const place = find("#hint");
  place.dataset.usual ||= place.textContent;
  place.textContent = text || place.dataset.usual;
}

function refuse(event) {
  const empty = !input().value.trim();
  if (!empty && !busy()) return hint("");
  event.preventDefault();
  event.stopPropagation();
  hint(empty ? "Type a question first." : "One moment: the last answer is still being made.");
}

function ask(question) {
  if (busy()) return hint("One moment: the last answer is still being made.");
  trigger("submit", { question });
  if (mouse.matches) input().focus(); // on a touch screen the keyboard would cover the answer
}

function fresh() {
  trigger("clear", {});
  hint("");
  sheet(false);
  list({ focus: false });
  input().focus();
}

async function copy(button) {
  const text = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Browsers offer the clipboard only to pages on localhost or https.
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = text;
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  button.textContent = "Copied";
  find("#announce").textContent = "Copied with citations";
  setTimeout(() => {
    button.textContent = "Copy with citations";
    find("#announce").textContent = "";
  }, 2000);
}

// Keeps the newest turn in view, its question at the top if it is long.
let turns = 0;
function follow() {
  const all = document.querySelectorAll("#log .turn");
  const grown = all.length > turns || busy() || all[all.length - 1]?.dataset.seen !== "yes";
  turns = all.length;
  if (!turns || !grown) return;
  const last = all[turns - 1];
  if (!busy()) last.dataset.seen = "yes";
  const top = last.getBoundingClientRect().top - find("#masthead").getBoundingClientRect().height;
  const end = find("#log .turns").lastElementChild; // the turn, or a suggestion after it
  const below = end.getBoundingClientRect().bottom - find("#composer").getBoundingClientRect().top;
  const by = Math.min(below + 32, top - 16);
  if (by > 0) window.scrollBy({ top: by, behavior: glide() });
}
new MutationObserver(follow).observe(find("#log"), { childList: true, subtree: true });

// --- one place where presses arrive

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("#question button")) {
      input().focus();
      return refuse(event);
    }
    const data = button.dataset;
    if ("source" in data) open(button);
    else if ("ask" in data) ask(data.ask);
    else if ("copy" in data) copy(button);
    else if ("new" in data) fresh();
    else if ("list" in data) list();
    else if ("close" in data) close();
    else if ("articles" in data) {
      opener = button;
      sheet(true);
      list();
    }
  },
  true,
);

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Escape" && reader.contains(event.target)) close();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    if (event.target === input()) refuse(event);
  },
  true,
);

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-filter]")) filter(event.target.value);
  else if (event.target === input()) hint("");
});

wide.addEventListener("change", () => sheet(document.body.classList.contains("reading")));

reader.dataset.ready = "yes"; // from here on a press is heard
