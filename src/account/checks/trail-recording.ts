/** Which management events a trail or an event data store records now. */
import type { Evidence } from "../posture";
import type { EventDataStore, Trail } from "../sections/cloudtrail";
import { sectionOf, type Snapshot } from "../snapshot";
import { type Answered, evidenceOf, isAnswered, type Missing, missingFrom, notAssessed } from "./evaluation";
import { managementEvents } from "./management-events";

export interface Recording {
  readonly read: boolean;
  readonly write: boolean;
  /** In words: what it records, or why it does not. */
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  /** What would have to be known to say; `read` and `write` are then false. */
  readonly missing: readonly Missing[];
}

export function recordingOf(trail: Trail, snapshot: Snapshot): Recording {
  const evidence: Evidence[] = [];
  const nothing = (reason: string): Recording => ({ read: false, write: false, reason, evidence, missing: [] });
  const status = sectionOf(snapshot, "cloudtrail/trail-status", trail.arn);
  const selectors = sectionOf(snapshot, "cloudtrail/event-selectors", trail.arn);
  if (isAnswered(status)) {
    evidence.push(evidenceOf(status, `${trail.name} IsLogging`, status.data.logging));
    if (!status.data.logging) return nothing("Is not logging now.");
  }
  if (isAnswered(selectors)) {
    const { read, write, narrowed } = managementEvents(selectors.data);
    evidence.push(evidenceOf(selectors, `${trail.name} management events`, named(read, write)));
    if (!read && !write) return nothing(noneOf(narrowed));
    if (isAnswered(status)) return { read, write, reason: recorded(read, write), evidence, missing: [] };
  }
  const missing = [
    ...missingFrom(status, "cloudtrail/trail-status"),
    ...missingFrom(selectors, "cloudtrail/event-selectors"),
  ];
  return { ...nothing(notAssessed(missing).reason), missing };
}

export function storeRecording(section: Answered<"cloudtrail/event-data-store">): Recording {
  const { name, status, selectors }: EventDataStore = section.data;
  const evidence = [evidenceOf(section, `${name} Status`, status)];
  if (status !== "ENABLED")
    return { read: false, write: false, reason: `Takes in no events now (${status}).`, evidence, missing: [] };
  const { read, write, narrowed } = managementEvents({ basic: [], advanced: selectors });
  evidence.push(evidenceOf(section, `${name} management events`, named(read, write)));
  return { read, write, reason: read || write ? recorded(read, write) : noneOf(narrowed), evidence, missing: [] };
}

function named(read: boolean, write: boolean): string {
  return [...(read ? ["read"] : []), ...(write ? ["write"] : [])].join(", ") || "none";
}

function recorded(read: boolean, write: boolean): string {
  return read && write
    ? "Records read and write management events, now."
    : `Records only the ${read ? "read" : "write"} management events.`;
}

function noneOf(narrowed: readonly string[]): string {
  return narrowed.length > 0 ? `Records management events, but ${narrowed[0]}.` : "Records no management events.";
}
