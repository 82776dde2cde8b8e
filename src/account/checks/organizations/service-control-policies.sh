aws organizations enable-policy-type --root-id ROOT_ID --policy-type SERVICE_CONTROL_POLICY
aws organizations create-policy --name guardrails --description "What no account may do" --type SERVICE_CONTROL_POLICY --content file://policy.json
aws organizations attach-policy --policy-id POLICY_ID --target-id OU_ID
