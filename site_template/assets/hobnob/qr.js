// QR codes (ISO/IEC 18004): bytes, error correction L, versions 1 to 20. A page loads this script only
// when somebody asks for a code, so no site carries thousands of pictures.
(function () {
  "use strict";
  // By version: check bytes of a block, and blocks.
  var CHECKS = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28];
  var BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8];
  var MASKS = [
    function (x, y) { return (x + y) % 2; },
    function (x, y) { return y % 2; },
    function (x) { return x % 3; },
    function (x, y) { return (x + y) % 3; },
    function (x, y) { return (Math.floor(x / 3) + Math.floor(y / 2)) % 2; },
    function (x, y) { return ((x * y) % 2) + ((x * y) % 3); },
    function (x, y) { return (((x * y) % 2) + ((x * y) % 3)) % 2; },
    function (x, y) { return (((x + y) % 2) + ((x * y) % 3)) % 2; },
  ];

  // The marks in a row or column of which each pair crosses in an alignment pattern.
  function marks(version) {
    if (version === 1) return [];
    var many = Math.floor(version / 7) + 2;
    var step = Math.ceil((version * 4 + 4) / (many * 2 - 2)) * 2;
    var found = [6];
    for (var at = version * 4 + 10; found.length < many; at -= step) found.splice(1, 0, at);
    return found;
  }

  // All bytes of a version, with those that check.
  function room(version) {
    var modules = (16 * version + 128) * version + 64;
    var many = marks(version).length;
    if (many) modules -= (25 * many - 10) * many - 55;
    return (version >= 7 ? modules - 36 : modules) >> 3;
  }

  function times(a, b) {
    for (var product = 0, bit = 7; bit >= 0; bit--) {
      product = (product << 1) ^ ((product >> 7) * 0x11d);
      if ((b >> bit) & 1) product ^= a;
    }
    return product;
  }

  // The rest of a division by the generator of Reed and Solomon.
  function check(data, many) {
    var generator = new Array(many - 1).fill(0).concat(1);
    for (var root = 1, i = 0; i < many; i++, root = times(root, 2)) {
      generator = generator.map(function (one, at) {
        return times(one, root) ^ (generator[at + 1] || 0);
      });
    }
    var rest = new Array(many).fill(0);
    data.forEach(function (byte) {
      var factor = byte ^ rest.shift();
      rest.push(0);
      generator.forEach(function (one, at) {
        rest[at] ^= times(one, factor);
      });
    });
    return rest;
  }

  // A text as the bytes of the smallest version that holds it, blocks interleaved.
  function encode(text) {
    var bytes = Array.from(new TextEncoder().encode(text));
    for (var version = 1; version <= CHECKS.length; version++) {
      var checks = CHECKS[version - 1];
      var blocks = BLOCKS[version - 1];
      var size = room(version) - checks * blocks;
      var wide = version < 10 ? 8 : 16;
      if (4 + wide + bytes.length * 8 > size * 8) continue;
      var bits = [[4, 4], [bytes.length, wide]].concat(bytes.map(function (b) { return [b, 8]; }))
        .map(function (pair) { return pair[0].toString(2).padStart(pair[1], "0"); }).join("");
      bits += "0000".slice(0, size * 8 - bits.length);
      bits += "0".repeat(-bits.length & 7);
      var data = bits.match(/.{8}/g).map(function (byte) { return parseInt(byte, 2); });
      for (var pad = 0xec; data.length < size; pad ^= 0xfd) data.push(pad);
      return { version: version, data: interleave(data, blocks, checks) };
    }
    return null;
  }

  function interleave(data, blocks, checks) {
    var size = Math.floor(data.length / blocks);
    var longer = data.length % blocks;
    var parts = [];
    for (var at = 0, i = 0; i < blocks; i++) {
      var end = at + size + (i >= blocks - longer ? 1 : 0);
      parts.push(data.slice(at, end));
      at = end;
    }
    var found = [];
    [parts, parts.map(function (part) { return check(part, checks); })].forEach(function (rows) {
      for (var column = 0; column <= size + checks; column++) {
        rows.forEach(function (row) {
          if (column < row.length) found.push(row[column]);
        });
      }
    });
    return found;
  }

  // A number with the bits that check it (BCH).
  function guarded(value, many, generator) {
    var rest = value;
    for (var i = 0; i < many; i++) rest = (rest << 1) ^ ((rest >> (many - 1)) * generator);
    return (value << many) | rest;
  }

  // What is the same in each code of a version: null where data go.
  function frame(version) {
    var size = version * 4 + 17;
    var rows = Array.from({ length: size }, function () { return new Array(size).fill(null); });
    function put(x, y, dark) {
      if (x >= 0 && y >= 0 && x < size && y < size) rows[y][x] = dark ? 1 : 0;
    }
    function square(cx, cy, reach) {
      for (var dy = -reach; dy <= reach; dy++) {
        for (var dx = -reach; dx <= reach; dx++) {
          var far = Math.max(Math.abs(dx), Math.abs(dy));
          put(cx + dx, cy + dy, reach === 4 ? far !== 2 && far !== 4 : far !== 1);
        }
      }
    }
    for (var i = 0; i < size; i++) {
      put(6, i, i % 2 === 0);
      put(i, 6, i % 2 === 0);
    }
    square(3, 3, 4);
    square(size - 4, 3, 4);
    square(3, size - 4, 4);
    var at = marks(version);
    at.forEach(function (x, i) {
      at.forEach(function (y, j) {
        var corner = (i === 0 && j === 0) || (i === 0 && j === at.length - 1) || (i === at.length - 1 && j === 0);
        if (!corner) square(x, y, 2);
      });
    });
    if (version >= 7) {
      var bits = guarded(version, 12, 0x1f25);
      for (i = 0; i < 18; i++) {
        var a = size - 11 + (i % 3);
        var b = Math.floor(i / 3);
        put(a, b, (bits >> i) & 1);
        put(b, a, (bits >> i) & 1);
      }
    }
    sign(rows, 0);
    return rows;
  }

  // Says the level and the mask, twice.
  function sign(rows, mask) {
    var end = rows.length - 1;
    var bits = guarded(8 | mask, 10, 0x537) ^ 0x5412;
    for (var i = 0; i < 15; i++) {
      var bit = (bits >> i) & 1;
      if (i < 8) rows[i < 6 ? i : i + 1][8] = rows[8][end - i] = bit;
      else rows[8][i === 8 ? 7 : 14 - i] = rows[end - 14 + i][8] = bit;
    }
    rows[end - 7][8] = 1;
  }

  // Writes the bits from the lower right, two columns at a time, up and down; the mask turns some.
  function fill(fixed, data, mask) {
    var size = fixed.length;
    var rows = fixed.map(function (row) { return row.slice(); });
    for (var at = 0, right = size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (var i = 0; i < size * 2; i++) {
        var x = right - (i % 2);
        var y = ((right + 1) & 2) === 0 ? size - 1 - (i >> 1) : i >> 1;
        if (fixed[y][x] !== null) continue;
        var bit = at < data.length * 8 ? (data[at >> 3] >> (7 - (at & 7))) & 1 : 0;
        rows[y][x] = MASKS[mask](x, y) ? bit : bit ^ 1;
        at++;
      }
    }
    sign(rows, mask);
    return rows;
  }

  // How hard a code is to read: long runs, blocks, what looks like a corner, too much of one shade.
  function cost(rows) {
    var columns = rows.map(function (_, x) { return rows.map(function (row) { return row[x]; }); });
    var total = 0;
    var dark = 0;
    rows.concat(columns).forEach(function (row) {
      var line = row.join("");
      (line.match(/0{5,}|1{5,}/g) || []).forEach(function (run) { total += run.length - 2; });
      var around = "0000" + line + "0000";
      for (var at = -1; (at = around.indexOf("1011101", at + 1)) >= 0;) {
        if (around.slice(at - 4, at) === "0000") total += 40;
        if (around.slice(at + 7, at + 11) === "0000") total += 40;
      }
    });
    rows.forEach(function (row, y) {
      row.forEach(function (one, x) {
        dark += one;
        var below = rows[y + 1];
        if (below && x && one === row[x - 1] && one === below[x] && one === below[x - 1]) total += 3;
      });
    });
    return total + 10 * Math.floor(Math.abs(dark / (rows.length * rows.length) - 0.5) * 20);
  }

  // The rows of the code of a text, 1 for dark; null if the text is too long.
  window.hobnobQr = function (text, mask) {
    var found = encode(text);
    if (!found) return null;
    var fixed = frame(found.version);
    if (mask >= 0) return fill(fixed, found.data, mask);
    var all = MASKS.map(function (_, at) { return fill(fixed, found.data, at); });
    return all.reduce(function (best, one) { return cost(one) < cost(best) ? one : best; });
  };
})();
