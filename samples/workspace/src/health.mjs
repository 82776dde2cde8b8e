/** Says whether the table can be read; the function's role is all it needs. */
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';

const dynamodb = new DynamoDBClient({});

export async function handler() {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: process.env.TABLE_NAME }));
  return { statusCode: Table?.TableStatus === 'ACTIVE' ? 200 : 503 };
}
