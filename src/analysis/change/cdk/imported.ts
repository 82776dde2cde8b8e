/** Roles and the like of elsewhere that a program of AWS CDK calls by a name: what is given by that name, they get. */
import type { CodeFile } from "../../code/code-file";
import { addTo } from "../../group-by";
import { childOf } from "../../source/syntax-tree";
import { writtenAlike } from "../canonical";
import type { Meanings } from "../names";
import type { ReadPolicy } from "../subject";
import { nameOfMade } from "./renamed-constructs";

/** `Role.fromRoleArn(…)`, `Role.from_role_name(…)` */
const importing = /^from_?[A-Za-z]*(?:Arn|arn|Name|name|Attributes|attributes)$/;

export class Imported {
  private readonly byName = new Map<string, string[]>();

  /** @param itself what the fields of an object are read of */
  constructor(file: CodeFile, itself: string) {
    for (const node of file.tree.nodes) {
      const callee = /^(?:call_expression|call)$/.test(node.type) ? childOf(node, "function") : null;
      if (!callee || !importing.test(file.ownName(callee))) continue;
      const named = nameOfMade(file, node);
      if (!named) continue;
      const name = named.isField ? `${itself}.${named.name}` : named.name;
      const said = file.argumentsOf(node).map((one) => writtenAlike(file.text(one)));
      addTo(this.byName, name, [file.ownName(callee), ...said].join(" "));
    }
  }

  /** Who gets a policy by a name, of those that stand elsewhere. */
  of({ document, policy: { place, type } }: ReadPolicy): Meanings {
    const holder = place.principal ?? place.label;
    if (type !== "identity" || holder === undefined) return new Map();
    const said = (this.byName.get(holder) ?? []).sort().join("\n");
    return new Map([[`holder ${document.scope} ${holder}`, new Map([[holder, said]])]]);
  }
}
