// The site's own search. Nothing is loaded before it is asked for, and all of it as scripts, so
// that it works on pages opened from a folder too. `hobnob.site.search` writes the files, and
// `hobnob.site.terms` splits text in just the same way as `split` here.
(function () {
  "use strict";
  var MOST_NAMES = 8;
  var MOST_ENTRIES = 12;
  var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  var LONGEST = 32;
  var UNSPACED = "\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  var TERM = new RegExp("[" + UNSPACED + "]|(?:(?![" + UNSPACED + "])[\\p{L}\\p{N}])+", "gu");
  var HEADS = { people: "People", orgs: "Organizations", plans: "Plans", pages: "Pages" };

  // Without its slash at the end: where the root is "/", "//search/" would be another host.
  var root = ((document.querySelector('meta[name="hobnob-root"]') || {}).content || ".").replace(/\/+$/, "");
  var data = null;
  var value = {};
  for (var at = 0; at < DIGITS.length; at++) value[DIGITS[at]] = at;

  var fold = window.hobnobFold;

  function split(text) {
    return (fold(text).match(TERM) || []).map(function (term) { return Array.from(term).slice(0, LONGEST).join(""); });
  }

  // ---- Loading -------------------------------------------------------------------------------

  var scripts = {};
  var shards = {};
  var docs = {};

  function load(name) {
    if (!scripts[name]) {
      scripts[name] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = root + "/search/" + name + ".js";
        script.onload = resolve;
        script.onerror = function () { delete scripts[name]; reject(new Error(name)); };
        document.head.append(script);
      });
    }
    return scripts[name];
  }

  window.hobnobSearch = {
    names: function (found) {
      data = found;
      data.shards = new Set(found.shards);
      data.rows = [];
      data.byNumber = new Map();
      Object.keys(HEADS).forEach(function (kind) {
        (found.kinds[kind] || []).forEach(function (row) { addName(kind, row); });
      });
    },
    terms: function (shard, terms) { shards[shard] = terms; },
    docs: function (number, rows) { docs[number] = rows; },
    fold: fold,
    split: split,
  };

  function addName(kind, row) {
    var url = row[1].includes("/") || kind === "pages" ? row[1] : kind + "/" + row[1] + data.end;
    var item = {
      kind: kind,
      name: row[0],
      url: url,
      about: row[2] || "",
      words: split(row[0]),
      also: split((row[2] || "") + " " + (row[3] || "")),
    };
    data.rows.push(item);
    data.byNumber.set(hash(url), item);
  }

  function hash(text) {
    var bytes = new TextEncoder().encode(text);
    var number = 2166136261;
    for (var i = 0; i < bytes.length; i++) number = Math.imul(number ^ bytes[i], 16777619) >>> 0;
    return number & 0x3fffffff;
  }

  // ---- Postings ------------------------------------------------------------------------------

  function decode(text, each) {
    var last = -1, number = 0, factor = 1;
    for (var i = 0; i < text.length; i++) {
      var digit = value[text[i]];
      number += (digit & 31) * factor;
      if (digit > 31) { factor *= 32; continue; }
      last += number + 1;
      each(last);
      number = 0;
      factor = 1;
    }
  }

  function read(posting, dated, named) {
    var parts = posting.split(".");
    decode(parts[0], function (number) { dated.add(number); });
    if (parts[1]) decode(parts[1], function (number) { named.add(number); });
  }

  // As `shard_of` in `hobnob.site.search`: what begins so has the same two letters.
  function shardOf(prefix) {
    var codes = Array.from(prefix).map(function (letter) { return letter.codePointAt(0); });
    return codes.length > 1 ? codes[0].toString(16) + "-" + codes[1].toString(16) : (codes[0] >> 6).toString(16);
  }

  function lookUp(prefix) {
    var shard = shardOf(prefix);
    return Promise.resolve(data.shards.has(shard) && load("t-" + shard)).then(function () {
      var result = { dated: new Set(), named: new Set(), exact: new Set() };
      var terms = shards[shard] || {};
      Object.keys(terms).forEach(function (term) {
        if (!term.startsWith(prefix)) return;
        read(terms[term], term === prefix ? result.exact : result.dated, result.named);
      });
      result.exact.forEach(function (number) { result.dated.add(number); });
      return result;
    });
  }

  // ---- Asking --------------------------------------------------------------------------------

  function begins(words, term) {
    return words.some(function (word) { return word.startsWith(term); });
  }

  function findNames(terms) {
    var found = [];
    data.rows.forEach(function (item) {
      var own = terms.filter(function (term) { return begins(item.words, term); }).length;
      var rest = terms.every(function (term) { return begins(item.words, term) || begins(item.also, term); });
      if (!rest) return;
      var first = item.words.length && item.words[0].startsWith(terms[0]) ? 1 : 0;
      found.push({ item: item, score: own * 4 + first + (own === terms.length ? 8 : 0) });
    });
    found.sort(function (a, b) { return b.score - a.score; });
    return found.map(function (hit) { return hit.item; });
  }

  // A name with one letter wrong, too many, missing or swapped, when nothing else was found.
  function findNear(terms) {
    return data.rows.filter(function (item) {
      return terms.every(function (term) {
        return item.words.some(function (word) { return isNear(word, term); });
      });
    });
  }

  function isNear(word, term) {
    if (term.length < 4 || Math.abs(word.length - term.length) > 1) return word === term;
    var i = 0;
    while (i < word.length && word[i] === term[i]) i++;
    var a = word.slice(i), b = term.slice(i);
    return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1)
      || (a.length > 1 && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  }

  function findEntries(terms) {
    return Promise.all(terms.map(lookUp)).then(function (results) {
      results.sort(function (a, b) { return a.dated.size - b.dated.size; });
      var numbers = Array.from(results[0].dated).filter(function (number) {
        return results.every(function (result) { return result.dated.has(number); });
      });
      var weight = function (number) {
        return results.filter(function (result) { return result.exact.has(number); }).length;
      };
      // What has the words in full comes first, then the newest.
      numbers = numbers.map(function (number) { return [weight(number), number]; })
        .sort(function (a, b) { return b[0] - a[0] || b[1] - a[1]; })
        .map(function (pair) { return pair[1]; });
      var named = Array.from(results[0].named).filter(function (number) {
        return results.every(function (result) { return result.named.has(number); });
      });
      return { numbers: numbers, named: named };
    });
  }

  function loadDocs(numbers) {
    var wanted = new Set(numbers.map(function (number) { return Math.floor(number / data.per); }));
    return Promise.all(Array.from(wanted, function (shard) { return load("d-" + shard); })).then(function () {
      return numbers.map(function (number) { return docs[Math.floor(number / data.per)][number % data.per]; });
    });
  }

  // A telephone number that is nowhere as typed may be there in another spelling.
  function search(text, most) {
    return [text].concat(window.hobnobPhones(text)).reduce(function (before, spelt) {
      return before.then(function (found) {
        return found && !found.guessed && (found.names.length || found.entries.length) ? found : searchAs(spelt, most);
      });
    }, Promise.resolve(null));
  }

  function searchAs(text, most) {
    return load("names").then(function () {
      var terms = Array.from(new Set(split(text)));
      if (!terms.length) return { names: [], entries: [], more: 0 };
      var names = findNames(terms);
      // One letter begins too many words to be worth looking them all up.
      var long = terms.filter(function (term) { return term.length > 1 || term > "\u3000"; });
      if (!long.length) return { names: names, entries: [], more: 0, terms: terms };
      return findEntries(long).then(function (found) {
        var known = new Set(names);
        found.named.forEach(function (number) {
          var item = data.byNumber.get(number);
          if (item && !known.has(item)) names.push(item);
        });
        var guessed = !names.length && !found.numbers.length;
        if (guessed) names = findNear(terms);
        return loadDocs(found.numbers.slice(0, most)).then(function (rows) {
          return { names: names, entries: rows, more: found.numbers.length - rows.length, terms: terms, guessed: guessed && names.length > 0 };
        });
      });
    });
  }

  window.hobnobSearch.search = search;

  // ---- Showing -------------------------------------------------------------------------------

  var dialog, input, list, status;
  var asked = 0;
  var most = MOST_ENTRIES;

  function make(tag, attributes, children) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    (children || []).forEach(function (child) { element.append(child); });
    return element;
  }

  function build() {
    input = make("input", { type: "search", class: "hb-search__input", placeholder: "People, places, words…", "aria-label": "Search", autocomplete: "off", spellcheck: "false", role: "combobox", "aria-expanded": "true", "aria-controls": "hb-search-list", "aria-autocomplete": "list" });
    list = make("div", { id: "hb-search-list", class: "hb-search__list", role: "listbox", "aria-label": "Found" });
    status = make("p", { class: "hb-search__status", role: "status" });
    var close = make("button", { type: "button", class: "hb-search__close", "aria-label": "Close the search" }, ["Esc"]);
    dialog = make("dialog", { class: "hb-search", "aria-label": "Search" }, [
      make("div", { class: "hb-search__top" }, [input, close]), list, status,
    ]);
    document.body.append(dialog);
    close.addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    input.addEventListener("input", function () { most = MOST_ENTRIES; ask(); });
    dialog.addEventListener("keydown", move);
  }

  function open() {
    if (!dialog) build();
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    ask();
  }

  function move(event) {
    var options = Array.from(list.querySelectorAll("[role=option]"));
    var at = options.findIndex(function (option) { return option.getAttribute("aria-selected") === "true"; });
    if (event.key === "Escape") {
      // The browser would only empty the field, and close at the second press.
      event.preventDefault();
      dialog.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!options.length) return;
      var step = event.key === "ArrowDown" ? 1 : -1;
      choose(options, (at + step + options.length) % options.length);
    } else if (event.key === "Enter" && event.target === input && options.length) {
      event.preventDefault();
      options[Math.max(0, at)].click();
    }
  }

  function choose(options, index) {
    options.forEach(function (option, at) { option.setAttribute("aria-selected", String(at === index)); });
    var option = options[index];
    if (!option) return;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function ask() {
    var text = input.value.trim();
    var turn = ++asked;
    if (!text) {
      list.replaceChildren();
      status.textContent = "Names come first, then all words of the journal.";
      load("names");
      return;
    }
    search(text, most).then(function (found) {
      if (turn === asked) show(found);
    }, function () {
      if (turn === asked) status.textContent = "The search could not be loaded. Is the site complete?";
    });
  }

  function show(found) {
    var parts = [];
    // The kind of what fits best comes first: a plan of that name before whoever's note tells of it.
    var kinds = Array.from(new Set(found.names.map(function (item) { return item.kind; })));
    kinds.forEach(function (kind) {
      var items = found.names.filter(function (item) { return item.kind === kind; }).slice(0, MOST_NAMES);
      if (items.length) parts.push(group(HEADS[kind], items.map(function (item) { return option(item.url, item.name, item.about, "", found.terms); })));
    });
    if (found.entries.length) {
      var head = found.more ? "Journal, " + found.entries.length + " of " + (found.entries.length + found.more).toLocaleString("en") : "Journal";
      parts.push(group(head, found.entries.map(function (row) {
        return option(row[0], row[2] + (row[3] ? " · " + row[3] : ""), row[4], row[1], found.terms);
      })));
    }
    list.replaceChildren.apply(list, parts);
    list.querySelectorAll("[role=option]").forEach(function (element, at) { element.id = "hb-option-" + at; });
    input.removeAttribute("aria-activedescendant");
    choose(Array.from(list.querySelectorAll("[role=option]")), 0);
    if (!parts.length) status.textContent = "Nothing has all of these words.";
    else if (found.guessed) status.textContent = "No exact match; these are similar.";
    else if (found.more > 0) showMore(found.more);
    else status.textContent = "";
  }

  function showMore(count) {
    var button = make("button", { type: "button", class: "hb-link" }, ["Show more of " + count.toLocaleString("en") + " earlier ones"]);
    button.addEventListener("click", function () { most += MOST_ENTRIES; ask(); });
    status.replaceChildren(button);
  }

  function group(title, options) {
    return make("div", { role: "group", "aria-label": title }, [make("p", { class: "hb-search__head", role: "presentation" }, [title])].concat(options));
  }

  function option(url, title, about, date, terms) {
    var link = make("a", { class: "hb-search__hit", role: "option", href: root + "/" + url, tabindex: "-1", "aria-selected": "false" });
    link.append(make("span", { class: "hb-search__title" }, marked(title, terms)));
    if (date) link.append(make("time", { class: "hb-search__date", datetime: date }, [date]));
    if (about) link.append(make("span", { class: "hb-search__about" }, marked(about, terms)));
    link.addEventListener("click", function () { dialog.close(); });
    return link;
  }

  // Words that begin with a term are marked; whatever the folding, whole words are compared.
  function marked(text, terms) {
    return text.split(/([\p{L}\p{N}\p{M}]+)/u).filter(Boolean).map(function (piece) {
      var words = split(piece);
      var hit = words.length && terms.some(function (term) { return words.some(function (word) { return word.startsWith(term); }); });
      return hit ? make("mark", {}, [piece]) : piece;
    });
  }

  document.addEventListener("keydown", function (event) {
    if (!window.hobnobAsksForSearch(event)) return;
    event.preventDefault();
    open();
  });
  document.querySelectorAll("[data-hb-search]").forEach(function (button) {
    button.addEventListener("click", open);
    button.addEventListener("pointerenter", function () { load("names").catch(function () {}); }, { once: true });
  });
  if (window.hobnobSearchAsked) open();
})();
