/** How much of what an account says goes into a result: AWS bounds its names, and an endpoint need not be AWS. */
import { maskKeys } from "../../analysis/credentials/mask";
import { shortened } from "../../escape/visible";
import type { Evaluation, Evidence, ResourceVerdict } from "../posture";

/** In UTF-16 units. The longest that is AWS's: the ARN of a role with its path, and a statement of its inline policy. */
const longestId = 1200;
const longestText = 4000;

/** The same evaluation, with texts cut short where they are longer than any of AWS's, and without the keys that somebody wrote into names. */
export function bounded(evaluation: Evaluation): Evaluation {
  return {
    ...evaluation,
    reason: shown(evaluation.reason, longestText),
    resources: evaluation.resources.map(boundedResource),
    evidence: evaluation.evidence.map(boundedEvidence),
  };
}

function boundedResource(resource: ResourceVerdict): ResourceVerdict {
  return { ...resource, id: shown(resource.id, longestId), reason: shown(resource.reason, longestText) };
}

function boundedEvidence(evidence: Evidence): Evidence {
  return { ...evidence, field: shown(evidence.field, longestId), value: shown(evidence.value, longestText) };
}

function shown(text: string, longest: number): string {
  return maskKeys(shortened(text, longest));
}
