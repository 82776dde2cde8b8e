/** How fast and how long AWS is asked. */
import { type ReceptionLimits, usualReception } from "./answers/receive";

/** How long and how often; the tests make it short. */
export interface Limits {
  /** Attempts of a call, the first one included. */
  readonly attempts: number;
  /** `adaptive` slows down all calls of a client once AWS has throttled one. */
  readonly retryMode: "adaptive" | "standard";
  readonly connectionTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** A call with all its attempts and pages. */
  readonly deadlineMs: number;
  /** The same where more calls have run out of time than were answered. */
  readonly hurriedDeadlineMs: number;
  /** All calls of a session together. */
  readonly sessionMs: number;
  readonly calls: number;
  /** Connections to one service in one Region. */
  readonly connections: number;
  readonly reception: ReceptionLimits;
  /** Waits between two looks at the credential report. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

export const usualLimits: Limits = {
  attempts: 4,
  retryMode: "adaptive",
  connectionTimeoutMs: 5_000,
  requestTimeoutMs: 15_000,
  deadlineMs: 45_000,
  hurriedDeadlineMs: 10_000,
  sessionMs: 10 * 60_000,
  calls: 20_000,
  connections: 8,
  reception: usualReception,
  pause: (ms, signal) =>
    new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", stop);
        resolve();
      }, ms);
      signal.addEventListener("abort", stop, { once: true });
    }),
};

export interface CallCounts {
  /** Requests sent, repeated ones included. */
  total: number;
  /** Requests answered with "too many". */
  throttled: number;
  /** Calls that were denied, or failed for good. */
  denied: number;
  failed: number;
}

export interface Pace {
  /** In milliseconds since 1970. */
  readonly startedAt: number;
  calls: number;
  /** Calls that were answered, be it with a refusal. */
  answered: number;
  /** Calls that ran out of time. */
  late: number;
}
