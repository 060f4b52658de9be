// Acting from a page that `hobnob serve` shows: what copies a command elsewhere does it here.
// The server tells each page a token; no built page has this script or the token.
(function () {
  "use strict";
  const _ = window.hobnobText;
  const { token, journal } = document.currentScript.dataset;
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/.hobnob/acting.css";
  document.head.append(style);
  const say = window.hobnobSay;
  const copy = window.hobnobDo;
  const ROW = ".hb-need, .hb-now__row, .hb-move";

  function make(name, values, ...inside) {
    const made = Object.assign(document.createElement(name), values);
    made.append(...inside);
    return made;
  }

  function button(text, act, className = "") {
    return make("button", { type: "button", className, onclick: act }, text);
  }

  // ---- Asking the server ----

  async function post(asked, signal) {
    let answer;
    try {
      answer = await fetch("/.hobnob/act", {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-Hobnob-Token": token },
        body: JSON.stringify(asked),
        signal,
      });
    } catch (error) {
      throw { code: "away", message: _("Nobody answers: is hobnob serve still running? Nothing was written.") };
    }
    const value = await answer.json().catch(() => null);
    if (!value) throw { code: "bug", message: _("The answer cannot be read; the terminal of hobnob serve may say why.") };
    if (!answer.ok) throw value;
    return value;
  }

  // What was done, with the way back; it outlasts the reload that follows a change.
  const DONE = `hobnob-done-${journal}`;
  function tell(done) {
    sessionStorage.setItem(DONE, JSON.stringify({ said: done.said, change: done.change, at: Date.now() }));
    show(done);
  }

  function show(done) {
    if (!done.change) return say(done.said);
    return say(done.said, " ", button(_("Undo"), () => undo(done.change)));
  }

  async function undo(change) {
    try {
      const done = await post({ do: "undo", change });
      tell({ said: done.said });
    } catch (error) {
      say(error.message);
    }
  }

  const before = JSON.parse(sessionStorage.getItem(DONE) || "null");
  // A brief says what it is in the same place.
  if (before && Date.now() - before.at < 30000 && location.hash !== "#brief") show(before);

  // Does one thing about a row or a promise; what is wrong is said beside it.
  async function act(asked, at) {
    const row = at && (at.closest(`${ROW}, .hb-promise, .hb-act--whole`) || at.parentElement);
    if (row) row.querySelectorAll(".hb-wrong").forEach((wrong) => wrong.remove());
    if (row) row.setAttribute("aria-busy", "true");
    try {
      const done = await post(asked);
      tell(done);
      if (row && done.change) row.classList.add("hb-did");
      return true;
    } catch (error) {
      if (row) row.append(make("p", { className: "hb-wrong", role: "alert" }, error.message));
      else say(error.message);
      return false;
    } finally {
      if (row) row.removeAttribute("aria-busy");
    }
  }

  // ---- A sheet to ask what is still open ----

  function ask(title, ...inside) {
    const sheet = make("dialog", { className: "hb-ask" }, make("h2", {}, title), ...inside);
    sheet.setAttribute("aria-label", title);
    sheet.addEventListener("close", () => sheet.remove());
    sheet.addEventListener("click", (event) => { if (event.target === sheet) sheet.close(); });
    document.body.append(sheet);
    sheet.showModal();
    return sheet;
  }

  // Whom a row is about, or the page.
  function nameAt(at) {
    const row = at.closest(ROW);
    return ((row && row.querySelector(".hb-need__who")) || document.querySelector("h1")).textContent;
  }

  function askUntil(who, at) {
    const day = make("input", { type: "text", placeholder: _("3 weeks, or 13 December") });
    day.setAttribute("aria-label", _("Until when"));
    const put = (until) => { sheet.close(); act({ do: "snooze", who, until }, at); };
    // The server reads the words of the terminal, whatever the buttons say.
    const spans = { "1 week": _("1 week"), "2 weeks": _("2 weeks"), "1 month": _("1 month"), "3 months": _("3 months") };
    const choices = Object.keys(spans).map((span) => button(spans[span], () => put(span)));
    const form = make("form", { onsubmit: (event) => { event.preventDefault(); if (day.value.trim()) put(day.value); } },
      day, make("button", { type: "submit" }, _("Put off")), button(_("Cancel"), () => sheet.close()));
    const sheet = ask(_("Put off: %(who)s", { who: nameAt(at) }), make("p", { className: "hb-ask__row" }, ...choices), form);
  }

  function askHappened(note, at) {
    const text = make("textarea", { rows: 4 });
    text.placeholder = _("What to remember; it may stay empty");
    text.setAttribute("aria-label", text.placeholder);
    const sheet = ask(_("It took place: %(who)s", { who: nameAt(at) }), text, make("p", { className: "hb-ask__row" },
      button(_("Write it down"), () => { sheet.close(); act({ do: "happened", note, text: text.value }, at); }, "hb-ask__main"),
      button(_("Cancel"), () => sheet.close())));
  }

  // ---- Logging: the line, how it is understood, and only then saving ----

  // The sheet that is open, for a page that is loaded again while you write.
  const LINE = `hobnob-line-${journal}`;
  // Words that are not saved yet, by the people they are about: Esc loses nothing.
  const wordsOf = (people) => `hobnob-words-${journal}-${people.join()}`;

  // `given` is what is known beside the line: `with` (slugs), `plan`, `kind`.
  function askLine(given, who, start = "") {
    const people = given.with;
    start = sessionStorage.getItem(wordsOf(people)) || start;
    const text = make("textarea", { rows: 3, value: start, placeholder: _("Lunch yesterday at Luigi's, promised to send the list by Friday") });
    text.setAttribute("aria-label", _("What happened"));
    const understood = make("div", { className: "hb-ask__understood" });
    understood.setAttribute("role", "status");
    const save = button(_("Save"), store, "hb-ask__main");
    save.disabled = true;
    save.setAttribute("aria-keyshortcuts", "Control+Enter");
    let seen = "";
    let open = null;
    let waiting;

    function keep() {
      sessionStorage.setItem(wordsOf(people), text.value);
    }

    function forget() {
      sessionStorage.removeItem(wordsOf(people));
      sheet.close();
    }

    // One request at a time: what was typed meanwhile is asked when the answer is there.
    async function look() {
      clearTimeout(waiting);
      seen = "";
      save.disabled = true;
      if (open) return;
      const line = text.value;
      if (!line.trim()) return understood.replaceChildren();
      open = new AbortController();
      try {
        const shown = await post({ do: "show", text: line, ...given }, open.signal);
        if (line === text.value) {
          seen = shown.seen;
          save.disabled = false;
          understood.replaceChildren(make("p", {}, shown.understood), ...remarks(shown));
        }
      } catch (error) {
        if (line === text.value) understood.replaceChildren(make("p", { className: "hb-wrong" }, error.message));
      }
      open = null;
      if (sheet.open && line !== text.value) await look();
    }

    // Puts a link in the place of a name, so that the line itself says who is meant.
    function choose(typed, slug) {
      // The word itself: "she" is not the beginning of "shelf".
      const word = typed.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
      const at = text.value.search(new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, "u"));
      if (at < 0) return;
      text.value = `${text.value.slice(0, at)}[[${slug}|${typed}]]${text.value.slice(at + typed.length)}`;
      keep();
      look();
    }

    function remarks(shown) {
      const instead = ({ typed, others }) => others.flatMap(([slug, name]) =>
        [" ", button(_("%(name)s instead", { name }), () => choose(typed, slug))]);
      const guesses = shown.guesses.map((guess) => make("p", {}, `${guess.typed} → ${guess.name}`,
        guess.reason ? ` (${guess.reason})` : "", ...instead(guess)));
      const near = shown.near.map((word) => make("p", {},
        _("Not used: %(words)s.", { words: word.typed }), ...instead(word)));
      const said = [];
      if (shown.new.length) said.push(_("A note is made for %(names)s.", { names: shown.new.join(", ") }));
      if (shown.unknown.length) said.push(_("Nobody in the journal has the name %(names)s; the words stay as they are.", { names: shown.unknown.join(", ") }));
      if (shown.unused.length) said.push(_("Not used: %(words)s.", { words: shown.unused.join(", ") }));
      return [...guesses, ...near, ...said.map((line) => make("p", { className: "hb-soft" }, line))];
    }

    async function store() {
      save.disabled = true;
      try {
        const done = await post({ do: "log", text: text.value, seen, ...given });
        forget();
        tell(done);
      } catch (error) {
        if (error.code === "changed") await look();
        understood.prepend(make("p", { className: "hb-wrong", role: "alert" }, error.code === "changed"
          ? _("The journal has changed meanwhile; nothing was written. This is how the line is understood now:") : error.message));
      }
    }

    text.addEventListener("input", () => {
      keep();
      save.disabled = true;
      clearTimeout(waiting);
      waiting = setTimeout(look, 350);
    });
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !save.disabled) store();
    });
    const sheet = ask(who ? _("Log with %(who)s", { who }) : _("Log"), text, understood,
      make("p", { className: "hb-ask__row" }, save, button(_("Cancel"), forget), make("kbd", {}, "Ctrl+Enter")));
    sheet.addEventListener("close", () => {
      clearTimeout(waiting);
      if (open) open.abort();
      sessionStorage.removeItem(LINE);
      if (sessionStorage.getItem(wordsOf(people))) say(_("Not saved yet. Log opens your words again."));
    });
    sessionStorage.setItem(LINE, JSON.stringify({ given, who }));
    text.focus();
    if (start) look();
  }

  const unsaved = JSON.parse(sessionStorage.getItem(LINE) || "null");
  if (unsaved && unsaved.given) askLine(unsaved.given, unsaved.who);

  // ---- From a command to what it does ----

  function givenIn(words) {
    const after = (option) => words.includes(option) ? words[words.indexOf(option) + 1] : "";
    return { with: after("--with").split(","), plan: after("--plan"), kind: after("--kind") };
  }

  window.hobnobDo = function (command, at) {
    // A slug has no blanks; only the text of a line stands in quotes.
    const words = command.split(" ");
    if (words[0] !== "hobnob") return copy(command, at);
    const [, verb, what] = words;
    const menu = at.closest("details");
    if (menu) menu.open = false;
    if (verb === "done" || verb === "accept") return act({ do: verb, ref: what }, at);
    if (verb === "sent") return act({ do: "sent", note: what }, at);
    if (verb === "happened") return words.includes("--no") ? act({ do: "cancelled", note: what }, at) : askHappened(what, at);
    if (verb === "snooze") return askUntil(what, at);
    if (verb === "log") return askLine(givenIn(words), nameAt(at), /"([^"…]*)/.exec(command)[1]);
    return copy(command, at);
  };
  // Whatever happened, from any page: the people stand in the line.
  document.querySelectorAll(".hb-bar__tools, .hb-all").forEach((bar) =>
    bar.prepend(button(_("Log"), () => askLine({ with: [] }, ""), "hb-tool hb-tool--log")));

  window.hobnobAct = { log: (name, slug) => askLine({ with: slug ? [slug] : [] }, name) };
})();
