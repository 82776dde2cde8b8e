/** The keys of a Terraform file, and how to take them out of it with what only they needed. */
import type { StaticProvider } from "../../rules/credentials/credential-text";
import type { Source } from "../../source/source";
import { ancestorOf, type SyntaxNode, textOf } from "../../source/syntax-tree";
import { applyEdits, contains, linesAround, type Span, spanOf, type TextEdit } from "../../text";
import { realigned } from "../alignment";
import type { CredentialFix } from "../fix";
import type { CodeHints } from "../key-group";
import { withoutElements } from "../shell/elements";
import { lineFixes } from "../shell/line-removal";
import { textFixes } from "./definition-text";
import { type KeyArgument, type KeyHolder, type NamedPair, readTerraform, TerraformFile } from "./terraform-file";
import { hasRole, roleFor } from "./workload-roles";

const fixTitle = "Remove the key; Terraform takes the role or profile of where it runs";

const ownRoleTitle = "Remove the key; the role of the resource takes its place";
const otherRoleTitle = "Remove the key; a role has to take its place";

export class TerraformKeys {
  private constructor(private readonly file: TerraformFile) {}

  /** Null where the grammar is not loaded, or the text is too large. */
  static read(source: Source): TerraformKeys | null {
    const file = readTerraform(source.syntax("hcl"));
    return file && new TerraformKeys(file);
  }

  hints(): CodeHints {
    const hints = {
      together: [] as CodeHints["together"][number][],
      forAws: new Set<number>(),
      forOthers: new Set<number>(),
    };
    for (const {
      keys: { id, secret, token },
      endpoint,
    } of this.file.holders) {
      const starts = [id, secret, token].flatMap((argument) => argument?.literal?.start ?? []);
      for (const start of starts)
        if (endpoint !== "unknown") (endpoint === "aws" ? hints.forAws : hints.forOthers).add(start);
      if (starts.length > 0 && endpoint !== "other")
        hints.together.push({
          id: id?.literal?.start ?? null,
          secret: secret?.literal ?? null,
          token: token?.literal?.start ?? null,
        });
    }
    for (const start of hints.forAws) hints.forOthers.delete(start);
    return hints;
  }

  /** Providers and backends that are given keys from variables. With a token the key is a temporary one, from somewhere that lends it. */
  staticProviders(): StaticProvider[] {
    return this.file.holders.flatMap(({ what, keys: { id, secret, token }, endpoint }): StaticProvider[] => {
      if (endpoint !== "aws" || token || !isFromVariable(id) || !isFromVariable(secret)) return [];
      // Without keys Terraform looks for credentials itself.
      if (id!.isOptional && secret!.isOptional) return [];
      const gone = [id!, secret!];
      return [
        {
          at: spanOf(id!.attribute),
          names: gone.map(({ names }) => names[0]!),
          source: what,
          standard: false,
          browser: false,
          // Somebody else may sign in with the variable, so whoever takes it away must know another way in.
          fixes: () =>
            this.fix(
              gone.map(({ attribute }) => attribute),
              gone.flatMap(({ names }) => names),
            ).map((fix) => ({ ...fix, kind: "suggestion" as const })),
        },
      ];
    });
  }

