/** Tokens of Amazon Marketplace Web Service. */
import { type CredentialKind, foundAt, isMonotonous } from "../kind";

const key = /(?<![\w.])amzn\.mws\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-])/g;

const kind: CredentialKind = {
  id: "mws-key",
  marks: [".mws."],
  holds: /amzn\.mws\.[0-9a-f]{8}-/,
  roleTakesOver: false,
  *find(text) {
    for (const { 0: value, index } of text.matchAll(key))
      if (!isMonotonous(value.slice("amzn.mws.".length))) yield foundAt(index, value);
  },
};

export default kind;
