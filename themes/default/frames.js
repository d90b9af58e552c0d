// Makes frames that scroll reachable by keyboard and gives them a name. Some browsers do this by themselves, the others need it.
(() => {
  "use strict";

  const FRAMES = ".scroll, .scroll-w, .sheets, .prose pre, .problems pre";
  const HEADING = ":scope > summary, :scope > :is(h2, h3, h4), :scope > .s-head > h2, :scope > .s-head > .kind";

  /** The nearest heading above a frame, or the title of the page. */
  function nameOf(frame) {
    for (let around = frame.parentElement; around; around = around.parentElement) {
      const heading = around.querySelector(HEADING);
      if (heading) return heading.textContent.trim();
    }
    return document.title;
  }

  function scrolls(frame) {
    return frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight + 1;
  }

  function makeReachable(frame) {
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", nameOf(frame));
    frame.dataset.reachable = "";
  }

  function makeUnreachable(frame) {
    for (const name of ["tabindex", "role", "aria-label", "data-reachable"]) frame.removeAttribute(name);
  }

  function update(frame) {
    if (!scrolls(frame)) {
      if ("reachable" in frame.dataset) makeUnreachable(frame);
    } else if (!frame.hasAttribute("tabindex")) {
      makeReachable(frame);
    }
  }

  const sizes = new ResizeObserver((changes) => changes.forEach(({ target }) => update(target)));

  function observeFrames() {
    for (const frame of document.querySelectorAll(FRAMES)) sizes.observe(frame);
  }

  observeFrames();
  document.addEventListener("kafolio:patched", observeFrames);
})();
