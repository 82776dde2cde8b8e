/** What the code of one file does with keys, and how to take them out of it. */
import { type CodeFile, readCode } from "../../code/code-file";
import type { StaticProvider } from "../../rules/credentials/credential-text";
import { countOfName } from "../../scan";
import type { CodeGrammar } from "../../source/grammar";
import type { Source } from "../../source/source";
import type { SyntaxNode } from "../../source/syntax-tree";
import { applyEdits, contains, type Span, type TextEdit } from "../../text";
import { realigned } from "../alignment";
import type { CredentialFix } from "../fix";
import type { CodeHints, KeyGroup } from "../key-group";
import { defaultChainTitle } from "./default-chain";
import { deletionEdits } from "./deletion";
import { keyLanguages } from "./key-languages";
import {
  type Alternative,
  isKeyName,
  type KeyLanguage,
  type KeyUse,
  type Origin,
  originsOf,
  type Replacement,
} from "./key-use";
import { removalOf } from "./removal";
import { isSound } from "./verify";
import { Branches } from "./without-keys";

interface TracedUse {
  readonly use: KeyUse;
  readonly id: readonly Origin[];
  readonly secret: readonly Origin[];
  readonly token: readonly Origin[];
}

const roles = ["id", "secret", "token"] as const;

/** Variables that build tools copy into what browsers load. */
const browserVariable = /^(?:VITE|REACT_APP|NEXT_PUBLIC|NUXT_PUBLIC|VUE_APP|EXPO_PUBLIC|GATSBY|PUBLIC)_/;

/** What is given no key may have none to give: `session.get_credentials().access_key`. */
const asksForCredentials = /\b(?:get_credentials|getCredentials)\(\)|\.config\.credentials\.\w/;

/** Null where the grammar is not loaded, or the text is too large. */
export function readCodeKeys(source: Source, grammar: CodeGrammar): CodeKeys | null {
  const code = readCode(source.syntax(grammar), grammar);
  const language = keyLanguages[grammar];
  const readAgain = (changed: string) => readCode(source.syntaxOf(grammar, changed), grammar);
  return code && language ? new CodeKeys(code, readAgain, language) : null;
}

export class CodeKeys {
  private readonly uses: readonly TracedUse[];
  private readonly branches: Branches;

  constructor(
    private readonly code: CodeFile,
    private readonly readAgain: (text: string) => CodeFile | null,
    private readonly language: KeyLanguage,
  ) {
    const { uses, readOutside } = language;
    this.branches = new Branches(code, readOutside);
    const origins = (node: SyntaxNode | undefined) => (node ? originsOf(code, node, readOutside) : []);
    this.uses = uses(code).map((use) => ({
      use,
      id: origins(use.keys.id),
      secret: origins(use.keys.secret),
      token: origins(use.keys.token),
    }));
  }

  hints(): CodeHints {
    const hints = {
      together: [] as CodeHints["together"][number][],
      forAws: new Set<number>(),
      forOthers: new Set<number>(),
    };
    for (const { use, id, secret, token } of this.uses) {
      const literals = [id, secret, token].map((origins) => origins.find((origin) => origin.kind === "literal"));
      const starts = literals.flatMap((literal) => literal?.start ?? []);
      for (const start of starts)
        if (use.endpoint !== "unknown") (use.endpoint === "aws" ? hints.forAws : hints.forOthers).add(start);
      const [idLiteral, secretLiteral, tokenLiteral] = literals;
      if (starts.length > 0 && use.endpoint !== "other") {
        hints.together.push({
          id: idLiteral?.start ?? null,
          secret: secretLiteral
            ? { start: secretLiteral.start, end: secretLiteral.start + secretLiteral.text.length }
            : null,
          token: tokenLiteral?.start ?? null,
        });
      }
    }
    // A key that one client takes to AWS is AWS's, whoever else gets it.
    for (const start of hints.forAws) hints.forOthers.delete(start);
    return hints;
  }

  staticProviders(): StaticProvider[] {
    const found = new Map<number, StaticProvider>();
    for (const traced of this.uses) {
      const provider = this.staticProvider(traced);
      if (provider && !found.has(provider.at.start)) found.set(provider.at.start, provider);
    }
    return [...found.values()];
  }

  private staticProvider({ use, id, secret, token }: TracedUse): StaticProvider | null {
    const outside = [...id, ...secret, ...token].flatMap((origin) => (origin.kind === "literal" ? [] : [origin]));
    const names = outside.map(({ name }) => name);
    if (use.endpoint !== "aws" || [...id, ...secret, ...token].some(isRealLiteral) || !names.every(isKeyName))
      return null;
    if (!id.some((origin) => origin.kind !== "literal") || !secret.some((origin) => origin.kind !== "literal"))
      return null;
    if (this.branches.goWithoutKeys(use) || this.onlySigns()) return null;
    const value = use.keys.id!;
    const { start, end } = /^(?:pair|keyword_argument)$/.test(value.parent?.type ?? "") ? value.parent! : value;
    const standard =
      names.every((name) => /^AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$/.test(name)) &&
      outside.every(({ kind }) => kind === "environment");
    const browser = names.some((name) => browserVariable.test(name));
    return {
      at: { start, end },
      names,
      standard,
      browser,
      source: outside.some(({ kind }) => kind === "configuration") ? "configuration" : "environment",
      fixes: () => [
        ...(browser ? [] : this.fix([use], [], standard ? "safe" : "suggestion")),
        ...this.alternatives([use], [], browser),
      ],
    };
  }

