/** The state of the posture view: what is being collected, what is known, and why nothing is. */
import * as vscode from 'vscode';
import type { Posture, PostureFailure, PostureRequest } from '../../account/posture';
import type { AccountChoice } from './account-choice';

/** `idle` is before the first collection, and after one that was cancelled with nothing to show. */
export type PostureState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly posture: Posture | null }
  | { readonly kind: 'ready'; readonly posture: Posture }
  | { readonly kind: 'failed'; readonly failure: PostureFailure };

type Collect = typeof import('../../account/account').collectPosture;

export class PostureSession implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<PostureState>();
  readonly onDidChange = this.changed.event;
  private current: PostureState = { kind: 'idle' };
  private running: AbortController | undefined;

  constructor(private readonly choice: AccountChoice, private readonly log: vscode.LogOutputChannel) {}

  get state(): PostureState {
    return this.current;
  }

  /** What is known, also while it is being collected anew. */
  get posture(): Posture | null {
    return this.current.kind === 'ready' || this.current.kind === 'loading' ? this.current.posture : null;
  }

  /**
   * Collects the posture of the chosen account; a collection under way is given up. `keep` shows what was known until
   * the new one is whole. `mfaCode` is left out where nobody may be disturbed.
   */
  async collect({ keep, mfaCode }: { keep: boolean; mfaCode?: PostureRequest['mfaCode'] }): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    this.running?.abort();
    const running = (this.running = new AbortController());
    const before = keep ? this.posture : null;
    this.become({ kind: 'loading', posture: before });
    const outcome = await this.outcome({
      ...this.request(),
      signal: running.signal,
      mfaCode,
      onProgress: soFar => {
        if (this.running === running && !before) this.become({ kind: 'loading', posture: soFar });
      },
    });
    if (this.running !== running) return;
    this.running = undefined;
    if ('posture' in outcome) this.become({ kind: 'ready', posture: outcome.posture });
    else if (outcome.failure.kind === 'cancelled') this.become(before ? { kind: 'ready', posture: before } : { kind: 'idle' });
    else this.become({ kind: 'failed', failure: outcome.failure });
  }

  cancel(): void {
    this.running?.abort();
  }

  dispose(): void {
    this.running?.abort();
    this.running = undefined;
    this.changed.dispose();
  }

  private request(): PostureRequest {
    const { current } = this.choice;
    return current.kind === 'demo' ? { demo: true } : { profile: current.name };
  }

  private async outcome(request: PostureRequest): ReturnType<Collect> {
    try {
      const { collectPosture } = await import('../../account/account');
      const outcome = await collectPosture(request);
      const failures = 'posture' in outcome ? outcome.posture.failures : 'message' in outcome.failure ? [outcome.failure.message] : [];
      for (const failure of failures) this.log.warn(failure);
      return outcome;
    } catch (error) {
      this.log.error('The posture could not be collected.', error as Error);
      return { failure: { kind: 'error', message: error instanceof Error ? error.message : String(error) } };
    }
  }

  private become(state: PostureState): void {
    this.current = state;
    this.changed.fire(state);
  }
}
