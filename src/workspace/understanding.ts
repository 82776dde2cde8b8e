/** What an editor asks of a document beside its findings, with what that needs loaded on first use. */
import type { Needs } from "../analysis/analysis";
import type { NamedInWorkspace } from "../analysis/assertions/notes";
import { maskKeys } from "../analysis/credentials/mask";
import { mayBeginPolicy, mayBeginToAttach } from "../analysis/locate/locate";
import { grammarsFor } from "../analysis/locate/locate";
import { needs } from "../analysis/needs";
import type { SourceDocument } from "../analysis/source/document";
import type { Grammar } from "../analysis/source/grammar";
import type { Range, Span } from "../analysis/text";
import { loadCatalog, loadDescriptions } from "../data/catalog-file";
import { loadParsers } from "../data/grammars";
import { loadManagedPolicies } from "../data/managed-policies-file";
import { assertionCompletionsAt } from "../language/completion/assertions";
import { completionsAt, documentationOf } from "../language/completion/completion";
import type { CompletionItem, Completions } from "../language/completion/items";
import { wholePoliciesAt } from "../language/completion/whole-policies";
import { type Hover, hoverAt, hoverInPart } from "../language/hover/hover";
import { type InlayHint, inlayHintsOf } from "../language/inlay-hints";
import { type DocumentLink, linksOf } from "../language/links/links";
import { foldsOf, type PolicySymbol, symbolsOf } from "../language/outline";
import { readPageName } from "../language/pages/page-name";
import { pageOf } from "../language/pages/pages";
import { type Provided, readDocument, type Reading } from "../language/reading";
import { type Scoping, scopingAt } from "../language/scoping";
import { type Lens, lensesOf } from "../language/summary/lens";
import { managedPolicyText, policyPage } from "../language/summary/policy-page";
import { declarationAt, referencesAt, type Target } from "../language/template/go-to";
import { policiesAt } from "../language/template/policies";
import { type Refused, type Renamable, renamableAt, rename, type Renamed } from "../language/template/rename";
import { encoded, tokensOf } from "../language/tokens/tokens";
import { english } from "../wording/language";

export { type RuleNote, rulesAt } from "../language/hover/rules";

/**
 * For VS Code, the language server and the language-model tools alike. What names and values say is shown without the keys in them. Nothing is loaded for a document that can hold
 * no policy. Offsets count UTF-16 units from 0.
 */
export class Understanding {
  /** The last documents that were read: a hover, a lens and the outline ask about the same text. */
  private readonly readings: Reading[] = [];

  constructor(private readonly language = english) {}

  /** Null where nothing is known of the place. */
  async hoverAt(document: SourceDocument, offset: number): Promise<Hover | null> {
    const wanted = needs(document);
    if (!wanted.catalog) return null;
    const isRead = this.readings.some((one) => isSame(one.document, document));
    const hover = isRead ? null : hoverInPart(document, offset, await this.provide(wanted, true));
    if (hover) return maskedHover(hover);
    const reading = await this.read(document, true);
    const found = reading && hoverAt(reading, offset);
    return found && maskedHover(found);
  }

  /** What can be written at the place, in half-written documents too; null where no policy stands there. */
  async completionsAt(document: SourceDocument, offset: number): Promise<Completions | null> {
    const whole = wholePoliciesAt(document, offset);
    if (whole) return whole;
    const attaches = mayBeginToAttach(document);
    if (!attaches && !mayBeginPolicy(document)) return null;
    const managed = attaches ? await loadManagedPolicies() : null;
    const found = completionsAt(
      { document, managed, language: this.language, ...(await provide(grammarsFor(document))) },
      offset,
    );
    return found && { ...found, items: found.items.map(maskedItem) };
  }

  /** What can be written in an assertion; null where none stands. `named` is what the workspace has. */
  async assertionCompletionsAt(
    document: SourceDocument,
    offset: number,
    named: readonly NamedInWorkspace[],
  ): Promise<Completions | null> {
    return assertionCompletionsAt(document, offset, named, await loadCatalog());
  }

  /** What there is to tell of a completion, as Markdown; `topic` is the item's. */
  async documentationOf(topic: string): Promise<string | null> {
    const managed = topic.startsWith("managed ") ? await loadManagedPolicies() : null;
    const known = {
      catalog: await loadCatalog(),
      descriptions: await loadDescriptions(),
      managed,
      language: this.language,
    };
    return maskedText(documentationOf(topic, known));
  }

  /** What the `*` in the statement of a finding can be limited to; null where that cannot be said. */
  async scopingAt(document: SourceDocument, offset: number): Promise<Scoping | null> {
    const reading = await this.read(document);
    return reading && scopingAt(reading, offset);
  }

  async lensesOf(document: SourceDocument): Promise<readonly Lens[]> {
    const reading = await this.read(document);
    return reading ? lensesOf(reading).map((lens) => ({ ...lens, title: maskKeys(lens.title) })) : [];
  }

