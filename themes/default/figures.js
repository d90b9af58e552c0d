// Adds buttons under each figure that save it as SVG or PNG, to be pasted into a chat or a slide.
(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  /** The properties of a style that make a drawing look as it does on the page. */
  const PROPERTIES = [
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "paint-order",
    "font-family", "font-size", "font-weight", "font-style", "text-anchor", "text-decoration-line", "opacity", "visibility",
    "display", "font-variant-numeric",
  ];
  /** The properties that place a drawing on the page; a saved drawing is placed by its own. */
  const PLACING = ["position", "width", "height", "max-width", "margin"];
  const MARGIN_PX = 16;
  /** A drawing at the 96 dots an inch of a screen is coarse on a slide. */
  const PNG_SCALE = 3;
  const LONGEST_NAME = 80;
  const KEEP_ADDRESS_MS = 10000;

  /** Copies the style that an element and all within it have on the page. */
  function copyStyle(from, to) {
    const style = getComputedStyle(from);
    for (const name of PROPERTIES) {
      const value = style.getPropertyValue(name);
      if (value) to.style.setProperty(name, value);
    }
    to.removeAttribute("class");
    Array.from(from.children).forEach((child, at) => {
      if (to.children[at]) copyStyle(child, to.children[at]);
    });
  }

  /** A copy of the patterns that drawings are filled with: the page has them once, a saved drawing needs its own. */
  function patterns() {
    const shared = document.querySelector("svg.defs defs");
    if (!shared) return document.createElementNS(SVG, "defs");
    const copy = shared.cloneNode(true);
    copyStyle(shared, copy);
    return copy;
  }

  /** The drawings of a figure, without the small ones of its legend. */
  function partsOf(figure) {
    const drawings = Array.from(figure.querySelectorAll("svg"));
    return drawings.filter((svg) => svg.viewBox.baseVal.width && !svg.closest("ul"));
  }

  /** Replaces links by groups: a saved drawing leads nowhere. */
  function removeLinks(drawing) {
    for (const link of drawing.querySelectorAll("a")) {
      const group = document.createElementNS(SVG, "g");
      group.append(...link.childNodes);
      link.replaceWith(group);
    }
  }

  /** A copy of a drawing that stands `x` pixels from the left of the saved one. */
  function copyOf(part, x) {
    const { width, height } = part.viewBox.baseVal;
    const copy = part.cloneNode(true);
    copyStyle(part, copy);
    for (const name of PLACING) copy.style.removeProperty(name);
    copy.setAttribute("x", x);
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    removeLinks(copy);
    return copy;
  }

  function paper() {
    const sheet = document.createElementNS(SVG, "rect");
    sheet.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
    sheet.setAttribute("x", -MARGIN_PX);
    sheet.setAttribute("y", -MARGIN_PX);
    sheet.setAttribute("width", "100%");
    sheet.setAttribute("height", "100%");
    return sheet;
  }

  /** All drawings of a figure side by side as one SVG, with its width and height in pixels. */
  function drawingOf(figure) {
    const all = document.createElementNS(SVG, "svg");
    let right = 0;
    let bottom = 0;
    all.append(patterns(), paper());
    for (const part of partsOf(figure)) {
      all.append(copyOf(part, right));
      right += part.viewBox.baseVal.width;
      bottom = Math.max(bottom, part.viewBox.baseVal.height);
    }
    const width = right + 2 * MARGIN_PX;
    const height = bottom + 2 * MARGIN_PX;
    all.setAttribute("xmlns", SVG);
    all.setAttribute("viewBox", `${-MARGIN_PX} ${-MARGIN_PX} ${width} ${height}`);
    all.setAttribute("width", width);
    all.setAttribute("height", height);
    return { svg: new XMLSerializer().serializeToString(all), width, height };
  }

  /** The name of a figure, as a file may be called: the heading of the page and the title of the drawing. */
  function nameOf(figure) {
    const parts = [document.querySelector("h1"), figure.querySelector("svg > title")];
    const words = parts.map((part) => part?.textContent.trim()).filter(Boolean).join(" ");
    return words.replace(/[\\/:*?"<>|\s]+/g, " ").slice(0, LONGEST_NAME).trim() || "kafolio";
  }

  function save(blob, name) {
    const link = kafolio.element("a", { href: URL.createObjectURL(blob), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), KEEP_ADDRESS_MS);
  }

  function saveSvg(figure) {
    save(new Blob([drawingOf(figure).svg], { type: "image/svg+xml" }), `${nameOf(figure)}.svg`);
  }

  function savePng(figure) {
    const drawing = drawingOf(figure);
    const image = new Image();
    image.addEventListener("load", () => {
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(drawing.width * PNG_SCALE);
      canvas.height = Math.round(drawing.height * PNG_SCALE);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        if (blob) save(blob, `${nameOf(figure)}.png`);
      }, "image/png");
    });
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing.svg)}`;
  }

  function addButtons(figure) {
    if (!partsOf(figure).length || figure.querySelector(".save")) return;
    const words = figure.dataset.save;
    const button = (format, saveFigure) => {
      const made = kafolio.button({ textContent: format }, () => saveFigure(figure));
      made.setAttribute("aria-label", `${words} ${format} ${nameOf(figure)}`);
      return made;
    };
    figure.append(kafolio.element(
      "div",
      { className: "save" },
      kafolio.element("span", { textContent: words }),
      button("SVG", saveSvg),
      button("PNG", savePng),
    ));
  }

  function addToFigures() {
    document.querySelectorAll("figure.fig[data-save]").forEach(addButtons);
  }

  addToFigures();
  document.addEventListener("kafolio:patched", addToFigures);
})();
