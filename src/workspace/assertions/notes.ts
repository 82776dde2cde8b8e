/** What an editor shows of the assertions of a file. */
import { closestTo, labelOf } from "../../analysis/assertions/closest";
import type {
  AssertionNote,
  AssertionNotes,
  LookedAt,
  NamedInWorkspace,
  StatementNote,
} from "../../analysis/assertions/notes";
import type { Broken, Judgement } from "../../analysis/assertions/outcome";
import { brokenSentence } from "../../analysis/assertions/sentence";
import type { Workspace } from "../../analysis/assertions/workspace";
import type { ReadPolicy, Subject } from "../../analysis/change/subject";
import { groupBy } from "../../analysis/group-by";
import type { Statement } from "../../analysis/policy/model";
import { textOfFact } from "../../analysis/source/facts";
import type { PlacedAssertion } from "../configuration/loaded";
import { uriPath } from "../uri-path";
import { statementPlace } from "./fact";

const mostNamed = 2_000;

/** `own` are those of the file whose text is given. */
export function notesOfAssertions(
  own: readonly PlacedAssertion[],
  { outcomes, idle, held }: Judgement,
  workspace: Workspace,
  text: string,
): readonly AssertionNote[] {
  const byAssertion = groupBy(outcomes, ({ assertion }) => assertion);
  return own.map((assertion): AssertionNote => {
    const subjects = held.get(assertion) ?? [];
    const found = byAssertion.get(assertion) ?? [];
    const nothing = idle.find((one) => one.assertion === assertion);
    const worst = found.find(({ verdict }) => verdict === "broken") ?? (nothing ? undefined : found[0]);
    const verdict = worst?.verdict ?? (nothing ? "idle" : "holds");
    const closest = worst ? null : closestTo(assertion, subjects);
    return {
      at: assertion.span,
      text: textOfFact(text, assertion.span),
      sentence: assertion.sentence,
      verdict,
      looked: lookedAt(subjects, workspace),
      because: worst ? brokenSentence(worst) : nothing ? `${sentenceCase(nothing.message)}.` : null,
      more: found.filter((one) => one.verdict === worst?.verdict).length - (worst ? 1 : 0),
      statement: worst ? statementNote(worst) : closest && statementNote({ ...closest, statement: closest.statement }),
    };
  });
}

/** What assertions can name. */
export function namedIn(workspace: Workspace): readonly NamedInWorkspace[] {
  const named = workspace.named().map(({ kind, name, scope }) => ({ kind, name, file: scope }));
  return named.slice(0, mostNamed);
}

/** Where there is more than is read while somebody types: nothing is known, and each assertion says so. */
export function tooMuch(path: string, assertions: readonly PlacedAssertion[], text: string): AssertionNotes {
  const because = "There are more files here than are read while you type; `planeguard check` reads them all.";
  return {
    facts: [],
    named: [],
    assertions: assertions
      .filter(({ file }) => file === path)
      .map(({ span, sentence }) => ({
        at: span,
        text: textOfFact(text, span),
        sentence,
        verdict: "unknown",
        looked: lookedAt([], null),
        because,
        more: 0,
        statement: null,
      })),
  };
}

function statementNote({
  read,
  statement,
  subject,
}: Pick<Broken, "subject"> & { readonly read: ReadPolicy; readonly statement: Statement | null }): StatementNote {
  const { file, range } = statementPlace(read, statement);
  return {
    label: read.managed?.name ?? (statement ? labelOf(statement) : "its policies"),
    subject: subject.name,
    file: uriPath(file),
    range,
  };
}

function lookedAt(subjects: readonly Subject[], workspace: Workspace | null): LookedAt {
  const looked = { role: 0, user: 0, group: 0, other: 0, resource: 0, policy: 0 };
  for (const subject of subjects) {
    looked[subject.kind === "identity" ? (workspace?.kindOf(subject) ?? "other") : "resource"]++;
    looked.policy += subject.policies.length;
  }
  return looked;
}

function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
