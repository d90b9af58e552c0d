// Stacks the cells of the rows of a wide table, for phones.
(() => {
  "use strict";

  /** Labels each cell with the heading of its column, because stacked cells have none above them. */
  kafolio.stack = (frame) => {
    const headings = frame.querySelectorAll("thead tr > *");
    for (const row of frame.querySelectorAll("tbody tr:not(.group)")) {
      Array.from(row.cells).forEach((cell, column) => {
        if (column && headings[column]) cell.dataset.l = headings[column].textContent;
      });
    }
    frame.classList.replace("stackable", "stack");
  };
})();
