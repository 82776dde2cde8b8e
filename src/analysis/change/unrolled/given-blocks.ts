/** The policies and policy documents of a caller that it gives a module of Terraform, as copies that can stand in the module. */
import { addressOf, argumentOf, type Block } from "../../locate/terraform/blocks";
import { type SyntaxTree, textOf } from "../../source/syntax-tree";
import { type Known, written } from "./known";
import type { Rewriter } from "./rewriter";

/** Begins the label of a copy. */
const copyPrefix = "caller-";
const mostCopies = 60;

const givenWhole = /^(?:data\.aws_iam_policy_document|aws_iam_policy)\.[\w-]{1,200}\.(?:json|arn|id)$/;
const references =
  /(\$\{)?\b((?:var|local|module|data|aws_[a-z0-9_]{1,80})\.[\w-]{1,200}(?:\.[\w-]{1,200}|\[[^\]\n]{0,80}\]){0,8})(\})?/g;
const ofPolicy = /^(?:data\.aws_iam_policy_document|aws_iam_policy)\.[\w-]{1,200}/;

export interface Caller {
  readonly tree: SyntaxTree;
  readonly rewriter: Rewriter;
  /** A value of the caller as it can stand in the module. */
  inModule(value: Known): Known;
}

export class GivenBlocks {
  private readonly copies = new Map<string, string>();

  constructor(private readonly caller: Caller) {}

  /** What a call gives, with copies in place of the policies and documents that it names. */
  of(value: Known): Known {
    if (value.kind === "list") return { ...value, items: value.items.map((one) => this.of(one)) };
    if (value.kind === "map")
      return { ...value, entries: new Map([...value.entries].map(([key, one]) => [key, this.of(one)])) };
    const copy = value.kind === "open" && givenWhole.test(value.text) ? this.copied(value.text) : null;
    return copy === null ? this.caller.inModule(value) : { kind: "open", text: copy };
  }

  /** The copies, to stand behind the module. */
  text(): string {
    return [...this.copies.values()].map((one) => `\n${one}`).join("");
  }

  /** A reference to a policy or document as one to its copy; null where there is none. */
  private copied(reference: string): string | null {
    const address = ofPolicy.exec(reference)?.[0] ?? "";
    const { tree, rewriter } = this.caller;
    const block = rewriter.blocks.find((one) => addressOf(one) === address);
    if (!block || isLooped(block) || this.copies.size >= mostCopies) return null;
    const at = address.lastIndexOf(".") + 1;
    if (!this.copies.has(address)) {
      this.copies.set(address, ""); // it may name itself
      const text = textOf(tree, block.node).replace(references, (_, opened = "", one: string, closed = "") => {
        const made = this.inModule(one);
        const isText = opened !== "" && closed !== "" && /^".*"$/.test(made);
        return isText ? made.slice(1, -1) : opened + made + closed;
      });
      this.copies.set(address, text.replace(`"${address.slice(at)}"`, `"${copyPrefix}${address.slice(at)}"`));
    }
    return reference.slice(0, at) + copyPrefix + reference.slice(at);
  }

  private inModule(reference: string): string {
    const copy = ofPolicy.test(reference) ? this.copied(reference) : null;
    if (copy !== null) return copy;
    const { rewriter } = this.caller;
    return written(this.caller.inModule(rewriter.named(reference) ?? { kind: "open", text: reference }));
  }
}

function isLooped(block: Block): boolean {
  return argumentOf(block, "count") !== null || argumentOf(block, "for_each") !== null;
}

/** Whether a name is that of a copy. */
export function isCopy(name: string | undefined): boolean {
  return name?.includes(`.${copyPrefix}`) === true;
}

/** A text with the names that copies are made of. */
export function withoutCopies(text: string): string {
  return text.replaceAll(`.${copyPrefix}`, ".");
}
