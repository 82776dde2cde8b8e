/** The secrets of the fixtures, and whether an output shows a part of one. */
import { readFixtures } from "./fixtures";

export const credentialFixtures = readFixtures().filter(
  ({ ruleId, kind }) => ruleId.startsWith("credentials/") && kind === "found",
);

/** Stretches of a secret that nobody needs to see: longer than what a mask shows. */
function stretches(secret: string): string[] {
  const inner = secret.slice(4, -2);
  return Array.from({ length: Math.max(0, inner.length - 11) }, (_, at) => inner.slice(at, at + 12));
}

/** Everything in a text that only a placeholder of a key can have become. */
function secretsIn(text: string): string[] {
  return [
    ...text.matchAll(
      /A(?:KIA|SIA)Q[A-Z2-7]{15}|kT7\/[A-Za-z0-9+/]{36}|IQoJb3JpZ2luX2Vj\w{60,}|ABSK\w{110,}|B[A-P][A-Za-z0-9+/]{42}(?![A-Za-z0-9+/])|amzn\.mws\.[0-9a-f-]{36}|da2-[a-z2-7]{26}|[0-9a-f]{64}/g,
    ),
  ].map((match) => match[0]);
}

/** The beginnings of the secrets of a text of which the outputs show more than a mask does. */
export function shownSecrets(text: string, outputs: readonly string[]): string[] {
  return secretsIn(text)
    .filter((secret) => stretches(secret).some((stretch) => outputs.some((output) => output.includes(stretch))))
    .map((secret) => `${secret.slice(0, 4)}…`);
}
