// Words that stand out too little from what is behind them, in drawings, too: WCAG 2.2, 1.4.3. A word is held against every
// colour that it touches: the fill or line of the shapes drawn before it, the lines of a hatching, its own halo.
(() => {
  const numbers = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const parse = (colour) => {
    const [r, g, b, a = 1] = numbers(colour);
    return colour === "none" || colour === "transparent" || r === undefined ? [0, 0, 0, 0] : [r, g, b, a];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const light = (colour) => {
    const [r, g, b] = colour.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, other) => {
    const [bright, dark] = [light(one), light(other)].sort((a, b) => b - a);
    return (bright + 0.05) / (dark + 0.05);
  };

  /** What is behind an element of HTML. */
  const behind = (element) => {
    const layers = [];
    for (let around = element; around; around = around.parentElement) {
      const colour = parse(getComputedStyle(around).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), parse(getComputedStyle(document.body).backgroundColor));
  };

  /** The colours of a fill: of a hatching, that of its lines. */
  const paints = (style, base) => {
    const hatching = /url\("?#([^")]+)/.exec(style.fill);
    if (!hatching) return [over([...parse(style.fill).slice(0, 3), parse(style.fill)[3] * Number(style.fillOpacity)], base)];
    const lines = document.querySelectorAll(`#${hatching[1]} *`);
    return [base, ...Array.from(lines, (line) => over(parse(getComputedStyle(line).stroke), base))];
  };

  /** What the shapes before a word put behind a point of it. */
  const behindInDrawing = (text, point, base) => {
    let colours = [base];
    for (const shape of text.ownerSVGElement.querySelectorAll("rect, path, circle, ellipse, polygon, line")) {
      if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
      if (shape.closest("defs, pattern") || !shape.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const matrix = shape.getScreenCTM();
      if (!matrix) continue;
      const place = point.matrixTransform(matrix.inverse());
      const style = getComputedStyle(shape);
      if (style.fill !== "none" && shape.isPointInFill(place)) colours = colours.flatMap((below) => paints(style, below));
      // A hairline is no ground: a word stands before it.
      if (style.stroke !== "none" && parseFloat(style.strokeWidth) > 2 && shape.isPointInStroke(place)) colours = colours.map((below) => over(parse(style.stroke), below));
    }
    return colours;
  };

  const faults = [];
  const say = (words, colour, ground, needed, element) => {
    const found = ratio(over(colour, ground), ground);
    if (found >= needed) return false;
    const told = (one) => `rgb(${one.slice(0, 3).map(Math.round)})`;
    const where = `${element.tagName.toLowerCase()}.${element.getAttribute("class") || ""} in ${element.closest("[id]")?.id || "body"}`;
    faults.push(`${found.toFixed(2)} < ${needed}: “${words.slice(0, 30)}” ${told(colour)} on ${told(ground)}: ${where}`);
    return true;
  };

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.data.trim();
    const element = node.parentElement;
    if (!words || element.closest("title, desc, script, style, option")) continue;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const style = getComputedStyle(element);
    const drawing = element.ownerSVGElement;
    const size = parseFloat(style.fontSize) * (drawing ? Math.abs(element.getScreenCTM().a) : 1);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    // A mark is no word; it needs as much as a drawing.
    const needed = isLarge || !/[\p{L}\p{N}]/u.test(words) ? 3 : 4.5;
    if (!drawing) {
      say(words, parse(style.color), behind(element), needed, element);
      continue;
    }
    const colour = parse(style.fill);
    const base = behind(drawing.parentElement);
    const hasHalo = style.paintOrder.startsWith("stroke") && style.stroke !== "none" && parseFloat(style.strokeWidth) >= 2;
    const box = element.getBoundingClientRect();
    for (const part of [0.1, 0.5, 0.9]) {
      const point = new DOMPoint(box.left + box.width * part, box.top + box.height / 2);
      const grounds = hasHalo ? [parse(style.stroke)] : behindInDrawing(element, point, base);
      if (grounds.some((ground) => say(words, colour, ground, needed, element))) break;
    }
  }
  return faults;
})()
