resource "aws_cloudtrail" "management_events" {
  name                       = "management-events"
  s3_bucket_name             = aws_s3_bucket.log.id
  is_multi_region_trail      = true
  enable_log_file_validation = true
}
