/** An endpoint that says who asks as AWS does, and treats every other request as an attacker would. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";

const megabyte = 1024 * 1024;
const identity = `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/probe</Arn><UserId>PROBE</UserId><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

type Hostility = (request: Asked, response: ServerResponse) => void;

interface Asked {
  readonly incoming: IncomingMessage;
  /** `GetAccountSummary`; empty for what is asked by its path. */
  readonly operation: string;
  readonly isXml: boolean;
}

const typeOf = ({ isXml }: Asked) => ({ "content-type": isXml ? "text/xml" : "application/json" });

/** Sends what `next` gives, as fast as it is taken, until that is null. */
function stream(response: ServerResponse, next: () => string | Buffer | null): void {
  for (let chunk = next(); chunk !== null; chunk = next())
    if (!response.write(chunk)) return void response.once("drain", () => stream(response, next));
  response.end();
}

const blanks = Buffer.alloc(megabyte, " ");
const bomb = gzipSync(Buffer.alloc(64 * megabyte, " "));

/** The start and the end of an answer that fits the request, around so many times the filling. */
function around(asked: Asked, filling: (index: number) => string, times: number): () => string | null {
  const [before, after] = asked.isXml
    ? [
        `<${asked.operation}Response><${asked.operation}Result>`,
        `</${asked.operation}Result></${asked.operation}Response>`,
      ]
    : ['{"NextToken":"n","all":[0', "]}"];
  let index = -1;
  return () => {
    index++;
    if (index === 0) return before;
    if (index <= times) return asked.isXml ? filling(index) : `,${filling(index)}`;
    return index === times + 1 ? after : null;
  };
}

/** A hundred thousand, a thousand in a part; made once, since every request is answered with them. */
const namedThings = {
  xml: thousands((name) => `<${name}/>`, ""),
  json: thousands((name) => `{"${name}":{}}`, ","),
};

function thousands(thing: (name: string) => string, between: string): readonly string[] {
  return Array.from({ length: 100 }, (_, part) =>
    Array.from({ length: 1000 }, (_, one) => thing(`m${part}_${one}`)).join(between),
  );
}

const madeAttributes = new Map<string, string>();

/** An element, or an object, of a hundred thousand attributes, with names of its own by the number; made once. */
function attributes(isXml: boolean, index: number): string {
  const key = `${isXml ? "xml" : "json"} ${index}`;
  const known = madeAttributes.get(key);
  if (known !== undefined) return known;
  const names = Array.from({ length: 100_000 }, (_, one) => `a${index}_${one}`);
  const made = isXml
    ? `<member ${names.map((name) => `${name}="&amp;"`).join(" ")}/>`
    : `{${names.map((name) => `"${name}":"x"`).join()}}`;
  madeAttributes.set(key, made);
  return made;
}

