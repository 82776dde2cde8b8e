/**
 * What actions of GitHub do with the key that they are given, where that is not what the AWS SDKs and the CLI do.
 * Read in their repositories in November 2026: `entrypoint.sh`, `index.js` and `action.yml` of every tag that is named here.
 */

/** An action that writes the key into a profile of its own, or hands it to a client by itself: session tokens are lost. */
interface WithoutToken {
  readonly action: string;
  /** Tags at which it is otherwise. */
  readonly except: RegExp;
  /** What the AWS CLI does in its place, by the environment that the action reads; null where it does more than one command. */
  readonly command: string | null;
}

const never = /^(?!)/;

const withoutToken: readonly WithoutToken[] = [
  // v0.1 and v0.2 leave the environment as it is; from v0.3 on there is `aws configure --profile s3-sync-action`.
  {
    action: "jakejarvis/s3-sync-action",
    except: /^v0\.[12]\./,
    command: 'aws s3 sync "${SOURCE_DIR:-.}" "s3://$AWS_S3_BUCKET/$DEST_DIR" --no-progress',
  },
  // `aws configure --profile s3-cp-action`.
  { action: "prewk/s3-cp-action", except: never, command: 'aws s3 cp "$SOURCE" "$DEST" --no-progress' },
  // `new S3({ accessKeyId, secretAccessKey })`, up to v1.3.3.
  { action: "shallwefootball/upload-s3-action", except: never, command: null },
  { action: "shallwefootball/s3-upload-action", except: never, command: null },
  // `aws configure --profile s3-rm-action`; before v1 it was another action.
  {
    action: "vitorsgomes/s3-rm-action",
    except: /^v0\./,
    command: 'aws s3 rm "s3://$AWS_S3_BUCKET/$PATH_TO_DELETE/"',
  },
  // `new AWS.S3({ accessKeyId, secretAccessKey })`.
  { action: "stcalica/s3-upload", except: never, command: null },
];

/** The action as one without session tokens; null where it takes them, or nothing is known of it. `uses` is `owner/name@ref`. */
export function actionWithoutToken(uses: string): WithoutToken | null {
  const [action, ref = ""] = uses.split("@", 2);
  return withoutToken.find((one) => one.action === action && !one.except.test(ref)) ?? null;
}

/** Inputs by which actions take a session token, beside those of id and secret. */
const tokenInputs: readonly (readonly [action: string, input: string, without: RegExp])[] = [
  ["einaregilsson/beanstalk-deploy", "aws_session_token", /^v(?:[1-9]|10)$/],
  ["appleboy/lambda-action", "aws_session_token", /^v0\.0\.1$/],
];

/** The input of an action for the session token; null where it has none, or nothing is known of it. */
export function tokenInputOf(uses: string): string | null {
  const [action, ref = ""] = uses.split("@", 2);
  return tokenInputs.find(([name, , without]) => name === action && !without.test(ref))?.[1] ?? null;
}
