// The stops that the Tab key should make on the page, numbered in the order in which they stand in it: `window.stops`. Of
// radio buttons the chosen one is a stop.
window.lookOf = (element) => {
  const parts = [element, ...(element.ownerSVGElement ? element.querySelectorAll("*") : [])];
  return parts.map((part) => {
    const style = getComputedStyle(part);
    const outline = style.outlineStyle === "none" ? "" : `${style.outlineWidth} ${style.outlineColor}`;
    return [outline, style.stroke, style.strokeWidth, style.filter, style.opacity].join(" ");
  }).join("|");
};
window.stops = Array.from(
  document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']"),
).filter((one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }) && !one.closest("[hidden], [inert]")
  && !(one.type === "radio" && !one.checked));
window.looks = window.stops.map(window.lookOf);
// Where the focus is: its number, and what is wrong with it.
window.look = () => {
  const here = document.activeElement;
  const place = window.stops.indexOf(here);
  const name = `${here.tagName.toLowerCase()} ${(here.getAttribute("aria-label") || here.textContent || "").trim().slice(0, 30)}`;
  if (place < 0) return { place: -1, name, faults: here === document.body ? [] : ["is no stop of the page"] };
  const faults = [];
  if (window.lookOf(here) === window.looks[place]) faults.push("looks the same with the focus and without");
  const box = here.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].map(([x, y]) => [box.left + box.width * x, box.top + box.height * y]);
  const isSeen = ([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (here.contains(hit) || hit.contains(here) || (here.ownerSVGElement && hit.ownerSVGElement === here.ownerSVGElement));
  };
  // A drawing's or a frame's box may be larger than the window.
  if (!points.some(isSeen) && box.width > 0) faults.push("is out of sight or behind something");
  return { place, name, faults };
};
