/** The languages that Planeguard speaks: English, and those with a file in `l10n/`. */
import { listData, readData } from "../data/data-file";
import { english, type Language } from "../wording/language";

/** The build puts them beside the bundles; the package of the extension has them where VS Code looks for them alone. */
const folders = ["l10n", "../l10n"];
const bundle = /^bundle\.l10n\.([a-z]{2,3})\.json$/;

/** Of a locale as BCP 47 (`de-AT`) or POSIX (`de_DE.UTF-8`, `C`) writes it; null where there is none. */
export async function languageOf(locale: string): Promise<Language | null> {
  const [code = ""] = /^[a-z]{1,5}(?![a-z])/i.exec(locale) ?? [];
  const wanted = code.toLowerCase();
  if (wanted === english.locale || wanted === "c" || wanted === "posix") return english;
  const path = (await bundles()).get(wanted);
  if (path === undefined) return null;
  const texts = JSON.parse(new TextDecoder().decode(await readData(path))) as Language["texts"];
  return { locale: wanted, texts };
}

/** `de`, `en`. */
export async function knownLocales(): Promise<readonly string[]> {
  return [english.locale, ...(await bundles()).keys()].sort();
}

/** Their paths by their codes. */
async function bundles(): Promise<ReadonlyMap<string, string>> {
  for (const folder of folders) {
    const names = await listData(folder).catch(() => []);
    const found = names.flatMap((name) => {
      const [, code] = bundle.exec(name) ?? [];
      return code === undefined ? [] : [[code, `${folder}/${name}`] as const];
    });
    if (found.length > 0) return new Map(found);
  }
  return new Map();
}
