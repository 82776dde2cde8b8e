/** What is written about a posture, loaded when somebody asks for it: reports, comparisons, remediation, attestations. */
import { version } from "../../package.json";
import { policyOf, readOnlyPolicy } from "../account/permissions";
import type { Posture } from "../account/posture";
import { catalogDate } from "../catalog/generated/about";
import { postureHtml } from "../report/html/posture-html";
import { permissionsPage } from "../report/permissions";

export { type Edited, withAttestation, withoutAttestation } from "../account/attestations/edit";
export { isLink, readAttestations } from "../account/attestations/read";
export { checks } from "../account/checks/generated/index";
export { postureHtml };
export { accountsText } from "../report/accounts-text";
export { accountsHtml } from "../report/html/accounts-html";
export { changesPage } from "../report/posture-changes";
export { accountsCsv, postureCsv } from "../report/posture-csv";
export { accountsJson, postureJson } from "../report/posture-json";
export { accountsOcsf, postureOcsf } from "../report/posture-ocsf";
export { accountsSarif, postureSarif } from "../report/posture-sarif";
export { postureText } from "../report/posture-text";
export { type RemediationDocument, remediationDocuments } from "../report/remediation";
export { withAcceptedEntry } from "./configuration/write-entry";

/** A whole HTML page, without script. `earlier`: what was kept of the last time, if anything. */
export function reportPage(posture: Posture, earlier: Posture | null): string {
  return postureHtml(posture, { name: "planeguard", version, catalogDate }, earlier);
}

/** Markdown: the policy that the checks take, and what the profile lacks of it. */
export function permissionsDocument(posture: Posture | null): string {
  return permissionsPage(readOnlyPolicy(), posture, policyOf);
}
