resource "aws_kms_key" "trail" {
  enable_key_rotation = true
}
