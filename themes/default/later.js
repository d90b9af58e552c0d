// Scripts that only some figures need are fetched when such a figure comes near the screen, is focused or linked to, and
// before printing: most pages are read without them. It works from file:// as well as from a server.
(function () {
  "use strict";

  var NEAR = "800px";
  var folder = document.currentScript.getAttribute("src").replace(/[^/]*$/, "");
  var scripts = [
    { file: "figures.js", of: "figure.fig[data-save]" },
    { file: "map.js", of: "svg.map" },
    { file: "timeline.js", of: ".tl-frame" }
  ];

  function fetch(script) {
    if (script.asked) return;
    script.asked = true;
    var element = document.createElement("script");
    element.src = folder + script.file;
    element.dataset.later = "asked";
    element.addEventListener("load", function () { element.dataset.later = "done"; });
    document.head.append(element);
  }

  function fetchAll() {
    scripts.forEach(function (script) { if (document.querySelector(script.of)) fetch(script); });
  }

  var near = new IntersectionObserver(function (seen) {
    seen.filter(function (one) { return one.isIntersecting; }).forEach(function (one) {
      near.unobserve(one.target);
      scripts.forEach(function (script) { if (one.target.matches(script.of)) fetch(script); });
    });
  }, { rootMargin: NEAR });

  function watch() {
    scripts.forEach(function (script) {
      if (!script.asked) document.querySelectorAll(script.of).forEach(function (figure) { near.observe(figure); });
    });
  }

  // A link into the page may name a mark of a figure, which its script then shows.
  if (location.hash.length > 1) fetchAll();
  addEventListener("hashchange", fetchAll);
  addEventListener("beforeprint", fetchAll);
  document.addEventListener("focusin", function (event) {
    scripts.forEach(function (script) { if (event.target.closest && event.target.closest(script.of)) fetch(script); });
  });
  watch();
  document.addEventListener("kafolio:patched", watch);
})();