  async symbolsOf(document: SourceDocument): Promise<readonly PolicySymbol[]> {
    const reading = await this.read(document);
    return reading ? symbolsOf(reading).map(maskedSymbol) : [];
  }

  async foldsOf(document: SourceDocument): Promise<readonly Range[]> {
    const reading = await this.read(document);
    return reading ? foldsOf(reading) : [];
  }

  /** Of what stands `within`: editors ask for what is in sight. */
  async inlayHintsOf(document: SourceDocument, within: Span): Promise<readonly InlayHint[]> {
    const reading = await this.read(document);
    return reading ? inlayHintsOf(reading, within).map(maskedHint) : [];
  }

  /** Of what stands `within`, five numbers each, for `tokenTypes`: editors ask for what is in sight. */
  async tokensOf(document: SourceDocument, within: Span): Promise<readonly number[]> {
    const reading = await this.read(document);
    return reading ? encoded(tokensOf(reading, within), reading) : [];
  }

  async linksOf(document: SourceDocument): Promise<readonly DocumentLink[]> {
    const reading = await this.read(document);
    return reading ? linksOf(reading) : [];
  }

  /** Where the logical id at the place is declared; null where no template says it. */
  async declarationAt(document: SourceDocument, offset: number): Promise<Target | null> {
    return declarationAt(document, offset);
  }

  async referencesAt(document: SourceDocument, offset: number, withDeclaration: boolean): Promise<readonly Range[]> {
    return referencesAt(document, offset, { withDeclaration });
  }

  /** The policies of the role at the place, or of whatever a template or a file of Terraform names there. */
  async policiesAt(document: SourceDocument, offset: number): Promise<readonly Target[]> {
    const reading = await this.read(document);
    return reading ? policiesAt(reading, offset) : [];
  }

  async renamableAt(document: SourceDocument, offset: number): Promise<Renamable | Refused> {
    return renamableAt(document, offset);
  }

  async rename(document: SourceDocument, offset: number, newId: string): Promise<Renamed | Refused> {
    return rename(document, offset, newId);
  }

  /** All that the policy at the place allows, as Markdown; `offset` is its lens's. Null where no policy begins there. */
  async policyPage(document: SourceDocument, offset: number): Promise<string | null> {
    const reading = await this.read(document, true);
    return maskedText(reading && policyPage(reading, offset));
  }

  /** A page that a hover links to, as Markdown; null where there is none of that name. */
  async page(name: string): Promise<string | null> {
    const known = { catalog: await loadCatalog(), descriptions: await loadDescriptions(), language: this.language };
    return readPageName(name)?.kind === "managed"
      ? managedPolicyText(name, { ...known, managed: await loadManagedPolicies() })
      : maskedText(pageOf(name, known));
  }

  /** Null for a document that can hold no policy. */
  private async read(document: SourceDocument, described = false): Promise<Reading | null> {
    const wanted = needs(document);
    if (!wanted.catalog) return null;
    const provided = await this.provide(wanted, described);
    const known = this.readings.find((one) => isSame(one.document, document));
    if (known)
      return !described || known.descriptions ? known : this.keep({ ...known, descriptions: provided.descriptions });
    return this.keep(readDocument(document, provided));
  }

  private async provide({ grammars, managed }: Needs, described: boolean): Promise<Provided> {
    return {
      ...(await provide(grammars)),
      language: this.language,
      managed: managed ? await loadManagedPolicies() : null,
      descriptions: described ? await loadDescriptions() : null,
    };
  }

  private keep(reading: Reading): Reading {
    const others = this.readings.filter(({ document }) => document.name !== reading.document.name);
    this.readings.splice(0, Infinity, reading, ...others.slice(0, mostReadings - 1));
    return reading;
  }
}

const mostReadings = 4;

function maskedText(text: string | null): string | null {
  return text === null ? null : maskKeys(text);
}

function maskedHover({ range, sections, links }: Hover): Hover {
  return {
    range,
    sections: sections.map(maskKeys),
    links: links.map((link) => ({ ...link, title: maskKeys(link.title) })),
  };
}

/** What is written by it stays: it stands in the document already. */
function maskedItem(item: CompletionItem): CompletionItem {
  return { ...item, label: maskKeys(item.label), detail: maskKeys(item.detail) };
}

function maskedHint(hint: InlayHint): InlayHint {
  return { ...hint, label: maskKeys(hint.label), tooltip: maskKeys(hint.tooltip) };
}

function maskedSymbol(symbol: PolicySymbol): PolicySymbol {
  const { name, detail, children } = symbol;
  return { ...symbol, name: maskKeys(name), detail: maskKeys(detail), children: children.map(maskedSymbol) };
}

function isSame(one: SourceDocument, other: SourceDocument): boolean {
  return one.name === other.name && one.languageId === other.languageId && one.text === other.text;
}

async function provide(grammars: readonly Grammar[]): Promise<Pick<Reading, "catalog" | "parsers">> {
  const [catalog, parsers] = await Promise.all([loadCatalog(), grammars.length > 0 ? loadParsers(grammars) : null]);
  return { catalog, parsers };
}
