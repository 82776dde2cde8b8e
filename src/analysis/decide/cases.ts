/** Who may make a request, in cases: principals that the policies name, strangers, services and nobody in particular. */
import { partitions } from "../policy/arn";
import type { Statement } from "../policy/model";
import { principalContext, readPrincipal } from "../policy/request";
import { Pattern } from "../policy/wildcard";
import { TextSet } from "./text-set";
import { codesOf, tokensOf } from "./tokens";

export const principalKey = "aws:principalarn";
export const userNameKey = "aws:username";
/** The account of the caller: KMS has a key of its own for it. */
const accountKeys = ["aws:principalaccount", "kms:calleraccount"] as const;

/** A case of principals, who all are in one account or in none. */
export interface Case {
  /** The principal, or null where it is any role or user of the account. */
  readonly principal: string | null;
  /** What the ARN of the principal looks like. */
  readonly kind: "role" | "user" | "other";
  readonly account: string;
  readonly partition: string;
  readonly resourceAccount: string;
  /** What AWS itself says of the principal, by key in small letters; null: it has no such value. */
  readonly known: ReadonlyMap<string, string | null>;
  /** What the values of a key lie in, where that is limited, by key in small letters. */
  readonly limits: ReadonlyMap<string, TextSet>;
  /** Roles act in sessions, which what names the role lets in only within boundary and session policies. */
  readonly inSession: boolean;
  /** Users that the policies name are cases of their own, for their names may be asked for. */
  readonly namedApart: boolean;
  /** Their ARNs, which nobody of this case has. */
  readonly apart: TextSet | null;
}

/** Whether the account of the resource is that of the principal. */
export type Relation = "same-account" | "across-accounts";

interface Named {
  /** Accounts with the partitions that they may be in. */
  readonly accounts: ReadonlyMap<string, readonly string[]>;
  /** Those that principals may be in: `aws`, and whichever the policies name. */
  readonly partitions: readonly string[];
  /** Whoever is named and is no role or user. */
  readonly others: ReadonlySet<string>;
}

const accountNumber = /^\d{12}$/;
const principalArn = /^arn:([\w-]+):(iam|sts)::(\d{12}):(.*)$/s;

export interface CaseOptions {
  /** All statements of both sides. */
  readonly statements: readonly Statement[];
  /** The keys that the policies use, in small letters. */
  readonly usedKeys: ReadonlySet<string>;
  /** Policies of resources play a part: a principal without an account may be let in. */
  readonly hasPrincipals: boolean;
  /** Boundaries or session policies limit principals. */
  readonly hasLimits: boolean;
  readonly relations: readonly Relation[];
}

/** The cases, strangers first: a request of nobody in particular shows most. */
export function casesOf({ statements, usedKeys, hasPrincipals, hasLimits, relations }: CaseOptions): readonly Case[] {
  const named = namedIn(statements, usedKeys);
  const accounts: (readonly [number: string, partition: string])[] = [];
  const fresh = (): string => freshAccount([...named.accounts.keys(), ...accounts.map(([number]) => number)]);
  for (const partition of named.partitions) accounts.push([fresh(), partition]);
  const owner = fresh();
  const asksWho = usedKeys.has(principalKey) || usedKeys.has("aws:principaltype");
  const asksUser = usedKeys.has(userNameKey) || asksWho || named.users;
  if (hasPrincipals || asksForAccounts(usedKeys))
    for (const [number, of] of named.accounts) for (const partition of of) accounts.push([number, partition]);
  const resourceAccount = (relation: Relation, own: string): string => (relation === "same-account" ? own : owner);
  const others = hasPrincipals ? [...named.others, "example.amazonaws.com"] : [];
  if (hasPrincipals) others.push("accounts.example.com");
  const apart = usersOf(named.others);
  const anonymous = hasPrincipals ? [otherCase("*", owner)] : [];
  return [
    ...anonymous,
    ...relations.flatMap((relation) =>
      accounts.flatMap(([number, partition]): Case[] => [
        memberCase(
          "role",
          number,
          partition,
          resourceAccount(relation, number),
          hasPrincipals && hasLimits,
          hasPrincipals,
        ),
        ...(asksUser
          ? [
              {
                ...memberCase("user", number, partition, resourceAccount(relation, number), false, hasPrincipals),
                apart,
              },
            ]
          : []),
        ...(asksWho ? [otherCase(`arn:${partition}:iam::${number}:root`, resourceAccount(relation, number))] : []),
      ]),
    ),
    ...relations.flatMap((relation) =>
      others.map((name) => {
        const { account: own, kind } = readPrincipal(name);
        // A role trusts the identity providers of its own account.
        return otherCase(name, kind === "provider" && own !== "" ? own : resourceAccount(relation, own || owner));
      }),
    ),
  ];
}

