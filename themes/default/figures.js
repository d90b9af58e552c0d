// Saving of drawings as SVG or PNG, to be pasted into a chat or a slide. Pages are whole without it: it adds two buttons
// under each drawing. It loads nothing and writes no HTML; it works from file:// as well as from a server.
(function () {
  "use strict";

  var SVG = "http://www.w3.org/2000/svg";
  // What of the computed style makes a drawing look as it does on the page.
  var PROPERTIES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap",
    "paint-order", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "text-decoration-line", "opacity",
    "visibility", "display", "font-variant-numeric"];
  // A drawing on a screen of 96 dots an inch is coarse on a slide.
  var PNG_SCALE = 3;

  /** Writes the style that an element has on the page into its copy, and that of all within it. */
  function dress(from, to) {
    var style = getComputedStyle(from);
    PROPERTIES.forEach(function (name) {
      var value = style.getPropertyValue(name);
      if (value) to.style.setProperty(name, value);
    });
    to.removeAttribute("class");
    for (var at = 0; at < from.children.length; at += 1) {
      if (to.children[at]) dress(from.children[at], to.children[at]);
    }
  }

  /** The patterns that a drawing is filled with stand once on the page; a drawing of its own needs its own. */
  function patterns() {
    var shared = document.querySelector("svg.defs defs");
    if (!shared) return document.createElementNS(SVG, "defs");
    var own = shared.cloneNode(true);
    dress(shared, own);
    return own;
  }

  /** The drawings of a figure; the small ones of its legend are none. */
  function partsOf(figure) {
    return Array.prototype.filter.call(figure.querySelectorAll("svg"), function (svg) {
      return svg.viewBox.baseVal.width && !svg.closest("ul");
    });
  }

  /** All drawings of a figure side by side, as they stand on the page: one SVG, with its size. */
  function drawing(figure) {
    var parts = partsOf(figure);
    var all = document.createElementNS(SVG, "svg");
    var width = 0, height = 0;
    all.append(patterns());
    var paper = document.createElementNS(SVG, "rect");
    paper.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
    all.append(paper);
    parts.forEach(function (part) {
      var copy = part.cloneNode(true);
      var box = part.viewBox.baseVal;
      dress(part, copy);
      // Places within a drawing are its own; where it stands on the page is not.
      ["position", "width", "height", "max-width", "margin"].forEach(function (name) { copy.style.removeProperty(name); });
      copy.setAttribute("x", width);
      copy.setAttribute("width", box.width);
      copy.setAttribute("height", box.height);
      // A saved drawing leads nowhere.
      copy.querySelectorAll("a").forEach(function (link) {
        var group = document.createElementNS(SVG, "g");
        group.append.apply(group, Array.prototype.slice.call(link.childNodes));
        link.replaceWith(group);
      });
      all.append(copy);
      width += box.width;
      height = Math.max(height, box.height);
    });
    var margin = 16;
    all.setAttribute("xmlns", SVG);
    all.setAttribute("viewBox", [-margin, -margin, width + 2 * margin, height + 2 * margin].join(" "));
    all.setAttribute("width", width + 2 * margin);
    all.setAttribute("height", height + 2 * margin);
    ["x", "y"].forEach(function (name) { paper.setAttribute(name, -margin); });
    paper.setAttribute("width", "100%");
    paper.setAttribute("height", "100%");
    return { svg: new XMLSerializer().serializeToString(all), width: width + 2 * margin, height: height + 2 * margin };
  }

  function nameOf(figure) {
    var title = figure.querySelector("svg > title");
    var words = [document.querySelector("h1"), title].map(function (one) { return one ? one.textContent.trim() : ""; });
    return words.filter(Boolean).join(" ").replace(/[\\/:*?"<>|\s]+/g, " ").slice(0, 80).trim() || "kafolio";
  }

  function save(blob, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  function saveSvg(figure) {
    save(new Blob([drawing(figure).svg], { type: "image/svg+xml" }), nameOf(figure) + ".svg");
  }

  function savePng(figure) {
    var drawn = drawing(figure);
    var image = new Image();
    image.onload = function () {
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(drawn.width * PNG_SCALE);
      canvas.height = Math.round(drawn.height * PNG_SCALE);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(function (blob) { if (blob) save(blob, nameOf(figure) + ".png"); }, "image/png");
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(drawn.svg);
  }

  function addSaving() {
    document.querySelectorAll("figure.fig[data-save]").forEach(function (figure) {
      if (!partsOf(figure).length || figure.querySelector(".save")) return;
      var row = document.createElement("div");
      row.className = "save";
      var words = document.createElement("span");
      words.textContent = figure.dataset.save;
      row.append(words);
      [["SVG", saveSvg], ["PNG", savePng]].forEach(function (kind) {
        var button = document.createElement("button");
        button.type = "button";
        button.textContent = kind[0];
        button.setAttribute("aria-label", figure.dataset.save + " " + kind[0] + " " + nameOf(figure));
        button.addEventListener("click", function () { kind[1](figure); });
        row.append(button);
      });
      figure.append(row);
    });
  }

  addSaving();
  document.addEventListener("kafolio:patched", addSaving);
})();
