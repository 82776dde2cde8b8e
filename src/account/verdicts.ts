/** Verdicts while the sections are still coming in. */
import { runCheck, type Check } from './checks/check';
import { checks } from './checks/generated/index';
import type { CheckResult } from './posture';
import type { SectionName, Snapshot } from './snapshot';

/** A check is judged once, when all of its sections have come in, or will not. */
export class Verdicts {
  private readonly finished = new Set<SectionName>();
  private readonly results = new Map<string, CheckResult>();

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
      this.results.set(check.id, runCheck(check, snapshot, now));
    }
    return this.results.size > before;
  }

  private isReady(check: Check): boolean {
    return check.sections.every(name => this.finished.has(name));
  }
}
