/** Resources of a template that ARNs name by the texts that they are given as names, beside references: both mean the same resource. */
import { resourcesOf } from "../../locate/cloudformation";
import type { Source } from "../../source/source";
import { DeclaredNames, writtenParts } from "../../units/declared-names";

/** Whether a text may have any; the test is cheap. */
export function mayNameByText(text: string): boolean {
  return /\bResources\b/.test(text) && /\barn:/.test(text) && /\b\w{0,20}Name\b/.test(text);
}

/** By logical id, the names that a template gives. */
function givenNames(source: Source): ReadonlyMap<string, string> {
  const { form } = source;
  const roots = form === "json" ? [source.json.root] : form === "yaml" ? source.yaml.roots : [];
  const resources = roots.flatMap((root) => (root ? resourcesOf(root) : []));
  const names = new DeclaredNames(resources);
  return new Map(
    resources.flatMap(({ id }) => {
      const declared = names.isNamed(id) ? names.declared(id) : null;
      const name = declared ? writtenParts(declared.name) : "";
      return name === "" ? [] : [[id, name] as const];
    }),
  );
}

/**
 * Those of which an ARN in one of the texts has the name, and which are called the same on both sides.
 * @param other null where there is no other side
 */
export function namedByText(own: Source, other: Source | null): ReadonlySet<string> {
  const [names, others] = [givenNames(own), other && givenNames(other)];
  const texts = [own.text, ...(other ? [other.text] : [])];
  return new Set(
    [...names].flatMap(([id, name]) => {
      const isSame = !others || others.get(id) === name;
      // A name of which something is left open may be put together in several ways.
      return isSame && (name.includes("${") || texts.some((text) => isInArn(name, text))) ? [id] : [];
    }),
  );
}

/** Whether a name stands behind a colon or slash. */
function isInArn(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (/[:/]/.test(text[at - 1] ?? "") && !/[\w-]/.test(text[at + name.length] ?? "")) return true;
  return false;
}
