/** A project with one function that writes to its table, and a role that may do only what the template says. */

/** @param action what the role may do on the table */
export const parcelsTemplate = (action: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Parcels:
    Type: AWS::DynamoDB::Table
  Track:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: track.handler
      Environment:
        Variables:
          TABLE: !Ref Parcels
      Policies:
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: ${action}
              Resource: !GetAtt Parcels.Arn
`;

export const parcelsTable = `import os
import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
`;

export const parcelsHandler = `${parcelsTable}
def handler(event, context):
    table.put_item(Item=event)
`;
