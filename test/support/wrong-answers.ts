/** Answers that an endpoint gives with status 200 and that are none: made from the right one, in every way that a collector could misread. */
import type { Reply } from "../../src/account/demo/protocols/protocol";

type Wrong = (reply: Reply) => Reply;

const withBody =
  (body: string, type?: string): Wrong =>
  (reply) => ({
    ...reply,
    headers: type === undefined ? reply.headers : { ...reply.headers, "content-type": type },
    body,
  });
const page =
  "<!DOCTYPE html>\n<html><head><title>Sign in to the guest network</title></head><body><p>Welcome</p></body></html>";

export const isJson = ({ body }: Reply) => body.startsWith("{");

/** Changes each value of a JSON answer, or each element below the result of an XML answer. */
function eachMember(json: (value: unknown) => unknown, xml: (name: string) => string): Wrong {
  return (reply) => {
    if (isJson(reply)) {
      const members = JSON.parse(reply.body) as Record<string, unknown>;
      const changed = Object.entries(members).map(([name, value]) => [name, json(value)]);
      return { ...reply, body: JSON.stringify(Object.fromEntries(changed)) };
    }
    const [before, children, after] = insideResult(reply.body);
    return { ...reply, body: before + topElements(children).map(xml).join("") + after };
  };
}

/** What stands before, in and behind the result, which in some protocols is the root itself. */
function insideResult(body: string): [string, string, string] {
  const wrapped = /^(<\w+>(?:<\w+Result>)?)(.*?)((?:<\/\w+Result>.*)?<\/\w+>)$/s.exec(body);
  if (!wrapped) return [body, "", ""];
  return [wrapped[1]!, wrapped[2]!, wrapped[3]!];
}

function topElements(text: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const [, close, name] of text.matchAll(/<(\/?)(\w+)>/g)) {
    if (close) depth--;
    else if (depth++ === 0) names.push(name!);
  }
  return [...new Set(names)];
}

/** What nobody can take for an answer of any call, by what is wrong with it: it is refused before anybody looks at what was asked. */
export const noAnswers: Readonly<Record<string, Wrong>> = {
  "a web page": withBody(page, "text/html"),
  "a web page that says it is an answer": withBody(page),
  nothing: withBody(""),
  blanks: withBody(" \n \n"),
  "a word": withBody("OK"),
  "a JSON list": withBody("[]"),
  "the JSON null": withBody("null"),
  "the first half": (reply) => ({ ...reply, body: reply.body.slice(0, reply.body.length / 2) }),
  "all but its last sign": (reply) => ({ ...reply, body: reply.body.slice(0, -1) }),
  "another behind it": (reply) => ({ ...reply, body: reply.body + (isJson(reply) ? "{}" : "<html></html>") }),
  "another root": (reply) =>
    isJson(reply)
      ? { ...reply, body: `[${reply.body}]` }
      : { ...reply, body: reply.body.replace(/^<\w+>/, "<Answer>").replace(/<\/\w+>$/, "</Answer>") },
  "entities of its own": (reply) =>
    isJson(reply)
      ? { ...reply, body: `\u0000${reply.body}` }
      : { ...reply, body: `<!DOCTYPE a [<!ENTITY b "c">]>${reply.body}` },
  "packed (gzip)": (reply) => ({ ...reply, headers: { ...reply.headers, "content-encoding": "gzip" } }),
};

/** What has the form of an answer, by what is wrong with it. */
export const wrongAnswers: Readonly<Record<string, Wrong>> = {
  "the JSON answer of another API": withBody('{"message":"pong","items":[],"count":0}'),
  "the XML answer of another API": withBody(
    '<?xml version="1.0"?><PingResponse><PingResult><Items/><IsTruncated>false</IsTruncated></PingResult></PingResponse>',
  ),
  "an error that says it is none": (reply) =>
    isJson(reply)
      ? { ...reply, body: '{"__type":"InternalFailure","message":"try again"}' }
      : { ...reply, body: "<ErrorResponse><Error><Code>InternalFailure</Code></Error></ErrorResponse>" },
  "words for values": eachMember(
    (value) => (typeof value === "string" ? { value } : "words"),
    (name) => `<${name}>words<b>and</b> more</${name}>`,
  ),
  "numbers for values": eachMember(
    (value) => (typeof value === "number" ? [value] : 42),
    (name) => `<${name}>42<n>1</n></${name}>`,
  ),
  "lists of nothing for values": eachMember(
    () => [null],
    (name) =>
      `<${name}><member><a>1</a></member><item><a>1</a></item><Bucket><a>1</a></Bucket><Grant><a>1</a></Grant></${name}>`,
  ),
  "lists of other things for values": eachMember(
    () => [{ colour: "red" }],
    (name) => `<${name}><colour>red</colour><inner><b/></inner></${name}>`,
  ),
  "no members": eachMember(
    () => null,
    () => "",
  ),
};
