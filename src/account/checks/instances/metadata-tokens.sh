aws ec2 modify-instance-metadata-options --instance-id INSTANCE_ID --http-tokens required
aws ec2 modify-instance-metadata-defaults --http-tokens required
