/** Whose account the posture view shows. */
import type * as vscode from "vscode";

export type Choice =
  | { readonly kind: "demo" }
  /** No name: the default chain of the SDKs (environment, default profile, instance role). */
  | { readonly kind: "profile"; readonly name?: string | undefined }
  /** Several beside each other. */
  | { readonly kind: "profiles"; readonly names: readonly string[] }
  /** Every account of the organization that the profile, or the demo account, belongs to. */
  | { readonly kind: "organization"; readonly name?: string | undefined; readonly demo?: boolean };

const key = "planeguard.account";

/**
 * The person's own pick, kept for all their windows and never read from a workspace: a cloned folder must not choose
 * whose credentials are used. `AWS_PROFILE` wins over a picked profile, as it does in every other AWS tool, and
 * `PLANEGUARD_DEMO=1` begins with the demo account.
 */
export class AccountChoice {
  private picked: Choice | undefined;

  constructor(
    private readonly state: vscode.Memento,
    private readonly environment: NodeJS.ProcessEnv = process.env,
  ) {
    this.picked = environment.PLANEGUARD_DEMO === "1" ? { kind: "demo" } : state.get<Choice>(key);
  }

  /** The profile that `AWS_PROFILE` prescribes. */
  get prescribed(): string | undefined {
    return this.environment.AWS_PROFILE || undefined;
  }

  get current(): Choice {
    const { picked, prescribed } = this;
    if (picked?.kind === "demo" || picked?.kind === "profiles") return picked;
    if (picked?.kind === "organization")
      return picked.demo ? picked : { kind: "organization", name: prescribed ?? picked.name };
    return { kind: "profile", name: prescribed ?? picked?.name };
  }

  /** The profiles that it takes; null stands for the default chain. The demo account takes none. */
  get profiles(): readonly (string | null)[] {
    const { current } = this;
    if (current.kind === "demo" || (current.kind === "organization" && current.demo)) return [];
    return current.kind === "profiles" ? current.names : [current.name ?? null];
  }

  async pick(choice: Choice): Promise<void> {
    this.picked = choice;
    await this.state.update(key, choice);
  }
}
