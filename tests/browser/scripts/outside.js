// What does not fit: a document wider than the window, and words that stick out of it where nothing scrolls.
// Words within a figure are held against the figure, which cuts them off at its edge.
(() => {
  const tolerance = 1;
  const faults = [];
  const scroller = document.scrollingElement;
  const width = scroller.clientWidth;
  if (scroller.scrollWidth > width) faults.push(`the document is ${scroller.scrollWidth} px wide`);

  const isSeen = (element) =>
    !element.closest(".skip, script, style, title, desc") &&
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  // Also what is clipped: words that only a screen reader is meant to find.
  const isWithinScroller = (element) => {
    for (let around = element; around && around !== document.body; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (style.overflowX !== "visible" || style.position === "fixed" || style.clipPath !== "none") return true;
    }
    return false;
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (!text.data.trim()) continue;
    const element = text.parentElement;
    const figure = element.closest("svg");
    const frame = figure ? figure.getBoundingClientRect() : { left: 0, right: width };
    range.selectNodeContents(text);
    const isOut = Array.from(range.getClientRects()).some(
      (box) => box.width > 0 && (box.left < frame.left - tolerance || box.right > frame.right + tolerance),
    );
    if (!isOut || !isSeen(element) || (!figure && isWithinScroller(element))) continue;
    faults.push(`${figure ? "figure" : "words"} cut off: ${text.data.trim().slice(0, 40)}`);
  }
  return faults;
})()
