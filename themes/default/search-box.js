// The field in the head of every page: names as they are typed, and the way to the page that searches all notes.
(function () {
  "use strict";

  var search = window.kafolioSearch;
  var MOST = 8;

  search.box = function (box, input, address) {
    if (box.dataset.ready) return;
    box.dataset.ready = "yes";
    var list = search.element("ul", "search-list"), status = search.element("p", "search-said"), active = -1, asked = 0;
    list.id = "search-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.getAttribute("aria-label"));
    list.hidden = true;
    status.setAttribute("role", "status");
    box.append(list, status);

    function everywhere() { return address + "?q=" + encodeURIComponent(input.value.trim()); }

    function option(href, fill) {
      var item = search.element("li"), link = search.element("a");
      item.setAttribute("role", "none");
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      link.id = "search-option-" + list.children.length;
      link.href = href;
      link.tabIndex = -1;
      fill(link);
      item.append(link);
      list.append(item);
    }

    function choose(place) {
      var items = list.querySelectorAll("a");
      if (items[active]) items[active].setAttribute("aria-selected", "false");
      active = place < 0 ? items.length - 1 : place >= items.length ? 0 : place;
      items[active].setAttribute("aria-selected", "true");
      items[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", items[active].id);
    }

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function show(matches, terms) {
      list.textContent = "";
      active = -1;
      input.removeAttribute("aria-activedescendant");
      var entries = matches.slice(0, MOST).map(function (match) { return match.entry; }), twins = search.twins(entries);
      entries.forEach(function (entry) {
        option(search.root + entry.page, function (link) {
          var name = search.element("b");
          search.marked(name, entry.name, search.places(entry.name, terms, true));
          var about = [search.about.kinds[entry.kind], entry.account && entry.kind !== "A" ? entry.account.name : "", entry.title];
          if (twins.has(entry)) about.push(search.whereIs(entry));
          link.append(name, search.element("small", "", about.filter(Boolean).join(" · ")));
        });
      });
      option(everywhere(), function (link) {
        link.textContent = search.about.words["search-everywhere"].replace("{query}", input.value.trim());
      });
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      status.textContent = search.about.words[matches.length ? "search-found-names" : "search-none"].replace("{count}", matches.length);
    }

    function answer() {
      var query = input.value, number = asked += 1;
      if (!query.trim()) return close();
      // The names that are there already answer at once, all of them a moment later.
      if (search.about && !search.isComplete) give(query);
      search.needs(query).then(function () { if (number === asked) give(query); });
    }

    function give(query) {
      var terms = search.terms(query), matches = [];
      if (!terms.length) return close();
      search.groups.forEach(function (group) {
        matches.push.apply(matches, search.matches({ entries: group.entries, words: null }, terms, {}));
      });
      if (matches.length || search.isComplete) show(matches.sort(search.compare), terms);
    }

    input.addEventListener("input", answer);
    input.addEventListener("focus", function () { if (input.value.trim()) answer(); });
    input.addEventListener("blur", function () { setTimeout(function () { if (!box.contains(document.activeElement)) close(); }); });
    // A press on an option must not take the focus from the field before the click arrives.
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && list.children.length) {
        event.preventDefault();
        if (list.hidden) answer();
        else choose(active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1));
      } else if (event.key === "Enter" && input.value.trim()) {
        event.preventDefault();
        location.href = !list.hidden && list.children[active] ? list.children[active].firstChild.href : everywhere();
      } else if (event.key === "Escape") {
        event.preventDefault();
        if (list.hidden) input.value = "";
        close();
      }
    });
    search.open();
    if (input.value.trim()) answer();
  };
})();
