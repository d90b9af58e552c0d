// Timelines: closer and wider, a period, lanes by owner and tier; figure and list select each other. The figure is whole
// without it. At another scale it is laid out by the rules of the program, src/figure/timeline/. It loads nothing.
(function () {
  "use strict";

  var SVG = "http://www.w3.org/2000/svg";
  var DAY_MS = 86400000;
  // As in the program.
  var MARGIN = 20, MIDDLE_X = 20, MIDDLE_Y = 12, REACH = 6.5, RING_REACH = 9.5, MOST_SHIFT = 6, LEVEL = 16;
  var MOST_DAY_PX = 48;
  var YEARS = [1, 2, 5, 10, 20, 50, 100, 500, 1000];

  function each(list, act) { Array.prototype.forEach.call(list, act); }
  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, function (all, key) { return key in values ? values[key] : all; });
  }
  function round(px) { return Math.round(px * 10) / 10; }
  function element(name, attributes) {
    var made = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }

  /** How wide a text is drawn: a Chinese character 1 em, a Latin letter 0.56. */
  function textWidth(text, size) {
    var em = 0;
    for (var at = 0; at < text.length; at += 1) em += text.charCodeAt(at) < 0x1100 ? 0.56 : 1;
    return em * size;
  }

  /* ---- marks that would hide each other make room: declutter.rs ---- */

  function clusterReach(count) { return count < 10 ? 8 : count < 100 ? 10 : count < 1000 ? 13.5 : 17; }
  function endOf(unit) { return unit.x + unit.reach; }
  function free(units, x, reach) {
    return units.length ? Math.max(x, endOf(units[units.length - 1]) + reach) : x;
  }
  function settle(levels, members) {
    for (;;) {
      var reach = clusterReach(members.length);
      var middle = members.reduce(function (sum, one) { return sum + one.x; }, 0) / members.length;
      var x = free(levels[0], middle, reach);
      if (x - middle <= MOST_SHIFT) {
        members.sort(function (a, b) { return a.place - b.place; });
        levels[0].push({ x: x, reach: reach, level: 0, members: members });
        return;
      }
      members = members.concat(levels[0].pop().members);
    }
  }
  function place(wishes, most) {
    var levels = [];
    while (levels.length < most) levels.push([]);
    wishes.forEach(function (wish) {
      var last = levels[0][levels[0].length - 1];
      if (last && last.members.length > 1 && wish.x < endOf(last)) {
        settle(levels, levels[0].pop().members.concat(wish));
        return;
      }
      for (var level = 0; level < most; level += 1) {
        var x = free(levels[level], wish.x, wish.reach);
        if (x - wish.x <= MOST_SHIFT) {
          levels[level].push({ x: x, reach: wish.reach, level: level, members: [wish] });
          return;
        }
      }
      var members = [wish];
      levels.forEach(function (units) {
        if (units.length && endOf(units[units.length - 1]) > wish.x - wish.reach) members = members.concat(units.pop().members);
      });
      settle(levels, members);
    });
    return Array.prototype.concat.apply([], levels);
  }

  /* ---- the time axis: axis.rs ---- */

  function monthsFrom(date, months) { return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1); }

  /** The ticks from a day on: their day, and their words with and without the year. */
  function ticks(first, days, dayPx, words) {
    var start = new Date(first), found = [], at, next, label, begins;
    var names = words.names.split(" ");
    function values(date) {
      var month = date.getUTCMonth() + 1;
      return {
        year: date.getUTCFullYear(), quarter: Math.ceil(month / 3), month: month, name: names[month - 1],
        mm: (month < 10 ? "0" : "") + month, day: (date.getUTCDate() < 10 ? "0" : "") + date.getUTCDate()
      };
    }
    function inMonths(step) {
      at = monthsFrom(start, -(start.getUTCMonth() % step));
      if (at < first) at = monthsFrom(new Date(at), step);
      next = function (day) { return monthsFrom(day, step); };
      begins = function (day) { return day.getUTCMonth() === 0; };
    }
    if (7 * dayPx >= 46) {
      at = first + ((8 - (start.getUTCDay() || 7)) % 7) * DAY_MS;
      next = function (day) { return day.getTime() + 7 * DAY_MS; };
      begins = function (day) { return day.getUTCMonth() === 0 && day.getUTCDate() <= 7; };
      label = [words.day, words.yearDay];
    } else if (28 * dayPx >= 44) {
      inMonths(1);
      label = [words.month, words.yearMonth];
    } else if (90 * dayPx >= 66) {
      inMonths(3);
      label = [words.quarter, words.yearQuarter];
    } else {
      var years = YEARS.filter(function (one) { return one * 365.25 * dayPx >= 60; })[0] || 1000;
      var year = Math.floor(start.getUTCFullYear() / years) * years;
      at = Date.UTC(year, 0, 1);
      if (at < first) at = Date.UTC(year + years, 0, 1);
      next = function (day) { return Date.UTC(day.getUTCFullYear() + years, 0, 1); };
      begins = function () { return true; };
      label = [words.year, words.year];
    }
    while (at <= first + days * DAY_MS) {
      var date = new Date(at);
      found.push({
        x: MARGIN + (at - first) / DAY_MS * dayPx, begins: begins(date), label: "",
        short: fill(label[0], values(date)), long: fill(label[1], values(date))
      });
      at = next(date);
    }
    name(found);
    return found;
  }

  /** Words where they collide with none: years first. */
  function name(found) {
    var taken = [];
    function set(tick, words) {
      var from = tick.x + 3.5, to = from + textWidth(words, 12) + 8;
      if (tick.label || taken.some(function (one) { return to > one[0] && from < one[1]; })) return;
      taken.push([from, to]);
      tick.label = words;
    }
    found.forEach(function (tick) { if (tick.begins) set(tick, tick.long); });
    if (found.length) set(found[0], found[0].long);
    found.forEach(function (tick) { if (!tick.begins) set(tick, tick.short); });
  }

  /* ---- one figure ---- */

  /** What the tools and the marks say, from a script of its own. */
  var words = {};

  function Timeline(frame) {
    this.frame = frame;
    this.scroller = frame.querySelector(".scroll");
    this.names = frame.querySelector(".tl-fixed svg");
    this.plot = frame.querySelector(".tl-plot");
    this.words = words;
    this.first = Date.parse(frame.dataset.first);
    this.days = Number(frame.dataset.days);
    this.today = (Date.parse(frame.dataset.today) - this.first) / DAY_MS;
    this.period = null;
    this.chosen = { owner: "", tier: "" };
    this.read();
    this.dayPx = this.leastPx;
  }

  /** What the figure is made of, as it stands in the page. */
  Timeline.prototype.read = function () {
    var self = this, box = this.plot.getAttribute("viewBox").split(" ");
    this.width = Number(box[2]);
    this.height = Number(box[3]);
    this.leastPx = (this.width - 2 * MARGIN) / this.days;
    this.shapes = [];
    each(this.plot.querySelectorAll("rect, path"), function (shape) {
      if (shape.closest(".tl-m, .tl-many, .tl-axis")) return;
      self.shapes.push({ shape: shape, d: shape.getAttribute("d"), x: Number(shape.getAttribute("x")), width: Number(shape.getAttribute("width")) });
    });
    var nameGroups = this.names.querySelectorAll(".tl-lane");
    this.lanes = Array.prototype.map.call(this.plot.querySelectorAll(".tl-lane"), function (group, index) {
      var marks = Array.prototype.map.call(group.querySelectorAll(".tl-m"), function (mark) {
        return { mark: mark, day: Number(mark.dataset.d), reach: mark.classList.contains("first") ? RING_REACH : REACH };
      });
      marks.sort(function (a, b) { return a.day - b.day; });
      marks.forEach(function (one, at) { one.place = at; });
      var top = Number(/ ([-\d.]+)\)/.exec(group.getAttribute("transform"))[1]);
      return { group: group, name: nameGroups[index], marks: marks, top: top, height: Number(group.dataset.h), isShown: true };
    });
    this.head = this.lanes.length ? this.lanes[0].top : 0;
    this.readList();
  };

  /** The rows of the list that tell of marks: by where they lead. */
  Timeline.prototype.readList = function () {
    var byHref = {}, rows = [];
    this.lanes.forEach(function (lane) {
      lane.marks.forEach(function (one) {
        var href = one.mark.getAttribute("href");
        one.lane = lane;
        if (href) (byHref[href] = byHref[href] || []).push(one);
      });
    });
    each(document.querySelectorAll("main tbody tr"), function (row) {
      var link = row.cells[0] && row.cells[0].querySelector("a");
      var marks = link && byHref[link.getAttribute("href")];
      if (!marks) return;
      rows.push({ row: row, marks: marks });
      marks.forEach(function (one) { one.row = row; });
    });
    this.rows = rows;
  };

  Timeline.prototype.x = function (day) { return MARGIN + day * this.dayPx; };

  /** Draws the figure at so many pixels a day. */
  Timeline.prototype.draw = function (dayPx) {
    var self = this, factor = dayPx / this.leastPx;
    function moved(x) { return round(MARGIN + (x - MARGIN) * factor); }
    this.dayPx = dayPx;
    var width = round(2 * MARGIN + this.days * dayPx);
    this.plot.setAttribute("width", width);
    this.shapes.forEach(function (one) {
      if (one.d === null) {
        one.shape.setAttribute("x", moved(one.x));
        one.shape.setAttribute("width", round(one.width * factor));
        return;
      }
      one.shape.setAttribute("d", one.d.replace(/([MLH])([-\d.]+)/g, function (all, letter, x) { return letter + moved(Number(x)); }));
    });
    each(this.plot.querySelectorAll(".tl-word"), function (word) { self.moveWord(word, width); });
    this.drawAxis();
    this.lanes.forEach(function (lane) { self.drawLane(lane); });
    this.stack();
  };

  Timeline.prototype.moveWord = function (word, width) {
    var text = word.querySelector("text"), data = word.dataset;
    var x = this.x(Number(data.d)), y = / ([-\d.]+)\)/.exec(word.getAttribute("transform"))[1];
    if (!("days" in data)) {
      var half = text ? textWidth(text.textContent, 12) / 2 : 0;
      x = Math.min(Math.max(x, half), Math.max(width - half, half));
    } else {
      var room = Number(data.days) * this.dayPx - 12;
      if (!text) {
        text = element("text", { "class": "t2", x: 6, y: 15 });
        word.append(text);
      }
      text.textContent = textWidth(data.full, 12) <= room ? data.full : textWidth(data.short || data.full, 12) <= room + 6 ? data.short || data.full : "";
    }
    word.setAttribute("transform", "translate(" + round(x) + " " + y + ")");
  };

  Timeline.prototype.drawAxis = function () {
    var axis = this.plot.querySelector(".tl-axis"), head = this.head;
    axis.textContent = "";
    ticks(this.first, this.days, this.dayPx, this.words).forEach(function (tick) {
      var x = Math.floor(tick.x) + 0.5;
      axis.append(element("path", { "class": "axis", d: "M" + x + " " + (head - 6) + "V" + head }));
      if (!tick.label) return;
      var text = element("text", { "class": "t3", x: round(tick.x + 3.5), y: head - 9 });
      text.textContent = tick.label;
      axis.append(text);
    });
  };

  Timeline.prototype.drawLane = function (lane) {
    var self = this, base = Number(lane.group.dataset.base);
    each(lane.group.querySelectorAll(".tl-many"), function (many) { many.remove(); });
    lane.marks.forEach(function (one) { one.x = self.x(one.day); });
    place(lane.marks, 3).forEach(function (unit) {
      var isCluster = unit.members.length > 1;
      var at = "translate(" + round(unit.x - MIDDLE_X) + " " + round(base - LEVEL * unit.level - MIDDLE_Y) + ")";
      unit.members.forEach(function (one) {
        one.mark.setAttribute("transform", at);
        one.mark.classList.toggle("in", isCluster);
        one.cluster = null;
      });
      if (isCluster) self.drawCluster(lane, unit, at);
    });
  };

  Timeline.prototype.drawCluster = function (lane, unit, at) {
    var reach = unit.reach - 1.5, members = unit.members;
    var many = element("a", { "class": "tl-many", transform: at, href: "#" + this.frame.dataset.anchor + "0" });
    var title = element("title", {});
    title.textContent = this.clusterTitle(members);
    var left = MIDDLE_X - reach, right = MIDDLE_X + reach;
    var sheet = element("path", { "class": "axis", d: "M" + (left + 3) + " 3H" + (right + 2) + "V16" });
    var face = element("rect", { "class": "m-many", x: left, y: 5, width: 2 * reach, height: 14 });
    var count = element("text", { "class": "t3 xs mid b", x: MIDDLE_X, y: 16 });
    count.textContent = members.length;
    many.append(title, sheet, face, count);
    members.forEach(function (one) { one.cluster = many; });
    lane.group.append(many);
  };

  Timeline.prototype.clusterTitle = function (members) {
    return fill(this.words.cluster, { count: members.length, from: this.iso(members[0].day), to: this.iso(members[members.length - 1].day) });
  };

  Timeline.prototype.iso = function (day) { return new Date(this.first + day * DAY_MS).toISOString().slice(0, 10); };

  /** Lanes that are shown stand under each other, and the figure ends below the last. */
  Timeline.prototype.stack = function () {
    var top = this.head;
    this.lanes.forEach(function (lane) {
      [lane.group, lane.name].forEach(function (group) {
        group.style.display = lane.isShown ? "" : "none";
        group.setAttribute("transform", "translate(0 " + round(top) + ")");
      });
      if (lane.isShown) top += lane.height;
    });
    var height = top + 24;
    [this.names, this.plot].forEach(function (svg) {
      var width = svg.getAttribute("width");
      svg.setAttribute("height", round(height));
      svg.setAttribute("viewBox", "0 0 " + width + " " + round(height));
    });
    var now = this.plot.querySelector(".tl-now"), line = this.plot.querySelector(".tl-today path");
    now.setAttribute("transform", now.getAttribute("transform").replace(/ [-\d.]+\)/, " " + round(top) + ")"));
    line.setAttribute("d", line.getAttribute("d").replace(/V[-\d.]+/, "V" + round(top + 6)));
  };

  /* ---- what is in sight ---- */

  Timeline.prototype.room = function () {
    return Math.max(120, this.scroller.clientWidth - this.names.parentNode.offsetWidth);
  };

  /** Closer or wider; the day under a point of the frame, or its middle, stays where it is. */
  Timeline.prototype.zoom = function (factor, px) {
    var at = px === undefined ? this.room() / 2 : px;
    var day = (this.scroller.scrollLeft + at - MARGIN) / this.dayPx;
    this.draw(Math.min(Math.max(this.dayPx * factor, this.leastPx), Math.max(MOST_DAY_PX, this.leastPx)));
    this.scroller.scrollLeft = this.x(day) - at;
  };

  Timeline.prototype.show = function (period) {
    this.period = period;
    if (!period) {
      this.draw(this.leastPx);
      this.scroller.scrollLeft = this.plot.clientWidth;
    } else {
      var days = Math.max(1, period.to - period.from);
      this.draw(Math.min(Math.max((this.room() - 2 * MARGIN) / days, this.leastPx), Math.max(MOST_DAY_PX, this.leastPx)));
      this.scroller.scrollLeft = this.x(period.from) - MARGIN;
    }
    this.filter();
    this.press();
  };

  /** Hides lanes and rows that are not asked for. */
  Timeline.prototype.filter = function () {
    var chosen = this.chosen, period = this.period, sections = [];
    this.lanes.forEach(function (lane) {
      var data = lane.group.dataset;
      lane.isShown = (!chosen.owner || data.owner === chosen.owner) && (!chosen.tier || data.tier === chosen.tier);
    });
    this.stack();
    this.rows.forEach(function (one) {
      one.row.hidden = !one.marks.some(function (mark) {
        return mark.lane.isShown && (!period || (mark.day >= period.from && mark.day <= period.to));
      });
      var section = one.row.closest("section");
      if (sections.indexOf(section) < 0) sections.push(section);
    });
    var own = this.frame.closest("section");
    sections.forEach(function (section) {
      if (section !== own) section.hidden = !section.querySelector("tbody tr:not([hidden])");
    });
  };

  /* ---- the address remembers ---- */

  Timeline.prototype.write = function () {
    var parts = [];
    if (this.period) parts.push("from=" + this.iso(this.period.from), "to=" + this.iso(this.period.to));
    if (this.chosen.owner) parts.push("owner=" + encodeURIComponent(this.chosen.owner));
    if (this.chosen.tier) parts.push("tier=" + encodeURIComponent(this.chosen.tier));
    try {
      history.replaceState(null, "", parts.length ? "#" + parts.join("&") : location.pathname + location.search);
    } catch (refused) {
      location.hash = parts.join("&");
    }
  };

  Timeline.prototype.fromAddress = function () {
    var self = this, asked = {};
    location.hash.slice(1).split("&").forEach(function (part) {
      var pair = part.split("=");
      try {
        if (pair.length === 2) asked[pair[0]] = decodeURIComponent(pair[1]);
      } catch (broken) { /* not ours */ }
    });
    ["owner", "tier"].forEach(function (key) { self.chosen[key] = asked[key] || ""; });
    var from = (Date.parse(asked.from) - this.first) / DAY_MS, to = (Date.parse(asked.to) - this.first) / DAY_MS;
    if (from < to) this.show({ from: from, to: to });
    else if (asked.owner || asked.tier) this.show(null);
  };

  /* ---- buttons ---- */

  Timeline.prototype.dress = function () {
    var self = this, words = this.words, tools = document.createElement("div");
    function button(label, act, key) {
      var made = document.createElement("button");
      made.type = "button";
      made.textContent = label;
      if (key !== undefined) made.dataset.days = key;
      made.addEventListener("click", act);
      tools.append(made);
    }
    each(this.frame.querySelectorAll(".tl-tools, .tl-open"), function (old) { old.remove(); });
    tools.className = "tl-tools";
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", words.period);
    button(words.zoomAll, function () { self.show(null); self.write(); }, "");
    [365, 182, 91, 30].forEach(function (days) {
      button(words["p" + days], function () {
        self.show({ from: Math.round(self.today - days * 6 / 7), to: Math.round(self.today + days / 7) });
        self.shownDays = days;
        self.press();
        self.write();
      }, days);
    });
    var gap = document.createElement("span");
    gap.className = "gap";
    tools.append(gap);
    ["owner", "tier"].forEach(function (key) { self.addChoice(tools, key); });
    button(words.zoomOut, function () { self.zoom(1 / 1.5); });
    button(words.zoomIn, function () { self.zoom(1.5); });
    this.tools = tools;
    this.frame.insertBefore(tools, this.frame.firstChild);
    each(this.frame.querySelectorAll(".tl-groups"), function (groups) { groups.hidden = true; });
    this.press();
  };

  Timeline.prototype.addChoice = function (tools, key) {
    var self = this, values = [];
    this.lanes.forEach(function (lane) {
      var value = lane.group.dataset[key];
      if (value && values.indexOf(value) < 0) values.push(value);
    });
    if (values.length < 2) return;
    var select = document.createElement("select"), label = document.createElement("label");
    select.dataset.choice = key;
    [""].concat(values).forEach(function (value) {
      var option = new Option(value || self.words.zoomAll, value);
      select.append(option);
    });
    select.value = this.chosen[key];
    select.addEventListener("change", function () {
      self.chosen[key] = select.value;
      self.filter();
      self.write();
    });
    label.append(this.words[key] + " ", select);
    tools.append(label);
  };

  /** Which period is chosen shows on its button. */
  Timeline.prototype.press = function () {
    var self = this, wanted = this.period ? String(this.shownDays || "") : "";
    if (!this.tools) return;
    each(this.tools.querySelectorAll("button[data-days]"), function (one) {
      var isOn = one.dataset.days === wanted && (wanted !== "" || !self.period);
      one.setAttribute("aria-pressed", String(isOn));
    });
    each(this.tools.querySelectorAll("select"), function (select) { select.value = self.chosen[select.dataset.choice]; });
  };

  /* ---- figure and list select each other ---- */

  Timeline.prototype.select = function (marks) {
    each(document.querySelectorAll(".tl .sel, tr.sel"), function (one) { one.classList.remove("sel"); });
    marks.forEach(function (one) {
      (one.cluster || one.mark).classList.add("sel");
      if (one.row) one.row.classList.add("sel");
    });
  };

  /** The marks of what a mark, a cluster or a promise of the figure shows: all those of the same note. */
  Timeline.prototype.marksOf = function (shape) {
    var href = shape.getAttribute("href"), found = [];
    this.lanes.forEach(function (lane) {
      lane.marks.forEach(function (one) {
        if (one.cluster === shape || one.mark === shape || (href && one.mark.getAttribute("href") === href)) found.push(one);
      });
    });
    return found;
  };

  /** Opens a cluster: its marks as links below the figure. */
  Timeline.prototype.open = function (many) {
    var marks = this.marksOf(many), list = document.createElement("ul"), box = document.createElement("div");
    each(this.frame.querySelectorAll(".tl-open"), function (old) { old.remove(); });
    box.className = "tl-open";
    list.className = "plain";
    marks.forEach(function (one) {
      var item = document.createElement("li"), link = document.createElement("a");
      link.href = one.mark.getAttribute("href");
      link.textContent = one.mark.querySelector("title").textContent;
      item.append(link);
      list.append(item);
    });
    var heading = document.createElement("p");
    heading.textContent = many.querySelector("title").textContent;
    box.append(heading, list);
    this.scroller.after(box);
    this.select(marks);
    list.querySelector("a").focus({ preventScroll: true });
  };

  Timeline.prototype.reveal = function (mark) {
    var x = this.x(mark.day), left = this.scroller.scrollLeft, room = this.room();
    if (x < left || x > left + room) this.scroller.scrollLeft = x - room / 2;
    this.scroller.scrollIntoView({ block: "nearest" });
  };

  Timeline.prototype.bind = function () {
    var scroller = this.scroller, frame = this.frame;
    function own() { return frame.timeline; }
    function pointed(event) {
      var shape = event.target.closest && event.target.closest(".tl-plot a");
      if (shape) own().select(own().marksOf(shape));
    }
    scroller.addEventListener("pointerover", pointed);
    scroller.addEventListener("focusin", pointed);
    scroller.addEventListener("click", function (event) {
      var many = event.target.closest(".tl-many");
      if (!many) return;
      event.preventDefault();
      own().open(many);
    });
    scroller.addEventListener("wheel", function (event) {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      var px = event.clientX - scroller.getBoundingClientRect().left - own().names.parentNode.offsetWidth;
      own().zoom(Math.exp(-event.deltaY / 240), px);
    }, { passive: false });
    scroller.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "+" || event.key === "=") own().zoom(1.5);
      else if (event.key === "-") own().zoom(1 / 1.5);
      else if (event.key === "0") { own().show(null); own().write(); }
      else return;
      event.preventDefault();
    });
  };

  function rowPointed(event) {
    var row = event.target.closest && event.target.closest("main tbody tr");
    if (!row) return;
    each(document.querySelectorAll(".tl-frame"), function (frame) {
      var own = frame.timeline;
      var known = own && own.rows.filter(function (one) { return one.row === row; })[0];
      if (!known) return;
      own.select(known.marks);
      if (event.type === "click" && !event.target.closest("a")) own.reveal(known.marks[0]);
    });
  }

  function start() {
    each(document.querySelectorAll(".tl-frame"), function (frame) {
      var before = frame.timeline;
      var made = frame.timeline = new Timeline(frame);
      if (!before || before.scroller !== made.scroller) made.bind();
      made.scroller.classList.remove("from-end");
      made.scroller.scrollLeft = made.plot.clientWidth;
      made.linkClusters();
      made.dress();
      made.fromAddress();
    });
  }

  /** The clusters that the page came with know their marks. */
  Timeline.prototype.linkClusters = function () {
    if (this.plot.querySelector(".tl-many")) this.draw(this.leastPx);
  };

  ["pointerover", "focusin", "click"].forEach(function (kind) { document.addEventListener(kind, rowPointed); });
  window.addEventListener("hashchange", function () {
    each(document.querySelectorAll(".tl-frame"), function (frame) { if (frame.timeline) frame.timeline.fromAddress(); });
  });
  kafolio.read("timeline-words.js").then(function () {
    words = window.kafolioTimeline;
    start();
  }, function () { /* The page is whole without. */ });
  // The preview has made the page anew, in place.
  document.addEventListener("kafolio:patched", start);
})();
