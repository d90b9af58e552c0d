// The search field in the header of every page: lists names as they are typed, and leads to the page that searches all notes.
(() => {
  "use strict";

  const search = window.kafolioSearch;
  const { element } = kafolio;
  const MOST_OPTIONS = 8;
  const LIST_ID = "search-list";

  /** A field with the list of what it finds. `active` is the place of the option that Enter opens, -1 for none. */
  class Box {
    constructor(box, field, searchAddress) {
      this.box = box;
      this.field = field;
      this.searchAddress = searchAddress;
      this.active = -1;
      /** The number of the latest query; answers to earlier ones are dropped. */
      this.latest = 0;
      this.list = element("ul", { className: LIST_ID, id: LIST_ID, hidden: true });
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", field.getAttribute("aria-label"));
      this.status = element("p", { className: "search-said" });
      this.status.setAttribute("role", "status");
      box.append(this.list, this.status);
      this.listen();
    }

    listen() {
      this.field.addEventListener("input", () => this.answer());
      this.field.addEventListener("focus", () => {
        if (this.query) this.answer();
      });
      this.field.addEventListener("blur", () => setTimeout(() => {
        if (!this.box.contains(document.activeElement)) this.close();
      }));
      this.field.addEventListener("keydown", (event) => this.onKey(event));
      // A press on an option must not take the focus from the field before the click arrives.
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
    }

    get query() {
      return this.field.value.trim();
    }

    /** The address of the page that searches all notes for the query. */
    get everywhere() {
      return `${this.searchAddress}?q=${encodeURIComponent(this.query)}`;
    }

    get options() {
      return this.list.querySelectorAll("a");
    }

    /* ---- finding ---- */

    async answer() {
      this.latest += 1;
      const number = this.latest;
      const query = this.field.value;
      if (!this.query) {
        this.close();
        return;
      }
      // The names that are loaded already answer at once, all of them a moment later.
      if (search.about && !search.isComplete) this.find(query);
      await search.needs(query);
      if (number === this.latest) this.find(query);
    }

    find(query) {
      const terms = search.terms(query);
      if (!terms.length) {
        this.close();
        return;
      }
      const groups = search.groups.map(({ entries }) => search.matches({ entries, words: null }, terms, {}));
      const matches = groups.flat();
      if (matches.length || search.isComplete) this.show(matches.sort(search.compare), terms);
    }

    /* ---- the list ---- */

    show(matches, terms) {
      const { words } = search.about;
      const entries = matches.slice(0, MOST_OPTIONS).map(({ entry }) => entry);
      const twins = search.twins(entries);
      this.list.textContent = "";
      this.active = -1;
      this.field.removeAttribute("aria-activedescendant");
      for (const entry of entries) this.addEntry(entry, terms, twins.has(entry));
      this.addOption(this.everywhere, words["search-everywhere"].replace("{query}", () => this.query));
      this.list.hidden = false;
      this.field.setAttribute("aria-expanded", "true");
      this.status.textContent = words[matches.length ? "search-found-names" : "search-none"].replace("{count}", matches.length);
    }

    addEntry(entry, terms, isTwin) {
      const name = element("b");
      const about = [
        search.about.kinds[entry.kind],
        entry.account?.name,
        entry.title,
        isTwin && search.routeOf(entry),
      ];
      search.appendMarked(name, entry.name, search.places(entry.name, terms, true));
      this.addOption(search.root + entry.page, name, element("small", { textContent: about.filter(Boolean).join(" · ") }));
    }

    addOption(href, ...content) {
      const id = `search-option-${this.list.children.length}`;
      const link = element("a", { id, href, tabIndex: -1 }, ...content);
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      const item = element("li", {}, link);
      item.setAttribute("role", "none");
      this.list.append(item);
    }

    close() {
      this.list.hidden = true;
      this.active = -1;
      this.field.setAttribute("aria-expanded", "false");
      this.field.removeAttribute("aria-activedescendant");
    }

    /* ---- keys ---- */

    /** Chooses the option at a place; behind the last comes the first. */
    choose(place) {
      const { options } = this;
      options[this.active]?.setAttribute("aria-selected", "false");
      this.active = (place + options.length) % options.length;
      const option = options[this.active];
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", option.id);
    }

    move(step) {
      if (this.list.hidden) this.answer();
      // Up from the field is the last option.
      else this.choose(this.active < 0 && step < 0 ? -1 : this.active + step);
    }

    open() {
      const option = this.list.hidden ? null : this.options[this.active];
      location.href = option?.href ?? this.everywhere;
    }

    /** Closes the list; a second time, empties the field. */
    escape() {
      if (this.list.hidden) this.field.value = "";
      this.close();
    }

    onKey(event) {
      if (event.isComposing) return;
      const hasOptions = this.list.children.length > 0;
      if (event.key === "ArrowDown" && hasOptions) this.move(1);
      else if (event.key === "ArrowUp" && hasOptions) this.move(-1);
      else if (event.key === "Enter" && this.query) this.open();
      else if (event.key === "Escape") this.escape();
      else return;
      event.preventDefault();
    }
  }

  const known = new WeakSet();

  /** Makes the field in the header search. */
  search.addBox = (box, field, searchAddress) => {
    if (known.has(field)) return;
    known.add(field);
    const made = new Box(box, field, searchAddress);
    search.open();
    if (made.query) made.answer();
  };
})();
