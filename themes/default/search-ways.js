// In which other ways what is looked for may be written: a date, an amount, a name with an apostrophe. Notes and their
// display do not agree on these, and no folding could hold them all without losing what else stands there.
(function () {
  "use strict";

  var search = window.kafolioSearch;
  var DATE = /^(\d{4})(?:年|([-/.]))(\d{1,2})(?:(?:月|\2)(?:(\d{1,2})[日号]?)?)?$/;
  var YEAR = /^(\d{4})年$/;
  var DAY = /^(\d{1,2})月(\d{1,2})[日号]?$/;
  var AMOUNT = /^(\d+(?:\.\d+)?)(百|千)?(万|亿)?(元|块)?$/;
  /** What a unit multiplies by. */
  var TIMES = { "百": 100, "千": 1000, "万": 10000, "亿": 100000000 };
  /** A number below this is more than an amount: of figures alone no other way is looked for. */
  var LEAST_AMOUNT = 10000;

  function two(number) { return (number < 10 ? "0" : "") + number; }

  /** A date with any of the usual signs between, with noughts and without; the day may lack. As a pattern: each way by itself
      would be looked for in all notes. */
  function date(year, month, day) {
    return new RegExp(year + "[-/.年]0?" + month + (day ? "[-/.月]0?" + day + "[日号]?" : "月?"), "g");
  }

  /** An amount in plain figures, in ten thousands and in hundred millions, where these are short. */
  function amounts(number, hasUnit) {
    var cents = Math.round(number * 100), ways = [String(cents / 100)];
    if (!hasUnit && number < LEAST_AMOUNT) return [];
    [["万", 10000], ["亿", 100000000]].forEach(function (unit) {
      // Display rounds to two places; more of them are no way to write an amount.
      var count = cents / 100 / unit[1], short = Math.round(count * 100) / 100;
      if (short >= 0.01 && Math.abs(count - short) < 1e-9) ways.push(short + unit[0]);
    });
    return ways;
  }

  /** The other ways to write a folded term, texts or a pattern; figures end where these end. */
  search.otherWays = function (text) {
    var found = DATE.exec(text), ways = [];
    if (found && +found[3] >= 1 && +found[3] <= 12 && !(+found[4] > 31) && (found[4] || found[2] !== ".")) {
      ways = [date(found[1], +found[3], +found[4] || 0)];
    } else if ((found = YEAR.exec(text))) {
      ways = [found[1] + "-"];
    } else if ((found = DAY.exec(text))) {
      var month = +found[1], day = +found[2];
      ways = [two(month) + "-" + two(day), month + "月" + day, two(month) + "月" + two(day)];
    } else if ((found = AMOUNT.exec(text))) {
      var times = (TIMES[found[2]] || 1) * (TIMES[found[3]] || 1);
      ways = amounts(+found[1] * times, times > 1 || !!found[4]);
    } else if (/^[a-z]{3,}$/.test(text)) {
      ways = [text.charAt(0) + "'" + text.slice(1)];
    }
    return ways.filter(function (one, at) { return one !== text && ways.indexOf(one) === at; });
  };
})();
