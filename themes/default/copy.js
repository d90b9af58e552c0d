// A button over each text that is there to be copied: the report of a week. It loads nothing and writes no HTML.
(function () {
  "use strict";

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

  function dress() { document.querySelectorAll("[data-copy]").forEach(offerCopying); }

  dress();
  // The preview has made the page anew, in place.
  document.addEventListener("kafolio:patched", dress);
})();
