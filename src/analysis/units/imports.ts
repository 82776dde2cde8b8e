/** The modules that a file names, read from its text: what is named in a comment too, for one more file does no harm. */
import type { Form } from "../source/forms";

export interface NamedModule {
  /** As it is written: `./orders`, `shared.clients`, `..clients`. */
  readonly specifier: string;
  /** Python: what is taken from it, which may be modules of their own. */
  readonly names: readonly string[];
}

const inScript = /(?:\bfrom|\bimport|\brequire\(|\bimport\()[ \t]{0,20}["']([^"'\n]{1,200})["']/g;
const inPython =
  /^[ \t]{0,80}(?:from[ \t]{1,20}([\w.]{1,200})[ \t]{1,20}import[ \t]{1,20}(\([^()]{0,2000}\)|[^\n;#]{1,500})|import[ \t]{1,20}([\w., \t]{1,300}))/gm;
const inRuby = /^[ \t]{0,80}(require_relative|require)[ \t(]{1,20}["']([^"'\n]{1,200})["']/gm;
/** So many modules of one file are followed. */
const mostModules = 300;

export function modulesIn(text: string, form: Form): readonly NamedModule[] {
  if (form === "python") return pythonModules(text);
  if (form === "ruby")
    return [...text.matchAll(inRuby)].slice(0, mostModules).map(([, by, path]) => ({
      specifier: by === "require_relative" && !path!.startsWith(".") ? `./${path}` : path!,
      names: [],
    }));
  if (form !== "javascript" && form !== "typescript" && form !== "tsx") return [];
  return [...text.matchAll(inScript)]
    .slice(0, mostModules)
    .map(([, specifier]) => ({ specifier: specifier!, names: [] }));
}

function pythonModules(text: string): readonly NamedModule[] {
  const found: NamedModule[] = [];
  for (const [, from, names, modules] of text.matchAll(inPython)) {
    if (found.length >= mostModules) break;
    if (from !== undefined) found.push({ specifier: from, names: namesIn(names!) });
    else for (const specifier of namesIn(modules!)) found.push({ specifier, names: [] });
  }
  return found;
}

/** `a, b as c` as `a` and `b`. */
function namesIn(list: string): readonly string[] {
  return list
    .replace(/[()]/g, "")
    .split(",")
    .map((one) => one.trim().split(/\s/, 1)[0]!)
    .filter((one) => /^[\w.]+$/.test(one));
}

/** What comes with the languages, and what is known to call nothing of AWS by itself. */
const ownCalls =
  /aws|amazon|boto|dynamo|dynamoose|pynamo|(?:^|[^a-z])s3|sqs|sns|lambda|middy|serverless|kinesis|kafka|cognito|amplify|langchain|llama|litellm|strands|haystack|mlflow|sagemaker|smart_open|fsspec|pandas|polars|pyarrow|dask|duckdb|django|airflow|prefect|dagster|great_expectations|chalice|zappa|nest|typedorm|electrodb|sst|keyv|multer|knex|sequelize|typeorm|prisma|bedrock|opensearch|elasticsearch|gremlin|neptune|crhelper|cfnresponse|cfn/i;

/** Packages that get a client, or make none. */
const withoutOwnCalls =
  /^@aws-sdk\/|^aws-sdk(?:$|\/)|^@smithy\/|^@types\/|^aws-lambda$|^boto3(?:$|\.)|^botocore(?:$|\.)|^aws_xray_sdk|^aws-xray-sdk|^@aws-lambda-powertools\/(?:logger|metrics|tracer|commons|batch|event-handler|validation|parser|parameters|idempotency|jmespath|kafka)|^aws_lambda_powertools(?:$|\.(?:logging|metrics|tracing|event_handler|utilities(?:$|\.(?:typing|data_classes|batch|validation|parser|parameters|idempotency|feature_flags|streaming|data_masking|jmespath_utils|kafka))))|^aws_lambda_typing|^aws_lambda_context|^mypy_boto3|^types_boto|^@middy\/core|^cfn-?response$|^(?:node:)?dns$/;

/** Whether a package may call AWS by itself, so that what is read of the code is not all that it calls. */
export function mayCallByItself({ specifier }: NamedModule): boolean {
  return !withoutOwnCalls.test(specifier) && ownCalls.test(specifier);
}
