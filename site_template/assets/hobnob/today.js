// Who needs me, on the reader's own day: what has come since the page was made shows, what is over
// does not, and all of it stands in the order that `hobnob today` has (see network/needs/needs.py, whose
// numbers these are). Without this script the day on which the page was made stands.
(function () {
  "use strict";
  var CADENCE = 9;
  var OLD = 11;
  var TOGETHER = 3;
  var DAY = 86400000;

  var list = document.querySelector("[data-hb-today]");
  if (!list) return;
  var today = new Date(window.hobnobDay).toISOString().slice(0, 10);

  function days(from, to) {
    return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
  }

  function read(element) {
    var part = element.dataset.order.split("|");
    var since = part[2];
    var rank = part[3] && today >= part[3] ? +part[5] : +part[4];
    var waited = since ? days(since, today) : 0;
    return {
      element: element,
      key: element.dataset.key,
      shows: part[0] <= today && (!part[1] || today < part[1]),
      rank: rank,
      weight: rank === OLD ? waited : rank === CADENCE ? -(waited / +part[6]) : -waited,
      at: +part[7],
    };
  }

  function before(a, b) {
    return a.rank - b.rank || a.weight - b.weight || a.at - b.at;
  }

  // All that concerns one person stands together; what is too much of it comes at the end.
  function arrange(needs) {
    var together = new Map();
    needs.sort(before).forEach(function (need) {
      if (!together.has(need.key)) together.set(need.key, []);
      together.get(need.key).push(need);
    });
    var first = [];
    together.forEach(function (those) {
      first.push.apply(first, those.slice(0, TOGETHER));
    });
    var placed = new Set(first);
    return first.concat(
      needs.filter(function (need) {
        return !placed.has(need);
      })
    );
  }

  // How many there are beside those that the page carries.
  function beside() {
    var after = Math.max(0, days(list.dataset.built, today));
    return list.dataset.changes
      .split(" ")
      .filter(Boolean)
      .reduce(function (sum, change) {
        var part = change.split(":");
        return +part[0] <= after ? sum + +part[1] : sum;
      }, 0);
  }

  var rows = Array.from(list.querySelectorAll(".hb-need"));
  var all = rows.map(read);
  var showing = arrange(
    all.filter(function (need) {
      return need.shows;
    })
  );
  var places = +list.dataset.places;
  rows.forEach(function (row) {
    row.hidden = true;
  });

  // Puts needs at the head of a list, in their order; somebody is named once in each.
  function put(needs, parent) {
    needs
      .slice()
      .reverse()
      .forEach(function (need) {
        need.element.hidden = false;
        parent.prepend(need.element);
      });
    needs.forEach(function (need, at) {
      need.element.classList.toggle("hb-need--same", at > 0 && needs[at - 1].key === need.key);
    });
  }

  function count(selector, many) {
    list.querySelector(selector + " span").textContent = many.toLocaleString("en");
  }

  var lists = list.querySelectorAll(".hb-needs");
  var shown = showing.slice(0, places);
  var rest = showing.slice(places, places + +list.dataset.unfolded);
  put(shown, lists[0]);
  put(rest, lists[1]);
  var more = showing.length - shown.length + beside();
  list.querySelector(".hb-today__none").hidden = shown.length > 0;
  list.querySelector(".hb-today__rest").hidden = more <= 0;
  list.querySelector(".hb-today__beyond").hidden = more <= rest.length;
  count(".hb-today__more", more);
  count(".hb-today__beyond", more - rest.length);
  list.querySelector(".hb-today__old").hidden = today <= list.dataset.covers;
})();
