/** The `assertions` of a planeguard.json: what must never be allowed, and what must stay possible. */
import {
  type Assertion,
  type Claim,
  type Exceptions,
  type HolderKind,
  holderKinds,
  type HolderName,
  holderOf,
  noExceptions,
  presetNames,
  type Who,
} from "../../analysis/assertions/assertion";
import { assertionPresets } from "../../analysis/assertions/presets";
import { resourceKinds, shorthandOf } from "../../analysis/assertions/resources";
import { claimSentence } from "../../analysis/assertions/sentence";
import { childrenOf, type ObjectNode, type ValueNode } from "../../analysis/value";
import { type EntriesReader, type Path, quoted, shortened } from "./entries-reader";

export const assertionKeys = [
  "sentence",
  "nobody",
  "only",
  ...holderKinds,
  "may",
  "mayNot",
  "on",
  "except",
  "preset",
  "regions",
] as const;
type Key = (typeof assertionKeys)[number];

const mostAssertions = 200;
const mostEntries = 100;

export function readAssertions(reader: EntriesReader, node: ValueNode, path: Path): readonly Assertion[] {
  if (node.kind !== "array") {
    reader.wrongType(node, path, "a list");
    return [];
  }
  if (node.items.length > mostAssertions)
    reader.mistake(
      path,
      node.span,
      `${quoted(path)} has more than ${mostAssertions} entries; the others are left out.`,
    );
  return node.items
    .slice(0, mostAssertions)
    .flatMap((item, index) => new AssertionReader(reader, [...path, index]).assertion(item) ?? []);
}

class AssertionReader {
  private readonly values = new Map<Key, ValueNode>();

  constructor(
    private readonly reader: EntriesReader,
    private readonly path: Path,
  ) {}

  /** Null where something of it is missing or wrong: half of it would assert something else. */
  assertion(node: ValueNode): Assertion | null {
    const { reader, path } = this;
    const before = reader.mistakes.length;
    for (const { key, keySpan, value } of reader.entries(node, path)) {
      const known = assertionKeys.find((one) => one === key);
      if (known) this.values.set(known, value);
      else reader.unknownKey([...path, key], keySpan, key, assertionKeys);
    }
    if (node.kind !== "object" || reader.mistakes.length > before) return null;
    const made = this.values.has("preset") ? this.preset(node) : this.stated(node);
    const sentence = this.values.get("sentence");
    const said = sentence && reader.text(sentence, [...path, "sentence"], "a sentence");
    if (!made || reader.mistakes.length > before) return null;
    return { sentence: said ?? made.sentence ?? claimSentence(made.claim), claim: made.claim, span: node.span };
  }

  private wrong(node: ValueNode, message: string): null {
    this.reader.mistake(this.path, node.span, `${quoted(this.path)} ${message}, and so asserts nothing.`);
    return null;
  }

  private preset(node: ObjectNode): { readonly claim: Claim; readonly sentence: string | null } | null {
    const name = this.reader.choice(this.values.get("preset")!, [...this.path, "preset"], presetNames);
    if (name === undefined) return null;
    const allowed: readonly Key[] = [
      "preset",
      "sentence",
      "except",
      ...(name === "regions" ? (["regions"] as const) : []),
    ];
    const other = [...this.values.keys()].find((key) => !allowed.includes(key));
    if (other) return this.wrong(node, `has \`${other}\` beside its preset`);
    const regions = this.texts("regions", 'a Region such as `"eu-west-1"`', (text) =>
      /^[a-z]{2,}(?:-[a-z]+)+-\d$/.test(text) ? null : `\`${shortened(text)}\` is not a Region`,
    );
    if (name === "regions" && regions.length === 0)
      return this.values.has("regions") ? null : this.wrong(node, "says no `regions`");
    const except = this.exceptions();
    const { claim, sentence } = assertionPresets[name];
    return { claim: claim(except, regions), sentence: except === noExceptions ? sentence : null };
  }

  private stated(node: ObjectNode): { readonly claim: Claim; readonly sentence: null } | null {
    const subjects = (["nobody", "only", ...holderKinds] as const).filter((key) => this.values.has(key));
    const [first] = subjects;
    if (!first)
      return this.wrong(node, "says neither `nobody` nor `only`, no `role`, `user` or `group`, and no `preset`");
    if (subjects.length > 1) return this.wrong(node, `has both \`${first}\` and \`${subjects[1]!}\``);
    if (this.values.has("regions")) return this.wrong(node, "has `regions` without the preset of Regions");
    const isOfHolder = first !== "nobody" && first !== "only";
    const [may, mayNot] = [this.values.has("may"), this.values.has("mayNot")];
    if (may && mayNot) return this.wrong(node, "has both `may` and `mayNot`");
    if (!may && !mayNot) return this.wrong(node, isOfHolder ? "says neither `may` nor `mayNot`" : "says no `may`");
    if (mayNot && !isOfHolder) return this.wrong(node, `has \`mayNot\` beside \`${first}\`, which goes with \`may\``);
    const actions = this.texts(may ? "may" : "mayNot", "an action such as `s3:GetObject`", actionMistake);
    const on = this.texts("on", "an ARN, or a resource such as `table:Orders`", placeMistake);
    if (isOfHolder && may) {
      if (this.values.has("except")) return this.wrong(node, "has `except`, which goes with what must not be allowed");
      return actions.length > 0
        ? { claim: { kind: "possible", holders: this.holders(first), actions, on }, sentence: null }
        : null;
    }
    const who =
      first === "nobody"
        ? this.nobody()
        : isOfHolder
          ? { of: "holders" as const, names: this.holders(first) }
          : this.only();
    return who && actions.length > 0
      ? { claim: { kind: "never", who, actions, on, except: this.exceptions() }, sentence: null }
      : null;
  }

