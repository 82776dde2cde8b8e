/** Which permissions the steps of a GitHub job use: once a job names one, it has no others. */
import { type ObjectNode, textAt, type ValueNode } from "../../value";

type Access = "read" | "write";
export type Permissions = Readonly<Record<string, Access>>;

const nothing: Permissions = {};
const contents: Permissions = { contents: "write" };
const packages: Permissions = { packages: "write" };
const comments: Permissions = { issues: "write", "pull-requests": "write" };
const checks: Permissions = { checks: "write", "pull-requests": "write" };

/** By what an action's name begins with; what is not here may do anything with the token that it is given by itself. */
const ofActions: readonly (readonly [RegExp, Permissions])[] = [
  [/^actions\/checkout@/, { contents: "read" }],
  [/^actions\/(?:setup-[\w-]{1,40}|cache(?:\/\w{1,10})?|upload-artifact|download-artifact)@/, nothing],
  [
    /^(?:aws-actions|hashicorp\/setup-\w{1,30}|docker\/(?:setup-\w{1,30}|login|metadata|build-push)-action|pnpm\/action-setup|ruby\/setup-ruby|oven-sh\/setup-bun|shivammathur\/setup-php|gradle\/actions)\b/,
    nothing,
  ],
  [
    /^(?:softprops\/action-gh-release|ncipollo\/release-action|actions\/create-release|actions\/upload-release-asset|svenstaro\/upload-release-action|goreleaser\/goreleaser-action|marvinpinto\/action-automatic-releases)@/,
    contents,
  ],
  [
    /^(?:JamesIves\/github-pages-deploy-action|peaceiris\/actions-gh-pages|stefanzweifel\/git-auto-commit-action|ad-m\/github-push-action|EndBug\/add-and-commit)@/,
    contents,
  ],
  [
    /^(?:peter-evans\/create-pull-request|release-drafter\/release-drafter|googleapis\/release-please-action|changesets\/action)@/,
    { ...contents, "pull-requests": "write" },
  ],
  [
    /^(?:peter-evans\/create-or-update-comment|marocchino\/sticky-pull-request-comment|thollander\/actions-comment-pull-request)@/,
    comments,
  ],
  [/^(?:dorny\/test-reporter|EnricoMi\/publish-unit-test-result-action|mikepenz\/action-junit-report)@/, checks],
  [/^github\/codeql-action\//, { "security-events": "write" }],
  [/^actions\/attest-[\w-]{1,30}@/, { attestations: "write" }],
  [/^(?:bobheadxi\/deployments|chrnorm\/deployment-action)@/, { deployments: "write" }],
];

/** By what a step says, wherever it says it. */
const ofWords: readonly (readonly [RegExp, Permissions])[] = [
  [/\bghcr\.io\b|\bdocker\.pkg\.github\.com\b|\b(?:npm|maven|nuget|rubygems)\.pkg\.github\.com\b/, packages],
  [/\bgh release\b|\bgit push\b/, contents],
  [/\bgh pr\b/, { "pull-requests": "write" }],
  [/\bgh issue\b/, { issues: "write" }],
  [/\bsemantic-release\b/, { ...contents, ...comments }],
];

/** What the steps of a job use of its token beside `id-token`, and whether that is all: `isKnown`. */
export function permissionsUsed(
  text: string,
  steps: readonly ValueNode[],
): { readonly permissions: Permissions; readonly isKnown: boolean } {
  const used = new Map<string, Access>([["contents", "read"]]);
  let isKnown = true;
  const add = (permissions: Permissions): void => {
    for (const [name, access] of Object.entries(permissions)) if (used.get(name) !== "write") used.set(name, access);
  };
  for (const step of steps) {
    const said = text.slice(step.span.start, step.span.end);
    const uses = step.kind === "object" ? actionOf(step) : null;
    const known = uses === null ? null : ofActions.find(([pattern]) => pattern.test(uses));
    const mentioned = ofWords.filter(([pattern]) => pattern.test(said));
    if (known) add(known[1]);
    for (const [, permissions] of mentioned) add(permissions);
    const hasToken = /GITHUB_TOKEN|github\.token|\bGH_TOKEN\b|api\.github\.com/.test(said);
    if ((uses !== null && !known) || (hasToken && !known && mentioned.length === 0)) isKnown = false;
  }
  return { permissions: Object.fromEntries(used), isKnown };
}

/** What a step uses: `owner/name@ref`; null where it runs a script. */
export function actionOf(step: ObjectNode): string | null {
  return textAt(step, "uses");
}
