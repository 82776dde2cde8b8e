output "reports_bucket" {
  value = aws_s3_bucket.reports.bucket
}
