// What is the same on every page, made of the bar so that no page has to carry it: the search and
// the choice of colours, the panel of all pages behind "More", and on a phone the dock, with the
// pages one goes to most where a thumb is.
// Without scripts the bar has all of the navigation.
(function () {
  "use strict";
  var _ = window.hobnobText;
  var top = new URL(document.querySelector('meta[name="hobnob-root"]').content.replace(/\/*$/, "/"), location.href).href;
  var here = location.href.split(/[?#]/)[0];
  var brand = document.querySelector(".hb-brand");
  var bar = document.querySelector(".hb-nav > ul");
  if (!bar) return;

  function make(tag, attributes, children) {
    var made = document.createElement(tag);
    for (var name in attributes) made.setAttribute(name, attributes[name]);
    made.append.apply(made, children || []);
    return made;
  }

  function item(link) { return make("li", {}, [link]); }

  function copy(link, name) {
    var made = make("a", { href: link.href }, [link.textContent]);
    if (name) made.className = name;
    if (link.hasAttribute("aria-current")) made.setAttribute("aria-current", link.getAttribute("aria-current"));
    return made;
  }

  // The folder of a section: "people" for people/index.html and for people/.
  function folderOf(link) { return link.href.slice(top.length).replace(/\/(index\.html)?$/, ""); }

  function below(link) {
    var folder = folderOf(link);
    return (Object.hasOwn(window.hobnobBelow, folder) ? window.hobnobBelow[folder] : []).map(function (page) {
      var to = top + page[0] + link.href.slice(top.length + folder.length);
      var made = make("a", { href: to }, [page[1]]);
      if (to === here) made.setAttribute("aria-current", "page");
      return item(made);
    });
  }

  function tools() {
    return make("div", { class: "hb-bar__tools" }, [
      make("button", { class: "hb-tool hb-tool--search", "data-hb-search": "", "aria-keyshortcuts": "/ Control+K" }, [
        make("span", {}, [_("Search")]), " ", make("kbd", { "aria-hidden": "true" }, ["/"]),
      ]),
      make("button", { class: "hb-tool hb-tool--theme", "data-hb-theme": "", "aria-label": _("Colours: like the system") }),
    ]);
  }

  function search() {
    return make("button", { class: "hb-dock__search", "data-hb-search": "" }, [_("Search")]);
  }

  var all = make("nav", { class: "hb-all", id: "hb-all", "aria-label": _("All pages"), popover: "" });
  var dock = make("nav", { class: "hb-dock", "aria-label": _("Main pages") });
  var more = make("button", { class: "hb-dock__more", popovertarget: "hb-all" }, [_("More")]);
  Array.from(bar.children).forEach(function (one) {
    var links = Array.from(one.querySelectorAll("a")), menu = one.querySelector("summary");
    if (menu) {
      all.append(make("div", {}, [make("span", {}, [menu.textContent]), make("ul", {}, links.map(function (link) { return item(copy(link)); }))]));
      return;
    }
    var link = links[0], folder = folderOf(link);
    var panel = copy(link);
    if (link.getAttribute("aria-current") !== "page") panel.removeAttribute("aria-current");
    all.append(make("ul", {}, [item(panel)].concat(below(link))));
    if (link.href === brand.href) dock.append(copy(link, "hb-dock__home"));
    else if (folder === "people") dock.append(copy(link, "hb-dock__people"), search());
    else if (folder === "journal") dock.append(copy(link, "hb-dock__journal"));
  });
  all.append(make("button", { class: "hb-tool hb-tool--theme", "data-hb-theme": "" }, [_("Colours: like the system")]));
  if (bar.querySelector("[aria-current], [data-active]") && !dock.querySelector("[aria-current]")) more.setAttribute("aria-current", "true");
  if (!dock.querySelector("[data-hb-search]")) dock.append(search());
  dock.append(more);
  bar.parentElement.after(make("button", { class: "hb-tool hb-tool--more", popovertarget: "hb-all" }, [_("More")]), tools());
  // Before the scripts of the page, as the last of what one reads.
  document.querySelector(".hb-foot").after(dock, all);
  window.hobnobThemeShown();
})();
