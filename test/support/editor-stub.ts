/** As much of `vscode` as commands of ours need, and what they showed a person. What is imported before is not given it. */
import Module from "node:module";

export const shown = { errors: [] as string[], outcomes: [] as string[] };
const commands = new Map<string, (...values: readonly unknown[]) => unknown>();
type Tool = (input: object) => Promise<{ readonly content: readonly { readonly value: string }[] }>;
const tools = new Map<string, Tool>();
const nothing = { dispose: () => undefined };

class EventEmitter<Event> {
  private readonly listeners = new Set<(event: Event) => void>();
  readonly event = (listener: (event: Event) => void) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };
  fire(event: Event): void {
    for (const listener of this.listeners) listener(event);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

const uriOf = (fsPath: string) => ({ scheme: "file", path: fsPath, fsPath, toString: () => `file://${fsPath}` });

const stub = {
  EventEmitter,
  Uri: { file: uriOf },
  Disposable: { from: () => nothing },
  ProgressLocation: { Notification: 15 },
  l10n: {
    t: (text: string, ...values: unknown[]) => text.replace(/\{(\d)\}/g, (_, at: string) => String(values[+at])),
  },
  workspace: {
    workspaceFolders: [{ uri: uriOf("/project") }],
    getConfiguration: () => ({ get: () => undefined }),
    createFileSystemWatcher: () => ({
      onDidCreate: () => nothing,
      onDidChange: () => nothing,
      onDidDelete: () => nothing,
    }),
    onDidChangeWorkspaceFolders: () => nothing,
  },
  lm: {
    registerTool(name: string, { invoke }: { readonly invoke: (options: object, token: object) => ReturnType<Tool> }) {
      tools.set(name, (input) => invoke({ input }, {}));
      return nothing;
    },
  },
  LanguageModelToolResult: class {
    constructor(readonly content: readonly unknown[]) {}
  },
  LanguageModelTextPart: class {
    constructor(readonly value: string) {}
  },
  commands: {
    registerCommand(name: string, act: (...values: readonly unknown[]) => unknown) {
      commands.set(name, act);
      return nothing;
    },
    executeCommand: async (name: string) => await commands.get(name)?.(),
  },
  window: {
    withProgress: (_: unknown, task: (progress: object, token: object) => unknown) =>
      task({ report: () => undefined }, { onCancellationRequested: () => nothing }),
    showErrorMessage(message: string, ...actions: string[]) {
      shown.errors.push([message, ...actions].join(" | "));
      return Promise.resolve(undefined);
    },
    showInformationMessage: () => Promise.resolve(undefined),
    setStatusBarMessage: (message: string) => shown.outcomes.push(message),
  },
};

type Load = (request: string, ...rest: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const load = loader._load;

/** Requires modules of the editor with this in place of `vscode`. */
export function withStub<Loaded>(required: () => Loaded): Loaded {
  loader._load = (request, ...rest) => (request === "vscode" ? stub : load.call(loader, request, ...rest));
  try {
    return required();
  } finally {
    loader._load = load;
  }
}

export const run = (command: string): Promise<unknown> => stub.commands.executeCommand(command);

/** What a tool for language models answers. */
export async function answerOf(tool: string, input: object): Promise<string> {
  const { content } = await tools.get(`planeguard_${tool}`)!(input);
  return content.map(({ value }) => value).join("\n");
}
