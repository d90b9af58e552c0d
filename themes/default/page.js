// Small services of a page: the navigation scrolls to where one is, the page can be printed, texts can be copied.
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

  function dress() {
    offerPrinting();
    document.querySelectorAll("[data-copy]").forEach(offerCopying);
  }

  dress();
  // `kafolio serve` has made the page anew, in place.
  document.addEventListener("kafolio:patched", dress);
})();
