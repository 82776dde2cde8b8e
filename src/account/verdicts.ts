/** Verdicts while the sections are still coming in. */
import type { Catalog } from "../catalog/catalog";
import { type Check, runCheck } from "./checks/check";
import { checks } from "./checks/generated/index";
import type { CheckResult } from "./posture";
import type { SectionName, Snapshot } from "./snapshot";

/** A check is judged once, when all of its sections have come in, or will not. */
export class Verdicts {
  private readonly finished = new Set<SectionName>();
  private readonly results = new Map<string, CheckResult>();
  /** undefined while it is being loaded; null: it could not be. */
  private catalog: Catalog | null | undefined;

  /** In the order of the checks. */
  get sofar(): CheckResult[] {
    return checks.flatMap(({ id }) => this.results.get(id) ?? []);
  }

  /** Judges what can be judged now that these sections are whole; without them: all the rest. Says whether there is anything new. */
  judge(snapshot: Snapshot, sections?: readonly SectionName[]): boolean {
    for (const name of sections ?? []) this.finished.add(name);
    const now = new Date();
    const before = this.results.size;
    for (const check of checks) {
      if (this.results.has(check.id) || (sections && !this.isReady(check))) continue;
      this.results.set(check.id, runCheck(check, snapshot, now, this.catalog ?? null));
    }
    return this.results.size > before;
  }

  /** What the checks of policies ask for. */
  provide(catalog: Catalog | null): void {
    this.catalog = catalog;
  }

  private isReady(check: Check): boolean {
    return (
      (!check.needsCatalog || this.catalog !== undefined) && check.sections.every((name) => this.finished.has(name))
    );
  }
}