export function patternSet(...patterns: readonly string[]): TextSet {
  return new TextSet(
    patterns.map((pattern) => tokensOf([pattern], { wildcards: true })!),
    false,
  );
}

/** The cases of one principal: an ARN, a service, an identity provider, `*`, or an account for everybody in it. */
export function namedCases(
  name: string,
  { statements, usedKeys, hasPrincipals, hasLimits, relations }: CaseOptions,
): readonly Case[] {
  const own = accountNumber.test(name) ? name : readPrincipal(name).account;
  const owner = freshAccount([own]);
  const named = namedIn(statements, usedKeys);
  const isProvider = readPrincipal(name).kind === "provider";
  return relations.flatMap((relation): Case[] => {
    const resourceAccount = own !== "" && (relation === "same-account" || isProvider) ? own : owner;
    if (!accountNumber.test(name)) return [otherCase(name, resourceAccount)];
    const members = hasPrincipals ? [...named.others].filter((one) => isMemberOf(name, one)) : [];
    return [
      ...(named.accounts.get(name) ?? named.partitions).flatMap((partition) => [
        memberCase("role", name, partition, resourceAccount, hasPrincipals && hasLimits, hasPrincipals),
        { ...memberCase("user", name, partition, resourceAccount, false, hasPrincipals), apart: usersOf(members) },
        otherCase(`arn:${partition}:iam::${name}:root`, resourceAccount),
      ]),
      ...members.map((one) => otherCase(one, resourceAccount)),
    ];
  });
}

/** Whether somebody who is named is in an account, and not its root user. */
function isMemberOf(account: string, name: string): boolean {
  const read = readPrincipal(name);
  return read.account === account && read.kind !== "provider" && !name.endsWith(":root");
}

/** The users of those who are named: whoever else is one, is none of them. */
function usersOf(named: Iterable<string>): TextSet | null {
  const users = [...named].filter((name) => readPrincipal(name).kind === "user");
  return users.length > 0 ? new TextSet(users.map(codesOf), false) : null;
}

export function memberCase(
  kind: "role" | "user",
  account: string,
  partition: string,
  resourceAccount: string,
  inSession: boolean,
  isNamed: boolean,
): Case {
  const prefix = `arn:${partition}:iam::${account}:${kind}/`;
  const known = new Map<string, string | null>([
    ...accountKeys.map((key) => [key, account] as const),
    ["aws:principaltype", kind === "role" ? "AssumedRole" : "User"],
    ["aws:principalisawsservice", "false"],
    ["aws:principalservicename", null],
    ["aws:principalservicenameslist", null],
  ]);
  if (kind === "role" && !isNamed) known.set(userNameKey, null);
  const limits = new Map([[principalKey, patternSet(`${prefix}?*`)]]);
  return {
    principal: null,
    kind,
    account,
    partition,
    resourceAccount,
    known,
    limits,
    inSession,
    namedApart: kind === "user" && isNamed,
    apart: null,
  };
}

const ofMembers = [principalKey, "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths"];

