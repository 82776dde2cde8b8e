/** Takes keys out of Dockerfiles: the variables of ENV and ARG, and what RUN exports. */
import { DockerfileParser, type Instruction, type Property, PropertyInstruction } from "dockerfile-ast";

import { addTo } from "../../group-by";
import { unquoted } from "../../scan";
import { applyEdits, LineIndex, linesAround, type Span, type TextEdit } from "../../text";
import type { RoleShadow } from "../data/role-shadow";
import type { CredentialFix } from "../fix";
import { roleOfName } from "../names";
import { commandRemoval } from "./command-removal";
import { withoutElements } from "./elements";
import { isRead } from "./line-removal";

const fixTitle = "Remove the key from the image; the role of the task or pod takes its place";

const buildTitle = "Remove the key from the image; a secret of the build or a role takes its place";

/** The removal of all parts of a key. Nothing where one of them is more than a variable's value, or the variable is still read. */
export function dockerfileFixes(text: string, parts: readonly Span[]): CredentialFix[] {
  if (hasLoneReturns(text)) return [];
  const file = new Dockerfile(text);
  const byInstruction = new Map<Instruction, Span[]>();
  for (const part of parts) {
    const instruction = file.instructionAt(part);
    if (!instruction) return [];
    addTo(byInstruction, instruction, part);
  }
  const variables: Property[] = [];
  const edits: TextEdit[] = [];
  const names: string[] = [];
  for (const [instruction, own] of byInstruction) {
    const set = file.variablesIn(instruction, own);
    const removal = set ? null : file.removal(instruction, own);
    if (!set && !removal) return [];
    variables.push(...(set ?? []));
    edits.push(...(removal?.edits ?? []));
    names.push(...(removal?.names ?? []));
  }
  variables.push(...file.filledFrom(variables));
  const removed = file.instructionsWithout(variables);
  if (!removed) return [];
  const all = [...edits, ...removed].sort((a, b) => a.span.start - b.span.start);
  const rest = applyEdits(text, all);
  if ([...names, ...variables.map((variable) => variable.getName())].some((name) => isRead(rest, name))) return [];
  // What a build signs in with has to come from somewhere else; arguments are there for nothing but the build.
  const isBuild = [...byInstruction.keys()].some((instruction) => instruction.getKeyword() !== "ENV");
  return [{ title: isBuild ? buildTitle : fixTitle, kind: isBuild ? "suggestion" : "safe", edits: all }];
}

/** A carriage return by itself ends a line for the parser, and for no builder. */
function hasLoneReturns(text: string): boolean {
  return /\r(?!\n)/.test(text);
}

