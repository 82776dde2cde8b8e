/** Which account a profile turned out to be, from earlier collections: for the picker, which asks AWS nothing. */
import type * as vscode from "vscode";

import type { AccountIdentity } from "../../../account/posture";

type Known = Readonly<Record<string, Pick<AccountIdentity, "id" | "alias">>>;

const key = "planeguard.knownAccounts";

export class KnownAccounts {
  constructor(private readonly state: vscode.Memento) {}

  /** `111122223333 (harbour-lights)`; null: it is not known. `told` is the account that the configuration names now. */
  describe(profile: string | null, told: string | null = null): string | null {
    const known = this.state.get<Known>(key, {})[profile ?? ""];
    if (known === undefined || (told !== null && told !== known.id)) return told;
    return known.alias === null ? known.id : `${known.id} (${known.alias})`;
  }

  async learn(profile: string | null, { id, alias }: AccountIdentity): Promise<void> {
    await this.state.update(key, { ...this.state.get<Known>(key, {}), [profile ?? ""]: { id, alias } });
  }
}
