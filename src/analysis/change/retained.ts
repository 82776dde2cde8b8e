/** What stays in AWS though a document no longer has it: nobody loses what it allows. */
import { resourcesOfPart } from "../locate/cloudformation";
import { argumentOf, readBlocks } from "../locate/terraform/blocks";
import type { Source } from "../source/source";
import { textOf } from "../source/syntax-tree";
import { valueAt, type ValueNode } from "../value";
import type { Pair } from "./match";
import { type ChangedDocument, type Fate, keyOf, type ReadPolicy, type State } from "./subject";
import { callMark } from "./terraform/within-call";

/** What a template (`DeletionPolicy`) and a module of Terraform (`removed`) say. */
export function fatesIn(
  source: Source,
  roots: readonly (ValueNode | null)[],
  { scope }: ChangedDocument,
): readonly Fate[] {
  if (source.form === "hcl")
    return [
      ...(/\bremoved\b/.test(source.text) ? forgottenIn(source, scope) : []),
      ...(/\bmoved\b/.test(source.text) ? movedIn(source, scope) : []),
    ];
  if (!/\bDeletionPolicy\b/.test(source.text))
    return roots.flatMap((root) =>
      root ? resourcesOfPart(root).map(({ id }) => ({ scope, name: id, fate: "declared" })) : [],
    );
  return roots.flatMap((root) =>
    (root ? resourcesOfPart(root) : []).flatMap(({ id, body }): Fate[] => {
      const policy = valueAt(body, "DeletionPolicy");
      const isKept = policy?.kind === "string" && /^Retain/.test(policy.value);
      const own: Fate = { scope, name: id, fate: "declared" };
      return isKept ? [own, { ...own, fate: "retained" }] : [own];
    }),
  );
}

/** What a module of Terraform declares: its resources, and the modules that it calls. */
export function declaredInTerraform(
  source: Source,
  resources: ReadonlyMap<string, unknown>,
  { scope }: ChangedDocument,
): readonly Fate[] {
  if (source.form !== "hcl") return [];
  // Of a text without policies there may be no tree.
  const written = [...source.text.matchAll(declaring)].map(([, type, name, module]) =>
    module === undefined ? `${type}.${name}` : `module.${module}`,
  );
  const names = new Set([...resources.keys(), ...written]);
  return [...names].map((name): Fate => ({ scope, name, fate: "declared" }));
}

const declaring =
  /^[ \t]{0,8}(?:resource[ \t]{1,20}"([\w-]{1,200})"[ \t]{1,20}"([\w-]{1,200})"|module[ \t]{1,20}"([\w-]{1,200})")/gm;

function forgottenIn(source: Source, scope: string): readonly Fate[] {
  const tree = source.syntax("hcl");
  if (!tree) return [];
  return readBlocks(tree).flatMap((block): Fate[] => {
    const from = block.type === "removed" ? argumentOf(block, "from") : null;
    const lifecycle = block.blocks.find(({ type }) => type === "lifecycle");
    const destroy = lifecycle ? argumentOf(lifecycle, "destroy") : null;
    return from && destroy && textOf(tree, destroy) === "false"
      ? [{ scope, name: textOf(tree, from), fate: "forgotten" }]
      : [];
  });
}

function movedIn(source: Source, scope: string): readonly Fate[] {
  const tree = source.syntax("hcl");
  if (!tree) return [];
  const blocks = readBlocks(tree);
  const foreign = new Set(
    blocks.flatMap((block) => {
      const given = block.type === "module" ? argumentOf(block, "source") : null;
      return given && !/^"\.{1,2}\//.test(textOf(tree, given).trim()) ? `module.${block.labels[0]}` : [];
    }),
  );
  return blocks.flatMap((block): Fate[] => {
    const [from, to] = ["from", "to"].map((name) => (block.type === "moved" ? argumentOf(block, name) : null));
    if (!from || !to) return [];
    const [name, old] = [textOf(tree, to).trim(), textOf(tree, from).trim()];
    // In a module of elsewhere it is what it was, as far as anybody knows here.
    const isElsewhere = foreign.has(/^module\.[\w-]{1,200}/.exec(name)?.[0] ?? "");
    return [
      { scope, name, fate: "moved", from: old },
      ...(isElsewhere ? [{ scope, name: old, fate: "forgotten" } as const] : []),
    ];
  });
}

/** Gives the new side what stays; without the pairs of which nothing has gone. */
export function withRetained(pairs: readonly Pair[], before: State, after: State): readonly Pair[] {
  const keysOf = ({ fates = [] }: State, fate: Fate["fate"]) =>
    new Set(fates.filter((one) => one.fate === fate).map(({ scope, name }) => keyOf(scope, name)));
  const [retained, declared, forgotten] = [
    keysOf(before, "retained"),
    keysOf(after, "declared"),
    keysOf(after, "forgotten"),
  ];
  if (retained.size + forgotten.size === 0) return pairs;
  // With a module all is forgotten that it has, as it is called.
  const isForgotten = (scope: string, label: string): boolean => {
    const [folder = ""] = scope.split(callMark);
    const [, ...modules] = /^((?:module\.[\w-]{1,200}(?:\[[^\]]{0,300}\])?\.){1,4})/.exec(label) ?? [];
    const steps = modules[0]?.match(/module\.[\w-]{1,200}/g) ?? [];
    const callers = steps.map((_, at) => steps.slice(0, at + 1).join("."));
    return [label, ...callers].some((name) => forgotten.has(keyOf(folder, name)));
  };
  const stays = ({ document, policy: { place } }: ReadPolicy): boolean => {
    const { label = "" } = place;
    const key = keyOf(document.scope, label);
    return isForgotten(document.scope, label) || (retained.has(key) && !declared.has(key));
  };
  return pairs.flatMap((pair) => {
    const kept = pair.before?.policies.filter(stays) ?? [];
    if (kept.length === 0) return [pair];
    if (!pair.after)
      return kept.length === pair.before!.policies.length
        ? []
        : [{ ...pair, after: { ...pair.before!, policies: kept } }];
    // One that has another name now is the same one.
    const isNew = pair.after.name === pair.before!.name;
    return isNew ? [{ ...pair, after: { ...pair.after, policies: [...pair.after.policies, ...kept] } }] : [pair];
  });
}
