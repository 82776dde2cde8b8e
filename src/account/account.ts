/** The live account: what its bundle has. */
import { type Limits, usualLimits } from "./collect/limits";
import { collectTarget } from "./collect-account";
import type { PostureOutcome, PostureRequest } from "./posture";
import type { AlsoJudging } from "./snapshot";
import { withTarget } from "./target";

export { readOnlyPolicy } from "./permissions";
export { fingerprintOf } from "./profile-chain";
export { activeProfile, listProfiles, type ProfileInfo, type ProfileList } from "./profiles";
export { type AccountProgress, collectOrganization, collectProfiles, type SeveralOutcome } from "./several";

/** Never rejects for anything that the account, the network or the configuration does. */
export async function collectPosture(
  request: PostureRequest & AlsoJudging,
  limits: Limits = usualLimits,
): Promise<PostureOutcome> {
  const signal = request.signal ?? new AbortController().signal;
  try {
    signal.throwIfAborted();
    return await withTarget(request, (target) => collectTarget(target, request, signal, limits));
  } catch (error) {
    if (signal.aborted) return { failure: { kind: "cancelled" } };
    throw error;
  }
}
