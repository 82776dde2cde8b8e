"""Writes yesterday's parcels to the reports bucket, one CSV file a day."""
import csv
import io
from datetime import date, timedelta

import boto3

ACCESS_KEY = "{{id:export       }}"
SECRET_KEY = "{{secret:export                       }}"

dynamodb = boto3.resource("dynamodb", region_name="eu-central-1")
s3 = boto3.client(
    "s3",
    region_name="eu-central-1",
    aws_access_key_id=ACCESS_KEY,
    aws_secret_access_key=SECRET_KEY,
)


def parcels_of(day: date) -> list[dict]:
    table = dynamodb.Table("parcel-tracker")
    page = table.scan()
    return [item for item in page["Items"] if item["day"] == day.isoformat()]


def main() -> None:
    day = date.today() - timedelta(days=1)
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=["parcelId", "state", "day"], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(parcels_of(day))
    s3.put_object(
        Bucket="parcel-tracker-reports",
        Key=f"daily/{day.isoformat()}.csv",
        Body=text.getvalue().encode(),
    )


if __name__ == "__main__":
    main()