/** Keys that ENV takes from arguments of the build: they stay in the image. With a token they soon end. */
export function findImageKeys(text: string): RoleShadow[] {
  if (!/AWS_ACCESS_KEY_ID["']?[= \t]+["']?\$/.test(text) || hasLoneReturns(text)) return [];
  const file = new Dockerfile(text);
  const set = file.properties("ENV");
  const [id, secret] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"].map((name) =>
    set.find((property) => property.getName() === name && filledBy(property) !== null),
  );
  if (!id || !secret || set.some((property) => /^AWS_SESSION_TOKEN$|ENDPOINT/i.test(property.getName()))) return [];
  return [{ at: file.span(id.getNameRange()), of: "image", fixes: () => file.withoutVariables([id, secret]) }];
}

/** The variable that is all of a value. */
function filledBy(property: Property): string | null {
  return (
    /^\$(?:\{(\w+)\}|(\w+))$/
      .exec(property.getValue() ?? "")
      ?.slice(1)
      .find((name) => name !== undefined) ?? null
  );
}

class Dockerfile {
  private readonly lines: LineIndex;
  private readonly instructions: readonly Instruction[];

  constructor(private readonly text: string) {
    this.lines = new LineIndex(text);
    this.instructions = DockerfileParser.parse(text).getInstructions();
  }

  instructionAt(part: Span): Instruction | null {
    return (
      this.instructions.find((instruction) => {
        const { start, end } = this.span(instruction.getRange());
        return start <= part.start && part.end <= end;
      }) ?? null
    );
  }

  removal(
    instruction: Instruction,
    parts: readonly Span[],
  ): { edits: readonly TextEdit[]; names: readonly string[] } | null {
    const given = instruction.getKeyword() === "RUN" ? instruction.getArgumentsRange() : null;
    const removal = given && commandRemoval(this.text, this.span(given), parts);
    return removal && (removal.whole ? { names: removal.names, edits: [this.withoutLines(instruction)] } : removal);
  }

  /** The variables of ENV or ARG whose values the parts are; null where one is more than a value, or of another instruction. */
  variablesIn(instruction: Instruction, parts: readonly Span[]): Property[] | null {
    if (!(instruction instanceof PropertyInstruction) || !/^(?:ENV|ARG)$/.test(instruction.getKeyword())) return null;
    const own = instruction.getProperties().filter((property) => parts.some((part) => this.isValue(property, part)));
    return own.length < parts.length ? null : own;
  }

  /** Variables with the names of keys that are filled from these and from nothing else. */
  filledFrom(variables: readonly Property[]): Property[] {
    const all = [...this.properties("ARG"), ...this.properties("ENV")];
    const names = new Set(variables.map((variable) => variable.getName()));
    const filled: Property[] = [];
    for (let before = -1; before !== filled.length;) {
      before = filled.length;
      for (const one of all) {
        if (filled.includes(one) || !names.has(filledBy(one) ?? "") || roleOfName(one.getName()) === null) continue;
        filled.push(one);
        names.add(one.getName());
      }
    }
    return filled;
  }

  properties(keyword: "ENV" | "ARG"): Property[] {
    return this.instructions.flatMap((instruction) =>
      instruction instanceof PropertyInstruction && instruction.getKeyword() === keyword
        ? instruction.getProperties()
        : [],
    );
  }

  /** Takes variables away, and the arguments of the build that only they were filled from. */
  withoutVariables(variables: readonly Property[]): CredentialFix[] {
    const edits = this.instructionsWithout(variables);
    const rest = edits && applyEdits(this.text, edits);
    if (!edits || rest === null || variables.some((variable) => isRead(rest, variable.getName()))) return [];
    const filling = this.properties("ARG").filter(
      (argument) =>
        argument.getValue() === null &&
        variables.some((variable) => filledBy(variable) === argument.getName()) &&
        !isRead(rest, argument.getName()),
    );
    const all = this.instructionsWithout([...variables, ...filling]);
    return all ? [{ title: fixTitle, kind: "suggestion", edits: all }] : [];
  }

  instructionsWithout(gone: readonly Property[]): TextEdit[] | null {
    const removals = this.instructions.flatMap((instruction) => {
      const own =
        instruction instanceof PropertyInstruction
          ? instruction
              .getProperties()
              .filter((property) =>
                gone.some((one) => this.span(one.getRange()).start === this.span(property.getRange()).start),
              )
          : [];
      return own.length > 0 ? [this.withoutProperties(instruction as PropertyInstruction, own)] : [];
    });
    return removals.includes(null) ? null : removals.flatMap((removal) => removal!.edits);
  }

  private withoutProperties(
    instruction: PropertyInstruction,
    gone: readonly Property[],
  ): { edits: TextEdit[]; names: string[] } | null {
    const properties = instruction.getProperties();
    const names = gone.map((property) => property.getName());
    if (gone.length === properties.length) return { names, edits: [this.withoutLines(instruction)] };
    const edits = withoutElements(properties, new Set(gone), (property) => this.span(property.getRange()));
    // A comment between the lines belongs to somebody.
    return edits.some(({ span }) => /\n[ \t]*#/.test(this.text.slice(span.start, span.end))) ? null : { edits, names };
  }

  private isValue(property: Property, part: Span): boolean {
    const range = property.getValueRange();
    const value = range && this.span(range);
    return (
      value !== null &&
      unquoted(this.text.slice(value.start, value.end)) === this.text.slice(part.start, part.end) &&
      value.start <= part.start &&
      part.end <= value.end
    );
  }

  private withoutLines(instruction: Instruction): TextEdit {
    return { span: linesAround(this.text, this.span(instruction.getRange())), newText: "" };
  }

  span({ start, end }: ReturnType<Instruction["getRange"]>): Span {
    return {
      start: this.lines.offset(start.line + 1, start.character + 1),
      end: this.lines.offset(end.line + 1, end.character + 1),
    };
  }
}
