/** Which of the things that an expression may be are the same, and how many are kept. */
import type { SyntaxNode } from "../source/syntax-tree";
import type { Thing } from "./things";

/** Of how many things one expression may be one: what is more is given up. */
const most = 8;

/** Whether more is known of it than that it is something of a library. */
export function isUseful(thing: Thing): boolean {
  return thing.kind !== "named" && !(thing.kind === "sdk" && thing.sdk.kind === "client" && thing.sdk.service === null);
}

export function distinct(things: readonly Thing[]): readonly Thing[] {
  if (things.length < 2) return things;
  const seen = new Set<string | SyntaxNode>();
  return things
    .filter((thing) => {
      const key = keyOf(thing);
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, most);
}

function keyOf(thing: Thing): string | SyntaxNode {
  switch (thing.kind) {
    case "named":
      return `named ${thing.name}`;
    case "text":
      return `text ${JSON.stringify(thing.stretches.map((part) => (part && typeof part === "object" ? [part.variable] : part)))}`;
    case "sdk":
      return `sdk ${sdkKey(thing.sdk)}`;
    case "method":
      return `method ${sdkKey(thing.of)} ${thing.name}`;
    case "file":
      return thing.file.tree.root;
    case "instance":
      return `instance ${thing.file.name} ${thing.node.start}`;
    default:
      return thing.node;
  }
}

function sdkKey(one: Extract<Thing, { kind: "sdk" }>["sdk"]): string {
  const given =
    "given" in one && one.given
      ? [...one.given].map(
          ([key, things]) =>
            `${key}=${things.map((thing) => (thing.kind === "text" ? String(keyOf(thing)) : "?")).join()}`,
        )
      : [];
  const { kind } = one;
  switch (kind) {
    case "client":
      return `client ${one.service} ${one.form ?? ""}`;
    case "resource":
      return `resource ${one.service} ${one.type} ${given.join(";")}`;
    case "request":
      return `request ${one.service} ${one.operation} ${one.what} ${given.join(";")}`;
    case "helper":
      return `helper ${one.name} ${given.join(";")}`;
    default:
      return kind;
  }
}
