/** The pages of a list, which an endpoint may let go on for ever, or break off. */
import { UnusableAnswer } from "./unusable";

/** The smallest pages of AWS have twenty entries, of the accounts of an organization. */
const mostPages = 1000;

/** As the services call what the next page is asked for with. */
const tokens = ["NextToken", "nextToken", "NextPageToken", "Marker", "ContinuationToken"] as const;

type Page = Partial<Record<(typeof tokens)[number], string>> & { readonly IsTruncated?: boolean | undefined };

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
