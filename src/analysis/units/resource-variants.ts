/** Where one parameter of a call may mean one resource or another: what it needs to be allowed on. */
import type { TextPart } from "../value";
import { joined } from "./declared-names";

/** Profiles of several Regions begin with where these are (Amazon Bedrock: "Supported Regions and models for inference profiles"). */
const ofRegions = /^(?:us|eu|apac|au|jp|ca|sa|us-gov|global)\.(?=[a-z])/;
const modelMark = "::foundation-model/";
const documentMark = ":document/";

/** The resource itself where it can be but one. */
export function resourceVariants(parts: readonly TextPart[]): readonly (readonly TextPart[])[] {
  const at = parts.findIndex((part) => typeof part === "string" && /:(?:foundation-model|document)\//.test(part));
  const text = at < 0 ? "" : (parts[at] as string);
  const [first] = parts;
  const isOf = (service: string) => typeof first === "string" && first.startsWith(`arn:aws:${service}:`);
  if (isOf("bedrock") && text.includes(modelMark)) return models(parts, at, text);
  if (isOf("ssm") && text.startsWith(`${documentMark}AWS`)) return documents(parts, at);
  return [parts];
}

/** Whoever invokes a profile of inference needs the profile and its models; which one is meant may not be known. */
function models(parts: readonly TextPart[], at: number, text: string): readonly (readonly TextPart[])[] {
  // A client that is made for a Region writes it before the mark.
  const [region = "", name = ""] = text.split(modelMark);
  const [before, behind] = [parts.slice(0, at), parts.slice(at + 1)];
  const profile = (id: string) => [
    ...before,
    `${region}:`,
    { name: "AWS::AccountId" },
    `:inference-profile/${id}`,
    ...behind,
  ];
  if (name === "*" || (name === "" && behind.length > 0)) return [parts, profile(name)];
  if (!ofRegions.test(name)) return [parts];
  return [profile(name), [...before, `${region}${modelMark}${name.replace(ofRegions, "")}`, ...behind]];
}

/** Documents of AWS belong to no account, and are written with one, too. */
function documents(parts: readonly TextPart[], at: number): readonly (readonly TextPart[])[] {
  const isOwn = (part: TextPart) => typeof part !== "string" && part.name === "AWS::AccountId";
  const withoutAccount = parts.filter((part, index) => index !== at - 1 || !isOwn(part));
  return [parts, joined(withoutAccount)];
}
