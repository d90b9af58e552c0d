// Loads scripts that only some pages need, when their part of the page comes near the screen, gets the focus, is opened or
// linked to, and before printing. Most pages are read without them.
(() => {
  "use strict";

  const NEAR = "300px";
  const scripts = [
    { file: "figures.js", selector: "figure.fig[data-save]" },
    { file: "map.js", selector: "svg.map" },
    { file: "timeline.js", selector: ".tl-frame" },
    { file: "tables.js", selector: "table.sortable" },
    { file: "copy.js", selector: "[data-copy]" },
  ];
  /** Scripts of parts that are folded until they are used. */
  const scriptsOfFolds = [{ file: "switcher.js", selector: "details.switcher" }];

  async function load(script) {
    script.isRequested = true;
    try {
      await kafolio.load(script.file);
    } catch {
      // The browser reports it; the page is complete without.
    }
  }

  function loadAll() {
    for (const script of scripts) {
      if (document.querySelector(script.selector)) load(script);
    }
  }

  function loadFor({ target }, candidates) {
    if (!target.closest) return;
    for (const script of candidates) {
      if (target.closest(script.selector)) load(script);
    }
  }

  const nearScreen = new IntersectionObserver((changes) => {
    for (const { target, isIntersecting } of changes) {
      if (!isIntersecting) continue;
      nearScreen.unobserve(target);
      for (const script of scripts) {
        if (target.matches(script.selector)) load(script);
      }
    }
  }, { rootMargin: NEAR });

  function observeParts() {
    for (const script of scripts) {
      if (script.isRequested) continue;
      for (const part of document.querySelectorAll(script.selector)) nearScreen.observe(part);
    }
  }

  // The address may name a mark of a figure, which its script shows, or the order of a table.
  if (location.hash.length > 1 || location.search) loadAll();
  addEventListener("hashchange", loadAll);
  addEventListener("beforeprint", loadAll);
  document.addEventListener("focusin", (event) => loadFor(event, scripts));
  document.addEventListener("toggle", (event) => {
    if (event.target.open) loadFor(event, scriptsOfFolds);
  }, true);
  observeParts();
  document.addEventListener("kafolio:patched", observeParts);
})();
