/** Writing the XML that AWS's query and REST-XML services answer with. */
import type { Reply, Value } from "./protocol";

export function xmlReply(status: number, body: string): Reply {
  return { status, headers: { "content-type": "text/xml" }, body };
}

/** Elements named by the keys; items of a list are elements of this name, or stand without one (`null`) under the list's own, repeated. */
export function xml(value: Value, item: string | null = "member"): string {
  if (value === null) return "";
  if (value instanceof Map)
    return [...value].map(([key, count]) => `<entry><key>${xml(key)}</key><value>${count}</value></entry>`).join("");
  if (Array.isArray(value))
    return (value as readonly Value[]).map((one) => element(item ?? "member", one, item)).join("");
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([key, one]) =>
        item === null && Array.isArray(one)
          ? (one as readonly Value[]).map((part) => element(key, part, item)).join("")
          : one === null
            ? ""
            : element(key, one, item),
      )
      .join("");
  }
  return String(value).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function element(name: string, value: Value, item: string | null): string {
  return `<${name}>${xml(value, item)}</${name}>`;
}
