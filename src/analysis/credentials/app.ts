/** Whether a file becomes part of what users are handed: whoever has the app has the key, whatever is done to the file. */
import type { SourceDocument } from "../source/document";

interface Kind {
  readonly file: RegExp;
  readonly has: RegExp;
}

const kinds: readonly Kind[] = [
  // Android.
  { file: /(?:^|[\\/])res[\\/]values[\w-]{0,40}[\\/][\w.-]{1,80}\.xml$/, has: /<resources\b/ },
  { file: /\.(?:kt|java)$/, has: /^import (?:android|androidx)\./m },
  { file: /\.gradle(?:\.kts)?$/, has: /\bbuildConfigField\b.{0,200}(?:AKIA|ASIA)/ },
  // iOS.
  { file: /\.plist$/, has: /<key>CFBundle\w{1,40}<\/key>/ },
  { file: /\.swift$/, has: /^import (?:UIKit|SwiftUI|AWSCore|AWSS3|AWSDynamoDB|AWSMobileClient)\b/m },
  { file: /\.(?:m|mm|h|pch)$/, has: /@"(?:AKIA|ASIA)/ },
  // Flutter.
  { file: /\.dart$/, has: /^import ['"]package:flutter\//m },
  // Browsers.
  {
    file: /\.[cm]?[jt]sx?$/,
    has: /^import [^\n]{1,80} from ["'](?:react-aws-s3(?:-typescript)?|react-s3|react-s3-uploader)["']/m,
  },
  { file: /\.(?:vue|svelte|html?)$/, has: /<script\b/ },
  {
    file: /(?:^|[\\/])\.env[\w.-]{0,40}$/,
    has: /^(?:VITE|REACT_APP|NEXT_PUBLIC|NUXT_PUBLIC|VUE_APP|EXPO_PUBLIC|GATSBY|NG_APP|PUBLIC)_\w{0,60}[ \t]{0,4}=[ \t]{0,4}["']?(?:AKIA|ASIA)/m,
  },
];

/** What is read of a file to tell. */
const longest = 200_000;

/** Whether users are handed what is made of this file. */
export function isApp({ name, text }: SourceDocument): boolean {
  return kinds.some(({ file, has }) => file.test(name) && has.test(text.slice(0, longest)));
}
