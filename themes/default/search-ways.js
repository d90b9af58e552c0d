// Knows in which other ways a date, an amount or a name with an apostrophe may be written. Notes and their display differ in
// these, and no folding could make them equal without losing what else they say.
(() => {
  "use strict";

  const search = window.kafolioSearch;
  const DATE = /^(\d{4})(?:年|([-/.]))(\d{1,2})(?:(?:月|\2)(?:(\d{1,2})[日号]?)?)?$/;
  const YEAR = /^(\d{4})年$/;
  const DAY_OF_YEAR = /^(\d{1,2})月(\d{1,2})[日号]?$/;
  const AMOUNT = /^(\d+(?:\.\d+)?)(百|千)?(万|亿)?(元|块)?$/;
  const NAME = /^[a-z]{3,}$/;
  /** What a unit multiplies by. */
  const TIMES = { 百: 100, 千: 1000, 万: 10000, 亿: 100000000 };
  /** The units that amounts are shortened with. */
  const SHORTENED = ["万", "亿"];
  /** A lower number without a unit is seldom an amount; it has no other ways. */
  const LEAST_AMOUNT = 10000;
  const LAST_MONTH = 12;
  const LAST_DAY = 31;

  function twoDigits(number) {
    return String(number).padStart(2, "0");
  }

  /** The ways to write a date, with any of the usual signs and with or without zeros; the day may be missing. One pattern
      for all of them: notes are searched once for each way. */
  function datePattern(year, month, day) {
    return new RegExp(`${year}[-/.年]0?${month}${day ? `[-/.月]0?${day}[日号]?` : "月?"}`, "g");
  }

  function waysOfDate([, year, sign, monthDigits, dayDigits]) {
    const month = Number(monthDigits);
    const day = Number(dayDigits || 0);
    if (month < 1 || month > LAST_MONTH || day > LAST_DAY) return null;
    // A number such as 2026.3 is no date.
    if (!dayDigits && sign === ".") return null;
    return [datePattern(year, month, day)];
  }

  function waysOfDayOfYear([, monthDigits, dayDigits]) {
    const month = twoDigits(Number(monthDigits));
    const day = twoDigits(Number(dayDigits));
    return [`${month}-${day}`, `${Number(monthDigits)}月${Number(dayDigits)}`, `${month}月${day}`];
  }

  /** An amount in plain digits, and in ten thousands and hundred millions where that is short. */
  function waysOfAmount([, digits, small, large, currency]) {
    const times = (TIMES[small] || 1) * (TIMES[large] || 1);
    const amount = Number(digits) * times;
    if (times === 1 && !currency && amount < LEAST_AMOUNT) return [];
    const exact = Math.round(amount * 100) / 100;
    const ways = [String(exact)];
    for (const unit of SHORTENED) {
      // Pages show amounts with two decimals; with more of them nobody writes an amount.
      const count = exact / TIMES[unit];
      const shown = Math.round(count * 100) / 100;
      if (shown >= 0.01 && Math.abs(count - shown) < 1e-9) ways.push(shown + unit);
    }
    return ways;
  }

  /** The kinds of terms in the order in which they are tried; a kind may decline by returning null. */
  const KINDS = [
    [DATE, waysOfDate],
    [YEAR, ([, year]) => [`${year}-`]],
    [DAY_OF_YEAR, waysOfDayOfYear],
    [AMOUNT, waysOfAmount],
    [NAME, ([name]) => [`${name.charAt(0)}'${name.slice(1)}`]],
  ];

  /** The other ways to write a folded term: texts, or a pattern. */
  search.otherWays = (text) => {
    for (const [pattern, waysOf] of KINDS) {
      const match = pattern.exec(text);
      const ways = match && waysOf(match);
      if (ways) return [...new Set(ways)].filter((way) => way !== text);
    }
    return [];
  };
})();
