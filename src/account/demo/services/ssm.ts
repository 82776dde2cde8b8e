/** Systems Manager of the demo account. */
import { json11 } from "../protocols/json";
import { ServiceError } from "../protocols/protocol";
import { type DemoService, pageByToken } from "./service";

const parameterPath = /^\/aws\/service\/global-infrastructure\/regions\/([\w-]+)(?:\/services\/([\w-]+))?$/;

export const ssm: DemoService = {
  protocol: json11,
  operations: {
    DescribeInstanceInformation: ({ description: { regional } }, call) =>
      pageByToken(
        Object.entries(regional?.sessionManager?.[call.region]?.instances ?? {}).map(([InstanceId, PingStatus]) => ({
          InstanceId,
          PingStatus,
          AgentVersion: "3.3.1611.0",
          IsLatestVersion: true,
          PlatformType: "Linux",
          ResourceType: "EC2Instance",
        })),
        "InstanceInformationList",
        call,
      ),
    GetDocument: ({ description: { regional } }, { region, parameters: { Name } }) => {
      const inputs = regional?.sessionManager?.[region]?.preferences;
      if (Name !== "SSM-SessionManagerRunShell" || !inputs)
        throw new ServiceError("InvalidDocument", 400, `Document with name ${String(Name)} does not exist.`);
      const Content = JSON.stringify({
        schemaVersion: "1.0",
        description: "Document to hold regional settings for Session Manager",
        sessionType: "Standard_Stream",
        inputs,
      });
      return { Name, DocumentVersion: "1", Status: "Active", DocumentType: "Session", DocumentFormat: "JSON", Content };
    },
    GetServiceSetting: ({ description: { regional } }, { region, parameters: { SettingId } }) => ({
      ServiceSetting: {
        SettingId: String(SettingId),
        SettingValue: (regional?.privateDocuments ?? []).includes(region) ? "Disable" : "Enable",
        Status: "Default",
      },
    }),
    GetParameters: ({ description: { regions, regional } }, { parameters: { Names } }) => {
      const names = (Names ?? []) as readonly string[];
      const valueOf = (name: string): string | null => {
        const [, region = "", service] = parameterPath.exec(name) ?? [];
        if (
          !regions.some((one) => one.name === region) ||
          (service && regional?.notOffered?.[region]?.includes(service))
        )
          return null;
        return service ?? region;
      };
      return {
        Parameters: names.flatMap((Name) => {
          const Value = valueOf(Name);
          return Value === null ? [] : [{ Name, Value, Type: "String", Version: 1, DataType: "text" }];
        }),
        InvalidParameters: names.filter((name) => valueOf(name) === null),
      };
    },
  },
};
