#!/bin/sh
# Copies the reports to the archive account; runs from cron on the office machine.
set -eu

export AWS_DEFAULT_REGION=eu-central-1
export AWS_ACCESS_KEY_ID={{id:backup       }}
export AWS_SECRET_ACCESS_KEY="{{secret:backup                       }}"

aws s3 sync s3://parcel-tracker-reports/daily s3://parcel-tracker-archive/daily --only-show-errors
