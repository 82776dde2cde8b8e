/** Hovers of ARNs in `Resource`. */
import { type Arn, type Parts, textOf } from "../../analysis/policy/arn";
import { readArn } from "../../analysis/policy/arn";
import { Pattern } from "../../analysis/policy/wildcard";
import type { Catalog, ResourceType } from "../../catalog/catalog";
import { joined } from "../../escape/escaped";
import { code, type Markdown, md } from "../../escape/markdown";
import type { Wording } from "../../wording/language";
import { type Reading, wordingOf } from "../reading";
import { type Spot, writtenText } from "../spots";
import type { HoverText } from "./hover-text";

export function resourceHover({ parts }: Spot, { catalog, language }: Reading): HoverText | null {
  const wording = wordingOf({ language });
  const reading = readArn(parts);
  if (reading.kind === "any")
    return { sections: [wording.md`**\\*** · every resource of every account that the caller reaches`] };
  if (reading.kind !== "arn") return null;
  const { arn } = reading;
  const types = typesOf(arn, catalog);
  const service = textOf(arn.service);
  const name = service === null ? undefined : catalog.service(service)?.name;
  const kinds = [...new Set(types.map((type) => type.name))].slice(0, 3);
  const kind = kinds.length === 0 ? wording.text`resource` : kinds.join(` ${wording.text`or`} `);
  const none = types.length > 0 ? wording.text`none: the name is enough` : "";
  return {
    sections: [
      name === undefined ? md`**${kind}**` : wording.md`**${kind}** of ${name}`,
      joined(
        [
          segment(wording.text`Partition`, arn.partition, "", wording),
          segment(wording.text`Region`, arn.region, none, wording),
          segment(wording.text`Account`, arn.account, none, wording),
          segment(wording.text`Resource`, arn.resource, "", wording),
        ].filter((line) => line !== null),
        "\n",
      ),
      ...(types.length === 1 ? [wording.md`Written as ${code(types[0]!.arns[0]!)}`] : []),
    ],
  };
}

function segment(name: string, parts: Parts, empty: string, wording: Wording): Markdown | null {
  const text = writtenText(parts);
  if (text === "") return empty === "" ? null : md`- ${name}: ${empty}`;
  return md`- ${name}: ${text === "*" ? wording.text`any` : code(text)}`;
}

const mostTypes = 3;

/**
 * The resource types whose ARNs those of a pattern are: `table/*` is about tables, though it also matches their indexes. Where it may
 * be about several, which only signs tell apart, such as buckets and objects, they are; none where they are too many.
 */
export function typesOf(arn: Arn, catalog: Catalog): readonly ResourceType[] {
  const service = textOf(arn.service);
  if (service === null || /[*?]/.test(service)) return [];
  const pattern = Pattern.of(arn.resource);
  if (pattern.isAny) return [];
  const fitting = (catalog.arnTypes(service) ?? []).flatMap((type) =>
    type.arns.flatMap((format) => {
      const [, , , region = "", account = "", ...rest] = format.split(":");
      const resource = rest.join(":").replace(/\$\{[^{}]*\}/g, "*");
      const fits =
        (region === "") === (arn.region.length === 0) &&
        (account === "") === (arn.account.length === 0) &&
        pattern.overlaps(Pattern.of(resource));
      return fits ? [{ type, fixed: resource.replaceAll("*", ""), isWhole: Pattern.of(resource).covers(pattern) }] : [];
    }),
  );
  // The format with the most that is fixed says the most: an object is not a bucket with a slash in its name.
  const most = Math.max(...fitting.map(({ fixed, isWhole }) => (isWhole ? fixed.length : -1)));
  const best = fitting
    .filter(({ fixed, isWhole }) => most < 0 || (isWhole ? fixed.length === most : !/\w/.test(fixed)))
    .map(({ type }) => type);
  // Several services may have a type of the same name, with the same ARNs.
  return new Set(best.map(({ name }) => name)).size > mostTypes ? [] : best;
}
