// Scrolls the navigation to the current page, adds a button that prints, and loads what stacks wide tables on a phone.
(() => {
  "use strict";

  const narrowScreen = matchMedia("(max-width: 720px)");

  /** Scrolls the navigation so far that the current page is in sight. */
  function scrollNavigation() {
    const MARGIN_PX = 40;
    const current = document.querySelector(".nav [aria-current]");
    if (!current) return;
    const row = current.parentNode;
    const end = current.offsetLeft - row.offsetLeft + current.offsetWidth;
    if (end > row.clientWidth) row.scrollLeft = end - row.clientWidth + MARGIN_PX;
  }

  /** Adds a button that prints to pages that are meant to be printed. */
  function offerPrinting() {
    const main = document.getElementById("main");
    const line = document.querySelector(".crumbs .wrap");
    if (!main?.dataset.print || !line || line.querySelector(".print")) return;
    line.append(kafolio.button({ className: "print", textContent: main.dataset.print }, () => print()));
  }

  async function stackTables() {
    const frames = document.querySelectorAll(".scroll-w.stackable");
    if (!narrowScreen.matches || !frames.length) return;
    await kafolio.load("stack.js");
    frames.forEach(kafolio.stack);
  }

  function addToPage() {
    offerPrinting();
    stackTables();
  }

  scrollNavigation();
  addToPage();
  narrowScreen.addEventListener("change", stackTables);
  document.addEventListener("kafolio:patched", addToPage);
})();
