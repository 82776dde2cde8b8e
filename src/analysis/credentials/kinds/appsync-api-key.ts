/** API keys of AWS AppSync. */
import { type CredentialKind, foundAt, isMonotonous } from "../kind";

const key = /(?<![\w-])da2-[a-z0-9]{26}(?![\w-])/g;

const kind: CredentialKind = {
  id: "appsync-api-key",
  marks: ["da2-"],
  holds: /da2-[a-z0-9]{26}/,
  roleTakesOver: false,
  *find(text) {
    for (const { 0: value, index } of text.matchAll(key))
      if (!isMonotonous(value.slice("da2-".length))) yield foundAt(index, value);
  },
};

export default kind;
