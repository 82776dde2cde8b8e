/** The resources that a record of CloudTrail tells a call is about, and whose they are. */
import type { Catalog } from "../../catalog/catalog";
import { isObject } from "../json-object";
import { type Fields, objectAt, textAt } from "./record";

function namedIn({ resources }: Fields): readonly Fields[] {
  return Array.isArray(resources) ? (resources as readonly unknown[]).filter(isObject) : [];
}

/** The account of all resources of which a record tells one; null where it tells none, or several. */
export function ownerOf(record: Fields): string | null {
  const accounts = new Set(namedIn(record).flatMap((one) => textAt(one, "accountId") || []));
  const [owner = null] = accounts;
  return accounts.size === 1 ? owner : null;
}

export interface CallResources {
  /** ARNs; `*` where nobody knows. */
  readonly resources: readonly string[];
  /** They are not those whose account the record tells. */
  readonly isOther: boolean;
}

export function resourcesOf(record: Fields, action: string, event: string, catalog: Catalog): CallResources {
  if (action === "s3:GetObject" && /^(?:CopyObject|UploadPartCopy)$/.test(event)) return copiedFrom(record);
  const named = namedIn(record).flatMap((one) => textAt(one, "ARN") || textAt(one, "arn"));
  const objects = named.filter((arn) => /^arn:[^:]*:s3:::[^/]+\/./.test(arn));
  // Of an object in S3 the record names the bucket beside it.
  const all = (objects.length > 0 ? objects : named).filter((arn) => arn.startsWith("arn:"));
  if (all.length > 0) return { resources: [...new Set(all)], isOther: false };
  return { resources: [ofBucket(record, action, catalog) ?? "*"], isOther: false };
}

/** What a copy is made of: the record names what it becomes. */
function copiedFrom(record: Fields): CallResources {
  const given = objectAt(record, "requestParameters");
  const [source = ""] = textAt(given, "x-amz-copy-source").replace(/^\//, "").split("?versionId=");
  const slash = source.indexOf("/");
  const [bucket, key] = [source.slice(0, Math.max(0, slash)), unescaped(source.slice(slash + 1))];
  if (!isBucket(bucket) || key === "") return { resources: ["*"], isOther: true };
  const isOther = bucket !== textAt(given, "bucketName");
  return { resources: [`arn:${partitionOf(record)}:s3:::${bucket}/${key}`], isOther };
}

/** Names of general purpose buckets, and not of access points, whose ARNs are others (Amazon S3: "Bucket naming rules"). */
function isBucket(name: string): boolean {
  const isOther = ["-s3alias", "--ol-s3", "--x-s3", "--table-s3"].some((ending) => name.endsWith(ending));
  return !isOther && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name);
}

/** The bucket or object that a call of Amazon S3 is about, by the parameters of the request. */
function ofBucket(record: Fields, action: string, catalog: Catalog): string | null {
  const given = objectAt(record, "requestParameters");
  const [prefix, name = ""] = action.split(":");
  const [bucket, key] = [textAt(given, "bucketName"), textAt(given, "key")];
  if (prefix !== "s3" || !isBucket(bucket)) return null;
  const types = (catalog.service("s3")?.action(name)?.resourceTypes ?? []).map((one) => one.name);
  const arn = `arn:${partitionOf(record)}:s3:::${bucket}`;
  if (types.includes("object")) return key === "" ? null : `${arn}/${key}`;
  return types.includes("bucket") ? arn : null;
}

/** As the Region says. */
function partitionOf(record: Fields): string {
  const [first = ""] = textAt(record, "awsRegion").split("-");
  if (first === "cn") return "aws-cn";
  return textAt(record, "awsRegion").startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
