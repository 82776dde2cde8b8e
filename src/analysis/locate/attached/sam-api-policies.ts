/**
 * The policies that AWS SAM makes of lists: who may call an API, from where (AWS SAM: "ResourcePolicyStatement"). Who is allowed has a statement; addresses
 * and networks are denied beside one that allows everybody.
 */
import { entryFor, listNode, objectNode, stringNode } from "../../source/made-values";
import { type Span, startOf } from "../../text";
import { type ObjectEntry, type ObjectNode, valueAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { documentAround } from "../document-around";
import type { Door } from "./door";
import { holeOf, leavesOf } from "./leaves";

/** Whether a text may have one; the test is cheap. */
export function mayListCallers(text: string): boolean {
  return /(?:Black|White)list\b/.test(text) || (text.includes("ResourcePolicy") && text.includes("CustomStatements"));
}

const accounts: readonly (readonly [list: string, effect: string])[] = [
  ["AwsAccountWhitelist", "Allow"],
  ["AwsAccountBlacklist", "Deny"],
];

const networks = [
  { operator: "NotIpAddress", keys: [["aws:SourceIp", ["IpRangeWhitelist"]]] },
  { operator: "IpAddress", keys: [["aws:SourceIp", ["IpRangeBlacklist"]]] },
  {
    operator: "StringEquals",
    keys: [
      ["aws:SourceVpc", ["IntrinsicVpcBlacklist", "SourceVpcBlacklist"]],
      ["aws:SourceVpce", ["IntrinsicVpceBlacklist", "SourceVpcBlacklist"]],
    ],
  },
  {
    operator: "StringNotEquals",
    keys: [
      ["aws:SourceVpc", ["IntrinsicVpcWhitelist", "SourceVpcWhitelist"]],
      ["aws:SourceVpce", ["IntrinsicVpceWhitelist", "SourceVpcWhitelist"]],
    ],
  },
] as const;

/** What API Gateway calls the API that SAM makes for functions that name none. */
const implicit = "ServerlessRestApi";

/** @param root the whole template */
export function apiPoliciesOfSam(resources: readonly TemplateResource[], root: ValueNode): readonly Door[] {
  const ofAll = valueAt(root, "Globals", "Api", "Auth", "ResourcePolicy");
  const events = resources.flatMap(({ type, properties }) =>
    type === "AWS::Serverless::Function" ? eventsOf(properties) : [],
  );
  return [
    ...resources.flatMap(({ id, type, properties }): readonly Door[] => {
      if (type !== "AWS::Serverless::Api") return [];
      const own = valueAt(properties, "Auth", "ResourcePolicy");
      // Its own statements are read where they stand.
      return doorOf(id, "/*", [ofAll, own], valueAt(ofAll, "CustomStatements"));
    }),
    ...(events.some(({ api }) => api === implicit)
      ? doorOf(implicit, "/*", [ofAll], valueAt(ofAll, "CustomStatements"))
      : []),
    ...events.flatMap(({ api, path, policy }) => doorOf(api, path, [policy], valueAt(policy, "CustomStatements"))),
  ];
}

interface ApiEvent {
  /** As the template calls it. */
  readonly api: string;
  /** With its stage and method, which may be any. */
  readonly path: string;
  readonly policy: ValueNode | undefined;
}

function eventsOf(properties: ObjectNode): readonly ApiEvent[] {
  const events = valueAt(properties, "Events");
  return (events?.kind === "object" ? events.entries : []).flatMap(({ value }): ApiEvent[] => {
    const type = valueAt(value, "Type");
    if (type?.kind !== "string" || type.value !== "Api") return [];
    const at = (name: string) => valueAt(value, "Properties", name);
    const textAt = (name: string): string | null => {
      const node = at(name);
      return node?.kind === "string" ? node.value : null;
    };
    const [id, method, path] = [at("RestApiId"), textAt("Method"), textAt("Path")];
    const api = id ? (holeOf(id) ?? (id.kind === "string" ? id.value : null)) : implicit;
    if (api === null) return [];
    const isAny = method === null || method.toLowerCase() === "any";
    const written = (path ?? "/*").replace(/\{[^{}]{0,200}\}/g, "*");
    return [
      {
        api,
        path: `/*/${isAny ? "*" : method.toUpperCase()}${written.startsWith("/") ? "" : "/"}${written}`,
        policy: valueAt(at("Auth"), "ResourcePolicy"),
      },
    ];
  });
}

/** None where the lists say nothing. @param given what lists stand in; those of one name are one list */
function doorOf(
  label: string,
  path: string,
  given: readonly (ValueNode | undefined)[],
  statements: ValueNode | undefined,
): readonly Door[] {
  const all = (name: string): readonly ValueNode[] =>
    given.flatMap((one) => {
      const value = valueAt(one, name);
      return value?.kind === "array" ? value.items : value && value.kind !== "null" ? [value] : [];
    });
  const made = [
    ...accounts.flatMap(([list, effect]) => {
      const items = all(list);
      return items.length === 0 ? [] : [statement(effect, [entry("AWS", arrayOf(items))], path, items)];
    }),
    ...networks.flatMap(({ operator, keys }) => {
      const found = keys.flatMap(([key, lists]): ObjectEntry[] => {
        const items = lists.flatMap((list) => all(list).filter((item) => isOf(key, item, list)));
        return items.length === 0 ? [] : [entry(key, arrayOf(items))];
      });
      const items = found.map(({ value }) => value);
      return items.length === 0
        ? []
        : [
            statement("Allow", null, path, items),
            statement("Deny", null, path, items, entry(operator, objectNode(beginOf(items), found))),
          ];
    }),
    ...leavesOf(statements).map(({ node }) => node),
  ];
  const [first] = made;
  if (!first) return [];
  const root = documentAround(listNode(first.span, made));
  return [{ label, resourceType: "AWS::ApiGateway::RestApi", policyType: "resource", node: first, root }];
}

/** Of a list of networks and endpoints alike, which of the two an item is, by the begin of its name. */
function isOf(key: string, item: ValueNode, list: string): boolean {
  if (!list.startsWith("Source")) return true;
  const isEndpoint = item.kind === "string" && item.value.startsWith("vpce-");
  return key !== "aws:SourceIp" && (key === "aws:SourceVpce") === isEndpoint;
}

/** @param who null: everybody @param because what it is made of */
function statement(
  effect: string,
  who: readonly ObjectEntry[] | null,
  path: string,
  because: readonly ValueNode[],
  condition?: ObjectEntry,
): ValueNode {
  const at = beginOf(because);
  const text = (value: string): ValueNode => stringNode(at, value);
  return objectNode(at, [
    entry("Effect", text(effect)),
    entry("Principal", who ? objectNode(at, who) : text("*")),
    entry("Action", text("execute-api:Invoke")),
    entry("Resource", text(`execute-api:${path}`)),
    ...(condition ? [entry("Condition", objectNode(at, [condition]))] : []),
  ]);
}

function entry(key: string, value: ValueNode): ObjectEntry {
  return entryFor(key, value, startOf(value.span));
}

function arrayOf(items: readonly ValueNode[]): ValueNode {
  return listNode(items[0]!.span, items);
}

/** Where the first begins: what is made of it is not written there. */
function beginOf([first]: readonly ValueNode[]): Span {
  return startOf(first!.span);
}
