// What was done, said at the foot of the page for a while.
(function () {
  "use strict";
  var said = document.createElement("p");
  said.className = "hb-said";
  said.setAttribute("role", "status");
  document.body.append(said);
  var fading;

  // Says a text; what follows it are buttons, for which you get more time.
  function say(text) {
    said.replaceChildren.apply(said, arguments);
    clearTimeout(fading);
    fading = setTimeout(function () { said.replaceChildren(); }, arguments.length > 1 ? 30000 : 6000);
    return text;
  }

  // What is said now stays until something else is said.
  say.stays = function () { clearTimeout(fading); };
  window.hobnobSay = say;
})();
