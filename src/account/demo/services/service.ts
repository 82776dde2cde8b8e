/** What a service of the demo account is: a protocol and what it answers. */
import type { AccountState } from "../description";
import { type Members, type Protocol, ServiceError, type Value } from "../protocols/protocol";

export interface Call {
  readonly parameters: Members;
  /** From the request's signature. */
  readonly region: string;
  readonly pageSize: number;
}

export type Operation = (state: AccountState, call: Call) => Members;

export interface DemoService {
  readonly protocol: Protocol;
  readonly operations: Readonly<Record<string, Operation>>;
  /** The prefix of its IAM actions where it is not the name in its signatures. */
  readonly prefix?: string;
  /** The IAM actions that are not called as their operation is: `DescribeBudgets` takes `budgets:ViewBudget`. */
  readonly actions?: Readonly<Record<string, string>>;
}

/** Operations that only the Regions answer where the service is offered. */
export function offeredIn(
  service: string,
  operations: Readonly<Record<string, Operation>>,
): Readonly<Record<string, Operation>> {
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]): [string, Operation] => [
      name,
      (state, call) => {
        if (state.description.regional?.notOffered?.[call.region]?.includes(service))
          throw new ServiceError("UnknownOperationException", 404, `${service} is not offered in ${call.region}.`);
        return operation(state, call);
      },
    ]),
  );
}

/** A page as IAM cuts it: `Marker` is where to go on. */
export function pageOf(items: readonly Value[], name: string, { parameters, pageSize }: Call): Members {
  const { page, next } = cut(items, parameters.Marker, parameters.MaxItems, pageSize);
  return { [name]: page, IsTruncated: next !== null, Marker: next };
}

/** A page as most services cut it, with their own spelling of the token and of the most that is wanted. */
export function pageByToken(
  items: readonly Value[],
  name: string,
  { parameters, pageSize }: Call,
  token = "NextToken",
  most = "MaxResults",
): Members {
  const { page, next } = cut(items, parameters[token], parameters[most], pageSize);
  return { [name]: page, ...(next === null ? {} : { [token]: next }) };
}

function cut(
  items: readonly Value[],
  from: Value | undefined,
  most: Value | undefined,
  pageSize: number,
): { page: readonly Value[]; next: string | null } {
  const start = Number(from ?? 0);
  const end = start + Math.min(pageSize, Number(most ?? pageSize));
  return { page: items.slice(start, end), next: end < items.length ? String(end) : null };
}
