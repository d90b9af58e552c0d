// Computes where the ticks and the marks of a timeline are at a scale. It has no numbers and no words of its own: the program
// gives it the rules that it draws by itself, src/figure/timeline/, and a browser test compares the results of both.
(() => {
  "use strict";

  const DAY_MS = 86400000;
  const WEEK_DAYS = 7;

  /** A template with its `{names}` replaced by values. */
  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, (name, key) => (key in values ? values[key] : name));
  }

  /** The estimated width of a text in pixels. */
  function textWidth(text, typePx, { narrowEm, wideEm, wideFrom }) {
    let em = 0;
    for (const character of text) em += character.codePointAt(0) < wideFrom ? narrowEm : wideEm;
    return em * typePx;
  }

  /* ---- ticks: axis.rs ---- */

  function yearOf(time) {
    return new Date(time).getUTCFullYear();
  }

  /** The number of a month, counted from the year 0. */
  function monthNumber(time) {
    return 12 * yearOf(time) + new Date(time).getUTCMonth();
  }

  function firstOfMonth(number) {
    return new Date(0).setUTCFullYear(0, number, 1);
  }

  /** A tick moved by so many steps. */
  function moved(time, { months }, count) {
    return months ? firstOfMonth(monthNumber(time) + count * months) : time + count * WEEK_DAYS * DAY_MS;
  }

  /** The first tick at or after a time. */
  function firstTick(time, step) {
    const daysSinceMonday = (new Date(time).getUTCDay() + WEEK_DAYS - 1) % WEEK_DAYS;
    const before = step.months
      ? firstOfMonth(Math.floor(monthNumber(time) / step.months) * step.months)
      : time - daysSinceMonday * DAY_MS;
    return before < time ? moved(before, step, 1) : before;
  }

  /** What the templates of labels may name of a tick. */
  function valuesOf(time, monthNames) {
    const date = new Date(time);
    const month = date.getUTCMonth() + 1;
    return {
      year: date.getUTCFullYear(),
      quarter: Math.ceil(month / 3),
      month,
      mm: String(month).padStart(2, "0"),
      name: monthNames.split(" ")[month - 1] || "",
      day: String(date.getUTCDate()).padStart(2, "0"),
    };
  }

  /** Gives ticks their labels where these collide with none: years first, because what follows is read by them. */
  function setLabels(ticks, step, { axis, text }) {
    const taken = [];
    const label = (tick, template) => {
      if (tick.label) return;
      const words = fill(template, valuesOf(tick.time, axis.monthNames));
      const from = tick.x + axis.labelPx;
      const to = from + textWidth(words, axis.typePx, text) + axis.gapPx;
      if (taken.some((other) => to > other.from && from < other.to)) return;
      taken.push({ from, to });
      tick.label = words;
    };
    const years = ticks.filter(({ beginsYear }) => beginsYear);
    for (const tick of [...years, ...ticks.slice(0, 1)]) label(tick, step.labelWithYear);
    for (const tick of ticks) {
      if (!tick.beginsYear) label(tick, step.label);
    }
  }

  /** The ticks of so many days from a first one on. */
  function ticks(first, days, dayPx, rules) {
    const { steps } = rules.axis;
    const step = steps.find((one) => one.days * dayPx >= one.leastPx) || steps[steps.length - 1];
    const last = first + days * DAY_MS;
    const found = [];
    for (let time = firstTick(first, step); time <= last; time = moved(time, step, 1)) {
      const x = rules.marginPx + ((time - first) / DAY_MS) * dayPx;
      found.push({ time, x, label: "", beginsYear: yearOf(time) !== yearOf(moved(time, step, -1)) });
    }
    setLabels(found, step, rules);
    return found;
  }

  /* ---- marks that would hide each other make room: declutter.rs ---- */

  function endOf(unit) {
    return unit.x + unit.reach;
  }

  /** Marks of one lane in levels. What is drawn at one place is a unit: a mark, or a cluster of several. */
  class Crowd {
    constructor(rules) {
      this.rules = rules;
      this.levels = Array.from({ length: rules.mostLevels }, () => []);
    }

    lastOf(level) {
      const units = this.levels[level];
      return units[units.length - 1];
    }

    /** The first place at or after a point that is free on a level. */
    freePlace(level, x, reach) {
      const last = this.lastOf(level);
      return last ? Math.max(x, endOf(last) + reach) : x;
    }

    /** Places a mark: next to the others, above them, or in a cluster with those that are in its way. */
    add(mark) {
      if (this.isUnderCluster(mark)) this.cluster([...this.levels[0].pop().members, mark]);
      else if (!this.addAlone(mark)) this.gather(mark);
    }

    isUnderCluster(mark) {
      const last = this.lastOf(0);
      return last !== undefined && last.members.length > 1 && mark.x < endOf(last);
    }

    /** Places a mark on the lowest level that has a free place near its day; returns whether there is one. */
    addAlone(mark) {
      const { x, reach } = mark;
      const level = this.levels.findIndex((_, at) => this.freePlace(at, x, reach) - x <= this.rules.mostShiftPx);
      if (level < 0) return false;
      this.levels[level].push({ x: this.freePlace(level, x, reach), reach, level, members: [mark] });
      return true;
    }

    /** Makes a mark and the last unit of each level that is in its way a cluster. */
    gather(mark) {
      const members = [mark];
      this.levels.forEach((units, level) => {
        const last = this.lastOf(level);
        if (last && endOf(last) > mark.x - mark.reach) members.push(...units.pop().members);
      });
      this.cluster(members);
    }

    /** Places a cluster in the middle of its members; if that is taken, the unit before joins it. */
    cluster(first) {
      let members = first;
      let unit = this.clusterOf(members);
      while (unit.shift > this.rules.mostShiftPx) {
        members = [...members, ...this.levels[0].pop().members];
        unit = this.clusterOf(members);
      }
      members.sort((one, other) => one.order - other.order);
      this.levels[0].push(unit);
    }

    /** A cluster at the first free place; `shift` is how far that is from the middle of its members. */
    clusterOf(members) {
      const { reachPx } = this.rules.clusters.find(({ least }) => members.length >= least);
      const middle = members.reduce((sum, { x }) => sum + x, 0) / members.length;
      const x = this.freePlace(0, middle, reachPx);
      return { x, reach: reachPx, level: 0, members, shift: x - middle };
    }
  }

  /** The units of marks in the order of their days; a mark has its place, its reach, and its number in the order. */
  function place(marks, rules) {
    const crowd = new Crowd(rules.crowd);
    for (const mark of marks) crowd.add(mark);
    return crowd.levels.flat();
  }

  kafolio.timeline = { DAY_MS, fill, textWidth, ticks, place };
})();
