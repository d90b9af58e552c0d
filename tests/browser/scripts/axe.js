// What axe-core finds wrong on the page, by the rules that `rules` names: rule, element, hint. axe-core runs already.
axe.run(document, { resultTypes: ["violations"], ...rules }).then((found) =>
  found.violations.flatMap((rule) =>
    rule.nodes.map((node) => {
      const hint = node.failureSummary.replace(/\s*\n\s*/g, " ");
      return `${rule.id}: ${rule.help}: ${node.target.join(" ")}: ${node.html.slice(0, 160)}: ${hint} (${rule.helpUrl})`;
    }),
  ),
)