  private nobody(): Who | null {
    const { reader } = this;
    const node = this.values.get("nobody")!;
    const path = [...this.path, "nobody"];
    if (node.kind !== "object") {
      const name = reader.choice(node, path, ["anyone", "public"]);
      return name === undefined ? null : { of: name === "public" ? "public" : "everybody" };
    }
    const known: string[] = [];
    const before = reader.mistakes.length;
    for (const { key, keySpan, value } of reader.entries(node, path)) {
      if (key === "outside")
        known.push(
          ...this.listOf(value, [...path, key], 'an organization such as `"o-abc123"`, or an account', (text) =>
            /^(?:o-[a-z0-9]{6,32}|\d{12})$/.test(text)
              ? null
              : `\`${shortened(text)}\` is neither an organization nor an account`,
          ),
        );
      else reader.unknownKey([...path, key], keySpan, key, ["outside"]);
    }
    if (known.length > 0) return { of: "outside", known };
    return reader.mistakes.length > before ? null : this.wrong(node, "does not say outside of what");
  }

  private only(): Who {
    const names = this.texts("only", "a holder such as `role:deploy`", (text) =>
      holderOf(text) ? null : `\`${shortened(text)}\` is not \`role:\`, \`user:\` or \`group:\` with a name`,
    );
    return { of: "others", names: names.map((name) => holderOf(name)!) };
  }

  private holders(kind: HolderKind): readonly HolderName[] {
    return this.texts(kind, "a name", () => null).map((name) => ({ kind, name }));
  }

  private exceptions(): Exceptions {
    const node = this.values.get("except");
    if (!node) return noExceptions;
    const read: { -readonly [key in keyof Exceptions]: Exceptions[key][number][] } = {
      actions: [],
      resources: [],
      holders: [],
      when: [],
    };
    const items = node.kind === "array" ? node.items : [node];
    items.slice(0, mostEntries).forEach((item, index) => {
      const at = node.kind === "array" ? [...this.path, "except", index] : [...this.path, "except"];
      if (item.kind === "object") {
        const condition = plainCondition(item);
        if (condition) read.when.push(condition);
        else
          this.reader.wrongType(
            item,
            at,
            'a condition such as `{ "StringEquals": { "aws:PrincipalTag/team": "ops" } }`',
          );
        return;
      }
      const text = this.reader.text(
        item,
        at,
        "an action, an ARN, a resource such as `table:Orders`, a holder such as `role:admin`, or a condition",
      );
      if (text === undefined) return;
      const holder = holderOf(text);
      if (holder) read.holders.push(holder);
      else if (placeMistake(text) === null) read.resources.push(text);
      else if (actionMistake(text) === null) read.actions.push(text);
      else
        this.reader.mistake(
          at,
          item.span,
          `${quoted(at)}: \`${shortened(text)}\` is neither an action, an ARN, nor a holder such as \`role:admin\`.`,
        );
    });
    return read;
  }

  private texts(key: Key, what: string, wrong: (text: string) => string | null): readonly string[] {
    const node = this.values.get(key);
    return node ? this.listOf(node, [...this.path, key], what, wrong) : [];
  }

  /** One text, or a list of them. */
  private listOf(node: ValueNode, path: Path, what: string, wrong: (text: string) => string | null): readonly string[] {
    const { reader } = this;
    const items = node.kind === "array" ? node.items : [node];
    if (items.length === 0 || items.length > mostEntries) {
      reader.mistake(path, node.span, `${quoted(path)} must have between 1 and ${mostEntries} entries.`);
      return [];
    }
    return items.flatMap((item, index) => {
      const at = node.kind === "array" ? [...path, index] : path;
      const text = reader.text(item, at, what);
      const mistake = text === undefined ? null : wrong(text);
      if (mistake !== null) reader.mistake(at, item.span, `${quoted(at)}: ${mistake}.`);
      return text === undefined || mistake !== null ? [] : [text];
    });
  }
}

function actionMistake(text: string): string | null {
  return text === "*" || /^[\w*?-]{1,100}:[\w*?]{1,200}$/.test(text)
    ? null
    : `\`${shortened(text)}\` is not an action such as \`s3:GetObject\``;
}

function placeMistake(text: string): string | null {
  if (text === "*" || /^arn:[^\s]{4,2000}$/.test(text) || shorthandOf(text)) return null;
  return `\`${shortened(text)}\` is neither an ARN nor a resource such as \`table:Orders\` (${resourceKinds.join(", ")})`;
}

/** A condition of texts; null for anything else. */
function plainCondition(node: ObjectNode): Readonly<Record<string, unknown>> | null {
  const plain = (one: ValueNode): unknown => {
    switch (one.kind) {
      case "object":
        return Object.fromEntries(one.entries.map(({ key, value }) => [key, plain(value)]));
      case "array":
        return one.items.map(plain);
      case "string":
      case "number":
      case "boolean":
        return String(one.value);
      default:
        return "";
    }
  };
  const isCondition =
    node.entries.length > 0 && childrenOf(node).every((block) => block.kind === "object" && block.entries.length > 0);
  return isCondition ? (plain(node) as Readonly<Record<string, unknown>>) : null;
}
