/** A request as IAM sees it: who does what on which resource, with which context. */
import { Memo } from "../memo";
import { arnOf, textOf } from "./arn";

const mostPrincipals = 500;

export interface Request {
  /** An ARN, a service (`ec2.amazonaws.com`), an identity provider, or `*` for nobody in particular. */
  readonly principal: string;
  /** `s3:GetObject` */
  readonly action: string;
  /** An ARN, or `*` for an action that knows no resources. */
  readonly resource: string;
  readonly resourceAccount: string;
  /** Condition keys in any case. A list stands for a multivalued key. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export type PrincipalKind =
  | "anonymous"
  | "service"
  | "root"
  | "user"
  | "role"
  | "session"
  | "federated-user"
  | "provider";

/** A principal of a request, taken apart. */
export interface RequestPrincipal {
  readonly kind: PrincipalKind;
  readonly text: string;
  /** Empty where the principal belongs to no account. */
  readonly account: string;
  readonly partition: string;
  /** The name of a role's session: its role. */
  readonly role: string | null;
}

const principals = new Memo<RequestPrincipal>(mostPrincipals);

const service = /^[\w.-]+\.amazon(aws)?\.com(\.cn)?$/;

/** Takes a principal apart: many requests are of the same few. */
export function readPrincipal(text: string): RequestPrincipal {
  return principals.get(text, () => takenApart(text));
}

function takenApart(text: string): RequestPrincipal {
  const made = (kind: PrincipalKind, account = "", role: string | null = null, partition = ""): RequestPrincipal => ({
    kind,
    text,
    account,
    role,
    partition,
  });
  if (text === "*" || text === "") return made("anonymous");
  const arn = arnOf(text);
  if (!arn)
    return made(
      service.test(text) && text !== "www.amazon.com" && text !== "cognito-identity.amazonaws.com"
        ? "service"
        : "provider",
    );
  const [account, resource, partition] = [
    textOf(arn.account) ?? "",
    textOf(arn.resource) ?? "",
    textOf(arn.partition) ?? "",
  ];
  const [type, name = null] = resource.split("/");
  switch (type) {
    case "root":
      return made("root", account, null, partition);
    case "user":
      return made("user", account, null, partition);
    case "role":
      return made("role", account, null, partition);
    case "assumed-role":
      return made("session", account, name, partition);
    case "federated-user":
      return made("federated-user", account, null, partition);
    default:
      return made("provider", account, null, partition);
  }
}

/** The context of a request as a lookup by key, in any case. */
export function contextOf(request: Request): (key: string) => readonly string[] | null {
  const values = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries(request.context)) {
    // An empty list is as good as a missing key.
    if (value.length > 0 || typeof value === "string")
      values.set(key.toLowerCase(), typeof value === "string" ? [value] : value);
  }
  return (key) => values.get(key.toLowerCase()) ?? null;
}

/** The keys that AWS itself puts into the context of every request of this principal. */
export function principalContext(principal: string): Record<string, string> {
  const { kind, account, role, text, partition } = readPrincipal(principal);
  if (kind === "anonymous") return { "aws:PrincipalType": "Anonymous" };
  if (kind === "service") return { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": text };
  if (kind === "provider") return {};
  const types = {
    root: "Account",
    user: "User",
    role: "AssumedRole",
    session: "AssumedRole",
    "federated-user": "FederatedUser",
  } as const;
  return {
    "aws:PrincipalArn": kind === "session" ? `arn:${partition}:iam::${account}:role/${role}` : text,
    "aws:PrincipalAccount": account,
    "aws:PrincipalType": types[kind],
    "aws:PrincipalIsAWSService": "false",
    ...(kind === "user" ? { "aws:username": text.slice(text.lastIndexOf("/") + 1) } : {}),
  };
}
