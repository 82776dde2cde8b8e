import kind from "../../credentials/kinds/presigned-url";
import { credentialKindRule } from "./credential-kind-rule";

export default credentialKindRule(
  kind,
  {
    title: "Presigned URL in a file",
    severity: "info",
    confidence: "high",
    documentation: {
      why: "A presigned URL does one request with the rights of whoever signed it, for everybody who has the URL, until it expires: seven days at most. In a file it is read by more people than it was made for, and stops working soon after. Sign a URL when somebody asks for it.",
      avoid: {
        language: "text",
        code: "https://<bucket>.s3.amazonaws.com/report.csv?X-Amz-Credential=…&X-Amz-Expires=604800&X-Amz-Signature=…",
      },
      prefer: {
        language: "typescript",
        code: "await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: 300 })",
      },
      links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html"],
    },
  },
  ({ expires }, _, account) =>
    `This presigned URL${account ? `, signed by a key${account},` : ""} lets everybody who reads it do its request as the one who signed it${expires === null ? "" : `, until ${expires}`}. Sign a URL when it is asked for, for a few minutes, and keep it out of files.`,
);
