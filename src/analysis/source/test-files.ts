/** Which files only show what something is to look like: tests and documentation, by their names. */
import { isDocumentation } from "./fences";
import { isCode } from "./forms";
import type { Source } from "./source";

const files =
  /(?:[_.-](?:test|tests|spec|specs)|(?<=[a-z0-9])(?:Tests?|Spec|TestCase|IT))\.\w{1,8}$|^(?:test_|conftest\b).{0,200}\.py$|^Test[A-Z]\w{0,200}\.(?:java|kt|cs)$|^(?:test|spec)_helper\.rb$/;
/** `MyApp.UnitTests` is a project of C#. */
const folders =
  /^(?:tests?|specs?|testdata|__tests__|__snapshots__|(?:unit|integration|functional|acceptance|e2e)[-_]?tests?)$|\.(?:\w{1,40})?Tests?$/i;
/** However deep the packages of Java and its like are below. */
const sources = /(?:^|[\\/])src[\\/](?:test|integrationTest|androidTest|testFixtures)[\\/]/;
/** Folders above that are not looked at: the code of a project lies as deep as this at most, and who knows what stands above it. */
const deepest = 6;

/** Whether a file says what something is to look like, often something broken: nobody deploys it. */
export function isTestFile(name: string): boolean {
  const parts = name.split(/[\\/]/);
  return (
    sources.test(name) ||
    files.test(parts.at(-1)!) ||
    parts.slice(-1 - deepest, -1).some((folder) => folders.test(folder))
  );
}

/**
 * Whether what stands in a document is only shown: in code that is a test, or in documentation. A policy in JSON may be deployed whatever its folder is called.
 * @param untrusted whether a stranger names it: what is called a test may be what is deployed
 */
export function isOnlyShown({ document, form }: Pick<Source, "document" | "form">, untrusted = false): boolean {
  return (!untrusted && isCode(form) && isTestFile(document.name)) || isDocumentation(document.name, form);
}
