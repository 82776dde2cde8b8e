/** In which language a command speaks: `--locale`, else what the environment says. */
import { english, type Language } from "../wording/language";
import { knownLocales, languageOf } from "../workspace/locales";
import type { Terminal } from "./terminal";

/** Null, and a message, where somebody asks for a language that Planeguard does not have. What the environment has is only followed. */
export async function languageFor(asked: string | undefined, terminal: Terminal): Promise<Language | null> {
  if (asked === undefined) return (await languageOf(terminal.locale ?? "")) ?? english;
  const language = await languageOf(asked);
  if (!language)
    terminal.err(`planeguard: --locale knows ${(await knownLocales()).join(" and ")}, and not "${asked}"\n`);
  return language;
}
