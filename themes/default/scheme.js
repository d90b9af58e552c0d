// Shows pages in the colours that the reader chose: as the system has it, light, or dark. The choice is stored where the
// browser allows it. This is the first part of the script of all pages, so that the colours are right as early as possible.
(() => {
  "use strict";

  const STORAGE_KEY = "kafolio-scheme";
  const root = document.documentElement;
  let current = null;

  function stored() {
    // A browser may refuse storage to files, or by its settings.
    try {
      return localStorage.getItem(STORAGE_KEY);
    } catch {
      return null;
    }
  }

  function store(scheme) {
    try {
      if (scheme === "auto") localStorage.removeItem(STORAGE_KEY);
      else localStorage.setItem(STORAGE_KEY, scheme);
    } catch {
      // The choice holds for this page only.
    }
  }

  function show(scheme) {
    current = scheme;
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
    const checked = root.dataset.scheme || "auto";
    for (const choice of document.querySelectorAll(".scheme input")) choice.checked = choice.value === checked;
  }

  /** Shows the choice in the footer, which is hidden without scripts. */
  function offerChoice() {
    for (const choices of document.querySelectorAll(".scheme")) choices.hidden = false;
    show(current);
  }

  show(stored());
  document.addEventListener("DOMContentLoaded", offerChoice);
  document.addEventListener("kafolio:patched", offerChoice);
  document.addEventListener("change", ({ target }) => {
    if (!target.matches(".scheme input")) return;
    show(target.value);
    store(target.value);
  });
  // The reader may have chosen on another page, or before coming back to this one.
  addEventListener("storage", ({ key }) => {
    if (key === STORAGE_KEY || key === null) show(stored());
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) show(stored() || current);
  });
})();
