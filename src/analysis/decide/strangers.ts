/** Callers whom the policies do not name. */
import { type CallerKeyKind, callerKeys } from "../knowledge/caller-keys";
import { rangeCovers, readIpRange } from "../policy/ip-range";
import type { Statement } from "../policy/model";
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
    organization: patternSet("o-stranger00"),
    "organization-path": patternSet("o-stranger00/r-ab12/*"),
    arn: patternSet(...partitions.map((partition) => `arn:${partition}:*:${account}:*`)),
    address: patternSet(foreignAddress(options.statements)),
    network: patternSet("vpc-0123456789stranger", "vpce-0123456789stranger"),
    "unique-id": patternSet("AROASTRANGER00000000:*", "AIDASTRANGER00000000"),
    token: patternSet("token-of-a-stranger"),
    flag: patternSet("false"),
  };
  const limits = Object.entries(callerKeys).flatMap(([key, kind]): [string, TextSet][] => {
    const set = own[kind];
    return set && key !== principalKey ? [[key, set]] : [];
  });
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

const addresses = ["198.51.100.77", "203.0.113.77", "192.0.2.77", "8.8.8.8", "9.9.9.9", "2001:db8:77::1"];
/** Ranges that are narrower fix a network; broader ones are anybody's (AWS: "Blocking public access", the meaning of public). */
const broadest = { 4: 8, 6: 32 } as const;

/** An address outside of all networks that the policies name. */
function foreignAddress(statements: readonly Statement[]): string {
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
  return addresses.find(isForeign) ?? addresses[0]!;
}
