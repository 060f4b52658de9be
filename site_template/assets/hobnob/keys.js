// Keys for those who read with them: `/` asks for the palette, `g` and a letter go to a section,
// `j` and `k` through the rows of a page, `l` writes down what happened where a page can act, `?`
// shows all of them. They rest while one types, with Ctrl, Alt or Cmd, below a dialog, and for
// whoever has turned them off.
(function () {
  "use strict";
  const _ = window.hobnobText;
  const MOST_RECENT = 12;
  const ROWS = "[data-hb-row], .hb-need, main tbody tr, .hb-entry, .hb-topics > li, .hb-cards > li";
  const OFF = "hobnob-keys-off";
  const WAIT = 1500; // milliseconds for the letter after `g`
  let going = 0, dialog = null, palette = null, typed = null;
  const root = ((document.querySelector('meta[name="hobnob-root"]') || {}).content || ".").replace(/\/+$/, "");
  const home = new URL(root + "/", location.href);

  function isOff() {
    try { return Boolean(localStorage.getItem(OFF)); } catch (error) { return false; }
  }

  window.hobnobKeysOff = isOff;

  // ---- The palette: loaded when it is asked for ----------------------------------------------

  function load() {
    const failed = () => { palette = null; throw new Error("no palette"); };
    return palette = palette || Promise.all([
      add("link", { rel: "stylesheet", href: root + "/assets/hobnob/search.css" }),
      add("script", { src: root + "/assets/hobnob/search.js" }),
    ]).then(() => window.hobnobSearch, failed);
  }

  function add(tag, attributes) {
    return new Promise((resolve, reject) => {
      document.head.append(Object.assign(document.createElement(tag), attributes, { onload: resolve, onerror: reject }));
    });
  }

  window.hobnobPalette = async function () {
    // What one types meanwhile is not lost.
    typed = "";
    try { (await load()).open(typed); } finally { typed = null; }
  };

  // ---- Whom one looked at: their slugs, in this browser alone --------------------------------

  const PLACE = "hobnob-recent:" + home.pathname;

  window.hobnobRecent = function () {
    try { return JSON.parse(localStorage.getItem(PLACE)).filter((one) => typeof one === "string"); } catch (error) { return []; }
  };

  (function remember() {
    const here = location.href.split(/[?#]/)[0];
    const slug = here.startsWith(home.href + "people/") && here.slice(home.href.length + 7).replace(/(\/|\.html)$/, "");
    if (!slug || slug === "index" || slug.includes("/")) return;
    try {
      const others = window.hobnobRecent().filter((one) => one !== slug);
      localStorage.setItem(PLACE, JSON.stringify([slug, ...others].slice(0, MOST_RECENT)));
    } catch (error) { /* Then nobody is remembered. */ }
  })();

  // ---- Through the rows of a page ------------------------------------------------------------

  const linkOf = (row) => (row.checkVisibility() ? row.querySelector("a[href]") : null);

  // The next row with a link; at first the one on top of what is in view.
  function move(step) {
    const rows = Array.from(document.querySelectorAll(ROWS));
    const here = document.activeElement.closest(ROWS);
    let at = here ? rows.indexOf(here) + step : rows.findIndex((row) => linkOf(row) && row.getBoundingClientRect().top > 48);
    while (rows[at] && !linkOf(rows[at])) at += step;
    if (!rows[at]) return false;
    linkOf(rows[at]).focus({ preventScroll: true, focusVisible: true });
    rows[at].scrollIntoView({ block: "nearest" });
    return true;
  }

  // ---- All keys in a dialog ------------------------------------------------------------------

  function line(keys, text) {
    const row = document.createElement("div"), name = document.createElement("dt"), what = document.createElement("dd");
    keys.split(" ").forEach((key) => {
      const shown = document.createElement("kbd");
      shown.textContent = key;
      name.append(shown, " ");
    });
    what.textContent = text;
    row.append(name, what);
    return row;
  }

  async function build() {
    const sections = await load().then((search) => search.sections()).catch(() => []);
    const made = document.createElement("dialog");
    made.className = "hb-keys";
    made.setAttribute("aria-labelledby", "hb-keys");
    const title = document.createElement("h2");
    title.id = "hb-keys";
    title.textContent = _("Keyboard shortcuts");
    const list = document.createElement("dl");
    list.append(line("/ Ctrl+K", _("Search")), line("j", _("Next in the list")), line("k", _("The one before")), line("Enter", _("Open")), line("?", _("Show this")), line("Esc", _("Close")));
    if (window.hobnobAct) list.append(line("l", _("Log")));
    list.append(...sections.filter((one) => one.key).map((one) => line("g " + one.key, one.name)));
    const label = document.createElement("label"), box = document.createElement("input"), close = document.createElement("button");
    box.type = "checkbox";
    box.checked = !isOff();
    box.addEventListener("change", () => {
      try {
        if (box.checked) localStorage.removeItem(OFF);
        else localStorage.setItem(OFF, "1");
      } catch (error) { /* Then they stay on. */ }
    });
    label.append(box, " " + _("Use single letters as shortcuts"));
    close.type = "button";
    close.className = "hb-search__close";
    close.textContent = _("Close");
    close.autofocus = true;
    close.addEventListener("click", () => made.close());
    made.addEventListener("click", (event) => { if (event.target === made) made.close(); });
    made.append(title, list, label, close);
    document.body.append(made);
    return made;
  }

  window.hobnobKeys = async function () {
    dialog = dialog || build();
    const made = await dialog;
    if (!made.open) made.showModal();
  };

  async function go(letter) {
    const found = (await (await load()).sections()).find((one) => one.key === letter);
    if (found) location.href = found.href;
  }

  // On the page of somebody, what happened with them.
  function log() {
    const theirs = document.querySelector(".hb-act--whole [data-command^='hobnob log ']");
    if (theirs) theirs.click();
    else window.hobnobAct.log("", "");
  }

  // ---- Listening -----------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    if (window.hobnobAsksForSearch(event)) {
      event.preventDefault();
      return window.hobnobPalette();
    }
    const target = event.target.closest && event.target.closest("input, textarea, select, dialog[open], [contenteditable]");
    if (target || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
    const key = event.key.toLowerCase();
    const after = Date.now() - going < WAIT;
    going = 0;
    if (typed !== null && event.key.length === 1) typed += event.key;
    else if (after && /^[a-z]$/.test(key)) go(key).catch(() => {});
    else if (key === "g") { going = Date.now(); load().then((search) => search.sections()).catch(() => {}); }
    else if (key === "l" && window.hobnobAct) log();
    else if (key === "?") window.hobnobKeys();
    else if (!((key === "j" && move(1)) || (key === "k" && move(-1)))) return;
    event.preventDefault();
  });
  document.querySelectorAll("[data-hb-search]").forEach((button) => {
    button.addEventListener("click", (event) => { event.preventDefault(); window.hobnobPalette(); });
    button.addEventListener("pointerenter", () => { load().catch(() => {}); }, { once: true });
  });
  if (window.hobnobSearchAsked) window.hobnobPalette();
})();
