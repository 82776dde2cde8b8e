/** Addresses that a request over the Internet never comes from, and ranges with superfluous bits. */
import ipaddr from "ipaddr.js";

import { lazily } from "../../lazily";
import type { Change } from "../../locate/located";
import { type IpRange, rangeCovers, readIpRange } from "../../policy/ip-range";
import type { Item, Policy } from "../../policy/model";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";
import { type ConditionUse, conditionUses, isWhole } from "../support/condition-uses";
import { suggestion } from "../support/fixes";
import { elementPage } from "../support/links";
import { withoutStatement } from "../support/removal-fixes";
import { withoutKey } from "../support/value-fixes";

/** Networks whose addresses the Internet does not carry. */
const privateRanges = lazily(() =>
  [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "fc00::/7",
    "fe80::/10",
    "::1/128",
  ].map((text) => readIpRange(text)!),
);

function isPrivate(range: IpRange): boolean {
  return privateRanges().some((one) => rangeCovers(one, range));
}

interface Sorted {
  readonly use: ConditionUse;
  readonly inside: readonly Item[];
  readonly outside: readonly Item[];
}

const sortings = new WeakMap<ConditionUse, { readonly found: Sorted | null }>();

/** The values of `aws:SourceIp`, the private ones apart; null where not all is known. Read once for all rules. */
function sorted(use: ConditionUse): Sorted | null {
  let made = sortings.get(use);
  if (!made) sortings.set(use, (made = { found: sort(use) }));
  return made.found;
}

function sort(use: ConditionUse): Sorted | null {
  if (use.name !== "aws:sourceip" || use.info.type !== "IpAddress" || !isWhole(use)) return null;
  const inside: Item[] = [];
  const outside: Item[] = [];
  for (const item of use.key.items) {
    const range = item.value === null ? null : readIpRange(item.value);
    if (!range) return null;
    (isPrivate(range) ? inside : outside).push(item);
  }
  return { use, inside, outside };
}

const links = [
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip",
  elementPage("condition_operators"),
];

function sourceIpRule(
  about: AnalyzerRule,
  negated: boolean,
  find: (found: Sorted, policy: Policy) => Iterable<PolicyReport>,
): PolicyRule {
  return analyzerRule({ ...about, links }, function* check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) {
      const found = use.info.negated === negated ? sorted(use) : null;
      if (found && found.inside.length > 0) yield* find(found, policy);
    }
  });
}

/** All are private: the condition on the other key, which a request from a VPC has. */
function* onlyPrivate({ use, outside }: Sorted, policy: Policy, consequence: string): Iterable<PolicyReport> {
  if (outside.length > 0) return;
  const { key } = use;
  yield {
    at: key.entry.keySpan,
    path: key.path,
    message: `\`aws:SourceIp\` is a public address, and all values here are private: ${consequence} Write public addresses, or \`aws:VpcSourceIp\` with \`aws:SourceVpc\` for requests out of a VPC.`,
    fixes: () => [
      suggestion("Write aws:VpcSourceIp", { kind: "renameKey", entry: key.entry, key: "aws:VpcSourceIp" }),
      ...(use.info.negated ? withoutKey(use) : withoutStatement(policy, use.statement, "safe")),
    ],
  };
}

function* somePrivate({ use, inside, outside }: Sorted, consequence: string): Iterable<PolicyReport> {
  if (outside.length === 0) return;
  const { array } = use.key;
  for (const item of inside) {
    yield {
      at: item.node.span,
      path: item.path,
      message: `\`${item.value}\` is private and \`aws:SourceIp\` a public address: ${consequence} Remove it, or use \`aws:VpcSourceIp\` for requests out of a VPC.`,
      fixes: (): readonly PolicyFix[] =>
        array
          ? [suggestion(`Remove ${item.value}`, { kind: "removeItem", from: array, item: item.node } satisfies Change)]
          : [],
    };
  }
}

const why =
  "Requests to AWS over the Internet come from public addresses. `aws:SourceIp` never holds an address of a private network.";
const example = (operator: string, values: string): string =>
  `"Condition": { "${operator}": { "aws:SourceIp": ${values} } }`;

const improve = analyzerRule(
  {
    code: "IMPROVE_IP_RANGE",
    kind: "SUGGESTION",
    title: "IP range with bits that do not count",
    why: "The bits after the prefix of a range do not count. A range written with them looks narrower than it is.",
    avoid: example("IpAddress", '"203.0.113.77/24"'),
    prefer: example("IpAddress", '"203.0.113.0/24"'),
    links,
  },
  function* check(policy, { catalog }) {
    for (const { info, key } of conditionUses(policy, catalog)) {
      if (info.type !== "IpAddress") continue;
      for (const item of key.items) {
        const better = item.value === null ? null : network(item.value);
        if (better === null || better === item.value) continue;
        yield {
          at: item.node.span,
          path: item.path,
          message: `Only the first ${better.split("/")[1]} bits of \`${item.value}\` count: it means all of \`${better}\`. Write that, or a longer prefix if fewer addresses are meant.`,
          fixes: () => [
            { title: `Write ${better}`, kind: "safe", changes: [{ kind: "replace", node: item.node, value: better }] },
          ],
        };
      }
    }
  },
);

/** The range without the bits that do not count; null where none is written. */
function network(text: string): string | null {
  const range = readIpRange(text);
  if (!range || !text.includes("/")) return null;
  const cidr = `${range.address.toString()}/${range.prefix}`;
  const base =
    range.version === 4 ? ipaddr.IPv4.networkAddressFromCIDR(cidr) : ipaddr.IPv6.networkAddressFromCIDR(cidr);
  return base.toNormalizedString() === range.address.toNormalizedString() ? text : `${base.toString()}/${range.prefix}`;
}

export default [
  sourceIpRule(
    {
      code: "PRIVATE_IP_ADDRESS",
      kind: "ERROR",
      title: "Only private addresses in aws:SourceIp",
      why: `${why} With only such values the condition never holds.`,
      avoid: example("IpAddress", '"10.0.0.0/8"'),
      prefer: example("IpAddress", '"203.0.113.0/24"'),
    },
    false,
    (found, policy) => onlyPrivate(found, policy, "this condition never holds."),
  ),
  sourceIpRule(
    {
      code: "PRIVATE_NOT_IP_ADDRESS",
      kind: "ERROR",
      title: "Only private addresses excluded by aws:SourceIp",
      why: `${why} Excluding only such values excludes nothing: the condition always holds.`,
      avoid: example("NotIpAddress", '"10.0.0.0/8"'),
      prefer: example("NotIpAddress", '"203.0.113.0/24"'),
    },
    true,
    (found, policy) => onlyPrivate(found, policy, "this condition always holds."),
  ),
  sourceIpRule(
    {
      code: "PRIVATE_IP_ADDRESS_SUBSET",
      kind: "SUGGESTION",
      title: "Private address in aws:SourceIp",
      why,
      avoid: example("IpAddress", '["203.0.113.0/24", "10.0.0.0/8"]'),
      prefer: example("IpAddress", '["203.0.113.0/24"]'),
    },
    false,
    (found) => somePrivate(found, "it never matches."),
  ),
  sourceIpRule(
    {
      code: "PRIVATE_NOT_IP_ADDRESS_SUBSET",
      kind: "SUGGESTION",
      title: "Private address excluded by aws:SourceIp",
      why,
      avoid: example("NotIpAddress", '["203.0.113.0/24", "10.0.0.0/8"]'),
      prefer: example("NotIpAddress", '["203.0.113.0/24"]'),
    },
    true,
    (found) => somePrivate(found, "it excludes nothing."),
  ),
  improve,
];
