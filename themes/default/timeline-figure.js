// Draws a timeline at another scale: it moves what the program has drawn, and draws the axis and the clusters anew.
(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const { DAY_MS, fill, textWidth, ticks, place } = kafolio.timeline;

  function round(px) {
    return Math.round(px * 10) / 10;
  }

  function shape(name, attributes) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function translate(x, y) {
    return `translate(${round(x)} ${round(y)})`;
  }

  /** The second number of an element's `translate(x y)`. */
  function topOf(group) {
    return Number(/ ([-\d.]+)\)/.exec(group.getAttribute("transform"))[1]);
  }

  /** A figure in its frame; `data` holds the rules and the words of the program. Days are counted from the first of the axis. */
  class TimelineFigure {
    constructor(frame, { rules, words }) {
      this.frame = frame;
      this.rules = rules;
      this.words = words;
      this.scroller = frame.querySelector(".scroll");
      this.names = frame.querySelector(".tl-fixed svg");
      this.plot = frame.querySelector(".tl-plot");
      this.first = Date.parse(frame.dataset.first);
      this.days = Number(frame.dataset.days);
      this.today = this.dayOf(frame.dataset.today);
      /** The scale at which the program draws the figure, the smallest. */
      this.leastPx = (this.plot.viewBox.baseVal.width - 2 * rules.marginPx) / this.days;
      this.dayPx = this.leastPx;
      this.shapes = this.readShapes();
      this.lanes = this.readLanes();
      this.head = this.lanes.length ? this.lanes[0].top : 0;
    }

    /* ---- days ---- */

    dayOf(date) {
      return (Date.parse(date) - this.first) / DAY_MS;
    }

    dateOf(day) {
      return new Date(this.first + day * DAY_MS).toISOString().slice(0, 10);
    }

    xOf(day) {
      return this.rules.marginPx + day * this.dayPx;
    }

    /* ---- what the program has drawn ---- */

    /** The shapes that only grow wider; marks keep their size, the axis is drawn anew. */
    readShapes() {
      const all = Array.from(this.plot.querySelectorAll("rect, path"));
      return all.filter((one) => !one.closest(".tl-m, .tl-many, .tl-axis")).map((one) => ({
        shape: one,
        path: one.getAttribute("d"),
        x: Number(one.getAttribute("x")),
        width: Number(one.getAttribute("width")),
      }));
    }

    readLanes() {
      const names = this.names.querySelectorAll(".tl-lane");
      return Array.from(this.plot.querySelectorAll(".tl-lane"), (group, at) => {
        const lane = { group, name: names[at], top: topOf(group), height: Number(group.dataset.h), isShown: true };
        lane.marks = this.readMarks(lane);
        return lane;
      });
    }

    /** The marks of a lane in the order of their days. */
    readMarks(lane) {
      const { reachPx, ringReachPx } = this.rules.crowd;
      const marks = Array.from(lane.group.querySelectorAll(".tl-m"), (mark) => ({
        mark,
        lane,
        href: mark.getAttribute("href"),
        day: Number(mark.dataset.d),
        reach: mark.classList.contains("first") ? ringReachPx : reachPx,
        cluster: null,
      }));
      marks.sort((one, other) => one.day - other.day);
      marks.forEach((mark, order) => {
        mark.order = order;
      });
      return marks;
    }

    get marks() {
      return this.lanes.map(({ marks }) => marks).flat();
    }

    /* ---- drawing ---- */

    /** Draws the figure at a scale, in pixels a day. */
    draw(dayPx) {
      this.dayPx = dayPx;
      const width = round(this.xOf(this.days) + this.rules.marginPx);
      this.plot.setAttribute("width", width);
      this.stretchShapes();
      for (const word of this.plot.querySelectorAll(".tl-word")) this.moveWord(word, width);
      this.drawAxis();
      for (const lane of this.lanes) this.drawLane(lane);
      this.stackLanes();
    }

    stretchShapes() {
      const factor = this.dayPx / this.leastPx;
      const stretched = (x) => round(this.rules.marginPx + (x - this.rules.marginPx) * factor);
      for (const { shape: one, path, x, width } of this.shapes) {
        if (path === null) {
          one.setAttribute("x", stretched(x));
          one.setAttribute("width", round(width * factor));
        } else {
          one.setAttribute("d", path.replace(/([MLH])([-\d.]+)/g, (_, letter, from) => letter + stretched(Number(from))));
        }
      }
    }

    /** Moves the words of a band, or those at the line of today. */
    moveWord(word, width) {
      const isOfBand = "days" in word.dataset;
      const x = this.xOf(Number(word.dataset.d));
      if (isOfBand) this.setBandWords(word);
      word.setAttribute("transform", translate(isOfBand ? x : this.withinPlot(word, x, width), topOf(word)));
    }

    widthOf(words) {
      return textWidth(words, this.rules.band.typePx, this.rules.text);
    }

    /** The middle of words that are to be at a place, moved so far that they are within the plot. */
    withinPlot(word, x, width) {
      const half = this.widthOf(word.textContent) / 2;
      return Math.min(Math.max(x, half), Math.max(width - half, half));
    }

    /** Gives a band its words, short ones or none, by its width. */
    setBandWords(word) {
      const { labelPx, baselinePx } = this.rules.band;
      const { days, full, short } = word.dataset;
      const space = Number(days) * this.dayPx - 2 * labelPx;
      let text = word.querySelector("text");
      if (!text) {
        text = shape("text", { class: "t2", x: labelPx, y: baselinePx });
        word.append(text);
      }
      if (this.widthOf(full) <= space) text.textContent = full;
      else text.textContent = this.widthOf(short || full) <= space + labelPx ? short || full : "";
    }

    drawAxis() {
      const { tickPx, labelPx, baselinePx } = this.rules.axis;
      const axis = this.plot.querySelector(".tl-axis");
      axis.textContent = "";
      for (const { x, label } of ticks(this.first, this.days, this.dayPx, this.rules)) {
        const line = Math.floor(x) + 0.5;
        axis.append(shape("path", { class: "axis", d: `M${line} ${this.head - tickPx}V${this.head}` }));
        if (!label) continue;
        const text = shape("text", { class: "t3", x: round(x + labelPx), y: this.head - baselinePx });
        text.textContent = label;
        axis.append(text);
      }
    }

    drawLane(lane) {
      for (const cluster of lane.group.querySelectorAll(".tl-many")) cluster.remove();
      for (const mark of lane.marks) mark.x = this.xOf(mark.day);
      for (const unit of place(lane.marks, this.rules)) this.drawUnit(lane, unit);
    }

    drawUnit(lane, { x, level, members }) {
      const { middlePx, levelPx } = this.rules;
      const y = Number(lane.group.dataset.base) - levelPx * level;
      const at = translate(x - middlePx[0], y - middlePx[1]);
      const cluster = members.length > 1 ? this.cluster(members, at) : null;
      for (const member of members) {
        member.mark.setAttribute("transform", at);
        member.mark.classList.toggle("in", cluster !== null);
        member.cluster = cluster;
      }
      if (cluster) lane.group.append(cluster);
    }

    /** A link that counts its members, in the shapes that the program has drawn for so many. */
    cluster(members, at) {
      const cluster = shape("a", { class: "tl-many", transform: at, href: `#${this.frame.dataset.anchor}0` });
      const title = shape("title", {});
      title.textContent = fill(this.words.cluster, {
        count: members.length,
        from: this.dateOf(members[0].day),
        to: this.dateOf(members[members.length - 1].day),
      });
      cluster.append(title, ...this.clusterShapes(members.length));
      cluster.querySelector("text").textContent = members.length;
      return cluster;
    }

    clusterShapes(count) {
      const rule = this.rules.crowd.clusters.find(({ least }) => count >= least);
      // Parsed once: a figure may have hundreds of clusters.
      rule.drawing = rule.drawing || new DOMParser().parseFromString(rule.svg, "text/html").querySelector("svg");
      return rule.drawing.cloneNode(true).children;
    }

    /** Puts the lanes that are shown below each other, and the end of the figure below the last. */
    stackLanes() {
      let top = this.head;
      for (const lane of this.lanes) {
        for (const group of [lane.group, lane.name]) {
          group.style.display = lane.isShown ? "" : "none";
          group.setAttribute("transform", translate(0, top));
        }
        if (lane.isShown) top += lane.height;
      }
      this.setHeight(round(top + this.rules.footPx));
      this.moveToday(top);
    }

    setHeight(height) {
      for (const svg of [this.names, this.plot]) {
        svg.setAttribute("height", height);
        svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${height}`);
      }
    }

    moveToday(lanesEnd) {
      const words = this.plot.querySelector(".tl-now");
      const line = this.plot.querySelector(".tl-today path");
      words.setAttribute("transform", words.getAttribute("transform").replace(/ [-\d.]+\)/, ` ${round(lanesEnd)})`));
      line.setAttribute("d", line.getAttribute("d").replace(/V[-\d.]+/, `V${round(lanesEnd + this.rules.todayPx)}`));
    }
  }

  kafolio.timeline.TimelineFigure = TimelineFigure;
})();
