// Who needs me, on the reader's own day: the page says what is listed from which day on, in order
// (see network/today/horizon.py). Without this script the day on which the page was made stands.
(function () {
  "use strict";
  var DAY = 86400000;

  var list = document.querySelector("[data-hb-today]");
  if (!list) return;
  var today = new Date(window.hobnobDay).toISOString().slice(0, 10);

  // What is listed today: "3:57:0,4,1" means from day 3 on, 57 in all, these rows.
  function listed() {
    var after = Math.round((Date.parse(today) - Date.parse(list.dataset.built)) / DAY);
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
    list.querySelector(selector + " span").textContent = many.toLocaleString("en");
  }

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
  list.querySelector(".hb-today__none").hidden = rows.length > 0;
  list.querySelector(".hb-today__rest").hidden = more === 0;
  list.querySelector(".hb-today__beyond").hidden = beyond === 0;
  count(".hb-today__more", more);
  count(".hb-today__beyond", beyond);
  list.querySelector(".hb-today__old").hidden = today <= list.dataset.covers;
})();
