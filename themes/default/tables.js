// Sorting and filtering of tables. Pages are whole without it: it adds a field and buttons, and moves or hides rows;
// what is chosen it keeps in the address. It loads nothing and writes no HTML.
(function () {
  "use strict";

  var collator = new Intl.Collator("zh", { numeric: true, sensitivity: "base" });

  /** A number or a date that a cell is sorted by, or null where it is sorted as text. */
  function quantity(cell, text, isNumber) {
    var told = cell && cell.querySelector("[data-n]");
    if (told) return Number(told.dataset.n);
    var date = /^(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(text);
    if (date) return Number(date[1] + date[2] + (date[3] || "00"));
    if (!isNumber) return null;
    // A qualifier stands before its number, so the last number counts.
    var numbers = text.replace(/−/g, "-").replace(/(\d)[,\s\u00a0\u202f](?=\d{3}(?!\d))/g, "$1").match(/[+-]?\d+(?:\.\d+)?\s*[万亿]?/g);
    if (!numbers) return null;
    var last = numbers[numbers.length - 1];
    return parseFloat(last) * (/万/.test(last) ? 1e4 : /亿/.test(last) ? 1e8 : 1);
  }

  /** Rows that are sorted and filtered: headings and sums within a table stay where they are. */
  function rowsOf(body) {
    return Array.prototype.filter.call(body.rows, function (row) {
      return !/\b(group|total)\b/.test(row.className);
    });
  }

  function sort(table, column, isNumber, isUp) {
    Array.prototype.forEach.call(table.tBodies, function (body) {
      var keyed = rowsOf(body).map(function (row, place) {
        var cell = row.cells[column];
        var text = cell ? cell.textContent.trim() : "";
        return { row: row, place: place, text: text, number: quantity(cell, text, isNumber) };
      });
      keyed.sort(function (a, b) {
        // What is empty stands last, whichever way the column is sorted.
        if (!a.text || !b.text) return (a.text ? 0 : 1) - (b.text ? 0 : 1) || a.place - b.place;
        // Of cells of both kinds, numbers and dates stand before words.
        var order = (a.number === null) - (b.number === null)
          || (a.number === null ? collator.compare(a.text, b.text) : a.number - b.number);
        return (isUp ? order : -order) || a.place - b.place;
      });
      setRows(body, keyed.map(function (one) { return one.row; }));
    });
  }

  /** Puts the rows of a body in an order, below its heading. */
  function setRows(body, rows) {
    var first = body.rows[0];
    var heading = first && /\bgroup\b/.test(first.className) ? first : null;
    var after = heading ? heading.nextSibling : body.firstChild;
    rows.forEach(function (row) {
      if (after === row) after = after.nextSibling;
      else body.insertBefore(row, after);
    });
  }

  // ── what the reader chose stands in the address, so that it is there again when they come back or pass the address on

  function chosen(name) { return new URLSearchParams(location.search).get(name) || ""; }

  function choose(name, value) {
    var all = new URLSearchParams(location.search);
    if (value) all.set(name, value);
    else all.delete(name);
    var query = all.toString();
    try {
      history.replaceState(history.state, "", location.pathname + (query ? "?" + query : "") + location.hash);
    } catch (refused) { /* The table is sorted all the same. */ }
  }

  /** The name of a choice of the table at a place: sort, sort-2. */
  function nameOf(what, place) { return place ? what + "-" + (place + 1) : what; }

  var UP = "+", DOWN = "-";

  /** Makes the heads of a table buttons; gives back what sorts it as the address says. */
  function addSorting(frame, table, place) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    var labels = heads.map(function (head) { return head.textContent.trim(); });
    var rows = Array.prototype.map.call(table.tBodies, rowsOf);
    var name = nameOf("sort", place);
    var list = document.createElement("select");

    function show(column, isUp) {
      heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
      list.value = column < 0 ? "" : labels[column] + (isUp ? UP : DOWN);
      if (column < 0) {
        Array.prototype.forEach.call(table.tBodies, function (body, at) { setRows(body, rows[at] || []); });
        return;
      }
      heads[column].setAttribute("aria-sort", isUp ? "ascending" : "descending");
      sort(table, column, heads[column].classList.contains("r"), isUp);
    }

    function showChosen() {
      var wanted = chosen(name);
      show(labels.indexOf(wanted.slice(0, -1)), wanted.slice(-1) === UP);
    }

    list.append(new Option("", ""));
    heads.forEach(function (head, column) {
      if (!labels[column]) return;
      list.append(new Option(labels[column] + " ↑", labels[column] + UP), new Option(labels[column] + " ↓", labels[column] + DOWN));
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append.apply(button, Array.prototype.slice.call(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        choose(name, labels[column] + (head.getAttribute("aria-sort") === "ascending" ? DOWN : UP));
        showChosen();
      });
    });
    // On a phone the heads are gone; there the order is chosen from a list.
    list.addEventListener("change", function () {
      choose(name, list.value);
      showChosen();
    });
    if (/\bstack(able)?\b/.test(frame.className)) frame.before(labelled("sorting", frame.dataset.sort, list));
    if (chosen(name)) showChosen();
    return showChosen;
  }

  function labelled(kind, words, field) {
    var label = document.createElement("label");
    var said = document.createElement("span");
    label.className = kind;
    said.textContent = words;
    label.append(said, field);
    return label;
  }

  /** A field that hides the rows without its words, over one table or over all of a page. */
  function addFilter(frame, tables, place) {
    var field = document.createElement("input");
    var count = document.createElement("output");
    var label = labelled("filter", frame.dataset.filter, field);
    var name = nameOf("filter", place);
    var rows = [];
    field.type = "search";
    label.append(count);
    frame.before(label);
    tables.forEach(function (table) {
      Array.prototype.forEach.call(table.tBodies, function (body) {
        rowsOf(body).forEach(function (row) { rows.push({ row: row, table: table, text: row.textContent.toLowerCase() }); });
      });
    });

    function narrow() {
      var wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      var full = new Set();
      var shown = 0;
      rows.forEach(function (one) {
        var fits = wanted.every(function (word) { return one.text.indexOf(word) >= 0; });
        one.row.hidden = !fits;
        if (!fits) return;
        shown += 1;
        full.add(one.table);
      });
      // Of many tables those that are left empty go, with their headings; the field stays.
      if (tables.length > 1) tables.forEach(function (table) {
        var section = table.closest(".s");
        table.hidden = wanted.length > 0 && !full.has(table);
        if (section && !section.contains(label)) section.hidden = table.hidden;
      });
      count.textContent = wanted.length ? shown + " / " + rows.length : "";
    }

    function showChosen() {
      field.value = chosen(name);
      narrow();
    }

    field.addEventListener("input", function () {
      choose(name, field.value.trim());
      narrow();
    });
    if (chosen(name)) showChosen();
    return showChosen;
  }

  /** More tables than this are filtered together. */
  var MOST_FILTERS = 2;
  /** What puts the tables as the address says. */
  var restore = [];

  function dressTables() {
    var tables = Array.prototype.filter.call(document.querySelectorAll("table.sortable"), function (table) {
      return table.tHead && table.tBodies.length;
    });
    tables.forEach(function (table, place) {
      if (table.tHead.querySelector("button.sort")) return;
      var frame = table.parentNode;
      restore.push(addSorting(frame, table, place));
      var isTogether = tables.length > MOST_FILTERS;
      if (!frame.dataset.filter || (isTogether && place > 0)) return;
      restore.push(addFilter(frame, isTogether ? tables : [table], place));
    });
  }

  dressTables();
  // The preview has made the page anew, in place.
  document.addEventListener("kafolio:patched", function () { restore = []; dressTables(); });
  window.addEventListener("popstate", function () { restore.forEach(function (one) { one(); }); });
})();
