resource "aws_s3_bucket_logging" "log" {
  bucket        = aws_s3_bucket.log.id
  target_bucket = aws_s3_bucket.access_log.id
  target_prefix = "trail/"
}
