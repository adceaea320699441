variable "buckets" {
  description = "Names of the buckets: assets, files, backups, audit."
  type = object({
    assets  = string
    files   = string
    backups = string
    audit   = string
  })
}

variable "archive_after_days" {
  description = "When backups and trails move to Glacier."
  type        = number
}
