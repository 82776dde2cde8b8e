/** On what a call is: its parameters, put into the ARN patterns of the catalogue. */
import type { Catalog, ResourceType } from "../../catalog/catalog";
import { isAskedToo } from "../knowledge/call-resource-types";
import { listsParameters, parametersOf } from "../knowledge/call-resources";
import type { CallResource, ResourceVariable } from "./call";
import type { Stretch, Thing } from "./things";

/** What is given at a path of parameters: null where nothing is known to be given, empty where its value is not known. */
export type GivenAt = (path: string) => readonly Thing[] | null;

export const anything: CallResource = { type: null, pattern: "*", variables: [] };

/** The actions are verbs on paths (Amazon API Gateway: "Resource format of permissions"): which path an operation has is not known here. */
const ofApiGateway: CallResource = { type: null, pattern: "arn:*:apigateway:*::/*", variables: [] };

/** Of how many resources one call says that they are meant. */
const most = 8;
/** Where nothing tells the types apart, more of them than these say nothing. */
const mostTypes = 3;

/** What an action is asked for by a call with these parameters. */
export function resourcesOf(action: string, given: GivenAt, catalog: Catalog): readonly CallResource[] {
  const [prefix = "", name = ""] = action.split(":");
  const service = catalog.service(prefix);
  const listed = service?.action(name)?.resourceTypes ?? [];
  const types = listed.flatMap(({ name: type, required }) => {
    const found = service?.resourceType(type);
    // What a type is called in two versions of a service are two.
    return (found?.arns ?? []).map((arn) => ({ type: { ...found!, arns: [arn] }, required }));
  });
  if (types.length === 0) return [anything];
  if (prefix === "apigateway") return [ofApiGateway];
  const known = types.filter(({ type }) => isGiven(prefix, type, given));
  const isKnown = (parameter: string) => [...either(parameter)].some((one) => given(one) !== null);
  const also = types.filter(
    ({ type, required }) =>
      (required && partsIn(type).length === 0 && !ofMarketplace.test(type.name)) ||
      isAskedToo(action, { name: type.name, required }, isKnown),
  );
  const chosen =
    known.length > 0 ? [...known, ...also.filter((one) => !known.includes(one))] : unknownTypes(prefix, types);
  const found = chosen
    .flatMap(({ type }) => filled(prefix, type, given))
    .filter(({ pattern }) => !ofOtherType.test(pattern));
  return found.length > 0 ? found : [anything];
}

/** Where no parameter tells which type it is. */
function unknownTypes(
  prefix: string,
  types: readonly { type: ResourceType; required: boolean }[],
): readonly { type: ResourceType }[] {
  const required = types.filter((one) => one.required);
  if (required.length > 0) return required.length <= mostTypes ? required : [];
  const usual = types.filter(({ type }) =>
    partsIn(type).some((part) => parametersOf(prefix, type.name, part)[0] !== part),
  );
  return usual.slice(0, 1);
}

/** One parameter names instances of both types (AWS Systems Manager: "Managed node IDs"). */
const ofOtherType = /:(?:managed-instance\/i-|instance\/mi-)/;

/** What stands for models that are bought, which no call names. */
const ofMarketplace = /marketplace/i;

const fixed: ReadonlySet<string> = new Set(["Partition", "Region", "Account"]);

/** The parts of the ARN that are this type's own: `BucketName`, `ObjectName`. */
function partsIn({ arns }: ResourceType): string[] {
  return Array.from((arns[0] ?? "").matchAll(/\$\{(\w{1,80})\}/g), ([, part]) => part!).filter(
    (part) => !fixed.has(part),
  );
}

/** Whether a parameter says which one of this type. */
function isGiven(prefix: string, type: ResourceType, given: GivenAt): boolean {
  const last = partsIn(type).at(-1);
  return ["#arn", "#url", ...(last === undefined ? [] : [last])].some(
    (part) => valueOf(prefix, type, part, given) !== null,
  );
}

/** The first letter of names is a matter of the service, and of the language. */
function either(name: string): Iterable<string> {
  const [first, rest] = [name.charAt(0), name.slice(1)];
  return new Set([name, first.toLowerCase() + rest, first.toUpperCase() + rest]);
}

