// What has the focus: its words, the number of the stop, and why a reader does not see it (WCAG 2.2, 2.4.7 and 2.4.11), empty
// where they do; null where nothing on the page has it.
const stops = [];
window.stop = () => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const words = (element.getAttribute("aria-label") || element.querySelector("title")?.textContent || element.textContent || element.tagName).trim().slice(0, 40);
  if (!stops.includes(element)) stops.push(element);
  return [`<${element.tagName.toLowerCase()} class="${element.getAttribute("class") || ""}"> ${words}`, stops.indexOf(element) + 1, unseen(element)];
};

function unseen(element) {
  const boxes = Array.from(element.getClientRects());
  const box = boxes.find((one) => one.width > 0 && one.height > 0) ?? element.getBoundingClientRect();
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return "is hidden";
  if (box.width === 0 && box.height === 0) return "has no size";
  // Some place of it must be on top; of what is larger than the window, a place within the window.
  const steps = [0.08, 0.3, 0.5, 0.7, 0.92];
  const isOn = (x, y) => {
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return false;
    const top = document.elementFromPoint(x, y);
    return !!top && (element.contains(top) || top.contains(element) || top.matches("label") && top.contains(element));
  };
  const shapes = element.closest("svg") ? Array.from(element.querySelectorAll("*"), (shape) => shape.getBoundingClientRect()) : [];
  const places = [...boxes, box, ...shapes];
  const isSeen = places.some((one) => steps.some((x) => steps.some((y) => isOn(one.left + one.width * x, one.top + one.height * y))));
  if (!isSeen) return `is covered or outside the window at ${Math.round(box.left)}, ${Math.round(box.top)}`;
  const style = getComputedStyle(element);
  const inner = element.querySelector(".face") ? getComputedStyle(element.querySelector(".face")) : style;
  const isMarked = style.outlineStyle !== "none" || inner.strokeWidth !== style.strokeWidth || style.boxShadow !== "none" || element.matches("input, select");
  return isMarked ? "" : "shows no focus";
}
