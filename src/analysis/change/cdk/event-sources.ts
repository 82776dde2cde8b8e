/** What calls a function in a program of AWS CDK: what the function may do for it, or what it lets in. */
import { eventSourceGrants } from "../../knowledge/cdk-grants";
import type { Place } from "../../policy/model";
import { calleeOf, type SyntaxNode } from "../../source/syntax-tree";
import type { ReadPolicy } from "../subject";
import type { CdkReading } from "./reading";
import { allowedForDestination } from "./uses";

/** @param expression the source @param holder the function, or the role that it is given */
export function allowedForSource(reading: CdkReading, expression: SyntaxNode, holder: string): readonly ReadPolicy[] {
  const { file, constructs } = reading;
  const { base } = file.resolve(expression);
  const callee = calleeOf(base);
  const name = callee ? file.ownName(callee) : "";
  const grants = eventSourceGrants[name];
  const [source] = reading.given(base);
  const construct = source ? constructs.at(source) : null;
  const place: Place = { policyType: "identity", label: holder };
  if (!callee || !grants || (grants.length > 0 && !construct?.kind)) return [reading.unread(base, place, expression)];
  const failed = reading.optionsOf(base).get("onFailure");
  const sent = failed ? allowedForDestination(reading, failed, holder) : [];
  if (grants.length > 0) return [reading.granted(construct!, grants, holder, expression), ...sent];
  const service = /^(\w+?)EventSource/.exec(name)?.[1]?.toLowerCase() ?? "";
  return [
    reading.letIn(
      {
        label: holder,
        principal: ["Service", `${service === "api" ? "apigateway" : service}.amazonaws.com`],
        actions: ["lambda:InvokeFunction"],
        resources: [[{ name: holder }]],
        from: source ? { name: reading.nameOf(source) } : null,
      },
      expression,
    ),
  ];
}
