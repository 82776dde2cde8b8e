/** Changes of the document of a role that allow a call of its code: proven by reading the changed document again. */
import type { Fix } from "../../analysis/finding";
import { PermissionChange } from "../../analysis/policy/delta";
import { applyEdits, checkOf, LineIndex, type TextEdit } from "../../analysis/text";
import { grantsInCdk } from "../../analysis/units/cdk/grant";
import { grantInPolicies, type GrantProposal } from "../../analysis/units/grant-call";
import { grantedBy } from "../../analysis/units/granted";
import type { NeedOfCall, Want } from "../../analysis/units/needs";
import { grantsInSam } from "../../analysis/units/sam-grant";
import type { UnitRole } from "../../analysis/units/unit";
import { inEnglish, type Sentence } from "../../wording/sentence";
import type { CodeText } from "./code-files";
import type { ReadUnit } from "./read-unit";
import { placeIn, type UnitReading } from "./unit";

/** In characters that are read to prove the fixes of the calls of one document. */
const mostRead = 2_000_000;
const mostProposals = 3;

const spent = new WeakMap<CodeText, number>();
const kept = new WeakMap<CodeText, Map<string, readonly ProvenGrant[]>>();

interface ProvenGrant {
  readonly title: Sentence;
  readonly delta: Fix["delta"];
  readonly edits: readonly TextEdit[];
}

/** Empty where no change is known that certainly allows the call. `nameOf` is how findings name a file, by its path. */
export function grantFixes(need: NeedOfCall, unit: ReadUnit, nameOf: (path: string) => string): readonly Fix[] {
  const { declared, document, reading } = unit;
  const failing = need.wants.filter(({ verdict }) => verdict?.granted === "no");
  if (!declared.role || !reading || failing.length === 0) return [];
  const known = kept.get(document) ?? new Map<string, readonly ProvenGrant[]>();
  kept.set(document, known);
  const key = JSON.stringify([declared.name, failing.map(({ wanted, written }) => [wanted.action, written])]);
  let grants = known.get(key);
  if (!grants) {
    try {
      grants = provenGrants(failing, unit, declared.role, reading);
    } catch {
      // What is found is told without a fix.
      grants = [];
    }
    known.set(key, grants);
  }
  return grants.flatMap((grant) => asFix(grant, unit, nameOf) ?? []);
}

function provenGrants(
  failing: readonly Want[],
  unit: ReadUnit,
  role: UnitRole,
  reading: UnitReading,
): readonly ProvenGrant[] {
  const needed = failing.map(({ wanted, written }) => ({ action: wanted.action, resource: written }));
  const document = { terms: reading.terms, declared: reading.resources };
  const { writer, app } = reading;
  if (app)
    return grantsInCdk(needed, unit.declared.name, app).flatMap(
      (proposal) => proven(proposal, failing, unit, role, reading) ?? [],
    );
  const inPolicies = grantInPolicies(needed, role, document);
  const inTemplate = writer
    ? reading.templates.flatMap((root) => grantsInSam(needed, unit.declared.name, role, root, writer, document))
    : [];
  // Where policies are written, one of them gets it; else the list of the function.
  const [inList, policyInList] = [inTemplate.slice(0, -1), inTemplate.slice(-1)];
  const proposals = [...(inPolicies ? [inPolicies, ...inList] : [...inList, ...policyInList])].slice(0, mostProposals);
  return proposals.flatMap((proposal) => proven(proposal, failing, unit, role, reading) ?? []);
}

function proven(
  { title, edits }: GrantProposal,
  failing: readonly Want[],
  { declared, document, catalog }: ReadUnit,
  role: UnitRole,
  reading: UnitReading,
): ProvenGrant | null {
  const read = (spent.get(document) ?? 0) + document.text.length;
  if (edits.length === 0 || read > mostRead) return null;
  spent.set(document, read);
  const text = applyEdits(document.text, edits);
  const after = reading.again(text);
  const changed = after?.units.find((one) => one.name === declared.name)?.role;
  if (!after || !changed || changed.doubt !== null || after.problems > reading.problems) return null;
  const policies = changed.policies.map(({ policy }) => policy);
  if (!failing.every(({ wanted }) => grantedBy(wanted, policies, changed.names).granted === "yes")) return null;
  const before = role.policies.map(({ policy }) => policy);
  const change = new PermissionChange({ policies: before, text: document.text }, { policies, text }, catalog);
  return { title, edits, delta: change.delta };
}

/** Null where the change reaches over several files of a module. */
function asFix({ title, edits, delta }: ProvenGrant, unit: ReadUnit, nameOf: (path: string) => string): Fix | null {
  const places = edits.map(({ span, newText }) => ({ ...placeIn(unit, span), newText }));
  const [{ file }] = places as [(typeof places)[0], ...typeof places];
  if (places.some((one) => one.file !== file)) return null;
  const lines = new LineIndex(file.text);
  const name = nameOf(file.path);
  return {
    title: inEnglish(title),
    said: title,
    kind: "suggestion",
    delta,
    edits: places.map(({ span, newText }) => ({ file: name, range: lines.range(span), newText })),
    elsewhere: { file: name, check: checkOf(file.text) },
  };
}
