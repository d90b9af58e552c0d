// Scripts that only some pages need are fetched when what they are for comes near the screen, is focused, opened or linked to,
// and before printing: most pages are read without them.
(function () {
  "use strict";

  var NEAR = "300px";
  var scripts = [
    { file: "figures.js", of: "figure.fig[data-save]" },
    { file: "map.js", of: "svg.map" },
    { file: "timeline.js", of: ".tl-frame" },
    { file: "tables.js", of: "table.sortable" },
    { file: "copy.js", of: "[data-copy]" },
  ];
  /** What is a fold until it is used. */
  var opened = [{ file: "switcher.js", of: "details.switcher" }];

  function fetch(script) {
    script.asked = true;
    kafolio.load(script.file).catch(function () { /* The browser tells it; the page is whole without. */ });
  }

  function fetchAll() {
    scripts.forEach(function (script) { if (document.querySelector(script.of)) fetch(script); });
  }

  function fetchFor(event, those) {
    those.forEach(function (script) { if (event.target.closest && event.target.closest(script.of)) fetch(script); });
  }

  var near = new IntersectionObserver(function (seen) {
    seen.filter(function (one) { return one.isIntersecting; }).forEach(function (one) {
      near.unobserve(one.target);
      scripts.forEach(function (script) { if (one.target.matches(script.of)) fetch(script); });
    });
  }, { rootMargin: NEAR });

  function watch() {
    scripts.forEach(function (script) {
      if (!script.asked) document.querySelectorAll(script.of).forEach(function (one) { near.observe(one); });
    });
  }

  // A link into the page may name a mark of a figure, which its script then shows; an address may hold the order of a table.
  if (location.hash.length > 1 || location.search) fetchAll();
  addEventListener("hashchange", fetchAll);
  addEventListener("beforeprint", fetchAll);
  document.addEventListener("focusin", function (event) { fetchFor(event, scripts); });
  document.addEventListener("toggle", function (event) { if (event.target.open) fetchFor(event, opened); }, true);
  watch();
  document.addEventListener("kafolio:patched", watch);
})();
