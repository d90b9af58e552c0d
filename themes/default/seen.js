// The pages seen lately: kept in this browser alone, a name and a route each. The switcher shows them.
(function () {
  "use strict";

  var MOST_SEEN = 12;

  function switcher() { return document.querySelector("details.switcher"); }

  /** The top of the site, as an address. */
  function home() { return new URL(kafolio.root || "./", location.href).href; }

  /** Where one is, from the top of the site. */
  function here() { return location.href.replace(/[?#].*$/, "").slice(home().length); }

  /** Two sites may share an origin, as all files of a disk do, and one folder may hold the site for one reader after the other. */
  function drawer() { return "kafolio seen " + switcher().dataset.reader + " " + home(); }

  function seen() {
    try {
      var kept = JSON.parse(localStorage.getItem(drawer()) || "[]");
      return Array.isArray(kept) ? kept.filter(function (one) { return one && typeof one.name === "string" && typeof one.route === "string"; }) : [];
    } catch (refused) { return []; }
  }

  function keep(pages) {
    try {
      if (pages.length) localStorage.setItem(drawer(), JSON.stringify(pages.slice(0, MOST_SEEN)));
      else localStorage.removeItem(drawer());
    } catch (refused) { /* A browser may keep nothing for files, or in a private window. */ }
  }

  /** Notes are remembered, lists are not: the way to a note has more than two steps. */
  function remember() {
    var steps = Array.prototype.map.call(document.querySelectorAll(".crumbs li"), function (one) { return one.textContent.trim(); });
    if (steps.length < 3) return;
    var route = here();
    var others = seen().filter(function (one) { return one.route !== route; });
    keep([{ name: steps.slice(2).join(" · "), route: route }].concat(others));
  }

  kafolio.lately = { home: home, here: here, pages: seen, keep: keep };
  if (switcher()) remember();
})();
