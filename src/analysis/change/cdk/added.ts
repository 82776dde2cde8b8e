/** Statements and policies that a program of AWS CDK adds and that nobody could read. */
import { loopItems } from "../../code/loops";
import { importedStatement } from "../../locate/code/imported-values";
import { literalsOf } from "../../locate/code/literals";
import { documentAround } from "../../locate/document-around";
import type { Place } from "../../policy/model";
import { readPolicy } from "../../policy/read";
import type { Source } from "../../source/source";
import { calleeOf, nodeAt, type SyntaxNode } from "../../source/syntax-tree";
import { contains, spanOf } from "../../text";
import type { ReadPolicy } from "../subject";
import { callsIn, policyAround } from "./given";
import { isLibraryPolicy } from "./libraries";
import { isCdkForm } from "./program";
import type { CdkReading } from "./reading";

/** Methods with which a statement or policy is added, of which the first take what the program writes. */
const adding =
  /^(?:(addTo(?:Role|Principal|TaskRole|ExecutionRole|Resource)?Policy|addStatements|attachInlinePolicy)|addManagedPolicy)$/;

export class Added {
  /** @param read what was read of the document */
  constructor(
    private readonly reading: CdkReading,
    private readonly read: readonly ReadPolicy[],
    private readonly source: Source,
  ) {}

  /** What a method is given that nobody could read. @param method the name in camelCase @param object what has the method */
  unreadIn(call: SyntaxNode, method: string, object: SyntaxNode): readonly ReadPolicy[] {
    if (!adding.test(method)) return [];
    const label = this.reading.nameOf(object);
    const policyType = method === "addToResourcePolicy" ? "resource" : "identity";
    return this.reading
      .given(call)
      .filter((one) => !this.isRead(one))
      .map((one) => {
        const unread = () => this.reading.unread(one, { policyType, label });
        // What is no longer read may stand in a statement.
        const open = () => (adding.exec(method)?.[1] === undefined ? unread() : { ...unread(), isUnread: false });
        return this.elsewhere(one, { policyType, label }) ?? open();
      });
  }

  /** A statement that another file keeps: `fn.addToRolePolicy(READS)`. */
  private elsewhere(given: SyntaxNode, place: Place): ReadPolicy | null {
    const { file, document } = this.reading;
    const { form } = this.source;
    const at = spanOf(given);
    const statement = isCdkForm(form) ? importedStatement(file, literalsOf[form], this.source, given, at) : null;
    const policy =
      statement && readPolicy(documentAround(statement), { ...place, principal: place.label, isAdded: true });
    return policy ? { policy, document, at } : null;
  }

  private isRead(given: SyntaxNode): boolean {
    const { base } = this.reading.file.resolve(given);
    if (isLibraryPolicy(this.reading, base)) return true;
    const items = loopItems(this.reading.file, base);
    if (items && items.length > 0) return items.every((one) => this.isRead(one));
    const own = [spanOf(given), spanOf(base)];
    return (
      this.read.some(({ at, policy }) =>
        own.some(
          (one) =>
            contains(one, at) ||
            contains(at, one) ||
            policy.statements.some(({ node }) => contains(one, node.span) || contains(node.span, one)),
        ),
      ) ||
      this.isNamed(base) ||
      this.isReadInFunction(base)
    );
  }

  /** What a function of the file gives, and is read there. */
  private isReadInFunction(call: SyntaxNode): boolean {
    if (!/^call/.test(call.type)) return false;
    const { file } = this.reading;
    const calls = callsIn(file);
    return calls.functionsOf(call).some((node) =>
      this.read.some(({ at, policy: { place } }) => {
        const own = contains(spanOf(node), at) && !place.isList ? nodeAt(file.tree, at) : null;
        const whole = own && policyAround(file, own);
        return own !== null && (calls.isReturned(own) || (whole !== null && calls.isReturned(whole)));
      }),
    );
  }

  /** A policy that is read where it is made, or that is a parameter. */
  private isNamed(base: SyntaxNode): boolean {
    const callee = calleeOf(base);
    const name = callee ? this.reading.file.name(callee) : "";
    return /(?:^|\.)(?:Managed)?Policy(?:\.from\w{1,60})?$/.test(name) || /managed_?policy/i.test(name);
  }
}
