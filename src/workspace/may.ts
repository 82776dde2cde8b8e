/** `planeguard may`: the policies of some files, in any form, and a question about them. */
import { readChanged } from "../analysis/change/read";
import { oneDocument } from "../analysis/change/terraform/join";
import { policySetsOf } from "../analysis/decide/decide";
import { mayReach } from "../analysis/decide/possible";
import type { Question, Reach } from "../analysis/decide/reaches";
import { needs } from "../analysis/needs";
import type { Policy, PolicyOption } from "../analysis/policy/model";
import { loadCatalog } from "../data/catalog-file";
import { loadParsers } from "../data/grammars";
import { loadManagedPolicies } from "../data/managed-policies-file";
import { tooLargeMessage } from "./check-file";
import { today } from "./day";
import { absolute, readContent } from "./files";
import { reasonOf } from "./reason";

export interface MayRequest extends Question {
  /** The files with the policies, which act together. */
  readonly files: readonly string[];
  /** What relative names are relative to. */
  readonly folder: string;
  /** What the policies are; else it is inferred. */
  readonly policyType?: PolicyOption | undefined;
}

/** Answers the question. What cannot be read makes the answer `unknown`, with what is wrong with it. */
export async function mayOf({ files, folder, policyType, ...question }: MayRequest): Promise<Reach> {
  const policies: Policy[] = [];
  const places = new Map<Policy, { readonly file: string; readonly text: string }>();
  for (const file of files) {
    const unread = (message: string): Reach => ({ verdict: "unknown", witness: null, because: `${file}: ${message}` });
    let text: string;
    try {
      const content = readContent(absolute(file, folder));
      if ("unread" in content)
        return unread(content.unread === "binary" ? "It is a binary file." : tooLargeMessage(content.bytes));
      if (content.damage) return unread(content.damage.message);
      ({ text } = content);
    } catch (error) {
      return unread(`Could not read it: ${reasonOf(error)}.`);
    }
    const source = { name: file, text, mustHoldPolicy: true };
    const wanted = needs(source);
    const found = readChanged(oneDocument(source), source, {
      parsers: wanted.grammars.length > 0 ? await loadParsers(wanted.grammars) : null,
      managed: wanted.managed ? await loadManagedPolicies() : null,
      policyType,
    });
    const [problem] = found.problems;
    if (problem) return unread(problem.message);
    if (found.policies.length === 0) return unread("No policy was found in it.");
    for (const { policy, managed } of found.policies) {
      policies.push(policy);
      places.set(policy, managed ? { file: managed.name, text: managed.text } : { file, text });
    }
  }
  return mayReach(question, policySetsOf(policies), {
    catalog: await loadCatalog(),
    today: today(),
    textOf: (policy) => places.get(policy)?.text ?? null,
    nameOf: (policy) => places.get(policy)?.file ?? null,
  });
}
