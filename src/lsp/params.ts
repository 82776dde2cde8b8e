/** What the parameters of each message must look like, before anything is done with them: a client may send what it likes. */
import { isObject } from "../analysis/json-object";

type Guard = (value: unknown) => boolean;

const string: Guard = (value) => typeof value === "string";
const count: Guard = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const id: Guard = (value) => string(value) || Number.isSafeInteger(value);

/** Has at least these properties. */
function shape(properties: Readonly<Record<string, Guard>>): Guard {
  const entries = Object.entries(properties);
  return (value) => isObject(value) && entries.every(([name, guard]) => guard(value[name]));
}

function list(of: Guard): Guard {
  return (value) => Array.isArray(value) && value.every(of);
}

/** Absent or null will do, too. */
function optional(guard: Guard): Guard {
  return (value) => value === undefined || value === null || guard(value);
}

const position = shape({ line: count, character: count });
const range = shape({ start: position, end: position });
const document = shape({ uri: string });
const ofDocument = shape({ textDocument: document });
const atPosition = shape({ textDocument: document, position });
const folders = list(shape({ uri: string }));
/** Whatever is in them is not looked at. */
const named = optional(isObject);

const guards: ReadonlyMap<string, Guard> = new Map(
  Object.entries({
    initialize: shape({
      capabilities: isObject,
      processId: optional(Number.isSafeInteger),
      rootUri: optional(string),
      workspaceFolders: optional(folders),
    }),
    shutdown: named,
    initialized: named,
    exit: named,
    "$/cancelRequest": shape({ id }),
    "$/setTrace": shape({ value: string }),
    "window/workDoneProgress/cancel": shape({ token: id }),
    "textDocument/didOpen": shape({
      textDocument: shape({ uri: string, languageId: string, version: Number.isSafeInteger, text: string }),
    }),
    "textDocument/didChange": shape({
      textDocument: shape({ uri: string, version: Number.isSafeInteger }),
      contentChanges: list(shape({ text: string, range: (value) => value === undefined || range(value) })),
    }),
    "textDocument/didClose": ofDocument,
    "textDocument/didSave": ofDocument,
    "textDocument/diagnostic": ofDocument,
    "textDocument/hover": atPosition,
    "textDocument/completion": atPosition,
    "completionItem/resolve": isObject,
    "textDocument/codeLens": ofDocument,
    "textDocument/documentSymbol": ofDocument,
    "textDocument/foldingRange": ofDocument,
    "textDocument/inlayHint": shape({ textDocument: document, range }),
    "textDocument/semanticTokens/full": ofDocument,
    "textDocument/semanticTokens/range": shape({ textDocument: document, range }),
    "textDocument/documentLink": ofDocument,
    "textDocument/definition": atPosition,
    "textDocument/implementation": atPosition,
    "textDocument/references": shape({ textDocument: document, position, context: isObject }),
    "textDocument/prepareRename": atPosition,
    "textDocument/rename": shape({ textDocument: document, position, newName: string }),
    "textDocument/codeAction": shape({
      textDocument: document,
      range,
      context: shape({ diagnostics: list(shape({ range })), only: optional(list(string)) }),
    }),
    "workspace/executeCommand": shape({ command: string, arguments: optional(Array.isArray) }),
    "workspace/didChangeConfiguration": named,
    "workspace/didChangeWatchedFiles": named,
    "workspace/didChangeWorkspaceFolders": shape({ event: shape({ added: folders, removed: folders }) }),
  } satisfies Record<string, Guard>),
);

/** Whether the parameters of a method are such as the protocol has them. Of methods that the server has not, nothing is known. */
export function isSound(method: string, params: unknown): boolean {
  const guard = guards.get(method);
  return guard === undefined || guard(params);
}
