// Home on the reader's own day. The page says what is listed from which day on, in order (see
// network/today/horizon.py). Without this script the day on which the page was made stands.
(function () {
  "use strict";
  var counted = window.hobnobCounted;
  var DAY = 86400000;

  var list = document.querySelector("[data-hb-today]");
  if (!list) return;
  var now = window.hobnobDay;
  var today = new Date(now).toISOString().slice(0, 10);

  function words(day, options) {
    options.timeZone = "UTC";
    return new Date(day).toLocaleDateString(window.hobnobText.language, options);
  }

  function spell(day) {
    return new Date(day).getUTCDate() + " " + words(day, { month: "long" });
  }

  // What is listed today: "3:57:0,4,1" means from day 3 on, 57 in all, these rows.
  function listed() {
    var after = Math.round((now - Date.parse(list.dataset.built)) / DAY);
    var days = list.dataset.days.trim().split(" ");
    var day = days.filter(function (text, at) {
      return at === 0 || parseInt(text, 10) <= after;
    });
    return day.pop().split(":");
  }

  // Puts rows at the head of a list, in their order; somebody is named once in each.
  function put(rows, parent) {
    parent.prepend.apply(parent, rows);
    rows.forEach(function (row, at) {
      row.hidden = false;
      var same = at > 0 && rows[at - 1].dataset.key === row.dataset.key;
      row.classList.toggle("hb-need--same", same);
    });
  }

  function count(selector, many) {
    list.querySelector(selector + " span").textContent = many.toLocaleString(window.hobnobText.language);
  }

  function showList() {
    var all = Array.from(list.querySelectorAll(".hb-need"));
    var parts = listed();
    var rows = parts[2].split(",").filter(Boolean).map(function (at) {
      return all[+at];
    });
    all.forEach(function (row) {
      row.hidden = true;
    });
    var lists = list.querySelectorAll(".hb-needs");
    var shown = rows.slice(0, +list.dataset.places);
    put(shown, lists[0]);
    put(rows.slice(shown.length), lists[1]);
    var more = +parts[1] - shown.length;
    var beyond = +parts[1] - rows.length;
    list.querySelector(".hb-today__none").hidden = +parts[1] > 0;
    list.querySelector(".hb-today__rest").hidden = more === 0;
    list.querySelector(".hb-today__beyond").hidden = beyond === 0;
    count(".hb-today__more", more);
    count(".hb-today__beyond", beyond);
    list.querySelector(".hb-today__old").hidden = today <= list.dataset.covers;
  }

  // The chart of the year moves on: a square for each day since, and whole weeks leave.
  function showYear(chart) {
    for (var day = Date.parse(chart.dataset.until) + DAY; day <= now; day += DAY) {
      var square = document.createElement("i");
      if (new Date(day).getUTCDate() === 1) square.dataset.month = words(day, { month: "short" });
      chart.append(square);
      if (chart.children.length > 371) {
        for (var gone = 0; gone < 7; gone++) chart.firstChild.remove();
      }
    }
    var busy = Array.from(chart.querySelectorAll("[data-n]"), function (square) {
      return +square.dataset.n;
    });
    var sums = chart.parentNode.querySelectorAll("figcaption span");
    var entries = busy.reduce(function (all, many) { return all + many; }, 0);
    sums[0].textContent = counted("%(num)s entry", "%(num)s entries", entries);
    sums[1].textContent = counted("%(num)s day", "%(num)s days", busy.length);
  }

  // One of several has the day; the build counts from the same day (environment._turn).
  function showTurn(group) {
    var all = group.children;
    var turn = (now / DAY + 719163) % all.length;
    Array.from(all).forEach(function (item, at) {
      item.hidden = at !== turn;
    });
  }

  document.querySelector("[data-hb-day]").textContent = words(now, { weekday: "long" }) + " " + spell(now);
  showList();
  document.querySelectorAll("[data-hb-year]").forEach(showYear);
  document.querySelectorAll("[data-hb-turn]").forEach(showTurn);
})();
