// Sorting and filtering of tables. Pages are whole without it: it adds a field and buttons, and moves or hides rows.
// It loads nothing and writes no HTML.
(function () {
  "use strict";

  var collator = new Intl.Collator("zh", { numeric: true, sensitivity: "base" });

  /** A number or a date that a cell is sorted by, or null where it is sorted as text. */
  function quantity(text, isNumber) {
    var date = /(\d{4})-(\d{2})(?:-(\d{2}))?/.exec(text);
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
        return { row: row, place: place, text: text, number: quantity(text, isNumber) };
      });
      keyed.sort(function (a, b) {
        // What is empty stands last, whichever way the column is sorted.
        if (!a.text || !b.text) return (a.text ? 0 : 1) - (b.text ? 0 : 1) || a.place - b.place;
        var isBoth = a.number !== null && b.number !== null;
        var order = isBoth ? a.number - b.number : collator.compare(a.text, b.text);
        return (isUp ? order : -order) || a.place - b.place;
      });
      var first = body.rows[0];
      var heading = first && /\bgroup\b/.test(first.className) ? first : null;
      var after = heading ? heading.nextSibling : body.firstChild;
      keyed.forEach(function (one) {
        if (after === one.row) after = after.nextSibling;
        else body.insertBefore(one.row, after);
      });
    });
  }

  function addSorting(table) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      if (!head.textContent.trim()) return;
      var isNumber = head.classList.contains("r");
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append.apply(button, Array.prototype.slice.call(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        var isUp = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
        sort(table, column, isNumber, isUp);
      });
    });
  }

  function addFilter(frame, table) {
    var label = document.createElement("label");
    var words = document.createElement("span");
    var field = document.createElement("input");
    var count = document.createElement("output");
    label.className = "filter";
    words.textContent = frame.dataset.filter;
    field.type = "search";
    label.append(words, field, count);
    frame.parentNode.insertBefore(label, frame);
    var rows = [];
    Array.prototype.forEach.call(table.tBodies, function (body) {
      rowsOf(body).forEach(function (row) { rows.push({ row: row, text: row.textContent.toLowerCase() }); });
    });
    field.addEventListener("input", function () {
      var wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (one) {
        var fits = wanted.every(function (word) { return one.text.indexOf(word) >= 0; });
        one.row.hidden = !fits;
        if (fits) shown += 1;
      });
      count.textContent = wanted.length ? shown + " / " + rows.length : "";
    });
  }

  // On a narrow screen the navigation scrolls; where one is should be in sight.
  var here = document.querySelector(".nav [aria-current]");
  var row = here && here.parentNode;
  if (row) {
    var end = here.offsetLeft - row.offsetLeft + here.offsetWidth;
    if (end > row.clientWidth) row.scrollLeft = end - row.clientWidth + 40;
  }

  function dressTables() {
    document.querySelectorAll("table.sortable").forEach(function (table) {
      var frame = table.parentNode;
      if (!table.tHead || !table.tBodies.length || table.tHead.querySelector("button.sort")) return;
      addSorting(table);
      if (frame.dataset.filter) addFilter(frame, table);
    });
  }

  /** A button over a text that is there to be copied. */
  function offerCopying(text) {
    if (text.previousElementSibling && text.previousElementSibling.matches(".copy")) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = text.dataset.copy;
    button.addEventListener("click", function () {
      var range = document.createRange(), chosen = getSelection();
      function done() { button.textContent = text.dataset.copied; }
      range.selectNodeContents(text);
      chosen.removeAllRanges();
      chosen.addRange(range);
      // The selection is there to be copied by hand where a browser refuses.
      if (navigator.clipboard) navigator.clipboard.writeText(text.textContent).then(done, function () { if (document.execCommand("copy")) done(); });
      else if (document.execCommand("copy")) done();
    });
    text.before(button);
  }

  function dressTexts() { document.querySelectorAll("[data-copy]").forEach(offerCopying); }

  dressTables();
  dressTexts();
  document.addEventListener("kafolio:patched", dressTexts);
  // `kafolio serve` has made the page anew, in place.
  document.addEventListener("kafolio:patched", dressTables);
})();
