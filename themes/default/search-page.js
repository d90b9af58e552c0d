// The page of the search: every note, with filters. What was asked stands in the address, so that it can be passed on.
(function () {
  "use strict";

  var search = window.kafolioSearch;
  var element = search.element;
  var AT_ONCE = 30;
  /** Scripts of words that are loaded side by side. */
  var SIDE_BY_SIDE = 6;
  /** How long the page may be busy without a pause, in milliseconds. */
  var BUSY_MS = 40;
  /** Between two looks at what was found so far, in milliseconds: as little of the time as a fifth goes into drawing. */
  var LEAST_PAUSE_MS = 150;
  var BEFORE = 24, AFTER = 76, EXCERPTS = 2;
  var FILTERS = ["kind", "account", "owner", "from", "to"];

  search.page = function (page) {
    var form = page.querySelector("form"), input = form.elements.q, list = page.querySelector(".hits");
    var status = page.querySelector("[role=status]"), more = page.querySelector(".more");
    var asked = 0, shown = AT_ONCE, found = [], terms = [], drawn = 0, isFinished = false, pause = 0;

    form.hidden = false;
    page.querySelector(".without-script").hidden = true;
    new URLSearchParams(location.search).forEach(function (value, key) {
      if (form.elements[key]) form.elements[key].dataset.wanted = value;
    });
    input.value = input.dataset.wanted || "";
    ["from", "to"].forEach(function (key) { form.elements[key].value = form.elements[key].dataset.wanted || ""; });

    /** Fills a list of choices, and chooses what the address asks for. */
    function choices(key, pairs) {
      var field = form.elements[key], wanted = field.value || field.dataset.wanted || "";
      field.textContent = "";
      [["", search.about.words["search-any"]]].concat(pairs).forEach(function (pair) {
        var option = element("option", "", pair[1]);
        option.value = pair[0];
        field.append(option);
      });
      field.value = pairs.some(function (pair) { return pair[0] === wanted; }) ? wanted : "";
    }

    function fillFilters() {
      var accounts = [], owners = {}, kinds = {}, collator = new Intl.Collator(document.documentElement.lang);
      search.groups.forEach(function (group) {
        group.entries.forEach(function (entry) {
          kinds[entry.kind] = true;
          if (entry.kind === "A") accounts.push([entry.slug, entry.name]);
          entry.owners.forEach(function (owner) { owners[owner] = true; });
        });
      });
      choices("kind", search.order.split("").filter(function (kind) { return kinds[kind]; }).map(function (kind) { return [kind, search.about.kinds[kind]]; }));
      choices("account", accounts.sort(function (a, b) { return collator.compare(a[1], b[1]); }));
      choices("owner", Object.keys(owners).sort(collator.compare).map(function (owner) { return [owner, owner]; }));
    }

    function filter() {
      var wanted = {};
      FILTERS.forEach(function (key) { wanted[key] = form.elements[key].value; });
      return wanted;
    }

    function remember(query, wanted) {
      var parts = query ? ["q=" + encodeURIComponent(query)] : [];
      FILTERS.forEach(function (key) { if (wanted[key]) parts.push(key + "=" + encodeURIComponent(wanted[key])); });
      try {
        history.replaceState(null, "", location.pathname + (parts.length ? "?" + parts.join("&") : ""));
      } catch (refused) { /* Some browsers keep the addresses of files as they are. */ }
    }

    function excerpt(part, places) {
      var line = element("p", "excerpt"), first = places[0], from = Math.max(0, first[0] - BEFORE);
      var to = Math.min(part.text.length, Math.max(first[1], first[0] + AFTER));
      var inside = places.filter(function (place) { return place[1] <= to; });
      if (part.label) line.append(element("span", "label", part.label), " ");
      if (from > 0) line.append("…");
      search.marked(line, part.text.slice(from, to), inside.map(function (place) { return [place[0] - from, place[1] - from]; }));
      if (to < part.text.length) line.append("…");
      return line;
    }

    function hit(entry) {
      var item = element("li"), link = element("a", "hit"), about = element("p", "about");
      link.href = search.root + entry.page;
      search.marked(link, entry.name, search.places(entry.name, terms, true));
      about.append(element("span", "", search.about.kinds[entry.kind]));
      if (entry.account && entry.kind !== "A") about.append(element("span", "", entry.account.name));
      if (entry.title) {
        var title = element("span");
        search.marked(title, entry.title, search.places(entry.title, terms, false));
        about.append(title);
      }
      item.append(link, about);
      search.parts(entry).map(function (part) { return { part: part, places: search.places(part.text, terms, false) }; })
        .filter(function (one) { return one.places.length; }).slice(0, EXCERPTS)
        .forEach(function (one) { item.append(excerpt(one.part, one.places)); });
      return item;
    }

    function draw(isDone) {
      var words = search.about.words;
      var began = performance.now();
      isFinished = isDone;
      var all = [].concat.apply([], found).sort(search.compare);
      list.textContent = "";
      all.slice(0, shown).forEach(function (match) { list.append(hit(match.entry)); });
      more.hidden = all.length <= shown;
      more.textContent = words["search-more"].replace("{count}", Math.min(AT_ONCE, all.length - shown));
      var count = all.length || !isDone ? words["search-found"].replace("{count}", all.length) : words["search-none"];
      status.textContent = isDone ? count : count + " · " + words["search-busy"];
      drawn = performance.now();
      pause = Math.max(LEAST_PAUSE_MS, 4 * (drawn - began));
    }

    /** Loads and searches the words that are not there yet, of several groups side by side. */
    function searchWords(number, wanted, groups, isAll) {
      var order = groups.filter(function (group) { return !group.words; });
      var next = 0, open = 0, since = performance.now();

      function take(group) {
        if (number !== asked) return;
        found[group.number] = search.matches(group, terms, wanted);
        open -= 1;
        var isLast = !open && next === order.length;
        if (performance.now() - drawn > pause || isLast) draw(isLast && isAll);
        if (performance.now() - since > BUSY_MS) setTimeout(function () { since = performance.now(); go(); });
        else go();
      }

      function go() {
        while (number === asked && open < SIDE_BY_SIDE && next < order.length) {
          var group = order[next];
          next += 1;
          open += 1;
          search.loadWords(group.number).then(take.bind(null, group), failed);
        }
      }

      go();
    }

    function failed() { status.textContent = search.about ? search.about.words["search-failed"] : page.dataset.failed; }

    function answer() {
      var number = asked += 1, query = input.value.trim();
      // The names that are there already answer at once, and some of their words before all names have come.
      if (search.about && !search.isComplete && give(query, filter())) {
        searchWords(number, filter(), search.groups.filter(Boolean).slice(0, SIDE_BY_SIDE), false);
      }
      search.needs(query).then(function () {
        if (number !== asked) return;
        var wanted = filter();
        remember(query, wanted);
        if (give(query, wanted)) searchWords(number, wanted, search.groups, true);
      }, failed);
    }

    /** Shows what is found by name, and in the notes whose words are there; whether some are to be loaded yet. */
    function give(query, wanted) {
      terms = search.terms(query);
      shown = AT_ONCE;
      found = [];
      if (!terms.length && !FILTERS.some(function (key) { return wanted[key]; })) {
        list.textContent = status.textContent = "";
        more.hidden = true;
        return false;
      }
      var isWhole = search.isComplete && search.groups.every(function (group) { return group.words; });
      search.groups.forEach(function (group) {
        found[group.number] = search.matches(group, terms, wanted);
      });
      draw(isWhole);
      return !isWhole;
    }

    form.addEventListener("submit", function (event) { event.preventDefault(); answer(); });
    form.addEventListener("input", answer);
    more.addEventListener("click", function () {
      var first = list.children.length;
      shown += AT_ONCE;
      draw(isFinished);
      var link = list.children[first] && list.children[first].querySelector("a");
      if (link) link.focus();
    });
    document.addEventListener("kafolio:search-failed", failed);
    input.focus();
    var isAsked = FILTERS.concat("q").some(function (key) { return form.elements[key].dataset.wanted; });
    if (isAsked) search.complete().then(function () { fillFilters(); answer(); });
    else search.open();
    // Who comes near the filters wants their choices, which all names hold.
    function near() { search.complete().then(function () { if (!form.elements.owner.options.length) fillFilters(); }); }
    ["pointerenter", "focusin"].forEach(function (kind) { page.querySelector(".filters").addEventListener(kind, near); });
    form.addEventListener("input", near);
  };
})();
