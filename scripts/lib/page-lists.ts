/** docs/rules/README.md and docs/checks/README.md: every page with what it is about, by family. */

import { groupBy } from "../../src/analysis/group-by";

/** What a list needs to know of a rule or check. */
interface Listed {
  readonly id: string;
  readonly title: string;
  readonly severity: string;
}

/** Markdown; the links are relative to the folder of the pages. */
export function pageList(title: string, introduction: string, pages: readonly Listed[]): string {
  const families = groupBy(pages, ({ id }) => id.slice(0, id.indexOf("/")));
  const sections = [...families].map(([family, members]) =>
    [
      `## ${family}`,
      "",
      "| | Severity | What it is about |",
      "|---|---|---|",
      ...members.map(({ id, title, severity }) => `| [\`${id}\`](${id}.md) | ${severity} | ${title} |`),
    ].join("\n"),
  );
  return `<!-- Written by \`npm run generate\`. -->\n\n# ${title}\n\n${introduction}\n\n${sections.join("\n\n")}\n`;
}
