/** The documentation page of a posture check: the same text for `docs/checks/`, `planeguard explain` and the editor. */
import type { Check } from "../account/checks/check";
import { recommendation } from "../guidance/recommendations";
import { moreLinks } from "./rule-page";

const kinds = {
  console: "In the console",
  cli: "With the AWS CLI",
  cloudformation: "In CloudFormation",
  terraform: "In Terraform",
} as const;
const languages = { console: null, cli: "shell", cloudformation: "yaml", terraform: "hcl" } as const;

/** Markdown. */
export function renderCheckPage(check: Check): string {
  const served = recommendation(check.recommendation);
  const controls = [
    ...check.cis.map((control) => `CIS AWS Foundations v7.0.0 ${control}`),
    ...check.securityHub.map((control) => `Security Hub ${control}`),
  ];
  return [
    `# ${check.title}`,
    "",
    `\`${check.id}\` · ${check.severity}${controls.map((control) => ` · ${control}`).join("")}`,
    "",
    `Serves recommendation ${served.number}: ${served.title}.`,
    "",
    "## Why",
    "",
    check.why,
    "",
    "## Needs",
    "",
    check.actions.length === 0
      ? "No call answers it: a person has to."
      : check.actions.map((action) => `\`${action}\``).join(", "),
    "",
    "## Put it right",
    ...check.remediation.flatMap(({ kind, text }) => {
      const language = languages[kind];
      return ["", `${kinds[kind]}:`, "", language === null ? text : `\`\`\`${language}\n${text}\n\`\`\``];
    }),
    ...moreLinks([...(check.links ?? []), ...served.links]),
    "",
  ].join("\n");
}
