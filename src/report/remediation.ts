/** How to put a check right, as documents to read, adapt and run by hand: Planeguard never writes to AWS. */
import { checks } from "../account/checks/generated/index";
import type { AccountIdentity, CheckResult, Remediation } from "../account/posture";
import { joined } from "../escape/escaped";
import { plainText } from "../escape/label";
import { code, type Markdown, md, ownMarkdown, prose } from "../escape/markdown";

export interface RemediationDocument {
  readonly kind: Remediation["kind"];
  /** For a menu: `AWS CLI`. */
  readonly title: string;
  /** Of its file name, which tells the language: `.sh`. */
  readonly ending: string;
  readonly text: string;
}

const kinds: readonly {
  readonly kind: Remediation["kind"];
  readonly title: string;
  readonly ending: string;
  readonly comment: string | null;
}[] = [
  { kind: "console", title: "AWS console", ending: ".md", comment: null },
  { kind: "cli", title: "AWS CLI", ending: ".sh", comment: "#" },
  { kind: "cloudformation", title: "CloudFormation", ending: ".yaml", comment: "#" },
  { kind: "terraform", title: "Terraform", ending: ".tf", comment: "#" },
];

const mostNamed = 50;
const advice = "Planeguard changes nothing in AWS: read this, put your own names in, and apply it yourself.";

/** One for each way that the check knows, the console first; empty where there is nothing to put right. */
export function remediationDocuments(check: CheckResult, account: Pick<AccountIdentity, "id">): RemediationDocument[] {
  return kinds.flatMap(({ kind, title, ending, comment }) => {
    const texts = check.remediation.filter((one) => one.kind === kind).map(({ text }) => text);
    if (texts.length === 0) return [];
    const heading = `${check.title} (${check.id})`;
    const reason = `Account ${account.id}: ${check.reason}`;
    const affected = failing(check);
    const text =
      comment === null
        ? joined(
            [
              md`# ${heading}`,
              prose(reason),
              ...(affected.length === 0 ? [] : [md`Affected: ${joined(affected.map(code), ", ")}`]),
              md`${advice}`,
              md`## What to do`,
              ...texts.map(ownMarkdown),
              ...more(check),
            ],
            "\n\n",
          ).text
        : [
            // What an account is named must not leave a comment.
            ...[heading, reason].map(plainText),
            ...(affected.length === 0 ? [] : [`Affected: ${affected.map(plainText).join(", ")}`]),
            advice,
          ]
            .map((line) => `${comment} ${line}`)
            .concat("", texts)
            .join("\n");
    return [{ kind, title, ending, text: `${text}\n` }];
  });
}

/** What fails, by its id. */
function failing({ resources }: CheckResult): string[] {
  const ids = resources
    .filter((one) => one.verdict === "fail")
    .map(({ id, region }) => (region === null || id === region ? id : `${id} (${region})`));
  const rest = ids.length - mostNamed;
  return rest > 0 ? [...ids.slice(0, mostNamed), `and ${rest} more`] : ids;
}

function more({ id }: CheckResult): Markdown[] {
  const check = checks.find((one) => one.id === id);
  return check
    ? [md`## Why`, ownMarkdown(check.why), ...(check.links ?? []).map((link) => ownMarkdown(`- <${link}>`))]
    : [];
}
