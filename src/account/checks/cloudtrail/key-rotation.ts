import type { ResourceVerdict } from "../../posture";
import { sectionOf, type Snapshot } from "../../snapshot";
import { defineCheck } from "../check";
import {
  counted,
  evidenceOf,
  isAnswered,
  judgeResources,
  type Missing,
  missingFrom,
  notAssessed,
  resourceNotAssessed,
  withMissing,
} from "../evaluation";
import { knownStores, knownTrails } from "../trails";
import cloudformation from "./key-rotation.cfn.yaml";
import terraform from "./key-rotation.tf";

export default defineCheck({
  id: "cloudtrail/key-rotation",
  title: "KMS renews the keys that the account's log is encrypted with",
  why: "A key that is never renewed encrypts the history of all the years: whoever gets hold of its material once has everything. A rotation changes nothing for those who use the key.",
  severity: "low",
  recommendation: "cloudtrail",
  cis: ["4.6"],
  securityHub: ["KMS.4"],
  sections: [
    "cloudtrail/trail-list",
    "cloudtrail/trails",
    "cloudtrail/event-data-stores",
    "cloudtrail/event-data-store",
    "kms/key",
  ],
  remediation: {
    console:
      "Key Management Service (in the Region) > Customer managed keys > (the key) > Key rotation > Edit: automatic key rotation, Enable.",
    cli: "aws kms enable-key-rotation --key-id KEY_ARN",
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html"],
  evaluate: (snapshot) => {
    const { trails, missing, missingElsewhere } = knownTrails(snapshot);
    if (missing.length > 0) return notAssessed(missing);
    const { stores, missing: missingStores } = knownStores(snapshot);
    const used = [...trails, ...stores.map(({ data }) => data)].flatMap(({ kmsKeyId }) => kmsKeyId ?? []);
    const judged = [...new Set(used)].map((arn) => judgeKey(snapshot, arn));
    const evaluation = judgeResources(
      judged.flatMap(({ resource }) => resource ?? []),
      {
        none: {
          verdict: "not-applicable",
          reason:
            used.length === 0
              ? "Neither a trail nor an event data store has a KMS key; cloudtrail/encryption says more."
              : `No key that KMS can renew is this account's: ${[...new Set(judged.map(({ why }) => why))].join(" ")}`,
        },
        pass: (count) => `${counted(count, "key")}, ${count === 1 ? "" : "each "}renewed by KMS.`,
        fail: (count, of) => `${count} of ${counted(of, "key")} ${count === 1 ? "is" : "are"} never renewed.`,
      },
      judged.flatMap(({ evidence }) => evidence),
      judged.flatMap((one) => one.missing),
    );
    return withMissing(evaluation, [...missingElsewhere, ...missingStores]);
  },
});

interface JudgedKey {
  /** null: not ours to judge. */
  readonly resource: ResourceVerdict | null;
  readonly why: string;
  readonly evidence: readonly ReturnType<typeof evidenceOf>[];
  readonly missing: readonly Missing[];
}

function judgeKey(snapshot: Snapshot, arn: string): JudgedKey {
  const [, , , region = "", owner = ""] = arn.split(":");
  const about = { id: arn, region };
  const section = sectionOf(snapshot, "kms/key", arn);
  if (!isAnswered(section)) {
    // The collector asks for those of the account alone.
    if (section === undefined && /^\d{12}$/.test(owner) && owner !== snapshot.account.id)
      return { resource: null, why: `Account ${owner} has one, where it is judged.`, evidence: [], missing: [] };
    const missing = missingFrom(section, "kms/key");
    return { resource: resourceNotAssessed(about, missing), why: "", evidence: [], missing };
  }
  const { rotates, days, rotatable } = section.data;
  const evidence = [evidenceOf(section, "KeyRotationEnabled", rotates)];
  if (!rotates && !rotatable)
    return { resource: null, why: "One has material that KMS did not make and cannot renew.", evidence, missing: [] };
  return {
    resource: rotates
      ? {
          ...about,
          verdict: "pass",
          reason: days === null ? "KMS renews it." : `KMS renews it every ${counted(days, "day")}.`,
        }
      : { ...about, verdict: "fail", reason: "Is never renewed." },
    why: "",
    evidence,
    missing: [],
  };
}
