/** What a model gives to a tool: a JSON schema that both protocols publish, and the values that hold to it. */
import { plain } from "../language/diagnostics";

export interface TextProperty {
  readonly type: "string";
  readonly enum?: readonly string[];
  readonly description?: string;
}

export type Property = { readonly description: string } & (
  | TextProperty
  | { readonly type: "integer" | "boolean" }
  | { readonly type: "array"; readonly items: TextProperty }
);

export interface InputSchema {
  readonly type: "object";
  readonly properties: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
}

type TextOf<Of> = Of extends { readonly enum: readonly (infer Name)[] } ? Name : string;
type ValueOf<Of> = Of extends { readonly type: "array"; readonly items: infer Item }
  ? readonly TextOf<Item>[]
  : Of extends { readonly type: "integer" }
    ? number
    : Of extends { readonly type: "boolean" }
      ? boolean
      : TextOf<Of>;

/** The values that `checkedInput` lets through. */
export type InputOf<Schema extends InputSchema> = {
  readonly [Name in keyof Schema["properties"]]?: ValueOf<Schema["properties"][Name]> | undefined;
};

/** In UTF-16 units: no document is read that is longer. */
const longestText = 2 * 1024 * 1024;

/** The value, where it holds to the schema; null stands for what is left out. Throws a sentence that tells the model what to give instead. */
export function checkedInput<Schema extends InputSchema>(schema: Schema, value: unknown): InputOf<Schema> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("The arguments of a tool are an object.");
  const given = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  const names = Object.keys(schema.properties);
  for (const [name, one] of given) {
    const property = names.includes(name) ? schema.properties[name] : undefined;
    if (!property) throw new Error(`There is no argument "${shown(name)}"; there are ${names.join(", ")}.`);
    const wrong = mistakeIn(property, one);
    if (wrong !== null) throw new Error(`"${name}" must be ${wrong}.`);
  }
  const missing = schema.required?.find((name) => !given.some(([one]) => one === name));
  if (missing !== undefined) throw new Error(`Give "${missing}": ${schema.properties[missing]?.description ?? ""}`);
  return Object.fromEntries(given) as InputOf<Schema>;
}

/** What it must be; null: it is. */
function mistakeIn(property: Property, value: unknown): string | null {
  switch (property.type) {
    case "integer":
      return Number.isSafeInteger(value) && Number(value) > 0 ? null : "a whole number from 1";
    case "boolean":
      return typeof value === "boolean" ? null : "true or false";
    case "array": {
      const { items } = property;
      return Array.isArray(value) && value.length <= 100 && value.every((one) => textMistake(items, one) === null)
        ? null
        : `a list of ${items.enum ? choices(items.enum) : "texts"}`;
    }
    case "string":
      return textMistake(property, value);
  }
}

function textMistake({ enum: names }: TextProperty, value: unknown): string | null {
  if (typeof value !== "string") return "a text";
  if (names && !names.includes(value)) return choices(names);
  return value.length > longestText ? "a text of at most 2 MB" : null;
}

const choices = (names: readonly string[]) => `one of ${names.join(", ")}`;

/** A word of the model's, for a sentence of ours. */
export function shown(text: string): string {
  return plain(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
