# Replaces the four settings of the bucket. See first what they are:
aws s3api get-public-access-block --bucket BUCKET
aws s3api put-public-access-block --bucket BUCKET --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
# Replaces who owns objects: with it ACLs count no more.
aws s3api get-bucket-ownership-controls --bucket BUCKET
aws s3api put-bucket-ownership-controls --bucket BUCKET --ownership-controls Rules=[{ObjectOwnership=BucketOwnerEnforced}]