  fixes(parts: readonly Span[]): CredentialFix[] {
    const { text, nodes } = this.file.tree;
    const heredoc = nodes.find(
      ({ type, start, end }) => type === "heredoc_template" && start <= parts[0]!.start && parts[0]!.end <= end,
    );
    if (heredoc) {
      if (!parts.every((part) => contains(heredoc, part))) return [];
      // The text begins behind the word that ends it.
      const start = text.indexOf("\n", heredoc.start);
      const inData = textFixes(text, { start: start + 1, end: text.lastIndexOf("\n", heredoc.end - 1) + 1 }, parts);
      return this.withRole(heredoc, inData ?? lineFixes(text, parts, "shell", undefined, start));
    }
    const holders = this.file.holders.filter(({ endpoint }) => endpoint !== "other");
    const used = holders
      .flatMap(argumentsOf)
      .filter(({ literal }) => parts.some(({ start }) => start === literal?.start));
    const values = parts.map((part) => this.file.givenTo(part));
    if (values.includes(null)) return [];
    const pairs = values.map((node) => this.file.pairAround(node!));
    // A value without its name is another.
    if (pairs.some((pair) => pair === "unnamed")) return [];
    if (used.length === 0) {
      const handedOver = this.handedOver(values.map((node) => node!));
      if (handedOver) return handedOver;
    }
    const given = values.map((node, index) => (pairs[index] as NamedPair | null)?.whole ?? node);
    // What a variable or local holds goes with those who read it.
    const own = given.filter(
      (node) =>
        ![...this.file.declarations.values()].some(
          (declaration) => declaration.start <= node!.start && node!.end <= declaration.end,
        ),
    );
    if (own.length < given.length && used.length === 0) return [];
    const fixes = this.fix(
      [...new Set([...own.map((node) => node!), ...used.map(({ attribute }) => attribute)])],
      used.flatMap(({ names }) => names),
    );
    const nameOf = (node: SyntaxNode): string =>
      pairs.find((pair): pair is NamedPair => pair !== null && pair !== "unnamed" && pair.whole === node)?.name ??
      textOf(this.file.tree, node.children[0]!);
    // What is given another name is read by it.
    const others = own.filter((node) => !used.some(({ attribute }) => attribute === node)).map((node) => node!);
    const isStandard = others.every((node) => standardName.test(nameOf(node)));
    const whole = fixes.filter(({ edits }) => parts.every((part) => edits.some(({ span }) => contains(span, part))));
    if (others.length === 0) return whole;
    return this.withRole(
      others[0]!,
      whole.map((fix) => ({ ...fix, kind: isStandard ? fix.kind : "suggestion" })),
      // A program that reads names of its own has to learn of a role first.
      isStandard,
    );
  }

  /**
   * Where each value is a local's, and nothing reads it but the environment of what runs: the local goes with its reads.
   * Null where something else is given them, or no local holds them.
   */
  private handedOver(values: readonly SyntaxNode[]): CredentialFix[] | null {
    const places: SyntaxNode[] = [];
    const names: string[] = [];
    for (const value of values) {
      const name = [...this.file.declarations].find(([, declaration]) => declaration === value)?.[0];
      if (!name?.startsWith("local.")) return null;
      const reads = this.file.givenName(name);
      if (reads.length === 0 || reads.length !== TerraformFile.readsOf(name, this.file.tree.text)) return null;
      for (const node of reads) {
        const pair = this.file.pairAround(node);
        if (pair === "unnamed") return null;
        const given = pair?.name ?? textOf(this.file.tree, node.children[0]!);
        if (!standardName.test(given)) return null;
        places.push(pair?.whole ?? node);
      }
      names.push(name);
    }
    const [fix] = this.fix([...new Set(places)], names);
    if (!fix || !values.every((value) => fix.edits.some(({ span }) => contains(span, value)))) return null;
    return this.withRole(places[0]!, [fix]).map((one) => ({ ...one, kind: "suggestion" }));
  }

  /** What is taken out of a resource without a role gets one; it is safe only where there is one. */
  private withRole(place: SyntaxNode, fixes: readonly CredentialFix[], isStandard = true): CredentialFix[] {
    const resource = this.file.resources.find((block) => contains(block.node, place));
    const role = isStandard && resource ? roleFor(this.file.tree.text, resource) : null;
    if (resource && hasRole(this.file.tree.text, resource))
      return fixes.map((fix) => ({ ...fix, title: ownRoleTitle }));
    return fixes.map((fix) => ({
      title: role?.title ?? otherRoleTitle,
      kind: "suggestion",
      edits: [...fix.edits, ...(role?.edits ?? [])].sort((a, b) => a.span.start - b.span.start),
    }));
  }

  private fix(attributes: readonly SyntaxNode[], names: readonly string[]): CredentialFix[] {
    const gone = new Set(attributes);
    // In the order in which they are read, so that what only a local reads goes after the local.
    const dead = [...new Set(names)].filter((name) => {
      const declaration = this.file.declarations.get(name);
      if (!declaration || TerraformFile.readsOf(name, applyEdits(this.file.tree.text, this.edits(gone) ?? [])) > 0)
        return false;
      gone.add(declaration);
      return true;
    });
    const edits = this.edits(gone);
    // Other files of the module may read a variable too.
    if (!edits || edits.length === 0) return [];
    const inForm = [...edits, ...realigned(this.file.tree.text, edits)].sort((a, b) => a.span.start - b.span.start);
    return [{ title: fixTitle, kind: dead.length > 0 ? "suggestion" : "safe", edits: inForm }];
  }

