// The texts of the scripts. Each stands in its script in English, marked with `_` or `counted` as in
// the templates, so that `site_template/locales/messages.pot` has them all. A translation is a table
// by the English text in `hobnobTexts`. This is the start of `theme.js`, the first script of a page.
(function () {
  "use strict";
  var known = window.hobnobTexts || {};

  // A value has a name, as in _("Copied: %(text)s", { text: line }).
  function _(text, values) {
    return (known[text] || text).replace(/%\((\w+)\)s/g, function (all, name) { return values[name]; });
  }

  function counted(one, many, count, values) {
    return _(count === 1 ? one : many, Object.assign({ num: count.toLocaleString(_.language) }, values));
  }

  // The language of the texts, in which the browser writes months and numbers.
  _.language = _("en");
  window.hobnobText = _;
  window.hobnobCounted = counted;
})();
