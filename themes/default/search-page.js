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
  /** How long one rests before the place is noted, in milliseconds: browsers count how often that is done. */
  var SETTLED_MS = 200;
  var FILTERS = ["kind", "account", "owner", "from", "to"];

  search.page = function (page) {
    var form = page.querySelector("form"), input = form.elements.q, list = page.querySelector(".hits");
    var status = page.querySelector("[role=status]"), more = page.querySelector(".more");
    var asked = 0, shown = AT_ONCE, found = [], terms = [], drawn = 0, isFinished = false, pause = 0, keeping = 0;
    /** Where the reader was, who comes back. */
    var left = history.state && history.state.search || null;

    form.hidden = false;
    page.querySelector(".without-script").hidden = true;
    var address = new URLSearchParams(location.search);
    FILTERS.concat("q").forEach(function (key) { form.elements[key].dataset.wanted = address.get(key) || ""; });
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
      var accounts = [], owners = new Set(), kinds = {}, collator = new Intl.Collator(document.documentElement.lang);
      search.groups.forEach(function (group) {
        group.entries.forEach(function (entry) {
          kinds[entry.kind] = true;
          if (entry.kind === "A") accounts.push([entry.slug, entry.name]);
          entry.owners.forEach(function (owner) { owners.add(owner); });
        });
      });
      choices("kind", search.order.split("").filter(function (kind) { return kinds[kind]; }).map(function (kind) { return [kind, search.about.kinds[kind]]; }));
      choices("account", accounts.sort(function (a, b) { return collator.compare(a[1], b[1]); }).map(function (own, at) {
        var isTwin = [at - 1, at + 1].some(function (other) { return accounts[other] && accounts[other][1] === own[1]; });
        return [own[0], own[1] + (isTwin ? " · " + own[0] : "")];
      }));
      choices("owner", Array.from(owners).sort(collator.compare).map(function (owner) { return [owner, owner]; }));
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
        history.replaceState(left ? history.state : null, "", location.pathname + (parts.length ? "?" + parts.join("&") : ""));
      } catch (refused) { /* Some browsers keep the addresses of files as they are. */ }
    }

    /** Notes how much is shown and where the reader is, for who comes back from a page. */
    function keepPlace() {
      try {
        history.replaceState({ search: { shown: shown, at: scrollY } }, "");
      } catch (refused) { /* Then one begins at the top. */ }
    }

    /** Appends a text with what was found in it; of each term is noted whether it is shown. */
    function show(parent, text, isName, isShown) {
      var places = terms.map(function (term) { return search.placesOf(text, term, isName); });
      places.forEach(function (found, term) { if (found.length) isShown[term] = true; });
      search.marked(parent, text, search.apart([].concat.apply([], places)));
    }

    function hit(entry, isTwin) {
      var item = element("li"), link = element("a", "hit"), about = element("p", "about");
      var isShown = terms.map(function () { return false; });
      function tell(text, isName) {
        var span = element("span");
        if (text) { show(span, text, isName, isShown); about.append(span); }
      }
      link.href = search.root + entry.page;
      show(link, entry.name, true, isShown);
      about.append(element("span", "", search.about.kinds[entry.kind]));
      if (entry.account && entry.kind !== "A") tell(entry.account.name, true);
      tell(entry.title, false);
      // Another name of it is told where it is what was looked for.
      entry.aliases.forEach(function (alias) {
        var isMeant = terms.some(function (term, at) { return !isShown[at] && search.placesOf(alias, term, true).length; });
        if (isMeant) tell(alias, true);
      });
      if (isTwin) about.append(element("span", "", search.whereIs(entry)));
      item.append(link, about);
      if (entry.group.words && search.excerpts) item.append.apply(item, search.excerpts(entry, terms, isShown));
      return item;
    }

    function draw(isDone) {
      var words = search.about.words;
      var began = performance.now();
      isFinished = isDone;
      var all = [].concat.apply([], found).sort(search.compare);
      list.textContent = "";
      var entries = all.slice(0, shown).map(function (match) { return match.entry; }), twins = search.twins(entries);
      entries.forEach(function (entry) { list.append(hit(entry, twins.has(entry))); });
      more.hidden = all.length <= shown;
      more.textContent = words["search-more"].replace("{count}", Math.min(AT_ONCE, all.length - shown));
      var count = all.length || !isDone ? words["search-found"].replace("{count}", all.length) : words["search-none"];
      status.textContent = isDone ? count : count + " · " + words["search-busy"];
      drawn = performance.now();
      pause = Math.max(LEAST_PAUSE_MS, 4 * (drawn - began));
      // What comes yet may push it away once more.
      if (left) scrollTo(0, left.at);
      if (isDone) left = null;
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
      shown = left ? left.shown : AT_ONCE;
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

    /** Down from the field to what was found, and with both arrows from hit to hit. */
    function steer(event) {
      var way = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      var stops = [input].concat(Array.from(list.querySelectorAll(".hit"))), at = stops.indexOf(event.target);
      if (!way || at < 0 || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (!stops[at + way]) return;
      event.preventDefault();
      stops[at + way].focus();
    }

    form.addEventListener("submit", function (event) { event.preventDefault(); answer(); });
    form.addEventListener("input", function () { left = null; answer(); });
    more.addEventListener("click", function () {
      var first = list.children.length;
      shown += AT_ONCE;
      draw(isFinished);
      keepPlace();
      var link = list.children[first] && list.children[first].querySelector("a");
      if (link) link.focus();
    });
    document.addEventListener("kafolio:search-failed", failed);
    list.addEventListener("click", keepPlace, true);
    addEventListener("scroll", function () { clearTimeout(keeping); if (!left) keeping = setTimeout(keepPlace, SETTLED_MS); });
    ["wheel", "touchmove", "keydown"].forEach(function (kind) { addEventListener(kind, function () { left = null; }, { passive: true }); });
    page.addEventListener("keydown", steer);
    if (left) history.scrollRestoration = "manual";
    else input.focus();
    var isAsked = FILTERS.concat("q").some(function (key) { return form.elements[key].dataset.wanted; });
    if (isAsked) search.complete().then(function () { fillFilters(); answer(); });
    else search.open();
    // Who comes near the filters wants their choices, which all names hold.
    function near() { search.complete().then(function () { if (!form.elements.owner.options.length) fillFilters(); }); }
    ["pointerenter", "focusin"].forEach(function (kind) { page.querySelector(".filters").addEventListener(kind, near); });
    form.addEventListener("input", near);
  };
})();
