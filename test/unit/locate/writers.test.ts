import assert from "node:assert/strict";

import fc from "fast-check";
import { stringify } from "yaml";

import type { Change, NewValue, Writer } from "../../../src/analysis/locate/located";
import { jsonWriter } from "../../../src/analysis/locate/write/json-writer";
import { yamlWriter } from "../../../src/analysis/locate/write/yaml-writer";
import { parseJson } from "../../../src/analysis/source/json-tree";
import { parseYaml } from "../../../src/analysis/source/yaml-tree";
import { applyEdits, type Span } from "../../../src/analysis/text";
import type { ArrayNode, ObjectNode, ValueNode } from "../../../src/analysis/value";

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain };

interface FormUnderTest {
  readonly write: (value: Plain) => string;
  readonly read: (text: string) => { root: ValueNode; writer: Writer };
}

const texts = fc.constantFrom(
  "s3:GetObject",
  "s3:*",
  "*",
  "arn:aws:s3:::bucket/*",
  "123456789012",
  "2012-10-17",
  "true",
  "no",
  "",
  "it's",
  'a "b"',
  "# no",
  "x: y",
  "- z",
  "${aws:username}",
  "line\nbreak",
  "a,b]",
  "Allow",
  "{x}",
);
const keys = fc.constantFrom(
  "Effect",
  "Action",
  "Resource",
  "Sid",
  "aws:RequestTag/team",
  "StringEquals",
  "Condition",
  "yes",
  "x y",
);
const values: fc.Arbitrary<Plain> = fc.letrec<{ value: Plain }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.oneof(texts, fc.boolean(), fc.integer({ min: 0, max: 99 })),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(keys, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;
const roots: fc.Arbitrary<Plain> = fc.dictionary(keys, values, { minKeys: 1, maxKeys: 4, noNullPrototype: true });

const readJson: FormUnderTest["read"] = (text) => ({ root: parseJson(text).root!, writer: jsonWriter(text) });
const readYaml: FormUnderTest["read"] = (text) => {
  const tree = parseYaml(text);
  assert.deepEqual(tree.problems, []);
  return { root: tree.roots[0]!, writer: yamlWriter(text, tree) };
};

/** A comment on each line that ends where one may stand, and one above it. */
function commented(text: string, mark: string, mayEnd: RegExp): string {
  let count = 0;
  return text
    .split("\n")
    .map((line) => {
      if (!mayEnd.test(line)) return line;
      const indent = /^ */.exec(line)![0];
      return `${indent}${mark} above${count}\n${line} ${mark} behind${count++}`;
    })
    .join("\n");
}

const jsonForms: { readonly [name: string]: FormUnderTest } = {
  "JSON on one line": { write: (value) => JSON.stringify(value), read: readJson },
  "JSON with four blanks": { write: (value) => JSON.stringify(value, null, 4), read: readJson },
  "JSON with tabs and CRLF": {
    write: (value) => JSON.stringify(value, null, "\t").replaceAll("\n", "\r\n"),
    read: readJson,
  },
  "JSON with comments": {
    write: (value) => commented(JSON.stringify(value, null, 2), "//", /[\w"\]}[{],?$/),
    read: readJson,
  },
  "JSON with trailing commas": {
    write: (value) => JSON.stringify(value, null, 2).replace(/(["\w\]}])(\n *[\]}])/g, "$1,$2"),
    read: readJson,
  },
};
const yamlForms: { readonly [name: string]: FormUnderTest } = {
  "YAML in blocks": { write: (value) => stringify(value, { lineWidth: 0 }), read: readYaml },
  "YAML with lists at the key": {
    write: (value) => stringify(value, { lineWidth: 0, indentSeq: false, indent: 4 }),
    read: readYaml,
  },
  "YAML in single quotes": {
    write: (value) => stringify(value, { lineWidth: 0, defaultStringType: "QUOTE_SINGLE" }),
    read: readYaml,
  },
  "YAML in flow": { write: (value) => stringify(value, { collectionStyle: "flow", lineWidth: 40 }), read: readYaml },
  "YAML with comments": {
    write: (value) => commented(stringify(value, { lineWidth: 0, blockQuote: false }), "#", /[\w"\]}'*]$/),
    read: readYaml,
  },
  "YAML without a last line break": {
    write: (value) => stringify(value, { lineWidth: 0, blockQuote: false }).trimEnd(),
    read: readYaml,
  },
};

function nodesOf(node: ValueNode): ValueNode[] {
  if (node.kind === "array") return [node, ...node.items.flatMap(nodesOf)];
  if (node.kind === "object") return [node, ...node.entries.flatMap((entry) => nodesOf(entry.value))];
  return [node];
}

function plainOf(node: ValueNode): Plain {
  switch (node.kind) {
    case "array":
      return node.items.map(plainOf);
    case "object":
      return Object.fromEntries(node.entries.map((entry) => [entry.key, plainOf(entry.value)]));
    case "string":
    case "number":
    case "boolean":
      return node.value;
    case "null":
      return null;
    default:
      throw new Error(`unexpected ${node.kind}`);
  }
}

/** One or two changes to one container, or one replacement, chosen by numbers. */
function chooseChanges(root: ValueNode, [pick, way, first, second]: readonly number[], value: NewValue): Change[] {
  const nodes = nodesOf(root);
  const node = nodes[pick! % nodes.length]!;
  const inContainer = (container: ArrayNode | ObjectNode): Change[] => {
    const removal = (at: number): Change[] =>
      container.kind === "array"
        ? container.items.slice(at, at + 1).map((item) => ({ kind: "removeItem", from: container, item }))
        : container.entries.slice(at, at + 1).map((entry) => ({ kind: "removeEntry", from: container, entry }));
    const addition = (): Change[] =>
      container.kind === "array"
        ? [{ kind: "addItem", to: container, value }]
        : [
            {
              kind: "addEntry",
              to: container,
              key: "NewKey",
              value,
              before: container.entries[second! % (container.entries.length + 1)],
            },
          ];
    const count = container.kind === "array" ? container.items.length : container.entries.length;
    const a = count ? first! % count : 0;
    const b = count ? second! % count : 0;
    switch (way! % 4) {
      case 0:
        return removal(a);
      case 1:
        return addition();
      case 2:
        return a === b ? removal(a) : [...removal(a), ...removal(b)];
      default:
        return [...removal(a), ...addition()];
    }
  };
  if ((node !== root && way! % 5 === 4) || (node.kind !== "array" && node.kind !== "object"))
    return [{ kind: "replace", node, value }];
  if (node.kind === "object" && node.entries.length > 0 && way! % 7 === 6)
    return [{ kind: "renameKey", entry: node.entries[first! % node.entries.length]!, key: "Renamed" }];
  return inContainer(node);
}

/** The same changes on the plain value. */
function expected(node: ValueNode, changes: readonly Change[]): Plain {
  for (const change of changes) if (change.kind === "replace" && change.node === node) return change.value as Plain;
  if (node.kind === "array") {
    const kept = node.items.filter(
      (item) => !changes.some((change) => change.kind === "removeItem" && change.from === node && change.item === item),
    );
    const added = changes.flatMap((change) =>
      change.kind === "addItem" && change.to === node ? [change.value as Plain] : [],
    );
    return [...kept.map((item) => expected(item, changes)), ...added];
  }
  if (node.kind !== "object") return plainOf(node);
  const entries: [string, Plain][] = [];
  const add = (before: unknown): void => {
    for (const change of changes)
      if (change.kind === "addEntry" && change.to === node && change.before === before)
        entries.push([change.key, change.value as Plain]);
  };
  for (const entry of node.entries) {
    add(entry);
    if (changes.some((change) => change.kind === "removeEntry" && change.entry === entry)) continue;
    const renamed = changes.find((change) => change.kind === "renameKey" && change.entry === entry);
    entries.push([renamed?.kind === "renameKey" ? renamed.key : entry.key, expected(entry.value, changes)]);
  }
  add(undefined);
  return Object.fromEntries(entries);
}

/** The stretch that the changes are about: what is outside must stay, comments included. */
function regionOf(changes: readonly Change[]): Span[] {
  const removals = changes.filter((change) => "from" in change).length;
  const spans = changes.flatMap((change): Span[] => {
    switch (change.kind) {
      case "replace":
        return [change.node.span];
      case "removeItem":
        return change.from.items.length === removals ? [change.from.span] : [change.item.span];
      case "removeEntry":
        return change.from.entries.length === removals
          ? [change.from.span]
          : [{ start: change.entry.keySpan.start, end: change.entry.value.span.end }];
      default:
        return [];
    }
  });
  // Between two neighbours that go, what stands between them goes too.
  return spans.length < 2
    ? spans
    : [{ start: Math.min(...spans.map((span) => span.start)), end: Math.max(...spans.map((span) => span.end)) }];
}

function commentsOutside(text: string, spans: readonly Span[]): string[] {
  return [...text.matchAll(/(?:#|\/\/) (?:above|behind)\d+/g)]
    .filter((match) => {
      const lineAround = (span: Span): Span => ({
        start: span.start,
        end: text.indexOf("\n", span.end) < 0 ? text.length : text.indexOf("\n", span.end),
      });
      return !spans.map(lineAround).some((span) => match.index >= span.start && match.index < span.end);
    })
    .map((match) => match[0]);
}

describe("writers", () => {
  for (const [name, form] of Object.entries({ ...jsonForms, ...yamlForms })) {
    it(`write any change into ${name}`, () => {
      const choices = fc.tuple(fc.nat(50), fc.nat(50), fc.nat(9), fc.nat(9));
      let written = 0;
      let refused = 0;
      fc.assert(
        fc.property(roots, choices, values, (value, choice, newValue) => {
          const text = form.write(value);
          const { root, writer } = form.read(text);
          assert.deepEqual(plainOf(root), value);
          const changes = chooseChanges(root, choice, newValue);
          const edits = writer.edits(changes);
          if (!edits) {
            refused++;
            return;
          }
          written++;
          const after = applyEdits(text, edits);
          const again = form.read(after);
          const message = `${text}\n--->\n${after}`;
          assert.deepEqual(plainOf(again.root), expected(root, changes), message);
          assert.equal(JSON.stringify(plainOf(again.root)), JSON.stringify(expected(root, changes)), message);
          const kept = commentsOutside(after, []);
          for (const comment of commentsOutside(text, regionOf(changes)))
            assert.ok(kept.includes(comment), `${comment} is lost:\n${message}`);
        }),
        { numRuns: Number(process.env["PROPERTY_RUNS"] ?? 150) },
      );
      assert.ok(refused < written / 20, `${refused} refused, ${written} written`);
    });
  }
});
