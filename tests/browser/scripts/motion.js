// What moves although the reader wants nothing to move.
Array.from(document.querySelectorAll("*")).flatMap((element) => {
  const style = getComputedStyle(element);
  const moves = (times) => times.split(",").some((time) => parseFloat(time) > 0);
  const faults = [];
  if (moves(style.transitionDuration)) faults.push("a transition");
  if (style.animationName !== "none" && moves(style.animationDuration)) faults.push("an animation");
  if (style.scrollBehavior === "smooth") faults.push("smooth scrolling");
  return faults.map((fault) => `${fault}: ${element.tagName} ${element.className}`);
})
