/**
 * Asks git what has changed before the thread of `check` starts. Git and the engine's bundles take as long as each other, and a process is
 * started in the least time while no other thread writes to memory.
 */
import type { ListedRepository, Listing } from "../../workspace/git/listing";
import type { Call } from "../commands";

/** So many of the arguments may name the root of the repository. */
const mostPaths = 10;

export class ChangesAhead {
  private begun: { readonly base: string | null; readonly listing: Listing } | null = null;
  private paths: readonly string[] = [];

  constructor(private readonly folder: string) {}

  /** As far as the arguments tell before they are parsed. Whatever fails does so again when the command asks by itself. */
  async begin([command, ...rest]: readonly string[]): Promise<void> {
    const at = rest.indexOf("--changed");
    if (command !== "check" || at < 0 || rest.includes("--untrusted") || rest.includes("--watch")) return;
    const next = rest[at + 1];
    const base = next === undefined || next.startsWith("-") ? null : next;
    const { beginListing } = await import("../../workspace/git/listing");
    const listing = await beginListing(this.folder, base, [".", ...rest.slice(0, mostPaths)]).catch(() => null);
    this.begun = listing && { base, listing };
  }

  /** What has been parsed meanwhile: another question than was asked has no answer here. */
  isFor(call: Call): void {
    const { changed, untrusted, watch } = call.command === "check" ? call.request.options : {};
    const base = changed === true ? null : changed;
    if (base === undefined || base !== this.begun?.base || untrusted || watch) this.begun = null;
    else if (call.command === "check") this.paths = call.request.paths;
  }

  /** Null where nothing was asked, or a part of the repository alone: the thread asks by itself then. Once: a file that was mended may differ no more. */
  async take(): Promise<ListedRepository | null> {
    const { begun, folder, paths } = this;
    this.begun = null;
    if (!begun) return null;
    const { leadTo } = await import("../../workspace/git/listing");
    return (await leadTo(begun.listing.top, folder, paths)) ? begun.listing.listed : null;
  }
}
