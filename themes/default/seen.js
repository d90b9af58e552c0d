// Remembers the notes that the reader opened recently, in this browser only: a name and a route each. The switcher of accounts
// lists them.
(() => {
  "use strict";

  const MOST_PAGES = 12;
  /** The steps of the breadcrumbs that lead to a list; a note has more. */
  const STEPS_TO_LISTS = 2;

  function switcher() {
    return document.querySelector("details.switcher");
  }

  /** The absolute address of the top of the site. */
  function home() {
    return new URL(kafolio.root || "./", location.href).href;
  }

  /** The route of the current page, from the top of the site. */
  function currentRoute() {
    return location.href.replace(/[?#].*$/, "").slice(home().length);
  }

  /** Sites may share an origin, as all files on a disk do, and one folder may hold the sites of several readers. */
  function storageKey() {
    return `kafolio seen ${switcher().dataset.reader} ${home()}`;
  }

  function isPage(value) {
    return Boolean(value) && typeof value.name === "string" && typeof value.route === "string";
  }

  function pages() {
    try {
      const stored = JSON.parse(localStorage.getItem(storageKey()) || "[]");
      return Array.isArray(stored) ? stored.filter(isPage) : [];
    } catch {
      return [];
    }
  }

  function store(recent) {
    try {
      if (recent.length) localStorage.setItem(storageKey(), JSON.stringify(recent.slice(0, MOST_PAGES)));
      else localStorage.removeItem(storageKey());
    } catch {
      // A browser may refuse storage to files, or in a private window.
    }
  }

  /** Remembers the current page if it is a note: lists are one click away anyway. */
  function remember() {
    const steps = Array.from(document.querySelectorAll(".crumbs li"), (step) => step.textContent.trim());
    if (steps.length <= STEPS_TO_LISTS) return;
    const route = currentRoute();
    const name = steps.slice(STEPS_TO_LISTS).join(" · ");
    store([{ name, route }, ...pages().filter((page) => page.route !== route)]);
  }

  kafolio.recent = { home, currentRoute, pages, store };
  if (switcher()) remember();
})();
