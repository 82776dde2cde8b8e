resource "aws_config_delivery_channel" "this" {
  s3_bucket_name = var.config_bucket
}

variable "config_bucket" {
  type = string
}
