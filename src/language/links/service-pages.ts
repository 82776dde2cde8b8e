/** Where AWS documents actions and managed policies. */
import type { Service } from "../../catalog/catalog";

const reference = "https://docs.aws.amazon.com/service-authorization/latest/reference/";

/** Prefixes whose actions are on several pages: the one to begin with, and no place in it. */
const mainPages: ReadonlyMap<string, string> = new Map([
  ["apigateway", "amazonapigatewaymanagement"],
  ["aws-marketplace", "awsmarketplace"],
  ["cloudformation", "awscloudformation"],
  ["elasticloadbalancing", "awselasticloadbalancingv2"],
  ["greengrass", "awsiotgreengrassv2"],
  ["kinesisanalytics", "amazonkinesisanalyticsv2"],
  ["lex", "amazonlexv2"],
  ["ses", "amazonses"],
]);

/** The page of an action in the service authorization reference; of a pattern, that of its service. */
export function actionUrl({ prefix, name }: Pick<Service, "prefix" | "name">, action: string | null): string {
  const main = mainPages.get(prefix);
  const page = main ?? pageOf(name);
  // AWS's own places are called so: `#amazons3-GetObject`.
  return `${reference}list_${page}.html${main !== undefined || action === null ? "" : `#${page}-${action}`}`;
}

/** AWS calls a page by the name of its service: without spaces and brackets, and with `_` in place of other signs. */
function pageOf(name: string): string {
  return encodeURIComponent(
    name
      .toLowerCase()
      .replace(/[\s()]+/g, "")
      .replace(/[^a-z0-9.-]/g, "_"),
  );
}

export function managedPolicyUrl(name: string): string {
  return `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${encodeURIComponent(name)}.html`;
}
