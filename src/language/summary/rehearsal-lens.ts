/** The line above an SCP or RCP: what it would take away, and from whom. */
import type { RehearsalReport } from "../../analysis/rehearsal/report";
import { numbered } from "../words";

/** "Would take 3 permissions from 2 roles of this workspace". Plain text. */
export function rehearsalTitle({ holders }: Pick<RehearsalReport, "holders">): string {
  const losing = holders.losing.filter(({ lost }) => lost.length > 0);
  const open = holders.losing.length - losing.length;
  const perhaps = open > 0 ? `; of ${open} more nobody knows` : "";
  if (holders.count === 0) return "No role or user of this workspace has a policy that it could limit";
  if (losing.length === 0)
    return `Would take nothing from the ${those(holders.count, "role or user", "roles and users")} of this workspace${perhaps}`;
  const lost = new Set(losing.flatMap((one) => one.lost.flatMap(({ actions }) => actions)));
  const users = losing.filter(({ kind }) => kind === "user").length;
  const whom =
    users === 0
      ? numbered(losing.length, "role")
      : users === losing.length
        ? numbered(users, "user")
        : those(losing.length, "role or user", "roles and users");
  return `Would take ${numbered(lost.size, "permission")} from ${whom} of this workspace${perhaps}`;
}

function those(count: number, one: string, several: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${several}`;
}
