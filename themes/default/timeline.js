// Makes timelines interactive: zoom, a period, lanes by owner and tier, clusters that open; figure and list select each other.
// The period and the lanes are kept in the address. Without it the page shows the whole figure.
(() => {
  "use strict";

  const { element } = kafolio;
  const { TimelineFigure } = kafolio.timeline;
  const MOST_DAY_PX = 48;
  const LEAST_WIDTH_PX = 120;
  const ZOOM_STEP = 1.5;
  /** The wheel zooms by e for so many pixels. */
  const WHEEL_PX = 240;
  /** The periods of the buttons, in days. */
  const PERIODS = [365, 182, 91, 30];
  /** Of a period this part is before today. */
  const PAST_PART = 6 / 7;
  /** What lanes are chosen by. */
  const CHOICES = ["owner", "tier"];

  class Timeline extends TimelineFigure {
    constructor(frame, data) {
      super(frame, data);
      /** The days from and to; null for all. */
      this.period = null;
      /** The days of the button that chose the period; 0 for another period. */
      this.periodDays = 0;
      this.chosen = { owner: "", tier: "" };
      this.rows = this.readRows();
      this.tools = this.makeTools();
    }

    /** Puts the tools above the figure, and scrolls to today. */
    start() {
      for (const outdated of this.frame.querySelectorAll(".tl-tools, .tl-open")) outdated.remove();
      for (const list of this.frame.querySelectorAll(".tl-groups")) list.hidden = true;
      this.frame.prepend(this.tools);
      this.scroller.classList.remove("from-end");
      this.scroller.scrollLeft = this.plot.clientWidth;
      // Clusters that the program has drawn do not know their marks.
      if (this.plot.querySelector(".tl-many")) this.draw(this.leastPx);
      this.updateTools();
      this.readAddress();
    }

    /* ---- what is in sight ---- */

    get visibleWidth() {
      return Math.max(LEAST_WIDTH_PX, this.scroller.clientWidth - this.names.parentNode.offsetWidth);
    }

    limited(dayPx) {
      return Math.min(Math.max(dayPx, this.leastPx), Math.max(MOST_DAY_PX, this.leastPx));
    }

    /** Zooms by a factor; the day at a point of the frame stays where it is, or that in its middle. */
    zoom(factor, pointPx = this.visibleWidth / 2) {
      const day = (this.scroller.scrollLeft + pointPx - this.rules.marginPx) / this.dayPx;
      this.draw(this.limited(this.dayPx * factor));
      this.scroller.scrollLeft = this.xOf(day) - pointPx;
    }

    /** Shows a period; null for all. */
    show(period, periodDays = 0) {
      this.period = period;
      this.periodDays = periodDays;
      if (period) {
        const days = Math.max(1, period.to - period.from);
        this.draw(this.limited((this.visibleWidth - 2 * this.rules.marginPx) / days));
        this.scroller.scrollLeft = this.xOf(period.from) - this.rules.marginPx;
      } else {
        this.draw(this.leastPx);
        this.scroller.scrollLeft = this.plot.clientWidth;
      }
      this.filter();
      this.updateTools();
    }

    showAll() {
      this.show(null);
      this.writeAddress();
    }

    /** Shows so many days around today. */
    showDays(days) {
      const from = Math.round(this.today - days * PAST_PART);
      const to = Math.round(this.today + days * (1 - PAST_PART));
      this.show({ from, to }, days);
      this.writeAddress();
    }

    /** Scrolls to a mark if it is out of sight. */
    reveal(mark) {
      const x = this.xOf(mark.day);
      const left = this.scroller.scrollLeft;
      const width = this.visibleWidth;
      if (x < left || x > left + width) this.scroller.scrollLeft = x - width / 2;
      this.scroller.scrollIntoView({ block: "nearest" });
    }

    /* ---- lanes and rows that are asked for ---- */

    /** The rows of the list with the marks that they describe: both link to the same note. */
    readRows() {
      const marksOf = new Map();
      for (const mark of this.marks) {
        if (!mark.href) continue;
        if (!marksOf.has(mark.href)) marksOf.set(mark.href, []);
        marksOf.get(mark.href).push(mark);
      }
      const rows = [];
      for (const row of document.querySelectorAll("main tbody tr")) {
        const link = row.cells[0]?.querySelector("a");
        const marks = link && marksOf.get(link.getAttribute("href"));
        if (!marks) continue;
        rows.push({ row, marks });
        for (const mark of marks) mark.row = row;
      }
      return rows;
    }

    isInPeriod({ day }) {
      return !this.period || (day >= this.period.from && day <= this.period.to);
    }

    /** Hides the lanes and rows that are not asked for, and the sections that are left without rows. */
    filter() {
      for (const lane of this.lanes) {
        lane.isShown = CHOICES.every((key) => !this.chosen[key] || lane.group.dataset[key] === this.chosen[key]);
      }
      this.stackLanes();
      for (const { row, marks } of this.rows) {
        row.hidden = !marks.some((mark) => mark.lane.isShown && this.isInPeriod(mark));
      }
      const sections = new Set(this.rows.map(({ row }) => row.closest("section")));
      sections.delete(this.frame.closest("section"));
      for (const section of sections) section.hidden = !section.querySelector("tbody tr:not([hidden])");
    }

    /* ---- the address ---- */

    writeAddress() {
      const parts = [];
      if (this.period) parts.push(`from=${this.dateOf(this.period.from)}`, `to=${this.dateOf(this.period.to)}`);
      for (const key of CHOICES) {
        if (this.chosen[key]) parts.push(`${key}=${encodeURIComponent(this.chosen[key])}`);
      }
      const hash = parts.join("&");
      try {
        history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
      } catch {
        // Some browsers refuse this to files.
        location.hash = hash;
      }
    }

    readAddress() {
      const wanted = wantedByAddress();
      for (const key of CHOICES) this.chosen[key] = wanted[key] || "";
      const period = { from: this.dayOf(wanted.from), to: this.dayOf(wanted.to) };
      if (period.from < period.to) this.show(period);
      else if (wanted.owner || wanted.tier) this.show(null);
    }

    /* ---- tools ---- */

    makeTools() {
      const { words } = this;
      const button = (textContent, onClick) => kafolio.button({ textContent }, onClick);
      const all = button(words.zoomAll, () => this.showAll());
      const periods = PERIODS.map((days) => {
        const made = button(words[`p${days}`], () => this.showDays(days));
        made.dataset.days = days;
        return made;
      });
      all.dataset.days = "";
      const tools = element(
        "div",
        { className: "tl-tools" },
        all,
        ...periods,
        element("span", { className: "gap" }),
        ...CHOICES.map((key) => this.makeChoice(key)).filter(Boolean),
        button(words.zoomOut, () => this.zoom(1 / ZOOM_STEP)),
        button(words.zoomIn, () => this.zoom(ZOOM_STEP)),
      );
      tools.setAttribute("role", "group");
      tools.setAttribute("aria-label", words.period);
      return tools;
    }

    /** A list that chooses lanes by the owner or the tier of their account; null if all lanes have the same. */
    makeChoice(key) {
      const values = [...new Set(this.lanes.map(({ group }) => group.dataset[key]).filter(Boolean))];
      if (values.length < 2) return null;
      const options = values.map((value) => new Option(value, value));
      const select = element("select", {}, new Option(this.words.zoomAll, ""), ...options);
      select.dataset.choice = key;
      select.addEventListener("change", () => {
        this.chosen[key] = select.value;
        this.filter();
        this.writeAddress();
      });
      return element("label", {}, `${this.words[key]} `, select);
    }

    /** Shows in the tools what is chosen. */
    updateTools() {
      const pressed = this.period ? String(this.periodDays) : "";
      for (const button of this.tools.querySelectorAll("button[data-days]")) {
        button.setAttribute("aria-pressed", String(button.dataset.days === pressed));
      }
      for (const select of this.tools.querySelectorAll("select")) select.value = this.chosen[select.dataset.choice];
    }

    /* ---- figure and list select each other ---- */

    select(marks) {
      for (const selected of document.querySelectorAll(".tl .sel, tr.sel")) selected.classList.remove("sel");
      for (const { cluster, mark, row } of marks) {
        (cluster || mark).classList.add("sel");
        if (row) row.classList.add("sel");
      }
    }

    /** The marks of a mark, a cluster or a promise of the figure: all those of the same note. */
    marksOf(link) {
      const href = link.getAttribute("href");
      return this.marks.filter((one) => one.cluster === link || one.mark === link || (href && one.href === href));
    }

    /** Opens a cluster: lists its marks as links below the figure. */
    open(cluster) {
      const marks = this.marksOf(cluster);
      const titleOf = (group) => group.querySelector("title").textContent;
      const links = marks.map(({ mark, href }) => element("a", { href, textContent: titleOf(mark) }));
      const list = element("ul", { className: "plain" }, ...links.map((link) => element("li", {}, link)));
      for (const opened of this.frame.querySelectorAll(".tl-open")) opened.remove();
      this.scroller.after(element("div", { className: "tl-open" }, element("p", { textContent: titleOf(cluster) }), list));
      this.select(marks);
      links[0].focus({ preventScroll: true });
    }

    /* ---- events ---- */

    onPoint({ target }) {
      const link = target.closest?.(".tl-plot a");
      if (link) this.select(this.marksOf(link));
    }

    onClick(event) {
      const cluster = event.target.closest(".tl-many");
      if (!cluster) return;
      event.preventDefault();
      this.open(cluster);
    }

    onWheel(event) {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const left = this.scroller.getBoundingClientRect().left + this.names.parentNode.offsetWidth;
      this.zoom(Math.exp(-event.deltaY / WHEEL_PX), event.clientX - left);
    }

    onKey(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "+" || event.key === "=") this.zoom(ZOOM_STEP);
      else if (event.key === "-") this.zoom(1 / ZOOM_STEP);
      else if (event.key === "0") this.showAll();
      else return;
      event.preventDefault();
    }

    /** Selects the marks of a row that is pointed at, and scrolls to them on a click. */
    onRow(event, row) {
      const known = this.rows.find((one) => one.row === row);
      if (!known) return;
      this.select(known.marks);
      if (event.type === "click" && !event.target.closest("a")) this.reveal(known.marks[0]);
    }
  }

  /** What the address asks for, by name. */
  function wantedByAddress() {
    const wanted = {};
    for (const part of location.hash.slice(1).split("&")) {
      const [key, value, ...rest] = part.split("=");
      if (value === undefined || rest.length) continue;
      try {
        wanted[key] = decodeURIComponent(value);
      } catch {
        // It was not written by this script.
      }
    }
    return wanted;
  }

  /** The timelines of the page that have started. */
  function started() {
    return Array.from(document.querySelectorAll(".tl-frame"), (frame) => frame.timeline).filter(Boolean);
  }

  /** Listens to a frame; the preview may give it another timeline later. */
  function listen(frame, scroller) {
    for (const kind of ["pointerover", "focusin"]) scroller.addEventListener(kind, (event) => frame.timeline.onPoint(event));
    scroller.addEventListener("click", (event) => frame.timeline.onClick(event));
    scroller.addEventListener("wheel", (event) => frame.timeline.onWheel(event), { passive: false });
    scroller.addEventListener("keydown", (event) => frame.timeline.onKey(event));
  }

  function onRow(event) {
    const row = event.target.closest?.("main tbody tr");
    if (row) started().forEach((timeline) => timeline.onRow(event, row));
  }

  function startFrame(frame) {
    const before = frame.timeline;
    frame.timeline = new Timeline(frame, window.kafolioTimeline);
    const { scroller } = frame.timeline;
    if (!before || before.scroller !== scroller) listen(frame, scroller);
    frame.timeline.start();
  }

  function startAll() {
    document.querySelectorAll(".tl-frame").forEach(startFrame);
  }

  async function begin() {
    try {
      await kafolio.read("timeline-data.js");
    } catch {
      // The page shows the whole figure.
      return;
    }
    for (const kind of ["pointerover", "focusin", "click"]) document.addEventListener(kind, onRow);
    addEventListener("hashchange", () => started().forEach((timeline) => timeline.readAddress()));
    document.addEventListener("kafolio:patched", startAll);
    startAll();
  }

  begin();
})();
