// The rail of a timeline: kinds to filter by (the chosen one stands in the address), where one is, and years
// with pages of their own, which are loaded in place where the browser may.
// Without this script the years are links, and everything is shown.
(function () {
  "use strict";
  var _ = window.hobnobText, counted = window.hobnobCounted;
  var line = document.querySelector(".hb-timeline");
  if (!line) return;
  var rail = line.querySelector(".hb-rail");
  var chips = rail ? makeChips() : [];
  var only = "";

  // On the page of a month, the date of an entry is the link to it.
  line.querySelectorAll(".hb-entry > a:not([href])").forEach(function (link) { link.href = "#" + encodeURIComponent(link.parentElement.id); });

  function kindIs(entry) { return !only || entry.classList.contains("hb-k--" + only); }

  function entriesOf(part) { return part.querySelectorAll(".hb-entry, .hb-lines > li"); }

  // The kinds of a year that has its own page: ["call", 3].
  function kindsApart(link) {
    return link.dataset.hbPart.split(" ").map(function (pair) {
      var at = pair.lastIndexOf(":");
      return [pair.slice(0, at), +pair.slice(at + 1)];
    });
  }

  function makeChips() {
    var words = window.hobnobKinds, counts = {};
    function add(kind, count) { counts[kind] = (counts[kind] || 0) + count; }
    entriesOf(line).forEach(function (entry) { add(/hb-k--(\S*)/.exec(entry.className)[1], 1); });
    line.querySelectorAll("[data-hb-part]").forEach(function (link) {
      kindsApart(link).forEach(function (pair) { add(pair[0], pair[1]); });
    });
    var known = Object.keys(words).filter(function (kind) { return counts[kind]; });
    var own = Object.keys(counts).filter(function (kind) { return !words[kind]; }).sort();
    if (known.length + own.length < 2) return [];
    var group = document.createElement("div");
    group.className = "hb-rail__kinds";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", _("Show only"));
    known.concat(own).forEach(function (kind) {
      var chip = document.createElement("button"), count = document.createElement("b");
      chip.className = "hb-chip";
      chip.dataset.kind = kind;
      chip.setAttribute("aria-pressed", "false");
      count.textContent = counts[kind].toLocaleString(_.language);
      chip.append(words[kind] || kind.charAt(0).toUpperCase() + kind.slice(1).replace(/-/g, " "), " ", count);
      group.append(chip);
    });
    rail.lastElementChild.before(group);
    return Array.from(group.children);
  }

  function show() {
    var open = 0;
    chips.forEach(function (chip) { chip.setAttribute("aria-pressed", String(chip.dataset.kind === only)); });
    line.querySelectorAll(".hb-year").forEach(function (year) {
      var link = year.querySelector("[data-hb-part]"), count = 0;
      entriesOf(year).forEach(function (entry) {
        entry.hidden = !kindIs(entry);
        count += !entry.hidden;
      });
      if (link) {
        kindsApart(link).forEach(function (pair) { if (!only || pair[0] === only) count += pair[1]; });
      }
      year.hidden = !count;
      var jump = line.querySelector('.hb-rail a[href="#' + year.id + '"]');
      if (jump) jump.parentElement.hidden = !count;
      var told = year.matches("details") || link ? year.querySelector("summary > span, a > span") : null;
      if (told) told.textContent = counted("%(num)s entry", "%(num)s entries", count);
      year.querySelectorAll(":scope > details").forEach(function (rest) {
        var left = Array.from(entriesOf(rest)).filter(kindIs).length;
        rest.hidden = !left;
        rest.firstElementChild.textContent = counted("%(num)s more", "%(num)s more", left);
      });
      // What is asked for is opened, up to a few screens of it.
      if (only && !link && open + count <= 30) {
        [year].concat(Array.from(year.querySelectorAll("details"))).forEach(function (one) { if ("open" in one) one.open = true; });
        open += count;
      }
    });
  }

  function choose(kind) {
    only = kind;
    var url = new URL(location.href);
    if (kind) url.searchParams.set("kind", kind);
    else url.searchParams.delete("kind");
    // A page from a folder may not be allowed to.
    try { history.replaceState(history.state, "", url); } catch (error) { /* it stays as it was */ }
    show();
  }

  // The page of a year: its links are relative to itself, so they are made whole.
  function take(text, url) {
    var found = new DOMParser().parseFromString(text, "text/html").querySelector(".hb-timeline > div");
    found.querySelectorAll("[href], [src]").forEach(function (one) {
      var name = one.hasAttribute("src") ? "src" : "href";
      one.setAttribute(name, new URL(one.getAttribute(name), url).href);
    });
    found.querySelectorAll("[id]").forEach(function (one) { one.removeAttribute("id"); });
    return document.importNode(found, true);
  }

  function load(link) {
    return fetch(link.href).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.text();
    }).then(function (text) {
      var taken = take(text, link.href);
      var year = document.createElement("details");
      var head = document.createElement("summary");
      year.className = "hb-year";
      year.id = link.parentElement.id;
      head.append.apply(head, link.childNodes);
      taken.querySelectorAll(".hb-year").forEach(function (month) { month.className = "hb-part"; });
      year.append(head, taken);
      year.open = true;
      link.parentElement.replaceWith(year);
      window.hobnobDates(year);
      show();
      head.focus();
    }).catch(function () { location.href = link.href; });
  }

  // Browsers that do not open what an address leads to.
  function reveal() {
    var id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (error) { return; }
    var goal = id && document.getElementById(id);
    if (!goal || !line.contains(goal)) return;
    for (var one = goal; one && one !== line; one = one.parentElement) if ("open" in one) one.open = true;
    goal.scrollIntoView();
  }

  line.addEventListener("click", function (event) {
    var chip = event.target.closest(".hb-chip"), link = event.target.closest("[data-hb-part]");
    if (chip) choose(chip.dataset.kind === only ? "" : chip.dataset.kind);
    if (!link || link.hash || !/^http/.test(location.protocol) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    load(link);
  });
  line.querySelectorAll(".hb-rail li a").forEach(function (jump) {
    jump.addEventListener("click", function (event) {
      var year = document.getElementById(jump.hash.slice(1)), link = year && year.querySelector("[data-hb-part]");
      if (link) link.click();
      // A day on another page; its place is there.
      if (link && link.hash) event.preventDefault();
      else if (year && "open" in year) year.open = true;
    });
  });

  if ("IntersectionObserver" in window) {
    var seen = new IntersectionObserver(function (all) {
      all.forEach(function (one) {
        var jump = line.querySelector('.hb-rail a[href="#' + one.target.id + '"]');
        if (jump) jump.toggleAttribute("data-here", one.isIntersecting);
      });
    }, { rootMargin: "-20% 0px -60%" });
    line.querySelectorAll(".hb-year").forEach(function (year) { seen.observe(year); });
    // On a phone the way to the top is there once one has left it.
    var top = document.querySelector("h1");
    if (rail && top) new IntersectionObserver(function (all) { rail.toggleAttribute("data-far", !all.pop().isIntersecting); }).observe(top);
  }
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    line.querySelectorAll("details").forEach(function (one) { one.open = true; });
  });
  var given = new URLSearchParams(location.search).get("kind");
  if (chips.some(function (chip) { return chip.dataset.kind === given; })) {
    only = given;
    show();
  }
  reveal();
})();
