// The way to the search: a field in the place of its link, and the key /. Nothing of the index is loaded before the
// field is used. Everything comes in scripts of the site's own folder, which pages from the disk may run.
(function () {
  "use strict";

  /** An element with a class and a text. */
  function element(tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  window.kafolioSearch = {
    root: kafolio.root,
    load: kafolio.load,
    element: element,
    /** What finds, loaded when somebody is about to search. */
    begin: function () { return Promise.all([kafolio.load("search-index.js"), kafolio.load("search-match.js")]); },
  };

  var box = document.querySelector(".search-box");
  var page = document.querySelector(".search-page");

  /** The field in the head of the page; what happens in it is in search-box.js. */
  function field() {
    var link = box.querySelector("a");
    var made = element("input");
    made.type = "search";
    made.placeholder = box.dataset.field;
    made.setAttribute("aria-label", link.textContent.trim());
    made.setAttribute("role", "combobox");
    made.setAttribute("aria-expanded", "false");
    made.setAttribute("aria-controls", "search-list");
    made.setAttribute("aria-autocomplete", "list");
    made.setAttribute("aria-keyshortcuts", "/");
    made.autocomplete = "off";
    made.spellcheck = false;
    made.addEventListener("focus", function () {
      window.kafolioSearch.begin()
        .then(function () { return kafolio.load("search-box.js"); })
        .then(function () { window.kafolioSearch.box(box, made, link.href); });
    });
    link.after(made);
    box.classList.add("live");
    return made;
  }

  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  }

  function dress() {
    box = document.querySelector(".search-box");
    if (box && !box.querySelector("input")) field();
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    var input = document.querySelector(".search-page input[type=search]") || document.querySelector(".search-box input");
    // On a narrow screen there is the link only.
    if (input && input.checkVisibility && !input.checkVisibility()) input = null;
    var link = document.querySelector(".search-box a");
    if (!input && !link) return;
    event.preventDefault();
    if (input) input.focus();
    else link.click();
  });

  dress();
  document.addEventListener("kafolio:patched", dress);
  if (page) {
    window.kafolioSearch.begin()
      .then(function () { return kafolio.load("search-page.js"); })
      .then(function () { window.kafolioSearch.page(page); });
  }
})();
