aws organizations describe-policy --policy-id POLICY_ID --query Policy.Content --output text > policy.json
# Put right what is wrong in policy.json; planeguard check policy.json names it.
aws organizations update-policy --policy-id POLICY_ID --content file://policy.json
