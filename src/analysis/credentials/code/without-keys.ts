/** Whether code that hands keys over also goes without them: then it can use a role where there is one. */
import type { CodeFile } from "../../code/code-file";
import { longestName, type SyntaxNode } from "../../source/syntax-tree";
import { contains } from "../../text";
import { roleOfName, standardName } from "../names";
import type { KeyUse, ReadOutside } from "./key-use";

/** What a condition, a choice or an attempt is called in the grammars. */
const branching =
  /^(?:if|unless|if_modifier|unless_modifier|elsif|conditional|case|when|begin|rescue|ternary_expression|boolean_operator|binary|binary_expression|(?:if|else_if|switch|expression_switch|match|try|try_with_resources)_(?:statement|expression|clause)|conditional_expression|else_clause|elif_clause|switch_case|expression_case|match_arm)$/;
/** Beyond these nothing is known of when the code runs. */
const ends =
  /^(?:program|module|source_file|compilation_unit|class_body|class_declaration|block_mapping)$|^(?:function|method|constructor)_(?:declaration|definition|item)$|^(?:local_function_statement|singleton_method|method|global_statement|arrow_function|function_expression|func_literal|lambda_expression|closure_expression|lambda)$/;
const functions = /^(?:function|method)_(?:declaration|definition|item)$|^(?:method|singleton_method)$/;
const branch = /block|clause|statement|else|body|suite|rescue|catch|then|case|arm/;
const ofLogic = /^(?:\|\||&&|\?\?|\?:|and|or)$/;
const calls = /call|new_expression|object_creation_expression|invocation/;
/** Calls that make what is given keys, or begin to. */
const makes = /client|resource|session|config|builder|\bnew\b|build|create|S3|SQS|SNS|SES|Dynamo|Lambda|Aws|AWS/;
/** A way out that is none: the program ends there. */
const fails = /\b(?:throw|raise|panic|exit|abort|die|fatal\w*)\b|[eE]rr(?:ors?|orf)?\b|Exception/;
const called = /^(?:new )?[\w$.:>-]{1,100}(?=[({]|$)/;
/** `AWS.config.update(`, `options.Credentials =`: what stands before what is given. */
const head = /^[^=(\n]{1,120}[=(]/;
const addition = /\.config\.update\($|[cC]redentials?(?:Provider)?(?:["']\])? ?=$/;
const absent = /^(?:None|nil|null|undefined)$/i;

/** So many branches of one choice are looked at, so many ways out before a statement, and so many blocks around it. */
const mostBranches = 20;
const mostExits = 10;
const deepest = 200;

type Asks = (condition: string) => boolean;

/** What the branches of a file make and where its blocks are left, read once for each. */
export class Branches {
  private readonly made = new Map<SyntaxNode, ReadonlySet<string>>();
  private readonly exits = new Map<SyntaxNode, readonly Exit[]>();

  constructor(
    private readonly code: CodeFile,
    private readonly readOutside: ReadOutside,
  ) {}

  /** Whether a condition, another branch or a default lets the code go on without the keys of a use. */
  goWithoutKeys(use: KeyUse): boolean {
    const { id, secret } = use.keys;
    if (!id || !secret) return false;
    if ([id, secret].every((key) => this.isOptional(key)) || this.isHandedBack(id)) return true;
    const words = keyWords(this.code, use);
    const asks = (condition: string): boolean => tellsOfKeys(condition, words);
    return [id, ...use.removals, ...use.replacements.map(({ node }) => node)].some((node) =>
      this.isGuarded(node, asks),
    );
  }

  /**
   * A function that makes credentials of what it is given, and hands them back: whether keys are used is for who calls it to
   * say, as in a library that maps configuration.
   */
  private isHandedBack(id: SyntaxNode): boolean {
    let isReturned = false;
    for (let at = id.parent, depth = 0; at && depth < deepest; at = at.parent, depth++) {
      if (calls.test(at.type) && !isReturned) {
        const name = called.exec(this.code.text(at).slice(0, 200).replace(/\s/g, ""))?.[0] ?? "";
        if (at !== id.parent && !/[cC]redential/.test(name)) return false;
      }
      if (/^return(?:_statement)?$/.test(at.type)) isReturned = true;
      else if (functions.test(at.type)) return isReturned && this.isGivenTo(at, id);
      else if (this.code.language.blocks.has(at.type) && !isReturned) return false;
    }
    return false;
  }

  /** Whether a value is read of a parameter of a function. */
  private isGivenTo(owner: SyntaxNode, value: SyntaxNode): boolean {
    const read = /^[A-Za-z_$][\w$]{0,100}(?=[.(]|->|\?\.)/.exec(this.code.text(value).slice(0, longestName))?.[0];
    const parameters = owner.children.find(({ type }) => /param/.test(type));
    return (
      read !== undefined &&
      parameters !== undefined &&
      new Set(
        this.code
          .text(parameters)
          .slice(0, 2000)
          .match(/[A-Za-z_$][\w$]*/g),
      ).has(read)
    );
  }

  /** Read so that nothing is what is taken where it is not set. */
  private isOptional(key: SyntaxNode): boolean {
    const outside = this.readOutside(this.code, key) ?? this.readOutside(this.code, this.code.resolve(key).base);
    if (!outside) return false;
    // The SDK reads its own variables with their session token, which is lost where they are handed over.
    if (outside.mayBeNothing) return !standardName.test(outside.name);
    return outside.fallback !== null && absent.test(this.code.text(outside.fallback));
  }

  private isGuarded(node: SyntaxNode, asks: Asks): boolean {
    let inner = node;
    for (let at = node.parent, depth = 0; at && depth < deepest; inner = at, at = at.parent, depth++) {
      if (this.code.language.blocks.has(at.type) && this.hasEarlyExit(at, inner, asks)) return true;
      if (ends.test(at.type)) return false;
      if (branching.test(at.type) && this.isGuard(at, inner, node, asks)) return true;
    }
    return false;
  }

  private isGuard(at: SyntaxNode, inner: SyntaxNode, node: SyntaxNode, asks: Asks): boolean {
    const { code } = this;
    if (/^(?:binary|binary_expression|boolean_operator)$/.test(at.type))
      return at.children.some((child) => ofLogic.test(code.text(child).slice(0, 4)) && !contains(child, node));
    // In the condition itself nothing is guarded.
    if (inner.field === "condition" || (inner.field === "value" && at.children.indexOf(inner) < 2)) return false;
    if (/^(?:ternary_expression|conditional_expression|conditional)$/.test(at.type)) return true;
    const others = at.children.filter((child) => child !== inner && child.named).slice(0, mostBranches);
    const branches = others.filter(({ field, type }) => field !== "condition" && branch.test(type));
    const isAttempt = /try|begin|rescue/.test(at.type);
    const head = others.flatMap((child) => (branches.includes(child) ? [] : [code.text(child).slice(0, 1000)]));
    const isKept = branches.length > 0 && branches.every((one) => fails.test(code.text(one).slice(0, 1000)));
    if (!isAttempt && !isKept && asks(head.join(" "))) return true;
    if (branches.length === 0) return !isAttempt && this.isAddition(node, inner);
    const own = this.statementOf(node, inner);
    return branches.some((one) => this.makesAlike(one, own));
  }

  private statementOf(node: SyntaxNode, within: SyntaxNode): SyntaxNode {
    let at = node;
    while (at !== within && at.parent && at.parent !== within && !this.code.language.blocks.has(at.parent.type))
      at = at.parent;
    return at;
  }

  /** Whether what is guarded only adds keys to something. */
  private isAddition(node: SyntaxNode, within: SyntaxNode): boolean {
    const given = head.exec(this.code.text(this.statementOf(node, within)).slice(0, longestName))?.[0];
    return given !== undefined && addition.test(given);
  }

  /** Whether another branch makes the same thing, and without keys. */
  private makesAlike(other: SyntaxNode, own: SyntaxNode): boolean {
    const made = this.madeIn(own);
    return [...this.madeIn(other)].some((name) => made.has(name)) && !namesSecret(this.code.text(other));
  }

  /** The names of the calls in a part of the code which make something. */
  private madeIn(part: SyntaxNode): ReadonlySet<string> {
    const known = this.made.get(part);
    if (known) return known;
    const names = new Set<string>();
    const search = (node: SyntaxNode): void => {
      const name = calls.test(node.type) ? called.exec(this.code.text(node).slice(0, 120))?.[0] : undefined;
      if (name !== undefined && makes.test(name) && !/[cC]redential/.test(name)) names.add(name);
      node.children.forEach(search);
    };
    search(part);
    this.made.set(part, names);
    return names;
  }

  /** A branch before a statement that goes back with something else than a failure. */
  private hasEarlyExit(block: SyntaxNode, statement: SyntaxNode, asks: Asks): boolean {
    return this.exitsOf(block)
      .filter(({ at }) => at < statement.start)
      .slice(-mostExits)
      .some(({ condition }) => asks(condition));
  }

  private exitsOf(block: SyntaxNode): readonly Exit[] {
    let known = this.exits.get(block);
    if (!known)
      this.exits.set(
        block,
        (known = block.children.flatMap((child) => {
          if (!/^(?:if|unless|expression_statement)/.test(child.type)) return [];
          const text = this.code.text(child).slice(0, 2000);
          const exit = /^(?:if|unless)\b/.test(text) ? /\breturn\b([^;\n]*)/.exec(text) : null;
          const isOne = exit && /\(|\bnew\b/.test(exit[1]!) && !fails.test(text) && !namesSecret(exit[1]!);
          return isOne ? [{ at: child.start, condition: text.slice(0, exit.index) }] : [];
        })),
      );
    return known;
  }
}

/** Where a block goes back with something. */
interface Exit {
  readonly at: number;
  readonly condition: string;
}

/** By what the code calls its keys: `k`, `cfg.accessKey` and what it is a part of. */
function keyWords(code: CodeFile, { keys }: KeyUse): ReadonlySet<string> {
  const words = new Set<string>();
  for (const node of Object.values(keys)) {
    const name = /^[\w$.]+$/.exec(plain(code.text(node).slice(0, longestName)))?.[0];
    for (let whole = name; whole; whole = whole.includes(".") ? whole.slice(0, whole.lastIndexOf(".")) : "")
      if (!common.has(whole)) words.add(whole);
  }
  return words;
}

/** Objects that hold more than keys. */
const common = new Set([
  "process",
  "process.env",
  "os",
  "os.environ",
  "this",
  "self",
  "config",
  "cfg",
  "settings",
  "env",
]);

function plain(text: string): string {
  return text.replace(/\?\.|->|::/g, ".").replace(/[!&*]/g, "");
}

function namesSecret(text: string): boolean {
  return (text.slice(0, 4000).match(/[A-Za-z_]\w{5,60}/g) ?? []).some((word) => roleOfName(word) === "secret");
}

/** Whether a condition asks for keys, or whether to use them. */
function tellsOfKeys(condition: string, words: ReadonlySet<string>): boolean {
  return (plain(condition.slice(0, 2000)).match(/[A-Za-z_$][\w$.]{0,100}/g) ?? []).some(
    (word) =>
      words.has(word) ||
      word.split(".").some((part) => roleOfName(part) !== null || /static|^cred|credential/i.test(part)),
  );
}
