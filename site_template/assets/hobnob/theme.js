// What cannot wait for the page: the reader's choice of light or dark, made before anything is
// painted (without one the page follows the system, by its style sheet alone), and the keys that
// ask for the search before its script is there.
(function () {
  "use strict";
  var _ = window.hobnobText;
  var root = document.documentElement;
  var KEY = "hobnob-theme";
  var NAMES = {
    auto: _("Colours: like the system"),
    light: _("Colours: light"),
    dark: _("Colours: dark"),
  };
  var ORDER = ["auto", "light", "dark"];

  function stored() {
    try {
      return localStorage.getItem(KEY) || "auto";
    } catch (error) {
      return "auto";
    }
  }

  function apply(choice) {
    if (!NAMES[choice]) choice = "auto";
    root.dataset.theme = choice;
    buttons().forEach(function (button) {
      if (button.textContent) button.textContent = NAMES[choice];
      else {
        button.setAttribute("aria-label", NAMES[choice]);
        button.title = NAMES[choice];
      }
    });
    return choice;
  }

  function buttons() {
    return document.querySelectorAll("[data-hb-theme]");
  }

  // Chooses and keeps the colours; the palette does so too.
  window.hobnobTheme = function (choice) {
    now = apply(choice);
    try {
      localStorage.setItem(KEY, now);
    } catch (error) {
      /* A choice that cannot be kept lasts as long as the page. */
    }
  };

  // The buttons that a script has made since say what is chosen.
  window.hobnobThemeShown = function () { apply(now); };

  // Whether a key asks for the search: `keys.js` listens by the same rule.
  window.hobnobAsksForSearch = function (event) {
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    var plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "/") return plain && !typing && !(window.hobnobKeysOff && window.hobnobKeysOff());
    return event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
  };

  document.addEventListener("keydown", function (event) {
    if (window.hobnobPalette || !window.hobnobAsksForSearch(event)) return;
    event.preventDefault();
    window.hobnobSearchAsked = true;
  });

  root.classList.replace("no-js", "js");
  var now = apply(stored());

  function ready() {
    apply(now);
    document.addEventListener("click", function (event) {
      if (event.target.closest("[data-hb-theme]")) window.hobnobTheme(ORDER[(ORDER.indexOf(now) + 1) % ORDER.length]);
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
