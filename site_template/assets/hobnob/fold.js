// How text is compared, in the search and in the table of people: without case and without marks.
// `hobnob.site.terms` folds in just the same way, and `hobnob.phones` reads numbers in the same way.
(function () {
  "use strict";
  var LETTERS = { "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n", "ß": "ss", "ς": "σ", "’": "'", "ʼ": "'" };
  var PHONE = /(^|[^\p{L}\p{N}_])([+(\d]\(?\d?(?:(?:[ \t\u00a0\u202f.\-\u2010-\u2013/]|\(0\)|[()]){0,3}\d){5,})/u;
  var COUNTRY = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;
  var LEAST = 5;
  var SIGN = "\u01be";

  window.hobnobFold = function (text) {
    // Most names of most journals; thousands of them are folded before the first is found.
    if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
    return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase()
      .replace(/[øłđðþæœıħŧŋßς’ʼ]/g, function (letter) { return LETTERS[letter]; });
  };

  // The text with its first telephone number spelt in each way in which it is compared.
  window.hobnobPhones = function (text) {
    var found = text.match(PHONE);
    if (!found) return [];
    var digits = found[2].replace(/\(0\)/g, "").replace(/\D/g, "");
    var abroad = /^\(?\+/.test(found[2]);
    if (!abroad && digits.startsWith("00")) { digits = digits.slice(2); abroad = true; }
    var whole = digits.replace(/^0+/, "");
    var national = digits.replace(COUNTRY, "").replace(/^0+/, "");
    var maybe = !abroad && digits.length > 10 && digits[0] !== "0";
    return (abroad ? [national] : maybe ? [whole, national] : [whole])
      .filter(function (key) { return key.length >= LEAST; })
      .map(function (key) { return text.replace(found[2], " " + SIGN + key + " "); });
  };
})();
