/** Which operation a method of a client calls, and which actions authorise it. */
import type { Catalog } from "../../catalog/catalog";
import { apiGatewayVerbs, apiOperations } from "../knowledge/api-operations";
import { prefixOfClient } from "../knowledge/sdk-services";

export interface Operation {
  readonly prefix: string;
  /** As the API spells it. */
  readonly name: string;
  /** With their prefixes, in AWS's spelling. */
  readonly actions: readonly string[];
}

/**
 * The operation of a service by its name in any spelling: `put_item`, `putItem`, `PutItem`.
 * Null where this version knows none of the name: nothing is guessed.
 */
export function operationOf(service: string, written: string, catalog: Catalog): Operation | null {
  const prefix = prefixOfClient(service, catalog);
  if (prefix === null) return null;
  const name = written.replaceAll("_", "").toLowerCase();
  const listed = apiOperations[`${prefix}:${name}`];
  if (listed) return { prefix, ...listed };
  if (prefix === "apigateway") {
    const [, action] = apiGatewayVerbs.find(([verb]) => verb.test(name)) ?? [];
    return action === undefined ? null : { prefix, name: pascal(written), actions: [action] };
  }
  const action = catalog.service(prefix)?.action(name)?.name;
  return action === undefined ? null : { prefix, name: action, actions: [`${prefix}:${action}`] };
}

function pascal(written: string): string {
  return written
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
