/** An account held to assertions: each is a check of its posture. */
import { livePolicies } from "../../account/live-policies";
import type { CheckResult, ResourceVerdict } from "../../account/posture";
import { sectionOf, sectionsOf, type Snapshot } from "../../account/snapshot";
import type { Assertion } from "../../analysis/assertions/assertion";
import { judge } from "../../analysis/assertions/judge";
import type { Broken } from "../../analysis/assertions/outcome";
import { brokenSentence } from "../../analysis/assertions/sentence";
import { Workspace } from "../../analysis/assertions/workspace";
import { Pattern } from "../../analysis/policy/wildcard";
import { loadCatalog } from "../../data/catalog-file";
import { today } from "../day";

const call = "iam:GetAccountAuthorizationDetails";

/** The checks that the assertions make, in their order: what could not be looked at is not assessed. */
export async function assertedChecks(
  assertions: readonly Assertion[],
  snapshot: Snapshot,
): Promise<readonly CheckResult[]> {
  const details = sectionOf(snapshot, "iam/authorization-details");
  if (details?.status !== "ok") return unassessed(assertions, "The policies of the account did not come.", [call]);
  const buckets = new Map(
    sectionsOf(snapshot, "s3/bucket-policy").flatMap((one): [string, string][] =>
      one.status === "ok" && one.data !== null && one.resource !== null ? [[one.resource, one.data]] : [],
    ),
  );
  const live = livePolicies(details.data, buckets);
  const workspace = new Workspace({ ...live, documents: [], byName: true });
  const { outcomes, idle, held } = judge(assertions, workspace, {
    catalog: await loadCatalog(),
    today: today(),
    trustedAccounts: snapshot.trustedAccounts ?? [],
    account: snapshot.account.id,
  });
  return assertions.map((assertion, at) => {
    const own = outcomes.filter((one) => one.assertion === assertion);
    const nothing = idle.filter((one) => one.assertion === assertion).map(({ message }) => message);
    const unread = [...live.unread]
      .filter((id) => mayBeAbout(assertion, id))
      .map((id) => resource(id, "not-assessed", "A policy of it did not come."));
    const resources = [...resourcesOf(own), ...(held.get(assertion)?.length === 0 ? [] : unread)];
    const broken = resources.filter(({ verdict }) => verdict === "fail").length;
    if (broken > 0)
      return checkOf(
        assertion,
        at,
        "fail",
        `${broken} ${broken === 1 ? "policy holder breaks" : "policy holders break"} it.`,
        resources,
      );
    if (nothing.length > 0)
      return checkOf(assertion, at, "not-assessed", `It proves nothing: ${nothing.join("; ")}.`, resources);
    if (resources.length > 0)
      return checkOf(assertion, at, "not-assessed", "Not all of it could be decided.", resources);
    return checkOf(
      assertion,
      at,
      "pass",
      `It holds for each of ${held.get(assertion)?.length ?? 0} that it is about.`,
      [],
    );
  });
}

/** The checks of assertions that nothing is known of. */
export function unassessed(
  assertions: readonly Assertion[],
  reason: string,
  missingActions: readonly string[] = [],
): readonly CheckResult[] {
  return assertions.map((one, at) => checkOf(one, at, "not-assessed", reason, [], missingActions));
}

/** As much of a snapshot as assertions are about: the rest need not be kept for them, nor sent to a thread. */
export function assertedPart(snapshot: Snapshot): Snapshot {
  const { sections } = snapshot;
  return {
    ...snapshot,
    sections: sections.filter(({ name }) => name === "iam/authorization-details" || name === "s3/bucket-policy"),
  };
}

/** Whether an assertion may be about whoever has an ARN. */
function mayBeAbout({ claim }: Assertion, arn: string): boolean {
  const names =
    claim.kind === "possible"
      ? claim.holders
      : claim.kind === "never" && claim.who.of === "holders"
        ? claim.who.names
        : null;
  return (
    names === null || names.some(({ name }) => Pattern.of(name).matches(arn.slice(arn.lastIndexOf("/") + 1)) === true)
  );
}

function resourcesOf(outcomes: readonly Broken[]): readonly ResourceVerdict[] {
  const byOwner = new Map<string, ResourceVerdict>();
  for (const one of outcomes) {
    const id = one.read.document.placeOf(one.read.at).file;
    const verdict = one.verdict === "broken" ? "fail" : "not-assessed";
    if (byOwner.get(id)?.verdict !== "fail")
      byOwner.set(id, resource(id, verdict, brokenSentence(one).replaceAll("`", "")));
  }
  return [...byOwner.values()];
}

function resource(id: string, verdict: ResourceVerdict["verdict"], reason: string): ResourceVerdict {
  return { id, region: null, verdict, reason };
}

function checkOf(
  { sentence }: Assertion,
  at: number,
  verdict: CheckResult["verdict"],
  reason: string,
  resources: readonly ResourceVerdict[],
  missingActions: readonly string[] = [],
): CheckResult {
  return {
    id: `assertion/${at + 1}`,
    recommendation: "least-privilege",
    title: sentence.replaceAll("`", ""),
    severity: "high",
    cis: [],
    securityHub: [],
    verdict,
    reason,
    resources,
    evidence:
      missingActions.length > 0
        ? []
        : [{ call, field: "RoleDetailList", value: `${resources.length} to be named`, region: null }],
    missingActions,
    remediation: [],
  };
}
