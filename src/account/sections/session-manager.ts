/** What Systems Manager says of Session Manager, Region by Region. */
import type { SectionActions } from "./section";

/** An instance with an agent that has reported. */
export interface ManagedInstance {
  readonly id: string;
  /** `Online`, `ConnectionLost`, `Inactive`. */
  readonly pingStatus: string;
}

/** The preferences of sessions, as the document `SSM-SessionManagerRunShell` keeps them. */
export interface SessionPreferences {
  readonly bucket: string | null;
  readonly logGroup: string | null;
  /** Of the sessions themselves, beside TLS. */
  readonly kmsKey: string | null;
}

export interface SessionManagerSections {
  "ssm/managed-instances": readonly ManagedInstance[];
  /** Only where there is a managed instance. null: nobody has set any; sessions are not logged. */
  "ssm/session-preferences": SessionPreferences | null;
}

export const sessionManagerActions: SectionActions<SessionManagerSections> = {
  "ssm/managed-instances": ["ssm:DescribeInstanceInformation"],
  "ssm/session-preferences": ["ssm:GetDocument"],
};