  /** A file of Go that signs requests itself and has no client: signers look for no credentials. */
  private onlySigns(): boolean {
    const { text } = this.code.tree;
    return /\.(?:Presign|Sign)HTTP\(/.test(text) && !/"github\.com\/aws\/aws-sdk-go(?:-v2)?\/service\//.test(text);
  }

  /** Takes a key out of every client that gets it, and out of the file. */
  fixes(group: KeyGroup): CredentialFix[] {
    const parts = [group.id, group.secret, group.token].flatMap((part) => (part ? [part] : []));
    const starts = new Set(parts.map(({ span }) => span.start));
    const isPart = (origin: Origin) => origin.kind === "literal" && starts.has(origin.start);
    const uses = this.uses.filter(
      ({ use, id, secret, token }) => use.endpoint !== "other" && [...id, ...secret, ...token].some(isPart),
    );
    const outside = uses
      .flatMap(({ id, secret, token }) => [...id, ...secret, ...token])
      .filter((origin) => origin.kind !== "literal");
    const isKnown = uses.every(({ use, ...origins }) =>
      roles.every((role) => !use.keys[role] || origins[role].length > 0),
    );
    const kind =
      isKnown &&
      !uses.some(({ use }) => use.readElsewhere) &&
      !asksForCredentials.test(this.code.tree.text) &&
      outside.every((origin) => origin.kind === "environment" && origin.name.startsWith("AWS_"))
        ? "safe"
        : "suggestion";
    const spans = parts.map(({ span }) => span);
    return [
      ...this.fix(
        uses.map(({ use }) => use),
        spans,
        kind,
      ),
      ...this.alternatives(
        uses.map(({ use }) => use),
        spans,
        false,
      ),
    ];
  }

  /** Other providers in place of the keys; all clients of the key must have a place for one. */
  private alternatives(uses: readonly KeyUse[], gone: readonly Span[], isBrowser: boolean): CredentialFix[] {
    const { of, importEdit } = this.language.alternatives ?? { of: () => [], importEdit: () => null };
    return of({ isBrowser }).flatMap((alternative) => {
      const replacing = uses.map((use) => withProvider(this.code, use, alternative));
      if (!replacing.every((use) => use !== null)) return [];
      return this.fix(replacing, gone, "suggestion", (removal) => importEdit(this.code, alternative, removal)).map(
        (fix) => ({ ...fix, title: alternative.title, dependency: alternative.dependency }),
      );
    });
  }

  /** `addition` is an edit that the fix cannot do without. */
  private fix(
    uses: readonly KeyUse[],
    gone: readonly Span[],
    kind: CredentialFix["kind"],
    addition?: (removal: ReadonlySet<SyntaxNode>) => TextEdit | null,
  ): CredentialFix[] {
    if (uses.length === 0 || uses.some(({ removals, replacements }) => removals.length + replacements.length === 0))
      return [];
    const tolerant = new Set(
      this.uses.filter(({ use }) => use.endpoint !== "other").flatMap(({ use }) => use.tolerant),
    );
    const replacements = new Map(
      uses.flatMap((use) => use.replacements).map((replacement) => [replacement.node, replacement]),
    );
    const removal = removalOf(
      this.code,
      [...new Set(uses.flatMap(({ removals }) => removals))],
      [...replacements.values()],
      tolerant,
    );
    if (!removal) return [];
    const deletions = deletionEdits(this.code.tree, this.code.language, removal, replacements);
    const added = addition?.(removal);
    const edits = deletions && added !== null ? [...deletions, ...(added ? [added] : [])] : null;
    if (!edits || !gone.every((span) => edits.some((edit) => contains(edit.span, span)))) return [];
    const isShared = this.code.scopes.bindings.some(
      ({ declarations: [one] }) => one!.shared && one!.removal && isWithin(one!.removal, removal),
    );
    const inForm = [...edits, ...realigned(this.code.tree.text, edits)].sort((a, b) => a.span.start - b.span.start);
    return this.isSound(inForm, removal, [...replacements.values()])
      ? [{ title: defaultChainTitle, kind: isShared ? "suggestion" : kind, edits: inForm }]
      : [];
  }

  private isSound(
    edits: readonly TextEdit[],
    removal: ReadonlySet<SyntaxNode>,
    replacements: readonly Replacement[],
  ): boolean {
    const text = applyEdits(this.code.tree.text, edits);
    // Environment variables that the file no longer sets must not be read in it.
    for (const node of removal) {
      const variable =
        /^(?:(?:process\.env|os\.environ|ENV|\$_(?:ENV|SERVER))\W{1,2}|[\w.:]+\(["'])(\w+(?:\.\w+)?)/.exec(
          this.code.text(node),
        )?.[1];
      if (variable && /statement$|^assignment$/.test(node.type) && countOfName(text, variable, /\w/) > 0) return false;
    }
    const after = this.readAgain(text);
    return after !== null && isSound(this.code, after, edits, replacements);
  }
}

/** The same use with another provider in place of its keys; null where there is no place, or it cannot be told. */
function withProvider(code: CodeFile, use: KeyUse, { expression }: Alternative): KeyUse | null {
  const { option } = use;
  const text = option && use.keys.id ? expression(code.text(use.keys.id)) : null;
  if (!option || text === null) return null;
  // `{ credentials }` names its value.
  const replacement =
    option.entry === option.value
      ? { node: option.entry, by: `${code.text(option.entry)}: ${text}` }
      : { node: option.value, by: text };
  return {
    ...use,
    removals: use.removals.filter((node) => node !== option.entry),
    replacements: [...use.replacements, replacement],
  };
}

function isWithin(node: SyntaxNode, removal: ReadonlySet<SyntaxNode>): boolean {
  for (let at: SyntaxNode | null = node; at; at = at.parent) if (removal.has(at)) return true;
  return false;
}

/** Anything but the empty text that stands in for a missing value. */
function isRealLiteral(origin: Origin): boolean {
  return origin.kind === "literal" && origin.text !== "";
}
