// The page that searches all notes, with filters. What the reader asked is kept in the address, so that it can be passed on, and
// the place in the list in the history, so that it is there again on the way back.
(() => {
  "use strict";

  const search = window.kafolioSearch;
  const { element } = kafolio;
  /** How many hits are shown at first, and added by the button below them. */
  const HITS_AT_ONCE = 30;
  /** How many scripts of words are loaded at the same time. */
  const MOST_LOADING = 6;
  /** How long the page may be busy without a pause. */
  const MOST_BUSY_MS = 40;
  /** The shortest pause between two drawings of the list while more is loaded, and its share of the time. */
  const LEAST_PAUSE_MS = 150;
  const PAUSE_TIMES_DRAWING = 4;
  /** How long scrolling must rest before the place is stored: browsers limit how often that is done. */
  const SETTLED_MS = 200;
  const FILTERS = ["kind", "account", "owner", "from", "to"];

  class SearchPage {
    constructor(page) {
      this.page = page;
      this.form = page.querySelector("form");
      this.fields = this.form.elements;
      this.input = this.fields.q;
      this.list = page.querySelector(".hits");
      this.status = page.querySelector("[role=status]");
      this.more = page.querySelector(".more");
      this.terms = [];
      /** The matches of each group. */
      this.matches = [];
      this.shown = HITS_AT_ONCE;
      /** The number of the latest query; answers to earlier ones are dropped. */
      this.latest = 0;
      this.isFinished = false;
      this.drawnAt = 0;
      this.pauseMs = 0;
      this.settling = 0;
      /** Where a reader was who comes back; null once they have moved on. */
      this.leftAt = history.state?.search ?? null;
    }

    start() {
      this.form.hidden = false;
      this.page.querySelector(".without-script").hidden = true;
      this.readAddress();
      this.listen();
      if (this.leftAt) history.scrollRestoration = "manual";
      else this.input.focus();
      this.begin();
    }

    async begin() {
      const isAsked = [...FILTERS, "q"].some((key) => this.fields[key].dataset.wanted);
      if (!isAsked) {
        search.open();
        return;
      }
      await search.complete();
      this.fillFilters();
      this.answer();
    }

    listen() {
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.answer();
      });
      this.form.addEventListener("input", () => {
        this.leftAt = null;
        this.answer();
        this.fillFiltersOnce();
      });
      // The choices of the filters come from all names, which are loaded when somebody comes near.
      for (const kind of ["pointerenter", "focusin"]) {
        this.page.querySelector(".filters").addEventListener(kind, () => this.fillFiltersOnce());
      }
      this.more.addEventListener("click", () => this.showMore());
      this.list.addEventListener("click", () => this.storePlace(), true);
      this.page.addEventListener("keydown", (event) => this.onKey(event));
      document.addEventListener("kafolio:search-failed", () => this.showFailure());
      addEventListener("scroll", () => this.storePlaceLater());
      for (const kind of ["wheel", "touchmove", "keydown"]) {
        addEventListener(kind, () => {
          this.leftAt = null;
        }, { passive: true });
      }
    }

    /* ---- the address and the history ---- */

    readAddress() {
      const address = new URLSearchParams(location.search);
      for (const key of [...FILTERS, "q"]) this.fields[key].dataset.wanted = address.get(key) || "";
      for (const key of ["q", "from", "to"]) this.fields[key].value = this.fields[key].dataset.wanted;
    }

    writeAddress(query, filter) {
      const parts = query ? [`q=${encodeURIComponent(query)}`] : [];
      for (const key of FILTERS) {
        if (filter[key]) parts.push(`${key}=${encodeURIComponent(filter[key])}`);
      }
      const address = location.pathname + (parts.length ? `?${parts.join("&")}` : "");
      try {
        history.replaceState(this.leftAt ? history.state : null, "", address);
      } catch {
        // Some browsers do not change the addresses of files.
      }
    }

    /** Stores how much is shown and where the reader is, for the way back. */
    storePlace() {
      try {
        history.replaceState({ search: { shown: this.shown, at: scrollY } }, "");
      } catch {
        // Then the reader comes back to the top.
      }
    }

    storePlaceLater() {
      clearTimeout(this.settling);
      if (!this.leftAt) this.settling = setTimeout(() => this.storePlace(), SETTLED_MS);
    }

    /* ---- filters ---- */

    filter() {
      return Object.fromEntries(FILTERS.map((key) => [key, this.fields[key].value]));
    }

    async fillFiltersOnce() {
      await search.complete();
      if (!this.fields.owner.options.length) this.fillFilters();
    }

    fillFilters() {
      const entries = search.groups.map((group) => group.entries).flat();
      const collator = new Intl.Collator(document.documentElement.lang);
      const kinds = new Set(entries.map(({ kind }) => kind));
      const owners = new Set(entries.map((entry) => entry.owners).flat());
      const accounts = entries.filter(({ kind }) => kind === "A").sort((a, b) => collator.compare(a.name, b.name));
      const hasTwin = ({ name }, at) => [accounts[at - 1], accounts[at + 1]].some((other) => other?.name === name);
      const known = Array.from(search.order).filter((kind) => kinds.has(kind));
      this.setChoices("kind", known.map((kind) => [kind, search.about.kinds[kind]]));
      this.setChoices("account", accounts.map((account, at) => {
        const words = hasTwin(account, at) ? `${account.name} · ${account.slug}` : account.name;
        return [account.slug, words];
      }));
      this.setChoices("owner", [...owners].sort(collator.compare).map((owner) => [owner, owner]));
    }

    /** Fills a list of choices, each a value and its words, and chooses what the address asks for. */
    setChoices(key, choices) {
      const field = this.fields[key];
      const wanted = field.value || field.dataset.wanted;
      const options = choices.map(([value, words]) => new Option(words, value));
      field.replaceChildren(new Option(search.about.words["search-any"], ""), ...options);
      field.value = choices.some(([value]) => value === wanted) ? wanted : "";
    }

    /* ---- finding ---- */

    async answer() {
      this.latest += 1;
      const number = this.latest;
      const query = this.input.value.trim();
      // The names that are loaded already answer at once, and some of their words before all names have come.
      if (search.about && !search.isComplete && this.find(query, this.filter())) {
        this.searchWords(number, this.filter(), search.groups.filter(Boolean).slice(0, MOST_LOADING), false);
      }
      try {
        await search.needs(query);
      } catch {
        this.showFailure();
        return;
      }
      if (number !== this.latest) return;
      const filter = this.filter();
      this.writeAddress(query, filter);
      if (this.find(query, filter)) this.searchWords(number, filter, search.groups, true);
    }

    /** Shows what is found by what is loaded; returns whether words are missing. */
    find(query, filter) {
      this.terms = search.terms(query);
      this.shown = this.leftAt ? this.leftAt.shown : HITS_AT_ONCE;
      this.matches = [];
      if (!this.terms.length && !FILTERS.some((key) => filter[key])) {
        this.clear();
        return false;
      }
      const isComplete = Boolean(search.isComplete) && search.groups.every(({ words }) => words);
      search.groups.forEach((group) => this.match(group, filter));
      this.draw(isComplete);
      return !isComplete;
    }

    match(group, filter) {
      this.matches[group.number] = search.matches(group, this.terms, filter);
    }

    /** Loads and searches the words that are missing, of several groups at a time. `isAll` says that nothing else is. */
    searchWords(number, filter, groups, isAll) {
      const missing = groups.filter(({ words }) => !words);
      let loading = 0;
      let busySince = performance.now();

      const loadMore = () => {
        while (number === this.latest && loading < MOST_LOADING && missing.length) load(missing.shift());
      };

      const load = async (group) => {
        loading += 1;
        try {
          await search.loadWords(group.number);
        } catch {
          this.showFailure();
          return;
        }
        if (number === this.latest) take(group);
      };

      const take = (group) => {
        this.match(group, filter);
        loading -= 1;
        const isLast = !loading && !missing.length;
        if (isLast || performance.now() - this.drawnAt > this.pauseMs) this.draw(isLast && isAll);
        if (performance.now() - busySince > MOST_BUSY_MS) {
          setTimeout(() => {
            busySince = performance.now();
            loadMore();
          });
        } else {
          loadMore();
        }
      };

      loadMore();
    }

    /* ---- the list ---- */

    clear() {
      this.list.textContent = "";
      this.status.textContent = "";
      this.more.hidden = true;
    }

    showFailure() {
      this.status.textContent = search.about ? search.about.words["search-failed"] : this.page.dataset.failed;
    }

    draw(isFinished) {
      const began = performance.now();
      const matches = this.matches.flat().sort(search.compare);
      const entries = matches.slice(0, this.shown).map(({ entry }) => entry);
      const twins = search.twins(entries);
      this.isFinished = isFinished;
      this.list.replaceChildren(...entries.map((entry) => this.hit(entry, twins.has(entry))));
      this.showMoreButton(matches.length);
      this.showStatus(matches.length);
      this.drawnAt = performance.now();
      this.pauseMs = Math.max(LEAST_PAUSE_MS, PAUSE_TIMES_DRAWING * (this.drawnAt - began));
      // What is still to come may move the place once more.
      if (this.leftAt) scrollTo(0, this.leftAt.at);
      if (isFinished) this.leftAt = null;
    }

    showMoreButton(count) {
      const left = Math.min(HITS_AT_ONCE, count - this.shown);
      this.more.hidden = left <= 0;
      this.more.textContent = search.about.words["search-more"].replace("{count}", left);
    }

    showStatus(count) {
      const { words } = search.about;
      const key = count || !this.isFinished ? "search-found" : "search-none";
      const found = words[key].replace("{count}", count);
      this.status.textContent = this.isFinished ? found : `${found} · ${words["search-busy"]}`;
    }

    /** Shows more hits and goes to the first of them. */
    showMore() {
      const before = this.list.children.length;
      this.shown += HITS_AT_ONCE;
      this.draw(this.isFinished);
      this.storePlace();
      const first = this.list.children[before];
      if (first) first.querySelector("a").focus();
    }

    /** What is shown of an entry; `isTwin` says that another one reads the same. */
    hit(entry, isTwin) {
      const isShown = this.terms.map(() => false);
      const marked = (parent, text, isName) => {
        this.appendMarked(parent, text, isName, isShown);
        return parent;
      };
      const link = marked(element("a", { className: "hit", href: search.root + entry.page }), entry.name, true);
      const about = element("p", { className: "about" }, element("span", { textContent: search.about.kinds[entry.kind] }));
      const addMarked = (text, isName) => about.append(marked(element("span"), text, isName));
      if (entry.account) addMarked(entry.account.name, true);
      if (entry.title) addMarked(entry.title, false);
      // Another name is shown where it is what was looked for.
      for (const alias of entry.aliases) {
        if (this.isMissing(alias, isShown)) addMarked(alias, true);
      }
      if (isTwin) about.append(element("span", { textContent: search.routeOf(entry) }));
      const hasExcerpts = entry.group.words && search.excerpts;
      return element("li", {}, link, about, ...(hasExcerpts ? search.excerpts(entry, this.terms, isShown) : []));
    }

    /** Appends a text with the terms in it marked, and notes which of them are shown. */
    appendMarked(parent, text, isName, isShown) {
      const places = this.terms.map((term) => search.placesOf(text, term, isName));
      places.forEach((ofTerm, at) => {
        if (ofTerm.length) isShown[at] = true;
      });
      search.appendMarked(parent, text, search.merged(places.flat()));
    }

    /** Whether a name has a term that is not shown yet. */
    isMissing(name, isShown) {
      return this.terms.some((term, at) => !isShown[at] && search.placesOf(name, term, true).length > 0);
    }

    /* ---- keys ---- */

    /** Moves with the arrow keys from the field to the hits, and from hit to hit. */
    onKey(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const stops = [this.input, ...this.list.querySelectorAll(".hit")];
      const at = stops.indexOf(event.target);
      const next = at < 0 ? null : stops[at + step];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
  }

  search.startPage = (page) => new SearchPage(page).start();
})();
