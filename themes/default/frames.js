// Frames that scroll: where one is narrower than what it holds, the keyboard reaches it and it says what it is.
// Browsers that reach such frames by themselves need no script for it; the others do.
(function () {
  "use strict";

  /** The heading that a frame stands under: of its block, of its section, or of the page. */
  function nameOf(frame) {
    for (var around = frame.parentElement; around; around = around.parentElement) {
      var heading = around.querySelector(":scope > summary, :scope > :is(h2, h3, h4), :scope > .s-head > h2, :scope > .s-head > .kind");
      if (heading) return heading.textContent.trim();
    }
    return document.title;
  }

  function tell(frame) {
    var scrolls = frame.scrollWidth > frame.clientWidth || frame.scrollHeight > frame.clientHeight + 1;
    if (scrolls && !frame.hasAttribute("tabindex")) {
      frame.tabIndex = 0;
      frame.setAttribute("role", "group");
      frame.setAttribute("aria-label", nameOf(frame));
      frame.dataset.told = "";
    } else if (!scrolls && "told" in frame.dataset) {
      ["tabindex", "role", "aria-label", "data-told"].forEach(function (name) { frame.removeAttribute(name); });
    }
  }

  var watch = typeof ResizeObserver === "function" && new ResizeObserver(function (seen) {
    seen.forEach(function (one) { tell(one.target); });
  });

  function dress() {
    document.querySelectorAll(".scroll, .scroll-w, .sheets, .prose pre, .problems pre").forEach(function (frame) {
      if (watch) watch.observe(frame);
      else tell(frame);
    });
  }

  dress();
  document.addEventListener("kafolio:patched", dress);
})();
