/** A document as hovers, completions and lenses read it. */
import type { AttachedPolicy } from "../analysis/locate/attached/attached";
import { type Links, noLinks } from "../analysis/locate/attached/links";
import { locatePolicies } from "../analysis/locate/locate";
import type { DeclaredResource } from "../analysis/locate/located";
import type { Policy } from "../analysis/policy/model";
import { isPolicy, readPolicy } from "../analysis/policy/read";
import type { SourceDocument } from "../analysis/source/document";
import type { Parsers } from "../analysis/source/grammar";
import { Source } from "../analysis/source/source";
import { LineIndex } from "../analysis/text";
import type { ObjectNode } from "../analysis/value";
import type { Catalog } from "../catalog/catalog";
import type { Descriptions } from "../catalog/descriptions";
import type { ManagedPolicies } from "../catalog/managed-policies";
import { english, type Language, type Wording, wordingIn } from "../wording/language";

/** What the caller provides: files that this room does not touch. */
export interface Provided {
  readonly catalog: Catalog;
  /** Null where the form needs none, or its grammar is not loaded. */
  readonly parsers: Parsers | null;
  /** Null until they are loaded: what would be told of them is left out. */
  readonly descriptions: Descriptions | null;
  /** Null or absent where the document names no managed policy of AWS. */
  readonly managed?: ManagedPolicies | null;
  /** In which it is said; English where absent. */
  readonly language?: Language | undefined;
}

export interface Reading extends Provided {
  readonly document: SourceDocument;
  /** What the policies are read from. */
  readonly roots: readonly ObjectNode[];
  /** Read on the first call: in a long document this takes longer than to find them. */
  policies(): readonly Policy[];
  readonly declared: readonly DeclaredResource[];
  /** The managed policies that it attaches by their names. */
  readonly attached: readonly AttachedPolicy[];
  /** Who has which of its policies. */
  links(): Links;
  readonly lines: LineIndex;
}

export function readDocument(document: SourceDocument, provided: Provided): Reading {
  const {
    policies: located,
    declared = [],
    attached = [],
    links = () => noLinks,
  } = locatePolicies(new Source(document, provided.parsers));
  let policies: readonly Policy[] | undefined;
  return {
    ...provided,
    document,
    declared,
    attached,
    links,
    roots: located.filter(({ root, place }) => isPolicy(root, place)).map(({ root }) => root),
    policies: () => (policies ??= located.flatMap(({ root, place }) => readPolicy(root, place) ?? [])),
    lines: new LineIndex(document.text),
  };
}

/** What is said of it. */
export function wordingOf({ language = english }: Pick<Provided, "language">): Wording {
  return wordingIn(language);
}
