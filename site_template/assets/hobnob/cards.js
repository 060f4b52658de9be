// A card for the name at which one points, or that has the focus: role, last contact, what is open.
// `hobnob.site.cards` writes the files, one for every few people; each is loaded when it is asked
// for, as a script, so that it works on pages opened from a folder too.
(function () {
  "use strict";
  var _ = window.hobnobText, counted = window.hobnobCounted;
  var FILES = 64;
  var WAIT = 260; // milliseconds on a name before its card comes
  var LEAVE = 160; // and after it, so that the pointer can reach the card
  var KINDS = { me: _("You promised"), theirs: _("Promised to you"), asked: _("Asked of you") };
  var root = new URL((document.querySelector('meta[name="hobnob-root"]') || {}).content || ".", location.href).href.replace(/\/*$/, "/");
  var files = {}, cards = {};
  var card = null, owner = null, timer = 0, turn = 0;

  window.hobnobCards = function (number, found) { cards[number] = found; };

  // The address of a person's page from the top of the site, "" for any other link.
  function personOf(link) {
    var href = link.href && link.href.baseVal !== undefined ? link.href.baseVal : link.getAttribute("href");
    if (!href) return "";
    var url;
    try { url = new URL(href, location.href); } catch (error) { return ""; }
    var path = url.href.split(/[?#]/)[0];
    if (!path.startsWith(root + "people/") || path === location.href.split(/[?#]/)[0]) return "";
    return path.slice(root.length);
  }

  function fileOf(path) {
    var number = 2166136261;
    for (var i = 0; i < path.length; i++) number = Math.imul(number ^ path.charCodeAt(i), 16777619) >>> 0;
    return (number & 0x3fffffff) % FILES;
  }

  function load(number) {
    if (!files[number]) {
      files[number] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = root + "cards/" + number + ".js";
        script.onload = resolve;
        script.onerror = function () { delete files[number]; reject(new Error("no cards")); };
        document.head.append(script);
      });
    }
    return files[number];
  }

  function ask(link, wait) {
    var path = personOf(link);
    if (!path || /\/index\.html$|people\/$/.test(path)) return;
    clearTimeout(timer);
    if (owner === link) return;
    var own = ++turn;
    timer = setTimeout(function () {
      var number = fileOf(path);
      load(number).then(function () {
        var found = cards[number] && cards[number][path];
        if (found && own === turn && link.isConnected) show(link, found);
      }, function () {});
    }, wait);
  }

  function line(name, text) {
    var made = document.createElement("p");
    if (name) made.className = name;
    made.textContent = text;
    return made;
  }

  function utc(day) { return Date.UTC(+day.slice(0, 4), +(day.slice(5, 7) || 1) - 1, +(day.slice(8, 10) || 1)); }

  function when(day) { return (window.hobnobAgo && window.hobnobAgo(day)) || day; }

  function show(link, found) {
    hide();
    owner = link;
    card = document.createElement("div");
    card.id = "hb-card";
    card.className = "hb-hover";
    card.setAttribute("role", "tooltip");
    card.append(line("hb-hover__name", found[0]));
    if (found[1]) card.append(line("", found[1]));
    card.append(line("hb-soft", found[2] ? _("Last contact: %(day)s", { day: when(found[2]) }) : _("No contact written down yet")));
    // On a drawing, the reason is a title, which the keyboard never sees.
    var title = link.querySelector("title");
    if (title) {
      link.dataset.why = title.textContent;
      link.setAttribute("aria-label", title.textContent);
      title.remove();
    }
    if (link.dataset.why) card.append(line("hb-soft", link.dataset.why.slice(found[0].length).replace(/^: /, "").replace(/^./, function (letter) { return letter.toUpperCase(); }) + "."));
    found[5].filter(function (one) { return !window.hobnobDay || utc(one[1]) >= window.hobnobDay; }).forEach(function (one) {
      card.append(line("hb-hover__open", one[0].replace(/^./, function (letter) { return letter.toUpperCase(); }) + ", " + when(one[1])));
    });
    found[3].forEach(function (one) {
      card.append(line("hb-hover__open", KINDS[one[0]] + ": " + one[1] + (one[2] ? _(", due %(day)s", { day: when(one[2]) }) : "")));
    });
    if (found[4]) card.append(line("hb-soft", counted("and %(num)s more", "and %(num)s more", found[4])));
    document.body.append(card);
    link.dataset.describedby = link.getAttribute("aria-describedby") || "";
    link.setAttribute("aria-describedby", (link.dataset.describedby + " hb-card").trim());
    place(link);
  }

  function place(link) {
    var at = link.getBoundingClientRect(), size = card.getBoundingClientRect();
    var wide = document.documentElement.clientWidth, high = window.innerHeight;
    var below = at.bottom + 6 + size.height <= high || at.top < size.height + 6;
    card.style.left = Math.max(8, Math.min(at.left, wide - size.width - 8)) + "px";
    card.style.top = (below ? at.bottom + 6 : at.top - size.height - 6) + "px";
  }

  function hide() {
    if (!card) return;
    card.remove();
    if (owner.dataset.describedby) owner.setAttribute("aria-describedby", owner.dataset.describedby);
    else owner.removeAttribute("aria-describedby");
    delete owner.dataset.describedby;
    card = owner = null;
  }

  function leave() {
    turn++;
    clearTimeout(timer);
    timer = setTimeout(hide, LEAVE);
  }

  function linkOf(event) {
    return event.target.closest && event.target.closest("a[href]");
  }

  document.addEventListener("pointerover", function (event) {
    // A finger opens the page; it has no other way to point.
    if (event.pointerType === "touch") return;
    if (card && card.contains(event.target)) { clearTimeout(timer); return; }
    var link = linkOf(event);
    if (link) ask(link, WAIT);
  });
  document.addEventListener("pointerout", function (event) {
    var link = linkOf(event), to = event.relatedTarget;
    var fromCard = card && card.contains(event.target);
    if (!link && !fromCard) return;
    if (to && ((link && link.contains(to)) || (card && card.contains(to)) || (fromCard && owner.contains(to)))) return;
    leave();
  });
  document.addEventListener("focusin", function (event) {
    var link = linkOf(event);
    if (link && link.matches(":focus-visible")) ask(link, WAIT);
  });
  document.addEventListener("focusout", leave);
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    turn++;
    clearTimeout(timer);
    if (!card) return;
    // It takes away the card alone, not the search behind it.
    event.stopPropagation();
    event.preventDefault();
    hide();
  }, true);
  window.addEventListener("scroll", hide, { passive: true, capture: true });
  document.addEventListener("click", hide);
})();
