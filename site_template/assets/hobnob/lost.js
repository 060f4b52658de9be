// Only for the page that stands in for what is not there: it may be shown at any depth. It asks for
// this script in several places, and the one that is found says where the top of the site is.
(function () {
  "use strict";
  var meta = document.querySelector('meta[name="hobnob-root"]');
  if (!meta || meta.dataset.found) return;
  var top = document.currentScript.src.replace(/assets\/hobnob\/lost\.js.*$/, "");
  var before = meta.content.replace(/\/*$/, "/");
  meta.content = top;
  meta.dataset.found = "1";

  function add(name) {
    var script = document.createElement("script");
    script.async = false;
    script.src = top + "assets/hobnob/" + name;
    document.head.append(script);
  }

  add("theme.js");
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("a[href]").forEach(function (link) {
      var to = link.getAttribute("href");
      if (to.startsWith(before)) link.href = top + to.slice(before.length);
    });
    add("hobnob-page.js");
  });
})();
