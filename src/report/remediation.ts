/** How to put a check right, as documents to read, adapt and run by hand: Planeguard never writes to AWS. */
import { checks } from "../account/checks/generated/index";
import type { AccountIdentity, CheckResult, Remediation } from "../account/posture";

export interface RemediationDocument {
  readonly kind: Remediation["kind"];
  /** For a menu: `AWS CLI`. */
  readonly title: string;
  /** VS Code's name of the language. */
  readonly languageId: string;
  readonly text: string;
}

const kinds: readonly {
  readonly kind: Remediation["kind"];
  readonly title: string;
  readonly languageId: string;
  readonly comment: string | null;
}[] = [
  { kind: "console", title: "AWS console", languageId: "markdown", comment: null },
  { kind: "cli", title: "AWS CLI", languageId: "shellscript", comment: "#" },
  { kind: "cloudformation", title: "CloudFormation", languageId: "yaml", comment: "#" },
  { kind: "terraform", title: "Terraform", languageId: "terraform", comment: "#" },
];

const mostNamed = 50;

/** One for each way that the check knows, the console first; empty where there is nothing to put right. */
export function remediationDocuments(check: CheckResult, account: Pick<AccountIdentity, "id">): RemediationDocument[] {
  return kinds.flatMap(({ kind, title, languageId, comment }) => {
    const texts = check.remediation.filter((one) => one.kind === kind).map(({ text }) => text);
    if (texts.length === 0) return [];
    const about = [
      `${check.title} (${check.id})`,
      `Account ${account.id}: ${check.reason}`,
      ...failing(check),
      "Planeguard changes nothing in AWS: read this, put your own names in, and apply it yourself.",
    ].map(oneLine);
    const text =
      comment === null
        ? [`# ${about[0]}`, ...about.slice(1).map(plain), "## What to do", ...texts, ...more(check)].join("\n\n")
        : [...about.map((line) => `${comment} ${line}`), "", ...texts].join("\n");
    return [{ kind, title, languageId, text: `${text}\n` }];
  });
}

function failing({ resources }: CheckResult): string[] {
  const ids = resources
    .filter((one) => one.verdict === "fail")
    .map(({ id, region }) => (region === null || id === region ? id : `${id} (${region})`));
  const rest = ids.length - mostNamed;
  return ids.length === 0
    ? []
    : [`Affected: ${ids.slice(0, mostNamed).join(", ")}${rest > 0 ? `, and ${rest} more` : ""}`];
}

function more({ id }: CheckResult): string[] {
  const check = checks.find((one) => one.id === id);
  return check ? ["## Why", check.why, ...(check.links ?? []).map((link) => `- <${link}>`)] : [];
}

/** What an account is named must not leave a comment. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>#]/g, "\\$&");
}
