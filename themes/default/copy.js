// Adds a button that copies to each text that is meant to be copied, such as the weekly report.
(() => {
  "use strict";

  function select(text) {
    const range = document.createRange();
    const selection = getSelection();
    range.selectNodeContents(text);
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /** Copies a text; resolves to whether that worked. */
  async function copy(text) {
    // The text stays selected, so that the reader can copy it by hand where a browser refuses.
    select(text);
    try {
      await navigator.clipboard.writeText(text.textContent);
      return true;
    } catch {
      // There is no clipboard on pages that came over plain http.
      return document.execCommand("copy");
    }
  }

  function offerCopying(text) {
    if (text.previousElementSibling?.matches(".copy")) return;
    const button = kafolio.button({ className: "copy", textContent: text.dataset.copy }, async () => {
      if (await copy(text)) button.textContent = text.dataset.copied;
    });
    text.before(button);
  }

  function addButtons() {
    document.querySelectorAll("[data-copy]").forEach(offerCopying);
  }

  addButtons();
  document.addEventListener("kafolio:patched", addButtons);
})();
