/** The accounts that a document is about. */
import { oncePer } from "../../memo";
import type { Item, Policy } from "../../policy/model";

const ofArn = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/;

/** The accounts of the resources and identity providers that the policies name: the document's own, most likely. */
export const ownAccounts = oncePer(readOwnAccounts);

function readOwnAccounts(policies: readonly Policy[]): ReadonlySet<string> {
  const items = policies.flatMap(({ statements }) =>
    statements.flatMap((one): readonly Item[] => [
      ...(one.resource?.items ?? []),
      ...(one.notResource?.items ?? []),
      ...(one.principal?.groups.filter((group) => group.type === "Federated").flatMap((group) => group.items) ?? []),
    ]),
  );
  return new Set(items.flatMap((item) => ofArn.exec(item.value ?? "")?.[1] ?? []));
}

/** The one account of the document; null where there is none, or more than one. */
export function ownAccount(policies: readonly Policy[]): string | null {
  const [only, ...more] = ownAccounts(policies);
  return more.length === 0 ? (only ?? null) : null;
}

/** The account that a principal stands for as a whole: `111122223333` or the ARN of its root. */
export function wholeAccount({ value }: Item): string | null {
  return (
    /^(?:(\d{12})|arn:[^:]*:iam::(\d{12}):root)$/
      .exec(value ?? "")
      ?.slice(1)
      .find((one) => one !== undefined) ?? null
  );
}

/** The account of any principal that is told. */
export function accountOf(item: Item): string | null {
  return wholeAccount(item) ?? /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(item.value ?? "")?.[1] ?? null;
}
