/** Systems Manager: the instances that it manages in every Region, and the preferences of Session Manager there. */
import { GetDocumentCommand, paginateDescribeInstanceInformation, SSMClient } from "@aws-sdk/client-ssm";

import type { ManagedInstance, SessionPreferences } from "../sections/session-manager";
import { jsonObject } from "./answers/documents";
import { pagesOf } from "./answers/pages";
import { authorizationDetails } from "./authorization-details";
import { type Put, putAnswer, putSkipped, type Task } from "./collector";
import { instancesOf } from "./instances";
import { eachRegion } from "./regions";
import { ask, type Session } from "./session";

/** Where Session Manager keeps what applies to all sessions of a Region. */
const preferencesDocument = "SSM-SessionManagerRunShell";

/** The most that Systems Manager gives on a page. */
const pageSize = 50;

/** The preferences only where there is an instance: without one there are no sessions. */
async function collectIn(region: string, session: Session, put: Put): Promise<void> {
  if (!(await mayManage(session, region)))
    return putAnswer(put, "ssm/managed-instances", { status: "ok", data: [] }, { region });
  const client = session.client(SSMClient, "ssm", region);
  const instances = await ask(session, "ssm:DescribeInstanceInformation", async (options) => {
    const found: ManagedInstance[] = [];
    for await (const page of pagesOf(paginateDescribeInstanceInformation({ client, pageSize }, {}, options))) {
      found.push(
        ...(page.InstanceInformationList ?? []).map(({ InstanceId, PingStatus }) => ({
          id: InstanceId ?? "",
          pingStatus: PingStatus ?? "",
        })),
      );
    }
    return found;
  });
  putAnswer(put, "ssm/managed-instances", instances, { region });
  if (instances.status !== "ok") return putSkipped(put, ["ssm/session-preferences"], instances, { region });
  if (instances.data.length > 0) await sessionPreferences(region, client, session, put);
}

/**
 * Whether Systems Manager can know of anything in a Region: an instance of EC2, or a machine of the account's own. To activate one
 * takes a role that Systems Manager assumes (docs.aws.amazon.com/systems-manager/latest/userguide/hybrid-multicloud-service-role.html).
 */
async function mayManage(session: Session, region: string): Promise<boolean> {
  const [instances, details] = await Promise.all([instancesOf(session, region), authorizationDetails(session)]);
  return (
    instances.status !== "ok" ||
    instances.data.length > 0 ||
    details.status !== "ok" ||
    details.data.roles.some(({ trustPolicy }) => trustPolicy === "" || trustPolicy.includes("ssm.amazonaws.com"))
  );
}

async function sessionPreferences(region: string, client: SSMClient, session: Session, put: Put): Promise<void> {
  putAnswer(
    put,
    "ssm/session-preferences",
    await ask<SessionPreferences | null>(
      session,
      "ssm:GetDocument",
      async (options) => {
        const { Content } = await client.send(
          new GetDocumentCommand({ Name: preferencesDocument, DocumentFormat: "JSON" }),
          options,
        );
        return toPreferences(jsonObject(Content, "the document"));
      },
      (error) => (error instanceof Error && error.name === "InvalidDocument" ? { data: null } : undefined),
    ),
    { region },
  );
}

function toPreferences(document: { readonly inputs?: unknown }): SessionPreferences {
  const inputs = document.inputs as Readonly<Record<string, unknown>> | undefined;
  const text = (name: string) => {
    const value = inputs?.[name];
    return typeof value === "string" && value !== "" ? value : null;
  };
  return { bucket: text("s3BucketName"), logGroup: text("cloudWatchLogGroupName"), kmsKey: text("kmsKeyId") };
}

export const tasks: readonly Task[] = [
  {
    sections: ["ssm/managed-instances", "ssm/session-preferences"],
    run: (session, put) => eachRegion(session, (region) => collectIn(region, session, put)),
  },
];
