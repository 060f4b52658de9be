// The map of the whole network. `hobnob.site.network_page` writes the data, with a place for
// everybody, so the map stands still and opens at once. It is painted in slices of a few
// milliseconds into a picture of its own; while one drags or zooms, the last picture is moved. So
// no frame is slow, however many people there are. The list below the map says the same in words.
(function () {
  "use strict";
  var box = document.querySelector("[data-hb-network]");
  if (!box) return;
  var _ = window.hobnobText, counted = window.hobnobCounted;
  var SLICE = 7; // milliseconds of painting in a frame
  var REST = 90; // milliseconds without a movement before it is painted anew
  var MANY = 1500; // from so many people on, communities come first
  var OPEN = 110; // the radius in pixels at which a community shows its people
  var MARGIN = 0.2; // of the map is painted beyond each edge
  var HUES = [40, 250, 145, 305, 85, 195, 0, 220, 115, 275, 60, 170];

  var canvas = box.querySelector("canvas");
  var stage = box.querySelector(".hb-net__stage");
  var card = box.querySelector(".hb-net__card");
  var form = box.querySelector("form");
  var slider = box.querySelector("input[type=range]");
  var output = box.querySelector("output");
  var status = box.querySelector("[role=status]");
  var screen = canvas.getContext("2d");
  var root = ((document.querySelector('meta[name="hobnob-root"]') || {}).content || ".").replace(/\/+$/, "");
  var fold = window.hobnobFold;

  var people = [], ties = [], groups = [], between = [];
  var view = { x: 0, y: 0, scale: 1 };
  var width = 0, height = 0, ratio = 1;
  var year = 9999, chosen = -1, pointed = -1;
  var opened = new Set();
  var ink = {};

  // ---- The data --------------------------------------------------------------------------------

  window.hobnobNetwork = function (data) {
    people = data.people.map(function (row, number) {
      var org = row[7] < 0 ? "" : data.orgs[row[7]];
      return {
        number: number, name: row[0], url: row[1], at: [row[2], row[3]], x: 0, y: 0, group: row[4], since: row[5],
        role: [row[6], org].filter(Boolean).join(", "), org: row[7], circle: row[8], tags: row[9],
        last: row[10], ties: [], fits: true, text: "", shown: true,
      };
    });
    groups = data.groups.map(function (row, number) {
      return { number: number, name: row[0], at: [row[1], row[2]], x: 0, y: 0, radius: row[3], hue: HUES[number % HUES.length], people: [] };
    });
    people.forEach(function (one) { if (one.group >= 0) groups[one.group].people.push(one); });
    var pairs = new Map();
    for (var at = 0; at < data.ties.length; at += 4) {
      var a = people[data.ties[at]], b = people[data.ties[at + 1]];
      var tie = { a: a, b: b, weight: data.ties[at + 2], since: Math.max(data.ties[at + 3], a.since, b.since) };
      ties.push(tie);
      a.ties.push(tie);
      b.ties.push(tie);
      if (a.group !== b.group) {
        var key = Math.min(a.group, b.group) + "-" + Math.max(a.group, b.group);
        if (!pairs.has(key)) pairs.set(key, { a: groups[a.group], b: groups[b.group], ties: [] });
        pairs.get(key).ties.push(tie);
      }
    }
    between = Array.from(pairs.values());
    people.forEach(function (one) { one.ties.sort(function (a, b) { return b.weight - a.weight; }); });
    ranked = people.slice().sort(function (a, b) { return b.ties.length - a.ties.length || a.number - b.number; });
    fill("tag", data.tags.map(function (tag, number) { return [number, "#" + tag]; }));
    fill("org", data.orgs.map(function (org, number) { return [number, org]; }));
    setYears();
    readColours();
    measure();
    showAll();
    filter();
    stage.dataset.ready = "true";
  };

  var ranked = [];

  function fill(name, options) {
    var select = form.elements[name];
    options.forEach(function (option) {
      var element = document.createElement("option");
      element.value = option[0];
      element.textContent = option[1];
      select.append(element);
    });
    select.parentElement.hidden = !options.length;
  }

  function setYears() {
    var years = people.map(function (one) { return one.since; }).concat(ties.map(function (tie) { return tie.since; })).filter(Boolean);
    var row = slider.parentElement;
    row.hidden = !years.length;
    if (!years.length) return;
    slider.min = years.reduce(function (a, b) { return Math.min(a, b); });
    slider.max = years.reduce(function (a, b) { return Math.max(a, b); });
    // A browser that comes back to the page may have kept an earlier year.
    if (!slider.dataset.kept) slider.value = slider.max;
    slider.dataset.kept = "true";
    row.hidden = slider.min === slider.max;
  }

  function there(one) { return one.since <= year; }

  // ---- Colours ---------------------------------------------------------------------------------

  function readColours() {
    var probe = document.createElement("span");
    box.append(probe);
    ["paper", "sheet", "ink", "soft", "line", "edge", "accent"].forEach(function (name) {
      probe.style.color = "var(--hb-" + name + ")";
      ink[name] = getComputedStyle(probe).color;
    });
    function shade(light, dark) {
      return HUES.concat([-1]).map(function (hue) {
        var chroma = hue < 0 ? 0 : 1;
        probe.style.color = "light-dark(oklch(" + light[0] + "% " + light[1] * chroma + " " + hue + "), oklch(" + dark[0] + "% " + dark[1] * chroma + " " + hue + "))";
        return getComputedStyle(probe).color;
      });
    }
    ink.dots = shade([58, 0.11], [72, 0.1]);
    ink.discs = shade([93, 0.028], [24, 0.025]);
    ink.closed = shade([88, 0.05], [33, 0.05]);
    ink.sans = getComputedStyle(document.documentElement).getPropertyValue("--hb-sans") || "sans-serif";
    ink.serif = getComputedStyle(document.documentElement).getPropertyValue("--hb-serif") || "serif";
    probe.remove();
  }

  function hueOf(group) { return group < 0 ? HUES.length : group % HUES.length; }

  // ---- The view --------------------------------------------------------------------------------

  function measure() {
    stale = true;
    ratio = Math.min(2, window.devicePixelRatio || 1);
    width = canvas.clientWidth;
    height = canvas.clientHeight;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }

  // The data are for a stage that is wider than high. For a high one the map is turned, and for any
  // the discs move apart along the side that has room left: names have their place there.
  function arrange() {
    var turned = height > width, one = turned ? 1 : 0, other = 1 - one;
    function span(axis) {
      var ends = groups.concat(people).map(function (it) { return [it.at[axis] - (it.radius || 0), it.at[axis] + (it.radius || 0)]; });
      return Math.max.apply(null, ends.map(function (end) { return end[1]; })) - Math.min.apply(null, ends.map(function (end) { return end[0]; })) || 1;
    }
    var grow = (width / height) * (span(other) / span(one));
    var wide = Math.min(2, Math.max(1, grow)), high = Math.min(2, Math.max(1, 1 / grow));
    groups.forEach(function (group) { group.x = group.at[one] * wide; group.y = group.at[other] * high; });
    people.forEach(function (person) {
      var group = groups[person.group];
      person.x = group ? group.x + person.at[one] - group.at[one] : person.at[one] * wide;
      person.y = group ? group.y + person.at[other] - group.at[other] : person.at[other] * high;
    });
  }

  function showAll() {
    if (!width) return;
    arrange();
    var left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
    people.forEach(function (one) {
      left = Math.min(left, one.x); right = Math.max(right, one.x);
      top = Math.min(top, one.y); bottom = Math.max(bottom, one.y);
    });
    groups.forEach(function (one) {
      left = Math.min(left, one.x - one.radius); right = Math.max(right, one.x + one.radius);
      top = Math.min(top, one.y - one.radius); bottom = Math.max(bottom, one.y + one.radius);
    });
    var pad = 30; // a name above the highest disc
    var scale = Math.min((width - 2 * pad) / (right - left || 1), (height - 2 * pad) / (bottom - top || 1), 4);
    view = { x: (left + right) / 2, y: (top + bottom) / 2, scale: Math.max(scale, 0.01) };
    dirty();
  }

  function zoom(factor, x, y) {
    var scale = Math.max(0.02, Math.min(12, view.scale * factor));
    // The point below the pointer stays where it is.
    view.x += (x - width / 2) * (1 / view.scale - 1 / scale);
    view.y += (y - height / 2) * (1 / view.scale - 1 / scale);
    view.scale = scale;
    moving = performance.now();
    dirty();
  }

  function toScreen(one, on) {
    return [(one.x - on.x) * on.scale + on.width / 2, (one.y - on.y) * on.scale + on.height / 2];
  }

  function centre(one, closer) {
    view.x = one.x;
    view.y = one.y;
    if (closer) view.scale = Math.max(view.scale, 1.6, one.group < 0 ? 0 : (OPEN * 1.05) / groups[one.group].radius);
    dirty();
  }

  function reveal(one) {
    if (isClosed(groups[one.group])) opened.add(one.group);
    var at = toScreen(one, { x: view.x, y: view.y, scale: view.scale, width: width, height: height });
    if (at[0] < 60 || at[1] < 40 || at[0] > width - 60 || at[1] > height - 40) centre(one, false);
    dirty();
  }

  function isClosed(group, on) {
    if (!group || people.length < MANY || opened.has(group.number)) return false;
    return group.radius * (on || view).scale < OPEN;
  }

  // ---- Painting --------------------------------------------------------------------------------

  var front = picture(), back = picture();
  var work = null, wanted = false, asked = 0, moving = -1e9, stale = true, shown = {};

  function picture() {
    var made = document.createElement("canvas");
    return { canvas: made, context: made.getContext("2d", { willReadFrequently: true }), on: null };
  }

  function dirty() {
    wanted = true;
    if (!asked) asked = requestAnimationFrame(frame);
  }

  // While the map moves, only the last picture moves, unless it has become too small.
  function isMoving() {
    var on = front.on, grown = on && view.scale / on.scale;
    if (!on || performance.now() - moving > REST || grown > 2.5 || grown < 0.55) return false;
    return Math.abs(view.x - on.x) * view.scale < on.width * MARGIN && Math.abs(view.y - on.y) * view.scale < on.height * MARGIN;
  }

  function frame() {
    asked = 0;
    if (!width) return; // not shown yet
    var until = performance.now() + SLICE;
    var waits = isMoving();
    if (!work && wanted && !waits) {
      wanted = false;
      back.on = { x: view.x, y: view.y, scale: view.scale, width: width * (1 + 2 * MARGIN), height: height * (1 + 2 * MARGIN) };
      work = paint(back);
    }
    if (work && !waits) {
      var step;
      do {
        step = work.next();
        // A browser may only note what to draw, and draw all of it later at once: reading one
        // point makes it draw now, so that the slice is as long as it seems.
        back.context.getImageData(0, 0, 1, 1);
      } while (!step.done && performance.now() < until);
      if (step.done) {
        var painted = back;
        back = front;
        front = painted;
        work = null;
        stale = true;
      }
    }
    if (stale || shown.x !== view.x || shown.y !== view.y || shown.scale !== view.scale) show();
    if (work || wanted) asked = requestAnimationFrame(frame);
  }

  function show() {
    stale = false;
    shown = { x: view.x, y: view.y, scale: view.scale };
    screen.setTransform(ratio, 0, 0, ratio, 0, 0);
    screen.clearRect(0, 0, width, height);
    if (!front.on) return;
    var on = front.on, grown = view.scale / on.scale;
    var x = (on.x - view.x) * view.scale + width / 2 - (on.width / 2) * grown;
    var y = (on.y - view.y) * view.scale + height / 2 - (on.height / 2) * grown;
    if (Math.abs(grown - 1) < 1e-9) {
      // Between two pixels of the screen, letters would blur.
      x = Math.round(x * ratio) / ratio;
      y = Math.round(y * ratio) / ratio;
    }
    screen.drawImage(front.canvas, x, y, on.width * grown, on.height * grown);
  }

  function* paint(picture) {
    var on = picture.on, context = picture.context;
    var wide = Math.round(on.width * ratio), high = Math.round(on.height * ratio);
    if (picture.canvas.width !== wide || picture.canvas.height !== high) {
      picture.canvas.width = wide;
      picture.canvas.height = high;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, on.width, on.height);
    var closed = groups.map(function (group) { return isClosed(group, on); });
    var size = Math.max(2.2, Math.min(9, 3.4 * on.scale + 1.2));
    var taken = space(on);
    paintDiscs(context, on, closed);
    yield;
    yield* paintTies(context, on, closed);
    yield* paintPeople(context, on, closed, size, taken);
    yield* paintNames(context, on, closed, taken);
    yield* paintLabels(context, on, closed, size, taken);
  }

  function count(group) {
    var known = 0, fit = 0;
    group.people.forEach(function (one) { if (there(one)) { known += 1; fit += one.fits; } });
    return { known: known, fit: fit };
  }

  function paintDiscs(context, on, closed) {
    groups.forEach(function (group) {
      var has = count(group);
      if (!has.known) return;
      var at = toScreen(group, on);
      context.globalAlpha = has.fit ? 1 : 0.35;
      context.fillStyle = (closed[group.number] ? ink.closed : ink.discs)[hueOf(group.number)];
      context.beginPath();
      context.arc(at[0], at[1], group.radius * on.scale, 0, 2 * Math.PI);
      context.fill();
    });
    context.globalAlpha = 1;
  }

  function* paintTies(context, on, closed) {
    var drawn = 0;
    context.strokeStyle = ink.edge;
    if (closed.some(Boolean)) {
      context.globalAlpha = 0.35;
      for (var pair of between) {
        if (!closed[pair.a.number] && !closed[pair.b.number]) continue;
        var many = pair.ties.filter(function (tie) { return tie.since <= year && tie.a.fits && tie.b.fits; }).length;
        if (!many) continue;
        var from = toScreen(pair.a, on), to = toScreen(pair.b, on);
        context.lineWidth = Math.min(7, 0.5 + Math.sqrt(many) * 0.55);
        context.beginPath();
        context.moveTo(from[0], from[1]);
        context.lineTo(to[0], to[1]);
        context.stroke();
        if (++drawn % 60 === 0) yield;
      }
    }
    for (var inside of [false, true]) {
      context.globalAlpha = (inside ? 0.6 : 0.3) * (ties.length > 2500 ? 0.7 : 1);
      context.lineWidth = inside ? 0.9 : 0.7;
      context.beginPath();
      var open = 0;
      for (var tie of ties) {
        var a = tie.a, b = tie.b;
        if (tie.since > year || !a.fits || !b.fits || (a.group === b.group) !== inside) continue;
        if ((a.group >= 0 && closed[a.group]) || (b.group >= 0 && closed[b.group])) continue;
        var start = toScreen(a, on), end = toScreen(b, on);
        if (Math.max(start[0], end[0]) < 0 || Math.min(start[0], end[0]) > on.width || Math.max(start[1], end[1]) < 0 || Math.min(start[1], end[1]) > on.height) continue;
        context.moveTo(start[0], start[1]);
        context.lineTo(end[0], end[1]);
        if (++open % 60 === 0) { context.stroke(); context.beginPath(); yield; }
      }
      context.stroke();
      yield;
    }
    context.globalAlpha = 1;
    var focus = people[chosen];
    if (focus) {
      context.strokeStyle = ink.accent;
      focus.ties.forEach(function (tie) {
        if (tie.since > year) return;
        var start = toScreen(tie.a, on), end = toScreen(tie.b, on);
        context.lineWidth = Math.min(4, 0.9 + Math.log2(tie.weight) * 0.6);
        context.beginPath();
        context.moveTo(start[0], start[1]);
        context.lineTo(end[0], end[1]);
        context.stroke();
      });
    }
  }

  function inSight(at, on, edge) {
    return at[0] > -edge && at[1] > -edge && at[0] < on.width + edge && at[1] < on.height + edge;
  }

  function* paintPeople(context, on, closed, size, taken) {
    var near = friends(), drawn = 0;
    for (var one of people) {
      var isNear = one.number === chosen || near.has(one.number);
      if (!there(one) || (one.group >= 0 && closed[one.group] && !isNear)) continue;
      var at = toScreen(one, on);
      if (!inSight(at, on, size)) continue;
      taken.add([at[0] - size, at[1] - size, at[0] + size, at[1] + size]);
      context.globalAlpha = one.fits || isNear ? 1 : 0.18;
      context.fillStyle = one.number === chosen ? ink.accent : ink.dots[hueOf(one.group)];
      context.beginPath();
      context.arc(at[0], at[1], size * (one.number === chosen ? 1.35 : 1) * (one.ties.length > 12 ? 1.2 : 1), 0, 2 * Math.PI);
      context.fill();
      if (isNear) {
        context.strokeStyle = one.number === chosen ? ink.ink : ink.accent;
        context.lineWidth = 1.6;
        context.stroke();
      }
      if (++drawn % 60 === 0) yield;
    }
    context.globalAlpha = 1;
  }

  function friends() {
    var focus = people[chosen];
    return new Set(focus ? focus.ties.filter(function (tie) { return tie.since <= year; }).map(function (tie) { return (tie.a === focus ? tie.b : tie.a).number; }) : []);
  }

  // What has its place in a picture: dots and names, by squares of the picture, and its edges: the
  // part that the stage shows, without the tools.
  function space(on) {
    var SIDE = 64, squares = new Map(), x = (on.width - width) / 2, y = (on.height - height) / 2;
    function each(rect, what) {
      for (var column = Math.floor(rect[0] / SIDE); column <= rect[2] / SIDE; column++) {
        for (var row = Math.floor(rect[1] / SIDE); row <= rect[3] / SIDE; row++) {
          var key = column + "," + row;
          if (!squares.has(key)) squares.set(key, []);
          if (what(squares.get(key))) return true;
        }
      }
      return false;
    }
    var made = {
      left: x + 6, right: x + width - 6, top: y + 4, bottom: y + height - 4,
      add: function (rect) { each(rect, function (here) { here.push(rect); }); },
      free: function (rect) {
        return !each(rect, function (here) {
          return here.some(function (other) { return rect[2] > other[0] && rect[0] < other[2] && rect[3] > other[1] && rect[1] < other[3]; });
        });
      },
      shows: function (rect) { return rect[0] >= made.left && rect[2] <= made.right && rect[1] >= made.top && rect[3] <= made.bottom; },
    };
    made.add([made.right - 42, made.bottom - 136, made.right, made.bottom]);
    return made;
  }

  function write(context, text, x, y, colour) {
    context.lineWidth = 3;
    context.strokeStyle = ink.sheet;
    context.fillStyle = colour;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }

  function cut(text, most) {
    var letters = Array.from(text);
    return letters.length > most ? letters.slice(0, most - 1).join("") + "…" : text;
  }

  // Above its disc or below it, within the stage, on no other disc; else shorter.
  function placeName(context, group, on, closed, taken) {
    var at = toScreen(group, on), radius = group.radius * on.scale;
    for (var most of [40, 24, 14]) {
      var text = cut(group.name, most), half = context.measureText(text).width / 2 + 4;
      var x = Math.max(taken.left + half, Math.min(taken.right - half, at[0]));
      for (var y of closed ? [at[1] + 1] : [at[1] - radius - 6, at[1] + radius + 16]) {
        var rect = [x - half, y - 13, x + half, y + (closed ? 17 : 5)];
        if (Math.abs(x - at[0]) > radius + half || rect[1] < taken.top || rect[3] > taken.bottom || !taken.free(rect)) continue;
        if (closed || !groups.some(function (other) { return other !== group && covers(other, on, rect); })) return { text: text, x: x, y: y, rect: rect };
      }
    }
    return null;
  }

  function covers(group, on, rect) {
    var at = toScreen(group, on);
    var x = Math.max(rect[0], Math.min(rect[2], at[0])), y = Math.max(rect[1], Math.min(rect[3], at[1]));
    return Math.hypot(at[0] - x, at[1] - y) < group.radius * on.scale && count(group).known > 0;
  }

  function* paintNames(context, on, closed, taken) {
    context.textAlign = "center";
    context.lineJoin = "round";
    for (var group of groups) {
      var has = count(group), radius = group.radius * on.scale;
      if (!has.known || radius < 16) continue;
      if (!inSight(toScreen(group, on), on, radius)) continue;
      var isClosed = closed[group.number];
      context.font = "italic " + (isClosed ? 14 : 13) + "px " + ink.serif;
      var place = placeName(context, group, on, isClosed, taken);
      if (!place) continue;
      taken.add(place.rect);
      context.globalAlpha = has.fit ? 1 : 0.4;
      write(context, place.text, place.x, place.y, isClosed ? ink.ink : ink.soft);
      if (isClosed) {
        context.font = "11px " + ink.sans;
        write(context, has.fit === has.known ? String(has.known) : has.fit + " of " + has.known, place.x, place.y + 14, ink.soft);
      }
      context.globalAlpha = 1;
      yield;
    }
  }

  // Beside its dot, first on the side away from the middle of the group, then below and above.
  function placeLabel(one, at, size, long, taken) {
    var away = groups[one.group] && one.x < groups[one.group].x;
    var right = at[0] + size + 4, left = at[0] - size - 4 - long, middle = at[0] - long / 2;
    var places = [[away ? left : right, at[1] + 4], [middle, at[1] + size + 13], [middle, at[1] - size - 5], [away ? right : left, at[1] + 4]]
      .map(function (spot) { return { x: spot[0], y: spot[1], rect: [spot[0] - 2, spot[1] - 10, spot[0] + long + 2, spot[1] + 3] }; });
    var shown = places.filter(function (place) { return taken.shows(place.rect); });
    return shown.find(function (place) { return taken.free(place.rect); })
      || (one.number === chosen || one.number === pointed ? shown[0] || places[1] : null);
  }

  function* paintLabels(context, on, closed, size, taken) {
    var near = friends(), drawn = 0, tried = 0;
    var most = Math.round(24 + Math.min(120, on.width * on.height / 9000) * Math.min(1, on.scale * 1.2));
    var first = people.filter(function (one) { return one.number === chosen || one.number === pointed || near.has(one.number); });
    first.sort(function (a, b) { return (b.number === chosen) - (a.number === chosen) || (b.number === pointed) - (a.number === pointed) || b.ties.length - a.ties.length; });
    context.textAlign = "left";
    for (var one of first.concat(ranked)) {
      var isFirst = tried++ < first.length;
      if (drawn > most && !isFirst) break;
      if (tried % 200 === 0) yield;
      if (!there(one) || (!isFirst && (!one.fits || near.has(one.number) || one.number === chosen || one.number === pointed))) continue;
      if (one.group >= 0 && closed[one.group] && !isFirst) continue;
      var at = toScreen(one, on);
      if (!inSight(at, on, 0)) continue;
      context.font = (one.number === chosen ? "600 13px " : "12px ") + ink.sans;
      var text = cut(one.name, 28), place = placeLabel(one, at, size, context.measureText(text).width, taken);
      if (!place) continue;
      taken.add(place.rect);
      write(context, text, place.x, place.y, one.number === chosen ? ink.accent : ink.ink);
      if (++drawn % 4 === 0) yield;
    }
  }

  // ---- Choosing --------------------------------------------------------------------------------

  function personAt(x, y, reach) {
    var best = -1, least = reach * reach;
    var on = { x: view.x, y: view.y, scale: view.scale, width: width, height: height };
    var near = friends();
    people.forEach(function (one) {
      if (!there(one) || (one.group >= 0 && isClosed(groups[one.group]) && !near.has(one.number) && one.number !== chosen)) return;
      var at = toScreen(one, on), apart = (at[0] - x) * (at[0] - x) + (at[1] - y) * (at[1] - y);
      if (apart < least) { least = apart; best = one.number; }
    });
    return best;
  }

  function groupAt(x, y) {
    var on = { x: view.x, y: view.y, scale: view.scale, width: width, height: height };
    return groups.find(function (group) {
      var at = toScreen(group, on);
      return isClosed(group) && Math.hypot(at[0] - x, at[1] - y) < group.radius * view.scale;
    });
  }

  function choose(number) {
    chosen = number;
    var one = people[number];
    card.hidden = !one;
    if (one) {
      reveal(one);
      fillCard(one);
      status.textContent = counted("%(name)s. %(num)s tie. Enter opens the page.", "%(name)s. %(num)s ties. Enter opens the page.", one.ties.length, { name: one.name + (one.role ? ", " + one.role : "") });
    } else {
      status.textContent = "";
    }
    dirty();
  }

  function element(tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  function fillCard(one) {
    var link = element("a", "hb-net__who", one.name);
    link.href = root + "/" + one.url;
    var close = element("button", "hb-net__close", "×");
    close.type = "button";
    close.setAttribute("aria-label", _("Let go of %(name)s", { name: one.name }));
    close.addEventListener("click", function () { choose(-1); canvas.focus(); });
    card.replaceChildren(link, close);
    if (one.role) card.append(element("p", "hb-soft", one.role));
    var facts = [];
    if (one.last) facts.push(_("last contact %(day)s", { day: window.hobnobAgo ? window.hobnobAgo(one.last) || one.last : one.last }));
    if (one.since) facts.push(_("since %(day)s", { day: one.since }));
    if (facts.length) card.append(element("p", "hb-soft", facts.join(", ")));
    var known = one.ties.filter(function (tie) { return tie.since <= year; });
    if (!known.length) return;
    var list = element("p", "hb-net__friends", _("with") + " ");
    known.slice(0, 6).forEach(function (tie, at) {
      var other = tie.a === one ? tie.b : tie.a;
      var button = element("button", "hb-link", other.name);
      button.type = "button";
      button.addEventListener("click", function () { choose(other.number); var next = card.querySelector("a"); if (next) next.focus(); });
      if (at) list.append(", ");
      list.append(button);
    });
    if (known.length > 6) list.append(" " + counted("and %(num)s more", "and %(num)s more", known.length - 6));
    card.append(list);
  }

  function openPage(one) { if (one) location.href = root + "/" + one.url; }

  function openGroup(group) {
    var scale = Math.min(width, height) / (2.3 * group.radius);
    view = { x: group.x, y: group.y, scale: Math.max(view.scale, scale, (OPEN * 1.05) / group.radius) };
    status.textContent = counted("%(group)s: %(num)s person.", "%(group)s: %(num)s people.", group.people.length, { group: group.name });
    dirty();
  }

  // ---- Pointer, wheel, keys --------------------------------------------------------------------

  var pointers = new Map(), moved = 0, pinch = 0, scrolled = -1e9;

  function where(event) {
    var rect = canvas.getBoundingClientRect();
    return [event.clientX - rect.left, event.clientY - rect.top];
  }

  canvas.addEventListener("pointerdown", function (event) {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, where(event));
    if (pointers.size === 1) moved = 0;
    pinch = spread();
  });

  function spread() {
    var two = Array.from(pointers.values());
    return two.length > 1 ? Math.hypot(two[0][0] - two[1][0], two[0][1] - two[1][1]) : 0;
  }

  canvas.addEventListener("pointermove", function (event) {
    var at = where(event), before = pointers.get(event.pointerId);
    if (!before) {
      var found = personAt(at[0], at[1], 12);
      canvas.style.cursor = found >= 0 || groupAt(at[0], at[1]) ? "pointer" : "grab";
      if (found !== pointed) {
        pointed = found;
        canvas.title = found < 0 ? "" : people[found].name + (people[found].role ? ", " + people[found].role : "");
        dirty();
      }
      return;
    }
    pointers.set(event.pointerId, at);
    var share = 1 / pointers.size;
    // One finger scrolls the page, two move the map.
    if (event.pointerType === "touch" && pointers.size < 2) { moved += Math.hypot(at[0] - before[0], at[1] - before[1]); return; }
    moved += Math.hypot(at[0] - before[0], at[1] - before[1]);
    view.x -= ((at[0] - before[0]) * share) / view.scale;
    view.y -= ((at[1] - before[1]) * share) / view.scale;
    if (pointers.size > 1) {
      var now = spread(), two = Array.from(pointers.values());
      if (pinch && now) zoom(now / pinch, (two[0][0] + two[1][0]) / 2, (two[0][1] + two[1][1]) / 2);
      pinch = now;
    }
    moving = performance.now();
    dirty();
  });

  function release(event) {
    var at = pointers.get(event.pointerId);
    pointers.delete(event.pointerId);
    pinch = spread();
    if (event.type !== "pointerup" || !at || pointers.size || moved > 6) return;
    var found = personAt(at[0], at[1], event.pointerType === "touch" ? 24 : 13);
    var group = found < 0 && groupAt(at[0], at[1]);
    if (group) openGroup(group);
    else choose(found);
  }

  canvas.addEventListener("touchmove", function (event) { if (event.touches.length > 1) event.preventDefault(); }, { passive: false });
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("dblclick", function (event) {
    var at = where(event), found = personAt(at[0], at[1], 13);
    if (found >= 0) openPage(people[found]);
    else zoom(1.8, at[0], at[1]);
  });

  // Who scrolls the page past the map does not mean the map.
  window.addEventListener("scroll", function () { scrolled = performance.now(); }, { passive: true });
  canvas.addEventListener("wheel", function (event) {
    if (!event.ctrlKey && performance.now() - scrolled < 350) return;
    event.preventDefault();
    var at = where(event), by = event.deltaY * (event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? 300 : 1);
    zoom(Math.exp(-Math.max(-240, Math.min(240, by)) * (event.ctrlKey ? 0.008 : 0.002)), at[0], at[1]);
  }, { passive: false });

  var WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  canvas.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (WAYS[event.key]) step(WAYS[event.key]);
    else if (event.key === "Enter" && people[chosen]) openPage(people[chosen]);
    else if (event.key === "+" || event.key === "=") zoom(1.35, width / 2, height / 2);
    else if (event.key === "-") zoom(1 / 1.35, width / 2, height / 2);
    else if (event.key === "0") showAll();
    else if (event.key === "Escape" && chosen >= 0) choose(-1);
    else return;
    event.preventDefault();
  });

  // To the nearest person in a direction; what lies aside counts as farther.
  function step(way) {
    var from = people[chosen], best = null, least = Infinity;
    if (!from) {
      best = ranked.find(function (one) { return there(one) && one.fits; });
    } else {
      people.forEach(function (one) {
        var dx = one.x - from.x, dy = one.y - from.y, along = dx * way[0] + dy * way[1];
        if (one === from || !there(one) || !one.fits || along <= 0) return;
        var aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]), far = along + 2.2 * aside;
        if (far < least) { least = far; best = one; }
      });
    }
    if (best) choose(best.number);
  }

  box.querySelector(".hb-net__tools").addEventListener("click", function (event) {
    var what = event.target.dataset.do;
    if (what === "all") { opened.clear(); showAll(); }
    else if (what) zoom(what === "in" ? 1.5 : 1 / 1.5, width / 2, height / 2);
  });

  card.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { choose(-1); canvas.focus(); }
  });

  // ---- Filters and years -----------------------------------------------------------------------

  function field(name) { return form.elements[name] ? form.elements[name].value : ""; }

  function filter() {
    var words = fold(field("text")).split(/\s+/).filter(Boolean);
    var circle = field("circle"), tag = field("tag"), org = field("org");
    var fit = 0, known = 0;
    year = slider.parentElement.hidden ? 9999 : +slider.value;
    people.forEach(function (one) {
      if (words.length && !one.text) one.text = fold(one.name + " " + one.role);
      one.fits = (!circle || one.circle === circle) && (!tag || one.tags.includes(+tag)) && (!org || one.org === +org)
        && words.every(function (word) { return one.text.includes(word); });
      if (there(one)) { known += 1; fit += one.fits; }
    });
    output.textContent = year + ": " + (fit === known ? counted("%(num)s person", "%(num)s people", known) : counted("%(some)s of %(num)s person", "%(some)s of %(num)s people", known, { some: fit }));
    if (people[chosen] && !there(people[chosen])) choose(-1);
    dirty();
    clearTimeout(later);
    later = setTimeout(filterList, 150);
  }

  // The list is long, so it follows in pieces, when there is time.
  var later = 0, rows = null;

  function filterList() {
    if (!rows) rows = Array.from(document.querySelectorAll(".hb-net__list > li"));
    var at = 0;
    function piece() {
      var until = performance.now() + SLICE;
      for (; at < rows.length && performance.now() < until; at++) {
        var one = people[+rows[at].dataset.n], hidden = !(one.fits && there(one));
        if (rows[at].hidden !== hidden) rows[at].hidden = hidden;
      }
      if (at < rows.length) { later = setTimeout(piece, 0); return; }
      document.querySelectorAll(".hb-net__group").forEach(function (group) { group.hidden = !group.querySelector("li:not([hidden])"); });
    }
    piece();
  }

  function next() {
    var fit = people.filter(function (one) { return one.fits && there(one); });
    if (!fit.length) { status.textContent = _("Nobody here fits that."); return; }
    var one = fit[(fit.findIndex(function (one) { return one.number === chosen; }) + 1) % fit.length];
    choose(one.number);
    centre(one, true);
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); if (field("text").trim()) next(); });
  form.addEventListener("input", filter);
  slider.addEventListener("input", filter);

  // ---- Beginning -------------------------------------------------------------------------------

  new ResizeObserver(function () {
    if (!people.length || (canvas.clientWidth === width && canvas.clientHeight === height)) return;
    var hidden = !width;
    measure();
    if (hidden) showAll();
    dirty();
  }).observe(canvas);
  // On a phone the list comes first.
  box.querySelector(".hb-net__open").addEventListener("click", function () { box.dataset.open = ""; canvas.focus({ preventScroll: true }); });
  function recolour() { if (people.length) { readColours(); dirty(); } }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  new MutationObserver(recolour).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });

  var script = document.createElement("script");
  script.src = root + "/network/map.js";
  script.onerror = function () { box.hidden = true; };
  document.head.append(script);
})();
