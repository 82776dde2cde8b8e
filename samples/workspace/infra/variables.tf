variable "name" {
  description = "Prefix of every resource's name"
  type        = string
  default     = "parcel-tracker"
}

variable "region" {
  description = "Where the service runs"
  type        = string
  default     = "eu-central-1"
}
