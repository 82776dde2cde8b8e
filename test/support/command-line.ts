import { planeguard } from "./terminal";

/** The options of a command, as its help lists them: `--format`. */
export async function planeguardOptions(command: string): Promise<string[]> {
  const { out } = await planeguard(".", [command, "--help"]);
  return [...out.matchAll(/--[a-z][a-z-]+/g)].map((match) => match[0]);
}
