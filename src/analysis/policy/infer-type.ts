/** What type a policy is, from what it says. An SCP, an RCP and a boundary cannot be told from their content. */
import type { PolicyType, Statement } from "./model";

/** The actions that a role's trust policy is about. */
const trustAction = /^sts:(assumerole\w*|tagsession|setsourceidentity|setcontext)$/i;

export function inferType(statements: readonly Statement[]): PolicyType {
  if (!statements.some((statement) => statement.principal || statement.notPrincipal)) return "identity";
  // A policy that only denies sts:AssumeRole to everybody is as likely an RCP.
  return statements.some((statement) => statement.effect !== "Deny") && statements.every(isAboutTrust)
    ? "trust"
    : "resource";
}

function isAboutTrust({ action }: Statement): boolean {
  return (
    action !== null &&
    action.items.length > 0 &&
    action.items.every((item) => item.value !== null && trustAction.test(item.value))
  );
}
