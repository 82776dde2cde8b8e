/** The lists that an endpoint gives, which it may let go on for ever, or break off. */
import { UnusableAnswer } from "./unusable";

/** The smallest pages of AWS have twenty entries, of the accounts of an organization. */
const mostPages = 1000;

/** As the services call what the next page is asked for with. */
const tokens = ["NextToken", "nextToken", "NextPageToken", "Marker", "ContinuationToken"] as const;

type Page = Partial<Record<(typeof tokens)[number], string>> & { readonly IsTruncated?: boolean | undefined };

/**
 * What is listed, to be asked about one by one. Throws an UnusableAnswer where there is far more than AWS lets there be: each would
 * be calls of its own.
 */
export function atMost<One>(most: number, listed: readonly One[]): readonly One[] {
  if (listed.length > most) throw new UnusableAnswer(`the list has more than ${most} entries`, 200);
  return listed;
}

/** What the SDK's paginators give. Throws an UnusableAnswer where a page comes again, or the list does not say how it goes on. */
export async function* pagesOf<One extends object>(pages: AsyncIterable<One>): AsyncGenerator<One, void> {
  const asked = new Set<string>();
  let count = 0;
  for await (const page of pages) {
    if (++count > mostPages) throw new UnusableAnswer(`the list has more than ${mostPages} pages`, 200);
    const { IsTruncated, ...rest }: Page = page;
    const token = tokens.map((name) => rest[name]).find(Boolean);
    if (IsTruncated === true && token === undefined)
      throw new UnusableAnswer("the list goes on, and does not say where", 200);
    if (token !== undefined && asked.has(token)) throw new UnusableAnswer("the list goes round in a circle", 200);
    if (token !== undefined) asked.add(token);
    yield page;
  }
}
