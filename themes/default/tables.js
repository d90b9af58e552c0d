// Adds sorting and filtering to tables: buttons in their headings and a field above them. What the reader chose is kept in the
// address, so that it is there again when they come back or pass the address on.
(() => {
  "use strict";

  const { element } = kafolio;
  const collator = new Intl.Collator("zh", { numeric: true, sensitivity: "base" });
  /** A page with more tables than this has one filter for all of them. */
  const MOST_FILTERS = 2;
  const ASCENDING = "+";
  const DESCENDING = "-";
  const TIMES = { 万: 1e4, 亿: 1e8 };

  /* ---- rows in an order ---- */

  /** A date as a number that sorts like it; null where the text begins with none. */
  function dateIn(text) {
    const date = /^(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(text);
    return date ? Number(date[1] + date[2] + (date[3] || "00")) : null;
  }

  /** The last number in a text, because qualifiers stand before it; null where there is none. */
  function numberIn(text) {
    const plain = text.replace(/−/g, "-").replace(/(\d)[,\s\u00a0\u202f](?=\d{3}(?!\d))/g, "$1");
    const numbers = plain.match(/[+-]?\d+(?:\.\d+)?\s*[万亿]?/g);
    if (!numbers) return null;
    const last = numbers[numbers.length - 1];
    return parseFloat(last) * (TIMES[last.slice(-1)] || 1);
  }

  /** What a cell is sorted by if not by its text: a number that the page states, a date, or a number in its text. */
  function quantityOf(cell, text, isNumeric) {
    const stated = cell?.querySelector("[data-n]");
    if (stated) return Number(stated.dataset.n);
    const date = dateIn(text);
    if (date !== null || !isNumeric) return date;
    return numberIn(text);
  }

  /** The rows that are sorted and filtered; headings and sums within a table stay where they are. */
  function rowsOf(body) {
    return Array.from(body.rows).filter((row) => !/\b(group|total)\b/.test(row.className));
  }

  function bodiesOf(table) {
    return Array.from(table.tBodies);
  }

  /** Puts the rows of a body in an order, below its heading. */
  function setRows(body, rows) {
    const first = body.rows[0];
    const isHeading = first && /\bgroup\b/.test(first.className);
    let next = isHeading ? first.nextSibling : body.firstChild;
    for (const row of rows) {
      if (next === row) next = next.nextSibling;
      else body.insertBefore(row, next);
    }
  }

  /** Compares two cells: numbers and dates come before words. */
  function compareCells(one, other) {
    const isWord = one.quantity === null;
    const isOtherWord = other.quantity === null;
    if (isWord !== isOtherWord) return isWord ? 1 : -1;
    return isWord ? collator.compare(one.text, other.text) : one.quantity - other.quantity;
  }

  /** Compares two rows in a direction; empty cells come last in both. */
  function compareRows(one, other, isAscending) {
    if (!one.text !== !other.text) return one.text ? -1 : 1;
    const order = one.text ? compareCells(one, other) : 0;
    return (isAscending ? order : -order) || one.place - other.place;
  }

  function sortBody(body, column, isNumeric, isAscending) {
    const keys = rowsOf(body).map((row, place) => {
      const cell = row.cells[column];
      const text = cell?.textContent.trim() ?? "";
      return { row, place, text, quantity: quantityOf(cell, text, isNumeric) };
    });
    keys.sort((one, other) => compareRows(one, other, isAscending));
    setRows(body, keys.map(({ row }) => row));
  }

  /* ---- the address ---- */

  function chosen(name) {
    return new URLSearchParams(location.search).get(name) || "";
  }

  function choose(name, value) {
    const choices = new URLSearchParams(location.search);
    if (value) choices.set(name, value);
    else choices.delete(name);
    const query = choices.toString();
    try {
      history.replaceState(history.state, "", location.pathname + (query ? `?${query}` : "") + location.hash);
    } catch {
      // Some browsers refuse this to files; the table is sorted all the same.
    }
  }

  /** The name in the address of a choice for the table at a place on the page: `sort`, `sort-2`. */
  function nameOf(choice, place) {
    return place ? `${choice}-${place + 1}` : choice;
  }

  function labelled(className, words, ...fields) {
    return element("label", { className }, element("span", { textContent: words }), ...fields);
  }

  /* ---- sorting ---- */

  /** Sorts a table by what the address says. */
  class Sorting {
    constructor(table, place) {
      this.name = nameOf("sort", place);
      this.bodies = bodiesOf(table);
      this.originalRows = this.bodies.map(rowsOf);
      this.headings = Array.from(table.tHead.rows[0].cells);
      this.labels = this.headings.map((heading) => heading.textContent.trim());
      this.list = this.makeList();
      this.labels.forEach((label, column) => {
        if (label) this.addButton(column);
      });
      // On a phone the headings are gone; there the order is chosen from a list.
      const frame = table.parentNode;
      if (/\bstack(able)?\b/.test(frame.className)) frame.before(labelled("sorting", frame.dataset.sort, this.list));
      if (chosen(this.name)) this.restore();
    }

    makeList() {
      const options = this.labels.filter(Boolean).map((label) => [
        new Option(`${label} ↑`, label + ASCENDING),
        new Option(`${label} ↓`, label + DESCENDING),
      ]);
      const list = element("select", {}, new Option("", ""), ...options.flat());
      list.addEventListener("change", () => this.choose(list.value));
      return list;
    }

    /** Makes the heading of a column a button that sorts by it, and in the other direction the next time. */
    addButton(column) {
      const heading = this.headings[column];
      const button = kafolio.button({ className: "sort" }, () => {
        const isAscending = heading.getAttribute("aria-sort") === "ascending";
        this.choose(this.labels[column] + (isAscending ? DESCENDING : ASCENDING));
      });
      button.append(...heading.childNodes);
      heading.append(button);
    }

    choose(order) {
      choose(this.name, order);
      this.show(order);
    }

    /** Puts the rows in the order that the address says. */
    restore() {
      this.show(chosen(this.name));
    }

    /** Puts the rows in an order: the label of a column and a direction. */
    show(order) {
      const column = this.labels.indexOf(order.slice(0, -1));
      for (const heading of this.headings) heading.removeAttribute("aria-sort");
      if (column < 0) {
        this.list.value = "";
        this.bodies.forEach((body, at) => setRows(body, this.originalRows[at]));
        return;
      }
      const heading = this.headings[column];
      const isAscending = order.slice(-1) === ASCENDING;
      const isNumeric = heading.classList.contains("r");
      this.list.value = this.labels[column] + (isAscending ? ASCENDING : DESCENDING);
      heading.setAttribute("aria-sort", isAscending ? "ascending" : "descending");
      for (const body of this.bodies) sortBody(body, column, isNumeric, isAscending);
    }
  }

  /* ---- filtering ---- */

  /** A field that hides the rows without its words, over one table or over all tables of a page. */
  class Filter {
    constructor(frame, tables, place) {
      this.name = nameOf("filter", place);
      this.tables = tables;
      this.rows = tables.map((table) => bodiesOf(table).map((body) => this.rowsOf(table, body))).flat(2);
      this.field = element("input", { type: "search" });
      this.count = element("output");
      this.label = labelled("filter", frame.dataset.filter, this.field, this.count);
      frame.before(this.label);
      this.field.addEventListener("input", () => {
        choose(this.name, this.field.value.trim());
        this.narrow();
      });
      if (chosen(this.name)) this.restore();
    }

    rowsOf(table, body) {
      return rowsOf(body).map((row) => ({ row, table, text: row.textContent.toLowerCase() }));
    }

    narrow() {
      const words = this.field.value.toLowerCase().split(/\s+/).filter(Boolean);
      for (const { row, text } of this.rows) row.hidden = !words.every((word) => text.includes(word));
      const shown = this.rows.filter(({ row }) => !row.hidden);
      if (this.tables.length > 1) this.hideEmptyTables(words.length > 0, new Set(shown.map(({ table }) => table)));
      this.count.textContent = words.length ? `${shown.length} / ${this.rows.length}` : "";
    }

    /** Hides the tables that are left without rows, with their headings; the field itself stays. */
    hideEmptyTables(isFiltered, tablesWithRows) {
      for (const table of this.tables) {
        const section = table.closest(".s");
        table.hidden = isFiltered && !tablesWithRows.has(table);
        if (section && !section.contains(this.label)) section.hidden = table.hidden;
      }
    }

    /** Puts the words that the address holds into the field. */
    restore() {
      this.field.value = chosen(this.name);
      this.narrow();
    }
  }

  /* ---- the tables of the page ---- */

  let added = [];

  function addToTable(table, place, tables) {
    if (table.tHead.querySelector("button.sort")) return;
    const frame = table.parentNode;
    added.push(new Sorting(table, place));
    const isTogether = tables.length > MOST_FILTERS;
    if (!frame.dataset.filter || (isTogether && place > 0)) return;
    added.push(new Filter(frame, isTogether ? tables : [table], place));
  }

  function addToTables() {
    added = [];
    Array.from(document.querySelectorAll("table.sortable"))
      .filter((table) => table.tHead && table.tBodies.length)
      .forEach(addToTable);
  }

  addToTables();
  document.addEventListener("kafolio:patched", addToTables);
  addEventListener("popstate", () => {
    for (const one of added) one.restore();
  });
})();
