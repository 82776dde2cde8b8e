/** A use of an operation, as it stands in the code: what is known before AWS's tables are asked. */
import type { SyntaxNode } from "../source/syntax-tree";
import type { At } from "./following";
import { type Surety, suretyByName, suretyIn, suretyInThings, suretyOfThings } from "./surety";
import type { CallSyntax } from "./syntax";
import type { Thing } from "./things";

export interface Use {
  /** The service as `Thing` has it. */
  readonly service: string;
  /** In any spelling. */
  readonly operation: string;
  readonly given: Given;
  /** Why it is only likely; absent where it is certain. */
  readonly because?: string;
  /** Where the name is no known operation, it is the method of a helper, and nobody's business. */
  readonly isOptional?: boolean;
}

export type Found = Use | { readonly reason: string };

/** What a call gives for a parameter of the API: null where it is not known to give anything, empty where it gives something that is not known. */
export interface Given {
  (parameter: string): readonly Thing[] | null;
  /** Whether it certainly gives it; where this is not here, what it gives says it. */
  readonly surely?: (parameter: string) => Surety;
}

/** Whether a parameter is certainly given. */
export function suretyGiven(given: Given, parameter: string): Surety {
  return given.surely?.(parameter) ?? suretyOfThings(given(parameter));
}

function surely(given: Given, surety: (parameter: string) => Surety): Given {
  return Object.assign((parameter: string) => given(parameter), { surely: surety });
}

export const givenNothing: Given = () => null;

/** Of what is called elsewhere, with parameters that nobody here knows. */
export const givenUnknown: Given = surely(givenNothing, () => "perhaps");

/** The entries of an object as parameters. */
export function givenIn(things: readonly Thing[], at: At, node: SyntaxNode): Given {
  const found: Given = (parameter) => {
    const built = things.flatMap((thing) => {
      const value =
        thing.kind === "sdk" && thing.sdk.kind === "request"
          ? thing.sdk.given?.get(parameter.toLowerCase())
          : undefined;
      return value ? [value] : [];
    });
    if (built.length > 0) return built.flat();
    const objects = at.flow.objectsIn(things);
    if (objects.length === 0) return null;
    const found = at.flow.member(objects, parameter, { file: at.file, node }, at.frame);
    if (found.length > 0) return found;
    const isGiven = objects.some(({ file, node: object }) =>
      (file.code.entries(object) ?? []).some(({ key }) => key === parameter),
    );
    return isGiven ? [] : null;
  };
  return surely(found, (parameter) => suretyInThings(things, parameter, at, node));
}

/** An argument of a call as an object of parameters. */
export function givenAt(call: CallSyntax, index: number, at: At): Given {
  const argument = call.arguments[index];
  if (!argument) return givenNothing;
  const found = givenIn(at.flow.value(at.file, argument.value, at.frame), at, call.node);
  return surely(found, (parameter) => suretyIn(argument.value, parameter, at, call.node));
}

/** Fields of a form with which an object is put, and what they are in a request (Amazon S3 API Reference: "POST Object"). */
const fields: Readonly<Record<string, string>> = { ACL: "acl", Tagging: "tagging" };

/** What the fields of a presigned form give beside its parameters. */
export function withFields(own: Given, node: SyntaxNode, at: At): Given {
  const given = own("Fields");
  const inFields = given && givenIn(given, at, node);
  const fieldOf = (parameter: string): string | undefined => (inFields ? fields[parameter] : undefined);
  const found: Given = (parameter) => {
    const field = fieldOf(parameter);
    return own(parameter) ?? (field === undefined ? null : inFields!(field));
  };
  return surely(found, (parameter) => {
    const field = fieldOf(parameter);
    return field === undefined ? suretyGiven(own, parameter) : suretyGiven(inFields!, field);
  });
}

/** Named arguments as parameters. */
export function givenByName(call: CallSyntax, at: At): Given {
  const found: Given = (parameter) => {
    const own = call.arguments.find(({ name }) => name === parameter);
    if (own) return at.flow.value(at.file, own.value, at.frame);
    const spread = call.arguments.filter(({ isSpread }) => isSpread);
    if (spread.length === 0) return null;
    const things = spread.flatMap(({ value }) => at.flow.value(at.file, value, at.frame));
    return givenIn(things, at, call.node)(parameter);
  };
  return surely(found, (parameter) => suretyByName(call, parameter, at));
}

/** Parameters that are known beforehand, and those of the call. */
export function givenBoth(before: ReadonlyMap<string, readonly Thing[]> | undefined, own: Given): Given {
  const found: Given = (parameter) => own(parameter) ?? before?.get(parameter) ?? null;
  return surely(found, (parameter) => (before?.has(parameter) ? "given" : suretyGiven(own, parameter)));
}