  /** The removal of whole lines; null where something else stands on them. */
  private edits(gone: ReadonlySet<SyntaxNode>): TextEdit[] | null {
    const { text } = this.file.tree;
    const edits: TextEdit[] = [];
    const all = this.withEmptied(gone);
    const inLists = new Map<SyntaxNode, Set<SyntaxNode>>();
    for (const node of all) {
      const list = node.type === "object" ? listOf(node) : null;
      // Items of one line go with the commas between them.
      if (list && !text.slice(list.start, list.end).includes("\n"))
        inLists.set(list, (inLists.get(list) ?? new Set()).add(node));
    }
    for (const [list, items] of inLists) {
      const elements = list.children.filter(({ type }) => type === "expression");
      const lost = new Set(elements.filter((element) => [...items].some((item) => contains(element, item))));
      edits.push(...withoutElements(elements, lost, (element) => element));
    }
    for (const node of all) {
      if ([...inLists.values()].some((items) => items.has(node))) continue;
      const { start, end } = linesAround(text, node);
      if (
        text.slice(start, node.start).trim() !== "" ||
        !/^,?\s*(?:(?:#|\/\/).*)?$/.test(text.slice(node.end, end).trimEnd())
      )
        return null;
      // A block goes with the blank line after it.
      const blank =
        node.type === "block" && node.parent?.parent?.type === "config_file"
          ? (/^[ \t]*\r?\n/.exec(text.slice(end, end + 80))?.[0].length ?? 0)
          : 0;
      edits.push({ span: { start, end: end + blank }, newText: "" });
    }
    return edits.sort((a, b) => a.span.start - b.span.start);
  }

  /** With the objects, lists and blocks that nothing is left in. */
  private withEmptied(gone: ReadonlySet<SyntaxNode>): Set<SyntaxNode> {
    const all = new Set(gone);
    for (const node of all) {
      const container = node.type === "block" ? null : (listOf(node) ?? ancestorOf(node, "object", "block"));
      const members =
        container?.type === "block"
          ? container.children.find(({ type }) => type === "body")?.children
          : container?.children.map((member) => itemOf(member) ?? member);
      if (
        !members
          ?.filter(({ named, type }) => named && !/^(?:comment|(?:object|tuple)_(?:start|end))$/.test(type))
          .every((member) => all.has(member))
      )
        continue;
      const whole = container!.type === "block" ? container! : ancestorOf(container!, "attribute", "object_elem");
      if (!whole || (whole.type !== "block" && whole.end !== container!.end)) continue;
      if (whole.type === "block" && !mayGo.test(textOf(this.file.tree, whole))) continue;
      // What others read stays, and is empty.
      const name = [...this.file.declarations].find(([, declaration]) => declaration === whole)?.[0];
      if (name !== undefined && TerraformFile.readsOf(name, this.file.tree.text) > 0) continue;
      for (const member of members ?? []) all.delete(member);
      all.add(whole);
    }
    return all;
  }
}

/** The list that an object is an item of. */
function listOf(node: SyntaxNode): SyntaxNode | null {
  if (node.type !== "object") return null;
  const list = node.parent?.type === "collection_value" ? node.parent.parent?.parent : null;
  return list?.type === "tuple" ? list : null;
}

/** The object that an item of a list is. */
function itemOf(member: SyntaxNode): SyntaxNode | undefined {
  return member.type === "expression" ? member.children[0]?.children.find(({ type }) => type === "object") : undefined;
}

function argumentsOf({ keys }: KeyHolder): KeyArgument[] {
  return Object.values(keys);
}

function isFromVariable(argument: KeyArgument | undefined): boolean {
  return (
    argument !== undefined &&
    argument.names.at(-1)?.startsWith("var.") === true &&
    (argument.literal === null || argument.literal.start === argument.literal.end)
  );
}

/** What every SDK reads by itself. */
const standardName = /^"?AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)"?$/;

const mayGo = /^(?:environment|env|locals)\b/;
