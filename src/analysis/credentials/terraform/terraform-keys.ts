/** The keys of a Terraform file, and how to take them out of it with what only they needed. */
import type { StaticProvider } from "../../rules/credentials/credential-text";
import type { Source } from "../../source/source";
import { ancestorOf, type SyntaxNode, textOf } from "../../source/syntax-tree";
import { applyEdits, contains, type Span, type TextEdit } from "../../text";
import { realigned } from "../alignment";
import type { CredentialFix } from "../fix";
import type { CodeHints } from "../key-group";
import { lineFixes } from "../shell/line-removal";
import { type KeyArgument, type KeyHolder, readTerraform, TerraformFile } from "./terraform-file";

const fixTitle = "Remove the key; Terraform takes the role or profile of where it runs";

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
          at: { start: id!.attribute.start, end: id!.attribute.end },
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
      const isWithin = parts.every((part) => contains(heredoc, part));
      // The text begins behind the word that ends it.
      const start = text.indexOf("\n", heredoc.start);
      const fixes = isWithin ? lineFixes(text, parts, "shell", undefined, start) : [];
      // An instance without a profile has no role.
      const block = ancestorOf(heredoc, "block");
      const hasRole = !block || /\biam_instance_profile\b/.test(textOf(this.file.tree, block));
      return hasRole ? fixes : fixes.map((fix) => ({ ...fix, kind: "suggestion" as const }));
    }
    const holders = this.file.holders.filter(({ endpoint }) => endpoint !== "other");
    const used = holders
      .flatMap(argumentsOf)
      .filter(({ literal }) => parts.some(({ start }) => start === literal?.start));
    const given = parts.map((part) => this.file.givenTo(part));
    if (given.includes(null)) return [];
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
    // What is given another name is read by it.
    const isSafe = own.every(
      (node) =>
        used.some(({ attribute }) => attribute === node) ||
        standardName.test(textOf(this.file.tree, node!.children[0]!)),
    );
    return fixes
      .filter(({ edits }) => parts.every((part) => edits.some(({ span }) => contains(span, part))))
      .map((fix) => (isSafe ? fix : { ...fix, kind: "suggestion" as const }));
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
    for (const node of this.withEmptied(gone)) {
      const start = text.lastIndexOf("\n", node.start - 1) + 1;
      const lineBreak = text.indexOf("\n", node.end);
      const end = lineBreak < 0 ? text.length : lineBreak + 1;
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
    return edits;
  }

  /** With the objects and blocks that nothing is left in. */
  private withEmptied(gone: ReadonlySet<SyntaxNode>): Set<SyntaxNode> {
    const all = new Set(gone);
    for (const node of all) {
      const container = node.type === "block" ? null : ancestorOf(node, "object", "block");
      const members =
        container?.type === "object"
          ? container.children
          : container?.children.find(({ type }) => type === "body")?.children;
      if (
        !members
          ?.filter(({ named, type }) => named && !/^(?:comment|object_start|object_end)$/.test(type))
          .every((member) => all.has(member))
      )
        continue;
      const whole = container!.type === "object" ? ancestorOf(container!, "attribute") : container!;
      if (!whole || (whole.type === "attribute" && whole.end !== container!.end)) continue;
      if (whole.type === "block" && !mayGo.test(textOf(this.file.tree, whole))) continue;
      for (const member of members ?? []) all.delete(member);
      all.add(whole);
    }
    return all;
  }
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

const mayGo = /^(?:environment|locals)\b/;
