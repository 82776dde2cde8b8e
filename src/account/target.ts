/** Whose account is collected, and how it is reached: by a profile, or the demo account. */
import { findCredentials, type Found } from "./collect/credentials";
import type { Limits } from "./collect/limits";
import { openSession, type Session } from "./collect/session";
import { describeProblem } from "./config-problems";
import type { PostureFailure, PostureRequest } from "./posture";
import { signInCommand } from "./profile-chain";
import { endpointFor, regionFor } from "./profile-place";
import { activeProfile, readAwsFiles } from "./profiles";

export interface Target {
  readonly profile: string | null;
  readonly demo: boolean;
  readonly region: string;
  endpoint: Session["endpoint"];
  /** Said beside what could not be called. */
  readonly warnings: readonly string[];
  /** What signs in again; null: the credentials are from elsewhere. */
  readonly signIn: string | null;
  credentials(signal: AbortSignal): Promise<Found>;
}

/** The demo account lives as long as the work. */
export async function withTarget<Result>(
  request: PostureRequest,
  work: (target: Target) => Promise<Result>,
): Promise<Result> {
  // Which Node later versions of the SDK will need is no concern of whoever runs this one.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  if (!request.demo) return work(await profileTarget(request));
  const { demoCredentials, startDemo } = await import("./demo/server");
  const demo = await startDemo();
  try {
    return await work({
      profile: null,
      demo: true,
      region: "us-east-1",
      warnings: [],
      signIn: null,
      endpoint: () => demo.endpointUrl,
      credentials: async () => ({ credentials: demoCredentials() }),
    });
  } finally {
    await demo.close();
  }
}

/** The session lives as long as the work; without credentials there is none, and why is returned. */
export async function withSession<Result>(
  target: Target,
  signal: AbortSignal,
  limits: Limits,
  work: (session: Session) => Promise<Result>,
): Promise<Result | { readonly failure: PostureFailure }> {
  const found = await target.credentials(signal);
  if ("failure" in found) return found;
  const { session, end } = openSession({
    region: target.region,
    credentials: found.credentials,
    endpoint: target.endpoint,
    signal,
    limits,
  });
  try {
    return await work(session);
  } finally {
    end();
  }
}

async function profileTarget({
  profile: wanted,
  region: wantedRegion,
  endpointUrl,
  ...request
}: PostureRequest): Promise<Target> {
  const files = await readAwsFiles();
  const profile = wanted || activeProfile();
  const region = regionFor(files, profile, wantedRegion);
  return {
    profile,
    demo: false,
    region,
    endpoint: (service) => endpointFor(files, profile, service, endpointUrl),
    warnings: files.problems.map(describeProblem),
    signIn: signInCommand(files, profile),
    credentials: (signal) => findCredentials(files, { ...request, profile, region, endpointUrl, signal }),
  };
}
