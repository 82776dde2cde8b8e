/** What the two sides of a change declare: defaults of variables and parameters, and calls of modules. */
import { declaredNames, defaultsOf, differing, managedByDefault } from "../../analysis/change/defaults";
import type { ReadOptions } from "../../analysis/change/read";
import type { ChangedDocument } from "../../analysis/change/subject";
import { callsIn } from "../../analysis/change/terraform/called";
import { mayLink } from "../../analysis/locate/locate";
import { joinedFolder } from "../../analysis/locate/terraform/called-modules";
import { needs } from "../../analysis/needs";
import { automaticRank, type SideDocument, sourceOf } from "./documents";

/** What may declare a default, or call a module. */
const mayDeclare = /\b(?:variable|module)\s{0,20}"|\bParameters\b/;

type Declared = Pick<ReadOptions, "made" | "defaults" | "kept">;

/** By document, the defaults to which the two sides give other values, and the calls that both have. */
export async function declarations(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
): Promise<ReadonlyMap<ChangedDocument, Declared>> {
  const found = new Map<ChangedDocument, Declared>();
  const folders = [before, after].map(
    (sides) => new Set(sides.map(({ document }) => joinedFolder("", document.scope))),
  );
  const read = async (side: SideDocument) => {
    const { source, values = [] } = side;
    if (!mayDeclare.test(source.text)) return null;
    const made = await sourceOf(side, mayLink(source) || needs(source).grammars.length > 0);
    const automatic = values.filter(({ name }) => automaticRank(name) > 0);
    const defaults = defaultsOf(made, automatic, side.beside?.given);
    return {
      made,
      defaults,
      declared: declaredNames(made),
      calls: source.modules && callsIn(made),
    };
  };
  type Read = Awaited<ReturnType<typeof read>>;
  const none = {
    defaults: new Map(),
    declared: new Set<string>(),
    calls: undefined,
  } as const;
  const add = (
    { document }: SideDocument,
    own: Read,
    other: Pick<NonNullable<Read>, "defaults" | "declared" | "calls"> | null,
    [ours, theirs] = folders,
  ) => {
    if (!own) return;
    found.set(document, {
      made: own.made,
      defaults: other ? differing(own.defaults, other.defaults, other.declared) : managedByDefault(own.defaults),
      kept: own.calls && {
        has: (call) => other?.calls?.has(call) === true,
        hasFolder(folder) {
          const path = joinedFolder(document.scope, folder);
          return !ours!.has(path) || theirs!.has(path);
        },
      },
    });
  };
  const others = new Map(after.map((side) => [side.document.scope, side]));
  for (const old of before) {
    const current = others.get(old.document.scope);
    others.delete(old.document.scope);
    const [one, two] = [await read(old), current ? await read(current) : null];
    add(old, one, two ?? (current ? none : null));
    if (current) add(current, two, one ?? none, [...folders].reverse());
  }
  for (const current of others.values()) add(current, await read(current), null, [...folders].reverse());
  return found;
}
