// The palette: one field that finds people first, then all the rest, and does a few things. It is
// loaded by `keys.js` when it is asked for, and its data too, all of it as scripts, so that it works
// on pages opened from a folder. `hobnob.site.search` writes the files, and `hobnob.site.terms`
// splits text in just the same way as `split` here.
(function () {
  "use strict";
  const _ = window.hobnobText, counted = window.hobnobCounted;
  const MOST_NAMES = 8, MOST_ENTRIES = 12, MOST_NEAR = 5, MOST_RECENT = 6, LONGEST = 32;
  // Milliseconds without a key before the texts are searched; names are there at once.
  const PAUSE = 60;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const UNSPACED = "\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const TERM = new RegExp(`[${UNSPACED}]|(?:(?![${UNSPACED}])[\\p{L}\\p{N}])+`, "gu");
  const KINDS = ["people", "orgs", "plans", "tags", "places", "pages"];
  const HEADS = [_("People"), _("Organizations"), _("Plans"), _("Tags"), _("Places"), _("Pages")];
  const MONTHS = _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split(" ");
  const COLOURS = { light: _("Colours: light"), dark: _("Colours: dark"), auto: _("Colours: like the system") };

  // Without its slash at the end: where the root is "/", "//search/" would be another host.
  const root = ((document.querySelector('meta[name="hobnob-root"]') || {}).content || ".").replace(/\/+$/, "");
  const VALUES = new Uint8Array(128);
  Array.from(DIGITS, (digit, at) => { VALUES[digit.charCodeAt(0)] = at; });
  const fold = window.hobnobFold;

  function split(text) {
    return (fold(text).match(TERM) || []).map((term) => (term.length > LONGEST ? Array.from(term).slice(0, LONGEST).join("") : term));
  }

  // ---- Loading -------------------------------------------------------------------------------

  const scripts = {}, shards = {}, docs = {}, rows = [], byNumber = new Map();
  let data = null;

  function load(name) {
    return scripts[name] = scripts[name] || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}/search/${name}.js`;
      script.onload = resolve;
      script.onerror = () => { delete scripts[name]; reject(new Error(name)); };
      document.head.append(script);
    });
  }

  function loadNames() {
    return load("names").then(() => Promise.all(Array.from({ length: data.files }, (_, file) => load("n-" + file))));
  }

  function add(row) {
    const [kind, name, stem, about = "", also = "", mark = "", last = ""] = row;
    const url = stem.includes("/") || KINDS[kind] === "pages" ? stem : `${KINDS[kind]}/${stem}${data.end}`;
    const words = split(name);
    const own = " " + words.join(" ");
    const item = { kind, name, url, about, mark, last, words, own, all: `${own} ${split(about + " " + also).join(" ")}`, also: also ? also.split("\n") : [] };
    rows.push(item);
    byNumber.set(hash(url), item);
  }

  // As `number_of` in `hobnob.site.search`; an address has ASCII signs alone.
  function hash(text) {
    let number = 2166136261;
    for (let i = 0; i < text.length; i++) number = Math.imul(number ^ text.charCodeAt(i), 16777619) >>> 0;
    return number & 0x3fffffff;
  }

  // ---- The texts -----------------------------------------------------------------------------

  function decode(text, each) {
    let last = -1, number = 0, factor = 1;
    for (let i = 0; i < text.length; i++) {
      const digit = VALUES[text.charCodeAt(i)];
      number += (digit & 31) * factor;
      if (digit > 31) { factor *= 32; continue; }
      each(last += number + 1);
      number = 0;
      factor = 1;
    }
  }

  // As `shard_of` in `hobnob.site.search`: what begins so has the same two letters.
  function shardOf(prefix) {
    const [first, second] = Array.from(prefix, (letter) => letter.codePointAt(0));
    return second ? `${first.toString(16)}-${second.toString(16)}` : (first >> 6).toString(16);
  }

  // Marks the interactions that have a word: 2 in full, 1 its beginning.
  async function lookUp(prefix) {
    const shard = shardOf(prefix), marks = new Uint8Array(data.entries), named = new Set();
    if (data.shards.has(shard)) await load("t-" + shard);
    const terms = shards[shard] || {};
    for (const term in terms) {
      if (!term.startsWith(prefix)) continue;
      const [dated, others] = terms[term].split("."), mark = term === prefix ? 2 : 1;
      decode(dated, (number) => { if (marks[number] < mark) marks[number] = mark; });
      if (others) decode(others, (number) => named.add(number));
    }
    return { marks, named };
  }

  async function findTexts(terms, most) {
    const found = await Promise.all(terms.map(lookUp));
    // What has the words in full comes first, then the newest.
    const ranks = Array.from({ length: terms.length + 1 }, () => []);
    let count = 0;
    for (let number = data.entries - 1; number >= 0; number--) {
      let rank = 0;
      if (!found.every(({ marks }) => (rank += marks[number] === 2, marks[number]))) continue;
      count++;
      if (ranks[rank].length < most) ranks[rank].push(number);
    }
    const shown = ranks.reverse().flat().slice(0, most);
    const file = (number) => Math.floor(number / data.per);
    await Promise.all(shown.map((number) => load("d-" + file(number))));
    return {
      entries: shown.map((number) => docs[file(number)][number % data.per]),
      more: count - shown.length,
      inFull: ranks[0].length > 0,
      named: Array.from(found[0].named).filter((number) => found.every((one) => one.named.has(number)))
        .map((number) => byNumber.get(number)).filter(Boolean),
    };
  }

  // ---- The names -----------------------------------------------------------------------------

  const has = (text, term) => text.includes(" " + term);

  // Names with all of the words first, then whom one saw last; people before the rest.
  function findNames(terms) {
    const hits = [];
    for (const item of rows) {
      if (!terms.every((term) => has(item.all, term))) continue;
      const own = terms.filter((term) => has(item.own, term)).length;
      hits.push({ item, score: own * 4 + (item.own.startsWith(" " + terms[0]) ? 1 : 0) + (own === terms.length ? 8 : 0) });
    }
    hits.sort((a, b) => b.score - a.score || a.item.kind - b.item.kind || (a.item.last < b.item.last) - (a.item.last > b.item.last));
    return hits.map((hit) => hit.item);
  }

  // Names with a letter or two wrong, too many, missing or swapped, the most similar first.
  function findNear(terms) {
    const hits = [];
    for (const item of rows) {
      let sum = 0;
      for (const term of terms) {
        let best = has(item.all, term) ? 0 : 9;
        for (const word of item.words) if (best) best = Math.min(best, distance(word, term));
        if ((sum += best) > 8) break;
      }
      if (sum < 9) hits.push({ item, sum });
    }
    hits.sort((a, b) => a.sum - b.sum || a.item.kind - b.item.kind || (a.item.last < b.item.last) - (a.item.last > b.item.last));
    return hits.filter((hit) => hit.sum <= hits[0].sum + 1).slice(0, MOST_NEAR).map((hit) => hit.item);
  }

  // How many letters must change (Damerau and Levenshtein) for a word to begin so, since one may
  // still be typing; a whole word is a little nearer. 9 where it is too many to be a slip.
  function distance(word, term) {
    const wide = term.length, most = wide < 3 ? 0 : wide < 7 ? 1 : 2;
    if (word.length < wide - most || (wide < 4 && word[0] !== term[0])) return 9;
    let before = [], line = Array.from({ length: wide + 1 }, (_, at) => at), best = 9;
    for (let i = 1; i <= Math.min(word.length, wide + most); i++) {
      const next = [i];
      for (let j = 1; j <= wide; j++) {
        next[j] = Math.min(line[j] + 1, next[j - 1] + 1, line[j - 1] + (word[i - 1] !== term[j - 1]));
        if (i > 1 && j > 1 && word[i - 1] === term[j - 2] && word[i - 2] === term[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      before = line;
      line = next;
      best = Math.min(best, line[wide] + (i === word.length ? 0 : 0.5));
    }
    return best < most + 1 ? best : 9;
  }

  // ---- Asking --------------------------------------------------------------------------------

  const termsOf = (text) => Array.from(new Set(split(text)));

  // What is found by name: at once, once the names are there.
  function ask(text) {
    const terms = termsOf(text);
    return { terms, names: terms.length ? findNames(terms) : [], entries: [], more: 0 };
  }

  // All that is found. One letter begins too many words to be worth looking them all up.
  async function askAll(text, most) {
    const found = ask(text);
    const long = found.terms.filter((term) => term.length > 1 || term > "\u3000");
    if (!long.length) return found;
    const texts = await findTexts(long, most);
    found.inText = new Set(texts.named.filter((item) => !found.names.includes(item)));
    const near = found.names.length || texts.inFull ? [] : findNear(found.terms);
    found.near = near.filter((item) => !found.inText.has(item));
    found.names.push(...found.inText);
    return Object.assign(found, { entries: texts.entries, more: texts.more });
  }

  const isEmpty = (found) => !found.names.length && !found.entries.length;

  // A telephone number that is nowhere as typed may be there in another spelling.
  async function search(text, most) {
    await loadNames();
    let found = null;
    for (const spelt of [text, ...window.hobnobPhones(text)]) if (!found || isEmpty(found)) found = await askAll(spelt, most);
    return found;
  }

  // ---- Whom one looked at --------------------------------------------------------------------

  // Only the files that hold them are waited for.
  async function loadRecent() {
    await load("names");
    const numbers = window.hobnobRecent().map((slug) => hash(`people/${slug}${data.end}`));
    await Promise.all(numbers.map((number) => load("n-" + (number % data.files))));
    return numbers.map((number) => byNumber.get(number)).filter(Boolean).slice(0, MOST_RECENT);
  }

  // ---- Showing -------------------------------------------------------------------------------

  let dialog, input, list, status, turn = 0, most = MOST_ENTRIES, options = [], at = 0, moved = false;

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children);
    return element;
  }

  function build() {
    input = make("input", { type: "search", class: "hb-search__input", placeholder: _("People, places, words…"), "aria-label": _("Search"), autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", role: "combobox", "aria-expanded": "false", "aria-controls": "hb-search-list", "aria-autocomplete": "list" });
    list = make("div", { id: "hb-search-list", class: "hb-search__list", role: "listbox", "aria-label": _("Found") });
    status = make("p", { class: "hb-search__status", role: "status" });
    const close = make("button", { type: "button", class: "hb-search__close", "aria-label": _("Close the search") }, _("Close"));
    dialog = make("dialog", { class: "hb-search", "aria-label": _("Search") }, make("div", { class: "hb-search__top" }, input, close), list,
      make("div", { class: "hb-search__foot" }, status, make("p", { class: "hb-search__keys", "aria-hidden": "true" }, _("↑ ↓ choose · Enter opens · Esc closes"))));
    document.body.append(dialog);
    close.addEventListener("click", shut);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) shut(); });
    dialog.addEventListener("keydown", onKey);
    input.addEventListener("input", () => { most = MOST_ENTRIES; moved = false; update(); });
    list.addEventListener("pointermove", (event) => {
      const index = options.indexOf(event.target.closest("[role=option]"));
      if (index >= 0 && index !== at) choose(index, false);
    });
  }

  // Opens the palette, with what was typed while it was loaded.
  function open(typed) {
    if (!dialog) build();
    if (dialog.open) return;
    dialog.showModal();
    if (typed) input.value = typed;
    else input.select();
    update();
    loadNames().catch(() => {});
  }

  // Chromium would leave the focus in the closed field until it paints, and lose the next key.
  function shut() {
    dialog.close();
    if (document.activeElement === input) input.blur();
  }

  function onKey(event) {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      // The browser would only empty the field, and close at the second press.
      event.preventDefault();
      shut();
    } else if (step && options.length) {
      event.preventDefault();
      moved = true;
      choose((at + step + options.length) % options.length, true);
    } else if (event.key === "Enter" && event.target === input && options[at]) {
      event.preventDefault();
      // With Ctrl or Cmd it opens beside this page, as a link does.
      options[at].dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey }));
    }
  }

  function choose(index, scroll) {
    at = index;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    if (!options[at]) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", options[at].id);
    if (!scroll) return;
    // With the first one, the head above it.
    if (at) options[at].scrollIntoView({ block: "nearest" });
    else list.scrollTop = 0;
  }

  async function update(isMore) {
    const own = ++turn, text = input.value.trim();
    const current = () => own === turn;
    list.setAttribute("aria-busy", "true");
    try {
      if (!text) {
        const people = await loadRecent();
        if (current()) showStart(people);
      } else {
        await loadNames();
        if (!current()) return;
        const found = ask(text);
        if (!isMore && !isEmpty(found)) show(found, true);
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
        if (!current()) return;
        const all = await search(text, most);
        if (current()) show(all);
      }
    } catch (error) {
      if (current()) say(_("The search could not be loaded. Is the site complete?"));
    }
    if (current()) list.setAttribute("aria-busy", "false");
  }

  function showStart(people) {
    render([
      group(_("Recent"), people.map((item) => personOption(item, [], ""))),
      group(_("Go to"), data.sections.map((row) => sectionOption(row, [])), "hb-search__group--go"),
      group(_("More"), [colourOption(isDark() ? "light" : "dark", []), ...(matchMedia("(hover: none)").matches ? [] : [keysOption([])])]),
    ]);
    say(_("Type a name, a place, or any word."));
  }

  function show(found, early) {
    const { terms, names } = found;
    const log = terms[0] === "log" && terms.length > 1 ? ask(input.value.trim().slice(3)).names.filter((item) => !item.kind).slice(0, 3) : [];
    const groups = log.length ? [group(_("Write down"), log.map(logOption))] : [];
    // The kind of what fits best comes first: a plan of that name before whoever's note tells of it.
    for (const kind of new Set(names.map((item) => item.kind))) {
      const items = names.filter((item) => item.kind === kind).slice(0, MOST_NAMES);
      groups.push(group(HEADS[kind], items.map((item) => nameOption(item, terms, found))));
    }
    if ((found.near || []).length) groups.push(group(_("Similar names"), found.near.map((item) => nameOption(item, terms, found))));
    const [best] = names;
    if (best && !best.kind && !log.length && terms.every((term) => has(best.own, term))) groups.push(group(_("Write down"), [logOption(best)]));
    const fits = (words) => terms.every((term) => words.some((word) => word.startsWith(term)));
    groups.push(group(_("Go to"), data.sections.filter((row) => fits(split(row[0])) && !names.some((item) => item.url === row[1])).slice(0, 3).map((row) => sectionOption(row, terms))));
    groups.push(group(_("Actions"), [
      ...Object.keys(COLOURS).filter((choice) => fits(split(COLOURS[choice] + " " + _("colors theme mode")))).map((choice) => colourOption(choice, terms)),
      ...(fits(split(_("keyboard shortcuts keys help"))) ? [keysOption(terms)] : []),
    ]));
    if (found.entries.length) {
      const shown = found.entries.length;
      groups.push(group(found.more ? counted("Journal, %(shown)s of %(num)s", "Journal, %(shown)s of %(num)s", shown + found.more, { shown }) : _("Journal"), found.entries.map((row) => entryOption(row, terms))));
    }
    render(groups);
    if (early) return say("");
    if (!options.length) return say(_("Nothing has all of these words."));
    if (found.near && found.near.length && isEmpty(found)) return say(_("No exact match; these are similar."));
    const entries = found.entries.length + found.more;
    say([names.length && counted("%(num)s name", "%(num)s names", names.length), entries && counted("%(num)s entry", "%(num)s entries", entries)].filter(Boolean).join(", "));
    if (!found.more) return;
    const button = make("button", { type: "button", class: "hb-link" }, counted("Show more of %(num)s earlier one", "Show more of %(num)s earlier ones", found.more));
    button.addEventListener("click", () => { most += MOST_ENTRIES; moved = true; update(true); input.focus(); });
    status.append(" · ", button);
  }

  function say(text) { status.textContent = text; }

  // What one has chosen stays chosen while more is found.
  function render(groups) {
    const kept = moved && options[at] && (options[at].href || options[at].textContent);
    list.replaceChildren(...groups.filter(Boolean));
    options = Array.from(list.querySelectorAll("[role=option]"));
    options.forEach((option, index) => { option.id = "hb-option-" + index; });
    input.setAttribute("aria-expanded", String(options.length > 0));
    const index = kept ? options.findIndex((option) => (option.href || option.textContent) === kept) : 0;
    choose(Math.max(0, index), !moved);
  }

  let groups = 0;

  function group(title, children, name = "") {
    if (!children.length) return null;
    const id = "hb-group-" + ++groups;
    return make("div", { role: "group", "aria-labelledby": id, class: name }, make("p", { class: "hb-search__head", id, role: "presentation" }, title), ...children);
  }

  function option(picture, title, about, beside, url) {
    const link = make(url ? "a" : "div", { class: "hb-search__hit", role: "option", tabindex: "-1", "aria-selected": "false" });
    if (url) link.href = `${root}/${url}`;
    link.append(picture, make("span", { class: "hb-search__title", dir: "auto" }, ...title));
    if (beside) link.append(beside);
    if (about.length) link.append(make("span", { class: "hb-search__about", dir: "auto" }, ...about));
    if (url) link.addEventListener("click", (event) => { if (!event.ctrlKey && !event.metaKey) shut(); });
    return link;
  }

  const icon = (name) => make("span", { class: "hb-search__icon " + name, "aria-hidden": "true" });
  const sign = (text) => make("span", { class: "hb-search__sign", "aria-hidden": "true" }, text);

  function pictureOf(item) {
    if (item.mark) return make("span", { class: `hb-av hb-av--small hb-av--${item.mark[0]}`, "aria-hidden": "true" }, item.mark.slice(1));
    return [() => sign("?"), () => sign(Array.from(item.name)[0]), () => icon("hb-n--plan"), () => sign("#"), () => icon("hb-n--place"), () => icon("hb-k--note")][item.kind]();
  }

  function nameOption(item, terms, found) {
    return personOption(item, terms, why(item, terms, found));
  }

  function personOption(item, terms, reason) {
    const about = marked(item.about, terms);
    if (reason) about.push(...(item.about ? [" · "] : []), ...marked(reason, terms));
    return option(pictureOf(item), marked(item.name, terms), about, item.last && dated(item.last), item.url);
  }

  // What fits beside the name and the line below it.
  function why(item, terms, found) {
    const rest = terms.filter((term) => !has(item.own, term) && !split(item.about).some((word) => word.startsWith(term)));
    if (!rest.length || (found.near || []).includes(item)) return "";
    const line = item.also.find((text) => split(text).some((word) => word.startsWith(rest[0])));
    if (line) return line.includes("@") ? line : _("also called %(name)s", { name: line });
    return found.inText && found.inText.has(item) ? (item.kind === 5 ? _("in the text: “%(words)s”", { words: input.value.trim() }) : _("in the note: “%(words)s”", { words: input.value.trim() })) : "";
  }

  function entryOption([url, date, kind, title, text], terms) {
    const shown = title ? `${kind} · ${title}` : kind;
    const words = split(shown + " " + text);
    const later = terms.filter((term) => !words.some((word) => word.startsWith(term)));
    const about = marked(text, terms);
    if (later.length) about.push(text ? " · " : "", _("further on:") + " ", make("mark", {}, later.join(", ")));
    return option(icon("hb-k--" + kind.toLowerCase().replace(/\W/g, "")), marked(shown, terms), about, dated(date), url);
  }

  function sectionOption([name, url, key], terms) {
    const hint = key ? make("kbd", { class: "hb-search__key", "aria-hidden": "true" }, "g " + key) : "";
    return option(sign("→"), marked(name, terms), [], hint, url);
  }

  function action(picture, title, about, act) {
    const made = option(picture, title, about, "", "");
    made.addEventListener("click", act);
    return made;
  }

  const slugOf = (item) => decodeURIComponent(item.url.replace(/^people\//, "").replace(/(\/|\.html)$/, ""));

  function logOption(item) {
    const serves = window.hobnobAct && window.hobnobAct.log;
    const command = `hobnob log "…" --with ${slugOf(item)}`;
    return action(icon("hb-k--note"), [_("Log about") + " ", make("b", {}, item.name)], [serves ? _("Write down what you talked about") : _("Copies %(command)s", { command })], () => {
      if (serves) { shut(); window.hobnobAct.log(item.name, slugOf(item)); }
      else copy(command);
    });
  }

  function copy(text) {
    const told = () => say(_("Copied: %(text)s", { text }));
    const byHand = () => {
      const field = make("textarea", { class: "hb-hidden" });
      field.value = text;
      dialog.append(field);
      field.select();
      if (document.execCommand("copy")) told();
      else say(_("Copy this: %(text)s", { text }));
      field.remove();
      input.focus();
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(told, byHand);
    else byHand();
  }

  function isDark() {
    return getComputedStyle(document.documentElement).colorScheme === "dark" || (document.documentElement.dataset.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  }

  function colourOption(choice, terms) {
    return action(icon("hb-n--" + choice), marked(COLOURS[choice], terms), [], () => { window.hobnobTheme(choice); shut(); });
  }

  function keysOption(terms) {
    return action(sign("?"), marked(_("Keyboard shortcuts"), terms), [], () => { shut(); window.hobnobKeys(); });
  }

  // As on the pages: near days by how long ago they are, the others by their date.
  function dated(day) {
    const spelt = day.split("-").reverse().map((part, index, all) => (all.length - index === 2 ? MONTHS[part - 1] : all.length - index === 1 ? part : +part)).join(" ");
    const ago = window.hobnobDay - Date.parse(day) < 62 * 864e5 ? window.hobnobAgo(day) : "";
    return make("time", { class: "hb-search__date", datetime: day, title: spelt }, ago || spelt);
  }

  // Words that begin with a term are marked; whatever the folding, whole words are compared.
  function marked(text, terms) {
    if (!terms.length) return text ? [text] : [];
    return text.split(/([\p{L}\p{N}\p{M}]+)/u).filter(Boolean).map((piece) => {
      const words = split(piece);
      return words.some((word) => terms.some((term) => word.startsWith(term))) ? make("mark", {}, piece) : piece;
    });
  }

  // ---- What others call ----------------------------------------------------------------------

  window.hobnobSearch = {
    names(found) { data = { ...found, shards: new Set(found.shards) }; },
    rows(file, some) { some.forEach(add); },
    terms(shard, terms) { shards[shard] = terms; },
    // A row has its page only if the row before has another one, and its date only if the anchor has none.
    docs(number, some) {
      let page = "";
      docs[number] = some.map(([url, date, ...rest]) => {
        const [own, anchor] = url.split("#");
        page = own || page;
        return [`${page}#${anchor}`, date || anchor.slice(0, 10), ...rest];
      });
    },
    sections: () => load("names").then(() => data.sections.map(([name, url, key]) => ({ name, key, href: `${root}/${url}` }))),
    fold, split, search, open,
  };
})();
