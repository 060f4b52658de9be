// The small map on a person's page: a drawing of the people around them, each a link. All that it
// shows is said by the table beneath, which `hobnob.site.person_map` writes.
// Everybody has a row of their own, to the left or to the right, so no label covers another.
(function () {
  "use strict";
  var _ = window.hobnobText;
  var WIDTH = 400;
  var ROW = 28; // the height of a row, in the units of the drawing
  var MARGIN = 8;
  var LETTER = 6.4; // the width of a letter of a label, on average; Chinese and Japanese ones take two
  var WIDE = /[\u1100-\u115f\u2e80-\ud7a3\uf900-\ufaff\uff00-\uff60\u{1f300}-\u{3fffd}]/u;
  var table = document.querySelector(".hb-why > table");
  if (!table) return;
  // A row has one person and what ties them, or an organization and those who share nothing else.
  var people = Array.from(table.querySelectorAll("th > *, td > *"));
  var marks = table.dataset.marks.split(" "), mine = marks.shift();
  var right = Math.ceil(people.length / 2);
  var height = Math.max(4, right + 1) * ROW;
  var middle = [WIDTH / 2, height / 2];
  // On an oval, clockwise from the top.
  var places = side(right, 1).concat(side(people.length - right, -1).reverse());
  var at = {};
  Array.from(table.dataset.order).forEach(function (letter, row) { at[letter] = places[row]; });

  function side(count, way) {
    return Array.from({ length: count }, function (none, number) {
      var row = (number - (count - 1) / 2) * ROW;
      var out = Math.sqrt(Math.max(0, 1 - Math.pow(row / (height / 2 - MARGIN), 2)));
      return [Math.round(middle[0] + way * (14 + 62 * out)), middle[1] + row];
    });
  }

  function make(tag, attributes, text) {
    var made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (var name in attributes) made.setAttribute(name, attributes[name]);
    if (text) made.textContent = text;
    return made;
  }

  // All lines of one thickness are one path, so that they are no darker where they cross.
  function draw(style, lines) {
    [1, 2, 3].forEach(function (thick) {
      var path = lines.filter(function (one) { return +one[0] === thick; }).map(function (one) { return one[1]; }).join("");
      if (path) map.append(make("path", { class: style, "stroke-width": thick * 0.8, d: path }));
    });
  }

  // It bends to the middle, so that it crosses no disc on its side.
  function bend(one, other) {
    var by = [0, 1].map(function (axis) {
      var half = (one[axis] + other[axis]) / 2;
      return half + (middle[axis] - half) * 0.45;
    });
    return "M" + one + "Q" + by + " " + other;
  }

  function cut(name, room) {
    var letters = Array.from(name);
    for (var number = 0, width = 0; number < letters.length; number++) {
      width += WIDE.test(letters[number]) ? 2 : 1;
      if (width > room) return letters.slice(0, Math.max(1, number - 1)).join("").trimEnd() + "…";
    }
    return name;
  }

  // `mark` is a tint and a monogram.
  function disc(tag, mark, attributes, place) {
    var made = make(tag, attributes);
    made.classList.add("hb-av--" + mark[0]);
    made.setAttribute("transform", "translate(" + place + ")");
    made.append(make("circle"), make("text", { "aria-hidden": "true" }, mark.slice(1)));
    return made;
  }

  function reason(link) {
    var cell = link.parentElement;
    if (cell.tagName === "TH") return cell.nextElementSibling.textContent.replace(/\.\s*$/, "");
    return cell.previousElementSibling.textContent + (/^.*\d/.exec(link.nextSibling.data) || "");
  }

  function person(letter) {
    var number = letter.charCodeAt(0) - 97, link = people[number];
    var name = link.textContent, place = at[letter], isRight = place[0] > middle[0];
    var label = cut(name, Math.floor(((isRight ? WIDTH - place[0] : place[0]) - 16) / LETTER));
    var made = disc("a", marks[number].slice(1), link.hasAttribute("href") ? { href: link.getAttribute("href") } : {}, place);
    // As on every drawing: the name and the reason, from which the card of the name takes it.
    made.prepend(make("title", {}, name + ": " + reason(link)));
    made.append(make("text", { x: isRight ? 16 : -16 }, label));
    return made;
  }

  var name = document.querySelector("h1").textContent;
  var map = make("svg", { class: "hb-map", viewBox: "0 0 " + WIDTH + " " + height, role: "group", "aria-label": _("Map of the people around %(name)s", { name: name }) });
  draw("hb-map__between", (table.dataset.ties.match(/.../g) || []).map(function (tie) { return [tie[2], bend(at[tie[0]], at[tie[1]])]; }));
  draw("hb-map__spoke", people.map(function (link, number) { return [marks[number][0], "M" + middle + "L" + at[String.fromCharCode(97 + number)]]; }));
  var me = disc("g", mine, { class: "hb-map__me" }, middle);
  me.append(make("text", { y: 28 }, cut(name, 24)));
  map.append(me);
  Array.from(table.dataset.order).forEach(function (letter) { map.append(person(letter)); });
  table.parentElement.before(map);
})();