export function otherCase(principal: string, resourceAccount: string): Case {
  const { account, partition, kind } = readPrincipal(principal);
  const known = new Map<string, string | null>(
    Object.entries(principalContext(principal)).map(([key, value]) => [key.toLowerCase(), value]),
  );
  for (const key of ofMembers) if (!known.has(key) && account === "") known.set(key, null);
  if (account !== "") for (const key of accountKeys) known.set(key, account);
  // A service calls KMS on behalf of an account.
  else if (kind !== "service") known.set("kms:calleraccount", null);
  return {
    principal,
    kind: "other",
    account,
    partition,
    resourceAccount,
    known,
    limits: new Map(),
    inSession: false,
    namedApart: false,
    apart: null,
  };
}

export function namedIn(
  statements: readonly Statement[],
  usedKeys: ReadonlySet<string>,
): Named & { readonly users: boolean } {
  const accounts = new Map<string, Set<string>>();
  const named = new Set(["aws"]);
  const others = new Set<string>();
  let users = false;
  const read = (text: string, isPrincipal: boolean): void => {
    for (const partition of partitionsOf(text)) named.add(partition);
    if (accountNumber.test(text)) {
      if (!accounts.has(text)) accounts.set(text, new Set());
      return;
    }
    const match = principalArn.exec(text);
    if (!match) return;
    const [, partition, service, account, name] = match;
    accounts.set(account!, (accounts.get(account!) ?? new Set()).add(partition!));
    if (name!.startsWith("user/")) users = true;
    if (isPrincipal && name!.startsWith("user/")) others.add(text);
    else if (isPrincipal && (service === "sts" || !/^(role\/|user\/|root$)/.test(name!))) others.add(text);
  };
  for (const { principal, notPrincipal, condition } of statements) {
    const element = principal ?? notPrincipal;
    for (const { type, items } of element?.groups ?? [])
      for (const { value } of items)
        if (value !== null && value !== "*") {
          if (type === "AWS") read(value, true);
          else if (type === "Service" || type === "Federated") others.add(value);
        }
    if (!asksForAccounts(usedKeys)) continue;
    for (const { keys } of condition?.blocks ?? [])
      for (const { name, items } of keys)
        if (/^(?:aws:principal(?:arn|account)|kms:calleraccount)$/i.test(name))
          for (const { value } of items) if (value !== null) read(filledAccount(value), false);
  }
  const all = [...named];
  // A number alone may be in any of them.
  const placed = [...accounts].map(([number, of]) => [number, of.size > 0 ? [...of] : all] as const);
  return { accounts: new Map(placed), partitions: all, others, users };
}

function asksForAccounts(usedKeys: ReadonlySet<string>): boolean {
  return usedKeys.has(principalKey) || accountKeys.some((key) => usedKeys.has(key));
}

/** The partitions in which an ARN with wildcards may be; none for any other text. */
export function partitionsOf(text: string): readonly string[] {
  const written = /^arn:([\w*?-]+):/.exec(text)?.[1];
  if (written === undefined) return [];
  if (!/[*?]/.test(written)) return [written];
  const pattern = Pattern.of(written);
  return partitions.filter((one) => pattern.matches(one) === true).slice(0, 1);
}

/** An account that a pattern of accounts or ARNs matches. */
function filledAccount(text: string): string {
  if (!/[*?]/.test(text)) return text;
  if (/^[\d*?]+$/.test(text)) {
    const missing = 12 - text.replace(/\*/g, "").length;
    return text
      .replace("*", "0".repeat(Math.max(0, missing)))
      .replaceAll("*", "")
      .replaceAll("?", "0");
  }
  const segments = text.split(":");
  const account = segments[4];
  if (account !== undefined && /[*?]/.test(account) && !/^\*+$/.test(account)) segments[4] = filledAccount(account);
  return segments.join(":");
}

const likely = ["111122223333", "444455556666", "777788889999", "123456789012", "210987654321"];

export function freshAccount(used: readonly string[]): string {
  const all = new Set(used);
  const found = likely.find((account) => !all.has(account));
  if (found !== undefined) return found;
  let account = 300_000_000_003;
  while (all.has(String(account))) account++;
  return String(account);
}
