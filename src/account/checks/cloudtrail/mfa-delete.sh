# As root, with the serial number and a code of its device:
aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled,MFADelete=Enabled --mfa "MFA_ARN CODE"
