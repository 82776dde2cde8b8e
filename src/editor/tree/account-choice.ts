/** Whose account the posture view shows. */
import type * as vscode from 'vscode';

export type Choice =
  | { readonly kind: 'demo' }
  /** No name: the default chain of the SDKs (environment, default profile, instance role). */
  | { readonly kind: 'profile'; readonly name?: string | undefined };

const key = 'planeguard.account';

/**
 * The person's own pick, kept for all their windows and never read from a workspace: a cloned folder must not choose
 * whose credentials are used. `AWS_PROFILE` wins over a picked profile, as it does in every other AWS tool, and
 * `PLANEGUARD_DEMO=1` begins with the demo account.
 */
export class AccountChoice {
  private picked: Choice | undefined;

  constructor(private readonly state: vscode.Memento, private readonly environment: NodeJS.ProcessEnv = process.env) {
    this.picked = environment.PLANEGUARD_DEMO === '1' ? { kind: 'demo' } : state.get<Choice>(key);
  }

  /** The profile that `AWS_PROFILE` prescribes. */
  get prescribed(): string | undefined {
    return this.environment.AWS_PROFILE || undefined;
  }

  get current(): Choice {
    if (this.picked?.kind === 'demo') return this.picked;
    return { kind: 'profile', name: this.prescribed ?? this.picked?.name };
  }

  async pick(choice: Choice): Promise<void> {
    this.picked = choice;
    await this.state.update(key, choice);
  }
}
