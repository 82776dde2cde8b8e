/** The same policy in fewer characters: actions under the wildcards that stand for just these, and no Sids. */
import type { Catalog, Service } from "../../../catalog/catalog";
import { addTo } from "../../group-by";
import type { Change } from "../../locate/located";
import type { ListElement, Policy } from "../../policy/model";
import { Pattern } from "../../policy/wildcard";
import type { PolicyFix } from "../rule";

/** What makes the policy shorter; that it suffices is for the proof of the fix to say. */
export function shorterPolicy(policy: Policy, catalog: Catalog): readonly PolicyFix[] {
  const actions = policy.statements.flatMap(({ action, notAction }) =>
    [action, notAction].flatMap((element): Change[] => {
      const shorter = element && shorterActions(element, catalog);
      return shorter
        ? [{ kind: "replace", node: element.entry.value, value: shorter.length === 1 ? shorter[0]! : shorter }]
        : [];
    }),
  );
  const sids = policy.statements.flatMap(({ node }) =>
    node.entries
      .filter((entry) => entry.key === "Sid")
      .map((entry): Change => ({ kind: "removeEntry", from: node, entry })),
  );
  const proposals: PolicyFix[] = [
    {
      title: "Write the actions with the wildcards that stand for just these today",
      kind: "suggestion",
      changes: actions,
    },
    { title: "Leave out the Sids", kind: "suggestion", changes: sids },
    {
      title: "Write the actions with wildcards, and leave out the Sids",
      kind: "suggestion",
      changes: actions.length > 0 && sids.length > 0 ? [...actions, ...sids] : [],
    },
  ];
  return proposals.filter(({ changes }) => changes.length > 0);
}

/** The shortest list found that names the same actions of the reference; null where it is no shorter, or not all is known. */
export function shorterActions(
  { items, complete }: Pick<ListElement, "items" | "complete">,
  catalog: Catalog,
): readonly string[] | null {
  if (!complete || items.some((item) => item.value === null || item.conditional)) return null;
  const written = items.map((item) => item.value!);
  const byService = new Map<Service, string[]>();
  const others: string[] = [];
  for (const text of written) {
    const [prefix = "", name = ""] = text.split(":");
    const service = catalog.service(prefix);
    const known = service && (/[*?]/.test(name) || service.action(name));
    if (!known) others.push(text);
    else addTo(byService, service, name);
  }
  const shorter = [...byService].flatMap(([service, names]) =>
    patternsFor(service, names).map((name) => `${service.prefix}:${name}`),
  );
  const all = [...shorter, ...others];
  return all.join().length < written.join().length ? all : null;
}

/** Beginnings of names, word by word, under which stand only actions that are meant. */
function patternsFor(service: Service, names: readonly string[]): readonly string[] {
  const patterns = names.map((name) => Pattern.of(name, { ignoreCase: true }));
  const meant = new Set(
    service.actions
      .filter(({ name }) => patterns.some((pattern) => pattern.matches(name.toLowerCase()) === true))
      .map(({ name }) => name),
  );
  const rest = service.actions.map(({ name }) => name).filter((name) => !meant.has(name));
  const found = new Set<string>();
  for (const name of meant) {
    const beginning = beginningsOf(name).find((one) => !rest.some((other) => other.startsWith(one)));
    const alone = beginning === undefined || [...meant].filter((one) => one.startsWith(beginning)).length < 2;
    found.add(alone ? name : `${beginning}*`);
  }
  return [...found];
}

/** `Describe`, `DescribeInstance`, … of `DescribeInstanceStatus`. */
function beginningsOf(name: string): readonly string[] {
  return [...name.matchAll(/(?<=[a-z0-9])(?=[A-Z])/g)].map((match) => name.slice(0, match.index));
}
