/** No advice is a dead end: what the page of a rule prefers is not reported again. Of fixes another test says the same. */
import assert from "node:assert/strict";

import { analyze } from "../../../src/analysis/analyze";
import type { Finding } from "../../../src/analysis/finding";
import type { PolicyType } from "../../../src/analysis/policy/model";
import { rules } from "../../../src/analysis/rules/generated/index";
import { createEngine } from "../../../src/workspace/engine";
import { builtCatalog } from "../../support/catalog";

type Json = Record<string, unknown>;

/** A statement in which a fragment of an example may stand. */
const usual: Readonly<Record<PolicyType, Json>> = {
  identity: { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::invoices/*" },
  boundary: { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::invoices/*" },
  resource: {
    Effect: "Allow",
    Principal: { AWS: "111122223333" },
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::invoices/*",
  },
  trust: { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sts:AssumeRole" },
  scp: { Effect: "Deny", Action: "s3:GetObject", Resource: "*" },
  rcp: { Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: "*" },
};

/** The example as a whole policy; null where it is none in JSON, or a part that stands in no policy by itself. */
function policyOf(code: string, type: PolicyType): Json | null {
  const parse = (text: string): unknown => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return null;
    }
  };
  const whole = parse(code) ?? parse(`{${code}}`) ?? parse(`[${code}]`);
  if (whole === null || typeof whole !== "object") return null;
  const policy = (Statement: unknown): Json => ({ Version: "2012-10-17", Statement });
  if (Array.isArray(whole)) return policy(whole);
  const one = whole as Json;
  if ("Statement" in one) return one;
  if ("Version" in one || "Id" in one) return null;
  if (!Object.keys(one).every((key) => /^(Sid|Effect|(Not)?(Action|Resource|Principal)|Condition)$/.test(key)))
    return null;
  return policy([{ ...usual[type], ...one }]);
}

const catalog = builtCatalog();
const told = ({ ruleId, message }: Finding) => `${ruleId}: ${message}`;

function typeOf(code: string): PolicyType {
  if (!code.includes('"Principal"') && !code.includes('"NotPrincipal"')) return "identity";
  return code.includes("sts:") ? "trust" : "resource";
}

/** What an example leaves out to be short. */
const shortened = /^policy\/(?:missing-|unsupported-action$)/;

/** Of the other forms: those are read as files by themselves. */
const endings: Readonly<Record<string, string>> = {
  yaml: ".yaml",
  hcl: ".tf",
  terraform: ".tf",
  typescript: ".ts",
  javascript: ".js",
  python: ".py",
  shell: ".sh",
  bash: ".sh",
};

describe("advice", () => {
  for (const rule of rules) {
    const { code, language } = rule.documentation.prefer;
    if (rule.kind !== "policy" || language !== "json") continue;
    const policyType = rule.types?.[0] ?? typeOf(code);
    const policy = policyOf(code, policyType);
    if (!policy) continue;
    it(`of the page about ${rule.id} is not reported by it`, () => {
      const text = JSON.stringify(policy, null, 2);
      const { findings } = analyze({ name: "policy.json", text }, { catalog, parsers: null, policyType });
      assert.deepEqual(
        findings
          .filter(({ ruleId, severity }) => ruleId === rule.id || (severity === "error" && !shortened.test(ruleId)))
          .map(told),
        [],
      );
    });
  }

  const engine = createEngine();
  for (const { id, documentation } of rules) {
    const { code, language } = documentation.prefer;
    const ending = endings[language];
    if (ending === undefined) continue;
    it(`of the page about ${id}, in ${language}, is not reported by it`, async () => {
      const { findings } = await engine.analyze({ name: `advice${ending}`, text: code }, { fixes: false });
      assert.deepEqual(
        findings.filter(({ ruleId }) => ruleId === id || ruleId === "policy/misspelt-managed-policy").map(told),
        [],
      );
    });
  }
});
