/** What asks in Terraform who calls, by a setting of its own beside any policy (registry.terraform.io: hashicorp/aws, as of November 2026). */
import { unknown } from "../../source/intrinsics";
import { tableOf } from "../../table";
import { spanOf } from "../../text";
import type { ValueNode } from "../../value";
import { addressOf, argumentOf, type Block, blocksOf } from "../terraform/blocks";
import type { BlockValues } from "../terraform/values";
import type { AskingPart } from "./asking-parts";
import { leavesOf } from "./leaves";

/** Whether a text may have one; the test is cheap. */
export function mayAskInTerraform(text: string): boolean {
  return /\baws_(?:a?lb_listener|cloudfront_distribution|elasticache_|elasticsearch_domain|neptune_cluster|opensearch_domain)/.test(
    text,
  );
}

interface Asker {
  /** The blocks of which each asks by itself; absent: the resource. */
  readonly of?: readonly string[];
  /** The arguments that ask, `a.b` in a block. */
  readonly by: readonly string[];
  /** The values of them that do; absent: all that is there. */
  readonly that?: RegExp;
  readonly isSwitch?: boolean;
}

const ofListener = (action: string): Asker => ({ by: [`${action}.type`], that: /^(?:authenticate-|jwt-validation$)/ });
const ofDomain: Asker = { by: ["advanced_security_options.enabled"], isSwitch: true };

const askers: { readonly [type: string]: Asker | undefined } = tableOf({
  aws_alb_listener: ofListener("default_action"),
  aws_alb_listener_rule: ofListener("action"),
  aws_cloudfront_distribution: {
    of: ["default_cache_behavior", "ordered_cache_behavior"],
    by: ["trusted_key_groups", "trusted_signers"],
  },
  aws_elasticache_replication_group: { by: ["auth_token", "user_group_ids"] },
  aws_elasticache_serverless_cache: { by: ["user_group_id"] },
  aws_elasticsearch_domain: ofDomain,
  aws_lb_listener: ofListener("default_action"),
  aws_lb_listener_rule: ofListener("action"),
  aws_neptune_cluster: { by: ["iam_database_authentication_enabled"], isSwitch: true },
  aws_opensearch_domain: ofDomain,
});

/** What of a resource asks, or might. */
export function askingInTerraform(block: Block, values: BlockValues): readonly AskingPart[] {
  const asker = block.type === "resource" ? askers[block.labels[0] ?? ""] : undefined;
  if (!asker) return [];
  const { of, by, that, isSwitch } = asker;
  const parts = of ? of.flatMap((name) => blocksOf(block, name).map(({ made }) => made)) : [block];
  return parts.map((part) => ({
    label: addressOf(block) + (part === block ? "" : ` ${pathOf(part, values)}`),
    node: unknown(spanOf(part.head)),
    by: by.flatMap((path) => valuesAt(part, path, values)).flatMap((one) => asked(one, that)),
    ...(isSwitch && { isSwitch }),
  }));
}

function pathOf(behaviour: Block, values: BlockValues): string {
  const given = argumentOf(behaviour, "path_pattern");
  const value = given && values.value(given);
  return value?.kind === "string" ? value.value : "*";
}

/** What a `dynamic` block has may be missing. */
function valuesAt(block: Block, path: string, values: BlockValues): readonly ValueNode[] {
  const [first = "", second] = path.split(".");
  const holders = second === undefined ? [{ made: block, isDynamic: false }] : blocksOf(block, first);
  return holders.flatMap(({ made, isDynamic }) => {
    const given = argumentOf(made, second ?? first);
    if (!given) return [];
    const value = values.value(given);
    return [isDynamic ? unknown(value.span, [value, null]) : value];
  });
}

function asked(value: ValueNode, that: RegExp | undefined): readonly ValueNode[] {
  if (!that) return [value];
  return leavesOf(value).flatMap(({ node, conditional }) => {
    const does = node.kind === "string" && that.test(node.value);
    return does ? [conditional ? unknown(node.span, [node, null]) : node] : [];
  });
}
