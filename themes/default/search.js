// Leads to the search: puts a field in the place of the link in the header, and makes the key / go there. Nothing else of the
// search is loaded before the field is used.
(() => {
  "use strict";

  const search = {
    /** The relative address of the top of the site. */
    root: kafolio.root,
    load: kafolio.load,
    /** Loads what finds; called when somebody is about to search. */
    begin: () => Promise.all([kafolio.load("search-index.js"), kafolio.load("search-match.js")]),
  };
  window.kafolioSearch = search;

  const ATTRIBUTES_OF_FIELD = {
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "search-list",
    "aria-autocomplete": "list",
    "aria-keyshortcuts": "/",
  };

  /** The field in the header. What it does is in search-box.js, loaded when it gets the focus. */
  function makeField(box, link) {
    const field = kafolio.element("input", {
      type: "search",
      placeholder: box.dataset.field,
      autocomplete: "off",
      spellcheck: false,
    });
    field.setAttribute("aria-label", link.textContent.trim());
    for (const [name, value] of Object.entries(ATTRIBUTES_OF_FIELD)) field.setAttribute(name, value);
    field.addEventListener("focus", async () => {
      await search.begin();
      await kafolio.load("search-box.js");
      search.addBox(box, field, link.href);
    });
    return field;
  }

  function addField() {
    const box = document.querySelector(".search-box");
    if (!box || box.querySelector("input")) return;
    const link = box.querySelector("a");
    link.after(makeField(box, link));
    box.classList.add("live");
  }

  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  }

  /** The field of the search page, or that in the header; null on a narrow screen, which has the link only. */
  function visibleField() {
    const field = document.querySelector(".search-page input[type=search]") || document.querySelector(".search-box input");
    return field?.checkVisibility?.() === false ? null : field;
  }

  function onKey(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const field = visibleField();
    const link = document.querySelector(".search-box a");
    if (!field && !link) return;
    event.preventDefault();
    if (field) field.focus();
    else link.click();
  }

  async function startPage(page) {
    await search.begin();
    await kafolio.load("search-page.js");
    search.startPage(page);
  }

  addField();
  document.addEventListener("kafolio:patched", addField);
  document.addEventListener("keydown", onKey);
  const page = document.querySelector(".search-page");
  if (page) startPage(page);
})();
