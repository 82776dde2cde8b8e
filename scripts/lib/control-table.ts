/** docs/controls.md: the controls of the CIS benchmark and of Security Hub, and the checks that are about them. */
import { confirmedBy, controls } from "../../src/account/checks/benchmarks";
import type { Check } from "../../src/account/checks/check";

export function controlTable(checks: readonly Check[]): string {
  const link = (id: string): string => `[${id}](checks/${id}.md)`;
  const v7 = (ids: readonly string[]): string =>
    [...new Set(checks.filter(({ id }) => ids.includes(id)).flatMap(({ cis }) => cis))].join(", ");
  const rows = controls.map((control) => {
    const { title, v3, v5, checks: ids, why, part } = control;
    const about = [ids.map(link).join(", "), part ?? why ?? ""].filter(Boolean).join(". ");
    return `| ${v3} | ${v5 ?? "none"} | ${v7(ids)} | ${title} | ${confirmedBy(control) ?? "not confirmed"} | ${about} |`;
  });
  const hub = new Map<string, string[]>();
  for (const { id, securityHub } of checks)
    for (const control of securityHub) hub.set(control, [...(hub.get(control) ?? []), id]);
  const byName = [...hub].sort(([one], [other]) => one.localeCompare(other, "en", { numeric: true }));
  return `<!-- Written by \`npm run generate\`. -->

# Controls

Which check is about which control of the CIS AWS Foundations Benchmark, by its versions, and why some have none. \`planeguard posture --format json\` names them at each check: \`cis\` (7.0.0), \`cisByVersion\` and
\`securityHub\`. The numbers of version 6 are not known to the project, so that it has no column. Those of versions 3 and 5 are confirmed where AWS's documentation names both at the control of Security Hub; those of version 7 were not compared with a source.

| 3.0.0 | 5.0.0 | 7.0.0 | Control | Confirmed by | Checks |
|---|---|---|---|---|---|
${rows.join("\n")}

## Security Hub

| Control | Checks |
|---|---|
${byName.map(([control, ids]) => `| ${control} | ${ids.map(link).join(", ")} |`).join("\n")}
`;
}
