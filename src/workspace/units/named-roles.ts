/** Whether another file of a workspace names a role by the name that a unit's document writes: it may run code that nobody here reads. */
import type { CodeFiles } from "./code-files";
import { mayDeclare } from "./find";
import type { Unit } from "./unit";

/** How far before its name a text says that it is a role: `role/path/NAME`, `data "aws_iam_role" "a" { name = "NAME"`. */
const window = 120;
/** Characters of names, as long as names may be (AWS IAM: "IAM and AWS STS quotas"); longer words are none. */
const words = /[\w+=,.@-]{1,400}/g;

/** The roles that the files of a project name. All files are read once for all names that were asked about until then. */
export class RoleNames {
  /** The files that name a role, by its name. */
  private readonly namedIn = new Map<string, Set<string>>();
  private isRead = true;

  /** @param paths of all files that may declare something, absolute */
  constructor(
    private readonly paths: () => Iterable<string>,
    private readonly code: CodeFiles,
  ) {}

  /** Whether another file names the role of a unit, to be asked when all units are known. */
  elsewhere({ declared, document, parts }: Unit): () => boolean {
    const name = declared.role?.writtenName;
    if (name === undefined || name === "") return () => false;
    if (!this.namedIn.has(name)) {
      this.namedIn.set(name, new Set());
      this.isRead = false;
    }
    const own = new Set([document.path, ...(parts ?? []).map(({ file }) => file.path)]);
    return () => {
      this.read();
      return [...this.namedIn.get(name)!].some((path) => !own.has(path));
    };
  }

  private read(): void {
    if (this.isRead) return;
    this.isRead = true;
    for (const path of this.paths()) {
      const text = mayDeclare(path) ? (this.code.look(path)?.text ?? "") : "";
      if (!/role/i.test(text)) continue;
      for (const { 0: word, index } of text.matchAll(words)) {
        const files = this.namedIn.get(word);
        if (files && !files.has(path) && /role/i.test(text.slice(Math.max(0, index - window), index))) files.add(path);
      }
    }
  }
}
