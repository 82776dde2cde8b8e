/** Takes parcel events from the queue, stores them and tells the customer. */
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';

const accessKeyId = '{{id:notify       }}';
const secretAccessKey = '{{secret:notify                       }}';

const dynamodb = new DynamoDBClient({ region: process.env.AWS_REGION });
const sns = new SNSClient({
  region: 'eu-central-1',
  credentials: { accessKeyId, secretAccessKey },
});

export async function handler(event) {
  for (const record of event.Records) {
    const { parcelId, state, phone } = JSON.parse(record.body);
    await dynamodb.send(new PutItemCommand({
      TableName: process.env.TABLE_NAME,
      Item: { parcelId: { S: parcelId }, state: { S: state } },
    }));
    await sns.send(new PublishCommand({ PhoneNumber: phone, Message: `Your parcel ${parcelId} is ${state}.` }));
  }
}
