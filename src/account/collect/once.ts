/** What several collectors want to know and one call answers. */
import type { Session } from "./session";

/** Does the work once a session, whoever asks first. */
export function once<Result>(work: (session: Session) => Promise<Result>): (session: Session) => Promise<Result> {
  const known = new WeakMap<Session, Promise<Result>>();
  return (session) => {
    const result = known.get(session) ?? work(session);
    known.set(session, result);
    return result;
  };
}

/** The same for each Region. */
export function onceInRegion<Result>(
  work: (session: Session, region: string) => Promise<Result>,
): (session: Session, region: string) => Promise<Result> {
  const regions = once<Map<string, Promise<Result>>>(async () => new Map());
  return async (session, region) => {
    const known = await regions(session);
    const result = known.get(region) ?? work(session, region);
    known.set(region, result);
    return result;
  };
}
