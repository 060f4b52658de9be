// The list of people: filtered and sorted as one types, and longer as one scrolls. What is chosen
// stands in the address. The rows are data that `hobnob.site.people_pages` writes; they are loaded
// when they are needed. Without this script the list is pages of rows by name.
(function () {
  "use strict";
  var form = document.querySelector("[data-hb-filter]");
  if (!form) return;
  var _ = window.hobnobText, counted = window.hobnobCounted;
  var STEP = 40; // rows to add at a time: more than a screen
  var FIELDS = ["text", "circle", "relation", "tag", "sort"];
  var table = document.getElementById(form.dataset.hbFilter);
  var body = table.tBodies[0];
  var model = body.rows[0].cloneNode(true);
  var count = document.querySelector("[data-hb-count]");
  var none = document.querySelector("[data-hb-none]");
  var foot = document.createElement("div");
  var parts = document.querySelector(".hb-parts");
  var root = new URL((document.querySelector('meta[name="hobnob-root"]') || {}).content || ".", location.href).href.replace(/\/*$/, "/");
  var collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });
  var fold = window.hobnobFold;
  var end = "", all = null, list = [], shown = body.rows.length, loading = null, backward = false;

  window.hobnobPeople = function (last, rows) {
    end = last;
    all = rows.map(function (row, order) {
      return {
        row: null, data: row, order: order, name: row[0], org: row[5], circle: row[7], relation: row[8], tag: row[9],
        last: row[10], due: row[11] || "9999", contacts: row[12],
        text: fold([row[0], row[4], row[5], row[6]].concat(row[9]).join(" ")),
      };
    });
    list = all;
  };

  function load() {
    loading = loading || new Promise(function (resolve) {
      var script = document.createElement("script");
      script.src = root + "people/index/rows.js";
      script.onload = resolve;
      script.onerror = function () { loading = null; };
      document.head.append(script);
    });
    return loading;
  }

  // Names stand in the order of their page, which knows how to sort them.
  var orders = {
    name: function (a, b) { return a.order - b.order; },
    org: function (a, b) { return !a.org - !b.org || collator.compare(a.org, b.org); },
    last: function (a, b) { return a.last < b.last ? 1 : a.last > b.last ? -1 : 0; },
    due: function (a, b) { return a.due < b.due ? -1 : a.due > b.due ? 1 : 0; },
    contacts: function (a, b) { return b.contacts - a.contacts; },
  };

  function make(tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    made.textContent = text;
    return made;
  }

  // As the pages write a date: "22 November 2026", or as much of it as is known.
  function spell(day) {
    var parts = day.slice(0, 10).split("-");
    if (parts[1]) parts[1] = new Date(parts[0], parts[1] - 1).toLocaleDateString(_.language, { month: "long" });
    if (parts[2]) parts[2] = +parts[2];
    return parts.reverse().join(" ");
  }

  function rowOf(item) {
    if (item.row) return item.row;
    var data = item.data, row = item.row = model.cloneNode(true), cells = row.cells;
    var avatar = cells[0].firstElementChild, link = cells[0].querySelector("a");
    avatar.className = "hb-av hb-av--" + data[3];
    avatar.textContent = data[2];
    link.href = root + "people/" + data[1] + end;
    link.firstElementChild.textContent = data[0];
    cells[0].replaceChildren(avatar, link);
    if (data[13]) {
      var lock = make("span", "hb-private", _("private"));
      lock.title = _("Left out of a shared site");
      cells[0].append(" ", lock);
    }
    cells[1].replaceChildren();
    if (data[4]) cells[1].append(make("bdi", "", data[4]), " ");
    if (data[5] || data[6]) cells[1].append(make("bdi", "hb-soft", data[5] || data[6]));
    cells[2].replaceChildren();
    if (data[7]) cells[2].append(make("span", "hb-badge" + (data[7] === "inner" ? " hb-badge--inner" : ""), data[7]));
    var time = make(data[10] ? "time" : "span", data[10] ? "" : "hb-soft", data[10] ? window.hobnobAgo(data[10]) || spell(data[10]) : _("not yet"));
    if (data[10]) {
      time.dateTime = data[10];
      time.title = spell(data[10]);
    }
    cells[3].replaceChildren(time);
    cells[4].textContent = data[12];
    return row;
  }

  function more() {
    body.append.apply(body, list.slice(shown, shown + STEP).map(rowOf));
    shown = Math.min(shown + STEP, list.length);
  }

  // A screen at a time, so that each is painted before the next.
  function fill() {
    if (shown >= list.length || foot.getBoundingClientRect().top > innerHeight + 600) return;
    more();
    requestAnimationFrame(fill);
  }

  function field(name) {
    return form.elements[name] ? form.elements[name].value : "";
  }

  function show() {
    var words = fold(field("text")).split(/\s+/).filter(Boolean);
    var circle = field("circle"), relation = field("relation"), tag = field("tag"), compare = orders[field("sort")] || orders.name;
    list = all.filter(function (item) {
      return words.every(function (word) { return item.text.includes(word); })
        && (!circle || item.circle === circle)
        && (!relation || item.relation.includes(relation))
        && (!tag || item.tag.includes(tag));
    });
    if (compare !== orders.name || backward) {
      list.sort(function (a, b) { return (backward ? -1 : 1) * compare(a, b) || a.order - b.order; });
    }
    shown = 0;
    body.replaceChildren();
    more();
    requestAnimationFrame(fill);
    none.hidden = list.length > 0;
    table.hidden = !list.length;
    count.textContent = list.length === all.length
      ? counted("%(num)s person", "%(num)s people", all.length)
      : counted("%(some)s of %(num)s person", "%(some)s of %(num)s people", all.length, { some: list.length });
    table.querySelectorAll("th[data-sort]").forEach(function (head) {
      var name = head.dataset.sort;
      if (name === field("sort")) head.setAttribute("aria-sort", (name === "last" || name === "contacts") !== backward ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  function change() {
    var url = new URL(location.href);
    FIELDS.forEach(function (name) {
      var value = field(name).trim();
      if (value && value !== "name") url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    });
    // A page from a folder may not be allowed to.
    try { history.replaceState(history.state, "", url); } catch (error) { /* it stays as it was */ }
    if (all) show();
    else load().then(show);
  }

  table.querySelectorAll("th[data-sort]").forEach(function (head) {
    var button = make("button", "", head.textContent);
    button.type = "button";
    head.replaceChildren(button);
    button.addEventListener("click", function () {
      backward = head.hasAttribute("aria-sort") && !backward;
      form.elements.sort.value = head.dataset.sort;
      change();
    });
  });

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("focusin", load);
  form.addEventListener("input", function (event) {
    if (event.target.name === "sort") backward = false;
    change();
  });
  none.querySelector("[data-hb-reset]").addEventListener("click", function () {
    form.reset();
    backward = false;
    change();
    form.elements.text.focus();
  });
  // The list goes on by itself, so the links to its other pages are not needed.
  if (parts) parts.remove();
  table.after(foot);
  new IntersectionObserver(function (seen) {
    if (seen[0].isIntersecting && (all || parts)) load().then(fill);
  }, { rootMargin: "600px" }).observe(foot);
  // What the address says; a browser that comes back to the page may also have kept what was chosen.
  var given = new URLSearchParams(location.search);
  // On a phone the choices would push the first person down.
  var choices = form.querySelector("details");
  if (choices && window.matchMedia("(width < 45em)").matches && !location.search) choices.open = false;
  FIELDS.forEach(function (name) {
    if (form.elements[name] && given.has(name)) form.elements[name].value = given.get(name);
  });
  if (FIELDS.some(function (name) { return field(name) && field(name) !== "name"; })) change();
})();

// Tags and places: few enough to stand on their page.
(function () {
  "use strict";
  var form = document.querySelector("form[data-hb-rows]");
  if (!form) return;
  var body = document.getElementById(form.dataset.hbRows).tBodies[0];
  var rows = Array.from(body.rows);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function () {
    var text = window.hobnobFold(form.elements.text.value.trim()), by = form.elements.sort.value;
    rows.forEach(function (row) {
      row.hidden = !window.hobnobFold(row.dataset.name).includes(text);
      row.classList.toggle("is-flat", Boolean(text || by));
    });
    var sorted = by ? rows.slice().sort(function (a, b) {
      return by === "size" ? b.dataset.size - a.dataset.size : b.dataset.last < a.dataset.last ? -1 : 1;
    }) : rows;
    body.append.apply(body, sorted);
  });
})();
