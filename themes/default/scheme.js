// The scheme of colours that a reader chose: as the system has it, light, or dark. The choice
// is kept where the browser lets a page keep something. Without this script pages look as the system has it. It comes first
// in the script of the pages, which is the earliest that does not keep a page from being painted.
(function () {
  "use strict";

  var root = document.documentElement;
  var KEY = "kafolio-scheme";
  var chosen = null;

  function kept() {
    // A browser may refuse, on the disk or by its settings.
    try { return localStorage.getItem(KEY); } catch (refused) { return null; }
  }

  function keep(scheme) {
    try {
      if (scheme === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, scheme);
    } catch (refused) { /* It holds for this page. */ }
  }

  function show(scheme) {
    chosen = scheme;
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
    document.querySelectorAll(".scheme input").forEach(function (choice) {
      choice.checked = choice.value === (root.dataset.scheme || "auto");
    });
  }

  /** The choice at the foot of a page, which stays hidden where there is no script. */
  function offer() {
    document.querySelectorAll(".scheme").forEach(function (choices) { choices.hidden = false; });
    show(chosen);
  }

  show(kept());
  document.addEventListener("DOMContentLoaded", offer);
  document.addEventListener("kafolio:patched", offer);
  document.addEventListener("change", function (event) {
    if (!event.target.matches(".scheme input")) return;
    show(event.target.value);
    keep(event.target.value);
  });
  // Chosen on another page, or while this one was away.
  window.addEventListener("storage", function (event) { if (event.key === KEY || event.key === null) show(kept()); });
  window.addEventListener("pageshow", function (event) { if (event.persisted) show(kept() || chosen); });
})();
