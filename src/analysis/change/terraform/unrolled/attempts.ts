/** What Terraform's `try` and `can` give: whether an expression fails. */
import type { Known } from "./known";

/** Whether an expression has a value: surely, surely not, or nobody knows. */
type Outcome = "sure" | "failed" | "open";

export class Attempts {
  /** Of the expression that is tried. */
  private outcome: Outcome = "sure";

  /** What is noted while an expression is computed. */
  note(outcome: Outcome): void {
    if (this.outcome !== "failed") this.outcome = outcome;
  }

  /** The first that does not fail; null where nobody knows which one that is. */
  tried(expressions: readonly (() => Known | null)[]): Known | null {
    for (const one of expressions) {
      const { value, outcome } = this.attempt(one);
      if (outcome === "sure" && value) return value;
      if (outcome === "failed") continue;
      // Of what is given nothing but its first value is asked.
      return null;
    }
    this.note("failed");
    return null;
  }

  /** Whether an expression does not fail. */
  succeeds(expression: (() => Known | null) | undefined): Known | null {
    const { value, outcome } = expression ? this.attempt(expression) : { value: null, outcome: "open" };
    if (outcome === "failed") return { kind: "boolean", value: false };
    return outcome === "sure" && value ? { kind: "boolean", value: true } : null;
  }

  private attempt(expression: () => Known | null): { readonly value: Known | null; readonly outcome: Outcome } {
    const outer = this.outcome;
    this.outcome = "sure";
    const value = expression();
    const { outcome } = this;
    this.outcome = outer;
    return { value, outcome };
  }
}
