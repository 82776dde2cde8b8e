/** Programs of AWS CDK with the plain functions of their other files that they call, as if those stood in the same file: what one gives whom it is called with is read there. */
import { isCdkForm } from "../../analysis/change/cdk/program";
import { helpersOf } from "../../analysis/change/code/called-elsewhere";
import { instead, kept } from "../../analysis/change/pieces";
import { formOf } from "../../analysis/source/forms";
import { rewritten, type SideDocument, sourceOf } from "./documents";

type Sides = readonly SideDocument[];

/** Both sides, with such functions behind the texts of those that call them, each where it is first called. */
export async function withHelpers(before: Sides, after: Sides): Promise<readonly [before: Sides, after: Sides]> {
  const sides = [await withOwnHelpers(before), await withOwnHelpers(after)];
  const names = new Set(sides.flatMap((side) => side.flatMap(({ helpers }) => [...(helpers ?? [])])));
  if (names.size === 0) return [before, after];
  const isRead = (name: string, current: SideDocument): boolean =>
    sides.every((side) =>
      side.every(
        ({ document, source, helpers }) =>
          document.scope === current.document.scope || helpers?.has(name) || !source.text.includes(`${name}(`),
      ),
    );
  const [old, current] = sides.map((side) =>
    side.map((one) => {
      const read = [...names].filter((name) => one.source.text.includes(name) && isRead(name, one));
      return read.length > 0 ? { ...one, readByCallers: new Set(read) } : one;
    }),
  );
  return [old!, current!];
}

async function withOwnHelpers(sides: Sides): Promise<Sides> {
  const found: SideDocument[] = [];
  for (const side of sides) {
    const { source, document } = side;
    const mayCall = (source.imports?.length ?? 0) > 0 && isCdkForm(formOf(source));
    const helpers = mayCall ? helpersOf(await sourceOf(side)) : [];
    if (helpers.length === 0) {
      found.push(side);
      continue;
    }
    const behind = helpers.map(({ text, call }) => instead(call, `\n${text}\n`));
    const names = new Set(helpers.map(({ name }) => name));
    found.push({ ...rewritten(side, [kept(document, 0, document.text.length), ...behind]), helpers: names });
  }
  return found;
}
