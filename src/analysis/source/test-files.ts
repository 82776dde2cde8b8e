/** Which files are tests, by their names. */

const names =
  /(?:^|[\\/])(?:tests?|specs?|testdata|__tests__)[\\/]|(?:[_.-](?:test|spec)|(?<=[a-z0-9])(?:Tests?|Spec))\.\w{1,8}$/;

/** Whether a file says what something is to look like, often something broken: nobody deploys it. */
export function isTestFile(name: string): boolean {
  return names.test(name);
}
