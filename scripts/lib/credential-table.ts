/** docs/credentials.md: how many fixtures show each kind of credential in each kind of file. */
import { credentialKinds, credentialPlaces } from "../../test/support/credential-places";
import { type Fixture, readFixtures } from "../../test/support/fixtures";
import { heading, table } from "./coverage";

const patterns = ["credentials/static-provider", "credentials/workflow-key", "credentials/shadows-role"];

/** The kind of what a fixture is about: rules that speak of two are told apart by the text. */
function kindOf({ ruleId, text }: Fixture): string {
  if (patterns.includes(ruleId)) return "static pattern";
  const kinds = credentialKinds.filter((kind) => kind.ruleId === ruleId);
  if (kinds.length < 2) return kinds[0]?.title ?? "id alone";
  return kinds[/\bASIA|bedrock-api-key-/.test(text) ? 1 : 0]!.title;
}

/** Each cell counts what must be found and what must not be. */
export function credentialTable(): string {
  const fixtures = readFixtures().filter(({ ruleId, kind }) => ruleId.startsWith("credentials/") && kind !== "fixed");
  const columns = [...credentialKinds.map(({ title }) => title), "id alone", "static pattern"];
  const written = new Set(credentialKinds.map(({ title }) => title));
  const cell = (place: string, column: string): string => {
    const own = fixtures.filter((fixture) => kindOf(fixture) === column && placeOf(fixture) === place);
    const count = (kind: Fixture["kind"]) =>
      own.filter((fixture) => fixture.kind === kind).length + (written.has(column) && place !== "other" ? 1 : 0);
    const [found, silent] = [count("found"), count("silent")];
    return found + silent === 0 ? "" : `${found} / ${silent}`;
  };
  const places = [
    ...credentialPlaces.map(({ title }) => title),
    ...(fixtures.some((fixture) => placeOf(fixture) === "other") ? ["other"] : []),
  ];
  return (
    heading(
      "Static credentials",
      "Each kind of credential in each kind of file: how many fixtures must be found / how many look-alikes must not. One of each is written into every place by `test/support/credential-places.ts`; the others stand in `test/fixtures/rules/credentials`.",
    ) +
    table(
      ["In", ...columns],
      places.map((place) => [place, ...columns.map((column) => cell(place, column))]),
    )
  );
}

function placeOf({ name }: Fixture): string {
  return credentialPlaces.find(({ has }) => has.test(name))?.title ?? "other";
}
