/** The names of the pages that are made on demand: each is a path, and its text is the same wherever it is asked for. */

export interface PageLink {
  readonly title: string;
  /** What `pageOf` takes. */
  readonly page: string;
}

const actions = "actions/";
const service = "service/";
const managed = "managed/";

/** Every action that a pattern such as `s3:Get*` stands for. */
export function actionsPage(pattern: string): string {
  return `${actions}${pattern}`;
}

/** A service: its actions, resource types and condition keys. */
export function servicePage(prefix: string): string {
  return `${service}${prefix}`;
}

/** A managed policy of AWS: all that it allows. */
export function managedPolicyPage(name: string): string {
  return `${managed}${name}`;
}

export type PageName = { readonly kind: "actions" | "service" | "managed"; readonly name: string };

/** Null for what names no such page. */
export function readPageName(page: string): PageName | null {
  if (page.startsWith(actions)) return { kind: "actions", name: page.slice(actions.length) };
  if (page.startsWith(managed)) return { kind: "managed", name: page.slice(managed.length) };
  return page.startsWith(service) ? { kind: "service", name: page.slice(service.length) } : null;
}
