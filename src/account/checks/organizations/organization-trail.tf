resource "aws_cloudtrail" "organization" {
  name                       = "organization"
  s3_bucket_name             = aws_s3_bucket.log.id
  is_organization_trail      = true
  is_multi_region_trail      = true
  enable_log_file_validation = true
}
