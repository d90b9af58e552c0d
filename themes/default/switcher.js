// The switcher of accounts: a fold whose list can be typed into, with the parts of the account that one is in and the pages
// seen lately. It is fetched when the fold is opened for the first time, as are the names, from assets/accounts.js; without
// it the fold holds a link to the list of accounts.
(function () {
  "use strict";

  var ACCOUNTS = "accounts.js";
  var lately = kafolio.lately;

  function element(name, kind, text) {
    var made = document.createElement(name);
    if (kind) made.className = kind;
    if (text) made.textContent = text;
    return made;
  }

  function switcher() { return document.querySelector("details.switcher"); }

  function withAccounts(use) {
    if (window.kafolioAccounts) { use(window.kafolioAccounts); return; }
    kafolio.read(ACCOUNTS).then(function () { use(window.kafolioAccounts); }, function () { /* The fold has a link to the list. */ });
  }

  function links(kind, pages) {
    var list = element("ul", kind);
    var current = location.href.replace(/[?#].*$/, "");
    list.append.apply(list, pages.map(function (page) {
      var item = element("li");
      var link = element("a", "", page[0]);
      link.href = lately.home() + page[1];
      if (link.href === current) link.setAttribute("aria-current", "page");
      item.append(link);
      return item;
    }));
    return list;
  }

  /** The parts of the account that one is in. */
  function near(said) {
    var account = /^accounts\/[^/]+\//.exec(lately.here());
    if (!account || lately.here() === "accounts/index.html") return [];
    var parts = said.parts.map(function (part) { return [part[0], account[0] + "index.html" + part[1]]; });
    return [element("h2", "", said.words.near), links("near", parts)];
  }

  function seenLately(said) {
    var pages = lately.pages().filter(function (one) { return one.route !== lately.here(); });
    if (!pages.length) return [];
    var head = element("h2", "", said.words.seen);
    var forget = element("button", "", said.words.forget);
    var list = links("seen", pages.map(function (one) { return [one.name, one.route]; }));
    forget.type = "button";
    forget.addEventListener("click", function () {
      lately.keep([]);
      head.remove();
      list.remove();
      var field = switcher().querySelector("input");
      if (field) field.focus();
    });
    head.append(forget);
    return [head, list];
  }

  var typed = "";

  /** The pages of the accounts that the search knows by a query: by other names, and by pinyin. */
  function known(query) {
    var search = window.kafolioSearch;
    return search.begin().then(function () { return search.needs(query); }).then(function () {
      var terms = search.terms(query), pages = new Set();
      search.groups.forEach(function (group) {
        var accounts = group.entries.filter(function (entry) { return entry.kind === "A"; });
        search.named(accounts, terms).forEach(function (entry) { pages.add(entry.page); });
      });
      return pages;
    });
  }

  function fill(box, said, isAgain) {
    var panel = box.querySelector(".panel");
    if (!panel.querySelector(".furnished")) furnish(panel, said, isAgain);
    var field = panel.querySelector("input");
    // On a phone the keyboard would come up and cover the list.
    if (isAgain || matchMedia("(pointer: coarse)").matches) return;
    field.focus({ preventScroll: true });
    field.select();
  }

  function furnish(panel, said, isAgain) {
    var find = element("label", "find");
    var field = element("input");
    var besides = element("div");
    var list = element("div");
    var count = element("p", "mute");
    count.setAttribute("role", "status");
    field.type = "search";
    field.autocomplete = "off";
    find.append(element("span", "", said.words.find), field);
    besides.append.apply(besides, near(said).concat(seenLately(said)));
    list.append(element("h2", "", said.words.accounts));
    var all = links("all", said.accounts);
    list.append(all);
    /** Leaves the accounts that hold all words, or are among those that the search knows by them. */
    function show(known) {
      var wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      Array.prototype.forEach.call(all.children, function (item, at) {
        var account = said.accounts[at];
        var text = account.join(" ").toLowerCase();
        try { text += " " + decodeURI(account[1]); } catch (none) { /* It stays as it is. */ }
        item.hidden = !known.has(account[1]) && !wanted.every(function (word) { return text.indexOf(word) >= 0; });
        if (!item.hidden) shown += 1;
      });
      besides.hidden = wanted.length > 0;
      count.textContent = wanted.length ? shown + " / " + said.accounts.length : "";
    }
    function narrow() {
      var query = typed = field.value;
      show(new Set());
      if (query.trim()) {
        known(query).then(function (found) { if (field.value === query) show(found); }, function () { /* The names are there. */ });
      }
    }
    field.addEventListener("input", narrow);
    var whole = element("div", "furnished");
    whole.append(find, count, besides, list);
    panel.prepend(whole);
    if (isAgain) field.value = typed;
    narrow();
  }

  /** Moves from link to link with the arrow keys; the first link is gone to from the field with Enter. */
  function steer(event) {
    var box = event.currentTarget;
    if (event.key === "Escape" && box.open) {
      box.open = false;
      box.querySelector("summary").focus();
      return;
    }
    var isField = event.target.tagName === "INPUT";
    if (!/^(ArrowDown|ArrowUp|Enter)$/.test(event.key) || event.isComposing || !box.open) return;
    if (event.key === "Enter" && !isField) return;
    var field = box.querySelector("input");
    var stops = Array.prototype.filter.call(box.querySelectorAll(".panel a"), function (one) { return one.offsetParent !== null; });
    if (event.key === "Enter") {
      var first = Array.prototype.find.call(box.querySelectorAll(".all a"), function (one) { return one.offsetParent !== null; });
      if (first && field.value.trim()) first.click();
      return;
    }
    var at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    var next = at < 0 ? field : stops[Math.min(at, stops.length - 1)];
    if (next) { event.preventDefault(); next.focus(); }
  }

  var dressed = new WeakSet();

  document.addEventListener("click", function (event) {
    var box = switcher();
    // What was clicked may be gone by now, as the button that forgets.
    if (box && box.open && event.target.isConnected && !box.contains(event.target)) box.open = false;
  });

  function dressSwitcher(isAgain) {
    var box = switcher();
    if (!box) return;
    if (!dressed.has(box)) {
      dressed.add(box);
      box.addEventListener("toggle", function () {
        if (box.open) withAccounts(function (said) { fill(box, said, false); });
      });
      box.addEventListener("keydown", steer);
    }
    if (box.open) withAccounts(function (said) { fill(box, said, isAgain); });
  }

  dressSwitcher(false);
  // The preview has written names anew, or has made the page anew, in place.
  document.addEventListener("kafolio:assets", function (event) {
    if (event.detail.indexOf("assets/accounts.js") < 0) return;
    window.kafolioAccounts = undefined;
    document.querySelectorAll(".panel .furnished").forEach(function (old) { old.remove(); });
    dressSwitcher(true);
  });
  document.addEventListener("kafolio:patched", function () { dressSwitcher(true); });
})();
