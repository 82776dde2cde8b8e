/** What the engine of a browser can do, once `analysis.js` is there. */
import { suppressingComment } from "../../analysis/control/new-comment";
import { pipelineService } from "../../analysis/credentials/data/pipeline";
import { workflowSubjects } from "../../analysis/credentials/data/workflow-subjects";
import { catalogDate } from "../../catalog/generated/about";
import { rulesAt } from "../../language/hover/rules";
import { explain, listRules } from "../../report/explain";
import { Configurations } from "../../workspace/configuration/find";
import { placeOfSetting, settingMistakes } from "../../workspace/configuration/settings";
import { statementOf, withSuppression } from "../../workspace/configuration/write";
import { createEngine } from "../../workspace/create-engine";
import { ignoreEntry, isPrivateFile } from "../../workspace/ignored-files";
import { withDependency } from "../../workspace/manifest";
import { Project } from "../../workspace/project";
import { roleInPlaceOfKey, templateFiles } from "../../workspace/runtime";
import { Understanding } from "../../workspace/understanding";
import type { Configuration } from "../configuration";
import type { LoadedEngine } from "../engine";
import { language } from "../locale";
import { projectEngine } from "../project-engine";

export function loadedEngine(configuration: Configuration): LoadedEngine {
  return {
    ...projectEngine(createEngine(), configuration, { Configurations, Project }),
    catalogDate,
    explain,
    ignoreEntry,
    isPrivateFile,
    listRules,
    placeOfSetting,
    roleInPlaceOfKey,
    rulesAt,
    settingMistakes,
    statementOf,
    suppressingComment,
    templateFiles,
    withDependency,
    withSuppression,
    pipelineService,
    workflowSubjects,
    understanding: new Understanding(language),
    assertionCompletionsAt: () => Promise.resolve(null),
    callHoverAt: () => Promise.resolve(null),
    rehearsalOf: () => Promise.resolve(null),
    assertionsOf: () => Promise.resolve([]),
    handlersOf: () => Promise.resolve([]),
    changesOf: () => Promise.resolve([]),
    checkSaved: withoutDisk,
    checkPaths: withoutDisk,
  };
}

function withoutDisk(): Promise<never> {
  return Promise.reject(new Error("A browser has no disk whose files could be checked."));
}
