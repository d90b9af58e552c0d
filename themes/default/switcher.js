// Fills the switcher of accounts when it is opened for the first time: a field that narrows the list, the parts of the current
// account, and the pages seen recently. Without it the switcher holds a link to the list of accounts.
(() => {
  "use strict";

  const ACCOUNTS = "accounts.js";
  const { element, recent } = kafolio;
  /** What was typed last; it stays when the preview replaces the page. */
  let typed = "";

  function switcher() {
    return document.querySelector("details.switcher");
  }

  function isVisible(link) {
    return link.offsetParent !== null;
  }

  /** The names of the accounts and the words of the switcher; null if they cannot be loaded. */
  async function loadAccounts() {
    if (!window.kafolioAccounts) {
      try {
        await kafolio.read(ACCOUNTS);
      } catch {
        // The switcher keeps its link to the list.
        return null;
      }
    }
    return window.kafolioAccounts;
  }

  /* ---- the lists ---- */

  /** A list of links to pages, each a name and a route. */
  function listOf(className, pages) {
    const current = location.href.replace(/[?#].*$/, "");
    const items = pages.map(([name, route]) => {
      const link = element("a", { href: recent.home() + route, textContent: name });
      if (link.href === current) link.setAttribute("aria-current", "page");
      return element("li", {}, link);
    });
    return element("ul", { className }, ...items);
  }

  function heading(words) {
    return element("h2", { textContent: words });
  }

  /** The parts of the account whose page is open. */
  function partsOfAccount({ parts, words }) {
    const route = recent.currentRoute();
    const account = /^accounts\/[^/]+\//.exec(route);
    if (!account || route === "accounts/index.html") return [];
    return [
      heading(words.near),
      listOf("near", parts.map(([name, anchor]) => [name, `${account[0]}index.html${anchor}`])),
    ];
  }

  /** The pages seen recently, with a button that forgets them. */
  function recentPages({ words }) {
    const pages = recent.pages().filter(({ route }) => route !== recent.currentRoute());
    if (!pages.length) return [];
    const head = heading(words.seen);
    const list = listOf("seen", pages.map(({ name, route }) => [name, route]));
    head.append(kafolio.button({ textContent: words.forget }, () => {
      recent.store([]);
      head.remove();
      list.remove();
      switcher().querySelector("input")?.focus();
    }));
    return [head, list];
  }

  /* ---- narrowing the list ---- */

  /** The pages of the accounts that the search knows by a query: by other names, and by pinyin. */
  async function pagesFoundBySearch(query) {
    const search = window.kafolioSearch;
    await search.begin();
    await search.needs(query);
    const terms = search.terms(query);
    const entries = search.groups.map((group) => group.entries.filter(({ kind }) => kind === "A")).flat();
    return new Set(search.named(entries, terms).map(({ page }) => page));
  }

  /** The text of an account that typed words are looked for in. */
  function textOf([name, route, ...others]) {
    let address = "";
    try {
      address = decodeURI(route);
    } catch {
      // The address is searched as it is written.
    }
    return [name, route, ...others, address].join(" ").toLowerCase();
  }

  /** The field with the lists below it. */
  class Panel {
    constructor(data) {
      this.accounts = data.accounts;
      this.field = element("input", { type: "search", autocomplete: "off" });
      this.count = element("p", { className: "mute" });
      this.count.setAttribute("role", "status");
      this.others = element("div", {}, ...partsOfAccount(data), ...recentPages(data));
      this.list = listOf("all", data.accounts);
      this.content = element(
        "div",
        { className: "furnished" },
        element("label", { className: "find" }, element("span", { textContent: data.words.find }), this.field),
        this.count,
        this.others,
        element("div", {}, heading(data.words.accounts), this.list),
      );
      this.field.addEventListener("input", () => this.narrow());
    }

    /** Shows the accounts that hold all typed words, and those that the search finds by them. */
    async narrow() {
      const query = this.field.value;
      typed = query;
      this.show(new Set());
      if (!query.trim()) return;
      try {
        const found = await pagesFoundBySearch(query);
        if (this.field.value === query) this.show(found);
      } catch {
        // Without the search the names are there.
      }
    }

    show(found) {
      const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      this.accounts.forEach((account, at) => {
        const text = textOf(account);
        const fits = found.has(account[1]) || words.every((word) => text.includes(word));
        this.list.children[at].hidden = !fits;
        if (fits) shown += 1;
      });
      this.others.hidden = words.length > 0;
      this.count.textContent = words.length ? `${shown} / ${this.accounts.length}` : "";
    }
  }

  /** Fills the switcher if it is empty; `isReplaced` says that the preview replaced the page around the reader. */
  function fill(box, data, isReplaced) {
    const place = box.querySelector(".panel");
    if (!place.querySelector(".furnished")) {
      const panel = new Panel(data);
      place.prepend(panel.content);
      if (isReplaced) panel.field.value = typed;
      panel.narrow();
    }
    // On a phone the focus would bring up the keyboard over the list.
    if (isReplaced || matchMedia("(pointer: coarse)").matches) return;
    const field = place.querySelector("input");
    field.focus({ preventScroll: true });
    field.select();
  }

  /* ---- keys and clicks ---- */

  function close(box) {
    box.open = false;
    box.querySelector("summary").focus();
  }

  /** Opens the first account that is left by what is typed. */
  function openFirst(box) {
    const first = Array.from(box.querySelectorAll(".all a")).find(isVisible);
    if (first && box.querySelector("input").value.trim()) first.click();
  }

  /** Moves the focus to the next link or the one before; before the first is the field. */
  function move(box, step) {
    const links = Array.from(box.querySelectorAll(".panel a")).filter(isVisible);
    const at = links.indexOf(document.activeElement) + step;
    const next = at < 0 ? box.querySelector("input") : links[Math.min(at, links.length - 1)];
    next?.focus();
    return Boolean(next);
  }

  function onKey(event) {
    const box = event.currentTarget;
    if (!box.open) return;
    if (event.key === "Escape") {
      close(box);
      return;
    }
    if (event.isComposing) return;
    if (event.key === "Enter" && event.target.tagName === "INPUT") openFirst(box);
    else if (event.key === "ArrowDown" && move(box, 1)) event.preventDefault();
    else if (event.key === "ArrowUp" && move(box, -1)) event.preventDefault();
  }

  async function fillIfOpen(box, isReplaced) {
    if (!box.open) return;
    const data = await loadAccounts();
    if (data) fill(box, data, isReplaced);
  }

  const known = new WeakSet();

  function addToSwitcher(isReplaced) {
    const box = switcher();
    if (!box) return;
    if (!known.has(box)) {
      known.add(box);
      box.addEventListener("toggle", () => fillIfOpen(box, false));
      box.addEventListener("keydown", onKey);
    }
    fillIfOpen(box, isReplaced);
  }

  document.addEventListener("click", ({ target }) => {
    const box = switcher();
    // What was clicked may be gone by now, as the button that forgets.
    if (box && box.open && target.isConnected && !box.contains(target)) box.open = false;
  });
  addToSwitcher(false);
  // The preview has written the names of the accounts anew, or has replaced the page.
  document.addEventListener("kafolio:assets", ({ detail }) => {
    if (!detail.includes(`assets/${ACCOUNTS}`)) return;
    window.kafolioAccounts = undefined;
    for (const outdated of document.querySelectorAll(".panel .furnished")) outdated.remove();
    addToSwitcher(true);
  });
  document.addEventListener("kafolio:patched", () => addToSwitcher(true));
})();
