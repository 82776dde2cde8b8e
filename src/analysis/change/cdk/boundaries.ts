/** Permissions boundaries of AWS CDK: of a role, of all that a scope has, and where nobody knows whom they limit. */
import { camelCase } from "../../locate/code/letter-case";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { classAround, isSelf } from "../../units/cdk/declarations";
import type { Bound, ChangedDocument } from "../subject";
import type { Attaching } from "./attaching";
import { callsIn } from "./given";

const ofAws = "arn:aws:iam::aws:policy/";
const holderClass = /^(?:iam\.(?:Cfn)?(?:Role|User)|lambda(?:-[\w-]{1,40})?\.\w{0,40}Function)$/;
const longestName = 100;

export class CdkBoundaries {
  constructor(private readonly attaching: Attaching) {}

  bounds({ scope }: Pick<ChangedDocument, "scope">): readonly Bound[] {
    const { constructs, file } = this.attaching;
    const given: Bound[] = [];
    const applied: Bound[] = [];
    for (const node of file.tree.nodes) {
      if (/^(?:new_expression|call)$/.test(node.type) && holderClass.test(constructs.classOf(node) ?? "")) {
        const value = constructs.propertiesOf(node).of.get("permissionsBoundary");
        const holder = value && this.attaching.madeName(node);
        const boundary = value ? this.boundaryText(value) : null;
        if (holder && boundary !== null) given.push({ holder, scope, boundary });
      }
      const [to] = this.applied(node) ? file.argumentsOf(node) : [];
      const boundary = to ? this.boundaryText((to.type === "keyword_argument" && childOf(to, "value")) || to) : null;
      if (boundary !== null) for (const holder of this.limitedBy(node) ?? []) applied.push({ holder, scope, boundary });
    }
    // An aspect has the last word.
    return [...given, ...applied];
  }

  /** Whether something may be limited that is not seen: nobody knows whom that concerns. */
  isOpen(node: SyntaxNode): boolean {
    const { constructs } = this.attaching;
    if (this.applied(node)) return this.limitedBy(node) === null;
    if (!/^(?:new_expression|call)$/.test(node.type)) return false;
    const { of } = constructs.propertiesOf(node);
    return of.has("permissionsBoundary") && !/^(?:iam|lambda)\b/.test(constructs.classOf(node) ?? "");
  }

  /** What `PermissionsBoundary.of(scope)` is about, where it is applied; null for anything else. */
  private applied(node: SyntaxNode): SyntaxNode | null {
    const method = /^call(?:_expression)?$/.test(node.type) ? this.attaching.methodOf(node) : null;
    if (method?.name !== "apply") return null;
    const { file } = this.attaching;
    const { base } = file.resolve(method.object);
    const callee = /^call(?:_expression)?$/.test(base.type) ? childOf(base, "function") : null;
    if (!callee || !/(?:^|\.)PermissionsBoundary\.of$/.test(file.name(callee))) return null;
    return file.argumentsOf(base)[0] ?? null;
  }

  /** Whom a boundary limits that is applied to a scope; null where others may be among them. */
  private limitedBy(node: SyntaxNode): readonly string[] | null {
    const { file, constructs } = this.attaching;
    const scope = this.applied(node)!;
    const { base, path } = file.resolve(scope);
    if (path.length === 0 && holderClass.test(constructs.classOf(base) ?? "")) {
      const name = this.attaching.madeName(base);
      return name === null ? null : [name];
    }
    const isOfStack = /^(?:\w+\.)?Stack\.of\((?:this|self)\)$/.test(file.text(base));
    const owner = path.length === 0 && (isSelf(file, base) || isOfStack) ? classAround(node) : null;
    if (!owner) return null;
    const names: string[] = [];
    for (const one of file.tree.nodes) {
      if (!/^(?:new_expression|call)$/.test(one.type) || classAround(one) !== owner) continue;
      const [first] = file.argumentsOf(one);
      if (!first || !isSelf(file, first)) continue;
      const type = constructs.classOf(one);
      // What others have written may have roles of its own.
      if (type === null && (one.type === "new_expression" || isClassName(this.attaching.className(one)))) return null;
      const name = holderClass.test(type ?? "") ? this.attaching.madeName(one) : null;
      if (name !== null) names.push(name);
    }
    // What the scope is given elsewhere is not seen.
    return names.length > 0 ? names : null;
  }

  /** As `Bound.boundary` has it; null where there is none. */
  private boundaryText(value: SyntaxNode): string | null {
    const { file, constructs } = this.attaching;
    const { base, path } = file.resolve(value);
    const written = file.text(value).replace(/\s+/g, "");
    if (/^(?:undefined|null|None)$/.test(written)) return null;
    if (path.length > 0) return written.slice(0, longestName);
    const name = camelCase(this.attaching.className(base));
    const argument = /^from(?:Aws)?ManagedPolicy(?:Name|Arn)$/.test(name)
      ? this.attaching.policyName(base, name)
      : null;
    const texts = argument && callsIn(file).textsOf(argument);
    if (texts?.length === 1 && name !== "fromManagedPolicyName")
      return name === "fromAwsManagedPolicyName" ? ofAws + texts[0]! : texts[0]!;
    const id = this.attaching.isPolicy(base) ? constructs.idOf(base) : null;
    return id === null ? file.text(base).replace(/\s+/g, "").slice(0, longestName) : `\${${id}}`;
  }
}

function isClassName(name: string): boolean {
  return /^[A-Z]/.test(name);
}
