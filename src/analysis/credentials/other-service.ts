/** Services that speak AWS's protocols with keys of their own: what they are called, where they are, and what their ids look like. */
import { lazily } from "../lazily";
import { firstFrom, type Span } from "../text";
import { findEndpoints } from "./endpoint";
import { nameBefore, roleOfName } from "./names";

/** So they are called in the name of a key, its words parted by `_`. */
const inName =
  /minio|(?:^|_)r2(?:_|$)|cloudflare|(?:^|_)do_spaces|spaces_|digital_?ocean|wasabi|backblaze|(?:^|_)b2(?:_|$)|linode|scaleway|localstack|supabase|hetzner|vultr|ceph|moto(?:_|$)|aliyun|alibaba|(?:^|_)oss(?:_|$)|yandex|ovh|tencent|(?:^|_)cos_|huawei|(?:^|_)obs_|(?:^|_)gcs_|klaytn|(?:^|_)kas_|filebase|storj|tigris|idrive|dreamhost|contabo|garage_/i;

/** Whether a name says that its key belongs to another service than AWS. */
export function namesOtherService(name: string): boolean {
  return inName.test(name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]/g, "_"));
}

/** Where they are reached: enough by itself, whatever stands before it. */
const host =
  /\b(?:r2\.cloudflarestorage\.com|digitaloceanspaces\.com|wasabisys\.com|backblazeb2\.com|aliyuncs\.com|linodeobjects\.com|scw\.cloud|vultrobjects\.com|storage\.googleapis\.com|yandexcloud\.net|myqcloud\.com|myhuaweicloud\.com|your-objectstorage\.com|contabostorage\.com|idrivee2[\w-]{0,20}\.com|filebase\.com|storjshare\.io|storage\.tigris\.dev|klaytnapi\.com|play\.min\.io|dream\.io|supabase\.co|ovh\.net|exo\.io)\b|\bmc (?:alias set|config host add)\b|\b(?:aws|sam|tf|cdk)local\b|\bossutil(?:64)?\b/gi;

/** A setting that says whose storage it is: `provider = Minio`, `"type": "r2"`. */
const provider =
  /(?:provider|vendor|service|storage|driver|backend|platform|type|kind)["'`]?\]?[ \t]{0,8}(?:=>|[:=])[ \t]{0,8}["'`]?(?:minio|cloudflare|r2|digital_?ocean|wasabi|backblaze|b2|linode|scaleway|localstack|supabase|hetzner|vultr|ceph|alibaba|aliyun|oss|tencent|huawei|idrive|storj|tigris|klaytn|gcs|seaweedfs|garage|dreamhost|ionos|arvancloud|netease|qiniu|ibmcos)\b/gi;
/** What only tells in company: a word in a comment, a heading or the name of what is around it. */
const mention =
  /\b(?:minio|cloudflare|r2|digital ?ocean|wasabi|backblaze|linode|scaleway|localstack|supabase|hetzner|vultr|ceph|alibaba|aliyun|tencent|klaytn|storj|tigris)\b/gi;

/** What a text says of other services: where each of it stands, in the order of the text. */
export interface OtherServices {
  /** Addresses and settings: they decide for every key near them. */
  readonly said: readonly number[];
  /** Words: they decide for a secret without an id of AWS's. */
  readonly mentioned: readonly number[];
}

export function findOtherServices(text: string): OtherServices {
  // Most texts have no key that would ask for it.
  const said = lazily(() => {
    const endpoints = findEndpoints(text).flatMap((found) => (found.endpoint === "other" ? [found.at] : []));
    const settings = [...text.matchAll(host), ...text.matchAll(provider)].map(({ index }) => index);
    return [...endpoints, ...settings].sort((a, b) => a - b);
  });
  const mentioned = lazily(() => [...text.matchAll(mention)].map(({ index }) => index));
  return {
    get said() {
      return said();
    },
    get mentioned() {
      return mentioned();
    },
  };
}

/** How many lines apart a key and an address may stand and still be taken to belong together. */
const reachInLines = 12;
const farthest = 4000;
/** Where another block begins, whatever stands before it: a section of an INI file, a document of YAML. */
const newBlock = /^(?:[ \t]{0,8}\[[\w .:/-]{1,80}\]|---)[ \t]{0,8}\r?$/m;

/** Whether one of these places stands near another, in the same section. The nearest on each side tells: what is beyond it is further. */
export function hasNear(text: string, places: readonly number[], { start, end }: Span): boolean {
  const next = firstFrom(places, start, (place) => place);
  const [before, after] = [places[next - 1], places[next]];
  const isNear = (from: number, to: number): boolean => {
    if (to - from > farthest) return false;
    const between = text.slice(from, to);
    return between.split("\n", reachInLines + 2).length <= reachInLines + 1 && !newBlock.test(between);
  };
  return (before !== undefined && isNear(before, start)) || (after !== undefined && isNear(end, Math.max(end, after)));
}

/** An id that is given a name as AWS's are, and is none of AWS's. */
export interface ForeignId {
  readonly span: Span;
  readonly name: string;
}

const candidate = /(?<![\w+/.-])[A-Za-z0-9_-]{16,64}(?![\w+/=.-])/g;
/** Placeholders, and what AWS could have made. */
const noForeignId =
  /^A(?:KIA|SIA|BIA|CCA)|EXAMPLE|SAMPLE|YOUR|XXXX|KEY|ACCESS|SECRET|TEST|FAKE|DUMMY|MOCK|PLACEHOLDER|REDACTED/i;

/** The ids of other services in a stretch. */
export function findForeignIds(text: string, { start, end }: Span): ForeignId[] {
  const found: ForeignId[] = [];
  for (const { 0: value, index } of text.slice(start, end).matchAll(candidate)) {
    const name = isForeignId(value) ? nameBefore(text, start + index) : null;
    if (name !== null && roleOfName(name) === "id")
      found.push({ span: { start: start + index, end: start + index + value.length }, name });
  }
  return found;
}

/** Whether a value is an id that somebody gave out, and not AWS. */
export function isForeignId(value: string): boolean {
  return (
    !noForeignId.test(value) && /\d/.test(value) && /[A-Za-z]/.test(value) && new Set(value.toLowerCase()).size >= 8
  );
}