function valueOf(prefix: string, type: ResourceType, part: string, given: GivenAt): readonly Thing[] | null {
  const names = parametersOf(prefix, type.name, part);
  // `ScheduleName` of a schedule is its `Name`.
  const isOwn =
    !listsParameters(prefix, type.name, part) &&
    part.toLowerCase() === `${type.name.replace(/[^A-Za-z]/g, "").toLowerCase()}name`;
  for (const name of isOwn ? [...names, "Name"] : names) {
    for (const one of name.includes(".") ? [name] : either(name)) {
      const value = given(one.replace("*", ""));
      if (value) return name.endsWith("*") ? value.map(withRest) : value;
    }
  }
  return null;
}

/** `/app` of a path is all that is below it. */
function withRest(thing: Thing): Thing {
  return thing.kind === "text" ? { ...thing, stretches: [...thing.stretches, "*"] } : thing;
}

function filled(prefix: string, type: ResourceType, given: GivenAt): CallResource[] {
  const whole = valueOf(prefix, type, "#arn", given) ?? valueOf(prefix, type, "#url", given);
  if (whole) {
    const isUrl = valueOf(prefix, type, "#arn", given) === null;
    return variants(whole).map((stretches) => wholeOf(type, stretches, isUrl));
  }
  const parts = partsIn(type);
  let found: CallResource[] = [{ type: type.name, pattern: plainPattern(type), variables: [] }];
  for (const part of parts) {
    const values = variants(valueOf(prefix, type, part, given) ?? []);
    found = found.flatMap((one) => values.map((stretches) => putIn(one, part, stretches))).slice(0, most);
  }
  return found;
}

function plainPattern({ arns }: ResourceType): string {
  return (arns[0] ?? "*").replace(/\$\{(?:Partition|Region|Account)\}/g, "*");
}

/** Every text that a value may be; one that is not known where there is none. */
function variants(things: readonly Thing[]): readonly (readonly Stretch[])[] {
  const texts = things.flatMap((thing) => (thing.kind === "text" ? [thing.stretches] : []));
  return texts.length > 0 && texts.length === things.length ? texts : [...texts, [null]];
}

function written(stretches: readonly Stretch[], part: string): { text: string; variables: ResourceVariable[] } {
  const variables: ResourceVariable[] = [];
  const text = stretches
    .map((one) => {
      // A name that is empty is still to be filled in.
      if (one === null || (one === "" && stretches.length === 1)) return "*";
      if (typeof one === "string") return one;
      variables.push({ name: one.variable, part, span: one.span });
      return `\${${one.variable}}`;
    })
    .join("");
  return { text: text.slice(0, 2000).replace(/\*{2,}/g, "*"), variables };
}

function putIn(resource: CallResource, part: string, stretches: readonly Stretch[]): CallResource {
  const { text, variables } = written(stretches, part);
  const all = [...resource.variables, ...variables];
  const hole = `\${${part}}`;
  // A parameter that takes a name takes an ARN as well.
  if (text.startsWith("arn:")) {
    const rest = resource.pattern.slice(resource.pattern.indexOf(hole) + hole.length);
    return { ...resource, pattern: text + rest, variables: all };
  }
  return { ...resource, pattern: resource.pattern.replace(hole, () => nameIn(resource, part, text)), variables: all };
}

/** How a name stands in an ARN. */
function nameIn({ pattern }: CallResource, part: string, text: string): string {
  if (part === "ParameterNameWithoutLeadingSlash") return text.replace(/^\//, "");
  // Secrets Manager adds six characters.
  if (part === "SecretId") return text.endsWith("*") || /-\w{6}$/.test(text) ? text : `${text}-??????`;
  if (part === "KeyId" && pattern.includes(":kms:") && text.startsWith("alias/")) return "*";
  return text;
}

/** An ARN, or the URL of a queue. */
function wholeOf(type: ResourceType, stretches: readonly Stretch[], isUrl: boolean): CallResource {
  const { text, variables } = written(stretches, isUrl ? "Url" : "Arn");
  const [, region, account, name] =
    /^https:\/\/sqs\.([\w-]{1,40}|\*)\.amazonaws\.com\/(\d{12}|\*)\/([\w*.-]{1,100})$/.exec(text) ?? [];
  if (name !== undefined) return { type: type.name, pattern: `arn:*:sqs:${region}:${account}:${name}`, variables };
  const isWhole = text.startsWith("arn:") || (variables.length === 1 && text === `\${${variables[0]!.name}}`);
  if (isWhole) return { type: type.name, pattern: text, variables };
  return { type: type.name, pattern: plainPattern(type).replace(/\$\{\w{1,80}\}/g, "*"), variables: [] };
}
