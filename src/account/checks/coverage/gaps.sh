# Switches the Region off; what runs there stays and goes on costing.
aws account disable-region --region-name REGION
