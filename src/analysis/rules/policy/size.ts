/** Policies that are longer than their type may be. */
import type { Severity } from "../../finding";
import type { Policy, PolicyType } from "../../policy/model";
import { tableOf } from "../../table";
import type { ValueNode } from "../../value";
import type { PolicyRule } from "../rule";
import { accessAnalyzerPage } from "../support/links";
import { shorterPolicy } from "../support/shorter-policy";
import { headOf } from "../support/structure";

const quotas = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html";
const organizationQuotas = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html";

interface About {
  readonly name: string;
  readonly title: string;
  readonly accessAnalyzer: string | null;
  readonly severity: Severity;
  readonly types: readonly PolicyType[];
  /** In characters, white space not counted; null where it does not apply. */
  readonly quota: (policy: Policy) => number | null;
  readonly kind: string;
  readonly links: readonly string[];
}

const advice = "Split it, or shorten it with wildcards and fewer Sids.";

function sizeRule({ name, title, accessAnalyzer, severity, types, quota, kind, links }: About): PolicyRule {
  return {
    kind: "policy",
    id: `policy/${name}`,
    title,
    severity,
    confidence: "high",
    recommendation: "least-privilege",
    accessAnalyzer,
    types,
    documentation: {
      why: `AWS does not take a ${kind} longer than its quota. White space does not count.`,
      avoid: {
        language: "json",
        code: '"Action": ["s3:GetObject", "s3:GetObjectAcl", "s3:GetObjectTagging", "s3:GetObjectVersion"]',
      },
      prefer: { language: "json", code: '"Action": "s3:GetObject*"' },
      links,
    },
    *check(policy, { catalog }) {
      const most = quota(policy);
      if (most === null) return;
      const size = sizeOf(policy.node);
      if (size <= most) return;
      yield {
        at: headOf(policy.node),
        path: [],
        message: `This policy has ${size.toLocaleString("en")} characters without white space; a ${kind} may have ${most.toLocaleString("en")}, so AWS will not take it. ${advice}`,
        fixes: () => shorterPolicy(policy, catalog),
      };
    },
  };
}

/** At least so many characters has the policy as JSON without white space; what a template leaves open is not counted. */
export function sizeOf(node: ValueNode): number {
  switch (node.kind) {
    case "object": {
      let size = 2 + Math.max(0, node.entries.length - 1);
      for (const { key, value } of node.entries) size += textSize(key) + 1 + sizeOf(value);
      return size;
    }
    case "array": {
      let size = 2 + Math.max(0, node.items.length - 1);
      for (const item of node.items) size += sizeOf(item);
      return size;
    }
    case "string":
      return textSize(node.value);
    case "template":
      return node.parts.reduce((sum, part) => sum + (typeof part === "string" ? textSize(part) - 2 : 0), 2);
    case "number":
    case "boolean":
      return String(node.value).length;
    case "null":
      return 4;
    case "unknown":
      return 0;
  }
}

function textSize(text: string): number {
  // Most texts have nothing to escape, and no white space.
  if (isPlain(text)) return text.length + 2;
  return /[\s"\\\p{Cc}\p{Cs}]/u.test(text) ? JSON.stringify(text).replace(/\s/g, "").length : text.length + 2;
}

/** Whether a text is of ASCII characters that stand for themselves in JSON. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 0x22 ? code !== 0x21 : code === 0x5c || code >= 0x7f) return false;
  }
  return true;
}

/** By what the policy stands on; 20,480 where that is not known. */
const resourceQuotas: Readonly<Record<string, number>> = tableOf({
  "AWS::ECR::Repository": 10_240,
  "AWS::KMS::Key": 32_768,
});

const managedPolicy = "AWS::IAM::ManagedPolicy";
const managedQuota = 6_144;
/** Of all inline policies of a role together. */
const inlineQuota = 10_240;
const typeQuotas = { trust: 2_048, scp: 10_240, rcp: 5_120 };

function resourceQuota({ place }: Policy): number {
  return resourceQuotas[place.resourceType ?? ""] ?? 20_480;
}

/** How many characters without white space the policy may have; null where its place does not tell. */
export function quotaOf(policy: Policy): number | null {
  const { type, place } = policy;
  if (place.resourceType === managedPolicy) return managedQuota;
  if (type === "trust" || type === "scp" || type === "rcp") return typeQuotas[type];
  if (place.resourceType === undefined) return null;
  if (type === "resource") return resourceQuota(policy);
  return /^AWS::IAM::Role(Policy)?$/.test(place.resourceType) ? inlineQuota : null;
}

export default [
  sizeRule({
    name: "size-exceeds-identity-quota",
    title: "Identity policy over its quota",
    accessAnalyzer: "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
    severity: "warning",
    types: ["identity", "boundary"],
    // A managed policy has its own, which the next rule knows.
    quota: ({ place }) => (place.resourceType === managedPolicy ? null : inlineQuota),
    kind: "policy of a role",
    links: [accessAnalyzerPage("general-warning", "policy-size-exceeds-identity-policy-quota"), quotas],
  }),
  sizeRule({
    name: "size-exceeds-managed-quota",
    title: "Managed policy over its quota",
    accessAnalyzer: null,
    severity: "error",
    types: ["identity", "boundary"],
    quota: ({ place }) => (place.resourceType === managedPolicy ? managedQuota : null),
    kind: "managed policy",
    links: [quotas],
  }),
  sizeRule({
    name: "size-exceeds-resource-quota",
    title: "Resource policy over its quota",
    accessAnalyzer: "POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA",
    severity: "warning",
    types: ["resource"],
    quota: resourceQuota,
    kind: "resource-based policy",
    links: [accessAnalyzerPage("general-warning", "policy-size-exceeds-resource-policy-quota")],
  }),
  sizeRule({
    name: "size-exceeds-trust-quota",
    title: "Trust policy over its quota",
    accessAnalyzer: "POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA",
    severity: "warning",
    types: ["trust"],
    quota: () => typeQuotas.trust,
    kind: "trust policy",
    links: [accessAnalyzerPage("general-warning", "policy-size-exceeds-role-trust-policy-quota"), quotas],
  }),
  sizeRule({
    name: "size-exceeds-scp-quota",
    title: "Service control policy over its quota",
    accessAnalyzer: "POLICY_SIZE_EXCEEDS_SCP_QUOTA",
    severity: "error",
    types: ["scp"],
    quota: () => typeQuotas.scp,
    kind: "service control policy",
    links: [accessAnalyzerPage("error", "policy-size-exceeds-scp-quota"), organizationQuotas],
  }),
  sizeRule({
    name: "size-exceeds-rcp-quota",
    title: "Resource control policy over its quota",
    accessAnalyzer: "POLICY_SIZE_EXCEEDS_RCP_QUOTA",
    severity: "error",
    types: ["rcp"],
    quota: () => typeQuotas.rcp,
    kind: "resource control policy",
    links: [accessAnalyzerPage("error", "policy-size-exceeds-rcp-quota"), organizationQuotas],
  }),
];
