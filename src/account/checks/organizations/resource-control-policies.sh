aws organizations update-policy --policy-id POLICY_ID --content file://policy.json
aws organizations attach-policy --policy-id POLICY_ID --target-id OU_ID
