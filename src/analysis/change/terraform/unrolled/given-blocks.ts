/** The policies and policy documents of a caller that it gives a module of Terraform, as copies that can stand in the module. */
import { addressOf, argumentOf, type Block } from "../../../locate/terraform/blocks";
import { type SyntaxTree, textOf } from "../../../source/syntax-tree";
import { type Known, written } from "./known";
import type { Rewriter } from "./rewriter";

/** Begins the label of a copy. */
export const copyPrefix = "caller-";
const mostCopies = 60;

/** A policy or document where an expression gives it; of what there is once or not at all by `count` that one. */
const givenWhole = /^(?:data\.aws_iam_policy_document|aws_iam_policy)\.[\w-]{1,200}(?:\[0\])?\.(?:json|arn|id|policy)$/;
const mayGive =
  /\b(?:(?:data\.aws_iam_policy_document|aws_iam_policy)\.[\w-]{1,200}(?:\[0\])?\.(?:json|arn|id|policy)|module\.[\w-]{1,200}(?:\[0\])?\.[\w-]{1,200})\b/;
const ofOutput = /^module\.([\w-]{1,200})(?:\[0\])?\.([\w-]{1,200})$/;
/** A policy that the call writes in place, with what is filled in there. */
const writtenInPlace = /\bjsonencode\(|<<-?\w/;
const namesStatements = /\bStatement\b/;
/** Longer expressions are left as they are. */
const longestGiven = 1000;
const longestWritten = 40_000;
const references =
  /(\$\{)?\b((?:var|local|module|data|aws_[a-z0-9_]{1,80})\.[\w-]{1,200}(?:\.[\w-]{1,200}|\[[^\]\n]{0,80}\]){0,8})(\})?/g;
const ofPolicy = /^(?:data\.aws_iam_policy_document|aws_iam_policy)\.[\w-]{1,200}/;

export interface Caller {
  readonly tree: SyntaxTree;
  readonly rewriter: Rewriter;
  /** A value of the caller as it can stand in the module. */
  inModule(value: Known): Known;
  /** Another local module that it calls once, as what that gives; null for any other. */
  outputsOf?(module: string): GivenBlocks | null;
}

export class GivenBlocks {
  private readonly copies = new Map<string, string>();
  private readonly modules = new Map<string, GivenBlocks | null>();

  /** @param prefix begins the label of a copy */
  constructor(
    private readonly caller: Caller,
    private readonly prefix = copyPrefix,
  ) {}

  /** What a call gives, with copies in place of the policies and documents that it names. */
  of(value: Known): Known {
    if (value.kind === "list") return { ...value, items: value.items.map((one) => this.of(one)) };
    if (value.kind === "map")
      return { ...value, entries: new Map([...value.entries].map(([key, one]) => [key, this.of(one)])) };
    if (value.kind === "open" && value.ifThere) {
      const entries = new Map([...value.ifThere.entries].map(([key, one]) => [key, this.of(one)]));
      const whole = this.caller.inModule({ kind: "open", text: value.text });
      return whole.kind === "open" ? { ...whole, ifThere: { ...value.ifThere, entries } } : whole;
    }
    if (value.kind !== "open") return this.caller.inModule(value);
    if (isPolicyInPlace(value.text)) return { kind: "open", text: this.withReferences(value.text) };
    if (!mayGive.test(value.text) || value.text.length > longestGiven) return this.caller.inModule(value);
    const copy = this.output(value.text) ?? (givenWhole.test(value.text) ? this.copied(value.text) : null);
    if (copy !== null) return copy;
    // One of several, as a condition chooses.
    const before = this.copies.size;
    const text = this.withReferences(value.text);
    return this.copies.size > before || text.includes(`.${copyPrefix}`)
      ? { kind: "open", text }
      : this.caller.inModule(value);
  }

  /** The copies, to stand behind the module. */
  text(): string {
    const inner = [...this.modules.values()].map((one) => one?.text() ?? "");
    return [...[...this.copies.values()].map((one) => `\n${one}`), ...inner].join("");
  }

  /** What an output gives that is a policy or a document, or several. */
  outputAt(name: string): Known | null {
    const { rewriter } = this.caller;
    const block = rewriter.blocks.find(({ type, labels }) => type === "output" && labels[0] === name);
    const node = block && argumentOf(block, "value");
    const value = node && rewriter.valueAt(node, new Map());
    if (!value || !mayGive.test(written(value))) return null;
    const made = this.of(value);
    const text = written(made);
    return text.includes(`.${copyPrefix}`) || isPolicyInPlace(text) ? made : null;
  }

  private output(reference: string): Known | null {
    const [, module, name] = ofOutput.exec(reference) ?? [];
    if (module === undefined || name === undefined) return null;
    if (!this.modules.has(module)) {
      this.modules.set(module, null); // it may be given what it gives
      this.modules.set(module, this.caller.outputsOf?.(module) ?? null);
    }
    return this.modules.get(module)?.outputAt(name) ?? null;
  }

  /** A reference to a policy or document as one to its copy; null where there is none. */
  private copied(reference: string): Known | null {
    const address = ofPolicy.exec(reference)?.[0] ?? "";
    const { tree, rewriter } = this.caller;
    const block = rewriter.blocks.find((one) => addressOf(one) === address);
    const isOne = block && argumentOf(block, "count") !== null && reference.startsWith("[0]", address.length);
    if (!block || (isLooped(block) && !isOne) || this.copies.size >= mostCopies) return null;
    const document = reference.endsWith(".policy") ? argumentOf(block, "policy") : null;
    if (document) return this.of(rewriter.valueAt(document, new Map()));
    const at = address.lastIndexOf(".") + 1;
    if (!this.copies.has(address)) {
      this.copies.set(address, ""); // it may name itself
      const text = this.withReferences(textOf(tree, block.node));
      this.copies.set(address, text.replace(`"${address.slice(at)}"`, `"${this.prefix}${address.slice(at)}"`));
    }
    return { kind: "open", text: reference.slice(0, at) + this.prefix + reference.slice(at) };
  }

  /** A text with what its references are in the module. */
  private withReferences(text: string): string {
    return text.replace(references, (_, opened = "", one: string, closed = "") => {
      const made = this.inModule(one);
      const isText = opened !== "" && closed !== "" && /^".*"$/.test(made);
      return isText ? made.slice(1, -1) : opened + made + closed;
    });
  }

  private inModule(reference: string): string {
    const copy = this.output(reference) ?? (ofPolicy.test(reference) ? this.copied(reference) : null);
    if (copy !== null) return written(copy);
    const { rewriter } = this.caller;
    return written(this.caller.inModule(rewriter.named(reference) ?? { kind: "open", text: reference }));
  }
}

function isPolicyInPlace(text: string): boolean {
  return text.length <= longestWritten && writtenInPlace.test(text) && namesStatements.test(text);
}

function isLooped(block: Block): boolean {
  return argumentOf(block, "count") !== null || argumentOf(block, "for_each") !== null;
}

/** Whether a name is that of a copy. */
export function isCopy(name: string | undefined): boolean {
  return name?.includes(`.${copyPrefix}`) === true;
}

/** Whether a module as it is called has a copy of a block of its caller. */
export function hasCopyOf(module: string, label: string): boolean {
  return module.includes(`"${copyPrefix}${label}"`);
}

/** A text with the names that copies are made of. */
export function withoutCopies(text: string): string {
  return text.replaceAll(`.${copyPrefix}`, ".");
}
