// What axe-core finds wrong on the page: rule, element, hint. axe-core runs already. What only its own reports need, such as
// a selector for each element, is not made: that is a third of its work.
axe
  .run(document, {
    resultTypes: ["violations"],
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    selectors: false,
    preload: false,
  })
  .then((found) =>
    found.violations.flatMap((rule) =>
      rule.nodes.map((node) => {
        const hint = node.failureSummary.replace(/\s*\n\s*/g, " ");
        return `${rule.id}: ${rule.help}: ${node.html.slice(0, 200)}: ${hint} (${rule.helpUrl})`;
      }),
    ),
  )
