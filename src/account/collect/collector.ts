/** How the services' files hand in their sections. */
import { type AnySection, sectionActions, type SectionAnswer, type SectionData, type SectionName } from "../snapshot";
import type { Answer, Refused, Session } from "./session";

/** Takes a section as it comes in. */
export type Put = (section: AnySection) => void;

/** What a service's file exports, so that its SDK client is loaded with it. */
export interface Collector {
  readonly tasks: readonly Task[];
}

/** A piece of the collection that runs beside the others. */
export interface Task {
  /** The sections that have all come in, or will not, when it ends. */
  readonly sections: readonly SectionName[];
  run(session: Session, put: Put): Promise<void>;
}

export interface Where {
  readonly region?: string;
  readonly resource?: string;
}

export function putAnswer<Name extends SectionName>(
  put: Put,
  name: Name,
  answer: Answer<SectionData[Name]>,
  where: Where = {},
): void {
  if (answer.status === "ok") putSection(put, name, { status: "ok", data: answer.data }, where);
  else putRefused(put, name, answer, where);
}

export function putRefused(put: Put, name: SectionName, { status, action, message }: Refused, where: Where = {}): void {
  putSection(put, name, { status, missingActions: [action], message }, where);
}

/** For what was not asked because something before it did not answer. */
export function putSkipped(
  put: Put,
  names: readonly SectionName[],
  because: Refused,
  where: Where = {},
  why = "was not called",
): void {
  for (const name of names) {
    putSection(
      put,
      name,
      {
        status: "skipped",
        missingActions: [because.action],
        message: `${sectionActions[name][0]} ${why}: ${because.message}`,
      },
      where,
    );
  }
}

function putSection<Name extends SectionName>(
  put: Put,
  name: Name,
  answer: SectionAnswer<SectionData[Name]>,
  { region, resource }: Where,
): void {
  put({
    name,
    region: region ?? null,
    resource: resource ?? null,
    at: new Date().toISOString(),
    ...answer,
  } as unknown as AnySection);
}
