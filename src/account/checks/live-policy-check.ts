/** What the checks that run the rules of the analysis on the account's own policies share. */
import { addTo } from "../../analysis/group-by";
import type { Policy, Statement } from "../../analysis/policy/model";
import type { PolicyRule } from "../../analysis/rules/rule";
import { exampleAccount } from "../../analysis/rules/support/every-resource";
import type { Catalog } from "../../catalog/catalog";
import type { Evidence, ResourceVerdict } from "../posture";
import type { AuthorizationDetails } from "../sections/iam";
import { type Check, type CheckDeclaration, defineCheck, type Evaluation } from "./check";
import { evidenceOf, judgeResources, type ResourceWords, whenAnswered } from "./evaluation";
import { type LivePolicy, type Mistake, mistakesBy, nameOf, readDocument } from "./policy-documents";

export interface LivePolicyCheck extends Omit<CheckDeclaration, "sections" | "needsCatalog" | "evaluate"> {
  readonly policies: (details: AuthorizationDetails) => readonly LivePolicy[];
  /** What finds the mistakes: rules of the analysis, or a function of its own. Equal documents are judged once. */
  readonly by: readonly PolicyRule[] | ((policy: Policy, catalog: Catalog) => readonly Mistake[]);
  readonly right: string;
  /** They count policies, of which one may have several mistakes. */
  readonly words: ResourceWords;
}

export function defineLivePolicyCheck({ policies, by, right, words, ...declaration }: LivePolicyCheck): Check {
  return defineCheck({
    ...declaration,
    sections: ["iam/authorization-details"],
    needsCatalog: true,
    evaluate: (snapshot, _now, catalog) =>
      whenAnswered(snapshot, "iam/authorization-details", (details, section) => {
        if (!catalog) return withoutCatalog;
        const trusted = new Set(snapshot.trustedAccounts);
        const find =
          typeof by === "function" ? by : (policy: Policy, known: Catalog) => mistakesBy(by, policy, known, trusted);
        const read = policies(details);
        return judgePolicies(details, read, { right, words, find: (policy) => find(policy, catalog) }, [
          evidenceOf(section, "policies read", read.length),
        ]);
      }),
  });
}

export const withoutCatalog: Evaluation = {
  verdict: "not-assessed",
  reason: "The catalogue of AWS's actions could not be loaded: install Planeguard again.",
  resources: [],
  evidence: [],
  missingActions: [],
};

export interface Judging extends Pick<LivePolicyCheck, "right" | "words"> {
  readonly find: (policy: Policy) => readonly Mistake[];
}

/** A resource for each statement with a mistake, and one for each policy without any. */
function judgePolicies(
  details: AuthorizationDetails,
  policies: readonly LivePolicy[],
  { right, words, find }: Judging,
  evidence: Evaluation["evidence"],
): Evaluation {
  const found = new Map<Policy, readonly Mistake[]>();
  const statements: Evidence[] = [];
  let failing = 0;
  const resources = policies.flatMap((live): ResourceVerdict[] => {
    const policy = readDocument(details, live.document, live.type);
    if (!policy)
      return [
        {
          id: nameOf(live, null, null),
          region: null,
          verdict: "not-assessed",
          reason: "The policy document cannot be read.",
        },
      ];
    let mistakes = found.get(policy);
    if (!mistakes) found.set(policy, (mistakes = find(policy)));
    if (mistakes.length === 0) return [{ id: nameOf(live, null, null), region: null, verdict: "pass", reason: right }];
    failing++;
    if (failing <= mostQuoted) statements.push(...quoted(live, policy, mistakes));
    return [...byName(live, policy, mistakes)].map(([id, [first, ...rest]]) => ({
      id,
      region: null,
      verdict: "fail",
      reason: ofAccount(live, rest.length === 0 ? first! : `${first} And ${rest.length} more.`),
    }));
  });
  return judgeResources(resources, { ...words, fail: () => words.fail(failing, policies.length) }, [
    ...evidence,
    ...statements,
  ]);
}

/** Policies whose statements are quoted. */
const mostQuoted = 20;

/** The statements that a mistake is in, as they stand in the document, and those of a trust policy that deny and do not help. */
function quoted(live: LivePolicy, policy: Policy, mistakes: readonly Mistake[]): Evidence[] {
  const wrong = new Set(mistakes.flatMap(({ statement }) => statement ?? []));
  const denying =
    live.type === "trust" ? policy.statements.filter((one) => one.effect === "Deny" && !wrong.has(one)) : [];
  const quote = (statement: Statement, what: string): Evidence => ({
    call: "iam:GetAccountAuthorizationDetails",
    field: `${nameOf(live, policy, statement)} ${what}`,
    value: oneLine(live.document.slice(statement.node.span.start, statement.node.span.end)),
    region: null,
  });
  return [
    ...[...wrong].map((one) => quote(one, "statement")),
    ...denying.map((one) => quote(one, "Deny that does not help")),
  ];
}

function oneLine(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return json;
  }
}

/** The rules speak of an example account where a document names none: here it is known which one is meant. */
function ofAccount({ arn, document }: LivePolicy, message: string): string {
  const own = arn.split(":")[4] ?? "";
  return /^\d{12}$/.test(own) && !document.includes(exampleAccount) ? message.replaceAll(exampleAccount, own) : message;
}

function byName(live: LivePolicy, policy: Policy, mistakes: readonly Mistake[]): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { statement, message } of mistakes) {
    const id = nameOf(live, policy, statement);
    addTo(names, id, message);
  }
  return names;
}
