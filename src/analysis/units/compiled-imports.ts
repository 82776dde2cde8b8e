/** What files of Go and Java import, and which of that is known to call nothing of AWS by itself. */

/** So many imports of one file are followed. */
const mostImports = 300;
const longestImport = 200;

/** The paths that a file of Go imports, in its order. */
export function goImports(text: string): readonly string[] {
  const found: string[] = [];
  let isInBlock = false;
  for (const line of text.split("\n")) {
    if (found.length >= mostImports || /^(?:func|type|var|const)\b/.test(line)) break;
    if (/^import[ \t]{0,9}\(/.test(line)) isInBlock = true;
    else if (!isInBlock && !/^import[ \t]/.test(line)) continue;
    const path = /"([^"]{1,200})"/.exec(line.slice(0, longestImport * 2))?.[1];
    if (path !== undefined) found.push(path);
    if (/^\s{0,20}\)/.test(line) || (isInBlock && /^import[ \t]{0,9}\([^()]{0,200}\)/.test(line))) isInBlock = false;
  }
  return found;
}

/** The package clause of a file of Go; null for a text without one. */
export function goPackageName(text: string): string | null {
  return /^package[ \t]{1,9}(\w{1,80})/m.exec(text)?.[1] ?? null;
}

/** `lambda && !test`, under which a file is compiled; null for one that always is. */
export function goConstraint(text: string): string | null {
  const head = text.slice(0, text.search(/^package[ \t]/m) + 1);
  return /^\/\/(?:go:build|[ \t]{0,9}\+build)[ \t]{1,9}([^\n]{1,200})/m.exec(head)?.[1] ?? null;
}

export interface JavaImport {
  /** `app.store.Orders`, or the package of `app.store.*`. */
  readonly name: string;
  readonly isAll: boolean;
}

export function javaImports(text: string): readonly JavaImport[] {
  return [...text.matchAll(/^[ \t]{0,20}import[ \t]{1,9}(?:static[ \t]{1,9})?([\w.]{1,200}?)(\.\*)?[ \t]{0,9};/gm)]
    .slice(0, mostImports)
    .map(([, name, all]) => ({ name: name!, isAll: all !== undefined }));
}

/** The package of a file of Java; empty for the one without a name. */
export function javaPackageName(text: string): string {
  return /^[ \t]{0,20}package[ \t]{1,9}([\w.]{1,200})[ \t]{0,9};/m.exec(text)?.[1] ?? "";
}

const harmlessGo = [
  /^(?:github\.com\/aws\/aws-lambda-go(?:\/|$))/,
  /^(?:github\.com\/aws\/aws-sdk-go\/aws(?:\/(?:session|awserr|arn|endpoints|request|client|awsutil))?$)/,
  /^(?:github\.com\/aws\/aws-sdk-go\/service\/)/,
  /^(?:github\.com\/aws\/aws-sdk-go-v2\/(?:aws|config)$)/,
  /^(?:github\.com\/aws\/aws-sdk-go-v2\/aws\/(?:arn|retry|ratelimit|transport\/http)$)/,
  /^(?:github\.com\/aws\/aws-sdk-go-v2\/(?:service\/|feature\/dynamodb\/(?:attributevalue|expression)$|feature\/s3\/(?:manager|transfermanager)$))/,
  /^(?:github\.com\/aws\/(?:smithy-go|aws-xray-sdk-go)(?:\/|$))/,
  /^(?:github\.com\/awslabs\/aws-lambda-go-api-proxy(?:\/|$))/,
  /^(?:github\.com\/(?:google\/uuid|gofrs\/uuid|satori\/go\.uuid|sirupsen\/logrus|rs\/(?:zerolog|xid|cors)|pkg\/errors|go-playground\/validator)(?:\/|$))/,
  /^(?:github\.com\/(?:gorilla\/mux|gin-gonic\/gin|go-chi\/chi|labstack\/echo|gofiber\/fiber|oklog\/ulid|segmentio\/ksuid|golang-jwt\/jwt|dgrijalva\/jwt-go)(?:\/|$))/,
  /^(?:github\.com\/(?:mitchellh\/mapstructure|caarlos0\/env|kelseyhightower\/envconfig|joho\/godotenv|tidwall\/gjson|json-iterator\/go|stretchr\/testify)(?:\/|$))/,
  /^(?:github\.com\/(?:jmoiron\/sqlx|lib\/pq|go-sql-driver\/mysql|jackc\/pgx|shopspring\/decimal|akrylysov\/algnhsa)(?:\/|$))/,
  /^(?:go\.uber\.org\/(?:zap|multierr)(?:\/|$)|go\.opentelemetry\.io\/|golang\.org\/x\/|gopkg\.in\/yaml\.)/,
];

