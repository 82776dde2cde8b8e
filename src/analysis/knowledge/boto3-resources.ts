/**
 * What boto3's resources call: of the resource models that boto3 has beside its clients (AWS, Apache-2.0, version 1.43, August 2026).
 * A resource has in parentheses the parameters that it gives to its calls, in the order of its own arguments; then
 * `method=Operation`, with the resource that it returns behind `>`; `collection*Operation>Resource`; `member/Resource`;
 * `wait_until~Waiter`; and `method+Operation` for what a collection does with all of its items.
 */
import { tableOf } from "../table";

/** By service and resource; the service itself has no name behind the dot. */
export const rows: Readonly<Record<string, string>> = tableOf({
  "cloudformation.": "create_stack=CreateStack>Stack stacks*DescribeStacks>Stack Event/Event Stack/Stack",
  "cloudformation.Event": "(Id)",
  "cloudformation.Stack": `(StackName) load=DescribeStacks cancel_update=CancelUpdateStack delete=DeleteStack update=UpdateStack
    events*DescribeStackEvents>Event resource_summaries*ListStackResources>StackResourceSummary
    Resource/StackResource`,
  "cloudformation.StackResource": "(StackName,LogicalResourceId) load=DescribeStackResource Stack/Stack",
  "cloudformation.StackResourceSummary": "(StackName,LogicalId) Resource/StackResource",
  "cloudwatch.": "alarms*DescribeAlarms>Alarm metrics*ListMetrics>Metric Alarm/Alarm Metric/Metric",
  "cloudwatch.Alarm": `(AlarmNames) load=DescribeAlarms delete=DeleteAlarms describe_history=DescribeAlarmHistory
    disable_actions=DisableAlarmActions enable_actions=EnableAlarmActions set_state=SetAlarmState metric/Metric
    delete+DeleteAlarms disable_actions+DisableAlarmActions enable_actions+EnableAlarmActions`,
  "cloudwatch.Metric": `(Namespace,MetricName) load=ListMetrics get_statistics=GetMetricStatistics put_alarm=PutMetricAlarm>Alarm
    put_data=PutMetricData alarms*DescribeAlarmsForMetric>Alarm`,
  "dynamodb.": `batch_get_item=BatchGetItem batch_write_item=BatchWriteItem create_table=CreateTable>Table
    tables*ListTables>Table Table/Table`,
  "dynamodb.Table": `(TableName) load=DescribeTable delete=DeleteTable delete_item=DeleteItem get_item=GetItem put_item=PutItem
    query=Query scan=Scan update=UpdateTable>Table update_item=UpdateItem wait_until_exists~TableExists
    wait_until_not_exists~TableNotExists`,
  "ec2.": `create_dhcp_options=CreateDhcpOptions>DhcpOptions create_instances=RunInstances>Instance
    create_internet_gateway=CreateInternetGateway>InternetGateway create_key_pair=CreateKeyPair>KeyPair
    create_network_acl=CreateNetworkAcl>NetworkAcl create_network_interface=CreateNetworkInterface>NetworkInterface
    create_placement_group=CreatePlacementGroup>PlacementGroup create_route_table=CreateRouteTable>RouteTable
    create_security_group=CreateSecurityGroup>SecurityGroup create_snapshot=CreateSnapshot>Snapshot
    create_subnet=CreateSubnet>Subnet create_tags=CreateTags create_volume=CreateVolume>Volume
    create_vpc=CreateVpc>Vpc create_vpc_peering_connection=CreateVpcPeeringConnection>VpcPeeringConnection
    disassociate_route_table=DisassociateRouteTable import_key_pair=ImportKeyPair>KeyPairInfo
    register_image=RegisterImage>Image classic_addresses*DescribeAddresses>ClassicAddress
    dhcp_options_sets*DescribeDhcpOptions>DhcpOptions images*DescribeImages>Image
    instances*DescribeInstances>Instance internet_gateways*DescribeInternetGateways>InternetGateway
    key_pairs*DescribeKeyPairs>KeyPairInfo network_acls*DescribeNetworkAcls>NetworkAcl
    network_interfaces*DescribeNetworkInterfaces>NetworkInterface
    placement_groups*DescribePlacementGroups>PlacementGroup route_tables*DescribeRouteTables>RouteTable
    security_groups*DescribeSecurityGroups>SecurityGroup snapshots*DescribeSnapshots>Snapshot
    subnets*DescribeSubnets>Subnet volumes*DescribeVolumes>Volume vpc_addresses*DescribeAddresses>VpcAddress
    vpc_peering_connections*DescribeVpcPeeringConnections>VpcPeeringConnection vpcs*DescribeVpcs>Vpc
    DhcpOptions/DhcpOptions Image/Image Instance/Instance InternetGateway/InternetGateway KeyPair/KeyPairInfo
    NetworkAcl/NetworkAcl NetworkInterface/NetworkInterface PlacementGroup/PlacementGroup RouteTable/RouteTable
    RouteTableAssociation/RouteTableAssociation SecurityGroup/SecurityGroup Snapshot/Snapshot Subnet/Subnet
    Volume/Volume Vpc/Vpc VpcPeeringConnection/VpcPeeringConnection`,
  "ec2.ClassicAddress": `(PublicIps) load=DescribeAddresses associate=AssociateAddress disassociate=DisassociateAddress
    release=ReleaseAddress`,
  "ec2.DhcpOptions": `(DhcpOptionsId) load=DescribeDhcpOptions associate_with_vpc=AssociateDhcpOptions create_tags=CreateTags>Tag
    delete=DeleteDhcpOptions`,
  "ec2.Image": `(ImageId) load=DescribeImages create_tags=CreateTags>Tag deregister=DeregisterImage
    describe_attribute=DescribeImageAttribute modify_attribute=ModifyImageAttribute
    reset_attribute=ResetImageAttribute wait_until_exists~ImageExists`,
  "ec2.Instance": `(InstanceId) load=DescribeInstances attach_classic_link_vpc=AttachClassicLinkVpc attach_volume=AttachVolume
    console_output=GetConsoleOutput create_image=CreateImage>Image create_tags=CreateTags>Tag
    describe_attribute=DescribeInstanceAttribute detach_classic_link_vpc=DetachClassicLinkVpc
    detach_volume=DetachVolume modify_attribute=ModifyInstanceAttribute monitor=MonitorInstances
    password_data=GetPasswordData reboot=RebootInstances report_status=ReportInstanceStatus
    reset_attribute=ResetInstanceAttribute reset_kernel=ResetInstanceAttribute reset_ramdisk=ResetInstanceAttribute
    reset_source_dest_check=ResetInstanceAttribute start=StartInstances stop=StopInstances
    terminate=TerminateInstances unmonitor=UnmonitorInstances volumes*DescribeVolumes>Volume
    vpc_addresses*DescribeAddresses>VpcAddress classic_address/ClassicAddress image/Image key_pair/KeyPairInfo
    network_interfaces/NetworkInterface placement_group/PlacementGroup subnet/Subnet vpc/Vpc
    wait_until_exists~InstanceExists wait_until_running~InstanceRunning wait_until_stopped~InstanceStopped
    wait_until_terminated~InstanceTerminated create_tags+CreateTags monitor+MonitorInstances reboot+RebootInstances
    start+StartInstances stop+StopInstances terminate+TerminateInstances unmonitor+UnmonitorInstances`,
  "ec2.InternetGateway": `(InternetGatewayId) load=DescribeInternetGateways attach_to_vpc=AttachInternetGateway create_tags=CreateTags>Tag
    delete=DeleteInternetGateway detach_from_vpc=DetachInternetGateway`,
  "ec2.KeyPair": "(KeyName) delete=DeleteKeyPair",
  "ec2.KeyPairInfo": "(KeyNames) load=DescribeKeyPairs delete=DeleteKeyPair",
  "ec2.NetworkAcl": `(NetworkAclId) load=DescribeNetworkAcls create_entry=CreateNetworkAclEntry create_tags=CreateTags>Tag
    delete=DeleteNetworkAcl delete_entry=DeleteNetworkAclEntry replace_association=ReplaceNetworkAclAssociation
    replace_entry=ReplaceNetworkAclEntry vpc/Vpc`,
  "ec2.NetworkInterface": `(NetworkInterfaceId) load=DescribeNetworkInterfaces assign_private_ip_addresses=AssignPrivateIpAddresses
    attach=AttachNetworkInterface create_tags=CreateTags>Tag delete=DeleteNetworkInterface
    describe_attribute=DescribeNetworkInterfaceAttribute detach=DetachNetworkInterface
    modify_attribute=ModifyNetworkInterfaceAttribute reset_attribute=ResetNetworkInterfaceAttribute
    unassign_private_ip_addresses=UnassignPrivateIpAddresses association/NetworkInterfaceAssociation subnet/Subnet
    vpc/Vpc`,
  "ec2.NetworkInterfaceAssociation": `(Filters.Values) load=DescribeNetworkInterfaces delete=DisassociateAddress address/VpcAddress`,
  "ec2.PlacementGroup": `(GroupNames) load=DescribePlacementGroups delete=DeletePlacementGroup instances*DescribeInstances>Instance`,
  "ec2.Route": "(RouteTableId,DestinationCidrBlock) delete=DeleteRoute replace=ReplaceRoute RouteTable/RouteTable",
  "ec2.RouteTable": `(RouteTableId) load=DescribeRouteTables associate_with_subnet=AssociateRouteTable>RouteTableAssociation
    create_route=CreateRoute>Route create_tags=CreateTags>Tag delete=DeleteRouteTable
    associations/RouteTableAssociation routes/Route vpc/Vpc`,
  "ec2.RouteTableAssociation": `(AssociationId) delete=DisassociateRouteTable replace_subnet=ReplaceRouteTableAssociation>RouteTableAssociation
    route_table/RouteTable subnet/Subnet`,
  "ec2.SecurityGroup": `(GroupId) load=DescribeSecurityGroups authorize_egress=AuthorizeSecurityGroupEgress
    authorize_ingress=AuthorizeSecurityGroupIngress create_tags=CreateTags>Tag delete=DeleteSecurityGroup
    revoke_egress=RevokeSecurityGroupEgress revoke_ingress=RevokeSecurityGroupIngress`,
  "ec2.Snapshot": `(SnapshotId) load=DescribeSnapshots copy=CopySnapshot create_tags=CreateTags>Tag delete=DeleteSnapshot
    describe_attribute=DescribeSnapshotAttribute modify_attribute=ModifySnapshotAttribute
    reset_attribute=ResetSnapshotAttribute volume/Volume wait_until_completed~SnapshotCompleted`,
  "ec2.Subnet": `(SubnetId) load=DescribeSubnets create_instances=RunInstances>Instance
    create_network_interface=CreateNetworkInterface>NetworkInterface create_tags=CreateTags>Tag delete=DeleteSubnet
    instances*DescribeInstances>Instance network_interfaces*DescribeNetworkInterfaces>NetworkInterface vpc/Vpc`,
  "ec2.Tag": "(Resources,Filters.Values,Filters[1].Values) load=DescribeTags delete=DeleteTags delete+DeleteTags",
  "ec2.Volume": `(VolumeId) load=DescribeVolumes attach_to_instance=AttachVolume create_snapshot=CreateSnapshot>Snapshot
    create_tags=CreateTags>Tag delete=DeleteVolume describe_attribute=DescribeVolumeAttribute
    describe_status=DescribeVolumeStatus detach_from_instance=DetachVolume enable_io=EnableVolumeIO
    modify_attribute=ModifyVolumeAttribute snapshots*DescribeSnapshots>Snapshot`,
  "ec2.Vpc": `(VpcId) load=DescribeVpcs associate_dhcp_options=AssociateDhcpOptions
    attach_classic_link_instance=AttachClassicLinkVpc attach_internet_gateway=AttachInternetGateway
    create_network_acl=CreateNetworkAcl>NetworkAcl create_route_table=CreateRouteTable>RouteTable
    create_security_group=CreateSecurityGroup>SecurityGroup create_subnet=CreateSubnet>Subnet
    create_tags=CreateTags>Tag delete=DeleteVpc describe_attribute=DescribeVpcAttribute
    detach_classic_link_instance=DetachClassicLinkVpc detach_internet_gateway=DetachInternetGateway
    disable_classic_link=DisableVpcClassicLink enable_classic_link=EnableVpcClassicLink
    modify_attribute=ModifyVpcAttribute
    request_vpc_peering_connection=CreateVpcPeeringConnection>VpcPeeringConnection
    accepted_vpc_peering_connections*DescribeVpcPeeringConnections>VpcPeeringConnection
    instances*DescribeInstances>Instance internet_gateways*DescribeInternetGateways>InternetGateway
    network_acls*DescribeNetworkAcls>NetworkAcl network_interfaces*DescribeNetworkInterfaces>NetworkInterface
    requested_vpc_peering_connections*DescribeVpcPeeringConnections>VpcPeeringConnection
    route_tables*DescribeRouteTables>RouteTable security_groups*DescribeSecurityGroups>SecurityGroup
    subnets*DescribeSubnets>Subnet dhcp_options/DhcpOptions wait_until_available~VpcAvailable
    wait_until_exists~VpcExists`,
  "ec2.VpcPeeringConnection": `(VpcPeeringConnectionId) load=DescribeVpcPeeringConnections accept=AcceptVpcPeeringConnection
    delete=DeleteVpcPeeringConnection reject=RejectVpcPeeringConnection accepter_vpc/Vpc requester_vpc/Vpc
    wait_until_exists~VpcPeeringConnectionExists`,
  "ec2.VpcAddress": `(AllocationIds) load=DescribeAddresses associate=AssociateAddress release=ReleaseAddress
    association/NetworkInterfaceAssociation`,
  "glacier.": "create_vault=CreateVault>Vault vaults*ListVaults>Vault Account/Account",
  "glacier.Account": "(accountId) create_vault=CreateVault>Vault vaults*ListVaults>Vault Vault/Vault",
  "glacier.Archive": `(accountId,vaultName,archiveId) delete=DeleteArchive initiate_archive_retrieval=InitiateJob>Job Vault/Vault`,
  "glacier.Job": "(accountId,vaultName,jobId) load=DescribeJob get_output=GetJobOutput Vault/Vault",
  "glacier.MultipartUpload": `(accountId,vaultName,uploadId) abort=AbortMultipartUpload complete=CompleteMultipartUpload parts=ListParts
    upload_part=UploadMultipartPart Vault/Vault`,
  "glacier.Notification": `(accountId,vaultName) load=GetVaultNotifications delete=DeleteVaultNotifications set=SetVaultNotifications
    Vault/Vault`,
  "glacier.Vault": `(accountId,vaultName) load=DescribeVault create=CreateVault delete=DeleteVault
    initiate_inventory_retrieval=InitiateJob>Job initiate_multipart_upload=InitiateMultipartUpload>MultipartUpload
    upload_archive=UploadArchive>Archive completed_jobs*ListJobs>Job failed_jobs*ListJobs>Job jobs*ListJobs>Job
    jobs_in_progress*ListJobs>Job multipart_uplaods*ListMultipartUploads>MultipartUpload
    multipart_uploads*ListMultipartUploads>MultipartUpload succeeded_jobs*ListJobs>Job Account/Account
    Archive/Archive Job/Job MultipartUpload/MultipartUpload Notification/Notification`,
  "iam.": `change_password=ChangePassword create_account_alias=CreateAccountAlias
    create_account_password_policy=UpdateAccountPasswordPolicy>AccountPasswordPolicy create_group=CreateGroup>Group
    create_instance_profile=CreateInstanceProfile>InstanceProfile create_policy=CreatePolicy>Policy
    create_role=CreateRole>Role create_saml_provider=CreateSAMLProvider>SamlProvider
    create_server_certificate=UploadServerCertificate>ServerCertificate
    create_signing_certificate=UploadSigningCertificate>SigningCertificate create_user=CreateUser>User
    create_virtual_mfa_device=CreateVirtualMFADevice>VirtualMfaDevice groups*ListGroups>Group
    instance_profiles*ListInstanceProfiles>InstanceProfile policies*ListPolicies>Policy roles*ListRoles>Role
    saml_providers*ListSAMLProviders>SamlProvider server_certificates*ListServerCertificates>ServerCertificate
    users*ListUsers>User virtual_mfa_devices*ListVirtualMFADevices>VirtualMfaDevice
    AccountPasswordPolicy/AccountPasswordPolicy AccountSummary/AccountSummary CurrentUser/CurrentUser Group/Group
    InstanceProfile/InstanceProfile Policy/Policy Role/Role SamlProvider/SamlProvider
    ServerCertificate/ServerCertificate User/User VirtualMfaDevice/VirtualMfaDevice`,
  "iam.AccessKey": `(UserName,AccessKeyId) activate=UpdateAccessKey deactivate=UpdateAccessKey delete=DeleteAccessKey User/User`,
  "iam.AccessKeyPair": `(UserName,AccessKeyId,Secret) activate=UpdateAccessKey deactivate=UpdateAccessKey delete=DeleteAccessKey`,
  "iam.AccountPasswordPolicy": `load=GetAccountPasswordPolicy delete=DeleteAccountPasswordPolicy update=UpdateAccountPasswordPolicy`,
  "iam.AccountSummary": "load=GetAccountSummary",
  "iam.AssumeRolePolicy": "(RoleName) update=UpdateAssumeRolePolicy Role/Role",
  "iam.CurrentUser": `load=GetUser access_keys*ListAccessKeys>AccessKey mfa_devices*ListMFADevices>MfaDevice
    signing_certificates*ListSigningCertificates>SigningCertificate user/User`,
  "iam.Group": `(GroupName) load=GetGroup add_user=AddUserToGroup attach_policy=AttachGroupPolicy create=CreateGroup>Group
    create_policy=PutGroupPolicy>GroupPolicy delete=DeleteGroup detach_policy=DetachGroupPolicy
    remove_user=RemoveUserFromGroup update=UpdateGroup>Group attached_policies*ListAttachedGroupPolicies>Policy
    policies*ListGroupPolicies>GroupPolicy users*GetGroup>User Policy/GroupPolicy`,
  "iam.GroupPolicy": `(GroupName,PolicyName) load=GetGroupPolicy delete=DeleteGroupPolicy put=PutGroupPolicy Group/Group`,
  "iam.InstanceProfile": `(InstanceProfileName) load=GetInstanceProfile add_role=AddRoleToInstanceProfile delete=DeleteInstanceProfile
    remove_role=RemoveRoleFromInstanceProfile roles/Role`,
  "iam.LoginProfile": `(UserName) load=GetLoginProfile create=CreateLoginProfile>LoginProfile delete=DeleteLoginProfile
    update=UpdateLoginProfile User/User`,
  "iam.MfaDevice": `(UserName,SerialNumber) associate=EnableMFADevice disassociate=DeactivateMFADevice resync=ResyncMFADevice
    User/User`,
  "iam.Policy": `(PolicyArn) load=GetPolicy attach_group=AttachGroupPolicy attach_role=AttachRolePolicy
    attach_user=AttachUserPolicy create_version=CreatePolicyVersion>PolicyVersion delete=DeletePolicy
    detach_group=DetachGroupPolicy detach_role=DetachRolePolicy detach_user=DetachUserPolicy
    attached_groups*ListEntitiesForPolicy>Group attached_roles*ListEntitiesForPolicy>Role
    attached_users*ListEntitiesForPolicy>User versions*ListPolicyVersions>PolicyVersion
    default_version/PolicyVersion`,
  "iam.PolicyVersion": `(PolicyArn,VersionId) load=GetPolicyVersion delete=DeletePolicyVersion set_as_default=SetDefaultPolicyVersion`,
  "iam.Role": `(RoleName) load=GetRole attach_policy=AttachRolePolicy delete=DeleteRole detach_policy=DetachRolePolicy
    attached_policies*ListAttachedRolePolicies>Policy instance_profiles*ListInstanceProfilesForRole>InstanceProfile
    policies*ListRolePolicies>RolePolicy AssumeRolePolicy/AssumeRolePolicy Policy/RolePolicy`,
  "iam.RolePolicy": "(RoleName,PolicyName) load=GetRolePolicy delete=DeleteRolePolicy put=PutRolePolicy Role/Role",
  "iam.SamlProvider": "(SAMLProviderArn) load=GetSAMLProvider delete=DeleteSAMLProvider update=UpdateSAMLProvider",
  "iam.ServerCertificate": `(ServerCertificateName) load=GetServerCertificate delete=DeleteServerCertificate
    update=UpdateServerCertificate>ServerCertificate`,
  "iam.SigningCertificate": `(UserName,CertificateId) activate=UpdateSigningCertificate deactivate=UpdateSigningCertificate
    delete=DeleteSigningCertificate User/User`,
  "iam.User": `(UserName) load=GetUser add_group=AddUserToGroup attach_policy=AttachUserPolicy create=CreateUser>User
    create_access_key_pair=CreateAccessKey>AccessKeyPair create_login_profile=CreateLoginProfile>LoginProfile
    create_policy=PutUserPolicy>UserPolicy delete=DeleteUser detach_policy=DetachUserPolicy
    enable_mfa=EnableMFADevice>MfaDevice remove_group=RemoveUserFromGroup update=UpdateUser>User
    access_keys*ListAccessKeys>AccessKey attached_policies*ListAttachedUserPolicies>Policy
    groups*ListGroupsForUser>Group mfa_devices*ListMFADevices>MfaDevice policies*ListUserPolicies>UserPolicy
    signing_certificates*ListSigningCertificates>SigningCertificate AccessKey/AccessKey LoginProfile/LoginProfile
    MfaDevice/MfaDevice Policy/UserPolicy SigningCertificate/SigningCertificate`,
  "iam.UserPolicy": "(UserName,PolicyName) load=GetUserPolicy delete=DeleteUserPolicy put=PutUserPolicy User/User",
  "iam.VirtualMfaDevice": "(SerialNumber) delete=DeleteVirtualMFADevice user/User",
  // AWS SDK for Ruby has these, and boto3 none (docs.aws.amazon.com/sdk-for-ruby/v3/api: Aws::RDS::Resource).
  "rds.": `create_db_instance=CreateDBInstance>DBInstance db_instances*DescribeDBInstances>DBInstance
    db_snapshots*DescribeDBSnapshots>DBSnapshot db_clusters*DescribeDBClusters>DBCluster
    db_parameter_groups*DescribeDBParameterGroups>DBParameterGroup DBInstance/DBInstance DBSnapshot/DBSnapshot
    DBCluster/DBCluster DBParameterGroup/DBParameterGroup`,
  "rds.DBCluster": "(DBClusterIdentifier) load=DescribeDBClusters delete=DeleteDBCluster",
  "rds.DBInstance": `(DBInstanceIdentifier) load=DescribeDBInstances create_snapshot=CreateDBSnapshot>DBSnapshot
    delete=DeleteDBInstance modify=ModifyDBInstance reboot=RebootDBInstance snapshots*DescribeDBSnapshots>DBSnapshot`,
  "rds.DBParameterGroup": `(DBParameterGroupName) delete=DeleteDBParameterGroup modify=ModifyDBParameterGroup
    parameters*DescribeDBParameters>DBParameter`,
  "rds.DBParameter": "(DBParameterGroupName,ParameterName)",
  "rds.DBSnapshot": "(DBInstanceIdentifier,DBSnapshotIdentifier) load=DescribeDBSnapshots delete=DeleteDBSnapshot",
  "s3.": "create_bucket=CreateBucket>Bucket buckets*ListBuckets>Bucket Bucket/Bucket",
  // What boto3 adds by hand: "load" of a bucket lists all of them, and of a summary it asks for the object (boto3: s3/inject.py).
  "s3.Bucket": `(Bucket) load=ListBuckets create=CreateBucket delete=DeleteBucket delete_objects=DeleteObjects put_object=PutObject>Object
    multipart_uploads*ListMultipartUploads>MultipartUpload object_versions*ListObjectVersions>ObjectVersion
    objects*ListObjects>ObjectSummary Acl/BucketAcl Cors/BucketCors Lifecycle/BucketLifecycle
    LifecycleConfiguration/BucketLifecycleConfiguration Logging/BucketLogging Notification/BucketNotification
    Object/Object Policy/BucketPolicy RequestPayment/BucketRequestPayment Tagging/BucketTagging
    Versioning/BucketVersioning Website/BucketWebsite wait_until_exists~BucketExists
    wait_until_not_exists~BucketNotExists`,
  "s3.BucketAcl": "(Bucket) load=GetBucketAcl put=PutBucketAcl Bucket/Bucket",
  "s3.BucketCors": "(Bucket) load=GetBucketCors delete=DeleteBucketCors put=PutBucketCors Bucket/Bucket",
  "s3.BucketLifecycle": `(Bucket) load=GetBucketLifecycle delete=DeleteBucketLifecycle put=PutBucketLifecycle Bucket/Bucket`,
  "s3.BucketLifecycleConfiguration": `(Bucket) load=GetBucketLifecycleConfiguration delete=DeleteBucketLifecycle put=PutBucketLifecycleConfiguration
    Bucket/Bucket`,
  "s3.BucketLogging": "(Bucket) load=GetBucketLogging put=PutBucketLogging Bucket/Bucket",
  "s3.BucketNotification": `(Bucket) load=GetBucketNotificationConfiguration put=PutBucketNotificationConfiguration Bucket/Bucket`,
  "s3.BucketPolicy": "(Bucket) load=GetBucketPolicy delete=DeleteBucketPolicy put=PutBucketPolicy Bucket/Bucket",
  "s3.BucketRequestPayment": "(Bucket) load=GetBucketRequestPayment put=PutBucketRequestPayment Bucket/Bucket",
  "s3.BucketTagging": "(Bucket) load=GetBucketTagging delete=DeleteBucketTagging put=PutBucketTagging Bucket/Bucket",
  "s3.BucketVersioning": `(Bucket) load=GetBucketVersioning enable=PutBucketVersioning put=PutBucketVersioning suspend=PutBucketVersioning
    Bucket/Bucket`,
  "s3.BucketWebsite": "(Bucket) load=GetBucketWebsite delete=DeleteBucketWebsite put=PutBucketWebsite Bucket/Bucket",
  "s3.MultipartUpload": `(Bucket,Key,UploadId) abort=AbortMultipartUpload complete=CompleteMultipartUpload>Object
    parts*ListParts>MultipartUploadPart Object/Object Part/MultipartUploadPart`,
  "s3.MultipartUploadPart": `(Bucket,Key,UploadId,PartNumber) copy_from=UploadPartCopy upload=UploadPart MultipartUpload/MultipartUpload`,
  "s3.Object": `(Bucket,Key) load=HeadObject copy_from=CopyObject delete=DeleteObject get=GetObject
    initiate_multipart_upload=CreateMultipartUpload>MultipartUpload put=PutObject restore_object=RestoreObject
    Acl/ObjectAcl Bucket/Bucket MultipartUpload/MultipartUpload Version/ObjectVersion wait_until_exists~ObjectExists
    wait_until_not_exists~ObjectNotExists delete+DeleteObjects`,
  "s3.ObjectAcl": "(Bucket,Key) load=GetObjectAcl put=PutObjectAcl Object/Object",
  "s3.ObjectSummary": `(Bucket,Key) load=HeadObject copy_from=CopyObject delete=DeleteObject get=GetObject
    initiate_multipart_upload=CreateMultipartUpload>MultipartUpload put=PutObject restore_object=RestoreObject
    Acl/ObjectAcl Bucket/Bucket MultipartUpload/MultipartUpload Object/Object Version/ObjectVersion
    wait_until_exists~ObjectExists wait_until_not_exists~ObjectNotExists delete+DeleteObjects`,
  "s3.ObjectVersion": `(Bucket,Key,VersionId) delete=DeleteObject get=GetObject head=HeadObject Object/Object delete+DeleteObjects`,
  "sns.": `create_platform_application=CreatePlatformApplication>PlatformApplication create_topic=CreateTopic>Topic
    platform_applications*ListPlatformApplications>PlatformApplication subscriptions*ListSubscriptions>Subscription
    topics*ListTopics>Topic PlatformApplication/PlatformApplication PlatformEndpoint/PlatformEndpoint
    Subscription/Subscription Topic/Topic`,
  "sns.PlatformApplication": `(PlatformApplicationArn) load=GetPlatformApplicationAttributes
    create_platform_endpoint=CreatePlatformEndpoint>PlatformEndpoint delete=DeletePlatformApplication
    set_attributes=SetPlatformApplicationAttributes endpoints*ListEndpointsByPlatformApplication>PlatformEndpoint`,
  "sns.PlatformEndpoint": `(EndpointArn) load=GetEndpointAttributes delete=DeleteEndpoint publish=Publish
    set_attributes=SetEndpointAttributes`,
  "sns.Subscription": `(SubscriptionArn) load=GetSubscriptionAttributes delete=Unsubscribe set_attributes=SetSubscriptionAttributes`,
  "sns.Topic": `(TopicArn) load=GetTopicAttributes add_permission=AddPermission
    confirm_subscription=ConfirmSubscription>Subscription delete=DeleteTopic publish=Publish
    remove_permission=RemovePermission set_attributes=SetTopicAttributes subscribe=Subscribe>Subscription
    subscriptions*ListSubscriptionsByTopic>Subscription`,
  "sqs.": "create_queue=CreateQueue>Queue get_queue_by_name=GetQueueUrl>Queue queues*ListQueues>Queue Queue/Queue",
  "sqs.Message": `(QueueUrl,ReceiptHandle) change_visibility=ChangeMessageVisibility delete=DeleteMessage Queue/Queue
    delete+DeleteMessageBatch`,
  "sqs.Queue": `(QueueUrl) load=GetQueueAttributes add_permission=AddPermission
    change_message_visibility_batch=ChangeMessageVisibilityBatch delete=DeleteQueue
    delete_messages=DeleteMessageBatch purge=PurgeQueue receive_messages=ReceiveMessage>Message
    remove_permission=RemovePermission send_message=SendMessage send_messages=SendMessageBatch
    set_attributes=SetQueueAttributes dead_letter_source_queues*ListDeadLetterSourceQueues>Queue Message/Message`,
});
