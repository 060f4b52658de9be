// What can be done about a need or a person: the commands on the page become buttons that copy them.
// Under `hobnob serve` act-live.js does them instead; it replaces hobnobDo.
(function () {
  "use strict";
  var _ = window.hobnobText;
  var ICONS = { done: "check", accept: "check", draft: "letter", sent: "letter", happened: "check", log: "note", snooze: "moon", brief: "plan" };
  var NAMES = {
    done: _("Done"), accept: _("Take it on"), sent: _("Mark as sent"), happened: _("It took place"), no: _("It did not take place"),
    draft: _("Draft it"), add: _("Add a note"), log: _("Log"), snooze: _("Put off"), brief: _("Brief"), inbox: _("See the inbox"), path: _("Copy the path"),
  };

  var say = window.hobnobSay;
  var ROW = ".hb-need, .hb-now__row, .hb-move";
  var MENUS = ".hb-act, .hb-act__more, .hb-qr";

  // Copies a text; where that is not allowed, selects the element that shows it.
  function copy(text, shown) {
    function select() {
      getSelection().selectAllChildren(shown);
      var copied = false;
      try { copied = document.execCommand("copy"); } catch (refused) { /* It stays selected. */ }
      say(copied ? _("Copied: %(text)s", { text: text }) : _("Selected, ready to copy: %(text)s", { text: text }));
    }
    if (!navigator.clipboard) return select();
    return navigator.clipboard.writeText(text).then(function () { say(_("Copied: %(text)s", { text: text })); }, select);
  }

  // The verb of a command, and `no` for "it did not take place"; a path has none.
  function verbOf(command) {
    if (command.slice(0, 7) !== "hobnob ") return "path";
    return / --no$/.test(command) ? "no" : command.split(" ")[1];
  }

  window.hobnobDo = function (command, button) {
    return copy(command, button.querySelector("kbd") || button);
  };

  function make(command, shown) {
    var verb = verbOf(command);
    var button = document.createElement("button");
    button.type = "button";
    button.className = "hb-do";
    button.style.setProperty("--hb-icon", "var(--hb-i-" + (ICONS[verb] || "note") + ")");
    button.dataset.command = command;
    button.title = command;
    var name = document.createElement("span");
    name.textContent = NAMES[verb] || verb;
    button.append(name);
    if (shown) button.append(shown);
    return button;
  }

  // The command that puts off what the others are about: the promise, else the first of the people.
  function addSnooze(act) {
    var all = Array.from(act.querySelectorAll("kbd"), function (kbd) { return kbd.textContent; }).join("\n");
    var promise = /^hobnob done (\S+)/m.exec(all);
    var people = /--with ([^\s,]+)/.exec(all);
    if (all.indexOf("hobnob snooze") >= 0 || !(promise || people)) return;
    var kbd = document.createElement("kbd");
    kbd.textContent = "hobnob snooze " + (promise || people)[1] + " 2 weeks";
    act.querySelector("kbd:last-of-type").after(kbd);
  }

  // Puts a button in the place of each command; what has them already stays.
  function furnish(act) {
    if (act.querySelector("kbd") && !act.querySelector("button")) addSnooze(act);
    act.querySelectorAll("kbd").forEach(function (kbd) {
      if (kbd.closest("button")) return;
      var button = make(kbd.textContent);
      kbd.replaceWith(button);
      button.append(kbd);
    });
    var row = act.closest(".hb-need, .hb-move");
    var who = row && row.querySelector(".hb-need__who a[href*='people/']");
    if (!who || act.querySelector(".hb-do--brief")) return;
    var link = document.createElement("a");
    link.className = "hb-do--brief";
    link.href = who.href + "#brief";
    link.textContent = _("Brief");
    act.lastElementChild.append(link);
  }

  // The likeliest actions of a row, as icons beside the menu, once the row is pointed at.
  function hurry(row) {
    var act = row && row.querySelector(".hb-act");
    if (!act || row.querySelector(".hb-quick")) return;
    var quick = document.createElement("span");
    quick.className = "hb-quick";
    furnish(act);
    act.querySelectorAll("kbd").forEach(function (kbd, at) {
      if (at > 2) return;
      var button = make(kbd.textContent);
      button.setAttribute("aria-label", button.textContent + ": " + kbd.textContent);
      button.title = button.textContent + ": " + kbd.textContent;
      quick.append(button);
    });
    act.before(quick);
  }

  // Closes the menus that are open, but not those that hold an element.
  function close(but) {
    document.querySelectorAll(MENUS).forEach(function (menu) {
      if (menu.open && !menu.contains(but)) menu.open = false;
    });
  }

  document.addEventListener("toggle", function (event) {
    var act = event.target;
    if (!act.open || !act.matches(MENUS)) return;
    close(act);
    if (act.matches(".hb-qr")) drawCode(act);
    if (act.matches(".hb-act")) furnish(act);
  }, true);

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-command]");
    if (button) window.hobnobDo(button.dataset.command, button);
    close(event.target);
  });

  document.addEventListener("keydown", function (event) {
    var open = event.key === "Escape" && Array.from(document.querySelectorAll(MENUS)).filter(function (menu) { return menu.open; });
    var act = open && open.pop();
    if (!act) return;
    act.open = false;
    act.querySelector("summary").focus();
  });

  ["pointerover", "focusin"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (event.pointerType !== "touch" && event.target.closest) hurry(event.target.closest(ROW));
    });
  });

  // The box of an open promise ticks it.
  document.querySelectorAll(".hb-box[data-ref]").forEach(function (box) {
    var button = make("hobnob done " + box.dataset.ref);
    button.className = "hb-box";
    button.textContent = "";
    button.setAttribute("aria-label", _("Done: %(command)s", { command: button.title }));
    box.replaceWith(button);
  });
  document.querySelectorAll(".hb-act--whole").forEach(furnish);
  document.querySelectorAll(".hb-act > summary").forEach(function (summary) {
    summary.title = _("Actions");
    var row = summary.closest(ROW);
    summary.setAttribute("aria-label", _("Actions: %(about)s", { about: row.querySelector(".hb-need__who, .hb-need__why").textContent }));
  });

  // ---- The card as a code to scan ----

  function drawCode(details) {
    if (details.querySelector("svg")) return;
    function draw() {
      var rows = window.hobnobQr(details.dataset.card.replace(/\r?\n/g, "\r\n"));
      if (!rows) return;
      var path = rows.map(function (row, y) {
        return row.map(function (dark, x) { return dark ? "M" + (x + 4) + " " + (y + 4) + "h1v1h-1z" : ""; }).join("");
      }).join("");
      var size = rows.length + 8;
      var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      svg.setAttribute("viewBox", "0 0 " + size + " " + size);
      svg.setAttribute("aria-hidden", "true");
      svg.append(document.createElementNS(svg.namespaceURI, "path"));
      svg.firstChild.setAttribute("d", path);
      var caption = document.createElement("p");
      caption.textContent = _("Scan it with the camera of a phone: name, numbers and addresses.");
      details.append(svg, caption);
    }
    if (window.hobnobQr) return draw();
    var script = document.createElement("script");
    script.src = document.querySelector('meta[name="hobnob-root"]').content + "/assets/hobnob/qr.js";
    script.onload = draw;
    document.head.append(script);
  }

  // ---- A brief: the page, short enough for one sheet ----

  function brief() {
    var on = location.hash === "#brief";
    document.documentElement.toggleAttribute("data-brief", on);
    close();
    if (!on || !document.querySelector("#brief")) return;
    window.scrollTo(0, 0); // It begins with the name.
    var print = document.createElement("button");
    print.type = "button";
    print.textContent = _("Print");
    print.onclick = function () { window.print(); };
    var whole = document.createElement("button");
    whole.type = "button";
    whole.textContent = _("The whole page");
    whole.onclick = function () { location.hash = ""; say(""); };
    say(_("The brief: what to know before you meet."), " ", print, " ", whole);
    say.stays();
  }
  window.addEventListener("hashchange", brief);
  brief();
})();