/** Whether a package that is not in the workspace calls nothing of AWS by itself, as far as is known. */
export function isHarmlessGo(path: string): boolean {
  const isOfLanguage = !path.slice(0, path.indexOf("/") + 1 || undefined).includes(".");
  return isOfLanguage ? !/^(?:os\/exec|plugin|net\/rpc|C)$/.test(path) : harmlessGo.some((one) => one.test(path));
}

const harmlessJava = [
  /^(?:java\.|javax\.(?!inject|script|enterprise|ws)|jakarta\.(?:annotation|json|validation)\.)/,
  /^(?:software\.amazon\.awssdk\.(?!auth\.signer|iot|crtcore))/,
  /^(?:com\.amazonaws\.services\.lambda\.runtime(?:\.|$))/,
  /^(?:com\.amazonaws\.services\.\w{1,40}\.(?:model\.)?\w{1,80}$)/,
  /^(?:com\.amazonaws\.(?:regions|util|xray|retry|handlers)(?:\.|$)|com\.amazonaws\.(?:\w{0,40}Exception|ClientConfiguration|Protocol)$)/,
  /^(?:software\.amazon\.lambda\.powertools\.(?:logging|tracing|metrics|validation|utilities|batch|common)(?:\.|$))/,
  /^(?:com\.fasterxml\.|com\.google\.(?:gson|common)(?:\.|$)|org\.slf4j(?:\.|$)|org\.apache\.(?:logging|http)\.|ch\.qos\.logback\.)/,
  /^(?:org\.apache\.commons\.(?:lang3?|io|codec|text|csv|collections4|logging|math3)(?:\.|$)|org\.json(?:\.|$)|lombok(?:\.|$))/,
  /^(?:org\.jetbrains\.annotations\.|org\.joda\.time(?:\.|$)|okhttp3\.|org\.crac\.|io\.opentelemetry\.|org\.yaml\.snakeyaml(?:\.|$)|com\.jayway\.jsonpath\.)/,
];

/** The same of Java. */
export function isHarmlessJava({ name, isAll }: JavaImport): boolean {
  return harmlessJava.some((one) => one.test(isAll ? `${name}.` : name));
}

/** Makes objects, calls methods and starts programs that no text names. */
export const hidesCalls =
  /\bClass\.forName\(|\bServiceLoader\b|\bProcessBuilder\b|\bgetRuntime\(\)\s{0,20}\.exec\b|\bget(?:Declared)?(?:Method|Constructor)s?\(|\bURLClassLoader\b|\bScriptEngine\b|\bAws4Signer\b|\bAWS4Signer\b|\bMethodByName\(|^\/\/go:linkname\b|^import[ \t]{1,9}"C"/m;

/** A client may have other credentials than those of the role, or call what is not AWS. */
export const givesOthers =
  /\bcredentialsProvider\(\s{0,40}(?!EnvironmentVariableCredentialsProvider\b|DefaultCredentialsProvider\b|\))|\bwithCredentials\(\s{0,40}(?!new[ ](?:EnvironmentVariable|DefaultAWS)Credentials|DefaultAWSCredentials|\))|\bendpointOverride\(|\bwithEndpointConfiguration\(|\bsetEndpoint\(|\bendpointProvider\(|\bprofileName\(|\bWithCredentialsProvider\(|\bstscreds\b|\bcredentials\.New|\bWithSharedConfig(?:Profile|Files)\(|\bBaseEndpoint\b|\bWithBaseEndpoint\(|\bEndpointResolver|\bEndpoint\s{0,9}:|\bProfile\s{0,9}:|\bAnonymousCredentials/;

/** The same of Ruby and C#, of which it is enough that the code speaks of credentials or endpoints at all. */
export const mayGiveOthers = /credential|endpoint|ServiceURL|AnonymousAWS|\bprofile\b|assume_?role/i;
