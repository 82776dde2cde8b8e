/** What several collectors want to know and one call answers. */
import type { Session } from './session';

/** Does the work once a session, whoever asks first. */
export function once<Result>(work: (session: Session) => Promise<Result>): (session: Session) => Promise<Result> {
  const known = new WeakMap<Session, Promise<Result>>();
  return session => {
    const result = known.get(session) ?? work(session);
    known.set(session, result);
    return result;
  };
}
