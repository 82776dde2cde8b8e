/** What local modules of Terraform give as outputs, where that is given to another. */
import type { SyntaxTree } from "../../../source/syntax-tree";
import { textOfPieces } from "../../pieces";
import { boundModule, type ModuleCall, withDefaultsOf } from "./calls";
import { copyPrefix, GivenBlocks } from "./given-blocks";
import type { Known } from "./known";
import { Rewriter } from "./rewriter";

export interface GivingModule {
  readonly call: ModuleCall;
  readonly text: string;
  readonly parsed: (text: string) => SyntaxTree | null;
  /** A value of the caller as it can stand in the module that is given it, beside what another text has. */
  inModule(value: Known, beside: string): Known;
}

/** A module as what its outputs give. */
export function outputsOf({ call, text, parsed, inModule }: GivingModule): GivenBlocks | null {
  const plain = parsed(text);
  if (!plain) return null;
  const given = new Map([...withDefaultsOf(plain, call)].map(([name, value]) => [name, inModule(value, text)]));
  const tree = parsed(textOfPieces(boundModule(plain, given)));
  if (!tree) return null;
  const rewriter = new Rewriter(tree, { variables: new Map() });
  const own = new Set(rewriter.addresses());
  const named = (value: Known): Known => {
    if (value.kind === "list") return { ...value, items: value.items.map(named) };
    if (value.kind === "map")
      return { ...value, entries: new Map([...value.entries].map(([key, one]) => [key, named(one)])) };
    return value.kind === "open"
      ? {
          kind: "open",
          text: value.text.replace(addresses, (said, one: string) => (own.has(one) ? `${call.name}.${one}` : said)),
        }
      : value;
  };
  const [, label = ""] = call.name.split(".");
  return new GivenBlocks({ tree, rewriter, inModule: (value) => inModule(named(value), "") }, `${copyPrefix}${label}-`);
}

/** The first of what is counted is what was there before. */
const addresses = /(?<![\w.-])((?:data\.)?[a-z0-9]{1,20}_[a-z0-9_]{1,80}\.[\w-]{1,200})(?:\[0\])?/g;
