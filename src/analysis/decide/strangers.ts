/** Callers whom the policies do not name. */
import { type CallerKeyKind, callerKeys } from "../knowledge/caller-keys";
import { rangeCovers, readIpRange } from "../policy/ip-range";
import type { Statement } from "../policy/model";
import { Pattern } from "../policy/wildcard";
import {
  type Case,
  type CaseOptions,
  freshAccount,
  memberCase,
  namedIn,
  otherCase,
  partitionsOf,
  patternSet,
  principalKey,
} from "./cases";
import type { TextSet } from "./text-set";

/** Say whose the resource is: nearly every request has them, and whoever compares others with them has an organization. */
export const ownerKeys = ["aws:resourceaccount", "aws:resourceorgid"] as const;

/**
 * Anybody at all: nobody in particular, and whoever has an account that the policies do not name. Whatever tells who calls, tells of
 * them something of their own.
 */
export function strangerCases(options: CaseOptions): readonly Case[] {
  const values = valuesIn(options.statements);
  const accounts = [
    ...namedIn(options.statements, new Set()).accounts.keys(),
    ...values.flatMap((value) => value.match(/\d{12}/g) ?? []),
  ];
  const account = freshAccount(accounts);
  const owner = freshAccount([...accounts, account]);
  const partitions = [...new Set(["aws", ...values.flatMap(partitionsOf)])];
  const own: Partial<Record<CallerKeyKind, TextSet>> = {
    account: patternSet(account),
    organization: patternSet(organization),
    "organization-path": patternSet("o-stranger00/r-ab12/*"),
    arn: patternSet(...partitions.map((partition) => `arn:${partition}:*:${account}:*`)),
    address: patternSet(...foreignAddresses(options.statements)),
    network: patternSet("vpc-0123456789stranger", "vpce-0123456789stranger"),
    "unique-id": patternSet("AROASTRANGER00000000:*", "AIDASTRANGER00000000"),
    token: patternSet("token-of-a-stranger"),
    flag: patternSet("false"),
  };
  const limits = Object.entries(callerKeys).flatMap(([key, kind]): [string, TextSet][] => {
    const set = own[kind];
    return set && key !== principalKey ? [[key, set]] : [];
  });
  // What it is asked about belongs to anybody else: to its owner, or to whom the policies say.
  const notOf = (own: string, other: string): TextSet =>
    patternSet(other, ...values.filter((value) => !value.includes("${") && Pattern.of(value).matches(own) === false));
  const [ofAccount, ofOrganization] = ownerKeys;
  limits.push([ofAccount, notOf(account, owner)], [ofOrganization, notOf(organization, "o-owner00000")]);
  const asStranger = (given: Case): Case => ({ ...given, limits: new Map([...given.limits, ...limits]) });
  return [
    otherCase("*", owner),
    ...partitions.flatMap((partition) => [
      memberCase("role", account, partition, owner, false, true),
      memberCase("user", account, partition, owner, false, true),
    ]),
  ].map(asStranger);
}

/** The values of conditions. */
function valuesIn(statements: readonly Statement[]): readonly string[] {
  return statements.flatMap(({ condition }) =>
    (condition?.blocks ?? []).flatMap(({ keys }) =>
      keys.flatMap(({ items }) => items.flatMap(({ value }) => value ?? [])),
    ),
  );
}

const organization = "o-stranger00";
const addresses = ["198.51.100.77", "203.0.113.77", "192.0.2.77", "8.8.8.8", "9.9.9.9"];
const newerAddresses = ["2001:db8:77::1", "2a05:d018:77::1", "2600:1f18:77::1", "3fff:77::1"];
/** Ranges that are narrower fix a network; broader ones are anybody's (AWS: "Blocking public access", the meaning of public). */
const broadest = { 4: 8, 6: 32 } as const;

/** Addresses outside of all networks that the policies name, one of each kind. */
function foreignAddresses(statements: readonly Statement[]): readonly string[] {
  const named = statements.flatMap(({ condition }) =>
    (condition?.blocks ?? [])
      .filter(({ parsed }) => parsed !== null && /IpAddress$/.test(parsed.name))
      .flatMap(({ keys }) =>
        keys.flatMap(({ items }) => items.flatMap(({ value }) => (value && readIpRange(value)) || [])),
      ),
  );
  const networks = named.filter(({ version, prefix }) => prefix >= broadest[version]);
  const isForeign = (address: string): boolean =>
    !networks.some((network) => rangeCovers(network, readIpRange(address)!));
  return [addresses, newerAddresses].map((some) => some.find(isForeign) ?? some[0]!);
}
