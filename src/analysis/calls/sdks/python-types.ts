/** What code says that clients and resources of boto3 are: by annotations, and in the documentation of parameters. */
import { serviceName } from "../../knowledge/sdk-services";
import { resourceModel } from "../resource-models";
import { client, sdk, type Thing } from "../things";

const typedClient = /^(?:mypy_boto3|types_boto3|types_aiobotocore|types_aioboto3)_(\w+)\.(?:client\.)?\w+Client$/;
const typedResource =
  /^(?:mypy_boto3|types_boto3|types_aiobotocore|types_aioboto3)_(\w+)\.(?:service_resource\.)?(\w+)$/;

export function resource(
  service: string,
  type: string,
  given: ReadonlyMap<string, readonly Thing[]> = new Map(),
): Thing {
  return sdk({ kind: "resource", service, type, given });
}

export function makeResource(service: string | null): Thing {
  return service === null ? client(null) : resource(service, "");
}

export function typed(name: string): Thing | null {
  const [, service] = typedClient.exec(name) ?? [];
  if (service !== undefined) return client(serviceName(service));
  const [, of, type] = typedResource.exec(name) ?? [];
  if (of === undefined) return null;
  if (type!.endsWith("ServiceResource")) return resource(serviceName(of), "");
  return resourceModel(serviceName(of), type!) ? resource(serviceName(of), type!) : null;
}

const documentedAs = /^(?:An?|The)\s(?:low-level\s)?Boto3\s((?:[A-Z][\w.]{0,30}\s){1,4})(client|resource)\b/;
/** Services that people call otherwise than boto3 does. */
const spoken: ReadonlyMap<string, string> = new Map([
  ["systemsmanager", "ssm"],
  ["ec2autoscaling", "autoscaling"],
  ["cloudwatchlogs", "logs"],
  ["kinesisdataanalytics", "kinesisanalytics"],
]);

/** `A Boto3 Amazon Textract client.` */
export function documented(text: string): Thing | null {
  const [, name = "", kind] = documentedAs.exec(text) ?? [];
  if (kind === undefined) return null;
  const written = serviceName(name.replace(/^(?:Amazon|AWS)\s/, ""));
  const service = spoken.get(written) ?? written;
  if (kind === "client") return client(service);
  return resourceModel(service, "") ? resource(service, "") : null;
}
