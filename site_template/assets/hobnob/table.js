// The table of people: filtered and sorted as one types. Without this it is a table by name.
(function () {
  "use strict";
  var form = document.querySelector("[data-hb-filter]");
  if (!form) return;
  var table = document.getElementById(form.dataset.hbFilter);
  var body = table.tBodies[0];
  var count = document.querySelector("[data-hb-count]");
  var none = document.querySelector("[data-hb-none]");
  var collator = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

  var fold = window.hobnobFold;

  var rows = Array.prototype.map.call(body.rows, function (row, order) {
    var cells = row.cells;
    var time = cells[3].querySelector("time");
    return {
      row: row,
      order: order,
      text: fold(cells[0].textContent + " " + cells[1].textContent + " " + row.dataset.t),
      circle: row.dataset.c,
      relation: row.dataset.r.split("|"),
      tag: row.dataset.t.split("|"),
      org: (cells[1].querySelector(".hb-soft") || { textContent: "" }).textContent,
      last: time ? time.getAttribute("datetime") : "",
      due: row.dataset.d || "9999",
      contacts: +cells[4].textContent,
    };
  });

  // Names stand in the order of their page, which knows how to sort them.
  var orders = {
    name: function (a, b) { return a.order - b.order; },
    org: function (a, b) { return !a.org - !b.org || collator.compare(a.org, b.org); },
    last: function (a, b) { return a.last < b.last ? 1 : a.last > b.last ? -1 : 0; },
    due: function (a, b) { return a.due < b.due ? -1 : a.due > b.due ? 1 : 0; },
    contacts: function (a, b) { return b.contacts - a.contacts; },
  };

  function field(name) {
    return form.elements[name] ? form.elements[name].value : "";
  }

  function filter() {
    var words = fold(field("text")).split(/\s+/).filter(Boolean);
    var circle = field("circle"), relation = field("relation"), tag = field("tag");
    var shown = 0;
    rows.forEach(function (item) {
      var fits = words.every(function (word) { return item.text.includes(word); })
        && (!circle || item.circle === circle)
        && (!relation || item.relation.includes(relation))
        && (!tag || item.tag.includes(tag));
      item.row.hidden = !fits;
      shown += fits;
    });
    none.hidden = shown > 0;
    table.hidden = shown === 0;
    var all = rows.length;
    count.textContent = shown === all
      ? all.toLocaleString("en") + (all === 1 ? " person" : " people")
      : shown.toLocaleString("en") + " of " + all.toLocaleString("en") + " people";
  }

  function sort(name, backward) {
    var compare = orders[name] || orders.name;
    var sorted = rows.slice().sort(function (a, b) {
      return (backward ? -1 : 1) * (compare(a, b) || 0) || a.order - b.order;
    });
    body.append.apply(body, sorted.map(function (item) { return item.row; }));
    table.querySelectorAll("th[data-sort]").forEach(function (head) {
      var here = head.dataset.sort === name;
      if (here) head.setAttribute("aria-sort", (name === "last" || name === "contacts") !== backward ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  table.querySelectorAll("th[data-sort]").forEach(function (head) {
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", function () {
      var name = head.dataset.sort;
      var again = head.hasAttribute("aria-sort");
      var backward = again && !(head.dataset.backward === "true");
      head.dataset.backward = String(backward);
      form.elements.sort.value = name;
      sort(name, backward);
    });
  });

  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", function (event) {
    if (event.target.name === "sort") sort(event.target.value, false);
    else filter();
  });
  none.querySelector("[data-hb-reset]").addEventListener("click", function () {
    form.reset();
    filter();
    sort("name", false);
    form.elements.text.focus();
  });
  // A browser that comes back to the page may have kept what was chosen.
  filter();
  if (form.elements.sort.value !== "name") sort(form.elements.sort.value, false);
})();