/** By what they do; the rest of a sentence about the endpoint. */
export const hostilities = {
  "sends blanks without end": (asked, response) => {
    response.writeHead(200, typeOf(asked));
    stream(response, () => blanks);
  },
  "sends an error without end": (asked, response) => {
    response.writeHead(500, typeOf(asked));
    stream(response, () => blanks);
  },
  "sends a kilobyte that unpacks to megabytes": (asked, response) => {
    response.writeHead(200, { ...typeOf(asked), "content-encoding": "gzip" }).end(bomb);
  },
  "sends one text of 30 MB": (asked, response) => {
    response.writeHead(200, typeOf(asked));
    const part = "x".repeat(megabyte);
    stream(
      response,
      around(asked, () => (asked.isXml ? part : `"${part}"`), 30),
    );
  },
  "sends a million empty things": (asked, response) => {
    response.writeHead(200, typeOf(asked));
    const part = asked.isXml ? '<member a="b"/>'.repeat(1000) : Array(1000).fill("{}").join();
    stream(
      response,
      around(asked, () => part, 1000),
    );
  },
  "sends a hundred thousand things with names of their own": (asked, response) => {
    response.writeHead(200, typeOf(asked));
    const parts = namedThings[asked.isXml ? "xml" : "json"];
    stream(
      response,
      around(asked, (index) => parts[index - 1]!, parts.length),
    );
  },
  "sends texts of nothing but entities": (asked, response) => {
    response.writeHead(200, typeOf(asked));
    const part = (asked.isXml ? "&amp;" : "\\u0026").repeat(megabyte / 6);
    stream(
      response,
      around(asked, () => (asked.isXml ? `<member>${part}${part}${part}</member>` : `"${part}"`), 8),
    );
  },
  "sends a text of entities in numbers": (asked, response) => {
    response.writeHead(200, typeOf(asked));
    const part = (asked.isXml ? "&#x26;" : "\\u0026").repeat(megabyte / 2);
    stream(
      response,
      around(asked, () => (asked.isXml ? part : `"${part}"`), 1),
    );
  },
  "sends elements of nothing but attributes": (asked, response) => {
    response.writeHead(200, typeOf(asked));
    stream(
      response,
      around(asked, (index) => attributes(asked.isXml, index), 10),
    );
  },
  "sends a text in a million pieces": (asked, response) => {
    response.writeHead(200, typeOf(asked));
    const part = (asked.isXml ? "x<!---->" : '"x",').repeat(100_000).replace(/,$/, "");
    stream(
      response,
      around(asked, () => part, 10),
    );
  },
  "sends just as many things as are taken": (asked, response) => {
    response.writeHead(200, typeOf(asked));
    const part = asked.isXml
      ? '<member a="b"/>&amp;'.repeat(970) + "<member/>".repeat(1900)
      : Array(2400).fill('{"x":{}}').join();
    stream(
      response,
      around(asked, () => part, 100),
    );
  },
  "sends just as long texts as are taken": (asked, response) => {
    response.writeHead(200, typeOf(asked));
    const isReport = asked.operation === "GetCredentialReport";
    const part = "x".repeat(isReport ? 4 * megabyte - 1000 : megabyte / 4 - 10);
    stream(
      response,
      around(asked, () => (asked.isXml ? `<member>${part}</member>` : `"${part}"`), isReport ? 1 : 47),
    );
  },
  "sends what is nested without end": (asked, response) => {
    response.writeHead(200, typeOf(asked));
    const part = (asked.isXml ? "<member>" : "[").repeat(50_000);
    stream(
      response,
      around(asked, () => part, 5),
    );
  },
  "defines entities that grow": (asked, response) => {
    const entities = Array.from({ length: 9 }, (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`);
    response
      .writeHead(200, typeOf(asked))
      .end(
        `<!DOCTYPE a [<!ENTITY e0 "${"x".repeat(1000)}"><!ENTITY f SYSTEM "file:///etc/hostname">${entities.join("")}]><${asked.operation}Response><${asked.operation}Result>&f;&e9;</${asked.operation}Result></${asked.operation}Response>`,
      );
  },
  "sends a byte now and then": (asked, response) => {
    response.writeHead(200, typeOf(asked));
    const timer = setInterval(() => response.write(" "), 50);
    response.on("close", () => clearInterval(timer));
  },
  "begins an answer and falls silent": (asked, response) => {
    response.writeHead(200, typeOf(asked)).write(asked.isXml ? "<" : "{");
  },
  "says nothing": () => undefined,
  "hangs up": (_asked, response) => response.destroy(),
  "hangs up in the middle": (asked, response) => {
    response.writeHead(200, { ...typeOf(asked), "content-length": "1000" });
    response.write("x".repeat(500), () => response.destroy());
  },
} satisfies Readonly<Record<string, Hostility>>;

export type HostilityName = keyof typeof hostilities;

export interface HostileEndpoint {
  readonly url: string;
  /** Connections that are open. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

export function startHostile(name: HostilityName): Promise<HostileEndpoint> {
  return listen(hostilities[name]);
}

/** Sends whoever asks to this address. */
export function startRedirecting(to: string, status: number): Promise<HostileEndpoint> {
  return listen((_asked, response) => response.writeHead(status, { location: to }).end());
}

async function listen(hostility: Hostility): Promise<HostileEndpoint> {
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const operation = /^Action=(\w+)/.exec(body)?.[1] ?? "";
      if (operation === "GetCallerIdentity") response.writeHead(200, { "content-type": "text/xml" }).end(identity);
      else hostility({ incoming, operation, isXml: operation !== "" }, response);
    });
    response.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Those that try the memory: the built command line is asked of them. */
export const largeAnswers: readonly HostilityName[] = [
  "sends blanks without end",
  "sends an error without end",
  "sends a kilobyte that unpacks to megabytes",
  "sends one text of 30 MB",
  "sends a million empty things",
  "sends a hundred thousand things with names of their own",
  "sends texts of nothing but entities",
  "sends a text of entities in numbers",
  "sends elements of nothing but attributes",
  "sends a text in a million pieces",
  "sends just as many things as are taken",
  "sends just as long texts as are taken",
  "sends what is nested without end",
  "defines entities that grow",
];
