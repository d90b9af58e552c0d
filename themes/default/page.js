// Small services of a page: the navigation scrolls to where one is, the page can be printed, wide tables fit a phone.
(function () {
  "use strict";

  // On a narrow screen the navigation scrolls; where one is should be in sight.
  var here = document.querySelector(".nav [aria-current]");
  var row = here && here.parentNode;
  if (row) {
    var end = here.offsetLeft - row.offsetLeft + here.offsetWidth;
    if (end > row.clientWidth) row.scrollLeft = end - row.clientWidth + 40;
  }

  /** A button that prints, where printing makes sense. */
  function offerPrinting() {
    var main = document.getElementById("main");
    var line = document.querySelector(".crumbs .wrap");
    if (!main || !main.dataset.print || !line || line.querySelector(".print")) return;
    var button = document.createElement("button");
    button.className = "print";
    button.textContent = main.dataset.print;
    button.type = "button";
    button.addEventListener("click", function () { window.print(); });
    line.append(button);
  }

  var isNarrow = matchMedia("(max-width: 720px)");

  /** On a phone the cells of a wide table stand under each other, so each says the head of its column. */
  function stack(frame) {
    var heads = frame.querySelectorAll("thead tr > *");
    frame.querySelectorAll("tbody tr:not(.group)").forEach(function (row) {
      Array.prototype.forEach.call(row.cells, function (cell, at) {
        if (at && heads[at]) cell.dataset.l = heads[at].textContent;
      });
    });
    frame.classList.replace("stackable", "stack");
  }

  function stackTables() {
    var frames = document.querySelectorAll(".scroll-w.stackable");
    if (isNarrow.matches && frames.length) kafolio.sheet().then(function () { frames.forEach(stack); });
  }

  function dress() {
    offerPrinting();
    stackTables();
  }

  dress();
  if (isNarrow.addEventListener) isNarrow.addEventListener("change", stackTables);
  // The preview has made the page anew, in place.
  document.addEventListener("kafolio:patched", dress);
})();
