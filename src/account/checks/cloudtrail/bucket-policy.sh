# Replaces the four settings of the bucket. See first what they are:
aws s3api get-public-access-block --bucket BUCKET
aws s3api put-public-access-block --bucket BUCKET --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text
